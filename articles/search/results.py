"""What a search found, in order, a page at a time."""

import re
import time
from collections import Counter
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from django.utils.translation import gettext as _

from articles.search import match, rank, words
from articles.search.query import BadQuery

# Windows reach back from a day, and no newspaper is older than the first.
FIRST, LAST = date(1600, 1, 1).toordinal(), date.max.toordinal()
COUNTED = 1000  # beyond that it is "more than": nobody reads page 50, and counting costs
RANKED = 300  # the newest so many hits are ranked,
RANKED_TITLES = 200  # and the newest so many with all words, and with each, in the title
RANKED_WORDS = 3
FACETED = 10_000  # so many of the newest hits, at least, are told apart by year, section and so on
ORDERINGS = ("relevance", "date")


class Page(NamedTuple):
    """Some results. `start` counts from 1; `next` goes to `Results.page()`, empty on the last."""

    articles: list
    start: int
    next: str


class Place(NamedTuple):
    """How far a reader has come: so many shown, of what was public at the time `as_of`; by date
    down to the hit (pk, day, at). Written as one string."""

    shown: int = 0
    as_of: int = 0
    pk: int = 0
    day: int = 0
    at: int = 0

    @classmethod
    def read(cls, text):
        if not text:
            return cls()
        if not re.fullmatch(r"[0-9]{1,18}(\.[0-9]{1,18}){4}", text):
            raise BadQuery(_("This address of a page of results is damaged."))
        place = cls(*map(int, text.split(".")))
        if place.pk and not FIRST <= place.day <= LAST:
            raise BadQuery(_("This address of a page of results is damaged."))
        return place

    def __str__(self):
        return ".".join(map(str, self))


class Results:
    """Those of `articles` that answer the query, best or newest first.

    `first` and `last` are the days between which they were printed. By relevance, the best
    candidates are ranked and all other hits follow by date. A page is asked for by what was
    shown before it, not by number: what is published meanwhile moves nothing.
    """

    def __init__(self, articles, query, ordering="relevance", *, first=None, last=None):
        if ordering not in ORDERINGS:
            raise BadQuery(_("Results come by relevance or by date."))
        self.articles = articles
        self.query = query
        self.ordering = ordering
        self.first = first.toordinal() if first else 0
        self.last = last.toordinal() if last else LAST
        self._left = match.PATIENCE

    @property
    def words(self):
        """The texts that are to be marked where they are found."""
        return [word.text for word in self.query.wanted]

    @cached_property
    def count(self):
        """How many there are, COUNTED + 1 standing for any number beyond."""
        if self.query.is_empty:
            return 0
        with self._in_time():
            return self._end and self._finder.count(COUNTED + 1)

    @cached_property
    def is_found(self):
        """Whether there is any; costs less than to count."""
        if self.query.is_empty:
            return False
        scope = match.Scope(self.first, self.last)
        with self._in_time():
            return bool(match.Finder(self.articles, self.query, scope).some(1))

    @property
    def is_counted(self):
        return self.count <= COUNTED

    @cached_property
    def newest_day(self):
        """When the newest was printed; None when nothing is found, or nothing any more."""
        if not self.count:
            return None
        with self._in_time():
            newest = self._newest(1, Place())
        return date.fromordinal(newest[0].day) if newest else None

    @cached_property
    def facets(self):
        """Counter of the facts of the newest hits: of all, or of FACETED and somewhat more."""
        if not self.count:
            return Counter()
        with self._in_time():
            return Counter(self._finder.facts(FACETED, few=self.is_counted).split())

    def __iter__(self):
        """All of them in order, read in large pages."""
        before = ""
        while True:
            self._left = match.PATIENCE
            page = self.page(before, size=COUNTED)
            yield from page.articles
            before = page.next
            if not before:
                return

    def page(self, before="", *, size=20):
        """The page that follows the place `before`; BadQuery when that is no place."""
        place = Place.read(before)
        if not self.count:
            return Page([], 1, "")
        with self._in_time():
            return self._page(place, size)

    @contextmanager
    def _in_time(self):
        """One answer has PATIENCE: how many there are, a page of them and their facts."""
        start = time.monotonic()
        try:
            with match.in_time(self.articles, start + self._left):
                yield
        finally:
            self._left -= time.monotonic() - start

    def _page(self, place, size):
        candidates = self._candidates(place)
        best = rank.ranked(candidates, self.words)
        hits = [one.hit for one in islice(best, place.shown, place.shown + size + 1)]
        if len(hits) <= size and len(candidates) not in range(1, RANKED):
            ids = {one.hit.pk for one in candidates}
            hits += self._by_date(place, ids, size + 1 - len(hits))
        found = self.articles.in_bulk([hit.pk for hit in hits[:size]])
        return Page(
            articles=[found[hit.pk] for hit in hits[:size] if hit.pk in found],
            start=place.shown + 1,
            next=str(self._after(place, candidates, hits[:size])) if len(hits) > size else "",
        )

    def _candidates(self, place):
        """What is ranked: the newest hits, and the newest with the words in the title."""
        if self.ordering == "date" or not self.words:
            return []
        words.learn(self.articles.db)
        hits = self._newest(RANKED, place)
        if len(hits) == RANKED:
            for query in _titled(self.query):
                hits += self._newest(RANKED_TITLES, place, query)
        return self._finder.candidates({hit.pk for hit in hits})

    def _by_date(self, place, ranked, limit):
        """The hits that are not ranked, newest first, from the place on."""
        after = rank.Hit(place.pk, place.day, place.at) if place.pk else None
        hits = self._newest(limit + len(ranked), place, after=after)
        return [hit for hit in hits if hit.pk not in ranked][:limit]

    def _newest(self, limit, place, query=None, after=None):
        finder = self._finder
        if query or any(place):
            finder = self._find(query or self.query, as_of=place.as_of or None, after=after)
        return finder.newest(limit, few=self.is_counted)

    @cached_property
    def _finder(self):
        return self._find(self.query)

    def _find(self, query, **scope):
        return match.Finder(self.articles, query, match.Scope(self.first, self._end, **scope))

    def _after(self, place, candidates, shown):
        by_date = shown[-1] not in {one.hit for one in candidates}
        last = shown[-1] if by_date else rank.Hit(0, 0, 0)
        as_of = place.as_of or match.public_until(self.articles) or 0
        return Place(place.shown + len(shown), as_of, *last)

    @cached_property
    def _end(self):
        end = min(self.last, match.newest_day(self.articles))
        return end if end >= FIRST else 0


def _titled(query):
    """The query with all its words in the title, and with each of the first few."""
    words = [word for word in query.wanted if not word.part]
    together = [words] if len(words) > 1 else []
    for titled in [*together, *([word] for word in words[:RANKED_WORDS])]:
        there = {word: word._replace(part="title") for word in titled}
        yield query._replace(words=tuple(there.get(word, word) for word in query.words))
