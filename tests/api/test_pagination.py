"""Walking a list by its links: every row once, whatever is published meanwhile."""

import datetime

import pytest
from django.utils import timezone

from articles.models import Article
from tests.factories import DAY, make_article, make_newspaper, make_published_issue

pytestmark = pytest.mark.django_db


def days(count, articles=1):
    """That many issues, one a day; all articles of an issue are public from the same moment."""
    newspaper = make_newspaper()
    for back in range(count):
        date = DAY - datetime.timedelta(days=back)
        make_published_issue(newspaper, date, articles)
    return newspaper


def follow(client, address):
    """The pages from `address` on by `next`."""
    while address:
        page = client.get(address).json()
        yield page
        address = page["next"]


def rows(pages):
    return [row["id"] for page in pages for row in page["results"]]


def test_every_article_once_in_order(client):
    days(3, articles=5)
    pages = list(follow(client, "/api/v1/articles/?page_size=4"))
    assert [len(page["results"]) for page in pages] == [4, 4, 4, 3]
    newest_first = Article.objects.newest_first().values_list("pk", flat=True)
    assert rows(pages) == list(newest_first)


def test_the_other_way_round(ids):
    days(3, articles=3)
    oldest_first = Article.objects.order_by("public_from", "pk").values_list("pk", flat=True)
    assert ids("articles/", ordering="published_at", page_size=2) == list(oldest_first)


def test_what_is_published_meanwhile_neither_repeats_nor_hides_a_row(client):
    newspaper = days(4, articles=3)
    expected = list(Article.objects.newest_first().values_list("pk", flat=True))
    pages = []
    for number, page in enumerate(follow(client, "/api/v1/articles/?page_size=2")):
        pages.append(page)
        make_published_issue(newspaper, DAY + datetime.timedelta(days=number + 1), 2)
    assert rows(pages) == expected


def test_what_is_withdrawn_meanwhile_hides_no_other_row(client):
    days(1, articles=6)
    expected = list(Article.objects.newest_first().values_list("pk", flat=True))
    pages = follow(client, "/api/v1/articles/?page_size=2")
    first = next(pages)
    last_shown = Article.objects.get(pk=first["results"][-1]["id"])
    last_shown.withdraw(by=None, reason="失实")
    assert rows([first, *pages]) == expected


def test_previous_leads_back_over_the_same_pages(client):
    days(1, articles=7)
    pages = list(follow(client, "/api/v1/articles/?page_size=3"))
    back = client.get(pages[2]["previous"]).json()
    assert back["results"] == pages[1]["results"]
    assert client.get(back["next"]).json()["results"] == pages[2]["results"]
    start = client.get(back["previous"]).json()
    assert start["results"] == pages[0]["results"]
    assert start["previous"] is None


def test_links_keep_what_was_asked_for(client):
    days(2, articles=2)
    asked = {"page_size": 1, "newspaper": "chao", "q": "正文", "fields": "headline"}
    page = client.get("/api/v1/articles/", asked).json()
    second = client.get(page["next"]).json()
    assert second["results"][0].keys() == {"id", "headline"}
    assert len(list(follow(client, page["next"]))) == 3


@pytest.mark.parametrize(
    "path",
    ["issues/", "issues/?ordering=date", "pages/", "sections/", "newspapers/", "contributors/"],
)
def test_other_lists_walk_as_well(client, path):
    newspaper = days(5)
    for number, article in enumerate(newspaper.articles.all()):
        newspaper.sections.create(slug=f"s{number}", name=f"版块{number}")
        person = newspaper.contributors.create(name=f"记者{number}")
        article.credits.create(contributor=person)
        make_newspaper(f"paper{number}")
    whole = client.get(f"/api/v1/{path}").json()["results"]
    sign = "&" if "?" in path else "?"
    walked = rows(follow(client, f"/api/v1/{path}{sign}page_size=2"))
    assert len(whole) >= 5
    assert walked == [row["id"] for row in whole]


def test_moments_are_compared_to_the_microsecond(client):
    """A float would not tell them apart."""
    start = timezone.now() - datetime.timedelta(days=1)
    newspaper = make_newspaper()
    for number in range(5):
        article = make_article(issue=None, newspaper=newspaper)
        article.release(by=None, at=start + datetime.timedelta(microseconds=number))
    expected = list(Article.objects.newest_first().values_list("pk", flat=True))
    assert rows(follow(client, "/api/v1/articles/?page_size=1")) == expected


@pytest.mark.parametrize("size", ["0", "101", "-1", "ten", "1e2", "٣", "9" * 5000])
def test_page_size_has_its_limits(api, size):
    (error,) = api("articles/", 400, page_size=size)["errors"]
    assert error["parameter"] == "page_size"


def test_page_of_a_hundred(api):
    days(1, articles=30)
    assert len(api("articles/", page_size=100)["results"]) == 30
    assert len(api("articles/")["results"]) == 20


@pytest.mark.parametrize("cursor", ["x", "a.b", "W10.x", "\x00", "潮", "."])
def test_damaged_cursor_is_refused(api, cursor):
    (error,) = api("articles/", 400, cursor=cursor)["errors"]
    assert error["parameter"] == "cursor"


def test_cursor_of_another_list_is_refused(api):
    days(2)
    cursor = api("issues/", page_size=1)["next"].partition("cursor=")[2].partition("&")[0]
    (error,) = api("articles/", 400, cursor=cursor)["errors"]
    assert error["parameter"] == "cursor"
