"""Whether search shows first what a reader wants: `make bench-ranking`, in 60 seconds.

Fills an empty database (one in memory, unless DATABASE_URL names another) with the sample
newspaper and the articles of judged.toml, asks the queries that stand there and compares three
orders of the same hits by their mean nDCG@10: 1 is the best order there is, and a grade of g
counts 2**g - 1. Exit status 1 when ours is not the best of them, or has become worse than FLOOR.

- newsroom: by relevance, as the site shows it;
- newest: by date;
- bm25: by the textbook, k1 = 1.2 and b = 0.75, over all public articles. Its terms are the words
  that the tokenizer of articles.search.words, the newspaper's own words among them, cuts out of
  the query and of the whole folded text, headline and body alike. Equals stand by date.
"""

import os
import sys
import tempfile
import tomllib
from collections import Counter
from datetime import datetime, time
from math import log, log2
from pathlib import Path
from typing import NamedTuple

JUDGED = Path(__file__).with_name("judged.toml")
GRADES = {"best": 3, "good": 2, "passing": 1}
FEWEST = 3  # hits of a query
LOOKED_AT = 10
LOST = 0.1
FLOOR = 0.918
K1, B = 1.2, 0.75


class Judgement(NamedTuple):
    """How well each order answers a query: {name of the order: nDCG}."""

    typed: str
    scores: dict


def main():
    with tempfile.TemporaryDirectory() as media:
        set_up(media)
        judged = tomllib.loads(JUDGED.read_text("utf-8"))
        keys = fill(judged["article"])
    orders = {"newsroom": by_relevance, "newest": by_date, "bm25": Bm25()}
    judgements = [judge(query, keys, orders) for query in judged["query"]]
    means = {name: mean(one.scores[name] for one in judgements) for name in orders}
    show(judgements, means)
    failures = [name for name in orders if means["newsroom"] < means[name]]
    for name in failures:
        print(f"WORSE THAN {name}")
    if means["newsroom"] < FLOOR:
        print(f"BELOW THE FLOOR of {FLOOR}")
    return 1 if failures or means["newsroom"] < FLOOR else 0


def set_up(media):
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
    os.environ.setdefault("SECRET_KEY", "only-for-this-run")
    os.environ.setdefault("DATABASE_URL", "sqlite://:memory:")
    os.environ["MEDIA_ROOT"] = media
    django.setup()


def fill(extras):
    """{key: id} of all public articles: the sample's by folder and file, ours by their own."""
    from django.core.management import call_command

    from articles.models import Article, Newspaper

    call_command("migrate", verbosity=0)
    with open(os.devnull, "w") as nowhere:
        call_command("load_sample", stdout=nowhere, stderr=nowhere)
    sample = Article.objects.published().select_related("issue", "page")
    keys = {key(article): article.pk for article in sample}
    newspaper = Newspaper.objects.get()
    return keys | {extra["id"]: publish(newspaper, extra).pk for extra in extras}


def key(article):
    """Where the sample keeps the article: 2026-11-14-extra/A01-2."""
    issue = article.issue
    edition = "" if issue.edition == "daily" else f"-{issue.edition}"
    return f"{issue.date}{edition}/{article.page.label}-{article.position}"


def publish(newspaper, extra):
    from django.utils import timezone

    from articles.models import Article

    lines = extra["body"].strip().split("\n")
    body = "".join(f"<p>{line}</p>" for line in lines)
    article = Article(newspaper=newspaper, headline=extra["headline"], body=body)
    article.save()
    article.release(by=None, at=timezone.make_aware(datetime.combine(extra["date"], time(6))))
    return article


def judge(query, keys, orders):
    """The Judgement of one [[query]]; ValueError if it grades what is no hit."""
    grades = {keys[name]: grade for kind, grade in GRADES.items() for name in query.get(kind, [])}
    typed = query["typed"]
    hits = by_date(typed)
    missed = grades.keys() - set(hits)
    if len(hits) < FEWEST or missed:
        names = [name for name, pk in keys.items() if pk in missed]
        raise ValueError(f"{typed}: {len(hits)} hits, not among them {names}")
    return Judgement(typed, {name: ndcg(order(typed), grades) for name, order in orders.items()})


def ndcg(hits, grades):
    best = sorted(grades.values(), reverse=True)
    return gain(grades.get(pk, 0) for pk in hits) / gain(best)


def gain(grades):
    """What a reader has from the first hits: less, the further down they stand."""
    first = list(grades)[:LOOKED_AT]
    return sum((2**grade - 1) / log2(at + 2) for at, grade in enumerate(first))


def by_relevance(typed, ordering="relevance"):
    from articles import search
    from articles.models import Article

    found = search.search(Article.objects.published(), typed, ordering=ordering)
    return [article.pk for article in found]


def by_date(typed):
    return by_relevance(typed, "date")


class Bm25:
    """Puts the hits of a query in the order of bm25; see the top of this file."""

    def __init__(self):
        from articles.models import SearchEntry
        from articles.search import words

        words.learn()
        self.cut = words._dictionary().tokenizer.cut
        texts = SearchEntry.objects.filter(article__public_from__isnull=False)
        self.texts = {pk: Counter(self.cut(text)) for pk, text in texts.values_list("pk", "text")}
        self.lengths = {pk: text.total() for pk, text in self.texts.items()}
        self.usual_length = mean(self.lengths.values())
        self.having = Counter(word for text in self.texts.values() for word in text)

    def __call__(self, typed):
        from articles import search

        wanted = search.parse(typed).wanted
        terms = {term for word in wanted for term in self.cut(word.text)}
        return sorted(by_date(typed), key=lambda pk: -self.score(terms, pk))

    def score(self, terms, pk):
        half_way = K1 * (1 - B + B * self.lengths[pk] / self.usual_length)
        times = ((term, self.texts[pk][term]) for term in terms)
        return sum(self.rarity(term) * (K1 + 1) * n / (n + half_way) for term, n in times)

    def rarity(self, term):
        having = self.having[term]
        return log(1 + (len(self.texts) - having + 0.5) / (having + 0.5))


def mean(values):
    values = list(values)
    return sum(values) / len(values)


def show(judgements, means):
    print(f"nDCG@{LOOKED_AT}, mean of {len(judgements)} queries\n")
    print(f"| {' | '.join(means)} |\n|{'---|' * len(means)}")
    print(f"| {' | '.join(f'{value:.3f}' for value in means.values())} |")
    lost = [one for one in judgements if one.scores["newsroom"] < one.scores["bm25"] - LOST]
    print(f"\nbm25 is better by more than {LOST} for {len(lost)}:")
    for one in lost:
        scores = ", ".join(f"{name} {value:.3f}" for name, value in one.scores.items())
        print(f"  {one.typed}: {scores}")


if __name__ == "__main__":
    sys.exit(main())
