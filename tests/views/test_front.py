"""The make-up of a front page."""

import pytest

from articles.views.front import compose
from tests.factories import make_article, make_contributor, make_credit, make_page, make_photo

pytestmark = pytest.mark.django_db
LONG = "<p>" + "渡轮七点开。" * 60 + "</p>"


def made_up(page):
    stories = list(page.articles.in_reading_order())
    for story in stories:
        story.is_continuation = bool(story.continues_id)
    return compose(stories)


def test_first_story_with_a_text_leads():
    page = make_page()
    make_article(page, "简讯", position=1)
    make_article(page, "头条", LONG, position=2)
    assert made_up(page).lead.headline == "头条"


def test_page_of_briefs_is_led_by_the_first():
    page = make_page()
    first = make_article(page, position=1)
    make_article(page, position=2)
    assert made_up(page).lead == first


def test_every_story_stands_in_one_place():
    page = make_page()
    for position in range(12):
        story = make_article(page, body=LONG if position % 3 else "<p>短。</p>", position=position)
        if position % 4 == 0:
            make_photo(story)
    front = made_up(page)
    placed = [front.lead, *front.rail, *front.row, *front.briefs]
    assert sorted(story.pk for story in placed) == sorted(
        page.articles.values_list("pk", flat=True)
    )


def test_second_half_of_a_jump_is_not_a_story_of_its_own():
    page = make_page()
    first = make_article(page, body=LONG, position=1)
    make_article(page, body=LONG, continues=first, position=2)
    front = made_up(page)
    assert (front.lead, front.rail, front.row) == (first, [], [])


def test_column_signed_by_its_author_is_a_comment():
    page = make_page()
    make_article(page, body=LONG, position=1)
    comment = make_article(page, body=LONG, position=2)
    make_credit(comment, make_contributor(), role="commentator")
    assert [story.is_comment for story in made_up(page).rail] == [True]


def test_empty_page_has_no_lead():
    assert compose([]).lead is None
