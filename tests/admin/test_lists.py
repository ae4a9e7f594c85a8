"""Lists: flat to a million rows, and no row costs a query."""

import datetime

import pytest
from django.contrib import admin
from django.urls import reverse

from articles.admin.records import EditorialEventAdmin
from articles.models import EditorialEvent, Photo
from tests.factories import (
    DAY,
    make_article,
    make_column,
    make_contributor,
    make_issue,
    make_page,
    make_photo,
    make_section,
    make_zone,
    publish,
)

FRAME = 4  # session, user, and their permissions in two queries
OURS = [model for model in admin.site._registry if model._meta.app_label == "articles"]


def listed(name):
    return reverse(f"admin:articles_{name}_changelist")


@pytest.fixture
def archive(db):
    """Some of everything, more than two rows each."""
    issue = make_issue()
    for number in range(1, 4):
        page = make_page(issue, label=f"A0{number}", number=number)
        section = make_section(slug=f"s{number}")
        column = make_column(slug=f"c{number}", name=f"栏目{number}")
        for _copy in range(2):
            article = make_article(page, section=section, column=column)
            make_zone(page, article)
        make_photo(article)
        make_contributor(name=f"记者{number}")
    publish(issue)


@pytest.mark.parametrize(
    ("name", "queries"),
    [
        ("article", 3),  # rows; the filters' newspapers and sections
        ("issue", 2),  # rows; the filter's newspapers
        ("page", 1),
        ("photo", 2),
        ("zone", 1),
        ("contributor", 2),
        ("section", 2),
        ("column", 2),
        ("newspaper", 1),
        ("editorialevent", 1),
        ("importrun", 2),
        ("importproblem", 1),
    ],
)
def test_a_list_costs_the_same_for_any_number_of_rows(
    archive, chief, name, queries, django_assert_num_queries
):
    chief.get(listed(name))
    with django_assert_num_queries(FRAME + queries) as seen:
        assert chief.get(listed(name)).status_code == 200
    assert not [query for query in seen if "COUNT(" in query["sql"]]


def test_there_is_a_next_page_only_if_more_rows_follow(chief, monkeypatch):
    monkeypatch.setattr(EditorialEventAdmin, "list_per_page", 2)
    page = make_page()  # three events: newspaper, issue, page
    assert EditorialEvent.objects.count() == 3
    first = chief.get(listed("editorialevent"))
    assert first.context["cl"].older == "?p=2"
    second = chief.get(listed("editorialevent"), {"p": 2})
    assert (second.context["cl"].older, second.context["cl"].newer) == ("", "?p=1")
    assert str(page.issue.newspaper) in second.text


def test_articles_are_found_by_their_text(chief):
    page = make_page()
    make_article(page, headline="渡口", body="<p>海峡对岸的灯光</p>")
    make_article(page, headline="菜场")
    found = chief.get(listed("article"), {"q": "对岸的灯"}).context["cl"].result_list
    assert [article.headline for article in found] == ["渡口"]


def test_autocomplete_finds_articles_by_the_beginning_of_the_headline(chief):
    article = make_article(headline="渡口复航")
    asked = {"app_label": "articles", "model_name": "article", "field_name": "continues"}
    answer = chief.get(reverse("admin:autocomplete"), asked | {"term": "渡口"}).json()
    assert [choice["id"] for choice in answer["results"]] == [str(article.pk)]


def test_a_range_of_dates_narrows_the_list_and_keeps_the_search(chief):
    make_article(headline="今天的")
    day_after = DAY + datetime.timedelta(days=1)
    make_article(make_page(make_issue(date=day_after)), headline="明天的")
    response = chief.get(listed("article"), {"from": day_after.isoformat(), "q": "的"})
    assert [a.headline for a in response.context["cl"].result_list] == ["明天的"]
    assert '<input type="hidden" name="q" value="的">' in response.text


@pytest.mark.parametrize("typed", ["昨天", "2026-13-45", "9999-99-99"])
def test_a_range_of_nonsense_is_no_range(chief, typed):
    make_article()
    response = chief.get(listed("article"), {"from": typed})
    assert len(response.context["cl"].result_list) == 1


def test_nothing_offers_deleting_by_the_heap(chief):
    make_photo(make_article())
    assert "delete_selected" not in chief.get(listed("photo")).text
    photo = Photo.objects.get()
    chief.post(listed("photo"), {"action": "delete_selected", "_selected_action": [photo.pk]})
    assert Photo.objects.exists()


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.model_name)
def test_every_list_and_form_opens(archive, admin_client, model):
    name = model._meta.model_name
    assert admin_client.get(listed(name)).status_code == 200
    thing = model.objects.first()
    if thing:
        opened = admin_client.get(reverse(f"admin:articles_{name}_change", args=[thing.pk]))
        assert opened.status_code in (200, 302)


def test_records_are_only_read(chief):
    make_article()
    event = EditorialEvent.objects.first()
    address = reverse("admin:articles_editorialevent_change", args=[event.pk])
    assert chief.post(address, {"note": "改写"}).status_code == 403
    assert chief.post(reverse("admin:articles_editorialevent_add")).status_code == 403
