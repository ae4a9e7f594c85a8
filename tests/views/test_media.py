"""Stored files: who may see which, and as what."""

import datetime

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from tests.factories import (
    DAY,
    correct,
    make_article,
    make_issue,
    make_newspaper,
    make_page,
    make_photo,
    make_user,
    picture_file,
    publish,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def photo():
    photo = make_photo(make_article(), image=picture_file(size=(1000, 600)))
    publish(photo.article.issue)
    return photo


def test_published_photo_and_its_copies_are_served(client, photo):
    for name in [photo.image.name, *photo.renditions.values()]:
        response = client.get(f"/media/{name}")
        assert response.status_code == 200
        assert response.headers["Content-Type"].startswith("image/")
        assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_published_page_and_its_pdf_are_served(client):
    page = make_page(image=picture_file(), pdf=ContentFile(b"%PDF-1.4", name="A01.pdf"))
    make_article(page)
    publish(page.issue)
    assert client.get(page.image.url).headers["Content-Type"] == "image/png"
    assert client.get(page.pdf.url).headers["Content-Type"] == "application/pdf"


def test_drafts_are_for_the_editing_room_only(client):
    photo = make_photo(make_article())
    assert client.get(photo.image.url).status_code == 404
    client.force_login(make_user())
    assert client.get(photo.image.url).status_code == 200


def test_nameplate_is_always_served(client):
    paper = make_newspaper(nameplate=picture_file("nameplate.png"))
    assert client.get(paper.nameplate.url).status_code == 200


def test_picture_that_was_replaced_is_gone(client, photo):
    old = photo.image.url
    photo.image = picture_file("newer.png")
    photo.save(correction=correct(photo.article))
    assert client.get(old).status_code == 404


def test_draft_named_like_a_copy_of_a_public_photo_stays_hidden(client, photo):
    name = photo.image.name.removeprefix("photos/")
    tomorrow = make_page(make_issue(date=DAY + datetime.timedelta(days=1)))
    draft = make_photo(make_article(tomorrow), image=picture_file(f"{name}.77.webp"))
    assert draft.image.name.startswith(photo.image.name)
    assert client.get(draft.image.url).status_code == 404


@pytest.mark.parametrize("name", ["../secret.txt", "photos/../../secret.txt", "photos/%2e%2e/x"])
def test_nobody_leaves_the_media_folder(client, settings, name):
    (settings.MEDIA_ROOT.parent / "secret.txt").write_text("x")
    client.force_login(make_user())
    assert client.get(f"/media/{name}").status_code == 404


def test_files_of_the_editing_room_are_not_public(client):
    default_storage.save("imports/dump.txt", ContentFile(b"x"))
    assert client.get("/media/imports/dump.txt").status_code == 404


def test_unchanged_file_is_not_sent_again(client, photo):
    first = client.get(photo.image.url)
    again = client.get(
        photo.image.url, headers={"if-modified-since": first.headers["Last-Modified"]}
    )
    assert again.status_code == 304


def test_one_query_decides(client, photo, django_assert_num_queries):
    url = photo.src
    # the photo of that name, if it is public
    with django_assert_num_queries(1):
        client.get(url)
