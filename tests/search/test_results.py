from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from articles import search
from articles.models import Article
from articles.search import BadQuery, match, results
from tests.factories import make_newspaper, make_section
from tests.search import reference

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 3, 2, 6, tzinfo=ZoneInfo("Asia/Shanghai"))


def make_archive(count, text="正文", titled=()):
    """Articles of as many days, newest first; those numbered in `titled` say it in the title."""
    newspaper = make_newspaper()
    made = Article.objects.bulk_create(
        Article(
            newspaper=newspaper,
            headline=f"第{at}条{text if at in titled else ''}",
            body=f"<p>{text * (1 + at % 3)}{'，也是' * (at % 7)}</p>",
            public_from=MORNING - timedelta(days=at // 2),
        )
        for at in range(count)
    )
    search.index(Article.objects.all())
    return made


def pages(found, size):
    before, shown = "", []
    while True:
        page = found.page(before, size=size)
        assert page.start == len(shown) + 1
        shown += [article.pk for article in page.articles]
        before = page.next
        if not before:
            return shown


@pytest.mark.parametrize("ordering", results.ORDERINGS)
@pytest.mark.parametrize("size", [1, 4, 23, 24, 100])
def test_pages_reach_every_hit_once_and_in_order(ordering, size):
    make_archive(24)
    articles = Article.objects.published()
    expected = reference.found(articles, "正文", ordering)
    assert pages(articles.search("正文", ordering=ordering), size) == expected
    assert [article.pk for article in articles.search("正文", ordering=ordering)] == expected


@pytest.mark.parametrize("size", [1, 5, 100])
def test_beyond_the_ranked_candidates_hits_follow_by_date(monkeypatch, size):
    monkeypatch.setattr(results, "RANKED", 6)
    monkeypatch.setattr(results, "RANKED_TITLES", 3)
    monkeypatch.setattr(results, "COUNTED", 9)
    made = make_archive(24, titled={11, 15, 19, 23})
    articles = Article.objects.published()
    candidates = [made[at] for at in (0, 1, 2, 3, 4, 5, 11, 15, 19)]
    ranked = reference.found(candidates, "正文")
    rest = [pk for pk in reference.found(articles, "正文", "date") if pk not in ranked]
    assert pages(articles.search("正文"), size) == ranked + rest
    assert not articles.search("正文").is_counted


@pytest.mark.parametrize("ordering", results.ORDERINGS)
def test_what_is_published_meanwhile_moves_no_page(ordering):
    made = make_archive(12)
    found = Article.objects.published().search("正文", ordering=ordering)
    first = found.page(size=5)
    late = Article.objects.filter(pk=made[11].pk)
    late.update(public_from=MORNING + timedelta(hours=1), headline="新的正文")
    search.index(late)
    second = Article.objects.published().search("正文", ordering=ordering)
    second = second.page(first.next, size=5)
    assert not {a.pk for a in first.articles} & {a.pk for a in second.articles}
    assert made[11] not in second.articles


def test_filters_before_the_search_narrow_it():
    made = make_archive(6)
    section = make_section(made[0].newspaper)
    Article.objects.filter(pk=made[3].pk).update(section=section)
    in_section = Article.objects.published().filter(section=section)
    assert list(in_section.search("正文")) == [made[3]]
    assert in_section.search("正文").count == 1


@pytest.mark.parametrize(
    "before", ["x", "1", "1.2.3", "1.2.3.4", "-1.0.0.0.0", "9" * 30, "1.2.3.١x"]
)
def test_a_damaged_place_is_refused_with_a_sentence(before):
    with pytest.raises(BadQuery):
        Article.objects.published().search("正文").page(before)


def test_a_place_far_beyond_the_end_is_an_empty_page():
    make_archive(3)
    for ordering in results.ORDERINGS:
        found = Article.objects.published().search("正文", ordering=ordering)
        assert found.page(f"99.1.1.{results.FIRST}.1").articles == []


def test_an_unknown_ordering_is_refused():
    with pytest.raises(BadQuery):
        Article.objects.published().search("正文", ordering="price")


def test_nothing_typed_finds_nothing_without_a_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert list(Article.objects.published().search(" \u200b")) == []


def statements(count):
    """PostgreSQL is told each time to go by its indexes, within a savepoint, and not to
    after; and counts the newest year first."""
    return count + 9 * (connection.vendor == "postgresql")


def test_queries_do_not_grow_with_the_hits(django_assert_num_queries):
    make_archive(60, titled=range(30))
    # the newest day, count, candidates, their texts, the page's articles
    with django_assert_num_queries(statements(5)):
        Article.objects.published().search("正文").page()
    with django_assert_num_queries(statements(4)):  # the newest day, count, hits, articles
        Article.objects.published().search("正文", ordering="date").page()


def test_queries_do_not_grow_with_the_words(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(results, "RANKED", 5)
    make_archive(60, titled=range(30))
    with django_assert_num_queries(
        statements(9)
    ):  # and four lists of titles: all words, each of three
        Article.objects.published().search("第 条 正文 正 文 也是 是").page()


@pytest.mark.parametrize("typed", ["字", "正文", "正文也", '"正文"', "标题:正文", "正文 -也是"])
def test_a_list_of_its_own_order_is_compared_where_too_many_are_found(monkeypatch, typed):
    monkeypatch.setattr(match, "FEW", 1)
    paper = make_archive(12, titled=range(4))[0].newspaper
    Article.objects.bulk_create(Article(newspaper=paper, headline="别的") for _more in range(3))
    search.index(Article.objects.all())
    found = search.narrow(Article.objects.order_by("id"), typed)
    expected = reference.found(Article.objects.all(), typed)
    assert [article.pk for article in found] == sorted(expected)


def test_pages_stay_where_they_were_in_a_list_narrowed_by_the_database():
    make_archive(6)
    articles = Article.objects.published().filter(headline__startswith="第")
    found = articles.search("正文")
    order = [article.pk for article in found]
    first = found.page(size=2)
    late = Article.objects.filter(pk=order[-1])
    late.update(public_from=datetime.now(MORNING.tzinfo), headline="第一 正文 正文")
    search.index(late)
    again = Article.objects.published().filter(headline__startswith="第").search("正文")
    assert [one.pk for one in again.page(first.next, size=10).articles] == order[2:-1]


def test_what_takes_too_long_is_given_up_and_leaves_no_trace(monkeypatch):
    make_archive(3)
    with monkeypatch.context() as hurry:
        hurry.setattr(match, "PATIENCE", -1)
        hurry.setattr(match, "OPCODES", 1)
        for ask in ("count", "is_found"):
            with pytest.raises(search.BadQuery):
                getattr(Article.objects.published().search("正文"), ask)
    assert Article.objects.published().search("正文").count == 3


def test_drafts_are_turned_over_page_by_page_too():
    make_archive(7)
    everything = Article.objects.all()
    expected = reference.found(everything, "正文", "date")
    assert pages(everything.search("正文", ordering="date"), 2) == expected


def test_a_list_of_its_own_order_is_narrowed_by_what_is_found_first(django_assert_num_queries):
    made = make_archive(5)
    with django_assert_num_queries(2 + 5 * (connection.vendor == "postgresql")):
        found = search.narrow(Article.objects.order_by("id"), "第2条 正文")
        assert list(found) == [made[2]]
    assert search.narrow(Article.objects.all(), " ").count() == 5


def test_the_newest_day_of_what_is_found():
    make_archive(4)
    found = Article.objects.published().search("正文")
    assert found.newest_day == MORNING.date()
    assert Article.objects.published().search("潮汐").newest_day is None


def test_hits_withdrawn_while_a_page_is_made_have_no_newest_day():
    make_archive(2)
    found = Article.objects.published().search("正文")
    assert found.count == 2
    Article.objects.update(public_from=None)
    search.index(Article.objects.all())
    assert found.newest_day is None
