"""The public addresses, as a contents page. A published address is for ever."""

import datetime

from django.urls import path, register_converter
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from articles import feeds, sitemaps
from articles.views import archive, facsimile, machines, media, search, site, theme


class DateConverter:
    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value):
        return datetime.date.fromisoformat(value)

    def to_url(self, value):
        return value if isinstance(value, str) else value.isoformat()


class EditionConverter:
    regex = "extra|supplement"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


class LabelConverter(EditionConverter):
    regex = r"[A-Z]{0,4}\d{1,3}"


class AccentConverter(EditionConverter):
    regex = "[0-9a-f]{6}"


class FeedConverter(EditionConverter):
    regex = r"rss\.xml|atom\.xml|feed\.json"


register_converter(DateConverter, "date")
register_converter(EditionConverter, "edition")
register_converter(LabelConverter, "label")
register_converter(AccentConverter, "accent")
register_converter(FeedConverter, "feed")

urlpatterns = [
    path("", site.home, name="home"),
    path("search/", search.search, name="search"),
    path("search/suggest/", search.suggest, name="search-suggest"),
    path("search/rss.xml", feeds.search, name="search-feed"),
    # For machines
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-news.xml", sitemaps.news, name="sitemap-news"),
    path("robots.txt", machines.robots, name="robots"),
    path("opensearch.xml", machines.opensearch, name="opensearch"),
    path("manifest.webmanifest", machines.manifest, name="manifest"),
    path("healthz", machines.healthz, name="healthz"),
    path("readyz", machines.readyz, name="readyz"),
    # Parts of pages
    path("language/", csrf_exempt(set_language), name="language"),
    path("theme/<accent:accent>.css", theme.theme, name="theme"),
    path("media/<path:name>", media.media, name="media"),
    # A newspaper
    path("<slug:paper>/", site.newspaper, name="newspaper"),
    path("<slug:paper>/articles/<int:pk>/", site.article, name="article"),
    path("<slug:paper>/articles/<int:pk>/related/", site.related, name="related"),
    path("<slug:paper>/articles/<int:pk>/as-printed/", site.as_printed, name="as-printed"),
    path("<slug:paper>/corrections/", site.corrections, name="corrections"),
    path("<slug:paper>/sections/<slug:slug>/", site.section, name="section"),
    path("<slug:paper>/columns/<slug:slug>/", site.column, name="column"),
    path("<slug:paper>/contributors/<int:pk>/", site.contributor, name="contributor"),
    path("<slug:paper>/archive/", archive.archive, name="archive"),
    path(
        "<slug:paper>/archive/<int:year>/<int:month>/", archive.archive_month, name="archive-month"
    ),
    path("<slug:paper>/sitemap-<int:year>-<int:month>.xml", sitemaps.month, name="sitemap-month"),
    path("<slug:paper>/feeds/<feed:kind>", feeds.newspaper, name="feed"),
    path("<slug:paper>/corrections/feeds/<feed:kind>", feeds.corrections, name="corrections-feed"),
    path("<slug:paper>/sections/<slug:slug>/feeds/<feed:kind>", feeds.section, name="section-feed"),
    path("<slug:paper>/columns/<slug:slug>/feeds/<feed:kind>", feeds.column, name="column-feed"),
    # An issue and its pages
    path("<slug:paper>/<date:date>/", site.issue, name="issue"),
    path("<slug:paper>/<date:date>/<edition:edition>/", site.issue, name="issue-edition"),
    path("<slug:paper>/<date:date>/pdf/", facsimile.issue_pdf, name="issue-pdf"),
    path(
        "<slug:paper>/<date:date>/<edition:edition>/pdf/",
        facsimile.issue_pdf,
        name="issue-pdf-edition",
    ),
    path("<slug:paper>/<date:date>/<label:label>/", facsimile.page, name="page"),
    path(
        "<slug:paper>/<date:date>/<edition:edition>/<label:label>/",
        facsimile.page,
        name="page-edition",
    ),
]
