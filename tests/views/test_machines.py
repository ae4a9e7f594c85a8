"""What machines ask for: feeds, sitemaps, health, the small files at the root, error pages."""

import datetime
from xml.etree import ElementTree

import pytest
from django.contrib.staticfiles.finders import find
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone
from PIL import Image

from articles.models import Issue
from articles.views.theme import DARK_GROUND, LIGHT_GROUND, contrast_between
from tests.factories import (
    DAY,
    make_article,
    make_articles,
    make_column,
    make_contributor,
    make_credit,
    make_newspaper,
    make_page,
    make_published_issue,
    make_section,
    publish,
)

pytestmark = pytest.mark.django_db
PARTS = ["", "sections/news/", "columns/chaoping/"]
KINDS = {
    "rss.xml": "application/rss+xml",
    "atom.xml": "application/atom+xml",
    "feed.json": "application/feed+json",
}


@pytest.fixture
def articles():
    page = make_page()
    section, column, person = make_section(), make_column(), make_contributor()
    made = make_articles(page, 40, person, section=section, column=column)
    publish(page.issue)
    return made


class TestFeeds:
    @pytest.mark.parametrize("part", PARTS)
    @pytest.mark.parametrize("kind", KINDS)
    def test_hold_the_newest_thirty(self, client, articles, part, kind):
        response = client.get(f"/chao/{part}feeds/{kind}")
        assert response.headers["Content-Type"].startswith(KINDS[kind])
        text = response.content.decode()
        assert sum(article.headline in text for article in articles) >= 30
        if kind == "feed.json":
            assert len(response.json()["items"]) == 30
        else:
            ElementTree.fromstring(text)

    def test_json_entry(self, client):
        article = make_published_issue().articles.get()
        make_credit(article, make_contributor(name="郑朗"))
        (entry,) = client.get("/chao/feeds/feed.json").json()["items"]
        address = f"http://testserver{article.get_absolute_url()}"
        assert entry == {
            "id": address,
            "url": address,
            "title": article.headline,
            "content_text": "正文在这里。",
            "date_published": article.public_from.isoformat(),
            "date_modified": entry["date_modified"],
            "authors": [{"name": "郑朗"}],
        }

    @pytest.mark.parametrize("part", PARTS)
    def test_queries_are_counted(self, client, articles, part, django_assert_num_queries):
        # the newspaper, section or column; its newest articles
        with django_assert_num_queries(2):
            client.get(f"/chao/{part}feeds/rss.xml")


class TestSitemaps:
    def addresses(self, client, path):
        tree = ElementTree.fromstring(client.get(path).content)
        return [element.text for element in tree.findall("{*}*/{*}loc")]

    def test_index_names_a_sitemap_for_every_month_with_something_in_it(self, client):
        make_published_issue(date=datetime.date(2025, 12, 31))
        make_published_issue(date=DAY)
        assert self.addresses(client, "/sitemap.xml") == [
            "http://testserver/chao/sitemap-2026-3.xml",
            "http://testserver/chao/sitemap-2025-12.xml",
        ]

    def test_month_holds_its_issues_and_articles(self, client):
        issue = make_published_issue(articles=2)
        make_published_issue(date=datetime.date(2026, 4, 1))
        things = [issue, *issue.articles.order_by("pk")]
        expected = {f"http://testserver{thing.get_absolute_url()}" for thing in things}
        assert set(self.addresses(client, "/chao/sitemap-2026-3.xml")) == expected

    def test_released_article_stands_in_the_month_of_its_release(self, client):
        article = make_article(issue=None)
        article.release(by=None)
        today = timezone.localdate()
        path = f"/chao/sitemap-{today.year}-{today.month}.xml"
        assert self.addresses(client, "/sitemap.xml") == [f"http://testserver{path}"]
        assert self.addresses(client, path) == [f"http://testserver{article.get_absolute_url()}"]

    def test_news_sitemap_holds_two_days(self, client):
        old = make_published_issue(date=DAY)
        publish_at = timezone.now() - datetime.timedelta(hours=49)
        old.articles.update(public_from=publish_at)
        new = make_published_issue(date=DAY + datetime.timedelta(days=1)).articles.get()
        shown = self.addresses(client, "/sitemap-news.xml")
        assert shown == [f"http://testserver{new.get_absolute_url()}"]

    @pytest.mark.parametrize("path", ["/chao/sitemap-2026-13.xml", "/wan/sitemap-2026-3.xml"])
    def test_impossible_month_or_paper_is_not_found(self, client, path):
        make_published_issue()
        assert client.get(path).status_code == 404


class TestHealth:
    def test_process_answers_without_the_database(self, client, django_assert_num_queries):
        with django_assert_num_queries(0):
            assert client.get("/healthz").status_code == 200

    def test_ready_when_the_database_answers(self, client):
        assert client.get("/readyz").status_code == 200

    def test_not_ready_when_it_does_not(self, client, monkeypatch):
        def refuse(*args, **kwargs):
            raise DatabaseError

        monkeypatch.setattr("articles.views.machines.connection.cursor", refuse)
        assert client.get("/readyz").status_code == 503


class TestSmallFiles:
    @pytest.mark.parametrize(
        ("path", "kind", "says"),
        [
            ("/robots.txt", "text/plain", "Sitemap: http://testserver/sitemap.xml"),
            ("/opensearch.xml", "application/opensearchdescription+xml", "?q={searchTerms}"),
            ("/manifest.webmanifest", "application/manifest+json", "潮城日报"),
        ],
    )
    def test_is_served_as_what_it_is(self, client, path, kind, says):
        make_newspaper()
        response = client.get(path)
        assert response.headers["Content-Type"].startswith(kind)
        assert says in response.content.decode()

    @pytest.mark.parametrize("path", ["/robots.txt", "/opensearch.xml", "/manifest.webmanifest"])
    def test_is_there_before_the_first_newspaper(self, client, path):
        assert client.get(path).status_code == 200

    def test_every_icon_of_the_manifest_is_there_in_the_size_it_says(self, client):
        icons = client.get("/manifest.webmanifest").json()["icons"]
        assert {icon["purpose"] for icon in icons} == {"any", "maskable"}
        for icon in icons:
            file = find(icon["src"].removeprefix("/static/"))
            assert file, icon["src"]
            if icon["type"] == "image/png":
                assert "{}x{}".format(*Image.open(file).size) == icon["sizes"]

    def test_maskable_icon_has_no_transparent_corner(self):
        icon = Image.open(find("articles/img/icon-maskable-512.png"))
        assert "transparency" not in icon.info
        assert icon.mode in ("RGB", "P")

    def test_pages_name_an_icon_for_the_home_screen(self, client):
        assert 'rel="apple-touch-icon"' in client.get("/").text


class TestTheme:
    @pytest.mark.parametrize("accent", ["a3231f", "0b5d66", "ffff00", "000000", "ffffff", "7f7f7f"])
    def test_accent_can_be_read_on_light_and_on_dark(self, client, accent):
        sheet = client.get(f"/theme/{accent}.css").content.decode()
        light, dark = (part.split("--accent: ")[1][:7] for part in sheet.split("@media"))
        assert contrast_between(light, LIGHT_GROUND) >= 4.5
        assert contrast_between(dark, DARK_GROUND) >= 4.5

    def test_accent_that_can_be_read_stays_as_it_is(self, client):
        assert "--accent: #a3231f" in client.get("/theme/a3231f.css").content.decode()

    def test_anything_else_is_not_found(self, client):
        assert client.get("/theme/red.css").status_code == 404


class TestErrors:
    def test_unknown_address_is_answered_in_words(self, client):
        response = client.get("/chao/nowhere/")
        assert response.status_code == 404
        assert "没有这个页面" in response.content.decode()

    def test_broken_page_is_answered_without_the_database(
        self, monkeypatch, django_assert_num_queries
    ):
        def fail(*args):
            raise RuntimeError

        monkeypatch.setattr(Issue.objects, "published", fail)
        with django_assert_num_queries(0):
            response = Client(raise_request_exception=False).get("/")
        assert response.status_code == 500
        assert "网站出了故障" in response.content.decode()
