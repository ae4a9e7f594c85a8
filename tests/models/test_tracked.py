"""Tracked: whatever way a row is written, an old copy is refused and the record tells the truth."""

from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from articles.models import Article, Column, EditorialEvent, NotAllowed, Page, Stale, Zone
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
    make_section,
    make_user,
    make_zone,
)

pytestmark = pytest.mark.django_db


def make_pool_article(newspaper):
    return make_article(issue=None, newspaper=newspaper)


@pytest.mark.parametrize(
    "make",
    [make_section, make_column, make_contributor, make_issue, make_pool_article, make_photo],
    ids=lambda make: make.__name__,
)
def test_nothing_changes_its_newspaper(make):
    thing = make(newspaper=make_newspaper())
    thing.newspaper = make_newspaper("wan", "晚报")
    with pytest.raises(NotAllowed):
        thing.save()
    assert type(thing).objects.get().newspaper.slug == "chao"


def test_page_does_not_leave_its_issue():
    page = make_page()
    page.issue = make_issue(date=DAY + timedelta(days=1))
    with pytest.raises(NotAllowed):
        page.save()


def test_stale_copy_cannot_be_deleted():
    old = make_column()
    newer = Column.objects.get()
    newer.name = "新潮评"
    newer.save()
    with pytest.raises(Stale):
        old.delete()
    assert Column.objects.get().name == "新潮评"


def test_saving_what_somebody_deleted_is_refused_and_brings_nothing_back():
    old = make_column()
    Column.objects.get().delete()
    with pytest.raises(NotAllowed):
        old.save()
    assert not Column.objects.exists()


def test_copy_read_in_part_is_refused():
    make_article()
    part = Article.objects.only("headline").get()
    part.headline = "只读了一半"
    with pytest.raises(ValueError, match="part"):
        part.save()


def test_update_or_create_counts_the_version():
    old = make_column(slug="talk", name="旧")
    Column.objects.update_or_create(newspaper=old.newspaper, slug="talk", defaults={"name": "新"})
    assert Column.objects.get().version == 2
    with pytest.raises(Stale):
        old.save()


def test_same_moment_in_another_zone_is_no_change():
    article = make_article(embargo=timezone.now().astimezone(UTC))
    article.embargo = article.embargo.astimezone(ZoneInfo("Asia/Shanghai"))
    article.save()
    assert EditorialEvent.objects.about(article).count() == 1


def test_line_ends_of_a_browser_are_no_change():
    article = make_article(headline="渡口灯亮\n夜航有伴")
    article.headline = "渡口灯亮\r\n夜航有伴"
    article.save()
    assert Article.objects.get().headline == "渡口灯亮\n夜航有伴"
    assert EditorialEvent.objects.about(article).count() == 1


def test_parts_deleted_with_a_page_leave_their_own_trace():
    user, page = make_user(), make_page()
    page.credits.create(role="责编", person="周听澜")
    make_zone(page)
    page.delete(by=user)
    deleted = EditorialEvent.objects.filter(verb="deleted", by=user)
    assert {event.subject for event in deleted} == {"page", "pagecredit", "zone"}
    assert deleted.get(subject="pagecredit").changes["person"] == ["周听澜", None]
    assert not Page.objects.exists()
    assert not Zone.objects.exists()


def test_credits_deleted_with_an_article_leave_their_own_trace():
    article = make_article()
    make_credit(article)
    article.delete()
    assert EditorialEvent.objects.filter(subject="credit", verb="deleted").exists()


def test_menu_is_written_with_the_section():
    newspaper = make_newspaper()
    newspaper.sections.create(slug="news", name="要闻")
    newspaper.refresh_from_db()
    assert [entry["name"] for entry in newspaper.menu] == ["要闻"]
