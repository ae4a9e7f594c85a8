"""Search: one way in (`index`), one way out (`search`, and `narrow` for lists of their own order).

What is typed is found as a part of what is printed, after folding; see `articles.text.fold`. All
articles are indexed; who sees which is decided by the queryset one starts from:
`Article.objects.published().search("…")`.
"""

from articles.search import match
from articles.search.highlight import highlight, mark
from articles.search.query import BadQuery, parse
from articles.search.results import Results
from articles.search.upkeep import drift, index, mend

__all__ = [
    "BadQuery",
    "Results",
    "drift",
    "highlight",
    "index",
    "mark",
    "mend",
    "narrow",
    "search",
]


def search(articles, typed, *, ordering="relevance"):
    """The Results for what was typed among `articles`; BadQuery if it cannot be understood."""
    return Results(articles, parse(typed), ordering)


def narrow(articles, typed):
    """The queryset of those of `articles` that contain what was typed: all, if that is nothing."""
    return match.containing(articles, parse(typed))
