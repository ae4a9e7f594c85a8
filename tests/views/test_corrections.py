"""What readers see of corrections: with the article, in a list, in feeds; and the printed text."""

import pytest
from django.utils import timezone

from articles.models import Article
from tests.factories import correct, make_article, make_page, make_photo, make_published_issue

pytestmark = pytest.mark.django_db
LIST = "/chao/corrections/"
FEEDS = [f"{LIST}feeds/{kind}" for kind in ("rss.xml", "atom.xml", "feed.json")]


@pytest.fixture
def article():
    make_published_issue()
    article = Article.objects.get()
    make_photo(article, caption="图为渡口。")
    correct(article, "船名应为“潮平号”。", headline="潮平号复航", body="<p>潮平号离岸。</p>")
    correct(article, "录入漏一字。", kind="transcript", kicker="停航三日之后")
    return article


@pytest.mark.parametrize("address", [LIST, *FEEDS])
def test_list_and_feeds_tell_it(client, article, address):
    text = client.get(address).text
    assert "船名应为" in text
    assert "潮平号复航" in text
    assert "录入漏一字" not in text


def test_article_tells_it(client, article):
    text = client.get(article.get_absolute_url()).text
    assert "船名应为" in text
    assert "录入漏一字" not in text


def test_text_as_printed_stays_citable(client, article):
    response = client.get(f"{article.get_absolute_url()}as-printed/")
    assert "正文在这里。" in response.text
    assert "潮平号" not in response.text
    assert "图为渡口。" in response.text
    assert '<meta name="robots" content="noindex">' in response.text


def test_what_was_never_corrected_reads_as_printed(client):
    make_published_issue()
    address = Article.objects.get().get_absolute_url()
    assert client.get(f"{address}as-printed/").headers["Location"] == address


def test_withdrawn_article_takes_its_corrections_along(client, article):
    article.refresh_from_db()
    article.withdraw(by=None, reason="失实")
    for address in (LIST, *FEEDS):
        assert "潮平号" not in client.get(address).text
    assert client.get(f"{article.get_absolute_url()}as-printed/").status_code == 410
    assert client.get("/api/v1/corrections/").json()["results"] == []


def test_correction_of_what_is_to_appear_waits_for_it(client):
    page = make_page()
    article = make_article(page)
    page.issue.publish(by=None, at=timezone.now() + timezone.timedelta(hours=1), is_archive=True)
    article.refresh_from_db()
    correct(article, "提前更正。")
    assert "提前更正" not in client.get(LIST).text
    assert client.get(f"{article.get_absolute_url()}as-printed/").status_code == 404
    assert client.get("/api/v1/corrections/").json()["results"] == []


def test_long_list_goes_on(client, article):
    for number in range(31):
        correct(article, f"第{number}条更正。")
    first = client.get(LIST).text
    assert "船名应为" not in first
    older = first.partition("?before=")[2].partition('"')[0]
    assert "船名应为" in client.get(f"{LIST}?before={older}").text


@pytest.mark.parametrize("before", ["x", "-1", "9" * 40])
def test_address_that_goes_on_from_nowhere(client, article, before):
    assert client.get(f"{LIST}?before={before}").status_code == 404


def test_queries(client, article, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        client.get(LIST)
