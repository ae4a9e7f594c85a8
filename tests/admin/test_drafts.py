"""What is typed and not saved: kept for its author alone, offered again, taken back, settled."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, ArticleStatus, Draft, Presence
from tests.admin.test_stories import filled
from tests.factories import make_article, make_credit, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return make_article(status=ArticleStatus.DRAFT, headline="渡口", body="<p>旧文。</p>")


def keep(client, article, key, version=0, **fields):
    form = filled(article, **fields) if article else fields
    about = {"draft": key, "draft-version": version, "draft-article": article.pk if article else ""}
    return client.post(reverse("admin:keep-draft"), form | about)


def change(article):
    return reverse("admin:articles_article_change", args=[article.pk])


def test_a_draft_changes_nothing_of_the_article(editor, article):
    answer = keep(editor, article, uuid4(), body="<p>新文。</p>").json()
    assert answer["version"] == 1
    assert "草稿" in answer["said"]
    assert Article.objects.get().body == "<p>旧文。</p>"
    assert Draft.objects.get().text("body") == "<p>新文。</p>"


def test_it_is_offered_with_what_differs_and_on_the_desk(editor, article):
    keep(editor, article, uuid4(), body="<p>新文。</p>")
    page = editor.get(change(article)).content.decode()
    assert "<del>旧</del><ins>新</ins>" in page
    assert "您没有保存的文字" in editor.get(reverse("admin:index")).content.decode()


def test_taken_back_it_is_shown_and_not_saved_then_saved_and_gone(editor, article):
    make_credit(article)
    key = str(uuid4())
    keep(editor, article, key, body="<p>新文。</p>")
    response = editor.post(change(article), {"take-back": key})
    assert response.status_code == 200
    form = response.context["adminform"].form
    assert form["body"].value() == "<p>新文。</p>"
    assert response.context["draft"] == Draft.objects.get().pk
    assert not response.context["errors"]
    assert "尚未保存" in response.content.decode()
    assert Article.objects.get().body == "<p>旧文。</p>"
    sent = filled(article, body="<p>新文。</p>") | {"draft": key, "draft-version": 1}
    assert editor.post(change(article), sent).status_code == 302
    assert Article.objects.get().body == "<p>新文。</p>"
    assert not Draft.objects.exists()


def test_taken_back_it_is_merged_with_what_was_saved_meanwhile(editor, article):
    key = str(uuid4())
    keep(editor, article, key, body="<p>新文。</p>")
    article.headline = "新渡口"
    article.save(by=make_user("lin"))
    response = editor.post(change(article), {"take-back": key})
    form = response.context["adminform"].form
    assert form["headline"].value() == "新渡口"
    assert form["body"].value() == "<p>新文。</p>"
    assert form["version"].value() == article.version


def test_a_new_article_has_drafts_too(editor, article):
    key = str(uuid4())
    form = {name: value for name, value in filled(article).items() if name != "version"}
    form |= {"newspaper": article.newspaper_id, "headline": "未完", "issue": "", "page": ""}
    keep(editor, None, key, **form)
    add = reverse("admin:articles_article_add")
    assert "未完" in editor.get(add).content.decode()
    taken = editor.post(add, {"take-back": key})
    assert taken.context["adminform"].form["headline"].value() == "未完"
    assert editor.post(add, form | {"draft": key}).status_code == 302
    assert not Draft.objects.exists()


def test_a_refused_form_keeps_its_draft(editor, article):
    key = str(uuid4())
    keep(editor, article, key, headline="", body="")
    stale = filled(article, headline="别的") | {"draft": key, "draft-version": 1}
    article.headline = "他人"
    article.save(by=make_user("lin"))
    assert editor.post(change(article), stale).status_code == 200
    assert Draft.objects.filter(pk=key).exists()


def test_two_forms_with_one_draft_lose_nothing(editor, article):
    key = str(uuid4())
    keep(editor, article, key, body="<p>一。</p>")
    keep(editor, article, key, version=1, body="<p>二。</p>")
    answer = keep(editor, article, key, version=1, body="<p>三。</p>").json()
    assert answer["draft"] != key
    assert {draft.text("body") for draft in Draft.objects.all()} == {"<p>二。</p>", "<p>三。</p>"}


def test_what_is_sent_twice_is_kept_once(editor, article):
    key = str(uuid4())
    for _attempt in range(2):
        answer = keep(editor, article, key, body="<p>一。</p>").json()
    assert answer["draft"] == key
    assert Draft.objects.count() == 1


def test_nobody_else_sees_takes_or_ends_it(editor, article):
    key = str(uuid4())
    keep(editor, article, key, body="<p>私下。</p>")
    other = Client()
    other.force_login(make_user("other", "总编辑"))
    assert "私下" not in other.get(change(article)).content.decode()
    assert other.post(change(article), {"take-back": key}).status_code == 404
    assert other.post(reverse("admin:discard-draft", args=[key])).status_code == 404
    assert keep(other, article, key, body="<p>我的。</p>").json()["draft"] != key
    other.post(change(article), filled(article) | {"draft": key})
    assert Draft.objects.get(pk=key).text("body") == "<p>私下。</p>"


def test_a_discarded_one_can_still_be_taken_back(editor, article):
    key = str(uuid4())
    keep(editor, article, key, body="<p>新文。</p>")
    assert editor.post(reverse("admin:discard-draft", args=[key])).url == change(article)
    page = editor.get(change(article))
    assert page.context["drafts"] == []
    assert [draft.text("body") for draft, _changes in page.context["discarded"]] == [
        "<p>新文。</p>"
    ]
    assert "您没有保存的文字" not in editor.get(reverse("admin:index")).content.decode()
    taken = editor.post(change(article), {"take-back": key})
    assert taken.context["adminform"].form["body"].value() == "<p>新文。</p>"


@pytest.mark.parametrize("key", ["", "x", "1"])
def test_what_is_no_draft_is_refused(editor, article, key):
    assert keep(editor, article, key).status_code == 400


def test_who_may_not_write_keeps_no_draft(client, article):
    client.force_login(make_user("reader"))
    assert keep(client, article, uuid4()).status_code == 403
    assert keep(client, None, uuid4()).status_code == 403
    assert client.post(reverse("admin:presence", args=[article.pk])).status_code == 403


def test_a_session_that_has_ended_is_not_an_answer(client, article):
    assert keep(client, article, uuid4()).status_code == 302
    assert not Draft.objects.exists()


def test_each_hears_who_else_has_it_open_and_that_it_was_saved(editor, article):
    lin = make_user("lin", "部主任", first_name="听澜", last_name="林")
    other = Client()
    other.force_login(lin)
    where = reverse("admin:presence", args=[article.pk])
    assert editor.post(where, {"version": article.version}).json()["said"] == []
    assert "责任编辑" in other.post(where, {"version": article.version}).json()["said"][0]
    version = article.version
    article.headline = "新"
    article.save(by=lin)
    said = editor.post(where, {"version": version}).json()["said"]
    assert ["林听澜" in said[0], "lin" in said[1]] == [True, True]
    Presence.objects.filter(user=lin).update(seen_at=timezone.now() - timedelta(minutes=2))
    assert len(editor.post(where, {"version": version}).json()["said"]) == 1
    assert list(Presence.objects.values_list("user__username", flat=True)) == ["责任编辑"]


def test_what_is_asked_of_the_database(editor, article, django_assert_max_num_queries):
    """Every few seconds, for everybody who writes."""
    keep(editor, article, uuid4())
    editor.post(reverse("admin:presence", args=[article.pk]), {"version": article.version})
    form = filled(article) | {"draft": uuid4(), "draft-article": article.pk}
    with django_assert_max_num_queries(10):
        editor.post(reverse("admin:keep-draft"), form)
    with django_assert_max_num_queries(12):
        editor.post(reverse("admin:presence", args=[article.pk]), {"version": article.version})
