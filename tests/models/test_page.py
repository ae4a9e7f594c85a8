"""Page and Zone: labels once, points within the page."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from articles.models import Article, Page, Zone
from tests.factories import make_article, make_issue, make_page, make_zone, publish

pytestmark = pytest.mark.django_db


def test_label_is_unique_in_an_issue():
    issue = make_issue()
    make_page(issue, "A01")
    with pytest.raises(IntegrityError):
        make_page(issue, "A01", 2)


@pytest.mark.parametrize("label", ["第一版", "a01", "", "A", "A0001"])
def test_malformed_label_is_refused(label):
    with pytest.raises(IntegrityError):
        make_page(label=label)


@pytest.mark.parametrize(
    "points",
    [
        [[0.1, 0.1], [1.2, 0.1], [0.5, 0.5]],
        [[-0.1, 0.1], [0.9, 0.1], [0.5, 0.5]],
        [[0.1, 0.1], [0.9, 0.1], [0.5, 0.1]],
    ],
    ids=["beyond the right edge", "before the left edge", "no area"],
)
def test_zone_outside_the_page_or_without_area_is_refused(points):
    with pytest.raises(IntegrityError):
        make_zone(make_page(), points=points)


@pytest.mark.parametrize("points", [[], [[0, 0], [1, 1]], "左上", [[0, "x"], [1, 1], [0, 1]], None])
def test_malformed_points_are_named_in_a_form(points):
    with pytest.raises(ValidationError) as error:
        Zone(page=make_page(), points=points).clean()
    assert "points" in error.value.message_dict


def test_zone_is_drawn_in_hundredths():
    zone = make_zone(make_page(), points=[[0, 0], [0.5, 0], [0.5, 0.25]])
    assert zone.svg_points == "0.00,0.00 50.00,0.00 50.00,25.00"


@pytest.fixture
def issue():
    """A public issue of two pages; on the first stands what has not been released."""
    first = make_page()
    make_page(first.issue, "A02", 2)
    make_article(first)
    make_article(first.issue.pages.get(number=2))
    publish(first.issue)
    make_article(first, "未放行", released=False)
    return first.issue


def as_printed():
    return [page.label for page in Page.objects.shown_as_printed().order_by("label")]


def test_page_is_shown_as_printed_once_all_on_it_is_public(issue):
    assert as_printed() == ["A02"]
    Article.objects.get(headline="未放行").release(by=None)
    assert as_printed() == ["A01", "A02"]


def test_page_follows_an_article_that_is_dragged_away(issue):
    first, second = issue.pages.order_by("number")
    *printed, added = first.articles.order_by("pk").values_list("pk", flat=True)
    beside = second.articles.get().pk
    now = [[first.pk, printed], [second.pk, [beside, added]], [None, []]]
    issue.arrange(issue.layout(), now, by=None)
    assert as_printed() == ["A01"]


def test_page_follows_an_article_that_leaves_the_issue(issue):
    Article.objects.get(headline="未放行").place(None, by=None)
    assert as_printed() == ["A01", "A02"]


def test_page_follows_an_article_that_is_deleted(issue):
    Article.objects.get(headline="未放行").delete()
    assert as_printed() == ["A01", "A02"]


def test_page_follows_its_zones(issue):
    zone = make_zone(issue.pages.get(label="A02"), Article.objects.get(headline="未放行"))
    assert as_printed() == []
    zone.delete()
    assert as_printed() == ["A02"]


def test_zone_of_an_advert_withholds_nothing(issue):
    make_zone(issue.pages.get(label="A02"), role="advert")
    assert as_printed() == ["A02"]


def test_page_without_articles_is_shown_with_its_issue(issue):
    make_page(issue, "A03", 3, is_advert=True)
    assert as_printed() == ["A02", "A03"]


def test_old_copy_of_a_page_does_not_bring_its_picture_back(issue):
    old = Page.objects.get(label="A02")
    old.articles.get().withdraw(by=None, reason="失实")
    old.title = "民生"
    old.save()
    assert old.is_withheld
    assert as_printed() == []


@pytest.mark.parametrize(
    "points", [[[0.1, 0.1], [1.2, 0.1], [0.5, 0.5]], [[0.1, 0.1], [0.9, 0.1], [0.5, 0.1]]]
)
def test_zone_outside_the_page_is_named_in_a_form(points):
    with pytest.raises(ValidationError) as error:
        Zone(page=make_page(), points=points).clean()
    assert "points" in error.value.message_dict
