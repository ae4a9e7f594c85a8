"""The search page, through its address."""

import subprocess
import sys

import pytest
from django.db import connection
from django.urls import reverse

from tests.factories import (
    make_article,
    make_column,
    make_credit,
    make_issue,
    make_newspaper,
    make_page,
    make_published_issue,
    make_section,
    publish,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(client):
    def ask(typed="", **options):
        response = client.get(reverse("search"), {"q": typed} | options)
        assert response.status_code == 200
        return response

    return ask


def shown(response):
    return response.context["page"].articles if "page" in response.context else []


def test_results_show_marked_headline_and_passage(ask):
    page = make_page()
    make_article(page, headline="渡轮<复航>", kicker="渡轮消息", body="<p>渡轮昨日复航。</p>")
    publish(page.issue)
    text = ask("渡轮").content.decode()
    assert "<mark>渡轮</mark>&lt;复航&gt;</a>" in text
    assert "<mark>渡轮</mark>消息</span>" in text
    assert "<mark>渡轮</mark>昨日复航。" in text
    assert '<meta name="robots" content="noindex, follow">' in text


def test_drafts_are_not_found(ask):
    make_article(headline="渡轮")
    assert shown(ask("渡轮")) == []


def test_it_is_narrowed_by_section_column_person_page_and_days(ask):
    issue = make_issue()
    first, second = (make_page(issue, label=f"A0{at}", number=at) for at in (1, 2))
    section, column = make_section(issue.newspaper), make_column(issue.newspaper)
    article = make_article(first, section=section, column=column)
    credit = make_credit(article)
    other = make_article(second)
    publish(issue)
    for narrowing in (
        {"section": "news"},
        {"column": "chaoping"},
        {"contributor": credit.contributor_id},
        {"page": "A01"},
    ):
        assert shown(ask("正文", **narrowing)) == [article]
    days = {"date_after": "2026-03-02", "date_before": "2026-03-02"}
    assert set(shown(ask("正文", **days))) == {article, other}
    assert shown(ask("正文", date_after="2026-03-03")) == []
    assert shown(ask("正文", date_before="2026-03-01")) == []


def test_one_newspaper_or_all(ask):
    here, there = make_newspaper(), make_newspaper("wan", "潮城晚报")
    issues = [make_published_issue(here), make_published_issue(there)]
    assert len(shown(ask("正文"))) == 2
    assert [article.issue for article in shown(ask("正文", paper="wan"))] == issues[1:]
    assert shown(ask("正文", paper="none")) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"date_after": "yesterday"},
        {"date_before": "2026-02-30"},
        {"contributor": "x"},
        {"contributor": "9" * 40},
        {"section": "\x00"},
        {"page": "'"},
        {"order": "price"},
        {"before": "1.2"},
        {"q": "长" * 201},
    ],
)
def test_what_cannot_be_understood_is_told_on_the_page(ask, wrong):
    make_published_issue()
    response = ask(**{"typed": "正文"} | {"typed" if k == "q" else k: v for k, v in wrong.items()})
    assert 'role="alert"' in response.content.decode()
    assert shown(response) == []


def test_pages_follow_each_other_and_keep_what_was_asked(ask, client):
    make_published_issue(articles=45)
    response = ask("正文", order="date", date_after="2026-01-01")
    seen = shown(response)
    while 'rel="next" href="' in (text := response.content.decode()):
        address = text.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
        assert "order=date" in address
        assert "date_after=2026-01-01" in address
        response = client.get(reverse("search") + address)
        seen += shown(response)
    assert len(set(seen)) == len(seen) == 45


def test_before_anything_is_typed_it_says_how_to_search(ask):
    assert "search-hints" in ask().content.decode()


def test_nothing_found_offers_each_word_alone(ask):
    make_published_issue()
    text = ask("正文 潮汐").content.decode()
    assert "?q=%E6%AD%A3%E6%96%87" in text
    assert "?q=%E6%BD%AE%E6%B1%90" in text


@pytest.mark.parametrize("articles", [3, 25])
def test_queries(client, django_assert_num_queries, articles):
    issue = make_published_issue(articles=articles)
    section, column = make_section(issue.newspaper), make_column(issue.newspaper)
    issue.articles.update(section=section, column=column)
    told = connection.vendor == "postgresql"  # to go by its indexes
    with django_assert_num_queries(2):  # newspapers, columns
        client.get(reverse("search"))
    with django_assert_num_queries(5 + told):  # and the count, the candidates, the articles shown
        client.get(reverse("search"), {"q": "正文"})
    with django_assert_num_queries(7 + told):  # and the ids of the section, of the column
        client.get(reverse("search"), {"q": "正文", "section": "news", "column": "chaoping"})


def test_only_a_process_that_searches_loads_the_dictionary():
    code = (
        "import django, sys; django.setup(); import articles.urls; sys.exit('jieba' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
