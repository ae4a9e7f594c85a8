"""Punctuation among Chinese characters becomes full-width, one for one."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.punctuation import full_width


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("昨日,渡轮开航", "昨日，渡轮开航"),
        ("第146次(扩大)会议", "第146次（扩大）会议"),
        ("热线: 8211 0110", "热线： 8211 0110"),
        ("真的吗?是的!", "真的吗？是的！"),
        ("比分3:2", "比分3:2"),
        ("f(x), g(y)", "f(x), g(y)"),
        ("3,640吨", "3,640吨"),
        ("(记者 郑朗)", "（记者 郑朗）"),
        ("(24小时)", "（24小时）"),
    ],
)
def test_punctuation_is_set_as_print_sets_it(typed, printed):
    assert full_width(typed) == printed


@given(st.text(max_size=60))
def test_one_character_for_one(text):
    def narrow(words):
        return [unicodedata.normalize("NFKC", character) for character in words]

    assert narrow(full_width(text)) == narrow(text)
