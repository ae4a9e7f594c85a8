"""What is extracted from a PDF: characters where they are seen, and what is drawn around them."""

import json

import pytest

from articles.importers.facsimile.glyphs import sheet_from_json, sheet_json
from tests.importers.facsimile.pages import sheet_of
from tests.pdfs import Fill, Frame, Photo, Rule, Text, jpeg

WORDS = (Text(60, 80, 20, "渔港"), Text(60, 120, 10, "A1"))


def test_full_width_characters_have_their_em_box():
    first, second = sheet_of(*WORDS).glyphs[:2]
    assert (first.text, second.text) == ("渔", "港")
    assert first.box == pytest.approx((60, 80, 80, 100), abs=0.5)
    assert second.box[0] == pytest.approx(first.box[2], abs=0.5)
    assert first.size == pytest.approx(20)


def test_letters_and_figures_are_narrower():
    *_wide, letter, figure = sheet_of(*WORDS).glyphs
    assert (letter.text, figure.text) == ("A", "1")
    assert letter.box[2] - letter.box[0] < 8


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_rotated_page_is_read_as_it_is_seen(rotate):
    sheet = sheet_of(*WORDS, rotate=rotate)
    (first,) = [glyph for glyph in sheet.glyphs if glyph.text == "渔"]
    assert (sheet.width, sheet.height) == (595, 842)
    assert first.box == pytest.approx((60, 80, 80, 100), abs=0.5)
    assert first.angle % 360 == pytest.approx(0, abs=0.1)


def test_a_cropped_page_begins_at_its_crop():
    assert sheet_of(*WORDS, bleed=30).glyphs[0].box[:2] == pytest.approx((60, 80), abs=0.5)


def test_what_lies_outside_the_page_is_not_on_it():
    glyphs = sheet_of(*WORDS, Text(700, 100, 10, "外"), Text(100, 900, 10, "外")).glyphs
    assert "外" not in "".join(glyph.text for glyph in glyphs)


def test_invisible_text_is_marked():
    shown, hidden = sheet_of(Text(60, 80, 10, "明"), Text(60, 100, 10, "暗", hidden=True)).glyphs
    assert (shown.is_hidden, hidden.is_hidden) == (False, True)


def test_turned_characters_tell_their_angle():
    assert sheet_of(Text(60, 80, 10, "斜", angle=45)).glyphs[0].angle == pytest.approx(45, abs=1)


def test_rules_frames_fields_and_pictures_are_told_apart():
    sheet = sheet_of(
        Rule(40, 60, 500, 60),
        Frame(40, 100, 300, 300),
        Fill(320, 100, 420, 200, grey=0.8),
        Photo(40, 400, 340, 600, jpeg()),
    )
    assert {mark.kind for mark in sheet.marks} == {"rule", "frame", "fill", "image"}
    (image,) = [mark for mark in sheet.marks if mark.kind == "image"]
    assert image.box == pytest.approx((40, 400, 340, 600), abs=1)


def test_a_white_field_is_paper():
    assert not sheet_of(Fill(40, 100, 200, 200, grey=1.0)).marks


def test_a_sheet_is_kept_as_json_and_read_back():
    sheet = sheet_of(*WORDS, Rule(40, 60, 500, 60), Text(60, 200, 10, "暗", hidden=True))
    again = sheet_from_json(json.loads(json.dumps(sheet_json(sheet))))
    assert [g.text for g in again.glyphs] == [g.text for g in sheet.glyphs]
    assert [g.is_hidden for g in again.glyphs] == [g.is_hidden for g in sheet.glyphs]
    for glyph, kept in zip(sheet.glyphs, again.glyphs, strict=True):
        assert kept.box == pytest.approx(glyph.box, abs=0.01)
    assert [mark.kind for mark in again.marks] == ["rule"]
