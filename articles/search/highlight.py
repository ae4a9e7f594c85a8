"""What was found, shown in the words of the original: marked headline and best passage."""

import re
import unicodedata
from bisect import bisect_left
from itertools import chain
from typing import NamedTuple

from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString, mark_safe

from articles.search.entry import byline_lines, column_lines, text_lines, title_lines
from articles.text.fold import fold, fold_with_offsets

PASSAGE = 110
SHORT = 30
LEAD_IN = 30  # how far before the first mark a passage looks for the start of a sentence
SENTENCE_END = re.compile(r"[。！？；!?;](?:[”」』）)]*)")


class Found(NamedTuple):
    """HTML: the headline on one line, and a passage with the place where words were found."""

    headline: SafeString
    passage: SafeString


def highlight(article, words):
    """The article's headline and best passage with `words`, as parsed, in <mark>."""
    headline, *lines = title_lines(article)
    others = (text_lines(article), byline_lines(article), lines, column_lines(article))
    lines = [line for line in chain.from_iterable(others) if line]
    return Found(mark(" ".join(headline.split()), words), passage(lines, words, article.summary))


def mark(text, words):
    """`text` as HTML with every place that has one of the folded words in <mark>."""
    return _marked(text, _spans(text, words), 0, len(text))


def passage(lines, words, summary=""):
    """The stretch of the line that has most of the words, as HTML, and one with those it lacks.

    The start of `summary` when no line has any; after a line that says little, such as a byline.
    """
    folds = [(fold(line), line) for line in lines]
    best, line = _richest(folds, words)
    lacking = [word for word in words if word not in best]
    if lacking == words:
        return _around(summary, words, 0)
    shown = [_around(line, words)]
    other, other_line = _richest(folds, lacking)
    if any(word in other for word in lacking):
        shown.append(_around(other_line, lacking))
    elif len(line) < SHORT and not summary.startswith(line):
        shown.append(_around(summary, words, 0))
    return format_html_join(" ", "{}", [(part,) for part in shown])


def _richest(folds, words):
    """The (fold, line) that has most of the words, the first of equals."""
    return max(folds, key=lambda pair: sum(word in pair[0] for word in words), default=("", ""))


def _around(text, words, at=None):
    """The stretch of a text where its marks are densest, or from `at` on."""
    spans = _spans(text, words)
    return _marked(text, spans, *_stretch(text, _densest(spans) if at is None else at))


def _spans(text, words):
    """[(start, end)] in `text` of the places to mark, apart and in order."""
    folded, offsets = fold_with_offsets(text)
    places = sorted(
        (offsets[at.start()], offsets[at.end() - 1] + 1)
        for word in words
        for at in re.finditer(re.escape(word), folded)
    )
    spans = []
    for start, end in places:
        end = _whole(text, end)
        if spans and start <= spans[-1][1]:
            spans[-1] = spans[-1][0], max(end, spans[-1][1])
        else:
            spans.append((start, end))
    return spans


def _densest(spans):
    """Where the stretch begins that has most marks."""
    starts = [start for start, _end in spans]
    reached = (bisect_left(starts, start + PASSAGE - LEAD_IN) for start in starts)
    return starts[max(enumerate(reached), key=lambda pair: pair[1] - pair[0])[0]]


def _stretch(text, at):
    """(start, end) of a passage around `at`, from the start of a sentence where one is near."""
    earliest = max(0, at - LEAD_IN)
    ends = [match.end() for match in SENTENCE_END.finditer(text, earliest, at)]
    start = ends[-1] if ends else _whole(text, earliest)
    return start, _whole(text, min(len(text), start + PASSAGE))


def _whole(text, at):
    """`at`, moved on until it parts no character from the marks that belong to it."""
    while 0 < at < len(text) and (_joins(text[at]) or text[at - 1] == "\u200d"):
        at += 1
    return at


def _joins(character):
    return unicodedata.category(character)[0] == "M" or character == "\u200d"


def _marked(text, spans, start, end):
    pieces, at = ["…" if start else ""], start
    for left, right in spans:
        left, right = max(left, at), min(right, end)
        if left < right:
            pieces += [escape(text[at:left]), "<mark>", escape(text[left:right]), "</mark>"]
            at = right
    pieces += [escape(text[at:end]), "…" if end < len(text) else ""]
    return mark_safe("".join(pieces))  # noqa: S308 - escaped piece by piece
