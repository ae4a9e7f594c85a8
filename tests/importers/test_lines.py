"""Forms of single lines, as newspapers print them."""

import time

import pytest

from articles.importers.readers.dump.lines import Line, classify, split_lines, usual_gap
from articles.importers.readers.dump.pictures import caption
from articles.importers.records import Caption


def kind(text):
    return classify(Line(1, text, 0)).kind


@pytest.mark.parametrize(
    ("expected", "texts"),
    [
        (
            "page-header",
            ["A01 要闻", "第2版：民生", "02版 经济", "第A02版·科技·新知", "第三版", "B04"],
        ),
        ("masthead", ["2026年3月12日 星期四", "总第14041期 今日4版", "国内统一刊号：CN 35-0998"]),
        ("honor", ["2025年全省报业十佳栏目", "第十二届岚海新闻奖名专栏"]),
        ("contact", ["新闻热线：0599-82110110", "投稿邮箱：a@langang.example"]),
        ("imprint", ["社址：印书巷9号 邮编：360000 零售价：1.5元"]),
        (
            "credit-box",
            ["责任编辑 叶知微 版式 吴绘", "值班编委／何怀远 美编／吴绘", "本版责编：唐  简"],
        ),
        ("guide", ["今日看点", "A02版 秋茶下山：少采一轮", "老屋修好了▶B01版"]),
        (
            "byline",
            ["本报记者 沈砚秋", "□ 顾言川", "记者 罗宁 文/图", "文/罗宁 图/韩溪", "作者：罗宁"],
        ),
        (
            "credit",
            ["施南乔 摄", "新华社发（李远帆摄）", "受访者供图", "资料图片", "李远帆摄（人民视觉）"],
        ),
        (
            "caption",
            ["图为渡口。", "图①：船台", "▲采茶人下山。", "渡口一景。（本报记者 施南乔 摄）"],
        ),
        (
            "opening",
            ["本报讯（记者 罗宁）昨日复航。", "新华社北京3月1日电 今年起。", "据新华社电 今年起。"],
        ),
        ("label", ["【街巷】", "简讯", "｜街巷｜", "【街巷】老街早市", "街巷｜老街早市回来了"]),
        ("jump-to", ["（下转第2版）", "下转A02版", "（转二版）"]),
        (
            "jump-from",
            ["（上接第1版）", "(紧接第一版)", "上接头版", "（上接A01版）其中六处已开工。"],
        ),
        ("sidebar", ["■新闻链接", ">>>延伸阅读", "【名词解释】"]),
        ("head", ["潮水退去 早市回来了", "沈一白：把花粉挡在门外", "老井修好了吗？"]),
        ("body", ["江风起了。", "记者：您怎么看？", "1日 晴 22～28℃", "备,三户人家下了地", "此致"]),
    ],
)
def test_kind(expected, texts):
    assert {text: kind(text) for text in texts} == dict.fromkeys(texts, expected)


@pytest.mark.parametrize(
    "text",
    ["记者走进车间", "编辑部的故事", "2026年春耕开始", "G15高速改道", "本报三件作品获全省新闻奖"],
)
def test_headlines_that_only_look_like_furniture(text):
    assert kind(text) == "head"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("施南乔/摄", ("", "施南乔/摄")),
        ("渡口一景。 施南乔／图", ("渡口一景。", "施南乔／图")),
        ("渡口一景。李远帆 施南乔 摄", ("渡口一景。", "李远帆 施南乔 摄")),
        ("晨跑/夜跑的人在摄像机前", ("晨跑/夜跑的人在摄像机前", "")),
    ],
)
def test_credit_at_the_end_of_a_caption(text, parts):
    assert caption(text) == Caption(*parts)


def test_blank_lines_are_counted_not_kept():
    lines = split_lines("一\n\n\u3000\n二\r\n三")
    assert [(line.text, line.number, line.gap) for line in lines] == [
        ("一", 1, 0),
        ("二", 4, 2),
        ("三", 5, 0),
    ]
    assert usual_gap(lines) in (0, 2)


@pytest.mark.parametrize(
    "unit",
    ["报", "（", "记者", "图", "张三、", "文/图", "下转", "第1版", "2025年", "摄", "责编", "“"],
)
def test_ten_times_as_long_a_line_takes_no_more_than_ten_times_as_long(unit):
    short, long = (least_time((unit * length)[:length]) for length in (20_000, 200_000))
    assert long < 40 * short  # a hundred times, if the time grew with the square


def least_time(text):
    """Seconds of the processor for one line, when nothing came between."""

    def once():
        started = time.process_time()
        kind(text)
        return time.process_time() - started

    return min(once() for _time in range(5))
