"""The search as programs use it: the site's own, with passages and filters."""

import datetime

import pytest
from django.utils import timezone

from articles.api.views import Articles
from tests.factories import make_article, make_issue, make_newspaper, make_page, publish

pytestmark = pytest.mark.django_db
MORNING = datetime.datetime(2026, 3, 2, 6, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def ferry():
    """Five days of one article each; the third has the word in its headline."""
    newspaper = make_newspaper()
    for back in range(5):
        morning = MORNING - datetime.timedelta(days=back)
        page = make_page(make_issue(newspaper, morning.date()))
        headline = "渡轮复航" if back == 2 else f"第{back}天"
        make_article(page, headline, "<p>渡轮停航，乘客改乘班车。</p>")
        publish(page.issue, at=morning)
    return newspaper


def test_hits_come_best_first_with_passages(api, ferry):
    found = api("search/", q="渡轮")
    assert (found["count"], found["count_is_exact"]) == (5, True)
    best = found["results"][0]
    assert best["found"] == {
        "headline": "<mark>渡轮</mark>复航",
        "passage": "<mark>渡轮</mark>停航，乘客改乘班车。",
    }
    assert "body" not in best


def test_hits_are_articles_as_elsewhere(api, ferry):
    best = api("search/", q="渡轮", expand="body")["results"][0]
    del best["found"]
    assert best == api(f"articles/{best['id']}/")


def test_newest_first_when_asked(api, ferry):
    days = [row["issue"]["date"] for row in api("search/", q="渡轮", ordering="date")["results"]]
    assert days == sorted(days, reverse=True)


def test_filters_narrow_the_search(api, ferry):
    assert api("search/", q="渡轮", date_before="2026-02-27")["count"] == 2
    assert api("search/", q="渡轮", newspaper="chao", page="A01")["count"] == 5
    assert api("search/", q="渡轮", newspaper="shan")["count"] == 0


def test_cursor_goes_through_all_hits_once(ids, ferry):
    walked = ids("search/", q="渡轮", page_size=2)
    assert sorted(walked) == sorted(ferry.articles.values_list("pk", flat=True))


def test_without_words_there_is_nothing_to_search_for(api, ferry):
    for parameters in ({}, {"q": ""}, {"q": "  "}, {"newspaper": "chao"}):
        assert "q" in [error["parameter"] for error in api("search/", 400, **parameters)["errors"]]


@pytest.mark.parametrize(
    ("name", "value"), [("q", "长" * 201), ("cursor", "x"), ("ordering", "size"), ("date", "x")]
)
def test_malformed_parameter_is_named(api, ferry, name, value):
    problem = api("search/", 400, **{"q": "渡轮", name: value})
    assert [error["parameter"] for error in problem["errors"]] == [name]


def test_markup_in_the_text_stays_text(api):
    article = make_article(issue=None, headline="1 < 2 & 渡轮", body="<p>a &lt;b&gt; 渡轮</p>")
    article.release(by=None)
    (hit,) = api("search/", q="渡轮")["results"]
    assert hit["found"]["headline"] == "1 &lt; 2 &amp; <mark>渡轮</mark>"
    assert hit["found"]["passage"] == "a &lt;b&gt; <mark>渡轮</mark>"


@pytest.mark.parametrize("path", ["search/", "articles/"])
def test_what_takes_too_long_is_told_in_words(client, ferry, monkeypatch, path):
    monkeypatch.setattr("articles.search.match.PATIENCE", -1)
    monkeypatch.setattr("articles.search.match.OPCODES", 1)
    answer = client.get(f"/api/v1/{path}", {"q": "渡轮停航"})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["parameter"] == "q"


def test_a_list_that_takes_too_long_to_read_is_told_in_words(client, ferry, monkeypatch):
    filtered = Articles.filter_queryset

    def slowly(view, articles):
        articles = filtered(view, articles)
        monkeypatch.setattr("articles.search.match.PATIENCE", -1)
        monkeypatch.setattr("articles.search.match.OPCODES", 1)
        return articles

    monkeypatch.setattr("articles.search.match.FEW", 0)  # so that the list is read by comparing
    monkeypatch.setattr(Articles, "filter_queryset", slowly)
    answer = client.get("/api/v1/articles/", {"q": "渡轮"})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["parameter"] == "q"
    assert client.get("/api/v1/articles/").status_code == 200
