"""The same archive and the same questions on both databases: the same articles, in one order.

On PostgreSQL the test asks SQLite too, by running this file in a process of its own.
"""

import json
import os
import subprocess
import sys
from contextlib import nullcontext

import pytest

COUNT, WORDS = 1_000, 140
FIELDS = ["标题:{}", "署名:{}", "栏目:第1栏 {}", "版:A01 {}", "{} -的", '"{}"', "{} 不在 任何 地方"]


def answers():
    """{question: what comes of it}, on the default database, which has to be empty."""
    from articles.models import Article, SearchEntry
    from benchmarks.corpus import make_corpus
    from benchmarks.queries import ADVERSARIES, pick_words

    make_corpus(COUNT, nullcontext())
    texts = list(SearchEntry.objects.order_by("pk").values_list("text", flat=True))
    words = [word for of_class in pick_words(texts[::20], WORDS).values() for word in of_class]
    framed = [frame.format(word) for frame in FIELDS for word in words[::20]]
    articles = Article.objects.published()
    return {
        f"{typed} {ordering}": answer(articles, typed, ordering)
        for typed in [*words, *framed, *ADVERSARIES]
        for ordering in ("relevance", "date")
    }


def answer(articles, typed, ordering):
    """[how many, years, ids of the first pages], or why there is no answer."""
    from articles.search import BadQuery

    try:
        found = articles.search(typed, ordering=ordering)
        first = found.page(size=50)
        pages = [first, found.page(first.next, size=50)] if first.next else [first]
        years = {fact: count for fact, count in found.facets.items() if fact[0] == "y"}
        return [found.count, years, [[article.pk for article in page.articles] for page in pages]]
    except BadQuery as error:
        return str(error)


@pytest.mark.django_db
def test_sqlite_and_postgresql_answer_alike():
    from django.db import connection

    if connection.vendor != "postgresql":
        pytest.skip("asked on PostgreSQL, which asks SQLite too")
    environment = os.environ | {"DATABASE_URL": "sqlite://:memory:"}
    command = [sys.executable, "-m", "tests.search.test_parity"]
    theirs = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    ours = json.loads(json.dumps(answers()))
    printed, _nothing = theirs.communicate()
    expected = json.loads(printed)
    assert len(expected) > 2 * WORDS
    differing = {typed: (ours[typed], one) for typed, one in expected.items() if ours[typed] != one}
    assert differing == {}
    assert sum(bool(one[0]) for one in expected.values()) > WORDS


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    django.setup()
    from django.core.management import call_command

    from articles.search import words

    words.LOOK_AGAIN = float("inf")  # as in all tests
    call_command("migrate", verbosity=0)
    json.dump(answers(), sys.stdout)
