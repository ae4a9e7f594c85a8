"""The bin: whatever was deleted comes back as it was, under its own key, with its parts."""

import pytest
from django.urls import reverse

from articles.models import Column, Contributor, EditorialEvent, NotAllowed, Page, PageCredit, Zone
from articles.models.deleted import bring_back, deleted, tracked_models
from tests.factories import (
    make_article,
    make_column,
    make_contributor,
    make_credit,
    make_page,
    make_photo,
    make_section,
    make_term,
    make_user,
    make_zone,
)

pytestmark = pytest.mark.django_db


def deletion(thing):
    return EditorialEvent.objects.filter(subject=thing._meta.model_name, verb="deleted").latest(
        "pk"
    )


@pytest.mark.parametrize(
    "make",
    [
        lambda: make_column(honor="名专栏"),
        make_contributor,
        make_section,
        make_term,
        lambda: make_credit(make_article()),
        lambda: make_photo(make_article(), credit="张三 摄"),
        lambda: make_zone(make_page()),
        lambda: make_page(is_advert=False, title="要闻"),
        lambda: make_page().issue,
    ],
)
def test_it_comes_back_as_it_was(make):
    thing = make()
    thing.refresh_from_db()
    before = {name: thing.plain(name) for name in thing.traced_fields()}
    key = thing.pk
    thing.delete()
    back = bring_back(deletion(thing), by=make_user("fang", "责任编辑"))
    assert back.pk == key
    stored = type(back)._base_manager.get(pk=key)
    assert {name: stored.plain(name) for name in before} == before


def test_a_page_comes_back_with_its_credits_and_zones():
    page = make_page()
    PageCredit(page=page, role="责编", person="周听澜").save()
    make_zone(page)
    page.delete()
    assert [event.subject for event in deleted(tracked_models())] == ["page"]
    bring_back(deletion(page), by=None)
    assert Page.objects.get().credits.get().person == "周听澜"
    assert Zone.objects.get().page == Page.objects.get()
    assert deleted(tracked_models()) == []


def test_its_history_goes_on():
    column = make_column(name="旧名")
    column.delete()
    back = bring_back(deletion(column), by=None)
    version = back.version
    back.name = "新名"
    back.save()
    (event,) = EditorialEvent.objects.after(back, version)
    assert event.changes == {"name": ["旧名", "新名"]}


def test_what_has_its_place_taken_stays_in_the_bin():
    column = make_column(slug="chaoping")
    column.delete()
    other = make_column(slug="chaoping")
    with pytest.raises(NotAllowed):
        bring_back(deletion(column), by=None)
    assert Column.objects.get() == other


def test_it_comes_back_once():
    column = make_column()
    column.delete()
    bring_back(deletion(column), by=None)
    with pytest.raises(NotAllowed):
        bring_back(deletion(column), by=None)
    with pytest.raises(NotAllowed):
        bring_back(EditorialEvent.objects.earliest("pk"), by=None)


class TestScreen:
    def test_a_chief_takes_it_out(self, chief):
        person = make_contributor(name="郑朗")
        person.delete()
        assert "郑朗" in chief.get(reverse("admin:bin")).text
        take_out = reverse("admin:take-out", args=[deletion(person).pk])
        assert "又回来了" in chief.post(take_out, follow=True).text
        assert Contributor.objects.get().name == "郑朗"
        assert "已经在了" in chief.post(take_out, follow=True).text

    def test_who_may_not_delete_may_not_take_out(self, client):
        person = make_contributor(name="郑朗")
        person.delete()
        client.force_login(make_user("fang", "责任编辑"))
        assert "郑朗" not in client.get(reverse("admin:bin")).text
        assert client.post(reverse("admin:take-out", args=[deletion(person).pk])).status_code == 403
