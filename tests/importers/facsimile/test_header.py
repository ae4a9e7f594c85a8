"""What pages and file names say of which page they are."""

import datetime

import pytest

from articles.importers.facsimile.header import header_of, label_in_name
from articles.importers.facsimile.records import MASTHEAD, TEXT, Block, Line, Reading


def line(text, x, y, size=9.0):
    width = size * sum(0.5 if character < "\u0100" else 1 for character in text)
    edges = tuple(x + size * at for at in range(len(text) + 1))
    return Line(text, (x, y, x + width, y + size), size, edges)


def reading(*lines, role=MASTHEAD):
    blocks = tuple(Block(number, role, (one,)) for number, one in enumerate(lines, 1))
    return Reading(595, 842, blocks)


@pytest.mark.parametrize(
    ("printed", "label", "title"),
    [
        ("A02 民生", "A02", "民生"),
        ("第2版 经济", "2", "经济"),
        ("第二版", "二", ""),
        ("０３版　副刊", "03", "副刊"),
        ("04", "04", ""),
        ("B 12", "B12", ""),
        ("2版", "2", ""),
    ],
)
def test_a_page_prints_its_label_and_title(printed, label, title):
    header = header_of(reading(line(printed, 45, 30)))
    assert (header.label, header.title) == (label, title)


def test_label_title_and_date_may_be_set_apart():
    header = header_of(
        reading(
            line("A02", 45, 30, 14), line("民生", 80, 32), line("2026年11月24日 星期二", 300, 33)
        )
    )
    assert (header.label, header.title) == ("A02", "民生")
    assert header.facts.date == datetime.date(2026, 11, 24)
    assert header.facts.weekday == "星期二"


def test_a_large_number_beside_a_title_is_a_label():
    number, title = line("2", 45, 12, 30), line("综合新闻", 200, 15, 24)
    header = header_of(reading(number, title, line("2026.11.24 星期二", 300, 6)))
    assert (header.label, header.title) == ("2", "综合新闻")
    assert header.facts.date == datetime.date(2026, 11, 24)


def test_a_small_number_is_none():
    assert header_of(reading(line("2", 45, 12), line("元", 54, 12))).label == ""


def test_the_name_of_the_paper_is_no_title():
    header = header_of(reading(line("A01", 45, 30), line("澜港日报", 70, 30, 20)))
    assert (header.title, header.facts.newspaper) == ("", "澜港日报")


def test_people_of_the_page_are_read_from_lines_and_from_rows():
    header = header_of(
        reading(
            line("A02 民生", 45, 30),
            line("责编 唐简 版式 蒋尺", 300, 30),
            line("校对：卢格", 45, 820),
        )
    )
    assert header.credits == (("责编", "唐简"), ("版式", "蒋尺"), ("校对", "卢格"))


def test_strokes_may_stand_between_people():
    people = "责任编辑：唐简/版式设计：蒋尺/文字校对：卢格 尹小楷"
    roles = [role for role, _person in header_of(reading(line(people, 300, 30))).credits]
    assert roles == ["责任编辑", "版式设计", "文字校对", "文字校对"]


def test_stories_say_nothing_of_the_page():
    assert header_of(reading(line("第3版 民生", 45, 300), role=TEXT)).label == ""


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("A01.pdf", "A01"),
        ("2025-03-02-A02.pdf", "A02"),
        ("20250302A03.pdf", "A03"),
        ("LGRB20250302_a04.pdf", "A04"),
        ("rmrb2025030205.pdf", "05"),
        ("01版.pdf", "01"),
        ("第12版 副刊.pdf", "12"),
        ("头版.pdf", "头"),
        ("page-3.pdf", "3"),
        ("p07_final.pdf", "07"),
        ("日报 4.pdf", "4"),
        ("2025-03-02.pdf", ""),
        ("日报.pdf", ""),
        ("final2.pdf", ""),
    ],
)
def test_a_file_is_named_by_its_page(name, label):
    assert label_in_name(name) == label
