"""Tracked: the one way anything an editor works on is written: compared, traced, counted."""

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


class Tracked(models.Model):
    """A row with a version: a save from an old copy is refused, every change leaves an event.

    `save(by=user)` locks the row, compares the version with the copy's, writes, and records the
    difference in the same transaction. `QuerySet.update()` does none of this.
    """

    version = models.PositiveIntegerField(_("version"), default=0, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    # Written by the program from other fields; a change there is nobody's edit.
    prepared_fields = ()

    class Meta:
        abstract = True

    def save(self, *args, by=None, verb=None, note="", **kwargs):
        with transaction.atomic():
            stored = self.stored()
            if stored and stored.version != self.version:
                raise Stale(stored)
            self.prepare()
            self.version += 1
            super().save(*args, **kwargs)
            verb = verb or (Verb.CHANGED if stored else Verb.CREATED)
            EditorialEvent.objects.record(self, verb, by=by, note=note, changes=self.since(stored))

    def delete(self, *args, by=None, note="", **kwargs):
        with transaction.atomic():
            changes = {name: [old, None] for name, (_none, old) in self.since(None).items()}
            EditorialEvent.objects.record(self, Verb.DELETED, by=by, note=note, changes=changes)
            return super().delete(*args, **kwargs)

    def stored(self):
        """The row as the database has it, locked until the transaction ends; None when new."""
        if self._state.adding:
            return None
        return type(self)._base_manager.select_for_update().filter(pk=self.pk).first()

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
        value = self._meta.get_field(name).value_to_string(self) if self.__dict__[name] else ""
        return value or None

    def refuse_unless(self, allowed, sentence):
        if not allowed:
            raise NotAllowed(sentence)


def check(instance):
    """Run `full_clean()`, answering with the first sentence as a refusal."""
    try:
        instance.full_clean()
    except ValidationError as error:
        raise NotAllowed("；".join(error.messages)) from error
