"""What lists can be narrowed by: one definition for the site, the API and the admin.

A value that is well formed and matches nothing gives an empty list; a malformed one is an error
of its field. Days are those printed on the paper, so an article outside any issue has none;
only a search takes the day of its release.
"""

from datetime import UTC

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db.models import Exists, OuterRef, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_filters import (
    CharFilter,
    ChoiceFilter,
    DateFilter,
    FilterSet,
    IsoDateTimeFilter,
    NumberFilter,
)

from articles import search
from articles.models import Column, Edition, Newspaper, Photo, Section
from articles.search.entry import label
from articles.search.query import parse

LARGEST_ID = 2**63 - 1  # beyond it a database refuses to compare
YES_OR_NO = [("true", _("yes")), ("false", _("no"))]
# What the index knows of an article, by the letters of `articles.search.entry.facts`.
INDEXED = {"n": "newspaper", "s": "section", "k": "column", "p": "contributor", "l": "page"}
DAYS = {"date", "date_after", "date_before"}
PAGE_LABEL = RegexValidator(
    r"\A[A-Z]{0,4}[0-9]{1,3}\Z", _("A page label reads like 01, A01 or T12.")
)


def understood(typed):
    """Refuse what search cannot search for."""
    try:
        query = parse(typed)
    except search.BadQuery as error:
        raise ValidationError(str(error)) from error
    if query.is_empty:
        raise ValidationError(_("There is nothing in this to search for."))


def representable(moment):
    """Refuse a moment that its own offset carries out of the calendar."""
    try:
        moment.astimezone(UTC)
    except OverflowError as error:
        raise ValidationError(_("Enter a valid date/time.")) from error


class SlugFilter(CharFilter):
    field_class = forms.SlugField


class IdFilter(NumberFilter):
    field_class = forms.IntegerField

    def __init__(self, **options):
        super().__init__(min_value=1, max_value=LARGEST_ID, **options)


class DayFilter(DateFilter):
    """A day as 2026-03-02, whatever the language."""

    def __init__(self, field_name, **options):
        super().__init__(field_name, input_formats=["%Y-%m-%d"], **options)


def of_newspaper(things, field, slug):
    """Compared by id: the indexes begin with it."""
    return things.filter(**{field: Newspaper.objects.filter(slug=slug).values("pk")[:1]})


def in_section(articles, _field, slug):
    return articles.filter(section__in=_ids(Section, slug))


def in_column(articles, _field, slug):
    return articles.filter(column__in=_ids(Column, slug))


def _ids(model, slug, **of):
    """Looked up beforehand: given the ids, a database reads its index newest first; given a
    join, it reads through the archive for a column that died in 1998."""
    return list(model.objects.filter(slug=slug, **of).values_list("pk", flat=True))


class NewspaperFilter(FilterSet):
    slug = SlugFilter(help_text=_("Address name of the newspaper."))


class PartFilter(FilterSet):
    """Of a newspaper's sections or columns."""

    newspaper = SlugFilter(method=of_newspaper, help_text=_("Address name of the newspaper."))
    slug = SlugFilter(help_text=_("Address name."))


class CorrectionFilter(FilterSet):
    newspaper = SlugFilter(
        "article__newspaper", method=of_newspaper, help_text=_("Address name of the newspaper.")
    )
    article = IdFilter(field_name="article_id", help_text=_("Id of the article."))


class ContributorFilter(FilterSet):
    newspaper = SlugFilter(method=of_newspaper, help_text=_("Address name of the newspaper."))
    name = CharFilter(help_text=_("The whole name as printed, without padding."))


class IssueFilter(FilterSet):
    newspaper = SlugFilter(method=of_newspaper, help_text=_("Address name of the newspaper."))
    date = DayFilter("date", help_text=_("Date of the issue."))
    date_after = DayFilter("date", lookup_expr="gte", help_text=_("That day or later."))
    date_before = DayFilter("date", lookup_expr="lte", help_text=_("That day or earlier."))
    edition = ChoiceFilter(choices=Edition.choices, help_text=_("Edition."))
    number = IdFilter(help_text=_("Total issue number."))


class PageFilter(FilterSet):
    newspaper = SlugFilter(
        "issue__newspaper", method=of_newspaper, help_text=_("Address name of the newspaper.")
    )
    issue = IdFilter(help_text=_("Id of the issue."))
    date = DayFilter("issue__date", help_text=_("Date of the issue."))
    date_after = DayFilter("issue__date", lookup_expr="gte", help_text=_("That day or later."))
    date_before = DayFilter("issue__date", lookup_expr="lte", help_text=_("That day or earlier."))
    edition = ChoiceFilter("issue__edition", choices=Edition.choices, help_text=_("Edition."))
    label = CharFilter(validators=[PAGE_LABEL], help_text=_("Label as printed, such as A01."))


class ArticleFilter(FilterSet):
    newspaper = SlugFilter(method=of_newspaper, help_text=_("Address name of the newspaper."))
    issue = IdFilter(help_text=_("Id of the issue."))
    date = DayFilter("issue__date", help_text=_("Date of the issue."))
    date_after = DayFilter("issue__date", lookup_expr="gte", help_text=_("That day or later."))
    date_before = DayFilter("issue__date", lookup_expr="lte", help_text=_("That day or earlier."))
    edition = ChoiceFilter("issue__edition", choices=Edition.choices, help_text=_("Edition."))
    page = CharFilter(
        "page__label", validators=[PAGE_LABEL], help_text=_("Label as printed, such as A01.")
    )
    section = SlugFilter(method=in_section, help_text=_("Address name of the section."))
    column = SlugFilter(method=in_column, help_text=_("Address name of the column."))
    contributor = IdFilter(method="by_contributor", help_text=_("Id of the contributor."))
    has_photo = ChoiceFilter(
        method="with_photo", choices=YES_OR_NO, help_text=_("Whether a picture goes with it.")
    )
    updated_since = IsoDateTimeFilter(
        method="changed_since",
        validators=[representable],
        help_text=_("Published or changed at that time or later."),
    )
    q = CharFilter(
        method="containing",
        validators=[understood],
        help_text=_("Words or “phrases” that the article contains, all of them."),
    )

    def by_contributor(self, articles, _field, value: int):
        return articles.by(value)

    def with_photo(self, articles, _field, wanted):
        photos = Photo.objects.filter(article=OuterRef("pk")).exclude(image="")
        return articles.filter(Exists(photos) if wanted == "true" else ~Exists(photos))

    def changed_since(self, articles, _field, moment):
        """An article finished yesterday and published today has changed today, for the public."""
        return articles.filter(Q(updated_at__gte=moment) | Q(public_from__gte=moment))

    def containing(self, articles, _field, typed):
        return search.narrow(articles, typed)


class SearchFilter(ArticleFilter):
    """The same around a search, which looks for `q` itself.

    What the index knows of an article is asked of the index, as facts and days: articles chosen
    beforehand would be looked at one by one. So one outside any issue counts by the day of its
    release.
    """

    q = CharFilter(
        method="containing",
        required=True,
        validators=[understood],
        help_text=_("Words or “phrases” that the article contains, all of them."),
    )

    @classmethod
    def for_readers(cls, asked, articles):
        """As addresses of the search page say it: only this, and a newspaper is a `paper`."""
        names = ("q", "section", "column", "contributor", "page", "date_after", "date_before")
        known = {name: asked.get(name, "") for name in names}
        return cls(known | {"newspaper": asked.get("paper", "")}, articles)

    def results(self, ordering="relevance", typed=None):
        """The Results for `q`, or for something else `typed`; only of a valid form."""
        asked = self.form.cleaned_data
        return self.qs.search(
            typed or asked["q"],
            ordering=ordering,
            facts=self.facts.values(),
            first=max(filter(None, [asked["date"], asked["date_after"]]), default=None),
            last=min(filter(None, [asked["date"], asked["date_before"]]), default=None),
        )

    @cached_property
    def facts(self):
        """{name of a filter: the fact that the articles it leaves have}.

        Nothing has the fact of an address name that is nobody's; one that sections of several
        newspapers have is none.
        """
        asked = self.form.cleaned_data
        owner = {"newspaper__slug": asked["newspaper"]} if asked["newspaper"] else {}
        ids = {
            "n": asked["newspaper"] and _ids(Newspaper, asked["newspaper"]),
            "s": asked["section"] and _ids(Section, asked["section"], **owner),
            "k": asked["column"] and _ids(Column, asked["column"], **owner),
            "p": asked["contributor"] and [asked["contributor"]],
            "l": asked["page"] and [label(asked["page"])],
        }
        return {
            INDEXED[letter]: f"{letter}{(found or [0])[0]}"
            for letter, found in ids.items()
            if isinstance(found, list) and len(found) < 2
        }

    def filter_queryset(self, articles):
        """By what is left to the queryset."""
        for name, value in self.form.cleaned_data.items():
            if name not in DAYS and name not in self.facts:
                articles = self.filters[name].filter(articles, value)
        return articles

    def containing(self, articles, _field, typed):
        return articles
