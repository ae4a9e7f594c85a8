"""The desk, the board of an issue, publication and withdrawal."""

import datetime
import json

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, ArticleStatus, EditorialEvent, Issue, IssueStatus, Verb
from tests.factories import (
    make_article,
    make_issue,
    make_newspaper,
    make_page,
    make_published_issue,
    make_user,
    publish,
    sign,
)

DESK = reverse("admin:index")


def tomorrow():
    return timezone.localdate() + datetime.timedelta(days=1)


def change(thing):
    return reverse(f"admin:articles_{thing._meta.model_name}_change", args=[thing.pk])


def test_the_desk_without_any_issue_invites_to_import(chief):
    response = chief.get(DESK)
    assert response.context["issue"] is None
    assert reverse("admin:import") in response.text


def test_the_desk_shows_the_nearest_draft_from_today_on(chief):
    make_published_issue(date=timezone.localdate())
    make_issue(date=tomorrow() + datetime.timedelta(days=5))
    nearest = make_issue(date=tomorrow())
    assert chief.get(DESK).context["issue"] == nearest


def test_the_desk_shows_the_latest_issue_when_nothing_is_being_made(chief):
    make_issue(date=timezone.localdate() - datetime.timedelta(days=9))
    latest = make_published_issue(date=timezone.localdate() - datetime.timedelta(days=1))
    assert chief.get(DESK).context["issue"] == latest


def test_the_desk_tells_pages_characters_and_what_is_missing(chief):
    page = make_page(make_issue(date=tomorrow()))
    make_article(page, headline="渡口复航", body="<p>今天 复航。</p>")
    empty = make_page(page.issue, label="A02", number=2)
    response = chief.get(DESK)
    assert [part["characters"] for part in response.context["pages"]] == [5, 0, 0]
    assert "渡口复航" in response.text
    signing = [reverse("admin:sign-off", args=[one.pk]) for one in (page, empty)]
    assert [missing["url"] for missing in response.context["missing"]] == [change(empty), *signing]


def test_the_desk_costs_the_same_however_much_stands_on_it(chief, django_assert_num_queries):
    issue = make_issue(date=tomorrow())
    for number in range(1, 5):
        page = make_page(issue, label=f"A0{number}", number=number)
        for _copy in range(3):
            make_article(page)
    for day in range(2, 9):
        make_published_issue(date=timezone.localdate() - datetime.timedelta(days=day))
    chief.get(DESK)
    # session, user, their permissions; the draft with its pages, their credits, zones, proofs and
    # sign-offs, its articles and open decisions; events; latest issues; the permissions of the
    # user's groups; their assignments and tasks; what the pages were read to show; on whose desk
    # everything lies (5); the user's drafts, and unsaved texts; what is not printed (2)
    with django_assert_num_queries(27):
        chief.get(DESK)


def test_publish_makes_the_issue_public(chief):
    issue = sign(make_article(headline="头条").issue)
    response = chief.post(reverse("admin:publish", args=[issue.pk]))
    assert response.url == change(issue)
    assert Issue.objects.published().get() == issue
    event = EditorialEvent.objects.about(issue).first()
    assert (event.verb, event.by_name) == (Verb.PUBLISHED, "总编辑")


def test_publish_at_a_time_waits_for_it(chief):
    issue = sign(make_article(headline="头条").issue)
    at = timezone.localtime() + datetime.timedelta(days=1)
    chief.post(reverse("admin:publish", args=[issue.pk]), {"at": at.strftime("%Y-%m-%dT%H:%M")})
    issue.refresh_from_db()
    assert issue.publish_at == at.replace(second=0, microsecond=0)
    assert not Issue.objects.published().exists()


def test_publish_refuses_with_everything_that_is_missing_and_where(chief):
    page = make_page()
    nameless = make_article(page, headline="")
    unplaced = make_article(None, issue=page.issue, newspaper=page.issue.newspaper)
    response = chief.post(reverse("admin:publish", args=[page.issue.pk]))
    assert response.status_code == 409
    assert {missing["url"] for missing in response.context["missing"]} == {
        change(nameless),
        change(unplaced),
        reverse("admin:sign-off", args=[page.pk]),
    }
    assert change(nameless) in response.text
    assert not Issue.objects.published().exists()


def test_publish_refuses_a_time_it_cannot_read(chief):
    issue = sign(make_article(headline="头条").issue)
    response = chief.post(reverse("admin:publish", args=[issue.pk]), {"at": "明早"})
    assert response.status_code == 409
    assert not Issue.objects.published().exists()


def test_publishing_twice_is_refused(chief):
    issue = make_published_issue()
    assert chief.post(reverse("admin:publish", args=[issue.pk])).status_code == 409


@pytest.mark.parametrize("name", ["publish", "withdraw-issue"])
def test_only_the_chief_editor_publishes_and_withdraws(head, name):
    issue = make_published_issue()
    assert head.post(reverse(f"admin:{name}", args=[issue.pk])).status_code == 403


def test_publishing_by_a_link_is_impossible(chief):
    issue = make_article(headline="头条").issue
    assert chief.get(reverse("admin:publish", args=[issue.pk])).status_code == 405


def test_withdraw_asks_for_the_reason(chief):
    issue = make_published_issue()
    address = reverse("admin:withdraw-issue", args=[issue.pk])
    assert chief.get(address).status_code == 200
    assert chief.post(address, {"reason": "  "}).status_code == 400
    assert Issue.objects.published().exists()
    assert chief.post(address, {"reason": "版面有误"}).url == change(issue)
    assert not Article.objects.published().exists()
    issue.refresh_from_db()
    assert (issue.status, issue.withdrawal_reason) == (IssueStatus.WITHDRAWN, "版面有误")


class TestArrange:
    @pytest.fixture
    def board(self, editor):
        """An issue of two pages, two articles on the first."""
        first = make_page()
        second = make_page(first.issue, label="A02", number=2)
        articles = [make_article(first, position=n) for n in (1, 2)]
        return first.issue, first, second, articles

    def arrange(self, client, issue, was, now):
        address = reverse("admin:arrange", args=[issue.pk])
        return client.post(address, {"was": json.dumps(was), "now": json.dumps(now)})

    def test_an_article_moves_to_another_page(self, client, board):
        issue, first, second, (a, b) = board
        now = [[first.pk, [b.pk]], [second.pk, [a.pk]], [None, []]]
        response = self.arrange(client, issue, issue.layout(), now)
        assert response.json() == {"layout": now}
        a.refresh_from_db()
        assert (a.page, a.position) == (second, 1)
        moved = EditorialEvent.objects.about(a).first()
        assert moved.changes["page_id"] == [first.pk, second.pk]

    def test_articles_and_pages_change_their_order(self, client, board):
        issue, first, second, (a, b) = board
        now = [[second.pk, []], [first.pk, [b.pk, a.pk]], [None, []]]
        assert self.arrange(client, issue, issue.layout(), now).status_code == 200
        assert list(issue.pages.order_by("number")) == [second, first]
        assert list(first.articles.order_by("position")) == [b, a]

    def test_a_text_open_in_an_editor_stays_valid(self, client, board):
        issue, first, second, (a, b) = board
        now = [[first.pk, [b.pk]], [second.pk, [a.pk]], [None, []]]
        self.arrange(client, issue, issue.layout(), now)
        assert Article.objects.get(pk=a.pk).version == a.version

    def test_a_stale_order_is_refused_and_changes_nothing(self, client, board):
        issue, first, second, (a, b) = board
        was = issue.layout()
        self.arrange(client, issue, was, [[first.pk, [b.pk, a.pk]], [second.pk, []], [None, []]])
        late = [[first.pk, [a.pk]], [second.pk, [b.pk]], [None, []]]
        response = self.arrange(client, issue, was, late)
        assert response.status_code == 409
        assert response.json()["error"]
        assert list(first.articles.order_by("position")) == [b, a]

    def test_an_order_that_loses_an_article_is_refused(self, client, board):
        issue, first, second, (a, _b) = board
        now = [[first.pk, [a.pk]], [second.pk, []], [None, []]]
        assert self.arrange(client, issue, issue.layout(), now).status_code == 409

    def test_a_published_article_stays_on_its_page(self, client, board):
        issue, first, second, (a, b) = board
        make_article(second)
        publish(issue)
        now = [[first.pk, [b.pk]], [second.pk, [*issue.layout()[1][1], a.pk]], [None, []]]
        response = self.arrange(client, issue, issue.layout(), now)
        assert response.status_code == 409
        assert response.json()["error"] == "已发布的稿件不能离开见报的版面。"

    @pytest.mark.parametrize("now", ["", "not json", "[[1]]", "{}", '[["x", ["y"]]]'])
    def test_nonsense_is_refused(self, client, board, now):
        issue = board[0]
        address = reverse("admin:arrange", args=[issue.pk])
        response = client.post(address, {"was": json.dumps(issue.layout()), "now": now})
        assert response.status_code in (400, 409)


class TestIssuePage:
    def test_a_board_of_sixteen_pages_costs_as_much_as_a_small_one(
        self, editor, django_assert_num_queries
    ):
        issue = make_issue()
        for number in range(1, 17):
            page = make_page(issue, label=f"A{number:02}", number=number)
            for _copy in range(3):
                make_article(page)
        editor.get(change(issue))
        # session, user, two kinds of permissions; the issue for Django, for us and for the board,
        # its pages, their credits, zones, proofs and sign-offs, its articles; what they were read
        # to show; on whose desk everything lies (6); whether it may be deleted (2); open decisions
        # (2); imports; what is not printed (2)
        with django_assert_num_queries(28):
            editor.get(change(issue))

    def test_the_whole_issue_is_previewed_from_the_board(self, editor):
        issue = make_article().issue
        assert f'href="{issue.get_absolute_url()}"' in editor.get(change(issue)).text

    def test_pages_and_articles_are_one_click_away(self, editor):
        article = make_article(headline="头条")
        page = editor.get(change(article.issue))
        assert change(article) in page.text
        assert change(article.page) in page.text

    def test_status_cannot_be_typed(self, chief):
        issue = make_issue()
        form = {"version": issue.version, "date": issue.date, "edition": "daily"}
        response = chief.post(change(issue), form | {"status": "published"})
        assert response.status_code == 302
        issue.refresh_from_db()
        assert issue.status == IssueStatus.DRAFT

    def test_a_date_already_taken_is_refused_with_a_sentence(self, editor):
        issue, other = make_issue(), make_issue(date=tomorrow())
        form = {"version": other.version, "date": issue.date, "edition": "daily"}
        response = editor.post(change(other), form)
        assert response.status_code == 200
        assert response.context["errors"]

    def test_a_stale_save_is_refused(self, editor):
        issue = make_issue(number=7)
        form = {"version": issue.version, "date": issue.date, "edition": "daily", "number": 8}
        issue.title = "国庆特刊"
        issue.save()
        response = editor.post(change(issue), form | {"title": "中秋特刊"})
        assert response.status_code == 200
        assert response.context["adminform"].form["title"].newer["text"] == "国庆特刊"
        issue.refresh_from_db()
        assert (issue.number, issue.title) == (7, "国庆特刊")

    def test_what_only_one_of_two_changed_is_merged(self, editor):
        issue = make_issue(number=7)
        form = {"version": issue.version, "date": issue.date, "edition": "daily", "number": 8}
        issue.title = "国庆特刊"
        issue.save()
        assert editor.post(change(issue), form).status_code == 302
        issue.refresh_from_db()
        assert (issue.number, issue.title) == (8, "国庆特刊")

    def test_an_issue_with_pages_cannot_be_deleted(self, chief):
        issue = make_page().issue
        delete = reverse("admin:articles_issue_delete", args=[issue.pk])
        assert chief.post(delete, {"post": "yes"}).status_code == 403
        issue.pages.all().delete()
        assert chief.post(delete, {"post": "yes"}).status_code == 302
        assert not Issue.objects.exists()

    def test_a_page_with_articles_cannot_be_deleted(self, chief):
        page = make_article().page
        delete = reverse("admin:articles_page_delete", args=[page.pk])
        assert chief.post(delete, {"post": "yes"}).status_code == 403


def test_every_answer_of_the_admin_is_private_and_without_inline_script(chief):
    article = make_article()
    for address in (DESK, change(article), change(article.issue), reverse("admin:import")):
        response = chief.get(address)
        assert "no-store" in response["Cache-Control"]
        assert "unsafe-inline" not in response["Content-Security-Policy"]
        assert "<style" not in response.text


def test_messages_say_what_was_done(chief):
    issue = sign(make_article(headline="头条").issue)
    response = chief.post(reverse("admin:publish", args=[issue.pk]))
    assert [str(issue) in str(message) for message in get_messages(response.wsgi_request)] == [True]


class TestNight:
    """What lies with whom, on the desk and on the board."""

    def test_every_role_finds_its_tasks_first(self, client, db):
        reporter, proofreader = make_user("reporter", "记者"), make_user("kong", "校对")
        page = make_page(make_issue(date=tomorrow()))
        article = make_article(page, headline="渡口", status=ArticleStatus.DRAFT, author=reporter)
        client.force_login(proofreader)
        assert [part["page"] for part in client.get(DESK).context["my_pages"]] == [page]
        article.submit(by=reporter)
        article.return_to_author(by=make_user("first", "责任编辑"), opinion="地名有误。")
        client.force_login(reporter)
        response = client.get(DESK)
        assert not response.context["my_pages"]
        assert "地名有误。" in response.text

    def test_the_board_tells_with_whom_an_article_lies(self, editor):
        make_user("second", "责任编辑", last_name="周", first_name="听澜")
        article = make_article(status=ArticleStatus.DRAFT)
        article.submit(by=make_user("reporter", "记者"))
        board = editor.get(change(article.issue)).text
        assert "在 责任编辑、周听澜 手上" in board
        assert "归您" in board

    def test_what_is_late_is_marked(self, editor):
        newspaper = make_newspaper(closing_time=datetime.time(23, 30))
        make_article(make_page(make_issue(newspaper)), status=ArticleStatus.DRAFT)
        assert "已过时" in editor.get(change(newspaper.issues.get())).text
