"""Term: a word of a newspaper's own dictionary."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.newspaper import Newspaper
from articles.models.tracked import Tracked

LONGEST_TERM = 16


class TermKind(models.TextChoices):
    PERSON = "person", _("person's name")
    PLACE = "place", _("place name")
    ORGANISATION = "organisation", _("organisation")
    COLUMN = "column", _("column")
    OTHER = "other", _("other")


class Term(Tracked):
    """A name or word that a general dictionary does not have and this newspaper prints.

    Search ranks by words, so it counts from the next search on, in old articles as in new ones;
    nothing is found or missed because of it. The names of columns and contributors are words
    without being entered here.
    """

    newspaper = models.ForeignKey(
        Newspaper, models.PROTECT, related_name="terms", verbose_name=_("newspaper")
    )
    text = models.CharField(_("word"), max_length=LONGEST_TERM)
    kind = models.CharField(_("kind"), max_length=16, choices=TermKind, default=TermKind.OTHER)

    lasting_fields = ("newspaper",)

    class Meta:
        ordering = ["text", "id"]
        verbose_name = _("word of the dictionary")
        verbose_name_plural = _("dictionary")
        constraints = [
            models.UniqueConstraint(
                fields=["newspaper", "text"],
                name="term_text",
                violation_error_message=_("This newspaper's dictionary has this word."),
            ),
            models.CheckConstraint(
                name="term_length",
                condition=models.Q(text__regex=r"\A\S{2,16}\Z"),
                violation_error_message=_("A word has 2 to 16 characters and no spaces."),
            ),
        ]

    def __str__(self):
        return self.text
