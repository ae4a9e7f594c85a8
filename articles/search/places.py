"""Where the words found stand on the page as printed: boxes for its picture."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from articles.text.fold import fold_with_offsets

MOST = 100  # marked on one page: more say nothing, and have to be sent


class Box(NamedTuple):
    """A stretch of one printed line, in fractions of the page's width and height."""

    left: float
    top: float
    right: float
    bottom: float


class Hit(NamedTuple):
    """One place with a word: in one box, or in one for each line that the word is spread over."""

    story: int
    boxes: tuple[Box, ...]

    @property
    def svg_path(self) -> str:
        """The boxes for an SVG whose viewBox is 0 0 100 100."""
        percent = ([f"{100 * length:.2f}" for length in box] for box in self.boxes)
        return "".join(
            f"M{left},{top}H{right}V{bottom}H{left}z" for left, top, right, bottom in percent
        )


def places(reading: dict, words: Sequence[str], stories: Iterable[int]) -> list[Hit]:
    """The first MOST places with one of the folded `words` in these stories of a page.

    `reading` is as `importers.facsimile.records.Reading.as_json()` keeps it. A word may go over
    the end of a line, and of a column where its paragraph does.
    """
    shown = set(stories)
    size = reading["width"], reading["height"]
    hits: list[Hit] = []
    for story, blocks in _stories(reading["blocks"]).items():
        if story in shown:
            for lines in _passages(blocks):
                hits += [Hit(story, boxes) for boxes in _found(lines, words, size)]
                if len(hits) >= MOST:
                    return hits[:MOST]
    return hits


def _stories(blocks: list[dict]) -> dict[int, list[dict]]:
    found: dict[int, list[dict]] = {}
    for block in blocks:
        found.setdefault(block["story"], []).append(block)
    return found


def _passages(blocks: list[dict]) -> Iterator[list[dict]]:
    """The lines of what reads on without a break: of a paragraph, or of any other block.

    A caption or a subhead between two columns does not end the paragraph that they share.
    """
    text: list[dict] = []
    for block in blocks:
        if block["role"] != "text":
            yield block["lines"]
            continue
        for line in block["lines"]:
            if line["opens"] and text:
                yield text
                text = []
            text.append(line)
    yield text


def _found(lines, words, size) -> Iterator[tuple[Box, ...]]:
    """The boxes of each place, in the order of the text."""
    folds = [fold_with_offsets(line["text"]) for line in lines]
    text = "\n".join(folded for folded, _offsets in folds)
    starts = [0, *accumulate(len(folded) + 1 for folded, _offsets in folds)]
    for start, end in _spans(text, words):
        boxes = []
        for at in range(bisect_right(starts, start) - 1, bisect_right(starts, end - 1)):
            offsets = folds[at][1][max(start - starts[at], 0) : end - starts[at]]
            if offsets:
                boxes.append(_box(lines[at], offsets[0], offsets[-1] + 1, size))
        yield tuple(boxes)


def _spans(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """[(start, end)] of the places to mark, apart and in order, as `highlight` marks them."""
    spans: list[tuple[int, int]] = []
    for start, end in sorted(at.span() for word in words for at in _pattern(word).finditer(text)):
        if spans and not text[spans[-1][1] : start].strip("\n"):
            spans[-1] = spans[-1][0], max(end, spans[-1][1])
        else:
            spans.append((start, end))
    return spans


def _pattern(word: str) -> re.Pattern:
    """The word, where a line may end after any character and instead of any space."""
    letters = ("[ \n]" if letter == " " else re.escape(letter) for letter in word)
    return re.compile("\n?".join(letters))


def _box(line: dict, first: int, last: int, size: tuple[float, float]) -> Box:
    """The characters from `first` up to `last` of a line, on the page."""
    left, top, right, bottom = line["box"]
    start, end = sorted((line["edges"][first], line["edges"][last]))
    if line["vertical"]:
        top, bottom = start, end
    else:
        left, right = start, end
    whole = size * 2
    return Box(
        *(
            min(max(at / of, 0.0), 1.0)
            for at, of in zip((left, top, right, bottom), whole, strict=True)
        )
    )
