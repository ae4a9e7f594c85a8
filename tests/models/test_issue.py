"""Issue: one of a day, published whole or not at all, taken back whole."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.models import Article, EditorialEvent, Issue, IssueStatus, NotAllowed, NotReady, Page
from tests.factories import (
    DAY,
    make_article,
    make_issue,
    make_newspaper,
    make_page,
    make_published_issue,
    make_user,
    publish,
    sign,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("date", ["0026-01-02", "1814-12-31", "2200-01-01"])
def test_year_without_chinese_newspapers_is_refused(date):
    with pytest.raises(IntegrityError):
        make_issue(date=datetime.date.fromisoformat(date))


def test_issue_is_not_made_more_than_a_year_ahead():
    later = timezone.localdate() + datetime.timedelta(days=400)
    with pytest.raises(ValidationError) as refusal:
        Issue(newspaper=make_newspaper(), date=later).full_clean()
    assert list(refusal.value.message_dict) == ["date"]


def test_second_issue_of_the_day_is_refused():
    newspaper = make_newspaper()
    make_issue(newspaper)
    with pytest.raises(IntegrityError):
        make_issue(newspaper)


def test_extra_edition_of_the_same_day_is_allowed():
    newspaper = make_newspaper()
    make_issue(newspaper)
    make_issue(newspaper, edition="extra")
    assert Issue.objects.on(DAY, "extra").count() == 1


def test_published_issue_without_a_time_is_refused_by_the_database():
    issue = make_issue()
    with pytest.raises(IntegrityError):
        Issue.objects.filter(pk=issue.pk).update(status=IssueStatus.PUBLISHED)


def test_total_number_is_not_given_twice():
    newspaper = make_newspaper()
    make_issue(newspaper, number=14210)
    with pytest.raises(IntegrityError):
        make_issue(newspaper, DAY + datetime.timedelta(days=1), number=14210)


def test_lunar_date_is_written_with_the_issue():
    assert make_issue(date=datetime.date(2025, 2, 27)).lunar == "农历乙巳年正月三十"


def test_publishing_an_empty_issue_names_everything_missing():
    page = make_page()
    make_page(page.issue, "A02", 2)
    make_article(page, headline="", body="")
    with pytest.raises(NotReady) as refusal:
        page.issue.publish(by=None)
    sentences = [str(problem) for problem in refusal.value.problems]
    assert len(sentences) == 5  # and neither page is signed off
    assert any("A02" in sentence for sentence in sentences)


def test_refused_publication_changes_nothing():
    issue = make_issue()
    with pytest.raises(NotReady):
        issue.publish(by=None)
    issue.refresh_from_db()
    assert (issue.status, issue.publish_at) == (IssueStatus.DRAFT, None)


def test_publishing_makes_every_article_public_at_once():
    page = make_page()
    articles = [make_article(page) for _ in range(3)]
    assert not Article.objects.published().exists()
    sign(page.issue).publish(by=make_user())
    assert list(Article.objects.published().order_by("id")) == articles
    assert list(Page.objects.published()) == [page]


def test_publishing_keeps_the_imprint_of_the_day():
    newspaper = make_newspaper(editor_in_chief="何怀远")
    issue = make_published_issue(newspaper)
    newspaper.editor_in_chief = "周听澜"
    newspaper.save()
    assert Issue.objects.get(pk=issue.pk).imprint["editor_in_chief"] == "何怀远"


def test_issue_published_for_tomorrow_is_invisible_until_then():
    page = make_page()
    make_article(page)
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    sign(page.issue).publish(by=None, at=tomorrow)
    assert not Issue.objects.published().exists()
    assert not Article.objects.published().exists()
    assert Issue.objects.published(now=tomorrow).exists()
    assert Article.objects.published(now=tomorrow).exists()


def test_published_articles_change_their_order_but_not_their_page():
    first = make_page()
    second = make_page(first.issue, "A02", 2)
    a, b, c = make_article(first, position=1), make_article(first, position=2), make_article(second)
    issue = publish(first.issue)
    turned = [[first.pk, [b.pk, a.pk]], [second.pk, [c.pk]], [None, []]]
    issue.arrange(issue.layout(), turned, by=None)
    was = Issue.objects.get().layout()
    assert was == turned
    for now in (
        [[first.pk, [b.pk]], [second.pk, [c.pk, a.pk]], [None, []]],
        [[first.pk, [b.pk]], [second.pk, [c.pk]], [None, [a.pk]]],
    ):
        with pytest.raises(NotAllowed) as refusal:
            Issue.objects.get().arrange(was, now, by=None)
        with pytest.raises(NotAllowed) as placing:
            Article.objects.get(pk=a.pk).place(issue, second, by=None)
        assert str(refusal.value) == str(placing.value)
        assert Issue.objects.get().layout() == was


def test_article_that_waits_for_its_release_is_moved_freely():
    issue = make_published_issue()
    first, second = issue.pages.get(), make_page(issue, "A02", 2)
    (printed,) = first.articles.all()
    added = make_article(first, released=False)
    now = [[first.pk, [printed.pk]], [second.pk, [added.pk]], [None, []]]
    issue.arrange(issue.layout(), now, by=None)
    assert Article.objects.get(pk=added.pk).page == second


def test_withdrawing_takes_the_whole_issue_back():
    issue = make_published_issue(articles=2)
    issue.withdraw(by=make_user(), reason="头版图片有误")
    assert not Issue.objects.published().exists()
    assert not Page.objects.published().exists()
    assert not Article.objects.published().exists()


def test_withdrawn_issue_can_be_published_again():
    issue = make_published_issue()
    issue.withdraw(by=None, reason="头版图片有误")
    publish(issue)
    assert Article.objects.published().count() == 1
    assert issue.withdrawal_reason == ""


@pytest.mark.parametrize("reason", ["", "   "])
def test_withdrawing_needs_a_reason(reason):
    issue = make_published_issue()
    with pytest.raises(NotAllowed):
        issue.withdraw(by=None, reason=reason)
    assert Issue.objects.published().exists()


def test_publishing_twice_is_refused():
    issue = make_published_issue()
    with pytest.raises(NotAllowed):
        issue.publish(by=None)


def test_withdrawing_a_draft_is_refused():
    with pytest.raises(NotAllowed):
        make_issue().withdraw(by=None, reason="不该有")


def test_publication_and_withdrawal_leave_their_trace():
    user = make_user("chief")
    issue = make_published_issue()
    issue.withdraw(by=user, reason="头版图片有误")
    latest = EditorialEvent.objects.about(issue).first()
    assert (latest.verb, latest.by, latest.note) == ("withdrawn", user, "头版图片有误")
    assert latest.changes["status"] == ["published", "withdrawn"]


def test_withdrawn_without_a_reason_is_refused_by_the_database():
    issue = make_published_issue()
    with pytest.raises(IntegrityError), transaction.atomic():
        Issue.objects.filter(pk=issue.pk).update(status=IssueStatus.WITHDRAWN)


def test_moving_the_hour_of_publication_moves_the_articles_with_it():
    issue = make_published_issue()
    issue.publish_at = timezone.now() + datetime.timedelta(hours=1)
    issue.save()
    assert not Article.objects.published().exists()


def test_issue_without_a_word_in_it_is_not_ready():
    page = make_page()
    make_article(page, body="<ul><li> </li></ul><p><br></p>")
    assert len(page.issue.publication_problems(is_archive=True)) == 1


def test_second_half_of_a_jump_needs_no_headline_of_its_own():
    page = make_page()
    first = make_article(page)
    make_article(page, headline="", continues=first)
    sign(page.issue).publish(by=None)
    assert Article.objects.published().count() == 2
