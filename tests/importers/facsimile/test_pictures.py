"""The picture of a page and the photos cut out of it."""

from io import BytesIO

import pypdfium2 as pdfium
import pytest
from PIL import Image

from articles.importers.facsimile import pictures
from articles.importers.facsimile.records import Figure
from tests.pdfs import PdfPage, Photo, Text, jpeg, make_pdf

BOX = (100, 200, 400, 400)


def first_page(*parts, **ways):
    return pdfium.PdfDocument(make_pdf([PdfPage(parts, **ways)]))[0]


def photo_of(page, folder, box=BOX):
    picture = pictures.page_picture(page)
    files = pictures.cut_out(page, picture, (Figure(7, box),), folder / "A01")
    return files[7]


def looks_upright(path, size=None):
    """Light along the top and dark at the bottom left, as `tests.pdfs.jpeg` is."""
    image = Image.open(path).convert("L")
    width, height = image.size
    light = image.getpixel((width // 2, height // 20))
    dark = image.getpixel((width // 10, height - height // 10))
    return light > 200 and dark < 80 and (size is None or image.size == size)


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_page_is_pictured_as_it_is_seen(rotate):
    page = first_page(Photo(0, 0, 595, 842, jpeg()), rotate=rotate, bleed=20)
    picture = pictures.page_picture(page)
    assert picture.size == (1653, 2339)
    assert min(picture.getpixel((800, 40))) > 200
    assert max(picture.getpixel((40, 2300))) < 60


def test_a_huge_page_is_capped():
    assert max(pictures.page_picture(first_page(width=4000, height=6000)).size) == 3200


def test_an_upright_photo_is_the_file_that_was_placed(tmp_path):
    page = first_page(Photo(*BOX, jpeg(1200, 800)))
    assert photo_of(page, tmp_path).read_bytes() == jpeg(1200, 800)


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_a_photo_is_turned_as_its_page_is(rotate, tmp_path):
    page = first_page(Photo(*BOX, jpeg(1200, 800)), rotate=rotate, bleed=10)
    assert looks_upright(photo_of(page, tmp_path), (1200, 800))


def test_a_photo_stored_upside_down_is_turned(tmp_path):
    stored = Image.open(BytesIO(jpeg(1200, 800))).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    file = BytesIO()
    stored.save(file, "JPEG")
    page = first_page(Photo(*BOX, file.getvalue(), flipped=True))
    assert looks_upright(photo_of(page, tmp_path), (1200, 800))


def test_a_photo_in_printing_colours_becomes_rgb(tmp_path):
    path = photo_of(first_page(Photo(*BOX, jpeg(600, 400, mode="CMYK"))), tmp_path)
    assert Image.open(path).mode == "RGB"
    assert looks_upright(path)


def test_where_a_photo_was_taken_is_not_told(tmp_path):
    exif, file = Image.Exif(), BytesIO()
    exif[0x010E] = "somewhere"
    Image.open(BytesIO(jpeg(600, 400))).save(file, "JPEG", exif=exif)
    path = photo_of(first_page(Photo(*BOX, file.getvalue())), tmp_path)
    assert not Image.open(path).getexif()
    assert looks_upright(path, (600, 400))


def test_a_photo_in_pieces_is_drawn_in_the_resolution_of_its_pieces(tmp_path):
    left, top, right, bottom = BOX
    halves = (left, top, 250, bottom), (250, top, right, bottom)
    page = first_page(*(Photo(*half, jpeg(600, 800)) for half in halves))
    assert Image.open(photo_of(page, tmp_path)).size == (1200, 800)


def test_a_drawing_without_a_picture_in_it_is_drawn_like_the_page(tmp_path):
    path = photo_of(first_page(Text(120, 220, 50, "图表")), tmp_path)
    assert Image.open(path).width == 833  # 300 points at 200 dpi


def test_the_part_of_a_photo_beyond_the_edge_is_not_cut_out(tmp_path):
    path = photo_of(first_page(Photo(*BOX, jpeg())), tmp_path, (-50, 200, 100, 400))
    assert Image.open(path).width < Image.open(path).height


def test_a_figure_beside_the_page_gives_no_photo(tmp_path):
    page = first_page()
    nowhere = (Figure(1, (700, 10, 800, 50)),)
    assert pictures.cut_out(page, pictures.page_picture(page), nowhere, tmp_path / "A01") == {}
