"""Reviews in the admin: the buttons of an article's form, the desk's tasks, the printed sheet."""

import re

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from articles.models import Article
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db
DESK = reverse("admin:index")


@pytest.fixture
def article():
    return make_article(status="draft", headline="渡口昨日复航")


@pytest.fixture
def sign_in(client):
    """Signs a member of the group in, made once."""

    def sign_in(group):
        user = User.objects.filter(username=group).first() or make_user(group, group)
        client.force_login(user)
        return client

    return sign_in


def form(article):
    return reverse("admin:articles_article_change", args=[article.pk])


def press(client, article, act, **typed):
    """Press a button of the article's form as it was served."""
    fields = dict(
        re.findall(
            r'name="((?:credits|photos)-\w+_FORMS|version)" value="(\d+)"', shown(client, article)
        )
    )
    article = Article.objects.get(pk=article.pk)
    text = {"headline": article.headline, "body": article.body, "review": act}
    return client.post(form(article), fields | text | typed, follow=True)


def shown(client, article):
    return client.get(form(article)).text


def test_from_the_draft_to_approval_by_the_buttons_of_the_form(sign_in, article):
    press(sign_in("记者"), article, "submit", headline="渡口今日复航")
    article = Article.objects.get()
    assert (article.headline, article.status) == ("渡口今日复航", "first")
    for group, opinion in (("责任编辑", "核过数字"), ("部主任", ""), ("总编辑", "")):
        client = sign_in(group)
        assert "渡口今日复航" in client.get(DESK).text.split('id="tasks"')[1][:900]
        answer = press(client, article, "use", opinion=opinion)
    assert "《渡口今日复航》：已审定。" in answer.text
    assert Article.objects.get().status == "approved"
    sheet = client.get(reverse("admin:review-sheet", args=[article.pk])).text
    assert all(
        word in sheet for word in ("责任编辑", "部主任", "总编辑", "核过数字", "终审", "采用")
    )


def test_who_may_not_review_is_told_why_and_sees_no_verdict(sign_in, article):
    press(sign_in("记者"), article, "submit")
    text = shown(sign_in("总编辑"), article)
    assert "一审不在您的职责内" in text
    assert 'value="use"' not in text
    answer = press(sign_in("总编辑"), article, "use")
    assert "一审不在您的职责内" in answer.text
    assert Article.objects.get().status == "first"


def test_a_return_without_a_reason_keeps_what_was_typed_and_says_so(sign_in, article):
    press(sign_in("记者"), article, "submit")
    answer = press(sign_in("责任编辑"), article, "revise", headline="渡口今日复航")
    assert "请说明原因" in answer.text
    article = Article.objects.get()
    assert (article.headline, article.status) == ("渡口今日复航", "first")
    press(sign_in("责任编辑"), article, "revise", opinion="导语太长")
    assert Article.objects.get().status == "draft"
    assert "导语太长" in shown(sign_in("记者"), article)


def test_a_review_of_an_old_copy_is_refused(sign_in, article):
    press(sign_in("记者"), article, "submit")
    answer = press(sign_in("责任编辑"), article, "use", version=0)
    assert Article.objects.get().status == "first"
    assert not article.reviews.exists()
    assert answer.context["errors"]


def test_who_wrote_it_is_its_author(sign_in, article):
    client = sign_in("责任编辑")
    empty = {f"{part}-{n}_FORMS": 0 for part in ("credits", "photos") for n in ("TOTAL", "INITIAL")}
    typed = {"newspaper": article.newspaper_id, "headline": "自己写的", "body": "<p>正文。</p>"}
    client.post(reverse("admin:articles_article_add"), empty | typed | {"review": "submit"})
    own = Article.objects.get(headline="自己写的")
    assert (own.author.username, own.status) == ("责任编辑", "first")
    assert "不能审自己的稿件" in shown(client, own)
    assert "自己写的" not in client.get(DESK).text.partition('id="making"')[0]
