"""What is suggested while somebody types, and the RSS feed of a search."""

import datetime
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.urls import reverse

from articles.models import Term
from tests.factories import (
    DAY,
    make_article,
    make_column,
    make_contributor,
    make_credit,
    make_newspaper,
    make_page,
    make_published_issue,
    make_term,
    publish,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def suggested(client):
    def suggested(typed, **options):
        response = client.get(reverse("search-suggest"), {"q": typed} | options)
        assert response.status_code == 200
        assert response["Cache-Control"] == "no-cache"  # what is withdrawn leaves at once
        return response.json()

    return suggested


@pytest.fixture
def ferry():
    """A published article about a ferry, by 林渡, in the column 渡口."""
    page = make_page()
    newspaper = page.issue.newspaper
    article = make_article(page, "渡轮\n复航", column=make_column(newspaper, name="渡口"))
    make_credit(article, make_contributor(newspaper, "林渡"))
    publish(page.issue)
    return article


def test_people_columns_and_headlines(suggested, ferry):
    assert suggested("渡") == {
        "headlines": [],
        "people": [{"text": "林渡", "url": ferry.credits.get().contributor.get_absolute_url()}],
        "columns": [{"text": "渡口", "url": ferry.column.get_absolute_url()}],
        "words": [],
    }
    headlines = [{"text": "渡轮 复航", "url": ferry.get_absolute_url()}]
    assert suggested("渡輪")["headlines"] == headlines
    assert suggested("复航 渡轮")["headlines"] == headlines


def test_a_headline_found_by_its_kicker_shows_it(suggested):
    page = make_page()
    make_article(page, "本周六起恢复", kicker="环岛渡轮\n停航三月")
    publish(page.issue)
    assert [one["text"] for one in suggested("渡轮")["headlines"]] == [
        "环岛渡轮 停航三月 本周六起恢复"
    ]
    assert [one["text"] for one in suggested("恢复")["headlines"]] == ["本周六起恢复"]


def test_nothing_that_is_not_public(suggested, ferry):
    make_credit(
        make_article(headline="渡轮停航", newspaper=ferry.newspaper, issue=None),
        make_contributor(ferry.newspaper, "郑渡"),
    )
    assert [person["text"] for person in suggested("渡")["people"]] == ["林渡"]
    assert [headline["text"] for headline in suggested("渡轮")["headlines"]] == ["渡轮 复航"]


def test_words_of_the_dictionary_once_they_are_in_print(suggested, ferry):
    for word in ("渡轮", "渡鸦案"):
        Term.objects.create(newspaper=ferry.newspaper, text=word)
    assert suggested("渡", paper="chao")["words"] == [
        {"text": "渡轮", "url": "/search/?q=%E6%B8%A1%E8%BD%AE&paper=chao"}
    ]


def test_of_one_newspaper(suggested, ferry):
    make_newspaper("wan", "潮城晚报")
    assert suggested("渡轮", paper="chao")["headlines"]
    assert not any(suggested("渡轮", paper="wan").values())


@pytest.mark.parametrize(
    "typed", ["", " ", '"', "\x00", "渡\x00轮", "%", "_", "'", "版:", "长" * 500, "标题:", "-渡"]
)
def test_anything_typed_is_answered(suggested, ferry, typed):
    assert suggested(typed)["people"] == []
    assert not any(suggested("渡轮", paper="\x00'").values())


@pytest.mark.parametrize("articles", [1, 9])
def test_queries(client, django_assert_num_queries, articles):
    make_published_issue(articles=articles)
    told = (2 * 4 + 1) * (connection.vendor == "postgresql")  # as on the search page
    # Newest day, count, hits, articles; people, columns, words.
    with django_assert_num_queries(7 + told):
        client.get(reverse("search-suggest"), {"q": "新闻"})


def feed(client, **asked):
    return client.get(reverse("search-feed"), asked)


def test_a_search_can_be_followed(client, ferry):
    make_published_issue(ferry.newspaper, date=DAY + datetime.timedelta(1), articles=35)
    response = feed(client, q="正文", section="")
    assert response["Content-Type"].startswith("application/rss+xml")
    assert response["X-Robots-Tag"] == "noindex"
    channel = ElementTree.fromstring(response.content).find("channel")
    assert channel.findtext("title") == "报上的“正文”"
    assert len(channel.findall("item")) == 30
    narrowed = ElementTree.fromstring(feed(client, q="渡轮", column="chaoping").content)
    assert [item.findtext("title") for item in narrowed.iter("item")] == ["渡轮 复航"]
    page = client.get(reverse("search"), {"q": "渡轮", "order": "date"}).content.decode()
    assert 'type="application/rss+xml" title="渡轮" href="/search/rss.xml?q=%E6%B8%A1' in page


@pytest.mark.parametrize(
    "wrong", [{}, {"q": ""}, {"q": "长" * 201}, {"q": "渡", "date_after": "x"}, {"q": "\x00"}]
)
def test_a_feed_of_nothing_that_can_be_searched_is_refused(client, wrong):
    response = feed(client, **wrong)
    assert (response.status_code, response["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert response.content.decode().endswith("。")


def test_a_feed_says_nothing_that_xml_cannot(client):
    assert b"\xe6\xb8\xa1\xe5\x8f\xa3" in feed(client, q="\x01渡口").content


def test_words_beyond_the_first_few_are_suggested_if_only_they_are_in_print(suggested):
    for ending in "丁丙乙故甲":
        make_term(text=f"渡口{ending}")
    page = make_page()
    make_article(page, headline="渡口甲今日开航")
    publish(page.issue)
    assert [word["text"] for word in suggested("渡口")["words"]] == ["渡口甲"]


def test_a_word_that_takes_too_long_to_look_up_is_left_out(suggested, monkeypatch):
    make_term(text="渡口")
    monkeypatch.setattr("articles.search.match.PATIENCE", -1)
    monkeypatch.setattr("articles.search.match.OPCODES", 1)
    assert suggested("渡口")["words"] == []
