"""Two people at once: whoever comes later sees what the earlier did, and nobody is locked out.

On SQLite writers queue for the whole database, so there is nothing to see there.
"""

import datetime
from threading import Barrier, Thread

import pytest
from django.db import connection, connections

from articles.models import Article, Contributor, Issue, Page
from tests.factories import (
    DAY,
    make_article,
    make_contributor,
    make_credit,
    make_issue,
    make_page,
    make_photo,
    make_zone,
    publish,
)

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time"),
]
ROUNDS = range(5)


def together(*acts):
    """Do all the acts at the same moment, each on a connection of its own; what went wrong."""
    wrong, start = [], Barrier(len(acts))

    def do(act):
        try:
            start.wait()
            act()
        except Exception as error:
            wrong.append(error)
        finally:
            connections.close_all()

    threads = [Thread(target=do, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong


def change(thing, **fields):
    fresh = type(thing).objects.get(pk=thing.pk)
    for name, value in fields.items():
        setattr(fresh, name, value)
    fresh.save()


@pytest.mark.parametrize("_round", ROUNDS)
def test_every_name_is_shown_when_several_sign_at_once(_round):
    article = make_article()
    people = [make_contributor(name=name) for name in ("郑朗", "许望舒", "柯海生")]
    make_credit(article, people[0])
    assert not together(
        lambda: change(people[0], name="郑朗之"),
        lambda: make_credit(article, people[1]),
        lambda: make_credit(article, people[2]),
        lambda: change(article, headline="改好了的题"),
    )
    shown = {credit["name"] for credit in Article.objects.get().prepared["credits"]}
    assert shown == {"郑朗之", "许望舒", "柯海生"} == set(names())


def names():
    return Contributor.objects.values_list("name", flat=True)


@pytest.mark.parametrize("_round", ROUNDS)
def test_page_that_gets_a_zone_while_the_article_is_withdrawn_is_withheld(_round):
    first = make_page(make_issue())
    article, beside = make_article(first), make_article(first)
    second = make_page(first.issue, "A02", 2)
    make_article(second)
    issue = publish(first.issue)
    turned = [[first.pk, [beside.pk, article.pk]], *issue.layout()[1:]]
    assert not together(
        lambda: Article.objects.get(pk=article.pk).withdraw(by=None, reason="失实"),
        lambda: make_zone(second, Article.objects.get(pk=article.pk)),
        lambda: change(second, title="民生"),
        lambda: make_credit(beside, make_contributor(first.issue.newspaper)),
        lambda: Issue.objects.get().arrange(issue.layout(), turned, by=None),
    )
    assert not Page.objects.shown_as_printed().exists()


@pytest.mark.parametrize("_round", ROUNDS)
def test_nothing_is_left_behind_when_an_issue_is_published(_round):
    page = make_page(make_issue(date=DAY + datetime.timedelta(days=1)))
    open_copies = [make_article(page) for _ in range(2)]
    photographed = make_article(page)
    assert not together(
        lambda: Issue.objects.get().publish(by=None, is_archive=True),
        lambda: make_article(page, released=False),
        lambda: make_photo(photographed),
        *(article.save for article in open_copies),
    )
    late = Article.objects.filter(released_at__isnull=True)
    assert late.count() <= 1  # added a moment after
    assert not late.published().exists()
    since = Article.objects.exclude(pk__in=late).values_list("public_from", flat=True)
    assert set(since) == {Issue.objects.get().publish_at}
