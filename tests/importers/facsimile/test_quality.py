"""Which pages can be read as text, and what is told of the others."""

from dataclasses import replace

import pytest

from articles.importers.facsimile.quality import GLYPHS, REFUSED, doubts_about
from articles.importers.facsimile.records import Glyph, Mark, Sheet
from tests import press

NEWS = "".join((*press.LEAD, *press.MARKET, *press.SCHOOL, *press.PICTURE_STORY))
ALL_OVER = Mark("image", (0, 0, 595, 842), 0)


def sheet_of(text, *, size=9, across=50, marks=(), unmapped=0, **ways):
    glyphs = []
    for order, character in enumerate(text):
        x, y = 40 + order % across * size, 40 + order // across * size * 1.5
        box = (x, y, x + size, y + size)
        glyphs.append(Glyph(character, box, size, "Song", order, **ways))
    return Sheet(595, 842, tuple(glyphs), marks, unmapped)


def test_a_page_of_news_is_readable():
    assert doubts_about(sheet_of(NEWS)) == {}


def test_a_page_in_traditional_characters_is_readable():
    traditional = NEWS.translate(str.maketrans("灯岛员东车们时间个长来", "燈島員東車們時間個長來"))
    assert doubts_about(sheet_of(traditional)) == {}


def test_rare_characters_throughout_are_what_a_font_without_tounicode_gives():
    guessed = "".join(chr(0x4E00 + ord(character) * 7 % 20000) for character in NEWS)
    assert doubts_about(sheet_of(guessed)) == {"wrong-characters": {}}


def test_a_few_characters_over_and_over_are_not_text():
    assert "wrong-characters" in doubts_about(sheet_of("的一是了" * 200))


@pytest.mark.parametrize(("unmapped", "refused"), [(3, False), (40, True)])
def test_a_handful_of_unknown_signs_is_no_gibberish(unmapped, refused):
    doubts = doubts_about(sheet_of(NEWS, unmapped=unmapped))
    assert ("wrong-characters" in doubts) is refused


def test_a_whole_page_of_private_characters_is_gibberish():
    assert "wrong-characters" in doubts_about(sheet_of("".join(map(chr, range(0xE000, 0xE200)))))


def test_private_characters_among_others_are_named():
    doubts = doubts_about(sheet_of(NEWS + "\ue123\ue123\U000f0001"))
    assert doubts == {"private-glyphs": {"count": 3, "characters": "U+E123, U+F0001"}}


def test_a_picture_without_text_is_a_scan():
    assert doubts_about(sheet_of("A01", marks=(ALL_OVER,))) == {"scan": {}}


def test_a_scan_may_come_in_strips():
    strips = tuple(Mark("image", (0, top, 595, top + 85), top) for top in range(0, 842, 85))
    assert doubts_about(sheet_of("", marks=strips)) == {"scan": {}}


def test_hidden_text_over_a_scan_was_read_by_machine():
    assert doubts_about(sheet_of(NEWS, marks=(ALL_OVER,), is_hidden=True)) == {"ocr-layer": {}}


def test_text_in_sizes_all_of_its_own_was_read_by_machine():
    sheet = sheet_of(NEWS, marks=(ALL_OVER,))
    sizes = [replace(glyph, size=7 + order / 10) for order, glyph in enumerate(sheet.glyphs)]
    assert doubts_about(replace(sheet, glyphs=tuple(sizes))) == {"ocr-layer": {}}


def test_a_feature_printed_over_a_picture_is_readable():
    assert doubts_about(sheet_of(NEWS, marks=(ALL_OVER,))) == {}


def test_many_shapes_and_no_text_are_outlined_characters():
    assert doubts_about(sheet_of(""), shapes=40_000) == {"outlined": {}}
    assert doubts_about(sheet_of(NEWS), shapes=40_000) == {}


def test_a_page_with_nothing_on_it_is_told():
    assert doubts_about(sheet_of("")) == {"no-page-text": {}}


def test_a_page_with_too_many_characters_is_refused():
    doubts = doubts_about(sheet_of("字" * (GLYPHS + 1)))
    assert doubts == {"crowded": {"glyphs": GLYPHS + 1, "limit": GLYPHS}}
    assert doubts.keys() <= REFUSED


def test_text_beyond_the_edge_is_counted():
    sheet = sheet_of(NEWS)
    stray = Glyph("裁", (600, 10, 609, 19), 9, "", 9999)
    bleeding = Glyph("大", (-4, 10, 56, 70), 60, "", 9998)
    doubts = doubts_about(replace(sheet, glyphs=(*sheet.glyphs, bleeding, stray)))
    assert doubts == {"off-page": {"count": 1, "start": "裁"}}
    assert doubts_about(sheet_of(NEWS), beyond="C M Y")["off-page"]["count"] == 5


def test_vertical_pages_are_read_and_told():
    assert doubts_about(sheet_of(NEWS[:60], across=1)) == {"vertical-page": {}}


def test_text_at_an_angle_is_told():
    assert doubts_about(sheet_of("斜" * 40, angle=45.0)) == {"turned-text": {"count": 40}}
