"""What editors see of an issue before its readers do, at the addresses it will have."""

import pytest

from articles.models import Article
from articles.models.article import nothing_shown
from tests.factories import make_article, make_page, make_published_issue, make_user, make_zone

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    client.force_login(make_user(group="责任编辑"))
    return client


@pytest.fixture
def draft():
    return make_article(headline="明日见报")


def test_the_contents_lead_to_the_previews_of_pages_and_articles(editor, draft):
    text = editor.get(draft.issue.get_absolute_url()).text
    assert draft.get_absolute_url() in text
    assert draft.page.get_absolute_url() in text
    assert 'class="notice"' in text


def test_a_page_shows_its_zones(editor, draft):
    make_zone(draft.page, draft)
    response = editor.get(draft.page.get_absolute_url())
    assert [len(story.shapes) for story in response.context["stories"]] == [1]
    assert 'class="notice"' in response.text


@pytest.mark.parametrize("thing", ["issue", "page"])
def test_a_preview_is_kept_by_nobody(editor, draft, thing):
    response = editor.get(getattr(draft, thing).get_absolute_url())
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]


def test_what_is_withdrawn_is_not_in_the_preview(editor, draft):
    Article.objects.filter(pk=draft.pk).update(
        withdrawn_at=draft.created_at, withdrawal_reason="误"
    )
    assert "明日见报" not in editor.get(draft.issue.get_absolute_url()).text
    assert "明日见报" not in editor.get(draft.page.get_absolute_url()).text


def test_a_withdrawn_issue_is_gone_for_readers_and_a_preview_for_editors(client):
    issue = make_published_issue()
    issue.withdraw(by=None, reason="版面有误")
    addresses = [issue.get_absolute_url(), issue.pages.get().get_absolute_url()]
    assert [client.get(address).status_code for address in addresses] == [410, 410]
    client.force_login(make_user(group="责任编辑"))
    assert [client.get(address).status_code for address in addresses] == [200, 200]


def test_what_readers_see_is_no_preview_for_editors_either(editor):
    issue = make_published_issue()
    for thing in (issue, issue.pages.get()):
        assert 'class="notice"' not in editor.get(thing.get_absolute_url()).text


def test_a_page_the_draft_has_not_got_is_not_found(editor, draft):
    make_page(draft.issue, label="A02", number=2)
    assert editor.get(f"{draft.issue.get_absolute_url()}A09/").status_code == 404


def test_a_preview_costs_the_same_for_any_number_of_pages(editor, draft, django_assert_num_queries):
    for number in range(2, 8):
        make_article(make_page(draft.issue, label=f"A0{number}", number=number))
    editor.get(draft.issue.get_absolute_url())
    # public?, session, user, two kinds of permissions; the issue, its pages, their articles
    with django_assert_num_queries(8):
        editor.get(draft.issue.get_absolute_url())


def test_a_photo_in_the_text_is_shown_there_alone(editor, draft):
    shown = {"id": 1, "src": "/media/photos/a.webp", "srcset": "", "width": 6, "height": 4}
    shown |= {"caption": "图为渡口。", "credit": ""}
    draft.body += '<figure><img src="/media/photos/a.webp"></figure>'
    draft.save()
    Article.objects.filter(pk=draft.pk).update(prepared=nothing_shown() | {"photos": [shown]})
    text = editor.get(draft.get_absolute_url()).text
    assert text.count('<img src="/media/photos/a.webp"') == 1
