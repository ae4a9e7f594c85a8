"""EditorialEvent: the append-only record of who did what to what, when."""

from functools import reduce
from operator import or_

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Verb(models.TextChoices):
    CREATED = "created", _("created")
    CHANGED = "changed", _("changed")
    DELETED = "deleted", _("deleted")
    IMPORTED = "imported", _("imported")
    DECIDED = "decided", _("decided")
    PUBLISHED = "published", _("published")
    SUBMITTED = "submitted", _("handed in")
    REVIEWED = "reviewed", _("reviewed")
    REOPENED = "reopened", _("reopened")
    PROOFED = "proofed", _("proofread")
    SIGNED_OFF = "signed_off", _("signed off")
    LET_STAND = "let_stand", _("let stand against house style")
    CORRECTED = "corrected", _("corrected")
    RELEASED = "released", _("released")
    WITHDRAWN = "withdrawn", _("withdrawn")
    RESTORED = "restored", _("restored")


class AppendOnly(Exception):
    """Somebody tried to rewrite the record."""


class EditorialEventQuerySet(models.QuerySet):
    def about(self, *things):
        """What was done to any of `things`."""
        named = (Q(subject=thing._meta.model_name, subject_id=thing.pk) for thing in things)
        return self.filter(reduce(or_, named))

    def after(self, thing, version):
        """What was done to `thing` since it had that version, oldest first.

        None when the record cannot tell: it has not always kept versions.
        """
        about = self.filter(subject=thing._meta.model_name, subject_id=thing.pk)
        if version is None or not about.filter(version__lte=version).exists():
            return None
        return list(about.filter(version__gt=version).order_by("pk"))

    def record(self, thing, verb, *, by=None, note="", changes=None):
        """Write down what was done to `thing`; a change that changed nothing is not written."""
        if verb == Verb.CHANGED and not changes:
            return None
        event = self._event(thing, verb, by, note, changes or {})
        event.save(using=self.db)
        return event

    def record_each(self, things, verb, *, by=None, note=""):
        """Write down one act done to each of `things`, together."""
        return self.bulk_create(self._event(thing, verb, by, note, {}) for thing in things)

    def _event(self, thing, verb, by, note, changes):
        return self.model(
            subject=thing._meta.model_name,
            subject_id=thing.pk,
            title=str(thing)[:200],
            verb=verb,
            by=by,
            by_name=by.get_username() if by else "",
            note=note,
            changes=changes,
            version=getattr(thing, "version", None),
        )

    def update(self, **kwargs):
        raise AppendOnly

    def delete(self):
        raise AppendOnly


def as_it_was(events):
    """{column: plain value} of what these events, oldest first, changed, as it was before them."""
    was = {}
    for event in events:
        for name, change in event.changes.items():
            if isinstance(change, list):
                was.setdefault(name, change[0])
    return was


class EditorialEvent(models.Model):
    """One act. It names its subject without a foreign key: the record outlives what it tells of."""

    at = models.DateTimeField(_("time"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        null=True,
        blank=True,
        db_constraint=False,
        related_name="+",
        verbose_name=_("who"),
    )
    by_name = models.CharField(_("name at the time"), max_length=150, blank=True)
    verb = models.CharField(_("act"), max_length=20, choices=Verb)
    subject = models.CharField(_("kind"), max_length=40)
    subject_id = models.BigIntegerField()
    title = models.CharField(_("subject"), max_length=200)
    note = models.TextField(_("note"), blank=True)
    changes = models.JSONField(_("changes"), default=dict, blank=True)
    version = models.PositiveIntegerField(null=True, editable=False)  # of the subject, after it

    objects = EditorialEventQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["subject", "subject_id", "-id"], name="event_subject")]
        verbose_name = _("editorial event")
        verbose_name_plural = _("editorial events")

    def __str__(self):
        return f"{self.get_verb_display()} {self.title}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise AppendOnly
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise AppendOnly
