"""What is around the answers: validators, caching, safety."""

import pytest

from tests.factories import correct, make_published_issue

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return make_published_issue().articles.get()


def paths(article):
    yield from ("", "articles/", f"articles/{article.pk}/", f"issues/{article.issue_id}/")
    yield "search/?q=正文"


def test_unchanged_answer_is_not_sent_again(client, article):
    for path in paths(article):
        first = client.get(f"/api/v1/{path}")
        again = client.get(f"/api/v1/{path}", headers={"if-none-match": first.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b""), path
        assert again.headers["ETag"] == first.headers["ETag"]


def test_answers_may_be_kept_but_are_asked_after(client, article):
    for path in paths(article):
        assert client.get(f"/api/v1/{path}").headers["Cache-Control"] == "no-cache", path


def test_changed_article_has_another_etag(client, article):
    address = f"/api/v1/articles/{article.pk}/"
    etag = client.get(address).headers["ETag"]
    correct(article, headline="改过的标题")
    again = client.get(address, headers={"if-none-match": etag})
    assert again.status_code == 200
    assert again.headers["ETag"] != etag


def test_withdrawn_article_is_gone_for_those_who_kept_it(client, article):
    address = f"/api/v1/articles/{article.pk}/"
    etag = client.get(address).headers["ETag"]
    article.withdraw(by=None, reason="失实")
    assert client.get(address, headers={"if-none-match": etag}).status_code == 410


def test_head_answers_like_get_without_the_body(client, article):
    answer = client.head(f"/api/v1/articles/{article.pk}/")
    assert (answer.status_code, answer.content) == (200, b"")


def test_chinese_is_sent_as_it_is(client, article):
    assert "正文在这里" in client.get(f"/api/v1/articles/{article.pk}/").content.decode()


def test_reading_leaves_no_cookie(client, article):
    for path in paths(article):
        assert not client.get(f"/api/v1/{path}").cookies, path


def test_docs_keep_the_strict_policy(client):
    answer = client.get("/api/v1/docs/")
    page, policy = answer.content.decode(), answer.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "<style" not in page
    assert "http" not in page
    assert "<script>" not in page
    assert client.get("/api/v1/docs/?script=").headers["Content-Type"] == "application/javascript"
