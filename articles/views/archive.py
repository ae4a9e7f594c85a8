"""The calendar of issues: a year's months, and a month's days."""

import datetime
from calendar import Calendar

from django.db.models import Max, Min
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Issue, Newspaper

WEEKS = Calendar(firstweekday=0)


@require_safe
def archive(request, paper):
    """A year, month by month; the newest year unless `?year=` names another."""
    newspaper = get_object_or_404(Newspaper, slug=paper)
    issues = Issue.objects.published().filter(newspaper=newspaper)
    span = issues.aggregate(first=Min("date"), last=Max("date"))
    years = _years(span)
    year = _year(request.GET.get("year"), years)
    by_date = _by_date(issues.filter(date__year=year))
    context = {
        "newspaper": newspaper,
        "year": year,
        "years": years,
        "months": [_month(year, month, by_date) for month in range(1, 13)],
        "older": year - 1 if year - 1 in years else None,
        "newer": year + 1 if year + 1 in years else None,
    }
    return render(request, "articles/archive.html", context)


@require_safe
def archive_month(request, paper, year, month):
    """A month as a calendar sheet, every day with a paper leading to it."""
    if not (1 <= month <= 12 and 1900 <= year <= 2999):
        raise Http404
    newspaper = get_object_or_404(Newspaper, slug=paper)
    issues = Issue.objects.published().filter(newspaper=newspaper)
    by_date = _by_date(issues.filter(date__year=year, date__month=month))
    span = issues.aggregate(first=Min("date"), last=Max("date"))
    first = datetime.date(year, month, 1)
    previous = first - datetime.timedelta(days=1)
    following = (first + datetime.timedelta(days=31)).replace(day=1)
    context = {
        "newspaper": newspaper,
        "month": _month(year, month, by_date),
        "previous": previous if span["first"] and span["first"] <= previous else None,
        "following": following if span["last"] and span["last"] >= following else None,
    }
    return render(request, "articles/archive_month.html", context)


def _years(span):
    if not span["first"]:
        return [timezone.localdate().year]
    return range(span["last"].year, span["first"].year - 1, -1)


def _year(asked, years):
    if asked is None:
        return years[0]
    found = [year for year in years if str(year) == asked]
    if not found:
        raise Http404
    return found[0]


def _by_date(issues):
    """{date: [issues]}, the daily edition first."""
    by_date = {}
    for issue in issues.order_by("date", "edition"):
        by_date.setdefault(issue.date, []).append(issue)
    return by_date


def _month(year, month, by_date):
    """A calendar sheet: weeks of (day or None, its issues), and how many issues there are."""
    weeks = [
        [(day if day.month == month else None, by_date.get(day, [])) for day in week]
        for week in WEEKS.monthdatescalendar(year, month)
    ]
    count = sum(len(issues) for week in weeks for day, issues in week if day)
    return {"first": datetime.date(year, month, 1), "weeks": weeks, "count": count}
