"""What every form of the admin keeps to."""

import pytest
from django.urls import reverse

from articles.models import Article
from tests.factories import (
    make_article,
    make_column,
    make_contributor,
    make_issue,
    make_newspaper,
    make_page,
    make_photo,
    make_published_issue,
    make_section,
    make_user,
)

pytestmark = pytest.mark.django_db


def address(thing, act="change"):
    return reverse(f"admin:articles_{thing._meta.model_name}_{act}", args=[thing.pk])


@pytest.mark.parametrize(
    "make",
    [make_section, make_column, make_contributor, make_issue, make_photo],
    ids=lambda make: make.__name__,
)
def test_newspaper_is_chosen_once(chief, make):
    thing = make(newspaper=make_newspaper())
    opened = chief.get(address(thing)).context["adminform"]
    assert "newspaper" in opened.readonly_fields
    assert "newspaper" not in opened.form.fields
    added = chief.get(reverse(f"admin:articles_{thing._meta.model_name}_add"))
    assert "newspaper" in added.context["adminform"].form.fields


def test_page_stays_in_its_issue(chief):
    assert "issue" in chief.get(address(make_page())).context["adminform"].readonly_fields


def test_article_added_to_a_published_issue_is_released_by_who_may(client):
    client.force_login(make_user("fang", "责任编辑"))
    issue = make_published_issue()
    article = make_article(issue.pages.get(), released=False)
    assert "待补发" in client.get(address(issue)).text
    release = reverse("admin:release", args=[article.pk])
    assert release not in client.get(address(article)).text
    assert client.post(release).status_code == 403
    assert not article_is_public(article)
    client.force_login(make_user("xu", "部主任"))
    assert release in client.get(address(article)).text
    client.post(release)
    assert article_is_public(article)


def article_is_public(article):
    return Article.objects.published().filter(pk=article.pk).exists()
