"""What a search is narrowed by and can be: links to the search page, each to its first results."""

import datetime
from collections import Counter, defaultdict
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Min
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.models import Column, Contributor, Issue
from articles.search.results import FACETED

# What an address of the search page can say, but for the place in the results.
NAMES = (
    "q", "paper", "section", "column", "contributor", "page", "date_after", "date_before", "order",
)  # fmt: skip
SHOWN, FOLDED_AWAY = 8, 24  # choices of a group
STRETCHES = {"week": 7, "month": 30, "year": 365}


class Choice(NamedTuple):
    """A link that narrows the results or, when it is chosen, no longer does."""

    name: str
    address: str
    count: str = ""
    is_chosen: bool = False
    name_en: str = ""


class Group(NamedTuple):
    """Choices of a kind, those beyond the first few to be folded away."""

    title: str
    choices: list
    more: list


def address(asked, **changes):
    """The search page for what was asked, changed."""
    asked = {name: {**asked, **changes}.get(name) for name in NAMES}
    return "?" + urlencode({name: value for name, value in asked.items() if value})


def chips(asked, form):
    """[(kind, what, address without it)] of all that narrows; `form` knows the names."""
    papers = {paper.slug: paper.name for paper in form["newspapers"]}
    found = [
        (_("Newspaper"), papers.get(asked["paper"], asked["paper"]), "paper"),
        (_("Section"), _named(form["sections"], asked["section"]), "section"),
        (_("Column"), _named(form["columns"], asked["column"]), "column"),
        (_("Contributor"), form["contributor"] or asked["contributor"], "contributor"),
        (_("Page"), asked["page"], "page"),
        (_("Time"), _days(asked), "time"),
    ]
    return [(kind, what, address(asked, **_without(name))) for kind, what, name in found if what]


def _named(parts, slug):
    return next((part for part in parts if part["slug"] == slug), "")


def _without(name):
    """A section is one of its newspaper: without the one, without the other."""
    names = {"paper": ["paper", "section", "column"], "time": ["date_after", "date_before"]}
    return dict.fromkeys(names.get(name, [name]), "")


def _days(asked):
    """最近一周, 2024, or the days themselves."""
    first, last = asked["date_after"], asked["date_before"]
    if not first and not last:
        return ""
    for choice in stretches(asked):
        if choice.is_chosen:
            return choice.name
    if (first[4:], last[4:]) == ("-01-01", "-12-31") and first[:4] == last[:4]:
        return _year_name(int(first[:4]))
    first, last = (day and date_format(datetime.date.fromisoformat(day)) for day in (first, last))
    if not last:
        return _("since %(day)s") % {"day": first}
    return _("until %(day)s") % {"day": last} if not first else f"{first}–{last}"


def stretches(asked, newest=None):
    """The quick choices of time, up to today; none that the `newest` hit is too old for."""
    names = {"week": _("Past week"), "month": _("Past month"), "year": _("Past year")}
    today = timezone.localdate()
    for name, days in STRETCHES.items():
        first = today - datetime.timedelta(days=days)
        if not newest or first <= newest:
            yield _choice(asked, names[name], date_after=first.isoformat(), date_before="")


def counted(facts):
    """How many hits were counted, every one being in one newspaper."""
    return sum(count for fact, count in facts.items() if fact[0] == "n")


def total(facts):
    """How many hits there are: 3,412 or 10,000+."""
    count = counted(facts)
    return f"{FACETED:,}+" if count >= FACETED else f"{count:,}"


def groups(facts, asked, newspapers):
    """The Groups of what was counted; `facts` is a Counter of the newest FACETED hits' facts.

    A group of one choice that is not chosen would leave everything as it is, and is left out.
    """
    counts = defaultdict(Counter)
    for fact, count in facts.items():
        counts[fact[0]][fact[1:]] = count
    is_capped = total(facts).endswith("+")
    tell = (lambda count: f"{count:,}+") if is_capped else "{:,}".format
    papers = {paper.pk: paper for paper in newspapers}
    found = [
        (_("Year"), _years(counts["y"], asked, newspapers, is_capped)),
        (_("Section"), _sections(_most(counts["s"]), asked, papers, tell)),
        (_("Column"), _columns(_most(counts["k"]), asked, papers, tell)),
        (_("Contributor"), _people(_most(counts["p"]), asked, tell)),
        (_("Newspaper"), _papers(_most(counts["n"]), asked, papers, tell)),
    ]
    return [
        Group(title, *_folded(choices))
        for title, choices in found
        if len(choices) > 1 or [choice for choice in choices if choice.is_chosen]
    ]


def _folded(choices):
    """(the first, those folded away); one alone is not worth the fold."""
    shown = SHOWN + 1 if len(choices) == SHOWN + 1 else SHOWN
    return choices[:shown], choices[shown:]


def _choice(asked, name, count="", name_en="", **changes):
    is_chosen = all(asked[name] == value for name, value in changes.items())
    changes = dict.fromkeys(changes, "") if is_chosen else changes
    return Choice(name, address(asked, **changes), count, is_chosen, name_en)


def _most(counts):
    """[(id, count)] of the most frequent, in an order that is always the same."""
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], int(pair[0])))
    return [(int(pk), count) for pk, count in ranked[: SHOWN + FOLDED_AWAY]]


def _years(counts, asked, newspapers, is_capped):
    """Newest first. Of the newest hits the oldest year is cut off; those before are not counted."""
    years = sorted(map(int, counts), reverse=True)
    told = {year: f"{counts[str(year)]:,}" for year in years}
    if is_capped:
        told[years[-1]] += "+"
        told |= dict.fromkeys(_earlier(years[-1], asked, newspapers), "")
    return [
        _choice(
            asked,
            _year_name(year),
            count,
            date_after=f"{year}-01-01",
            date_before=f"{year}-12-31",
        )
        for year, count in told.items()
    ]


def _earlier(year, asked, newspapers):
    """The years before this one of which there are issues, back to the first day asked for."""
    issues = Issue.objects.published().filter(newspaper__in=newspapers)
    first = issues.aggregate(first=Min("date"))["first"]
    if not first:
        return []
    start = int(asked["date_after"][:4]) if asked["date_after"] else first.year
    return range(year - 1, max(start, first.year) - 1, -1)


def _year_name(year):
    return date_format(datetime.date(year, 1, 1), _("Y"))


def _sections(counts, asked, papers, tell):
    """From the newspapers' menus, which are at hand."""
    sections = {item["id"]: (item, paper) for paper in papers.values() for item in paper.menu}
    return [
        _part(asked, "section", *sections[pk], len(papers), tell(count))
        for pk, count in counts
        if pk in sections
    ]


def _columns(counts, asked, papers, tell):
    rows = Column.objects.filter(pk__in=[pk for pk, _count in counts])
    columns = {
        row["id"]: (row, papers[row["newspaper"]])
        for row in rows.values("id", "slug", "name", "name_en", "newspaper")
    }
    return [
        _part(asked, "column", *columns[pk], len(papers), tell(count))
        for pk, count in counts
        if pk in columns
    ]


def _part(asked, kind, part, paper, papers, count):
    """A section or column; among those of several newspapers it is chosen with its own."""
    slug, name, name_en = part["slug"], part["name"], part["name_en"]
    if papers == 1:
        return _choice(asked, name, count, name_en, **{kind: slug})
    return _choice(asked, f"{paper.name} {name}", count, paper=paper.slug, **{kind: slug})


def _people(counts, asked, tell):
    people = Contributor.objects.published().in_bulk([pk for pk, _count in counts])
    return [
        _choice(asked, str(people[pk]), tell(count), contributor=str(pk))
        for pk, count in counts
        if pk in people
    ]


def _papers(counts, asked, papers, tell):
    return [
        _choice(asked, papers[pk].name, tell(count), paper=papers[pk].slug)
        for pk, count in counts
        if pk in papers
    ]
