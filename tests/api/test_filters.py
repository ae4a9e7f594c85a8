"""Narrowing lists: every filter, both ends of every range, and nothing passed over in silence."""

import datetime

import pytest
from django.utils import timezone

from articles.models import Article
from tests.factories import (
    DAY,
    make_article,
    make_column,
    make_contributor,
    make_credit,
    make_issue,
    make_newspaper,
    make_page,
    make_photo,
    make_published_issue,
    make_section,
    publish,
)

pytestmark = pytest.mark.django_db
NEXT_DAY = DAY + datetime.timedelta(days=1)


@pytest.fixture
def old(db):
    """An article of DAY, page A01, with nothing that can be asked for."""
    return make_published_issue(make_newspaper(), DAY).articles.get()


@pytest.fixture
def new(old):
    """An article of the next day's extra of another newspaper, page B02, with everything."""
    paper = make_newspaper("shan", "山城晚报")
    page = make_page(make_issue(paper, NEXT_DAY, edition="extra", number=7), "B02", 2)
    article = make_article(
        page,
        section=make_section(paper, slug="sports"),
        column=make_column(paper, slug="xiangwen"),
        body="<p>渡轮今天复航。</p>",
    )
    make_credit(article, make_contributor(paper))
    make_photo(article)
    publish(page.issue)
    return article


ASKED = {
    "newspaper": "shan",
    "date": "2026-03-03",
    "date_after": "2026-03-03",
    "edition": "extra",
    "page": "B02",
    "section": "sports",
    "column": "xiangwen",
    "has_photo": "true",
    "q": "渡轮",
}


@pytest.mark.parametrize(("name", "value"), ASKED.items())
def test_articles_by(ids, old, new, name, value):
    assert ids("articles/", **{name: value}) == [new.pk]


def test_articles_of_an_issue_and_by_a_contributor(ids, old, new):
    assert ids("articles/", issue=new.issue_id) == [new.pk]
    assert ids("articles/", contributor=new.credits.get().contributor_id) == [new.pk]


def test_articles_by_all_of_it_together(ids, old, new):
    assert ids("articles/", **ASKED) == [new.pk]
    assert ids("articles/", **ASKED | {"date": "2026-03-02"}) == []


def test_articles_without_a_photo(ids, old, new):
    make_photo(old, image="", caption="未送到的照片")
    assert ids("articles/", has_photo="false") == [old.pk]


def test_both_days_of_a_range_belong_to_it(ids, old, new):
    assert set(ids("articles/", date_after=DAY, date_before=NEXT_DAY)) == {old.pk, new.pk}
    assert ids("articles/", date_before=DAY) == [old.pk]
    assert ids("articles/", date_after=NEXT_DAY) == [new.pk]
    assert ids("articles/", date_after=NEXT_DAY, date_before=DAY) == []


def test_updated_since_has_what_was_changed_or_published_at_that_time_or_later(ids, old, new):
    noon = timezone.now() - datetime.timedelta(days=3)
    before = noon - datetime.timedelta(hours=1)
    Article.objects.update(public_from=before, updated_at=before)
    assert ids("articles/", updated_since=noon.isoformat()) == []
    Article.objects.filter(pk=old.pk).update(updated_at=noon)
    Article.objects.filter(pk=new.pk).update(public_from=noon)
    assert set(ids("articles/", updated_since=noon.isoformat())) == {old.pk, new.pk}
    later = noon + datetime.timedelta(microseconds=1)
    assert ids("articles/", updated_since=later.isoformat()) == []


def test_a_section_of_the_same_address_in_two_newspapers(ids, old, new):
    for article in (old, new):
        section = make_section(article.newspaper, slug="life")
        Article.objects.filter(pk=article.pk).update(section=section)
    assert set(ids("articles/", section="life")) == {old.pk, new.pk}
    assert ids("articles/", section="life", newspaper="chao") == [old.pk]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("newspaper", "shan"),
        ("date", "2026-03-03"),
        ("date_after", "2026-03-03"),
        ("edition", "extra"),
    ],
)
def test_issues_and_pages_by(ids, old, new, name, value):
    assert ids("issues/", **{name: value}) == [new.issue_id]
    assert ids("pages/", **{name: value}) == [new.page_id]


def test_issues_by_number_and_up_to_a_day(ids, old, new):
    assert ids("issues/", number=7) == [new.issue_id]
    assert ids("issues/", date_before="2026-03-02") == [old.issue_id]


def test_pages_by_issue_label_and_up_to_a_day(ids, old, new):
    assert ids("pages/", issue=old.issue_id) == [old.page_id]
    assert ids("pages/", label="B02") == [new.page_id]
    assert ids("pages/", date_before="2026-03-02") == [old.page_id]


def test_parts_and_people_by_newspaper_and_name(ids, old, new):
    make_contributor(old.newspaper, name="沈砚秋")
    person = new.credits.get().contributor_id
    assert ids("sections/", newspaper="shan") == [new.section_id]
    assert ids("sections/", slug="news") == []
    assert ids("columns/", slug="xiangwen") == [new.column_id]
    assert ids("contributors/", newspaper="shan", name="郑朗") == [person]
    assert ids("newspapers/", slug="shan") == [new.newspaper_id]


@pytest.mark.parametrize(
    "asked",
    [{"newspaper": "nobody"}, {"section": "none"}, {"issue": 2**62}, {"contributor": 2**63 - 1}],
)
def test_what_matches_nothing_gives_an_empty_list(ids, old, asked):
    assert ids("articles/", **asked) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("date", "2026-13-01"),
        ("date", "03/02/2026"),
        ("date_after", "yesterday"),
        ("date_before", "2026-02-30"),
        ("edition", "evening"),
        ("page", "a01"),
        ("page", "版"),
        ("issue", "0"),
        ("issue", str(2**63)),
        ("issue", "1.5"),
        ("contributor", "郑朗"),
        ("newspaper", "潮城日报"),
        ("section", "要闻"),
        ("has_photo", "maybe"),
        ("updated_since", "2026-03-02 at noon"),
        ("updated_since", "0001-01-01T00:00:00+08:00"),
        ("updated_since", "9999-12-31T23:59:59-08:00"),
        ("q", "长" * 201),
        ("q", "\u200b"),
        ("q", "渡\x00轮"),
    ],
)
def test_malformed_value_is_an_error_of_its_parameter(api, name, value):
    problem = api("articles/", 400, **{name: value})
    assert [error["parameter"] for error in problem["errors"]] == [name]
    assert problem["errors"][0]["detail"]


@pytest.mark.parametrize(
    "path",
    ["articles/", "issues/", "pages/", "newspapers/", "sections/", "columns/", "contributors/", ""],
)
def test_unknown_parameter_is_refused_everywhere(api, path):
    (error,) = api(path, 400, sektion="news")["errors"]
    assert error["parameter"] == "sektion"


def test_details_take_no_filters(api, old):
    (error,) = api(f"articles/{old.pk}/", 400, newspaper="chao")["errors"]
    assert error["parameter"] == "newspaper"


@pytest.mark.parametrize("query", ["section=", "section=%20", "page=A01&page=A02"])
def test_empty_and_repeated_parameters_are_refused(client, query):
    answer = client.get(f"/api/v1/articles/?{query}")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["parameter"] in query


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("articles/", {"fields": "headline,password"}),
        ("articles/", {"expand": "issue"}),
        ("articles/", {"ordering": "headline"}),
        ("articles/", {"ordering": "published_at,-published_at"}),
        ("issues/", {"expand": "pages.articles"}),
    ],
)
def test_unknown_choice_is_refused(api, path, asked):
    (error,) = api(path, 400, **asked)["errors"]
    assert error["parameter"] in asked
