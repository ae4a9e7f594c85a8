"""Dumps that keep the line breaks of the printed columns, put back into whole paragraphs."""

import re
import unicodedata
from collections import Counter
from dataclasses import replace

from articles.importers.readers.dump.cuts import ends_open
from articles.importers.readers.dump.lines import Line, classify

FEWEST = 12  # full lines before a dump is taken for wrapped
IN_PROSE = re.compile(r"[，。,（(“]")
LATIN_MEET = re.compile(r"[A-Za-z0-9]{2}")
WIDEST = 60
NARROWEST = 8  # characters of a column


def unwrapped(lines: list[Line], usual_gap: int) -> list[Line]:
    """The same text with the lines of each paragraph joined, when most lines are one width."""
    edge = column_edge(lines)
    if not edge:
        return lines
    indents = sum(line.indented for line in lines) >= 3
    joined: list[list[Line]] = []
    for line in lines:
        above = joined[-1][-1] if joined else None
        if above and line.gap <= usual_gap and runs_on(above, line, edge, indents=indents):
            joined[-1].append(line)
        else:
            joined.append([line])
    return [replace(part[0], text=together(part)) for part in joined]


def column_edge(lines: list[Line]) -> int:
    """The width most lines fill, in full-width characters; 0 when the dump is not wrapped."""
    widths = Counter(round(width(line.text)) for line in lines)
    edge = max(widths, key=lambda w: (widths[w] + widths[w - 1], w), default=0)
    full = [line for line in lines if is_full(line, edge, edge)]
    unfinished = sum(ends_open(line.text) for line in full)
    if edge < NARROWEST or len(full) < max(FEWEST, 0.4 * len(lines)):
        return 0
    return edge if unfinished >= 0.6 * len(full) else 0


def runs_on(above: Line, line: Line, edge: int, *, indents: bool) -> bool:
    """Whether a line belongs to the paragraph of the line above it.

    Where no paragraph is indented, a full line that ends its sentence ends the paragraph.
    """
    prose = bool(IN_PROSE.search(above.text))
    slack = 2 if prose and indents and ends_open(above.text) else 0
    if line.indented or not is_full(above, edge - slack, edge):
        return False
    if not indents and not ends_open(above.text):
        return False
    kind = classify(line).kind
    return kind in ("body", "head") or (prose and kind not in ("opening", "page-header"))


def is_full(line: Line, least: int, most: int) -> bool:
    """Lines end a character early where punctuation may not begin the next."""
    return least - 1.5 <= width(line.text) + line.indented * 2 <= most + 1


def width(text: str) -> float:
    if len(text) > 2 * WIDEST:
        return len(text)  # no column is so wide
    return sum(1 if unicodedata.east_asian_width(c) in "WFA" else 0.5 for c in text)


def together(lines: list[Line]) -> str:
    """Chinese lines meet without a blank, Latin words with one."""
    pieces = [lines[0].text]
    for line in lines[1:]:
        if LATIN_MEET.fullmatch(pieces[-1][-1] + line.text[0]):
            pieces.append(" ")
        pieces.append(line.text)
    return "".join(pieces)
