import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from articles.models import Article
from articles.search.highlight import PASSAGE, highlight, mark, passage
from articles.text.fold import fold


def test_the_original_is_marked_not_its_fold():
    assert mark("臺風ＡＢ來襲", ["台风ab"]) == "<mark>臺風ＡＢ</mark>來襲"
    assert mark("㎡單價", ["m"]) == "<mark>㎡</mark>單價"


def test_marks_reach_across_padding_and_never_nest():
    assert mark("记者 林　晓 报道", ["林晓", "晓报"]) == "记者 <mark>林　晓 报</mark>道"


def test_html_is_text():
    assert mark("<b>&海</b>", ["海"]) == "&lt;b&gt;&amp;<mark>海</mark>&lt;/b&gt;"


def test_what_belongs_to_a_character_stays_with_it():
    assert mark("e\u0301t\u0301", ["e"]) == "<mark>e\u0301</mark>t\u0301"
    assert mark("👩\u200d🔧修船", ["👩"]) == "<mark>👩\u200d🔧</mark>修船"


def test_the_line_with_most_of_the_words_is_shown():
    lines = [
        "台风过后，一切如常，渔民们把船重新拖回了港湾里，修补渔网。",
        "台风中学校停课两天，十九日恢复上课，老师们提前到校打扫教室。",
    ]
    assert passage(lines, ["台风", "学校"]).startswith("<mark>台风</mark>中<mark>学校</mark>停课")


def test_words_of_different_lines_are_both_shown():
    lines = ["台风过后，渔民们把船重新拖回了港湾里，修补渔网，清点损失。", "后天，城里的学校开学。"]
    shown = passage(lines, ["台风", "学校"])
    assert "<mark>台风</mark>过后" in shown
    assert "<mark>学校</mark>开学" in shown


def test_a_passage_starts_with_its_sentence_where_that_is_near():
    line = "开头的话。" * 30 + "渡轮昨日复航。" + "后来的话。" * 30
    shown = passage([line], ["复航"])
    assert shown.startswith("…渡轮昨日<mark>复航</mark>。后来")
    assert shown.endswith("…")


def test_a_byline_alone_says_little():
    shown = passage(["（记者 郑朗）"], ["郑朗"], "渡轮昨日复航。")
    assert shown == "（记者 <mark>郑朗</mark>） 渡轮昨日复航。"


def test_found_in_the_headline_only_the_text_begins():
    article = Article(
        headline="渡轮\n复航",
        body="<p>昨日。</p>",
        summary="昨日。",
    )
    found = highlight(article, ["轮复"])
    assert found.headline == "渡<mark>轮 复</mark>航"
    assert found.passage == "昨日。"


@given(
    st.text(
        alphabet=st.sampled_from("海港，。<&>林 晓\u3000é㎡臺👩🏽\u200d🔧\u0301a1"), max_size=300
    ),
    st.text(alphabet=st.sampled_from("海港林晓臺1m👩"), min_size=1, max_size=2),
)
def test_a_passage_is_a_part_of_the_original_whatever_that_is(line, word):
    shown = passage([line], [fold(word)], line)
    plain = unescape(re.sub(r"</?mark>", "", shown))
    assert all(part in line for part in plain.strip("…").split("… "))
    marked = re.findall(r"<mark>(.*?)</mark>", shown)
    assert all(unescape(part) in line for part in marked)
    assert len(plain) <= 3 * PASSAGE


def test_a_paragraph_without_end_is_marked_in_no_time():
    """Each mark once, not beside every other: this would take minutes."""
    text = "的在有人说了是不" * 25_000
    assert "<mark>的</mark>" in passage([text], ["的"])
