"""Sitemaps: an index by newspaper and month, a month's addresses, and two days' news."""

import datetime
from itertools import chain

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Article, Issue, Newspaper

# What news search engines ask for; older articles do not belong into a news sitemap.
NEWS_AGE = datetime.timedelta(hours=48)
MAX_NEWS = 1000


@require_safe
def index(request):
    """A sitemap for every month of every newspaper; months hold thousands, the limit is 50,000."""
    months = [
        (newspaper, month)
        for newspaper in Newspaper.objects.all()
        for month in months_of(newspaper)
    ]
    return _xml(request, "articles/sitemap_index.xml", {"months": months})


@require_safe
def month(request, paper, year, month):
    if not 1 <= month <= 12:
        raise Http404
    newspaper = get_object_or_404(Newspaper, slug=paper)
    issues = Issue.objects.published().filter(
        newspaper=newspaper, date__year=year, date__month=month
    )
    articles = newspaper.articles.published().for_sitemap()
    released = articles.in_pool().filter(public_from__year=year, public_from__month=month)
    context = {
        "issues": issues,
        "articles": chain(articles.filter(issue__in=issues), released),
    }
    return _xml(request, "articles/sitemap.xml", context)


@require_safe
def news(request):
    recent = Article.objects.published().filter(public_from__gte=timezone.now() - NEWS_AGE)
    articles = recent.newest_first().for_sitemap()[:MAX_NEWS]
    return _xml(request, "articles/sitemap_news.xml", {"articles": articles})


def months_of(newspaper):
    """The first days of the months in which something of this newspaper is public."""
    issues = Issue.objects.published().filter(newspaper=newspaper)
    released = newspaper.articles.published().in_pool()
    return sorted(
        {*issues.dates("date", "month")}
        | {moment.date() for moment in released.datetimes("public_from", "month")},
        reverse=True,
    )


def _xml(request, template, context):
    return render(request, template, context, content_type="application/xml")
