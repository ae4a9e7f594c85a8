"""load(): records become a draft issue, in few queries and without losing what is unusual."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.importers.load import load
from articles.importers.records import (
    ArticleRecord,
    Caption,
    IssueRecord,
    PageRecord,
    Paragraph,
    Problem,
    ZoneRecord,
)
from articles.models import Article, EditorialEvent, Photo, SearchEntry
from tests.factories import make_article, make_issue, make_page, make_user

pytestmark = pytest.mark.django_db

BOX = ((0.1, 0.1), (0.9, 0.1), (0.9, 0.4))
LONG = "长" * 500


def record_of(*articles, labels=("A01",), **fields):
    pages = tuple(PageRecord(label, number) for number, label in enumerate(labels, start=1))
    return IssueRecord("test", pages=pages, articles=articles, **fields)


def story(number, **fields):
    return ArticleRecord(
        ref=f"A01-{number}",
        page="A01",
        headline=f"第{number}条",
        byline="（记者 郑朗 许望舒）",
        paragraphs=(Paragraph("text", "昨晚七时，末班渡轮改到十点。"),),
        captions=(Caption("图为渡口。", "郑朗 摄"),),
        zones=(ZoneRecord("A01", "main", BOX),),
        **fields,
    )


def labels_of(issue):
    return [page.label for page in issue.pages.order_by("number")]


def test_number_of_queries_does_not_grow_with_the_articles():
    load(record_of(story(1)), make_issue())  # the reporters become known
    with CaptureQueriesContext(connection) as few:
        load(record_of(*map(story, range(1, 3))), make_issue(edition="supplement"))
    with CaptureQueriesContext(connection) as many:
        load(record_of(*map(story, range(1, 31))), make_issue(edition="extra"))
    assert len(many) - len(few) < 5  # SQLite writes 30 articles in several statements


def test_everything_of_an_article_is_ready_to_be_read():
    article = load(record_of(story(1)), make_issue())["A01-1"]
    article.refresh_from_db()
    assert [credit["name"] for credit in article.prepared["credits"]] == ["郑朗", "许望舒"]
    assert [photo["caption"] for photo in article.prepared["photos"]] == ["图为渡口。"]
    assert "渡轮" in SearchEntry.objects.get(article=article).text
    assert article.zones.get().right == 0.9


def test_history_of_an_article_begins_with_the_file_it_came_from():
    issue, user = make_issue(), make_user()
    run = run_of(issue)
    articles = load(record_of(story(1), story(2)), issue, run=run, by=user)
    for article in articles.values():
        event = EditorialEvent.objects.about(article).get()
        assert (event.verb, event.note, event.by) == ("imported", "a.txt", user)
        assert (event.title, event.by_name) == (str(article), user.username)


def test_whatever_is_written_names_who_brought_it_in():
    user = make_user()
    load(record_of(story(1)), make_issue(), by=user)
    assert (
        not EditorialEvent.objects.exclude(verb="created", subject="newspaper")
        .filter(by=None)
        .exclude(subject="issue")
    )


def test_printed_text_is_kept_whatever_its_length():
    fields = dict.fromkeys(("label", "dateline", "byline", "jump", "author_note"), LONG)
    written = ArticleRecord("A01-1", "A01", captions=(Caption(LONG, LONG),), **fields)
    article = load(record_of(written), make_issue())["A01-1"]
    article.refresh_from_db()
    assert {getattr(article, name) for name in fields} == {LONG}
    assert Photo.objects.get().credit == LONG


def test_first_half_of_a_jump_story_is_joined():
    articles = load(record_of(story(1), story(2, continues="A01-1")), make_issue())
    assert Article.objects.get(pk=articles["A01-2"].pk).continues == articles["A01-1"]


def test_articles_stand_in_order_on_each_page():
    second = ArticleRecord("A02-1", "A02", headline="二版头条")
    articles = load(record_of(story(1), story(2), second, labels=("A01", "A02")), make_issue())
    assert [article.position for article in articles.values()] == [1, 2, 1]


def test_page_that_joins_an_issue_stands_by_its_label():
    issue = make_issue()
    for number, label in enumerate(("A01", "A03", "B01"), start=1):
        make_article(make_page(issue, label, number))
    load(record_of(labels=("A02",)), issue)
    load(record_of(labels=("A10",)), issue)
    assert labels_of(issue) == ["A01", "A02", "A03", "A10", "B01"]


def test_pages_of_a_whole_issue_stand_as_in_the_source():
    issue = make_issue()
    load(record_of(labels=("A01", "B01", "A02")), issue)
    assert labels_of(issue) == ["A01", "B01", "A02"]


def test_problem_about_an_article_is_no_decision():
    trouble = Problem("gap-after", "A01", "A01-1", "…", text="")
    orphan = Problem("orphan", "A01", "line 9", "…", text="无头的一段")
    issue = make_issue()
    load(record_of(story(1), problems=(trouble, orphan)), issue, run=run_of(issue))
    assert [problem.code for problem in issue.import_problems.undecided()] == ["orphan"]


def run_of(issue):
    return issue.import_runs.create(
        newspaper=issue.newspaper, date=issue.date, source_name="a.txt", checksum="0", size=1
    )
