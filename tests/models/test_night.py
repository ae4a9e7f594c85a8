"""On whose desk everything of an issue lies, since when, and what is late."""

import datetime

import pytest
from django.utils import timezone

from articles.models import ArticleStatus, Assignment, Issue, Presence
from articles.models.night import Night
from articles.models.proof import hash_of
from tests.factories import (
    make_article,
    make_contributor,
    make_credit,
    make_issue,
    make_newspaper,
    make_page,
    make_section,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    groups = ("记者", "责任编辑", "部主任", "总编辑", "校对")
    return {group: make_user(group, group) for group in groups}


def night(issue, user):
    return Night(Issue.objects.for_board().get(pk=issue.pk), user)


def desk(article, user):
    article.refresh_from_db()
    return night(article.issue, user).of_article(article)


def page_desk(page, user):
    board = night(page.issue, user)
    page = board.issue.pages.get(pk=page.pk)
    articles = list(page.articles.all())
    return board.of_page(page, articles, page.valid_sign_off(articles))


def test_an_article_wanders_from_desk_to_desk(room):
    author = room["记者"]
    article = make_article(status=ArticleStatus.DRAFT, author=author)
    assert desk(article, author).names == ("记者",)
    assert desk(article, author).is_mine
    article.submit(by=author)
    assert desk(article, room["责任编辑"]).names == ("责任编辑",)
    assert desk(article, room["责任编辑"]).is_mine
    assert not desk(article, author).is_mine
    article.pass_review(by=room["责任编辑"])
    assert desk(article, author).names == ("部主任",)
    since = desk(article, author).since
    assert timezone.now() - since < datetime.timedelta(minutes=1)


def test_nobody_is_asked_to_review_what_they_wrote_or_read(room):
    second = make_user("second", "责任编辑")
    article = make_article(status=ArticleStatus.DRAFT, author=second)
    make_credit(article, make_contributor(user=room["责任编辑"]))
    article.submit(by=second)
    assert desk(article, second).names == ()
    assert not desk(article, room["责任编辑"]).is_mine


def test_only_whose_section_it_is(room):
    news = make_section()
    sport = make_section(news.newspaper, slug="sport", name="体育")
    Assignment.objects.create(user=room["责任编辑"], newspaper=news.newspaper, section=sport)
    second = make_user("second", "责任编辑")
    article = make_article(status=ArticleStatus.DRAFT, author=room["记者"], section=news)
    article.submit(by=room["记者"])
    assert desk(article, second).names == ("second",)


def test_a_page_wanders_too(room):
    article = make_article()
    page = article.page
    readers = [room["校对"], room["责任编辑"], make_user("layout", "版面编辑")]
    for reader in readers:
        assert reader.username in page_desk(page, reader).names
        assert page_desk(page, reader).is_mine
        page.proof(by=reader)
        assert not page_desk(page, reader).is_mine
    lies = page_desk(page, room["总编辑"])
    assert (set(lies.names), str(lies.task)) == ({"部主任", "总编辑"}, "待签发")
    page.sign_off(by=room["总编辑"], seen=hash_of(page.content()))
    assert page_desk(page, room["总编辑"]).task == ""


def test_a_page_whose_articles_are_not_approved_waits_for_them(room):
    page = make_article(status=ArticleStatus.DRAFT).page
    for reader in (room["校对"], room["责任编辑"], make_user("layout", "版面编辑")):
        page.proof(by=reader)
    assert page_desk(page, room["总编辑"]).names == ()


def test_who_has_it_open_is_told_to_others(room):
    article = make_article()
    Presence.objects.tell(room["记者"], article)
    assert desk(article, room["总编辑"]).open_at == ("记者",)
    assert desk(article, room["记者"]).open_at == ()


@pytest.mark.parametrize(
    ("hour", "closes"),
    [
        (datetime.time(23, 30), "2026-03-01 23:30"),
        (datetime.time(1, 0), "2026-03-02 01:00"),
        (None, None),
    ],
)
def test_the_night_ends_at_the_closing_time(hour, closes, monkeypatch):
    issue = make_issue(make_newspaper(closing_time=hour))
    assert (issue.closes_at and issue.closes_at.strftime("%Y-%m-%d %H:%M")) == closes
    article = make_article(make_page(issue), status=ArticleStatus.DRAFT)
    assert desk(article, make_user("chief", "总编辑")).is_late is bool(closes)


def test_what_is_published_lies_on_no_desk(room):
    article = make_article()
    article.issue.publish(by=None, is_archive=True)
    assert desk(article, room["总编辑"]).names == ()
    assert page_desk(article.page, room["总编辑"]).task == ""
