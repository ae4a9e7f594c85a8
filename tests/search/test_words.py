"""Words: the dictionary, the newspapers' own additions to it, keywords."""

import pytest
from django.db import connection

from articles.models import Article
from articles.search import words
from tests.factories import (
    make_article,
    make_column,
    make_contributor,
    make_newspaper,
    make_page,
    make_term,
    publish,
)


@pytest.fixture
def learn(monkeypatch, db):
    """Reads the newspapers' words at once; what was learnt is forgotten afterwards."""
    monkeypatch.setattr(words, "LOOK_AGAIN", 0)
    yield words.learn
    words._dictionary()._take_up(set())
    words._dictionary().state = None


def stands_as_word(word, text):
    at = text.index(word)
    return words.is_word(text, at, at + len(word))


def test_characters_that_happen_to_meet_are_no_word():
    assert not stands_as_word("和服", "提供产品和服务")
    assert stands_as_word("和服", "展出一件和服，另有")


def test_a_term_is_a_word_until_it_is_deleted(learn):
    said = "江上云舟号称第一"
    assert not stands_as_word("云舟号", said)
    term = make_term(text="云舟号")
    learn()
    assert stands_as_word("云舟号", said)
    term.delete(by=None)
    learn()
    assert not stands_as_word("云舟号", said)


def test_a_changed_term_counts_at_once(learn):
    term = make_term(text="云舟")
    learn()
    term.text = "云舟号"
    term.save(by=None)
    learn()
    assert {"云舟号"} <= words.own()
    assert "云舟" not in words.own()


def test_names_of_columns_and_people_are_words_unasked(learn):
    make_column(name="潮间带")
    make_contributor(name="郑朗")
    make_contributor(name="阿依·林")
    learn()
    assert {"潮间带", "郑朗", "阿依"} <= words.own()


def test_terms_are_folded_like_the_text(learn):
    make_term(text="ＣＨ９號")
    learn()
    assert "ch9号" in words.own()


def test_words_of_all_newspapers_are_learnt(learn):
    make_term(make_newspaper(), "云舟号")
    make_term(make_newspaper("wan", "潮城晚报"), "听潮塔")
    learn()
    assert {"云舟号", "听潮塔"} <= words.own()


def test_a_word_of_jieba_keeps_its_weight_after_a_term_is_gone(learn):
    before = words.known()["渡轮"]
    term = make_term(text="渡轮")
    learn()
    term.delete(by=None)
    learn()
    assert words.known()["渡轮"] == before


def test_unchanged_words_are_not_read_again(learn, django_assert_num_queries):
    make_term()
    learn()
    with django_assert_num_queries(1):  # whether they have changed
        learn()


def test_nobody_asks_again_within_seconds(learn, monkeypatch, django_assert_num_queries):
    learn()
    monkeypatch.setattr(words, "LOOK_AGAIN", 10)
    with django_assert_num_queries(0):
        learn()


def test_a_new_term_ranks_old_articles_anew(learn):
    page = make_page()
    often = make_article(page, "开幕", body="<p>江上云舟号称第一，山中云舟号称第二。</p>")
    once = make_article(page, "闭幕", body="<p>昨日“云舟号”从渡口首航，来客登船。</p>")
    publish(page.issue)

    def found():
        return list(Article.objects.published().search("云舟号"))

    assert found() == [once, often]
    make_term(page.issue.newspaper, "云舟号")
    assert found() == [often, once]


def test_keywords_leave_out_what_every_text_says():
    text = "本报讯（记者 郑朗）我们昨日在渡口看到一个新码头，渡轮靠上码头，渡轮满载。"
    found = words.keywords(text)
    assert found[0] in {"渡轮", "码头"}
    assert not {"记者", "我们", "昨日", "一个", "看到", "本报讯"} & set(found)
    assert words.keywords(text, count=2) == found[:2]


def test_a_term_is_suggested_whole(learn):
    make_term(text="埕边老街")
    learn()
    assert "埕边老街" in words.keywords("埕边老街修好老井，埕边老街铺上石板。")


@pytest.mark.parametrize("text", ["", "。！？", "12345 2026", "的了是"])
def test_a_text_that_says_nothing_has_no_keywords(text):
    assert words.keywords(text) == []


@pytest.mark.parametrize(
    ("before", "after", "is_one_word"),
    [
        ("围挡外不时有路过的市", "民驻足观看", True),
        ("首班车从渡", "轮码头开出", True),
        ("围挡外不时有路过的市", "渡口的灯", False),
        ("今年水产收", "入比去年多", True),
        ("", "民驻足观看", False),
        ("围挡外", "", False),
    ],
)
def test_a_word_that_a_line_end_breaks_is_seen(before, after, is_one_word):
    assert words.runs_across(before, after) is is_one_word


def test_rare_words_are_rarer():
    assert words.rarity("会议") < words.rarity("渡轮") < words.rarity("埕边街")


def test_statements_are_the_same_on_every_database(learn):
    """Nothing in them is of one database alone."""
    with connection.cursor() as cursor:
        for statement in (words.STATE, words.NAMES):
            cursor.execute(statement)
