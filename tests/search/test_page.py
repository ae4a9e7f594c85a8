"""The search page, through its address."""

import datetime
import re
import subprocess
import sys

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    make_article,
    make_column,
    make_contributor,
    make_credit,
    make_issue,
    make_newspaper,
    make_page,
    make_published_issue,
    make_section,
    publish,
)

pytestmark = pytest.mark.django_db
SHANGHAI = timezone.get_default_timezone()


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


def test_nothing_found_offers_what_would_be_found(ask):
    make_published_issue(articles=2)
    text = ask("正文 潮汐 这里", date_before="2026-03-02").content.decode()
    assert "单独搜索“正文”（2 篇）" in text
    assert "单独搜索“这里”（2 篇）" in text
    assert "?q=%E6%BD%AE%E6%B1%90" not in text  # 潮汐 alone is nowhere either
    assert "不限范围搜索（2 篇）" in ask("正文", date_before="2026-03-01").content.decode()


def test_nothing_found_offers_what_sounds_alike(ask):
    page = make_page()
    make_article(page, headline="渡轮复航")
    publish(page.issue)
    assert '<a href="/search/?q=%E6%B8%A1%E8%BD%AE">渡轮</a>' in ask("杜伦").content.decode()


def headline(response):
    """What the page of a search that found nothing says first."""
    text = response.content.decode().split('class="search-hints"')[1]
    return re.search(r"<h2>\s*(.*?)\s*</h2>", text)[1]


def test_nothing_found_says_where_nothing_was_found(ask):
    make_published_issue()
    assert headline(ask("潮汐")) == "报上没有登过“潮汐”。"
    assert headline(ask("“潮 汐”")) == "报上没有登过“‘潮 汐’”。"
    assert headline(ask('"潮 汐" 表')) == "报上没有登过“‘潮 汐’ 表”。"
    assert headline(ask("正文 -这里")) == "没有符合“正文 -这里”的报道。"
    assert headline(ask("标题:潮汐")) == "没有符合“标题:潮汐”的报道。"
    narrowed = ask("正文", date_before="2026-03-01")
    assert headline(narrowed) == "在所选范围内没有找到“正文”。"
    assert "换一种写法" not in narrowed.content.decode()


@pytest.mark.parametrize(
    ("typed", "plainer"),
    [
        ("正文！", "正文"),
        ("(正文)", "正文"),
        ("正文！ -潮汐", "正文 -潮汐"),
        ("标题:大桥？", "标题:大桥"),
    ],
)
def test_punctuation_nobody_printed_is_left_out(ask, typed, plainer):
    page = make_page()
    make_article(page, headline="大桥")
    publish(page.issue)
    assert ask(typed).context["spellings"][0] == plainer


def test_a_page_and_a_day_lead_to_what_was_printed_there(ask):
    issue = make_published_issue()
    assert ask("A1").context["spellings"] == ["版:A1"]
    assert len(shown(ask("版:A1"))) == len(shown(ask("正文", page="A1"))) == 1
    for typed in ("2026年3月2日", "2026-3-2", "２０２６.０３.０２"):
        assert f'<a href="{issue.get_absolute_url()}">' in ask(typed).content.decode()
    assert not ask("2026-13-02").context["issues"]
    make_page(make_issue(issue.newspaper, datetime.date(2026, 3, 4)))
    assert not ask("2026-03-04").context["issues"]  # a draft


def test_days_the_wrong_way_round_are_turned(ask):
    make_published_issue()
    turned = ask("正文", date_after="2026-03-05", date_before="2026-03-01")
    assert turned.context["asked"]["date_after"] == "2026-03-01"
    assert len(shown(turned)) == 1


def test_days_without_words_ask_for_words(ask):
    make_published_issue()
    text = ask(date_after="2026-03-01").content.decode()
    assert "请再输入要找的字词" in text
    assert '<details class="search-narrow" open>' in text
    assert "请再输入" not in ask(paper="chao").content.decode()


def test_who_wrote_and_photographed_is_named_once(ask):
    page = make_page()
    credit = make_credit(make_article(page))
    make_credit(credit.article, credit.contributor, role="photographer")
    publish(page.issue)
    assert ask("正文").content.decode().count("<span>郑朗</span>") == 1


def test_an_article_outside_any_issue_counts_by_its_release(ask):
    article = make_article(issue=None)
    article.release(by=None, at=datetime.datetime(2026, 3, 2, 6, tzinfo=SHANGHAI))
    assert shown(ask("正文", date_after="2026-03-02", date_before="2026-03-02")) == [article]
    assert shown(ask("正文", date_before="2026-03-01")) == []


def test_pages_say_where_they_begin_and_lead_back(ask, client):
    make_published_issue(articles=25)
    first = ask("正文", order="date").content.decode()
    assert "回到最前面" not in first
    place = re.search(r'rel="next" href="[^"]*before=([0-9.]+)', first)[1]
    second = ask("正文", order="date", before=place).content.decode()
    assert "自第 21 篇起" in second
    assert re.search(r'<a href="\?q=[^"]*order=date">回到最前面</a>', second)


@pytest.mark.parametrize("before", ["9.9.9.9.9", "1.1.1.0.1", f"20.1.5.{10**17}.1", "１.1.1.1.1"])
def test_a_damaged_place_is_told(ask, before):
    make_published_issue(articles=3)
    assert 'role="alert"' in ask("正文", order="date", before=before).content.decode()


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_days_at_the_ends_of_the_calendar_are_answered(ask, day):
    make_published_issue()
    for name in ("date_after", "date_before"):
        ask("正文", **{name: day})


@pytest.mark.parametrize("typed", ["\x00", "正\x00文", "a\x00" * 20])
def test_null_characters_are_told(ask, typed):
    make_published_issue()
    assert 'role="alert"' in ask(typed).content.decode()


def test_half_a_surrogate_is_answered(client):
    assert client.get("/search/?q=%ED%A0%80%E6%AD%A3").status_code == 200


def test_nobody_is_named_who_is_in_no_print(ask):
    person = make_contributor(make_published_issue().newspaper)
    assert "郑朗" not in ask("正文", contributor=person.pk).content.decode()


@pytest.mark.parametrize("articles", [3, 15])
def test_queries(client, django_assert_num_queries, articles):
    issue = make_issue()
    page = make_page(issue)
    section, column = make_section(issue.newspaper), make_column(issue.newspaper)
    for at in range(articles):
        article = make_article(page, section=section, column=column)
        make_credit(article, make_contributor(issue.newspaper, name=f"记者{at}"))
    publish(issue)
    # To go by its indexes, and not to after, four times; and it counts a year before all.
    told = (4 * 4 + 1) * (connection.vendor == "postgresql")
    narrow = {"section": "news", "column": "chaoping"}
    budgets = [
        (2, {}),  # newspapers, columns
        # And newest day, count, hits, texts, articles, pages; facets, newest hit, columns, people.
        (12 + told, {"q": "正文"}),
        (14 + told, {"q": "正文"} | narrow),  # and the ids of the section, of the column
    ]
    for budget, asked in budgets:
        client.get(reverse("search"), asked)  # every few seconds one reads the dictionary as well
        with django_assert_num_queries(budget):
            client.get(reverse("search"), asked)


def test_only_a_process_that_searches_loads_the_dictionary():
    code = (
        "import django, sys; django.setup(); import articles.urls; sys.exit('jieba' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
