"""Whether search finds what it should: nothing missed, and the same on both databases."""

import json
from itertools import islice
from pathlib import Path

from django.db import connection

from articles import search
from articles.models import Article
from articles.search import match, rank
from articles.search.results import Results
from benchmarks.queries import pick_words

SLICE = 20_000  # articles compared one by one with what is found
WORDS = 1_000
EVERY = 20_000  # hits that are ranked to see what ranking a few of them leaves out
BEST = 10
OVERLAP = 0.9


def prove():
    """Compare what is found among the newest SLICE articles with what their texts contain."""
    rows = _newest()
    last, first = rows[0][1], rows[-1][1]
    texts = {pk: text for pk, day, text in rows if day > first}
    articles = Article.objects.published()
    missed = false = asked = 0
    for words in pick_words(list(texts.values()), WORDS).values():
        for typed in words:
            scope = match.Scope(first + 1, last)
            query = search.parse(typed)
            with match.in_time(articles):
                found = set(match.Finder(articles, query, scope).some(SLICE + 1))
            there = {pk for pk, text in texts.items() if all(w.text in text for w in query.words)}
            missed, false = missed + len(there - found), false + len(found - there)
            asked += 1
    print(f"recall: {asked} queries of 7 classes, {missed} hits missed, {false} false")
    if missed or false:
        yield f"{missed} hits missed, {false} false"


def _newest():
    sql = "SELECT article_id, day, text FROM articles_searchentry ORDER BY day DESC"
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} LIMIT {SLICE}")
        return cursor.fetchall()


def agree(classes, count):
    """Keep the ids found, in order, for the other database; or compare them with its own."""
    found = {
        f"{typed} {ordering}": [article.pk for article in _page(typed, ordering)]
        for queries in classes.values()
        for typed in queries
        for ordering in ("relevance", "date")
    }
    path = Path(f".bench-search-{count}-{connection.vendor}.json")
    path.write_text(json.dumps(found, ensure_ascii=False))
    for other in Path().glob(f".bench-search-{count}-*.json"):
        theirs = json.loads(other.read_text())
        differing = [typed for typed, ids in found.items() if theirs.get(typed) != ids]
        if other != path:
            print(f"parity: {len(found)} pages, {len(differing)} differ from {other}")
            yield from (f"{typed}: not the same on both databases" for typed in differing)


def _page(typed, ordering):
    try:
        return Results(Article.objects.published(), search.parse(typed), ordering).page().articles
    except search.BadQuery:
        return []


def overlap(classes):
    """How many of the best 10 are also the best of all hits, EVERY newest of them at most."""
    shares = []
    for name in ("medium", "two common", "common+medium"):
        for typed in classes[name][:5]:
            results = Results(Article.objects.published(), search.parse(typed))
            shown = {article.pk for article in results.page(size=BEST).articles}
            hits = {hit.pk for hit in results._finder.newest(EVERY)}
            batches = (list(hits)[at : at + 500] for at in range(0, len(hits), 500))
            every = [one for batch in batches for one in results._finder.candidates(batch)]
            best = {one.hit.pk for one in islice(rank.ranked(every, results.words), BEST)}
            shares.append(len(shown & best) / max(1, len(best)))
    mean = sum(shares) / len(shares)
    print(f"overlap@{BEST} with ranking every hit: {mean:.2f} (at least {OVERLAP})")
    if mean < OVERLAP:
        yield f"overlap@{BEST} {mean:.2f} < {OVERLAP}"
