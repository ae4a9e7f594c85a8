"""Puts the pages of press PDFs together into the record of an issue."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from articles.importers.facsimile import guard
from articles.importers.facsimile.again import matched
from articles.importers.facsimile.guard import PageRead
from articles.importers.facsimile.header import Header, header_of
from articles.importers.facsimile.labels import Named, labelled
from articles.importers.facsimile.records import Reading
from articles.importers.facsimile.stories import stories, story_of
from articles.importers.readers.dump.jumps import link_jumps
from articles.importers.records import (
    Apart,
    ArticleRecord,
    Caption,
    Facts,
    IssueRecord,
    PageRecord,
    Problem,
    characters,
    problem,
)

AGREED = ("date", "weekday", "number", "page_count", "cn_number")  # by the pages of an issue


def read(paths: Sequence[Path], folder: Path, *, first_label: str = "", **watched) -> IssueRecord:
    """The issue that PDFs hold, its files in `folder`; raises Unreadable.

    `first_label` is what the paper calls its first page; `watched` as for `guard.read_files`.
    """
    return assemble(guard.read_files(paths, folder, **watched), first_label)


def assemble(read: Sequence[PageRead], first_label: str = "") -> IssueRecord:
    """One record of all pages read; those nothing could be read of are only told."""
    pages = [page for page in read if page.width]
    headers = [header_of(page.reading) if page.reading else Header() for page in pages]
    named, problems = labelled(pages, headers, first_label)
    problems += [_told(page, "", code) for page in read if not page.width for code in page.doubts]
    articles, apart = [], []
    for one in named:
        problems += [_told(one.page, one.label, code) for code in one.page.doubts]
        if one.page.reading:
            told, aside, doubted = stories(one.page.reading, one.label)
            articles += _with_photos(told, one.page.reading, one.page.photos)
            apart += aside
            problems += [*doubted, *_uncounted(one, told, aside)]
    linked, unlinked = link_jumps(articles)
    facts, differing = _facts(named)
    return IssueRecord(
        format="pdf",
        pages=tuple(_record(one, number) for number, one in enumerate(named, 1)),
        articles=tuple(linked),
        apart=tuple(apart),
        problems=(*problems, *unlinked, *differing),
        facts=facts,
        text="\n".join(one.page.text for one in named),
    )


def read_again(record: IssueRecord, label: str, before: Reading, keep: bool) -> IssueRecord:
    """The record with one of its pages in the terms of the reading there is; `keep` as in
    `again.matched`."""
    [page] = [page for page in record.pages if page.label == label]
    reading = matched(before, page.reading, keep)
    _was, _apart, was_doubted = stories(page.reading, label)
    told, aside, doubted = stories(reading, label)
    refs = _renamed(page.reading, reading, label)
    files = {
        after.id: Path(caption.file)
        for before, after in zip(page.reading.figures, reading.figures, strict=True)
        for article in record.articles
        for caption in article.captions
        if article.page == label and caption.file and caption.figure == before.id
    }
    goes_on = {refs.get(a.ref, a.ref): refs.get(a.continues, a.continues) for a in record.articles}
    others = [article for article in record.articles if article.page != label]
    articles = [*others, *_with_photos(told, reading, files)]
    return replace(
        record,
        pages=tuple(replace(p, reading=reading) if p is page else p for p in record.pages),
        articles=tuple(replace(a, continues=goes_on.get(a.ref, "")) for a in articles),
        apart=(*(part for part in record.apart if part.page != label), *aside),
        problems=(
            *(
                replace(p, item=refs.get(p.item, p.item))
                for p in record.problems
                if p not in was_doubted
            ),
            *doubted,
        ),
    )


def _renamed(before: Reading, after: Reading, label: str) -> dict[str, str]:
    """{ref of a story: that of the story in which its longest block is afterwards}"""
    now = {block.lines: block.story for block in after.blocks}
    longest = {
        number: max(blocks, key=lambda block: len(block.text))
        for number, blocks in before.stories().items()
    }
    return {f"{label}-{n}": f"{label}-{now[block.lines]}" for n, block in longest.items()}


def _uncounted(one: Named, told: Iterable[ArticleRecord], aside: Iterable[Apart]) -> list[Problem]:
    """The promise that nothing is lost, checked on every page: a problem when it was not kept."""
    read = characters(one.page.text)
    placed = sum(characters(text) for article in told for text in article.printed())
    placed += sum(characters(part.text) for part in aside)
    return [] if placed == read else [problem("uncounted", one.label, "", placed=placed, read=read)]


def _told(page: PageRead, label: str, code: str) -> Problem:
    return problem(code, label, "" if label else page.name, **page.doubts[code])


def _record(one: Named, number: int) -> PageRecord:
    page = one.page
    return PageRecord(
        one.label,
        number,
        one.header.title,
        one.header.credits,
        page.width,
        page.height,
        image=_path(page.image),
        pdf=_path(page.pdf),
        sheet=_path(page.sheet),
        reading=page.reading,
    )


def _path(path: Path | None) -> str | None:
    return str(path) if path else None


def _with_photos(
    articles: Iterable[ArticleRecord], reading: Reading, photos: dict[int, Path]
) -> Iterator[ArticleRecord]:
    """The articles, each photo with the caption printed for it, or with one that has no words."""
    for article in articles:
        captions = article.captions
        for figure in reading.figures:
            if figure.story == story_of(article.ref) and figure.id in photos:
                captions = _captioned(captions, figure.id, str(photos[figure.id]))
        yield replace(article, captions=captions)


def _captioned(captions: tuple[Caption, ...], figure: int, file: str) -> tuple[Caption, ...]:
    for at, caption in enumerate(captions):
        if caption.figure == figure:
            return (*captions[:at], replace(caption, file=file), *captions[at + 1 :])
    return (*captions, Caption("", "", file, figure))


def _facts(named: Sequence[Named]) -> tuple[Facts, list[Problem]]:
    """What the mastheads say, the first page's word first, and where the others differ."""
    said, by, problems = {}, {}, []
    for one in named:
        for name in Facts.__slots__:
            value = getattr(one.header.facts, name)
            if value and name not in said:
                said[name], by[name] = value, one.label
            elif value and name in AGREED and value != said[name]:
                differs = {"printed": str(value), "where": by[name], "other": str(said[name])}
                problems.append(problem("facts-differ", one.label, "", **differs))
    if len(named) > 1 and said.get("page_count", len(named)) != len(named):
        counted = {"printed": said["page_count"], "read": len(named)}
        problems.append(problem("page-count-differs", "", "", **counted))
    return replace(Facts(), **said), problems
