"""Choices with search: what they offer, and for which newspaper."""

import pytest
from django.urls import reverse

from tests.factories import (
    DAY,
    make_article,
    make_column,
    make_contributor,
    make_credit,
    make_issue,
    make_newspaper,
    make_page,
    make_section,
)


@pytest.fixture
def offered(editor):
    """`offered("article", "column", newspaper=1)` lists the words a field offers."""

    def words(model, field, **known):
        asked = {"app_label": "articles", "model_name": model, "field_name": field, "term": ""}
        answer = editor.get(reverse("admin:autocomplete"), asked | known)
        return [choice["text"] for choice in answer.json()["results"]]

    return words


@pytest.mark.parametrize(("make", "field"), [(make_column, "column"), (make_section, "section")])
def test_only_what_belongs_to_the_newspaper_is_offered(offered, make, field):
    ours, theirs = make_newspaper(), make_newspaper("other", "他报")
    make(ours, name="自家")
    make(theirs, name="别家")
    assert offered("article", field, newspaper=ours.pk) == ["自家"]
    assert len(offered("article", field)) == 2


def test_people_of_another_newspaper_are_not_offered(offered):
    credit = make_credit(make_article())
    make_contributor(make_newspaper("other", "他报"), name="外人")
    paper = credit.contributor.newspaper_id
    assert offered("credit", "contributor", newspaper=paper) == [str(credit.contributor)]


def test_pages_are_those_of_the_issue_and_say_their_day(offered):
    page = make_page()
    other = make_page(make_issue(page.issue.newspaper, date=DAY.replace(day=9)))
    paper = page.issue.newspaper_id
    assert offered("article", "page", newspaper=paper, issue=page.issue_id) == [f"{DAY} A01 要闻"]
    assert len(offered("article", "page", newspaper=paper, issue="")) == 2
    assert offered("article", "page", newspaper=paper + 1, issue="") == []
    assert other.issue_id != page.issue_id


def test_an_article_is_offered_with_the_place_it_stands_at(offered):
    make_article(headline="渡口复航")
    make_article(None, issue=None, headline="稿库里的")
    assert offered("article", "continues") == ["稿库里的", f"{DAY} A01 要闻 渡口复航"]


@pytest.mark.parametrize("nonsense", ["x", "-1", "9" * 40, "１"])
def test_a_newspaper_nobody_has_is_no_error(offered, nonsense):
    make_column()
    offered("article", "column", newspaper=nonsense)


def test_choices_cost_the_same_for_any_number(editor, django_assert_num_queries):
    page = make_page()
    for number in range(2, 8):
        make_article(page)
        make_page(make_issue(page.issue.newspaper, date=DAY.replace(day=number + 1)))
    asked = {"app_label": "articles", "model_name": "article", "term": ""}
    editor.get(reverse("admin:autocomplete"), asked | {"field_name": "page"})
    for field in ("page", "issue", "continues"):
        # session, user, two kinds of permissions, the choices
        with django_assert_num_queries(5):
            editor.get(reverse("admin:autocomplete"), asked | {"field_name": field})
