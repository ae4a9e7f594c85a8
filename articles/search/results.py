"""What a search found, in order, a page at a time."""

import re
from datetime import timedelta
from functools import cached_property
from typing import NamedTuple

from django.utils.translation import gettext as _

from articles.search import match
from articles.search.entry import EPOCH, OPEN, microseconds
from articles.search.query import BadQuery
from articles.search.rank import score

COUNTED = 1000  # beyond that it is "more than": nobody reads page 50, and counting costs
RANKED = 300  # the newest so many hits are ranked,
RANKED_TITLES = 200  # and the newest so many with all words, and with each, in the title
RANKED_WORDS = 3
COMPARED = ("pk", "at", "text", "title_length")
ORDERINGS = ("relevance", "date")


class Page(NamedTuple):
    """Some results. `start` counts from 1; `next` goes to `Results.page()`, empty on the last."""

    articles: list
    start: int
    next: str


class Place(NamedTuple):
    """How far a reader has come: so many shown, of what there was at the time `as_of`; by date
    down to the article `pk` of the time `at`. Times are microseconds; written as one string."""

    shown: int = 0
    as_of: int = 0
    at: int = 0
    pk: int = 0

    @classmethod
    def read(cls, text):
        if not text:
            return cls()
        if not re.fullmatch(r"[0-9]{1,17}(\.[0-9]{1,17}){3}", text):
            raise BadQuery(_("This address of a page of results is damaged."))
        return cls(*map(int, text.split(".")))

    def __str__(self):
        return ".".join(map(str, self))


class Results:
    """Those of `articles` that contain all `words`, best or newest first.

    By relevance, the best candidates are ranked and all other hits follow by date. A page is
    asked for by what was shown before it, not by number: what is published meanwhile moves
    nothing.
    """

    def __init__(self, articles, words, ordering="relevance"):
        if ordering not in ORDERINGS:
            raise BadQuery(_("Results come by relevance or by date."))
        self.articles = articles
        self.words = words
        self.ordering = ordering

    @cached_property
    def count(self):
        """How many there are, COUNTED + 1 standing for any number beyond."""
        if not self.words:
            return 0
        return match.entries(self.articles, self.words).order_by()[: COUNTED + 1].count()

    @property
    def is_counted(self):
        return self.count <= COUNTED

    def __iter__(self):
        """All of them in order, read in large pages."""
        before = ""
        while True:
            page = self.page(before, size=COUNTED)
            yield from page.articles
            before = page.next
            if not before:
                return

    def page(self, before="", *, size=20):
        """The page that follows the place `before`; BadQuery when that is no place."""
        place = Place.read(before)
        if not self.words:
            return Page([], 1, "")
        with match.by_index(self.articles):
            return self._page(place, size)

    def _page(self, place, size):
        ranked = self._ranked(place)
        hits = ranked[place.shown : place.shown + size + 1]
        if len(hits) <= size and len(ranked) < self.count:
            hits += self._others(ranked, place)[: size + 1 - len(hits)]
        shown = hits[:size]
        found = self.articles.in_bulk([pk for pk, _at in shown])
        return Page(
            articles=[found[pk] for pk, _at in shown if pk in found],
            start=place.shown + 1,
            next=str(_after(place, ranked, shown)) if len(hits) > size else "",
        )

    def _ranked(self, place):
        """(id, time) of the candidates, best first; of none when ordered by date."""
        if self.ordering == "date" or not self.count:
            return []
        ranked = sorted(
            (-score(self.words, text, title_length, OPEN - at), OPEN - at, pk)
            for pk, at, text, title_length in self._candidates(place)
        )
        return [(pk, OPEN - age) for _score, age, pk in ranked]

    def _candidates(self, place):
        """What is ranked: the newest hits, and the newest with the words in the title."""
        lists = [self._hits(place, common=not self.is_counted)[:RANKED]]
        if self.count > RANKED:
            titles = [self.words] if len(self.words) > 1 else []
            titles += [[word] for word in self.words[:RANKED_WORDS]]
            hits = self._hits(place, common=False)
            lists += [match.titled(hits, words)[:RANKED_TITLES] for words in titles]
        return {row for found in lists for row in found.values_list(*COMPARED)}

    def _others(self, ranked, place):
        """(id, time) of the hits that are not ranked, newest first, from the place on."""
        hits = self._hits(place, common=not self.is_counted)
        if place.at:
            hits = match.older_than(hits, _time(place.at), place.pk)
        return hits.exclude(pk__in=[pk for pk, _at in ranked]).values_list("pk", "at")

    def _hits(self, place, *, common):
        hits = match.entries(self.articles, self.words, common=common)
        return hits.filter(at__lte=_time(place.as_of)) if place.as_of else hits


def _after(place, ranked, shown):
    last_pk, last_at = shown[-1]
    by_date = last_pk not in {pk for pk, _at in ranked}
    newest = max(at for _pk, at in ranked or shown)
    return Place(
        shown=place.shown + len(shown),
        as_of=place.as_of or microseconds(newest),
        at=microseconds(last_at) if by_date else 0,
        pk=last_pk if by_date else 0,
    )


def _time(after_epoch):
    return EPOCH + timedelta(microseconds=after_epoch)
