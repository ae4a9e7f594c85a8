"""What else was printed about the same: which articles, and how the page of an article has them."""

import datetime

import pytest
from django.db import connection
from django.utils import timezone

from articles.models import Article
from articles.search import related as module
from articles.search.related import related
from tests.factories import (
    DAY,
    make_article,
    make_column,
    make_credit,
    make_issue,
    make_newspaper,
    make_page,
    publish,
)

pytestmark = pytest.mark.django_db


def make_printed(*headlines, date=DAY, newspaper=None, **fields):
    """Published articles of one issue, by headline."""
    page = make_page(make_issue(newspaper, date))
    made = [make_article(page, headline, **fields) for headline in headlines]
    publish(page.issue)
    return made


def found(article, **options):
    return related(Article.objects.published().for_entries(), article, **options)


def test_articles_that_share_the_telling_words_of_the_headline():
    ferry, again, library = make_printed("渡轮昨日复航", "渡轮延长班次", "图书馆周三开放")
    assert found(ferry) == [again]
    assert found(library) == []


def test_the_kicker_counts_as_the_headline_does():
    (ferry,) = make_printed("昨日重新开船", kicker="渡轮消息")
    (again,) = make_printed("明天又停", kicker="渡轮消息", date=DAY + datetime.timedelta(1))
    assert found(ferry) == [again]


def test_rare_words_count_more_than_common_ones():
    first, rare, common = make_printed("渡轮改造完成", "渡轮上的一天", "工厂改造记")
    assert found(first)[0] == rare
    assert common not in found(first)[:1]


def test_of_equals_the_newest_comes_first_then_the_lowest_id():
    (ferry,) = make_printed("渡轮复航")
    days = [DAY + datetime.timedelta(days) for days in (-40, 40, 10)]
    old, new, middle = (make_printed("渡轮停靠", date=day)[0] for day in days)
    assert found(ferry) == [new, middle, old]


def test_the_column_and_the_people_decide_between_equals():
    column = make_column()
    person = make_credit(make_printed("渡轮复航", column=column)[0]).contributor
    ferry = Article.objects.get()
    other, signed, beside = make_printed(
        "渡轮停靠", "渡轮停靠", "渡轮停靠", date=DAY + datetime.timedelta(1)
    )
    make_credit(signed, person)
    Article.objects.filter(pk=beside.pk).update(column=column)
    make_credit(beside, person)
    assert found(ferry) == [beside, signed, other]


def test_years_ago_only_the_rarest_word_with_another_will_do():
    (ferry,) = make_printed("渡轮改造完成")
    long_ago = DAY - datetime.timedelta(days=2000)
    both, _one = make_printed("渡轮改造开始", "渡轮停靠", date=long_ago)
    assert found(ferry) == [both]


def test_neither_itself_nor_other_parts_of_its_story():
    page = make_page()
    first = make_article(page, "渡轮改造完成")
    second = make_article(page, "渡轮改造完成", continues=first)
    publish(page.issue)
    assert found(first, without=[first.pk, second.pk]) == []


def test_another_story_is_shown_once_however_many_parts_it_has():
    (ferry,) = make_printed("渡轮改造完成")
    page = make_page(make_issue(date=DAY + datetime.timedelta(1)))
    first = make_article(page, "渡轮改造开始")
    make_article(page, "渡轮改造开始", continues=first)
    publish(page.issue)
    assert len(found(ferry)) == 1


def test_neither_drafts_nor_withdrawn_nor_other_newspapers():
    ferry, withdrawn = make_printed("渡轮改造完成", "渡轮改造开始")
    withdrawn.withdraw(by=None, reason="有误")
    make_article(make_page(make_issue(date=DAY + datetime.timedelta(1))), "渡轮改造")
    make_printed("渡轮改造消息", newspaper=make_newspaper("wan", "潮城晚报"))
    assert found(ferry) == []


@pytest.mark.parametrize("headline", ["！！！", "我们的工作", "2026"])
def test_a_headline_that_says_nothing_is_related_to_nothing(headline):
    article, _other = make_printed(headline, "我们的工作")
    assert found(article) == []


def test_the_newspaper_s_own_place_tells_nothing():
    ferry, _other = make_printed("潮城渡轮复航", "潮城表彰教师")
    assert found(ferry) == []


def test_at_most_six():
    articles = make_printed(*["渡轮复航"] * 9)
    assert len(found(articles[0])) == 6


def test_what_takes_too_long_is_left_out(monkeypatch):
    def give_up(*arguments):
        raise module.BadQuery("too general")

    ferry, _again = make_printed("渡轮昨日复航", "渡轮延长班次")
    monkeypatch.setattr(module, "_hits", give_up)
    assert found(ferry) == []


class TestPage:
    def address(self, article):
        return f"{article.get_absolute_url()}related/"

    def test_leads_to_the_related(self, client):
        ferry, again = make_printed("渡轮昨日复航", "渡轮延长班次")
        response = client.get(self.address(ferry))
        assert again.get_absolute_url() in response.content.decode()
        assert response.headers["Cache-Control"] == "no-cache"

    def test_the_article_leads_there(self, client):
        (ferry,) = make_printed("渡轮昨日复航")
        text = client.get(ferry.get_absolute_url()).content.decode()
        assert f'href="{self.address(ferry)}"' in text

    def test_a_draft_has_none(self, client):
        response = client.get(self.address(make_article(headline="渡轮")))
        assert response.status_code == 404

    def test_what_was_withdrawn_is_gone_here_as_well_and_no_cache_keeps_it(self, client):
        (ferry,) = make_printed("渡轮昨日复航")
        ferry.withdraw(by=None, reason="有误")
        response = client.get(self.address(ferry))
        assert response.status_code == 410
        assert "no-store" in response.headers["Cache-Control"]

    def test_before_its_hour_there_is_none(self, client):
        page = make_page()
        article = make_article(page, "渡轮")
        publish(page.issue, at=timezone.now() + datetime.timedelta(hours=1))
        assert client.get(self.address(article)).status_code == 404

    @pytest.mark.parametrize("others", [2, 20])
    def test_queries(self, client, django_assert_num_queries, others):
        ferry, *_others = make_printed("渡轮改造完成", *["渡轮改造开始"] * others)
        told = 4 * (connection.vendor == "postgresql")  # to go by its indexes, and not to after
        # the article, its issue's outline, hits ever, hits of its time, what they are
        with django_assert_num_queries(5 + told):
            client.get(self.address(ferry))
