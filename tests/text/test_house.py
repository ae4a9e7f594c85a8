"""What a reader of proofs marks in a Chinese text, and what is right and looks wrong."""

from datetime import date

import pytest

from articles.text.dates import sent
from articles.text.house import headline, marks, spacing
from articles.text.paragraphs import spans, texts, with_characters
from articles.text.rules import RuleBook

DAY = date(2026, 11, 23)  # a Monday


def told(text, found):
    return [(mark.kind, text[mark.start : mark.end], mark.instead) for mark in found]


WRONG = [
    ("请登录帐号查询。", ("misspelt", "帐号", "账号")),
    ("老屋座落在石埠。", ("misspelt", "座落", "坐落")),
    ("截止11月20日，共收到十件。", ("misspelt", "截止", "截至")),
    ("渡口的的灯亮了。", ("twice", "的的", "的")),
    ("船靠岸，，人下船。", ("twice", "，，", "，")),
    ("船靠岸。，人下船。", ("twice", "。，", "。")),
    (
        "潮城市人民政府潮城市人民政府发文。",
        ("phrase-twice", "潮城市人民政府" * 2, "潮城市人民政府"),
    ),
    ("渡口旁的標牌换了新的，等船的人都看见。", ("traditional", "標", "标")),
    ("“他说完就走了。", ("unpaired", "“", None)),
    ("读完《潮汐表一书。", ("unpaired", "《", None)),
    ("他说完就走了）。", ("unpaired", "）", None)),
    ("昨日,渡口复航。", ("half-width", ",", "，")),
    ("渡口复航.", ("half-width", ".", "。")),
    ("他想了想...没说。", ("ellipsis", "...", "……")),
    ("他想了想…", ("ellipsis", "…", "……")),
    ("共２０２６人。", ("wide", "２０２６", "2026")),
    ("补助3千元。", ("mixed-numeral", "3千", "3000")),
    ("大约100人左右到场。", ("about-twice", "左右", "")),
    ("增长5—10%。", ("range", "5—10%", "5%—10%")),
    ("二零二六年完工。", ("year-zero", "二零二六"[1], "〇")),
    ("水深30公分。", ("unit", "公分", "厘米")),
    ("载重200KG。", ("unit", "KG", "kg")),
    ("气温达摄氏30度。", ("unit", "摄氏30度", "30摄氏度")),
    ("11月23日（星期二）上午", ("weekday", "11月23日（星期二）", None)),
    ("2月30日开工", ("no-such-date", "2月30日", None)),
    ("13月1日开工", ("no-such-date", "13月1日", None)),
    ("昨日（21日）傍晚", ("other-day", "昨日（21日）", None)),
    ("去年（2024年）春天", ("other-day", "去年（2024年）", None)),
]


@pytest.mark.parametrize(("text", "mark"), WRONG, ids=[mark[1] for _text, mark in WRONG])
def test_what_is_wrong_is_marked_with_what_is_meant(text, mark):
    assert told(text, marks(text, DAY)) == [mark]


@pytest.mark.parametrize(
    "text",
    [
        "改革的目的的确定，的的确确花了心思。",
        "为了了解情况，他对线索不甚了了。",
        "老街的是是非非，实实在在，和和美美。",
        "他叫做为民，托付书信一封。",
        "天天看看，渐渐地，人人都来。",
        "“第一段没有完。‘里面还有’，外面完了。”",
        "要点：1）看水尺；（2）听广播；三）写日记。",
        "It’s a ferry，他说。",
        "比分3:2，上午10:30开球，3,000元。",
        "他说……然后走了。",
        "一毫米一毫米地验。",
        "功率5千瓦，跑了3千米，重2千克，百分之五。",
        "乾隆年间，站在瞭望塔上，著名的乾坤。",
        "约100人到场，左右两侧各站一排。",
        "增长5%—10%，下降10—5%。",
        "11月23日（星期一）上午，2024年2月29日出生。",
        "昨日（22日）傍晚，今年（2026年）内，12月1日起。",
        "书法写着：龍飛鳳舞樂無窮。",
        "前往石埠、青蚶等地，全长3公里，3斤。",
    ],
)
def test_what_is_right_is_left_alone(text):
    assert told(text, marks(text, DAY)) == []


def test_spaces_in_sentences_are_marked_and_those_of_names_and_tables_are_not():
    assert told("　　渡口 复航了。", spacing("　　渡口 复航了。")) == [
        ("indent", "　　", ""),
        ("space", " ", ""),
    ]
    for text in ("渡口 复航", "完工。（记者 郑朗）", "石埠 晴。 青蚶 雨。 枫岭 雾。"):
        assert not list(spacing(text))


def test_a_headline_has_no_full_stop_and_lines_that_can_be_set():
    assert told("渡口复航。", headline("渡口复航。")) == [("headline-stop", "。", "")]
    long = "一" * 33
    assert told(long, headline(long)) == [("headline-long", "一一一", None)]
    assert not list(headline(f"{'一' * 20}\n{'二' * 20} {'三' * 20}"))


def test_a_dateline_is_not_of_tomorrow():
    text = "新华社泊阳11月24日电"
    assert [mark.kind for mark in sent(text, DAY)] == ["sent-later"]
    assert not list(sent("新华社泊阳11月22日电", DAY))
    assert not list(sent("本报讯", DAY))


def test_a_date_without_a_year_is_the_nearest():
    assert not marks("12月31日（星期四）", date(2027, 1, 2))
    assert not marks("1月1日（星期五）", DAY)


class TestRuleBook:
    book = RuleBook(
        [
            ("wrong", "省委", "中共岚省省委"),
            ("wrong", "文体部门", "文化体育局"),
            ("wrong", "文体", "文化体育"),
            ("banned", "傻子", ""),
            ("name", "林晓峰", "潮城市市长、市委副书记"),
        ]
    )

    @pytest.mark.parametrize(
        ("text", "mark"),
        [
            ("市文体部门说", ("wrong", "文体部门", "文化体育局")),
            ("骂他傻子", ("banned", "傻子", None)),
            ("副市长林晓峰到场", ("name", "副市长林晓峰", "潮城市市长林晓峰")),
            ("市委书记林晓峰到场", ("name", "书记林晓峰", "潮城市市长林晓峰")),
        ],
    )
    def test_the_longest_rule_counts(self, text, mark):
        assert told(text, self.book.marks(text)) == [mark]

    @pytest.mark.parametrize(
        "text",
        ["中共岚省省委发文", "市长林晓峰", "潮城市市长林晓峰", "市委副书记林晓峰", "林晓峰说", ""],
    )
    def test_what_is_as_it_is_to_be_is_left_alone(self, text):
        assert not list(self.book.marks(text))

    def test_no_rules_find_nothing(self):
        assert not list(RuleBook([]).marks("渡口复航"))


HTML = "<h2>小 &amp; 题</h2><p>前<strong>甲乙</strong>丙<br>丁</p><ul><li><p>一</p></li></ul>"


def test_characters_stand_where_spans_says():
    for text, characters in zip(texts(HTML), spans(HTML), strict=True):
        assert text == "".join(character for character, *_at in characters)
    assert list(texts(HTML)) == ["小 & 题", "前甲乙丙\n丁", "一"]


def test_characters_are_replaced_and_marks_stay():
    _subhead, paragraph, _item = spans(HTML)
    assert "<p>前<strong>甲&lt;</strong><br>丁" in with_characters(HTML, paragraph[2:4], "<")
    assert "<p>前<strong>甲</strong>丙" in with_characters(HTML, paragraph[2:3], "")
