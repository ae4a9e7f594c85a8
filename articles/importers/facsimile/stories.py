"""stories(): the stories of a Reading as the records that an import loads."""

import re
from collections.abc import Iterable
from dataclasses import replace

from articles.importers.facsimile.ground import distance
from articles.importers.facsimile.records import (
    APART,
    BYLINE,
    CAPTION,
    CREDIT,
    HEADLINE,
    JUMP,
    KICKER,
    LABEL,
    SUBHEAD,
    SUBHEADLINE,
    TEXT,
    UNPLACED,
    Block,
    Line,
    Reading,
)
from articles.importers.facsimile.zones import zones
from articles.importers.readers.dump.pictures import caption
from articles.importers.readers.dump.stories import without_dateline
from articles.importers.records import (
    Apart,
    ArticleRecord,
    Candidate,
    Caption,
    Paragraph,
    Problem,
    ZoneRecord,
    problem,
)

MOST_CANDIDATES = 4
# Typesetters set figures and Latin words off with thin blanks, which are no part of the text.
WIDE = r"[㐀-鿿，。、；：！？（）]"
SET_OFF = re.compile(rf"(?<={WIDE}) (?=[0-9A-Za-z])|(?<=[0-9A-Za-z%℃]) (?={WIDE})")
QUOTED = 12  # characters of a text that a sentence to the editor begins with
CUT_OFF = 9.0  # em: what is farther away is no candidate


def stories(
    reading: Reading, label: str
) -> tuple[tuple[ArticleRecord, ...], tuple[Apart, ...], tuple[Problem, ...]]:
    """The articles, what stands apart and the doubts of the page called `label`.

    An article's ref is the label and the number of its story: "A01-3".
    """
    outlines = zones(reading)
    records = {
        number: record_of(blocks, reading, f"{label}-{number}", label, outlines.get(number, ()))
        for number, blocks in reading.stories().items()
    }
    apart = tuple(
        Apart(label, block.role, _lines(block.lines, "\n"))
        for block in reading.blocks
        if block.role in APART
    )
    problems = [
        doubt
        for number, blocks in reading.stories().items()
        for doubt in _doubts(records[number], blocks)
    ]
    problems += [
        _unplaced(block, reading, records, label)
        for block in reading.blocks
        if block.role == UNPLACED
    ]
    return tuple(records.values()), apart, tuple(problems)


def story_of(ref: str) -> int:
    """The number of the story that an article was made of."""
    return int(ref.rpartition("-")[2])


def record_of(
    blocks: list[Block], reading: Reading, ref: str, page: str, outlines: Iterable | None = None
) -> ArticleRecord:
    """The article that the blocks of one story make, in the order they stand."""
    if outlines is None:
        outlines = zones(reading).get(blocks[0].story, ())
    paragraphs, dateline, signed = _opening(_paragraphs(blocks))
    byline = _joined(blocks, BYLINE, " ")
    return ArticleRecord(
        ref=ref,
        page=page,
        kicker=_joined(blocks, KICKER, "\n"),
        headline=_joined(blocks, HEADLINE, "\n"),
        subheadline=_joined(blocks, SUBHEADLINE, "\n"),
        label=_joined(blocks, LABEL, " "),
        dateline=dateline,
        byline=" ".join(filter(None, (byline, signed))),
        paragraphs=tuple(paragraphs),
        captions=tuple(_captions(blocks)),
        zones=tuple(ZoneRecord(page, role, points) for role, points in outlines),
        jump=_joined(blocks, JUMP, "\n"),
        confidence=round(min(block.confidence for block in blocks), 2),
        doubts=tuple(dict.fromkeys(code for block in blocks for code in block.doubts)),
    )


def _lines(lines: Iterable[Line], between: str) -> str:
    return between.join(line.text.strip() for line in lines)


def _joined(blocks: list[Block], role: str, between: str) -> str:
    return between.join(_lines(block.lines, between) for block in blocks if block.role == role)


def _paragraphs(blocks: list[Block]) -> list[Paragraph]:
    """Lines run together where one continues the other, whatever block they stand in."""
    paragraphs: list[Paragraph] = []
    for block in blocks:
        if block.role == SUBHEAD:
            paragraphs.append(Paragraph("subhead", run_on(line.text for line in block.lines)))
        elif block.role == TEXT:
            for line in block.lines:
                last = paragraphs[-1] if paragraphs else None
                if line.opens or last is None or last.kind == "subhead":
                    paragraphs.append(Paragraph("text", run_on([line.text])))
                else:
                    paragraphs[-1] = Paragraph("text", run_on((last.text, line.text)))
    return paragraphs


def run_on(texts: Iterable[str]) -> str:
    """Printed lines as one: words of Latin letters stay apart, characters and figures do not."""
    whole = ""
    for text in (text.strip() for text in texts):
        is_between_words = (whole[-1:] + text[:1]).isascii() and (
            whole[-1:].isalpha() and text[:1].isalpha()
        )
        whole += (" " if is_between_words else "") + text
    return SET_OFF.sub("", whole)


def _opening(paragraphs: list[Paragraph]) -> tuple[list[Paragraph], str, str]:
    """The paragraphs without the dateline and byline that the first begins with."""
    if not paragraphs or paragraphs[0].kind != "text":
        return paragraphs, "", ""
    dateline, byline, text = without_dateline(paragraphs[0].text)
    if not text:
        return paragraphs, "", ""
    return [Paragraph("text", text), *paragraphs[1:]], dateline, byline


def _captions(blocks: list[Block]) -> list[Caption]:
    """The captions with their credits; a credit printed by itself goes to its own figure's."""
    found: list[Caption] = []
    for block in blocks:
        text = run_on(line.text for line in block.lines)
        if block.role == CAPTION:
            found.append(replace(caption(text), figure=block.figure))
        elif block.role == CREDIT:
            uncredited = (
                at for at, c in enumerate(found) if c.figure == block.figure and not c.credit
            )
            at = next(uncredited, None)
            if at is None:
                found.append(Caption("", text, figure=block.figure))
            else:
                found[at] = replace(found[at], credit=text)
    return found


def _doubts(record: ArticleRecord, blocks: list[Block]) -> list[Problem]:
    return [
        problem(
            code,
            record.page,
            record.ref,
            start=block.lines[0].text[:QUOTED],
            headline=" ".join(record.headline.split()),
        )
        for block in blocks
        for code in block.doubts
    ]


def _unplaced(
    block: Block, reading: Reading, records: dict[int, ArticleRecord], label: str
) -> Problem:
    """A question to the editor, with the stories nearest to the text."""
    near = []
    for number, blocks in reading.stories().items():
        gap = min(distance(block.box, own.box) for own in blocks)
        reach = CUT_OFF * block.lines[0].size
        if gap < reach:
            near.append((gap / reach, number))
    candidates = [
        Candidate(
            records[number].ref,
            len(records[number].paragraphs),
            round(0.9 * (1 - share), 2),
            "nearby",
        )
        for share, number in sorted(near)[:MOST_CANDIDATES]
    ]
    text = run_on(line.text for line in block.lines)
    return problem(
        "unplaced-text",
        label,
        f"block {block.id}",
        text=text,
        candidates=candidates,
        start=text[:QUOTED],
    )
