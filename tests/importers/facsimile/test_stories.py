"""Blocks become the records of articles."""

from articles.importers.facsimile.layout import lay_out
from articles.importers.facsimile.records import UNPLACED, Block, Line, Reading
from articles.importers.facsimile.stories import run_on, stories
from articles.importers.records import characters
from tests import press
from tests.importers.facsimile.pages import (
    HARBOUR,
    SCHOOLYARD,
    articles_of,
    bodies,
    columns,
    headline,
    sheet_of,
)
from tests.pdfs import Photo, Text, jpeg


def test_the_parts_of_a_headline_are_told_apart():
    (article,) = articles_of(
        Text(45, 50, 11, "海边新事"),
        *headline("雾里靠岸\n鱼价先定", 45, 66),
        Text(45, 124, 11, "收购商围着看 谁也不开口"),
        Text(45, 140, 9, "本报记者 林松 通讯员 柯海燕"),
        *columns(HARBOUR, top=160),
    )
    assert article.kicker == "海边新事"
    assert article.headline == "雾里靠岸\n鱼价先定"
    assert article.subheadline == "收购商围着看 谁也不开口"
    assert article.byline == "本报记者 林松 通讯员 柯海燕"
    assert article.ref == "A01-1"


def test_a_dateline_and_its_reporters_leave_the_text():
    (article,) = articles_of(
        *headline("雾里靠岸", 45, 70), *columns("本报讯（记者 林松）" + HARBOUR)
    )
    assert (article.dateline, article.byline) == ("本报讯", "（记者 林松）")
    assert bodies(article) == [HARBOUR]


def test_a_subhead_in_the_middle_of_a_column_is_one():
    parts = columns(HARBOUR, lefts=(45,), height=20)
    after = columns(SCHOOLYARD, lefts=(45,), top=100 + 14 * (len(parts) + 1), height=20)
    subhead = Text(45 + 9 * 4, 100 + 14 * len(parts), 9, "旧课桌改的")
    (article,) = articles_of(*headline("雾里靠岸", 45, 70), *parts, subhead, *after)
    assert [(p.kind, p.text) for p in article.paragraphs] == [
        ("text", HARBOUR),
        ("subhead", "旧课桌改的"),
        ("text", SCHOOLYARD),
    ]


def test_jumps_are_no_text():
    text = columns(HARBOUR, lefts=(45,), height=20)
    jump = Text(110, 100 + 14 * len(text), 9, "（下转A02版）")
    (article,) = articles_of(*headline("雾里靠岸", 45, 70), *text, jump)
    assert (article.jump, bodies(article)) == ("（下转A02版）", [HARBOUR])


def test_signatures_at_the_end_of_briefs_stay_with_them():
    (article,) = articles_of(
        *headline("简讯", 45, 70),
        *columns(press.BRIEFS[0], lefts=(45,), height=3),
        Text(120, 100 + 14 * 2, 9, "（林松）"),
    )
    assert bodies(article) == [press.BRIEFS[0] + "（林松）"]


def test_a_photo_has_its_caption_and_credit():
    (article,) = articles_of(
        *headline("雾里靠岸", 45, 70),
        Photo(45, 100, 160, 180, jpeg()),
        Text(45, 184, 8, "收购商在码头等船。 林松 摄"),
        *columns(HARBOUR, lefts=(174,), height=12),
        *columns(SCHOOLYARD, lefts=(45,), top=205, height=12),
    )
    assert [(c.text, c.credit) for c in article.captions] == [("收购商在码头等船。", "林松 摄")]


def test_lines_run_on_without_the_blanks_of_typesetters():
    assert run_on(["今年 3 月有 120", "人报名，", "去年 5G"]) == "今年3月有120人报名，去年5G"
    assert run_on(["a new", "harbour"]) == "a new harbour"


def test_what_has_no_place_is_asked_about():
    line = Line("没有着落的一行", (45, 130, 110, 139), 9, tuple(range(45, 109, 8)))
    head = Line("雾里靠岸", (45, 70, 133, 92), 22, (45, 67, 89, 111, 133))
    blocks = (Block(1, "headline", (head,), story=1), Block(2, UNPLACED, (line,)))
    _articles, apart, (problem,) = stories(Reading(595, 842, blocks), "A01")
    assert [(part.kind, part.text) for part in apart] == [("unplaced", "没有着落的一行")]
    assert problem.code == "unplaced-text"
    assert [candidate.ref for candidate in problem.candidates] == ["A01-1"]


def test_every_character_of_a_page_is_in_the_report():
    for page in press.press_pages():
        sheet = sheet_of(*page.parts)
        articles, apart, _problems = stories(lay_out(sheet), "A01")
        told = sum(characters(text) for article in articles for text in article.printed())
        told += sum(characters(part.text) for part in apart)
        assert told == sum(not glyph.text.isspace() for glyph in sheet.glyphs)
