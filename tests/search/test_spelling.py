"""What is offered when nothing was found: words that sound or look alike, and are there."""

import os
import subprocess
import sys

import pytest

from articles.models import Article
from articles.search import words
from articles.search.query import BadQuery
from articles.search.spelling import suggestions
from tests.factories import make_article, make_contributor, make_credit, make_page, publish
from tests.search.test_words import learn

__all__ = ["learn"]
pytestmark = pytest.mark.django_db


def suggested(typed, *said, **fields):
    """What is offered when this has been said in print."""
    page = make_page()
    for text in said:
        make_article(page, "要闻一则", body=f"<p>{text}</p>", **fields)
    publish(page.issue)
    return suggestions(Article.objects.published(), typed)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("渡伦", "渡轮"),
        ("图书官", "图书馆"),
        ("突书馆", "图书馆"),
        ("码投", "码头"),
        ("虫庆", "重庆"),  # a character with two sounds
    ],
)
def test_words_that_sound_the_same(typed, meant):
    assert suggested(typed, f"昨日{meant}有事。")[0] == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("资源者", "志愿者"),  # z, zh
        ("三脉", "山脉"),  # s, sh
        ("烂天", "蓝天"),
        ("兰方", "南方"),  # l, n
        ("飞机长", "飞机场"),
        ("灰机", "飞机"),  # h, f
        ("音雄", "英雄"),  # in, ing
        ("新文", "新闻"),
    ],
)
def test_words_that_nearly_sound_the_same(typed, meant):
    assert suggested(typed, f"昨日{meant}有事。")[0] == meant


def test_two_characters_exchanged():
    assert suggested("轮渡", "昨日渡轮复航。") == ["渡轮"]


@pytest.mark.parametrize("typed", ["高快公路", "高公路", "高速大公路", "高公速路"])
def test_words_that_are_one_slip_away(typed):
    assert suggested(typed, "昨日高速公路有事。")[0] == "高速公路"


def test_half_of_two_characters_is_no_likeness():
    assert suggested("渡石", "渡轮，渡口，岩石。") == []


def test_the_paper_s_own_words_come_first(learn):
    page = make_page()
    make_credit(
        make_article(page, body="<p>杜仑乘渡轮。</p>"),
        make_contributor(page.issue.newspaper, "杜仑"),
    )
    publish(page.issue)
    learn()
    assert suggestions(Article.objects.published(), "肚轮") == ["杜仑", "渡轮"]


def test_what_only_headlines_say_is_offered():
    page = make_page()
    make_article(page, "晋疆渡重开")
    publish(page.issue)
    assert suggestions(Article.objects.published(), "近江渡") == ["晋疆渡"]


def test_nothing_unpublished_is_offered():
    make_article(headline="晋疆渡重开", body="<p>渡轮</p>")
    assert suggestions(Article.objects.published(), "近江渡") == []
    assert suggestions(Article.objects.published(), "渡伦") == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("渡伦 复航", "渡轮 复航"),
        ("渡伦复航", "渡轮复航"),
        ("“渡伦复航”", "“渡轮复航”"),
        ('"渡伦" C919', '"渡轮" C919'),
        ("C919渡伦", None),
        ("渡伦 -停航", "渡轮 -停航"),
        ("ＣＨ渡倫", None),
        ("标题:渡伦", None),
        ("标题:要文", "标题:要闻"),
    ],
)
def test_what_else_was_typed_stays(typed, meant):
    assert suggested(typed, "渡轮复航，C919起飞。") == ([meant] if meant else [])


@pytest.mark.parametrize(
    "typed", ["", " ", "xyz", "C919", "！？", "版:", "版:x 渡伦", "渡" * 30, "-"]
)
def test_what_has_no_chinese_word_gets_no_suggestion(typed):
    assert suggested(typed, "渡轮复航。") == []


def test_what_takes_too_long_is_given_up_politely(monkeypatch):
    def give_up(articles, text):
        raise BadQuery("too general")

    monkeypatch.setattr("articles.search.spelling._is_found", give_up)
    assert suggested("渡伦", "渡轮复航。") == []


def test_statements_are_few(django_assert_max_num_queries):
    page = make_page()
    make_article(page)
    publish(page.issue)
    words.learn()
    told = 4  # PostgreSQL is told to go by its indexes, and not to after
    with django_assert_max_num_queries(16 + told):  # headlines, and a statement for each guess
        suggestions(Article.objects.published(), "世界上图书馆里 延长开方 石街 路知远")


def test_a_process_that_has_searched_and_guessed_stays_small():
    """And whoever only searches does not load the sounds."""
    code = """
import django, psutil, sys; django.setup()
import newsroom.urls
from articles.search import spelling, words
words.keywords("渡轮复航")
assert "pypinyin" not in sys.modules
list(spelling._guesses("渡伦", ""))
megabytes = psutil.Process().memory_info().rss / 2**20
assert megabytes < 150, megabytes
"""
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    assert subprocess.run([sys.executable, "-c", code], env=env).returncode == 0
