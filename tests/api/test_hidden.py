"""Nothing leaks: drafts, issues of tomorrow, embargoed and withdrawn things, by every door."""

import datetime
import json

import pytest
from django.utils import timezone

from tests.factories import (
    DAY,
    make_article,
    make_contributor,
    make_credit,
    make_issue,
    make_newspaper,
    make_page,
    make_photo,
    make_zone,
    publish,
)

pytestmark = pytest.mark.django_db
SECRET = "密不可宣"
LISTS = ("issues/", "pages/", "articles/", "contributors/")
TOMORROW = datetime.timedelta(days=1)


def fill(issue, **fields):
    """A page with an article that has the secret in every field, a photo, a credit, a zone."""
    page = make_page(issue, title=SECRET)
    texts = dict.fromkeys(
        ("headline", "kicker", "subheadline", "label", "byline", "source", "jump"), SECRET
    )
    article = make_article(page, body=f"<p>{SECRET}</p>", **texts | fields)
    make_credit(article, make_contributor(issue.newspaper, name=SECRET))
    make_photo(article, caption=SECRET, credit=SECRET)
    make_zone(page, article)
    return article


def draft(newspaper):
    return fill(make_issue(newspaper, title=SECRET))


def of_tomorrow(newspaper):
    article = fill(make_issue(newspaper, title=SECRET))
    publish(article.issue, at=timezone.now() + TOMORROW)
    return article


def withdrawn_issue(newspaper):
    article = fill(make_issue(newspaper, title=SECRET))
    publish(article.issue).withdraw(by=None, reason="印错了日期")
    return article


def in_the_pool(newspaper):
    article = make_article(issue=None, newspaper=newspaper, headline=SECRET)
    make_credit(article, make_contributor(newspaper, name=SECRET))
    return article


@pytest.fixture(params=[draft, of_tomorrow, withdrawn_issue, in_the_pool], ids=lambda f: f.__name__)
def hidden(request):
    return request.param(make_newspaper())


def test_lists_do_not_show_it(api, hidden):
    for path in LISTS:
        assert api(path)["results"] == [], path


def test_no_filter_finds_it(api, hidden):
    asked = [
        {"q": SECRET},
        {"date": DAY},
        {"newspaper": "chao"},
        {"updated_since": "2020-01-01T00:00:00Z"},
        {"has_photo": "true"},
        {"has_photo": "false"},
        {"contributor": hidden.credits.get().contributor_id},
    ]
    asked += [{"issue": hidden.issue_id}, {"page": "A01"}] if hidden.issue_id else []
    for parameters in asked:
        assert api("articles/", expand="body", **parameters)["results"] == [], parameters


def test_search_does_not_find_it(api, hidden):
    found = api("search/", q=SECRET)
    assert (found["count"], found["results"]) == (0, [])


def test_its_addresses_say_nothing_of_it(client, hidden):
    person = hidden.credits.get().contributor_id
    paths = [f"articles/{hidden.pk}/", f"contributors/{person}/"]
    if hidden.issue_id:
        paths += [f"issues/{hidden.issue_id}/?expand=pages.zones,pages.articles.body"]
        paths += [f"pages/{hidden.page_id}/?expand=zones,articles.body"]
    for path in paths:
        answer = client.get(f"/api/v1/{path}")
        assert answer.status_code in (404, 410), path
        assert SECRET not in json.dumps(answer.json(), ensure_ascii=False)


@pytest.fixture(params=["embargoed", "withdrawn"])
def hidden_in_public_issue(request):
    """One article of a public issue is not to be seen; another one beside it is."""
    issue = make_issue(make_newspaper())
    embargo = timezone.now() + TOMORROW if request.param == "embargoed" else None
    article = fill(issue, embargo=embargo)
    issue.pages.update(title="要闻")
    make_article(article.page, headline="公开的", continues=article)
    publish(issue)
    article.refresh_from_db()
    if request.param == "withdrawn":
        article.withdraw(by=None, reason="失实")
    return article


def test_the_rest_of_its_issue_does_not_betray_it(client, hidden_in_public_issue):
    page, issue = hidden_in_public_issue.page_id, hidden_in_public_issue.issue_id
    for path in (
        f"issues/{issue}/?expand=pages.zones,pages.articles.body",
        f"pages/{page}/?expand=zones,articles.body",
        "issues/?expand=pages.zones",
        "pages/?expand=zones",
        "articles/?expand=body",
        "search/?q=公开的&expand=body",
        "contributors/",
    ):
        answer = client.get(f"/api/v1/{path}")
        assert answer.status_code == 200
        assert SECRET not in answer.content.decode(), path
        assert '"zones":[{' not in answer.content.decode(), path


def test_its_second_half_does_not_name_its_id(api, hidden_in_public_issue):
    (public,) = api("articles/")["results"]
    assert public["headline"] == "公开的"
    assert public["continues"] is None


def test_its_first_half_does_not_name_its_id(api):
    first = make_article(make_page(make_issue()))
    make_article(first.page, continues=first, embargo=timezone.now() + TOMORROW)
    publish(first.issue)
    assert api(f"articles/{first.pk}/")["continuations"] == []


def test_contributor_of_a_withdrawn_article_alone_is_gone(api, hidden_in_public_issue):
    person = hidden_in_public_issue.credits.get().contributor_id
    api(f"contributors/{person}/", 404)


def test_withdrawn_article_answers_410_with_the_reason_alone(api):
    article = fill(make_issue())
    publish(article.issue)
    article.refresh_from_db()
    article.withdraw(by=None, reason="照片中人未同意刊登。")
    assert api(f"articles/{article.pk}/", 410) == {
        "type": "urn:problem-type:newsroom:withdrawn",
        "title": "This was published and has been withdrawn.",
        "status": 410,
        "instance": f"/api/v1/articles/{article.pk}/",
        "reason": "照片中人未同意刊登。",
    }


def test_everything_in_a_withdrawn_issue_answers_410_with_its_reason(api):
    article = withdrawn_issue(make_newspaper())
    for path in (f"issues/{article.issue_id}/", f"pages/{article.page_id}/"):
        assert api(path, 410)["reason"] == "印错了日期"
    assert api(f"articles/{article.pk}/", 410)["reason"] == "印错了日期"


def test_issue_withdrawn_before_anybody_saw_it_was_never_there(api):
    article = of_tomorrow(make_newspaper())
    article.issue.withdraw(by=None, reason="推迟")
    api(f"issues/{article.issue_id}/", 404)
    api(f"articles/{article.pk}/", 404)


def test_an_editor_sees_no_more_here(admin_client):
    article = draft(make_newspaper())
    assert admin_client.get(f"/api/v1/articles/{article.pk}/").status_code == 404


def test_nothing_internal_is_shown(client):
    article = fill(make_issue())
    publish(article.issue)
    text = client.get(f"/api/v1/articles/{article.pk}/").content.decode()
    for name in ("version", "embargo", "released_at", "withdraw", "position", "prepared", "user"):
        assert name not in text
