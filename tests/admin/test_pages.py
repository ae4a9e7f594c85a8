"""The form of a page: its zones, drawn on its picture or typed."""

import json

import pytest
from django.urls import reverse

from articles.models import EditorialEvent, Zone
from tests.factories import make_article, make_page, make_zone, picture_file

SQUARE = [[0.1, 0.1], [0.5, 0.1], [0.5, 0.5], [0.1, 0.5]]


def change(page):
    return reverse("admin:articles_page_change", args=[page.pk])


@pytest.fixture
def page(db):
    return make_page(image=picture_file("page.png"))


def filled(page, *zones):
    """What a browser sends from the page's form, with these rows of zones."""
    form = {name: getattr(page, name) for name in ("label", "number", "title", "version")}
    form |= {f"credits-{kind}_FORMS": 0 for kind in ("TOTAL", "INITIAL")}
    form |= {"zones-TOTAL_FORMS": len(zones), "zones-INITIAL_FORMS": page.zones.count()}
    for number, zone in enumerate(zones):
        form |= {f"zones-{number}-{name}": value for name, value in zone.items()}
    return form


def row(zone, **typed):
    points = json.dumps(zone.points)
    sent = {"id": zone.pk, "page": zone.page_id, "version": zone.version, "role": zone.role}
    return sent | {"article": zone.article_id or "", "points": points} | typed


def test_a_zone_drawn_on_the_picture_belongs_to_its_article(editor, page):
    article = make_article(page)
    drawn = {"role": "main", "article": article.pk, "points": json.dumps(SQUARE)}
    assert editor.post(change(page), filled(page, drawn)).status_code == 302
    zone = page.zones.get()
    assert (zone.article, zone.points) == (article, SQUARE)
    assert EditorialEvent.objects.about(zone).get().by_name == "责任编辑"


def test_a_zone_as_it_was_is_no_change(editor, page):
    zone = make_zone(page)
    editor.post(change(page), filled(page, row(zone)))
    assert Zone.objects.get().version == zone.version


def test_a_zone_is_taken_off_the_page(editor, page):
    zone = make_zone(page)
    editor.post(change(page), filled(page, row(zone, DELETE="on")))
    assert not Zone.objects.exists()


@pytest.mark.parametrize("points", ["", "nonsense", "[[0, 0], [2, 0], [2, 2]]", "[[0, 0]]"])
def test_points_that_are_no_zone_are_refused_and_kept_in_the_form(editor, page, points):
    zone = make_zone(page)
    response = editor.post(change(page), filled(page, row(zone, points=points)))
    assert response.status_code == 200
    assert response.context["errors"]
    assert Zone.objects.get().points == [list(point) for point in zone.points]


def test_a_zone_somebody_else_moved_is_shown_beside_ours(editor, page):
    zone = make_zone(page)
    typed = filled(page, row(zone, points=json.dumps(SQUARE)))
    zone.points = [[0, 0], [1, 0], [1, 1]]
    zone.save()
    response = editor.post(change(page), typed)
    shown = response.context["inline_admin_formsets"][1].formset.forms[0]["points"].newer
    assert shown["text"] == "[[0, 0], [1, 0], [1, 1]]"


def test_the_articles_of_the_issue_are_offered(editor, page):
    article = make_article(page, headline="渡口复航")
    make_article(None, issue=None, headline="稿库里的")
    make_zone(page, article)
    text = editor.get(change(page)).text
    assert f'<option value="{article.pk}" selected>A01 渡口复航</option>' in text
    assert "稿库里的" not in text


def test_a_page_costs_the_same_for_any_number_of_zones(editor, page, django_assert_num_queries):
    articles = [make_article(page) for _number in range(5)]
    for article in articles:
        make_zone(page, article)
    editor.get(change(page))
    # session, user, two kinds of permissions; the page, its issue, newspaper and credits; its
    # zones; the articles of the issue; whether any stands on the page; its make-up
    with django_assert_num_queries(12):
        editor.get(change(page))


def test_an_address_that_names_no_page_is_no_error(editor):
    assert (
        editor.get(change(make_page()).replace("/change/", "/widgets.css/change/")).status_code
        == 302
    )


def test_without_a_picture_the_form_says_where_zones_come_from(editor):
    text = editor.get(change(make_page())).text
    assert "data-zones=" not in text
    assert "zones-TOTAL_FORMS" in text
