"""Tracked: the one way anything an editor works on is written: compared, traced, counted."""

from datetime import UTC, datetime

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from articles.models.event import EditorialEvent, Verb


class NotAllowed(Exception):
    """A verb refused, with a sentence for the person who asked."""


class Stale(NotAllowed):
    """Somebody saved since this copy was read; `current` is what they saved."""

    def __init__(self, current):
        super().__init__(_("Somebody else has saved this since you opened it."))
        self.current = current


class TrackedQuerySet(models.QuerySet):
    def locked(self):
        """These, after locking their rows in the order in which everybody does."""
        list(self.order_by("pk").select_for_update(no_key=True).values_list("pk"))
        return self


class Tracked(models.Model):
    """A row with a version: a save from an old copy is refused, every change leaves an event.

    `save(by=user)` locks the row, compares the version with the copy's, writes the whole row, and
    records the difference, in one transaction; `delete(by=user)` likewise. What a queryset does
    with `update()`, `delete()` or `bulk_create()` is neither compared nor recorded.
    """

    version = models.PositiveIntegerField(_("version"), default=0, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    # Written by the program from other fields; a change there is nobody's edit.
    prepared_fields = ()
    # Settled when it is created: what refers to it relies on them.
    lasting_fields = ()
    # Related names of what is deleted with it, so that each part leaves an event of its own.
    parts = ()

    class Meta:
        abstract = True

    def save(self, *, by=None, verb=None, note="", **kwargs):
        if self.get_deferred_fields():
            raise ValueError("A copy read in part cannot be saved: it may be older than it knows.")
        kwargs.pop("update_fields", None)  # version and prepared fields go with every save
        with transaction.atomic():
            stored = self.unless_stale()
            self._keep_lasting(stored)
            self.unify_line_ends()
            self.prepare()
            self.version += 1
            super().save(**kwargs)
            verb = verb or (Verb.CHANGED if stored else Verb.CREATED)
            EditorialEvent.objects.record(self, verb, by=by, note=note, changes=self.since(stored))

    def delete(self, *, by=None, note="", **kwargs):
        with transaction.atomic():
            lost = self.unless_stale().since(None)
            for part in (part for name in self.parts for part in getattr(self, name).all()):
                part.delete(by=by, note=note)
            changes = {name: [old, None] for name, (_none, old) in lost.items()}
            EditorialEvent.objects.record(self, Verb.DELETED, by=by, note=note, changes=changes)
            return super().delete(**kwargs)

    def unless_stale(self):
        """The stored row, locked, when it is the one this copy was read from; else `Stale`."""
        stored = self.stored()
        if stored and stored.version != self.version:
            raise Stale(stored)
        return stored

    def stored(self):
        """The row as the database has it, locked until the transaction ends; None when new.

        Fetched with get(): the ordering of a queryset would join, and lock, what it belongs to.
        Locked without its key: who only refers to the row need not wait.
        """
        if self._state.adding:
            return None
        try:
            return type(self)._base_manager.select_for_update(no_key=True).get(pk=self.pk)
        except type(self).DoesNotExist:
            raise NotAllowed(_("Somebody else has deleted this since you opened it.")) from None

    def _keep_lasting(self, stored):
        for field in map(self._meta.get_field, self.lasting_fields if stored else ()):
            if getattr(stored, field.attname) != getattr(self, field.attname):
                raise NotAllowed(
                    _("“%(field)s” cannot be changed.") % {"field": field.verbose_name}
                )

    def prepare(self):
        """Fill the fields that are computed from the others. For subclasses."""

    def since(self, stored):
        """What differs from `stored`: {field: [old, new]} in plain JSON values."""
        return {
            name: [stored and stored.plain(name), self.plain(name)]
            for name in self.traced_fields()
            if (stored.plain(name) if stored else None) != self.plain(name)
        }

    @classmethod
    def traced_fields(cls):
        machinery = {"id", "version", "created_at", "updated_at", *cls.prepared_fields}
        return [f.attname for f in cls._meta.concrete_fields if f.name not in machinery]

    def plain(self, name):
        """A field's value as JSON can say it, times in UTC; None when it is empty."""
        value = self.__dict__[name]
        if isinstance(value, datetime):
            return value.astimezone(UTC).isoformat()
        return (value and self._meta.get_field(name).value_to_string(self)) or None

    def unify_line_ends(self):
        """Browsers send what is typed into a box with CRLF; nobody has changed the text by that."""
        for field in self._meta.concrete_fields:
            if isinstance(field, models.TextField):
                text = getattr(self, field.attname)
                setattr(self, field.attname, text.replace("\r\n", "\n").replace("\r", "\n"))


def check(instance):
    """Run `full_clean()`, answering with the first sentence as a refusal."""
    try:
        instance.full_clean()
    except ValidationError as error:
        raise NotAllowed("；".join(error.messages)) from error
