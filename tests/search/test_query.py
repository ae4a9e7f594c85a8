import pytest

from articles.search.query import BadQuery, Query, Word, parse


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
        ("-- x-", ["--", "x-"]),
        ("\u200b", []),
        ("", []),
    ],
)
def test_words_are_folded_and_phrases_kept_together(typed, words):
    assert [word.text for word in parse(typed).words] == words


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("署名:林晓", Query((Word("林晓", "byline"),))),
        ("BY：“陈 默” 渔港", Query((Word("陈默", "byline"), Word("渔港")))),
        ("栏目：潮评 -台风", Query((Word("潮评", "column"), Word("台风", "", True)))),
        ("-标题:台风 渔港", Query((Word("台风", "title", True), Word("渔港")))),
        ("版:Ａ01 渔港", Query((Word("渔港"),), ("la1",))),
        (
            "比分 3:2 http://a.cn 署名:",
            Query(tuple(map(Word, ["比分", "3:2", "http://a.cn", "署名:"]))),
        ),
    ],
)
def test_a_word_may_say_where_it_stands_or_that_it_must_not(typed, query):
    assert parse(typed) == query


@pytest.mark.parametrize("typed", ["版:要闻", "-版:A01 渔港"])
def test_what_is_no_page_label_is_refused_with_a_sentence(typed):
    with pytest.raises(BadQuery, match="A01"):
        parse(typed)


def test_a_very_long_query_is_refused_with_a_sentence():
    assert len(parse("长" * 200).words) == 1
    with pytest.raises(BadQuery, match="200"):
        parse("长" * 201)


def test_what_folds_to_nothing_is_no_word_of_a_temperature_either():
    assert [word.text for word in parse("-11 \u200b").words] == ["-11"]
