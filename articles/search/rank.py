"""How well an article answers a query: a number made of its folded text and its day alone.

Computed here and not in SQL, so that every database gives the same order. Titles weigh most; a
place where the word stands as a word counts four times one where its characters only meet; the
tenth mention adds little, and less in a long text; a line to itself is as good as a title; a
year costs a tenth. `make bench-ranking` tells what a change is worth.
"""

from heapq import heapify, heappop, heappush
from itertools import islice
from typing import NamedTuple

from articles.search.words import is_word

IN_TITLE = 3.0
BY_ACCIDENT = 0.25
A_YEAR = 0.1
DAYS_A_YEAR = 365.25
USUAL_LENGTH = 600
SATURATION = 1.2  # bm25's k1; the length corrects half of it
PLACES = 3  # looked at by jieba in each part of a text; the others are taken for the same


class Hit(NamedTuple):
    """An article found; hits are ordered newest day first, newest time first, lowest id first."""

    pk: int
    day: int
    at: int

    @property
    def place(self):
        return -self.day, -self.at, self.pk


class Candidate(NamedTuple):
    """A hit that is to be ranked; `title_end` and `text` as in its SearchEntry."""

    hit: Hit
    title_end: int
    text: str


def ranked(candidates, words):
    """The candidates best first, one by one; of equals as by date.

    To find words takes longer than all the rest, so a candidate's words are looked for only when
    it would come next if all its mentions were words.
    """
    waiting = [(-score(words, one, _every), *one.hit.place, False, one) for one in candidates]
    heapify(waiting)
    while waiting:
        *place, is_sure, one = heappop(waiting)
        if is_sure:
            yield one
        else:
            heappush(waiting, (-score(words, one), *place[1:], True, one))


def score(words, candidate, meant=None):
    """Higher is better. `meant` tells which part of some places of a text are words."""
    meant = meant or _meant
    text, title_end = candidate.text, candidate.title_end
    title, rest = text[:title_end], text[title_end:]
    half_way = SATURATION * (0.5 + 0.5 * len(rest) / USUAL_LENGTH)
    total = A_YEAR * candidate.hit.day / DAYS_A_YEAR
    for word in words:
        mentions = _mentions(word, rest, meant)
        total += (SATURATION + 1) * mentions / (mentions + half_way)
        is_named = f"\n{word}\n" in text  # a column, or a subhead
        total += IN_TITLE * (is_named or min(1, _mentions(word, title, meant)))
    return total


def _mentions(word, text, meant):
    """How often the text has the word, accidents counted for less."""
    times = text.count(word)
    return times and times * (BY_ACCIDENT + (1 - BY_ACCIDENT) * meant(word, text))


def _every(_word, _text):
    return 1


def _meant(word, text):
    places = list(islice(_places(word, text), PLACES))
    return sum(is_word(text, at, at + len(word)) for at in places) / len(places)


def _places(word, text):
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + len(word))
