"""The form of a published article: other words only with a note, from who may give one."""

import pytest
from django.urls import reverse

from articles.models import Article, Correction
from tests.admin.test_stories import change, filled
from tests.factories import make_photo, make_published_issue, make_user

pytestmark = pytest.mark.django_db
REFUSED = "已见报的内容要改须作更正"


@pytest.fixture
def article():
    make_published_issue()
    return Article.objects.get()


@pytest.fixture
def chief(client):
    client.force_login(make_user("chief", "总编辑"))
    return client


def test_other_words_need_a_note(chief, article):
    response = chief.post(change(article), filled(article, headline="换过的题", kind="correction"))
    assert REFUSED in response.text
    assert "换过的题" in response.text
    assert not Article.objects.filter(headline="换过的题").exists()


def test_note_corrects(chief, article):
    said = {"note": "题有误。", "kind": "correction"}
    response = chief.post(change(article), filled(article, headline="换过的题", **said))
    assert response.status_code == 302
    correction = Correction.objects.get()
    assert (correction.note, correction.by.username) == ("题有误。", "chief")
    assert Article.objects.published().get().headline == "换过的题"


def test_photos_change_with_the_same_note(chief, article):
    photo = make_photo(article, caption="图为渡口。")
    article.refresh_from_db()
    other = {"photos-0-caption": "图为码头。", "kind": "correction"}
    response = chief.post(change(article), filled(article, **other))
    assert REFUSED in response.text
    said = {"note": "图说有误。"}
    assert chief.post(change(article), filled(article, **other, **said)).status_code == 302
    photo.refresh_from_db()
    assert photo.caption == "图为码头。"
    article.refresh_from_db()
    off = {"photos-0-DELETE": "on", "kind": "correction"}
    assert REFUSED in chief.post(change(article), filled(article, **off)).text
    assert chief.post(change(article), filled(article, **off, **said)).status_code == 302
    assert not article.photos.exists()


def test_photo_itself_sends_to_the_article(chief, article):
    photo = make_photo(article, caption="图为渡口。")
    form = {
        "caption": "图为码头。", "credit": "", "rights": "", "position": 0,
        "version": photo.version, "newspaper": photo.newspaper_id, "article": article.pk,
    }  # fmt: skip
    assert REFUSED in chief.post(change(photo), form).text
    delete = reverse("admin:articles_photo_delete", args=[photo.pk])
    assert chief.post(delete, {"post": "yes"}).status_code == 403


def test_editor_is_told_and_offered_no_note(client, article):
    client.force_login(make_user("editor", "责任编辑"))
    assert 'name="note"' not in client.get(change(article)).text
    said = {"note": "题有误。", "kind": "correction"}
    response = client.post(change(article), filled(article, headline="换过的题", **said))
    assert REFUSED in response.text
    assert not Correction.objects.exists()
