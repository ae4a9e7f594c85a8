"""Pages of press PDFs put together: labels, facts, jumps, files and counts of an issue."""

import datetime
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from articles.importers.facsimile import issue
from articles.importers.facsimile.guard import PageRead
from articles.importers.facsimile.records import (
    CAPTION,
    HEADLINE,
    MASTHEAD,
    TEXT,
    Block,
    Figure,
    Line,
    Reading,
)
from tests import press
from tests.pdfs import PdfPage, make_pdf


def read_issue(folder, files):
    """The record of PDFs given as {name: bytes}."""
    paths = [folder / name for name in files]
    for path in paths:
        path.write_bytes(files[path.name])
    made = folder / "made"
    made.mkdir()
    return issue.read(paths, made)


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    return read_issue(tmp_path_factory.mktemp("press"), {"day.pdf": press.press_pdf()})


@pytest.fixture
def read(tmp_path):
    return lambda files: read_issue(tmp_path, files)


def codes(record):
    return [trouble.code for trouble in record.problems]


def balance(record):
    counts = record.counts()
    return counts["read"] - counts["placed"] - counts["apart"] - counts["unplaced"]


def block(number, role, text, y, story=0, figure=0):
    lines = tuple(
        Line(part, (50, y + 12 * at, 50 + 9 * len(part), y + 12 * at + 9), 9, tuple(range(9)))
        for at, part in enumerate(text.split("\n"))
    )
    return Block(number, role, lines, story, figure)


def page(name, masthead, *blocks, figures=(), **ways):
    """A page as read, with its masthead and these blocks."""
    blocks = (block(99, MASTHEAD, masthead, 20), *blocks)
    text = "".join(one.text for one in blocks)
    reading = Reading(595, 842, blocks, figures)
    return replace(PageRead(Path(name), 1, 595, 842, reading=reading, text=text), **ways)


def test_an_issue_is_read_from_its_pages(record):
    assert record.format == "pdf"
    assert [(one.label, one.number, one.title) for one in record.pages] == [
        ("A01", 1, "要闻"),
        ("A02", 2, "民生"),
    ]
    assert record.pages[0].credits == (("责编", "周听澜"), ("版式", "吴绘"), ("校对", "卢格"))
    assert record.facts.date == datetime.date(2026, 11, 24)
    assert (record.facts.number, record.facts.page_count) == (14298, 2)
    assert record.facts.newspaper == "澜港日报"


def test_every_page_has_its_files(record):
    for one in record.pages:
        assert Image.open(one.image).format == "JPEG"
        assert one.pdf.endswith(".pdf")
        assert one.sheet.endswith(".json.gz")
        assert (one.width, one.height, one.reading.width) == (595, 842, 595)


def test_every_character_is_somewhere_once(record):
    assert balance(record) == 0
    kept = [text for article in record.articles for text in article.printed()]
    kept += [part.text for part in record.apart]
    assert Counter("".join("".join(kept).split())) == Counter("".join(record.text.split()))


def test_halves_of_a_story_find_each_other_across_pages(record):
    (second,) = [article for article in record.articles if article.continues]
    (first,) = [article for article in record.articles if article.ref == second.continues]
    assert (first.page, second.page) == ("A01", "A02")
    assert first.headline == second.headline


def test_a_photo_comes_with_its_caption(record):
    (caption,) = [c for article in record.articles for c in article.captions]
    assert caption.text == press.CAPTION
    assert Image.open(caption.file).size == (1230, 820)


def test_a_photo_without_caption_is_kept(tmp_path):
    photo = tmp_path / "7.jpg"
    story = block(1, HEADLINE, "渡口通航", 100, 1), block(2, TEXT, "昨日通航。", 140, 1)
    figures = (Figure(7, (50, 200, 300, 400), 1),)
    one = page("A01.pdf", "A01 要闻", *story, figures=figures, photos={7: photo})
    (article,) = issue.assemble([one]).articles
    assert [(c.text, c.credit, c.file) for c in article.captions] == [("", "", str(photo))]


def test_photos_go_to_their_own_captions(tmp_path):
    blocks = (
        block(1, HEADLINE, "渡口通航", 100, 1),
        block(2, TEXT, "昨日通航。", 140, 1),
        block(3, CAPTION, "首航的渡轮。", 410, 1, figure=7),
        block(4, CAPTION, "旧渡口的石阶。", 610, 1, figure=8),
    )
    figures = Figure(8, (50, 420, 300, 600), 1), Figure(7, (50, 200, 300, 400), 1)
    photos = {7: tmp_path / "7.jpg", 8: tmp_path / "8.jpg"}
    one = page("A01.pdf", "A01 要闻", *blocks, figures=figures, photos=photos)
    (article,) = issue.assemble([one]).articles
    files = {caption.text: caption.file for caption in article.captions}
    assert files == {"首航的渡轮。": str(photos[7]), "旧渡口的石阶。": str(photos[8])}


@pytest.mark.parametrize("ways", [{"rotate": 90}, {"bleed": 30}, {"rotate": 270, "bleed": 9}])
def test_turned_and_trimmed_pages_read_the_same(read, ways):
    pages = [PdfPage(page.parts, **ways) for page in press.press_pages()]
    record = read({"day.pdf": make_pdf(pages)})
    assert headlines(record) == press.HEADLINES
    assert [(one.width, one.height) for one in record.pages] == [(595, 842)] * 2


def test_characters_drawn_in_any_order_read_the_same(read):
    assert headlines(read({"day.pdf": press.press_pdf(shuffle=5)})) == press.HEADLINES


def headlines(record):
    """{page: the headlines we gave it}; briefs and notices have titles of their own."""
    given = [headline for page in press.HEADLINES.values() for headline in page]
    found = {}
    for article in record.articles:
        if article.headline in given:
            found.setdefault(article.page, []).append(article.headline)
    return found


def test_pages_in_files_of_their_own_are_put_in_order(read):
    front, inside = press.press_pages()
    record = read({"b.pdf": make_pdf([inside]), "c.pdf": make_pdf([front])})
    assert [one.label for one in record.pages] == ["A01", "A02"]


def test_a_page_that_is_not_text_is_a_page_without_articles(read):
    front, inside = press.press_pages()
    record = read({"day.pdf": make_pdf([PdfPage(front.parts, garbled=True), inside])})
    assert [one.label for one in record.pages] == ["A01", "A02"]
    assert (record.pages[0].reading, bool(record.pages[0].image)) == (None, True)
    assert {article.page for article in record.articles} == {"A02"}
    assert ("wrong-characters", "A01") in [(t.code, t.page) for t in record.problems]
    assert balance(record) == 0


def test_a_file_that_cannot_be_opened_is_told_by_its_name(read):
    record = read({"A01.pdf": b"broken", "A02.pdf": make_pdf(press.press_pages()[1:])})
    assert [one.label for one in record.pages] == ["A02"]
    assert ("pdf-broken", "A01.pdf") in [(t.code, t.item) for t in record.problems]


def test_mastheads_that_differ_are_told():
    record = issue.assemble(
        [
            page("A01.pdf", "A01 要闻\n2026年11月24日 星期二 今日3版"),
            page("A02.pdf", "A02 民生\n2026年11月23日 星期二"),
        ]
    )
    differs = record.problems[0]
    assert codes(record) == ["facts-differ", "page-count-differs"]
    assert differs.page == "A02"
    assert differs.sentence() == "This page says 2026-11-23, page A01 says 2026-11-24."


def test_one_page_of_many_is_no_issue_with_pages_missing():
    assert codes(issue.assemble([page("A01.pdf", "A01 要闻\n2026年11月24日 今日8版")])) == []


def test_characters_lost_or_doubled_are_told():
    one = page("A01.pdf", "A01 要闻", block(1, HEADLINE, "渡口通航", 100, 1))
    assert "uncounted" not in codes(issue.assemble([one]))
    lost = issue.assemble([replace(one, text=one.text + "昨日")]).problems[-1]
    assert lost.sentence().startswith("This page has 11 characters, its stories 9.")
