"""Contributor and Credit: what is prepared for reading follows the people it names."""

from datetime import date
from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError

from articles.models import Article, Contributor, Credit
from tests.factories import (
    DAY,
    make_article,
    make_contributor,
    make_credit,
    make_issue,
    make_newspaper,
    make_page,
    make_published_issue,
    make_user,
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


class TestCounts:
    def count(self, newspaper, first=None):
        rows = Credit.objects.counted(newspaper, first or DAY.replace(day=1))
        return [(row.name, row.role, row.pieces, row.characters, row.shared_pieces) for row in rows]

    def test_pieces_count_whole_and_shared_and_pictures_have_no_characters(self):
        issue = make_published_issue(articles=2)
        alone, joint = issue.articles.order_by("pk")
        zheng, lu = (make_contributor(issue.newspaper, name) for name in ("郑朗", "卢格"))
        for article, person in ((alone, zheng), (joint, zheng), (joint, lu)):
            make_credit(article, person)
        make_credit(joint, lu, role="photographer")
        length = alone.characters
        assert sorted(self.count(issue.newspaper)) == [
            ("卢格", "photographer", 1, 0, 1),
            ("卢格", "reporter", 1, length, Fraction(1, 2)),
            ("郑朗", "reporter", 2, 2 * length, Fraction(3, 2)),
        ]

    def test_drafts_withdrawn_articles_and_other_months_do_not_count(self):
        issue = make_published_issue()
        article = issue.articles.get()
        person = make_contributor(issue.newspaper)
        make_credit(article, person)
        make_credit(make_article(make_page(make_issue(issue.newspaper, edition="extra"))), person)
        assert [row[2] for row in self.count(issue.newspaper)] == [1]
        assert self.count(issue.newspaper, date(2026, 1, 1)) == []
        article.withdraw(by=make_user(), reason="失实。")
        assert self.count(issue.newspaper) == []

    def test_a_month_of_one_newspaper_costs_one_query(self, django_assert_num_queries):
        issue = make_published_issue(articles=5)
        person = make_contributor(issue.newspaper)
        for article in issue.articles.all():
            make_credit(article, person)
        other = make_newspaper("other", "岚海日报")
        with django_assert_num_queries(1):
            assert [row[2] for row in self.count(issue.newspaper)] == [5]
        assert self.count(other) == []
