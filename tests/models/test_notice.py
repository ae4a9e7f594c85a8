"""Mail that tells of a task, or that a text came back."""

import pytest
from django.core.cache import cache
from django.utils.translation import override

from articles.models import Assignment, Page, PageCredit
from tests.factories import approve, make_article, make_newspaper, make_page, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_was_told():
    cache.clear()


@pytest.fixture
def act(django_capture_on_commit_callbacks):
    """Call a verb as if it were committed."""

    def act(verb, **said):
        with django_capture_on_commit_callbacks(execute=True):
            return verb(**said)

    return act


def member(name, group, **fields):
    return make_user(name, group, email=f"{name}@langang.example", **fields)


def written(author):
    page = Page.objects.first() or make_page()
    article = make_article(page, status="draft", headline="渡口今晨\n复航")
    article.author = author
    article.save()
    return article


def told(mailoutbox):
    return [(mail.to[0].partition("@")[0], mail.subject) for mail in mailoutbox]


def test_each_level_is_told_what_waits_for_it(act, mailoutbox):
    editor, head = member("editor", "责任编辑"), member("head", "部主任")
    article = written(make_user("ji", "记者"))
    with override("en"):
        act(article.submit, by=article.author)
    assert told(mailoutbox) == [("editor", "《渡口今晨 复航》等待一审")]
    assert f"/admin/articles/article/{article.pk}/change/" in mailoutbox[0].body
    act(article.pass_review, by=editor)
    assert told(mailoutbox)[1:] == [("head", "《渡口今晨 复航》等待二审")]
    assert head.email in mailoutbox[1].to


def test_what_is_reviewed_in_the_same_breath_is_told_once(act, mailoutbox):
    editor, _head = member("editor", "责任编辑"), member("head", "部主任")
    article = written(make_user("ji", "记者"))

    def both():
        article.submit(by=article.author)
        article.pass_review(by=editor)

    act(both)
    assert told(mailoutbox) == [("head", "《渡口今晨 复航》等待二审")]


def test_only_who_may_review_it_is_told(act, mailoutbox):
    article = written(author := member("author", "责任编辑"))
    elsewhere = member("elsewhere", "责任编辑")
    Assignment.objects.create(user=elsewhere, newspaper=make_newspaper("other", "岚海日报"))
    make_user("silent", "责任编辑")
    member("gone", "责任编辑", is_active=False)
    act(article.submit, by=author)
    assert told(mailoutbox) == []


def test_a_night_of_tasks_is_one_mail_in_a_while(act, mailoutbox):
    member("editor", "责任编辑")
    author = make_user("ji", "记者")
    for _copy in range(3):
        act(written(author).submit, by=author)
    assert len(mailoutbox) == 1


def test_every_return_is_told_to_the_author_with_the_reason(act, mailoutbox):
    editor = make_user("editor", "责任编辑", last_name="周", first_name="听澜")
    for verb in ("return_to_author", "hold", "reject"):
        article = written(member(verb, "记者"))
        act(article.submit, by=article.author)
        act(getattr(article, verb), by=editor, opinion="请核对时间。")
    assert told(mailoutbox) == [
        ("return_to_author", "《渡口今晨 复航》：修改"),
        ("hold", "《渡口今晨 复航》：待用"),
        ("reject", "《渡口今晨 复航》：退稿"),
    ]
    assert "周听澜：请核对时间。" in mailoutbox[0].body


def test_a_page_that_was_proofread_is_told_to_who_may_sign_it(act, mailoutbox):
    page = make_page()
    make_article(page)
    PageCredit(page=page, role="责编", person="周听澜").save()
    approve(page.issue)
    cache.clear()
    mailoutbox.clear()
    member("signer", "总编辑")
    for number in (1, 2, 3):
        act(page.proof, by=make_user(f"proof-{number}", "校对"))
        assert len(mailoutbox) == (number == 3)
    assert mailoutbox[0].subject.endswith("已校完，等待签发")


def test_what_is_not_committed_is_not_told(mailoutbox):
    member("editor", "责任编辑")
    author = make_user("ji", "记者")
    written(author).submit(by=author)
    assert mailoutbox == []


def test_a_mail_server_that_is_down_stops_nothing(act, settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    member("editor", "责任编辑")
    article = written(make_user("ji", "记者"))
    act(article.submit, by=article.author)
    assert article.status == "first"
    assert "No mail to editor" in caplog.text
