"""RSS, Atom and JSON feeds of a newspaper, a section or a column: its newest articles.

And as RSS alone, the newest articles that a search finds.
"""

import json
import re

from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from articles.filters import SearchFilter
from articles.models import Article, Column, Correction, Newspaper, Section
from articles.search import BadQuery

FEED_LENGTH = 30
PLAIN = "text/plain; charset=utf-8"
CONTROL = re.compile(r"[\x00-\x1f]")  # XML has no way to say them


class JsonFeed(SyndicationFeed):
    """JSON Feed 1.1."""

    content_type = "application/feed+json"

    def write(self, outfile, encoding):
        json.dump(self._as_dict(), outfile, ensure_ascii=False)

    def _as_dict(self):
        return {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.feed["title"],
            "description": self.feed["description"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "language": self.feed["language"],
            "items": [self._entry(item) for item in self.items],
        }

    def _entry(self, item):
        return {
            "id": item["unique_id"],
            "url": item["link"],
            "title": item["title"],
            "content_text": item["description"],
            "date_published": item["pubdate"].isoformat(),
            "date_modified": item["updateddate"].isoformat(),
            "authors": [{"name": name} for name in item["authors"]],
        }


FORMATS = {"rss.xml": Rss201rev2Feed, "atom.xml": Atom1Feed, "feed.json": JsonFeed}


@require_safe
def newspaper(request, paper, kind):
    newspaper = get_object_or_404(Newspaper, slug=paper)
    articles = Article.objects.filter(newspaper=newspaper)
    return _feed(request, kind, newspaper, newspaper.slogan, articles)


@require_safe
def section(request, paper, slug, kind):
    sections = Section.objects.select_related("newspaper")
    section = get_object_or_404(sections, newspaper__slug=paper, slug=slug)
    return _feed(request, kind, section, "", Article.objects.filter(section=section))


@require_safe
def column(request, paper, slug, kind):
    columns = Column.objects.select_related("newspaper")
    column = get_object_or_404(columns, newspaper__slug=paper, slug=slug)
    return _feed(request, kind, column, column.description, Article.objects.filter(column=column))


@require_safe
def corrections(request, paper, kind):
    """What was put right, newest first: the note, at the address of the article."""
    newspaper = get_object_or_404(Newspaper, slug=paper)
    title = f"{newspaper.name} {gettext('Corrections')}"
    address = request.build_absolute_uri(reverse("corrections", args=[paper]))
    feed = FORMATS[kind](
        title=title,
        link=address,
        description=title,
        language="zh-Hans",
        feed_url=request.build_absolute_uri(request.path),
    )
    told = Correction.objects.published().filter(article__newspaper=newspaper)
    for correction in told.newest_first().for_list()[:FEED_LENGTH]:
        feed.add_item(
            title=f"{correction.get_kind_display()} {correction.article.short_title}",
            link=request.build_absolute_uri(correction.article.get_absolute_url()),
            description=CONTROL.sub(" ", correction.note),
            unique_id=f"{address}#correction-{correction.pk}",
            authors=[],
            pubdate=correction.at,
            updateddate=correction.at,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


@require_safe
def search(request):
    """What the search page finds, newest first; 400 and sentences if that cannot be told."""
    narrowing = SearchFilter.for_readers(request.GET, Article.objects.published().for_list())
    try:
        found = narrowing.is_valid() and narrowing.results("date").page(size=FEED_LENGTH)
    except BadQuery as error:
        narrowing.form.add_error("q", str(error))
    if narrowing.errors:
        sentences = [sentence for of_one in narrowing.errors.values() for sentence in of_one]
        return HttpResponseBadRequest("\n".join(sentences), content_type=PLAIN)
    title = gettext("“%(q)s” in the newspaper") % {"q": CONTROL.sub(" ", narrowing.data["q"])}
    address = reverse("search") + "?" + request.GET.urlencode()
    feed = Rss201rev2Feed(
        title=title,
        link=request.build_absolute_uri(address),
        description=title,
        language="zh-Hans",
        feed_url=request.build_absolute_uri(),
    )
    answer = _answer(request, feed, found.articles)
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _feed(request, kind, subject, description, articles):
    feed = FORMATS[kind](
        title=_title(subject),
        link=request.build_absolute_uri(subject.get_absolute_url()),
        description=description or _title(subject),
        language="zh-Hans",
        feed_url=request.build_absolute_uri(request.path),
    )
    articles = articles.published().newest_first().for_list()[:FEED_LENGTH]
    return _answer(request, feed, articles)


def _answer(request, feed, articles):
    for article in articles:
        link = request.build_absolute_uri(article.get_absolute_url())
        names = [credit["name"] for credit in article.prepared["credits"]]
        feed.add_item(
            title=article.short_title,
            link=link,
            description=article.summary,
            unique_id=link,
            author_name="、".join(names) or None,
            authors=names,
            categories=[article.section.name] if article.section else [],
            pubdate=article.public_from,
            updateddate=article.updated_at,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _title(subject):
    """潮城日报 for a newspaper, 潮城日报 要闻 for a part of one."""
    newspaper = getattr(subject, "newspaper", None)
    return f"{newspaper.name} {subject.name}" if newspaper else subject.name
