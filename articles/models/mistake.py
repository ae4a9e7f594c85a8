"""The error ledger, 差错台账: what was wrong in print, who answers for it, and how much of it.

The limit is three in ten thousand characters (报纸期刊质量管理规定, 国新出发〔2020〕10号).
"""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.page import Page
from articles.models.tracked import Tracked

LIMIT = Decimal(3)  # in ten thousand characters


class MistakeKind(models.TextChoices):
    WORD = "word", _("wrong character or word")
    GRAMMAR = "grammar", _("grammar")
    PUNCTUATION = "punctuation", _("punctuation")
    NUMBER = "number", _("number or unit")
    NAME = "name", _("name or post")
    FACT = "fact", _("fact")
    WORDING = "wording", _("wording the paper does not use")
    LAYOUT = "layout", _("setting of the page")


class MistakeQuerySet(models.QuerySet):
    def in_month(self, newspaper, first):
        """Of the newspaper's issues of the month that begins on the date `first`."""
        day = {"page__issue__date__year": first.year, "page__issue__date__month": first.month}
        return self.filter(page__issue__newspaper=newspaper, **day)


class Mistake(Tracked):
    """One error on a page. What was caught before printing is kept too, and does not count."""

    page = models.ForeignKey(Page, models.PROTECT, related_name="mistakes", verbose_name=_("page"))
    article = models.ForeignKey(
        "articles.Article",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="mistakes",
        verbose_name=_("article"),
    )
    kind = models.CharField(_("kind"), max_length=12, choices=MistakeKind)
    words = models.CharField(_("as printed"), max_length=200)
    instead = models.CharField(_("should be"), max_length=200, blank=True)
    person = models.CharField(_("who answers for it"), max_length=40, blank=True)
    weight = models.DecimalField(
        _("counts"),
        max_digits=3,
        decimal_places=1,
        default=Decimal(1),
        choices=[(Decimal("0.5"), "0.5"), (Decimal(1), "1"), (Decimal(2), "2")],
    )
    is_printed = models.BooleanField(_("was printed"), default=True)
    found_on = models.DateField(_("found on"), default=timezone.localdate)
    note = models.TextField(_("note"), blank=True)

    objects = MistakeQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("error in print")
        verbose_name_plural = _("error ledger")
        constraints = [
            models.CheckConstraint(
                name="mistake_weight",
                condition=models.Q(weight__gt=0),
                violation_error_message=_("An error counts more than nothing."),
            ),
        ]

    def __str__(self):
        return f"{self.words} → {self.instead}" if self.instead else self.words

    def clean(self):
        if self.article and self.page_id and self.article.page_id != self.page_id:
            raise ValidationError({"article": _("This article stands on another page.")})


@dataclass(frozen=True)
class Rate:
    """Errors in so many printed characters."""

    name: str
    characters: int
    errors: Decimal

    @property
    def per_ten_thousand(self):
        """Errors in ten thousand characters, to two places; None where nothing was printed."""
        if not self.characters:
            return None
        return (self.errors * 10_000 / self.characters).quantize(Decimal("0.01"))

    @property
    def is_over(self):
        return self.errors * 10_000 > LIMIT * self.characters


class Ledger:
    """A newspaper's month: what was printed, what was wrong. Three queries.

    A page's characters are those of the texts of its articles. Who stands in a page's credit box
    answers for all of the page.
    """

    def __init__(self, newspaper, first):
        printed = Page.objects.published().filter(issue__newspaper=newspaper)
        printed = printed.filter(issue__date__year=first.year, issue__date__month=first.month)
        printed = printed.annotate(printed=models.Sum("articles__characters", default=0))
        self.pages = list(printed.prefetch_related("credits"))
        found = Mistake.objects.in_month(newspaper, first).filter(is_printed=True)
        self.mistakes = list(found.values_list("page__label", "person", "weight"))

    def whole(self, name):
        """The Rate of the month."""
        errors = sum((weight for *_who, weight in self.mistakes), Decimal(0))
        return Rate(name, sum(page.printed for page in self.pages), errors)

    def by_page(self):
        """A Rate for each page of the paper, A01 of all days together."""
        characters, errors = Counter(), Counter()
        for page in self.pages:
            characters[page.label] += page.printed
        for label, _person, weight in self.mistakes:
            errors[label] += weight
        return _rates(characters, errors)

    def by_person(self):
        """A Rate for everybody who answered for a page or an error."""
        characters, errors = Counter(), Counter()
        for page in self.pages:
            for person in {credit.person for credit in page.credits.all()}:
                characters[person] += page.printed
        for _label, person, weight in self.mistakes:
            errors[person or str(_("nobody named"))] += weight
        return _rates(characters, errors)


def _rates(characters, errors):
    names = sorted(characters.keys() | errors.keys())
    return [Rate(name, characters[name], Decimal(errors[name])) for name in names]


def months(newspaper, last, count=12):
    """[Rate] of the month of the date `last` and those before it, newest first. Two queries."""
    firsts = [last.replace(day=1)]
    while len(firsts) < count:
        firsts.append((firsts[-1] - timedelta(days=1)).replace(day=1))
    since = {"issue__date__gte": firsts[-1], "issue__newspaper": newspaper}
    printed = Page.objects.published().filter(**since)
    characters = _by_month(printed, "issue__date", "articles__characters")
    found = Mistake.objects.filter(**{f"page__{name}": value for name, value in since.items()})
    errors = _by_month(found.filter(is_printed=True), "page__issue__date", "weight")
    return [
        Rate(f"{first:%Y-%m}", characters.get(first) or 0, errors.get(first) or Decimal(0))
        for first in firsts
    ]


def _by_month(rows, day, summed):
    rows = rows.annotate(month=TruncMonth(day)).order_by().values_list("month")
    return dict(rows.annotate(total=models.Sum(summed)))
