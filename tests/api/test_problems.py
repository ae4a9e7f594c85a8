"""Errors: RFC 9457 documents in the language asked for."""

import pytest
from rest_framework.exceptions import Throttled
from rest_framework.test import APIRequestFactory

from articles.api import problems, views
from articles.api.problems import CONTENT_TYPE, KINDS
from tests.factories import make_newspaper

pytestmark = pytest.mark.django_db
URN = "urn:problem-type:newsroom:"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
@pytest.mark.parametrize(
    "path", ["", "articles/", "articles/1/", "search/", "schema/", "docs/", "issues/1/"]
)
def test_there_is_nothing_but_reading(client, method, path):
    answer = getattr(client, method)(f"/api/v1/{path}?sektion=x")
    assert answer.status_code == 405
    assert answer.headers["Content-Type"] == CONTENT_TYPE
    assert answer.headers["Allow"] == "GET, HEAD"
    assert answer.json()["type"] == f"{URN}method-not-allowed"


@pytest.mark.parametrize("path", ["nothing/", "articles/x/", "articles/1/2/", "articles/-1/"])
def test_address_with_nothing_at_it(client, path):
    answer = client.get(f"/api/v1/{path}", headers={"accept-language": "en"})
    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == CONTENT_TYPE
    assert answer.json() == {
        "type": f"{URN}not-found",
        "title": "There is nothing at this address.",
        "status": 404,
        "instance": f"/api/v1/{path}",
    }


@pytest.mark.parametrize(
    "kind", "newspapers sections columns contributors issues pages articles".split()
)
@pytest.mark.parametrize("pk", [1, 2**63, 10**40])
def test_thing_that_does_not_exist(api, kind, pk):
    assert api(f"{kind}/{pk}/", 404)["type"] == f"{URN}not-found"


def test_address_without_its_slash_leads_to_the_one_with_it(client):
    answer = client.get("/api/v1/articles?page=A01")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/api/v1/articles/?page=A01")


def test_every_mistake_is_named_at_once(api):
    problem = api("articles/", 400, sektion="x", section="")
    assert problem["type"] == f"{URN}invalid-parameters"
    assert [error["parameter"] for error in problem["errors"]] == ["sektion", "section"]
    problem = api("articles/", 400, date="x", edition="y")
    assert [error["parameter"] for error in problem["errors"]] == ["date", "edition"]


def test_format_that_is_not_offered(client):
    for path in ("articles/", "docs/", "schema/"):
        answer = client.get(f"/api/v1/{path}", headers={"accept": "application/xml"})
        assert answer.status_code == 406
        assert answer.headers["Content-Type"] == CONTENT_TYPE
        assert answer.json()["type"] == f"{URN}not-acceptable"


def test_programming_error(client, monkeypatch):
    def fails(self):
        raise RuntimeError("secret detail")

    monkeypatch.setattr(views.Newspapers, "get_queryset", fails)
    client.raise_request_exception = False
    answer = client.get("/api/v1/newspapers/", headers={"accept-language": "en"})
    assert answer.status_code == 500
    assert answer.headers["Content-Type"] == CONTENT_TYPE
    assert answer.json()["type"] == f"{URN}server-error"
    assert b"secret" not in answer.content


def test_throttled_request_learns_when_to_come_back():
    request = APIRequestFactory().get("/api/v1/articles/")
    answer = problems.answer(Throttled(wait=30), {"request": request})
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "30")
    assert answer.data["type"] == f"{URN}too-many-requests"


def test_sentences_come_in_the_language_asked_for(client):
    make_newspaper()
    answers = {
        language: client.get("/api/v1/articles/?date=x", headers={"accept-language": language})
        for language in ("en", "zh-CN", "zh-Hans", "de", "")
    }
    details = {name: it.json()["errors"][0]["detail"] for name, it in answers.items()}
    assert details["en"] == "Enter a valid date."
    assert details["zh-CN"] == details["zh-Hans"] == details["de"] == details[""]
    assert details["zh-CN"] != details["en"]
    assert answers["en"].headers["Content-Language"] == "en"
    assert "Accept-Language" in answers["en"].headers["Vary"]


def test_every_kind_has_its_own_type():
    names = [name for name, _title in KINDS.values()]
    assert len(set(names)) == len(names)
