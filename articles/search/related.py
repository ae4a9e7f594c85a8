"""What else was printed about the same: articles that share the telling words of a headline.

Rare words count, not many. The column and the people count a little, and so does being new.
"""

from datetime import timedelta

from articles.search import match, words
from articles.search.entry import printed
from articles.search.query import BadQuery, Query
from articles.search.tokens import SIGNS, wanted_terms
from articles.text.fold import fold

WORDS = 5
PLAIN = 8  # rarity below which a word is in every tenth headline
CANDIDATES = 40
NEARBY = timedelta(days=366)  # how long a story lasts
LEAST = 0.2  # of the weight of all the headline's words
IN_COMMON = 0.05  # the column, a person
A_DAY = 0.00005


def related(articles, article, *, without=(), count=6):
    """Those of `articles`, of the same newspaper, that are about the same, best first.

    Three statements: the newest ever with the rarest word and another, those of its time with
    any, and what they are. None of them is the article, or one of the ids in `without`, nor are
    two parts of one story.
    """
    words.learn(articles.db)
    weights = _weights(article)
    if not weights:
        return []
    try:
        with match.in_time(articles):
            hits = {hit.pk for hit in _hits(articles, article, list(weights))}
    except BadQuery:  # it took too long
        return []
    found = articles.in_bulk(hits - {article.pk, *without}).values()
    likeness = {other: _likeness(article, other, weights) for other in found}
    alike = sorted((-like, other.pk, other) for other, like in likeness.items() if like)
    stories = {}
    for _like, _pk, other in alike:
        stories.setdefault(other.continues_id or other.pk, other)
    return list(stories.values())[:count]


def _weights(article):
    """{word: its weight} for the rarest words of headline and kicker; together they weigh 1.

    Without the newspaper's own name and place: however rare elsewhere, here they are daily.
    """
    here = fold(f"{article.newspaper.name} {article.newspaper.city}")
    told = words.telling(f"{article.headline} {article.kicker}")
    rarities = {word: words.rarity(word) for word in told if word not in here}
    rarest = sorted(rarities, key=rarities.get, reverse=True)[:WORDS]
    chosen = [word for word in rarest if rarities[word] >= PLAIN]
    whole = sum(rarities[word] for word in chosen)
    return {word: rarities[word] / whole for word in chosen}


def _hits(articles, article, told):
    """Candidates: told by the first two characters of each word, so some are none."""
    in_title = [SIGNS["title"] + wanted_terms(word)[0] for word in told]
    if len(told) > 1:
        yield from _newest(articles, article, match.ALWAYS, in_title[:1], in_title[1:])
    day = printed(article)
    near = match.Scope((day - NEARBY).toordinal(), (day + NEARBY).toordinal())
    yield from _newest(articles, article, near, in_title)


def _newest(articles, article, scope, *groups):
    """The newest that have a term of each group."""
    finder = match.Finder(articles, Query(facts=(f"n{article.newspaper_id}",)), scope)
    finder.groups += groups
    return finder.newest(CANDIDATES, few=True)


def _likeness(article, other, weights):
    title = fold(f"{other.headline} {other.kicker}")
    shared = sum(weight for word, weight in weights.items() if word in title)
    if shared < LEAST:
        return 0
    days = (printed(other) - printed(article)).days
    return shared + IN_COMMON * len(_origin(article) & _origin(other)) + A_DAY * days


def _origin(article):
    """What of an article makes another one like it a little: its column and its people."""
    people = {("person", person["id"]) for person in article.prepared["credits"]}
    return people | ({("column", article.column_id)} if article.column_id else set())
