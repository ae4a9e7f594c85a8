"""Contributor and Credit: what is prepared for reading follows the people it names."""

import pytest
from django.core.exceptions import ValidationError

from articles.models import Article, Contributor, Credit
from tests.factories import (
    make_article,
    make_contributor,
    make_credit,
    make_newspaper,
    make_published_issue,
)

pytestmark = pytest.mark.django_db


def test_new_name_is_shown_with_every_article():
    article, person = make_article(), make_contributor(name="郑朗")
    make_credit(article, person)
    person.name = "郑朗之"
    person.save()
    article.refresh_from_db()
    assert article.prepared["credits"][0]["name"] == "郑朗之"
    assert article.version == 1


def test_new_name_is_found():
    make_published_issue()
    person = make_contributor(name="郑朗")
    make_credit(Article.objects.get(), person)
    person.name = "贺知秋"
    person.save()
    assert Article.objects.get().search_entry.text.count("贺知秋") == 1


def test_credit_moved_to_another_article_leaves_the_first():
    first, second = make_article(), make_article(issue=None)
    credit = make_credit(first)
    credit.article = second
    credit.save()
    assert Article.objects.get(pk=first.pk).prepared["credits"] == []
    assert len(Article.objects.get(pk=second.pk).prepared["credits"]) == 1


def test_changed_credit_makes_the_article_newer_without_making_it_another_version():
    article = make_article()
    make_credit(article)
    fresh = Article.objects.get()
    assert fresh.version == article.version
    assert fresh.updated_at > article.updated_at


def test_person_of_another_newspaper_is_refused():
    article = make_article()
    stranger = make_contributor(make_newspaper("wan", "晚报"))
    with pytest.raises(ValidationError) as error:
        Credit(article=article, contributor=stranger).full_clean()
    assert "contributor" in error.value.message_dict


def test_only_people_with_something_public_are_published():
    make_published_issue()
    make_contributor(name="许望舒")
    make_credit(Article.objects.get(), make_contributor(name="郑朗"))
    assert [person.name for person in Contributor.objects.published()] == ["郑朗"]
