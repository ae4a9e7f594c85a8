"""The calendar of issues."""

import datetime

import pytest

from articles.models import Edition
from tests.factories import DAY, make_newspaper, make_published_issue

pytestmark = pytest.mark.django_db


def test_year_counts_the_issues_of_each_month(client):
    for day in (1, 2, 9):
        make_published_issue(date=DAY.replace(day=day))
    months = client.get("/chao/archive/").context["months"]
    assert [month["count"] for month in months] == [0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]


def test_newest_year_is_shown_unless_another_is_asked_for(client):
    make_published_issue(date=datetime.date(2024, 5, 1))
    make_published_issue(date=datetime.date(2026, 5, 1))
    assert client.get("/chao/archive/").context["year"] == 2026
    assert client.get("/chao/archive/?year=2024").context["year"] == 2024


@pytest.mark.parametrize("year", ["2030", "x", "-1", "9" * 5000])
def test_year_without_the_paper_is_not_found(client, year):
    make_published_issue()
    assert client.get("/chao/archive/", {"year": year}).status_code == 404


def test_newspaper_without_issues_has_an_empty_calendar(client):
    make_newspaper()
    assert client.get("/chao/archive/").status_code == 200


def test_month_leads_to_its_days_and_marks_the_extra_edition(client):
    daily = make_published_issue(number=14294)
    extra = make_published_issue(edition=Edition.EXTRA)
    shown = client.get("/chao/archive/2026/3/").content.decode()
    assert f'href="{daily.get_absolute_url()}"><b>2</b> <small>第14294期</small>' in shown
    assert f'class="extra" href="{extra.get_absolute_url()}"' in shown


def test_months_beside_are_offered_only_where_there_are_issues(client):
    make_published_issue(date=datetime.date(2026, 1, 5))
    make_published_issue(date=datetime.date(2026, 3, 5))
    february = client.get("/chao/archive/2026/2/").context
    assert (february["previous"].month, february["following"].month) == (1, 3)
    assert client.get("/chao/archive/2026/3/").context["following"] is None


@pytest.mark.parametrize("month", ["2026/13", "2026/0", "0/1", "99999/1"])
def test_impossible_month_is_not_found(client, month):
    make_newspaper()
    assert client.get(f"/chao/archive/{month}/").status_code == 404


@pytest.mark.parametrize("address", ["/chao/archive/", "/chao/archive/2026/3/"])
def test_queries_are_counted(client, address, django_assert_num_queries):
    for day in range(1, 20):
        make_published_issue(date=DAY.replace(day=day))
    # the newspaper; its first and last day; the issues of the year or month
    with django_assert_num_queries(3):
        client.get(address)
