"""Correction: how a text that was published came to read otherwise, and how it read before."""

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.event import Verb
from articles.models.review import REVIEWED_FIELDS, Assignment
from articles.models.tracked import NotAllowed


class CorrectionKind(models.TextChoices):
    """What was wrong: the paper, the times, or only the text on this site."""

    CORRECTION = "correction", _("correction")
    UPDATE = "update", _("update")
    TRANSCRIPT = "transcript", _("transcript mended")


# A transcript is brought in line with what was printed: nobody has to be told.
TOLD = [CorrectionKind.CORRECTION, CorrectionKind.UPDATE]


class Corrected(models.Model):
    """What keeps its words once it is published: they change by `correct()` alone."""

    is_being_corrected = False  # a note on what is published goes with the words it has now

    class Meta:
        abstract = True

    @property
    def printed(self):
        """Its words as they stand: {field: text}, and "photos": [[caption, credit]]."""
        return {name: getattr(self, name) for name in REVIEWED_FIELDS} | {"photos": self.captions}

    def correct(self, *, by, note, kind=CorrectionKind.CORRECTION):
        """Save the changed words of a published article; `note` tells readers what was wrong.

        Its captions may be saved afterwards with the Correction this returns.
        """
        with transaction.atomic():
            stored = self.unless_stale()
            if sentence := stored.why_not_corrected_by(by):
                raise NotAllowed(sentence)
            if not note.strip():
                raise NotAllowed(_("Say what was wrong."))
            correction = self.corrections.create(
                kind=kind, note=note.strip(), by=by, before=stored.printed
            )
            self.is_being_corrected = True
            self.save(by=by, verb=Verb.CORRECTED, note=note.strip())
            self.is_being_corrected = False
            return correction

    @property
    def keeps_words(self):
        """Whether it has been published, or will be at its hour, and was not withdrawn."""
        return self.public_from is not None

    def refuse_if_published(self):
        """Refuse other words, captions and photos than those published."""
        if self.keeps_words and not self.is_being_corrected:
            raise NotAllowed(_("What is published is changed by a correction: say what was wrong."))

    def why_not_corrected_by(self, user):
        """Why this user may not correct it, as a sentence; "" when they may."""
        if not self.keeps_words:
            return _("Only what is published is corrected.")
        if user is None or not user.has_perm("articles.correct_article"):
            return _("To correct what is published is not among your duties.")
        if not Assignment.objects.covers(user, self):
            return _("You are not assigned to this newspaper and section.")
        return ""

    def refuse_other_words(self, stored):
        """Refuse to be saved with other words than those published."""
        self.prepare()
        self.prepared = stored.prepared  # captions are saved by their photos
        if self.text_hash != stored.text_hash and not self.is_being_corrected:
            stored.refuse_if_published()

    def as_printed(self):
        """Its words as they were printed, as `printed` has them; None when they stand as printed.

        Transcripts mended before the first correction are part of them.
        """
        first = self.corrections.filter(kind__in=TOLD).first()
        return first and first.before


class CorrectionQuerySet(models.QuerySet):
    def published(self, now=None):
        """What readers are told, of articles that they can read."""
        return self.filter(kind__in=TOLD, article__public_from__lte=now or timezone.now())

    def newest_first(self):
        return self.order_by("-id")

    def for_list(self):
        """With the article and its newspaper, and without its former words."""
        return self.select_related("article__newspaper", "article__issue").defer(
            "before", "article__body", "article__issue__imprint", "article__newspaper__menu"
        )


class Correction(models.Model):
    """One change of a published text. `before` is `Article.printed` before it. Never changed."""

    article = models.ForeignKey(
        "articles.Article",
        models.CASCADE,
        related_name="corrections",
        verbose_name=_("article"),
    )
    kind = models.CharField(_("kind"), max_length=12, choices=CorrectionKind)
    note = models.TextField(_("note"))
    before = models.JSONField(editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="corrections",
        verbose_name=_("who"),
    )
    at = models.DateTimeField(_("time"), auto_now_add=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        constraints = [
            models.CheckConstraint(
                name="correction_explained",
                condition=~models.Q(note=""),
                violation_error_message=_("Say what was wrong."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.note[:40]}"

    @property
    def shown(self):
        """As the article shows it, kept in `Article.prepared`."""
        at = timezone.localtime(self.at, timezone.get_default_timezone())
        return {"kind": self.kind, "corrected_at": at.isoformat(), "note": self.note}
