"""Page and Zone: labels once, points within the page."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from articles.models import Zone
from tests.factories import make_issue, make_page, make_zone

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


@pytest.mark.parametrize(
    "points", [[[0.1, 0.1], [1.2, 0.1], [0.5, 0.5]], [[0.1, 0.1], [0.9, 0.1], [0.5, 0.1]]]
)
def test_zone_outside_the_page_is_named_in_a_form(points):
    with pytest.raises(ValidationError) as error:
        Zone(page=make_page(), points=points).clean()
    assert "points" in error.value.message_dict
