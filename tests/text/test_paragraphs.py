"""Paragraphs of an article's HTML: counting them, and putting one in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.clean import clean_html, plain_text
from articles.text.paragraphs import blocks, paragraphs, with_ending, with_paragraph

BODY = (
    "<p>一</p><h2>二</h2><ul><li>三</li><li><p>四</p></li></ul>"
    "<table><tbody><tr><td><p>五</p></td><td>五</td></tr></tbody></table>"
    "<blockquote><p>六</p></blockquote>"
)


def test_blocks_are_the_elements_side_by_side_and_lose_nothing():
    assert [plain_text(block) for block in blocks(BODY)] == ["一", "二", "三\n四", "五 五", "六"]
    assert "".join(blocks(BODY)) == BODY


@given(st.text(alphabet="甲乙\n<p>/b r"))
def test_blocks_are_the_whole_text(text):
    assert "".join(blocks(clean_html(text))) == clean_html(text)


def test_paragraphs_subheads_items_and_rows_are_counted():
    assert paragraphs(BODY) == ["一", "二", "三", "四", "五 五", "六"]


@pytest.mark.parametrize(
    ("position", "around"),
    [
        (0, "<p>新</p><p>一</p>"),
        (1, "<p>一</p><p>新</p><h2>二</h2>"),
        (2, "<h2>二</h2><p>新</p><ul>"),
        (3, "<li>三</li><li>新</li>"),
        (4, "<p>四</p><p>新</p></li>"),
        (5, "</table><p>新</p><blockquote>"),
        (6, "<p>六</p><p>新</p></blockquote>"),
        (99, "<p>六</p><p>新</p></blockquote>"),
    ],
)
def test_a_paragraph_is_put_where_its_index_says(position, around):
    assert around in with_paragraph(BODY, "新", position)


def test_each_line_is_a_paragraph():
    assert with_paragraph("", "甲\n\n 乙 ", 0) == "<p>甲</p><p>乙</p>"


def test_an_ending_finishes_the_paragraph_before():
    assert with_ending("<p>半句</p><p>二</p>", "又半句。", 1) == "<p>半句又半句。</p><p>二</p>"


def test_further_lines_of_an_ending_are_paragraphs_of_their_own():
    assert with_ending("<p>半句</p>", "完。\n新段。", 1) == "<p>半句完。</p><p>新段。</p>"


def test_there_is_nothing_to_end_at_the_beginning_or_in_a_table():
    assert with_ending("<p>一</p>", "新", 0) == "<p>新</p><p>一</p>"
    assert "</table><p>新</p>" in with_ending(BODY, "新", 5)


@given(
    st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1),
    st.integers(0, 7),
    st.sampled_from([with_paragraph, with_ending]),
)
def test_no_character_is_lost_or_added(text, position, put):
    before, after = plain_text(BODY), plain_text(clean_html(put(BODY, text, position)))
    assert sorted("".join((before + text).split())) == sorted("".join(after.split()))
