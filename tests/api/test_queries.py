"""What answers cost: a fixed number of queries, whatever there is to show."""

import datetime

import pytest
from django.db import connection
from django.urls import reverse

from articles.models import Article
from tests.factories import (
    DAY,
    make_articles,
    make_column,
    make_contributor,
    make_issue,
    make_newspaper,
    make_page,
    make_section,
    publish,
)

pytestmark = pytest.mark.django_db
PAGES, STORIES = 3, 4
# PostgreSQL is told to go by its indexes, and not to after, and looks at the newest first.
TOLD = 5 * (connection.vendor == "postgresql")


@pytest.fixture
def issues():
    """Three issues of several pages, articles with everything, jumps in each of them."""
    newspaper = make_newspaper()
    section, column = make_section(newspaper), make_column(newspaper)
    return [make_whole_issue(newspaper, section, column, back) for back in range(3)]


def make_whole_issue(newspaper, section, column, back):
    issue = make_issue(newspaper, DAY - datetime.timedelta(days=back), number=100 - back)
    person, earlier = make_contributor(newspaper, name=f"记者{back}"), None
    for number in range(1, PAGES + 1):
        page = make_page(issue, f"A0{number}", number)
        page.credits.create(role="责编", person="周听澜")
        made = make_articles(page, STORIES, person, section=section, column=column)
        for article in made:
            article.continues, earlier = earlier, article
        Article.objects.bulk_update(made, ["continues"])
    return publish(issue)


# Articles: themselves with all they stand in; what continues them.
# Issues: themselves with their newspaper; their pages. Pages: themselves; their credits.
# Parts and people: themselves with their newspaper.
BUDGET = {
    "newspapers": 1,
    "sections": 1,
    "columns": 1,
    "contributors": 1,
    "issues": 2,
    "pages": 2,
    "articles": 2,
}


@pytest.mark.parametrize(("kind", "budget"), BUDGET.items())
def test_lists_and_details(client, django_assert_num_queries, issues, kind, budget):
    with django_assert_num_queries(budget):
        answer = client.get(reverse(f"api:{kind}"), {"page_size": 100})
    rows = answer.json()["results"]
    for row in rows[:1]:
        with django_assert_num_queries(budget):
            assert client.get(reverse(f"api:{kind}-detail", args=[row["id"]])).status_code == 200
    assert rows


@pytest.mark.parametrize("filter_", ["newspaper=chao", "section=news", "column=chaoping", "q=正文"])
def test_filtered_list_of_articles(client, django_assert_max_num_queries, issues, filter_):
    # One more to find the section; what is typed is looked for, then read, each in time.
    with django_assert_max_num_queries(3 + 2 * TOLD):
        answer = client.get(f"/api/v1/articles/?page_size=100&expand=body&{filter_}")
    assert len(answer.json()["results"]) == 3 * PAGES * STORIES


def test_issue_tree(client, django_assert_num_queries, issues):
    """The issue, its pages, their credits, zones and articles, and what continues those."""
    expand = "pages.zones,pages.articles.body"
    with django_assert_num_queries(6):
        answer = client.get(f"/api/v1/issues/{issues[0].pk}/", {"expand": expand})
    pages = answer.json()["pages"]
    assert [len(page["articles"]) for page in pages] == [STORIES] * PAGES
    assert [len(page["zones"]) for page in pages] == [STORIES] * PAGES


def test_list_of_issues_with_their_pages(client, django_assert_num_queries, issues):
    with django_assert_num_queries(4):
        answer = client.get("/api/v1/issues/", {"expand": "pages.zones"})
    assert [len(issue["pages"]) for issue in answer.json()["results"]] == [PAGES] * 3


def test_search(client, django_assert_max_num_queries, issues):
    """The newest day, the count (PostgreSQL: of a year, of all), the hits, their texts, those
    shown, what continues them."""
    client.get("/api/v1/search/", {"q": "正文"})  # now and then a search reads the dictionary
    with django_assert_max_num_queries(7 + 2 * TOLD):
        answer = client.get("/api/v1/search/", {"q": "正文", "page_size": 20})
    assert len(answer.json()["results"]) == 20


def test_withdrawn_article(client, django_assert_num_queries, issues):
    article = issues[0].articles.first()
    article.withdraw(by=None, reason="失实")
    with django_assert_num_queries(2):  # not public; withdrawn?
        assert client.get(f"/api/v1/articles/{article.pk}/").status_code == 410


def test_entrance_needs_none(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/api/v1/")
