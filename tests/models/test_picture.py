"""Picture: the copies a page is served with, small to read on a phone, large to zoom into."""

import pytest
from PIL import Image

from articles.models.picture import widths_of
from tests.factories import make_article, make_photo, picture_file

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("size", "widths"),
    [
        ((60, 40), [60]),
        ((480, 700), [480]),
        ((1200, 900), [480, 960]),
        ((2126, 3084), [480, 960, 1600, 2126]),
        ((4000, 8000), [480, 960, 1600]),
        ((6400, 3200), [480, 960, 1600, 3200]),
        ((1, 9000), [1]),
    ],
)
def test_copies_are_smaller_than_the_picture_and_the_largest_is_to_be_zoomed_into(size, widths):
    assert widths_of(Image.new("1", size)) == widths


def test_copies_keep_the_shape_of_the_picture():
    photo = make_photo(make_article(), image=picture_file(size=(2000, 1000)))
    sizes = []
    for path in photo.renditions.values():
        with photo.image.storage.open(path) as file, Image.open(file) as copy:
            sizes.append(copy.size)
    assert sizes == [(480, 240), (960, 480), (1600, 800), (2000, 1000)]


def test_browsers_without_srcset_get_a_copy_of_middling_size():
    photo = make_photo(make_article(), image=picture_file(size=(2000, 1000)))
    assert photo.src.endswith(".960.webp")
    assert photo.thumbnail.endswith(".480.webp")
