"""Search: one way in (`index`), one way out (`search`, and `narrow` for lists of their own order).

What is typed is found as a part of what is printed, after folding; see `articles.text.fold`. All
articles are indexed; who sees which is decided by the queryset one starts from:
`Article.objects.published().search("…")`.
"""

from articles.search import match
from articles.search.highlight import highlight, mark
from articles.search.match import in_time
from articles.search.query import BadQuery, parse
from articles.search.results import Results
from articles.search.upkeep import drift, in_bulk, index, mend, term_counts, unwritten

__all__ = [
    "BadQuery",
    "Results",
    "drift",
    "highlight",
    "in_bulk",
    "in_time",
    "index",
    "mark",
    "mend",
    "narrow",
    "search",
    "term_counts",
    "unwritten",
]


def search(articles, typed, *, ordering="relevance", facts=(), first=None, last=None):
    """The Results for what was typed among `articles`; BadQuery if it cannot be understood.

    Narrowed to articles that have all `facts`, as `articles.search.entry.facts` gives them, and
    were printed between two days.
    """
    query = parse(typed)
    if not query.is_empty:
        query = query._replace(facts=(*query.facts, *facts))
    return Results(articles, query, ordering, first=first, last=last)


def narrow(articles, typed):
    """The queryset of those of `articles` that contain what was typed: all, if that is nothing.

    Read it `in_time()`: the order is not the index's own, and an old word is far down in it.
    """
    return match.containing(articles, parse(typed))
