"""What changed between two texts, to the character."""

from hypothesis import given
from hypothesis import strategies as st

from articles.text.difference import DELETED, ELIDED, INSERTED, SAME, difference, elided


def test_equal_texts_do_not_differ():
    assert difference("今日", "今日") == [(SAME, "今日")]
    assert difference("", "") == []


def test_a_replaced_word_is_deleted_and_inserted():
    assert difference("研究部署防汛工作", "研究安排防汛工作") == [
        (SAME, "研究"),
        (DELETED, "部署"),
        (INSERTED, "安排"),
        (SAME, "防汛工作"),
    ]


def test_a_single_character_between_changes_is_not_kept():
    assert difference("甲乙丙", "丁乙戊") == [(DELETED, "甲乙丙"), (INSERTED, "丁乙戊")]


def test_words_added_to_a_line_leave_its_end_alone():
    assert difference("第一段。\n第二段", "第一段。补一句。\n第二段") == [
        (SAME, "第一段。"),
        (INSERTED, "补一句。"),
        (SAME, "\n第二段"),
    ]


def test_half_a_tag_is_no_difference():
    assert (INSERTED, "<strong>") in difference("<p>重点</p>", "<p><strong>重点</strong></p>")


@given(st.text("一二三\n<p>", max_size=40), st.text("一二三\n<p>", max_size=40))
def test_both_texts_can_be_read_off_the_difference(old, new):
    parts = difference(old, new)
    assert "".join(text for kind, text in parts if kind != INSERTED) == old
    assert "".join(text for kind, text in parts if kind != DELETED) == new


def test_long_unchanged_stretches_are_elided_and_changes_never():
    same = "一二三四五六七八九十" * 10
    parts = list(elided([(SAME, same), (DELETED, same), (SAME, same)], context=4))
    assert parts == [
        (ELIDED, "…"),
        (SAME, "七八九十"),
        (DELETED, same),
        (SAME, "一二三四"),
        (ELIDED, "…"),
    ]
