"""Found words on the printed page: the boxes that mark them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importers.facsimile.records import Block, Line, Reading
from articles.search.places import MOST, places
from articles.search.query import parse
from articles.text.fold import fold

WIDTH, HEIGHT, SIZE = 400.0, 600.0, 10.0
LETTERS = "渡轮停航Ａa1 　，"


def make_line(text, left=0.0, top=0.0, opens=False):
    """A line of type of ten points."""
    edges = tuple(left + SIZE * at for at in range(len(text) + 1))
    box = (left, top, edges[-1], top + SIZE)
    return Line(text, box, SIZE, edges, opens=opens)


def make_block(number, *texts, role="text", story=1, left=0.0, opens=True):
    lines = [
        make_line(text, left, 100.0 * number + 2 * SIZE * at, opens and not at)
        for at, text in enumerate(texts)
    ]
    return Block(number, role, tuple(lines), story)


def marked(typed, *blocks, stories=(1,)):
    reading = Reading(WIDTH, HEIGHT, blocks).as_json()
    return places(reading, [word.text for word in parse(typed).wanted], stories)


def points(hit):
    """Its boxes in points."""
    return [
        tuple(round(at * of, 6) for at, of in zip(box, (WIDTH, HEIGHT) * 2, strict=True))
        for box in hit.boxes
    ]


def test_a_word_is_marked_from_its_first_to_its_last_character():
    (hit,) = marked("停航", make_block(1, "今晨渡轮停航。"))
    assert points(hit) == [(40, 100, 60, 110)]
    assert hit.svg_path == "M10.00,16.67H15.00V18.33H10.00z"


@pytest.mark.parametrize("printed", ["臺灣海峽", "台 湾　海峡"])
def test_traditional_characters_and_padding_are_levelled_as_in_search(printed):
    (hit,) = marked("台湾海峡", make_block(1, printed))
    assert points(hit) == [(0, 100, 10 * len(printed), 110)]


def test_width_and_case_are_levelled():
    assert len(marked("gdp 3", make_block(1, "全市ＧＤＰ增长３％"))) == 2


def test_a_word_over_the_end_of_a_line_has_a_box_on_either():
    (hit,) = marked("渡轮停航", make_block(1, "今晨渡轮", "停航。"))
    assert points(hit) == [(20, 100, 40, 110), (0, 120, 20, 130)]


def test_a_word_goes_on_in_the_next_column_past_a_caption():
    first = make_block(1, "今晨渡轮")
    photo = make_block(2, "码头一角", role="caption")
    second = make_block(3, "停航。", left=200.0, opens=False)
    (hit,) = marked("渡轮停航", first, photo, second)
    assert points(hit) == [(20, 100, 40, 110), (200, 300, 220, 310)]


def test_a_word_does_not_go_on_in_the_next_paragraph_story_or_block():
    first = make_block(1, "今晨渡轮")
    assert not marked("渡轮停航", first, make_block(2, "停航。"))
    assert not marked("渡轮停航", first, make_block(2, "停航。", story=2), stories=(1, 2))
    assert not marked("渡轮停航", first, make_block(2, "停航。", role="caption"))


def test_a_space_of_a_phrase_may_be_the_end_of_a_line():
    (hit,) = marked('"open day"', make_block(1, "Open", "Day 报名"))
    assert len(hit.boxes) == 2


def test_a_vertical_line_is_marked_downwards():
    line = Line("渡轮停航", (300, 50, 310, 90), SIZE, (50, 60, 70, 80, 90), is_vertical=True)
    (hit,) = marked("停航", Block(1, "headline", (line,), 1))
    assert points(hit) == [(300, 70, 310, 90)]


def test_only_the_given_stories_are_looked_at_and_nothing_that_stands_apart():
    blocks = [make_block(at, "渡轮", story=at % 3) for at in range(5)]
    assert {hit.story for hit in marked("渡轮", *blocks, stories=[2, 9])} == {2}


def test_words_that_overlap_are_marked_as_one_place():
    assert len(marked("渡轮停 轮停航", make_block(1, "渡轮停航"))) == 1


def test_what_lies_beyond_the_page_is_cut_off():
    line = make_line("渡轮", left=-5.0, top=-5.0)
    (hit,) = marked("渡轮", Block(1, "text", (line,), 1))
    assert points(hit) == [(0, 0, 15, 5)]


def test_no_more_are_marked_than_can_be_looked_at():
    assert len(marked("渡", make_block(1, "渡，" * (MOST + 20)))) == MOST


@given(
    st.lists(st.text(LETTERS, max_size=12), max_size=5), st.text(LETTERS, min_size=1, max_size=3)
)
def test_whatever_is_printed_and_typed_a_mark_covers_what_was_typed(texts, typed):
    word, block = fold(typed), make_block(1, *texts)
    hits = places(Reading(WIDTH, HEIGHT, (block,)).as_json(), [word] if word else [], [1])
    for hit in hits:
        assert word.replace(" ", "") in fold(text_under(hit, block)).replace(" ", "")
    if word and any(word in fold(text) for text in texts):
        assert hits


def text_under(hit, block):
    """The characters of the block under the boxes of a hit."""
    under = []
    for left, top, right, _bottom in points(hit):
        line = next(line for line in block.lines if line.box[1] == top)
        under += line.text[round(left / SIZE) : round(right / SIZE)]
    return "".join(under)
