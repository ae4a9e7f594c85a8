"""Photo: measured upright, copied small, and prepared with the article it belongs to."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from articles.models import Article, Photo
from tests.factories import make_article, make_newspaper, make_photo, picture_file

pytestmark = pytest.mark.django_db

ROTATED = 6  # EXIF: a phone held upright stores a picture lying on its side


def sideways(size=(60, 40)):
    buffer, exif = BytesIO(), Image.Exif()
    exif[0x0112] = ROTATED
    Image.new("RGB", size, "#7a9a9a").save(buffer, "JPEG", exif=exif)
    return SimpleUploadedFile("phone.jpg", buffer.getvalue(), "image/jpeg")


def photos_of(article):
    return [photo["id"] for photo in Article.objects.get(pk=article.pk).prepared["photos"]]


def test_photo_moved_to_another_article_leaves_the_first():
    first, second = make_article(), make_article(issue=None)
    photo = make_photo(first)
    photo.article = second
    photo.save()
    assert (photos_of(first), photos_of(second)) == ([], [photo.pk])


def test_photo_returned_to_the_pool_leaves_its_article():
    article = make_article()
    make_photo(article).return_to_pool(by=None)
    assert photos_of(article) == []
    assert Photo.objects.get().article is None


def test_photo_is_measured_as_it_is_seen():
    photo = make_photo(make_article(), image=sideways())
    assert (photo.width, photo.height) == (40, 60)
    photo = Photo.objects.get()
    photo.caption = "换了图说"
    photo.image = photo.image  # as a form does with a picture that was not changed
    photo.save()
    photo.refresh_from_db()
    assert (photo.width, photo.height) == (40, 60)
    assert photo.shown["width"] == 40


def test_picture_taken_away_takes_its_measure_and_copies():
    photo = make_photo(make_article())
    photo.image = ""
    photo.save()
    photo.refresh_from_db()
    assert (photo.width, photo.height, photo.renditions, photo.src) == (None, None, {}, "")


def test_unreadable_picture_leaves_no_half_row():
    broken = SimpleUploadedFile("x.png", picture_file().read()[:60], "image/png")
    with pytest.raises(OSError):  # noqa: PT011
        make_photo(make_article(), image=broken)
    assert not Photo.objects.exists()


def test_transparent_picture_stays_transparent():
    buffer = BytesIO()
    Image.new("RGBA", (60, 40), (0, 0, 0, 0)).save(buffer, "PNG")
    photo = make_photo(make_article(), image=SimpleUploadedFile("map.png", buffer.getvalue()))
    with photo.image.storage.open(photo.renditions["60"]) as file, Image.open(file) as copy:
        assert copy.mode == "RGBA"


def test_photo_of_another_newspaper_is_refused():
    article = make_article()
    photo = Photo(newspaper=make_newspaper("wan", "晚报"), article=article)
    with pytest.raises(ValidationError) as error:
        photo.full_clean()
    assert "article" in error.value.message_dict
