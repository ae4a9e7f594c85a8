"""Text read off pictures: the order of lines, and what is said where the extra is missing."""

from importlib.util import find_spec

import pytest

from articles.importers.facsimile.guard import read_region
from articles.importers.facsimile.ocr import in_columns
from articles.importers.facsimile.records import Line
from articles.importers.records import Unreadable
from tests.pdfs import jpeg

installed = find_spec("rapidocr_onnxruntime") is not None


def line(text, left, top, size=9):
    right = left + size * len(text)
    edges = tuple(left + size * at for at in range(len(text) + 1))
    return Line(text, (left, top, right, top + size), size, edges)


def order(*lines):
    return "".join(one.text for one in in_columns(list(lines)))


def test_columns_are_read_one_after_the_other():
    left, right = [line("甲乙", 10, 10), line("丙丁", 10, 25)], [line("戊己", 60, 11)]
    assert order(*right, *reversed(left)) == "甲乙丙丁戊己"


def test_a_headline_over_all_columns_comes_first():
    columns = line("甲乙", 10, 50), line("丙丁", 60, 50)
    assert order(*columns, line("渡口通航", 10, 10, size=20)) == "渡口通航甲乙丙丁"


def test_a_line_that_stands_in_opens_a_paragraph():
    lines = in_columns([line("甲乙丙", 28, 10), line("丁戊己庚辛", 10, 25)])
    assert [one.opens for one in lines] == [True, False]


@pytest.mark.skipif(installed, reason="the extra is installed")
def test_where_the_extra_is_missing_it_is_said(tmp_path):
    (tmp_path / "page.jpg").write_bytes(jpeg())
    with pytest.raises(Unreadable) as refused:
        read_region(tmp_path / "page.jpg", (0, 0, 100, 50), 2.0)
    assert refused.value.code == "no-ocr"


@pytest.mark.skipif(not installed, reason="requirements-ocr.txt")
def test_a_picture_without_text_has_no_lines(tmp_path):
    (tmp_path / "page.jpg").write_bytes(jpeg())
    assert read_region(tmp_path / "page.jpg", (0, 0, 100, 50), 2.0) == []
