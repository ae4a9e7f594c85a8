import pytest

from articles.search.query import BadQuery, parse


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("  潮汐桥\u3000合龙 ", ["潮汐桥", "合龙"]),
        ("５Ｇ 5g", ["5g"]),
        ('"New York" 纽约', ["new york", "纽约"]),
        ("“一带一路” 论坛", ["一带一路", "论坛"]),
        ("「開幕 式」", ["开幕式"]),
        ('6" 管 5"', ['6"', "管", '5"']),
        ("-19", ["-19"]),
        ("\u200b", []),
        ("", []),
    ],
)
def test_words_are_folded_and_phrases_kept_together(typed, words):
    assert parse(typed) == words


def test_a_very_long_query_is_refused_with_a_sentence():
    assert len(parse("长" * 200)) == 1
    with pytest.raises(BadQuery, match="200"):
        parse("长" * 201)
