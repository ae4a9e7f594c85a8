"""Characters become lines by where they stand, whatever the content stream says."""

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.importers.facsimile.lines import set_lines
from articles.importers.facsimile.records import Glyph, Sheet
from tests.importers.facsimile.pages import HARBOUR, SCHOOLYARD, columns, sheet_of
from tests.pdfs import Rule, Text


def texts(*parts, trusts_stream=True, **page):
    lines, _strays, _orders = set_lines(sheet_of(*parts, **page), trusts_stream=trusts_stream)
    return [line.text for line in lines]


def test_columns_with_a_narrow_gutter_are_parted():
    parts = columns(HARBOUR * 2, SCHOOLYARD * 2, lefts=(45, 173), height=12)
    assert max(map(len, texts(*parts))) <= 14


def test_a_mark_hung_into_the_gutter_does_not_join_two_columns():
    hung, plain = "九个字的一行在这里，", "九个字的一行在这里"
    left = [Text(45, 100 + 14 * row, 9, (plain, hung)[row % 2]) for row in range(10)]
    right = [Text(136, 100 + 14 * row, 9, "另一栏的一行文字写着") for row in range(10)]
    assert set(texts(*left, *right)) == {hung, plain, "另一栏的一行文字写着"}


def test_a_rule_parts_what_stands_close():
    parts = (Text(45, 100, 9, "左边"), Text(67, 100, 9, "右边"), Rule(65, 80, 65, 200))
    assert texts(*parts) == ["左边", "右边"]


def test_a_padded_name_stays_one_line():
    assert texts(Text(45, 100, 9, "本报记者 林  松")) == ["本报记者 林 松"]


def test_characters_one_below_another_are_a_vertical_line():
    parts = (Text(300, 100, 30, "茶园步道", vertical=True), *columns(HARBOUR))
    lines, _strays, _orders = set_lines(sheet_of(*parts), trusts_stream=False)
    assert [line.text for line in lines if line.is_vertical] == ["茶园步道"]


def test_a_poem_set_solid_is_read_down_its_lines():
    verses = ("北岸的灯一盏一盏暗下", "水声从石缝里升起", "我数着归船的号子")
    parts = [Text(300 - 9 * at, 100, 9, verse, vertical=True) for at, verse in enumerate(verses)]
    assert texts(*parts) == list(verses)


def test_a_poem_set_solid_is_known_without_the_stream():
    verses = ("北岸的灯一盏一盏", "水声从石缝里升起来了", "我数着归船")
    parts = [Text(300 - 9 * at, 100, 9, verse, vertical=True) for at, verse in enumerate(verses)]
    assert sorted(texts(*parts, trusts_stream=False, shuffle=5, single=True)) == sorted(verses)


def test_a_line_is_not_cut_where_columns_begin_elsewhere():
    """Three lines farther down begin under the middle of a paragraph, after a full stop in it."""
    middle = "船老大说今天鱼不多。岸边的人都不作声"
    lines = ("清晨的码头上雾还没有散第一艘渔船已", middle, "等着看的收购商围上来谁也没有先开口")
    above = [Text(45, 100 + 14 * row, 9, line) for row, line in enumerate(lines)]
    below = [
        Text(x, 180 + 14 * row, 9, "九个字的一行在这里") for x in (45, 135) for row in range(4)
    ]
    left = [Text(45, 240 + 14 * row, 9, "十个字的一行在这里。") for row in range(3)]
    assert middle in texts(*above, *below, *left)


def test_turned_characters_are_strays():
    lines, strays, _orders = set_lines(sheet_of(Text(60, 80, 10, "斜", angle=45)))
    assert (lines, [stray.text for stray in strays]) == ([], ["斜"])


def test_every_character_of_a_line_has_its_place():
    lines, _strays, _orders = set_lines(sheet_of(Text(45, 100, 9, "共有 3 条船，5G 网")))
    assert all(len(line.edges) == len(line.text) + 1 for line in lines)
    assert all(list(line.edges) == sorted(line.edges) for line in lines)


glyphs = st.builds(
    lambda text, x, y, size, order: Glyph(text, (x, y, x + size, y + size), size, "", order),
    st.sampled_from("渔港A1，。（ \u3000"),
    st.floats(-20, 620),
    st.floats(-20, 860),
    st.floats(0.5, 60),
    st.integers(0, 10_000),
)


@settings(max_examples=60)
@given(st.lists(glyphs, max_size=60, unique_by=lambda glyph: glyph.order))
def test_no_character_is_lost_or_doubled(found):
    lines, strays, _orders = set_lines(Sheet(595, 842, tuple(found)))
    kept = "".join("".join(line.text.split()) for line in (*lines, *strays))
    assert sorted(kept) == sorted("".join(g.text for g in found if not g.text.isspace()))
