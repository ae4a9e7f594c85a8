"""What results can be narrowed by, and what is offered while somebody types."""

import datetime
from collections import Counter

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Newspaper
from articles.search.results import FACETED
from articles.views import facets
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
ASKED = dict.fromkeys(facets.NAMES, "") | {"q": "正文"}


@pytest.fixture
def groups(client):
    """{title: [(name, count)]} of a search."""

    def groups(**asked):
        response = client.get(reverse("search"), {"q": "正文"} | asked)
        return {
            group.title: [(choice.name, choice.count) for choice in group.choices]
            for group in response.context.get("groups") or []
        }

    return groups


@pytest.fixture
def paper():
    """Three articles of two years, sections, columns and people."""
    newspaper = make_newspaper()
    news, life = make_section(newspaper), make_section(newspaper, "life", "民生")
    column, person = make_column(newspaper), make_contributor(newspaper)
    for year, section in [(2025, news), (2026, news), (2026, life)]:
        issue = make_issue(newspaper, datetime.date(year, 3, 2 + section.pk - news.pk))
        article = make_article(make_page(issue), section=section)
        if section == life:
            article.column = column
            article.save(by=None)
            make_credit(article, person)
        publish(issue)
    return newspaper


def test_counts_stand_beside_what_divides_the_results(groups, paper):
    assert groups() == {
        "年份": [("2026年", "2"), ("2025年", "1")],
        "版块": [("要闻", "2"), ("民生", "1")],
    }


def test_what_is_chosen_stays_in_sight_and_leads_back(client, paper):
    response = client.get(reverse("search"), {"q": "正文", "section": "life", "order": "date"})
    (group,) = response.context["groups"]
    (choice,) = group.choices
    assert (choice.name, choice.is_chosen) == ("民生", True)
    assert choice.address == "?q=%E6%AD%A3%E6%96%87&order=date"
    assert response.context["chips"][0][2] == choice.address
    assert 'aria-current="true"' in response.content.decode()


def test_every_choice_finds_as_many_as_it_says(client, paper):
    def found(address):
        return client.get(reverse("search") + address).context

    for group in found("?q=正文")["groups"]:
        for choice in group.choices:
            assert str(found(choice.address)["results"].count) == choice.count


def test_sections_of_several_newspapers_are_chosen_with_their_own(client, groups, paper):
    evening = make_newspaper("wan", "潮城晚报", position=1)
    issue = make_issue(evening)
    make_article(make_page(issue), section=make_section(evening))
    publish(issue)
    found = groups()
    assert found["报纸"] == [("潮城日报", "3"), ("潮城晚报", "1")]
    assert ("潮城晚报 要闻", "1") in found["版块"]
    assert client.get("/search/?q=正文&section=news&paper=wan").context["results"].count == 1
    assert client.get("/search/?q=正文&section=news").context["results"].count == 3


def test_counts_that_were_cut_off_say_so(paper):
    facts = Counter({f"n{paper.pk}": FACETED, "y2026": 9000, "y2025": FACETED - 9000})
    make_published_issue(paper, datetime.date(2023, 1, 1))
    (years,) = facets.groups(facts, ASKED, list(Newspaper.objects.all()))
    told = [(choice.name, choice.count) for choice in years.choices]
    assert told == [("2026年", "9,000"), ("2025年", "1,000+"), ("2024年", ""), ("2023年", "")]
    assert facets.total(facts) == "10,000+"


def test_later_pages_count_the_same(client):
    make_published_issue(articles=25)
    first = client.get("/search/?q=正文&order=date").context
    later = client.get(f"/search/?q=正文&order=date&before={first['page'].next}").context
    assert later["total"] == first["total"] == "25"
    assert later["groups"] == first["groups"]


def test_one_choice_alone_is_not_folded_away(client, paper):
    def years(count):
        facts = Counter({f"y{2000 + at}": 1 for at in range(count)}) + Counter({"n1": count})
        return facets.groups(facts, ASKED, [])[0]

    assert (len(years(9).choices), years(9).more) == (9, [])
    assert (len(years(10).choices), len(years(10).more)) == (8, 2)


def test_quick_times_end_today(client, paper):
    today = timezone.localdate()
    week = next(facets.stretches(ASKED))
    assert week.address.endswith(f"date_after={today - datetime.timedelta(days=7)}")
    asked = ASKED | {"date_after": str(today - datetime.timedelta(days=7))}
    assert next(facets.stretches(asked)).is_chosen


def test_no_quick_time_leads_nowhere(client):
    days_ago = timezone.localdate() - datetime.timedelta(days=20)
    make_published_issue(date=days_ago)
    text = client.get("/search/?q=正文").content.decode()
    assert [name in text for name in ("最近一周", "最近一个月", "最近一年")] == [False, True, True]


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        ("2024-01-01", "2024-12-31", "2024年"),
        ("2024-01-01", "", "2024年1月1日起"),
        ("", "2024-05-06", "到2024年5月6日为止"),
        ("2024-01-02", "2024-05-06", "2024年1月2日–2024年5月6日"),
    ],
)
def test_days_are_told_as_people_say_them(client, paper, first, last, told):
    asked = {"q": "正文", "date_after": first, "date_before": last}
    chips = client.get(reverse("search"), asked).context["chips"]
    assert chips == [("时间", told, "?q=%E6%AD%A3%E6%96%87")]
