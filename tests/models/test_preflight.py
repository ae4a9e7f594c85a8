"""What is found before publication: each fault stops it, and is gone once it is mended."""

import pytest

from articles.models import Article
from articles.models.preflight import Preflight
from tests.factories import (
    make_article,
    make_page,
    make_photo,
    make_zone,
    picture_file,
    publish,
    sign,
)

pytestmark = pytest.mark.django_db


def stops(issue):
    return "".join(issue.publication_problems())


@pytest.fixture
def page():
    """A page with nothing wrong but what a test does to it."""
    return make_page(image=picture_file())


def article_on(page, **fields):
    article = make_article(page, **fields)
    make_zone(page, article)
    return article


def test_nothing_is_found_where_nothing_is_wrong(page):
    article_on(page)
    assert sign(page.issue).publication_problems() == []


FAULTS = {
    "有图说而无图片": lambda page: make_photo(article_on(page), image=""),
    "图片没有署名": lambda page: make_photo(article_on(page), credit=""),
    "有一处热区不属于任何稿件": lambda page: make_zone(page),
    "在A01版上没有热区": make_article,
    "不止一篇稿件": lambda page: [article_on(page, headline="同题") for _copy in range(2)],
    "却没有下文": lambda page: article_on(page, jump="（下转A02版）"),
    "却没有上文": lambda page: article_on(page, jump="（上接A01版）"),
    "未填来源": lambda page: article_on(page, body="<p>正文。（据《邻城晚报》）</p>"),
    "尚未审定": lambda page: article_on(page, status="draft"),
    "尚未签发": article_on,
}


@pytest.mark.parametrize("sentence", FAULTS)
def test_each_fault_stops_publication(page, sentence):
    FAULTS[sentence](page)
    assert sentence in stops(page.issue)


def test_a_jump_that_is_joined_is_right(page):
    first = article_on(page, jump="（下转A02版）")
    second = make_page(page.issue, "A02", 2)
    make_article(second, jump="（上接A01版）", continues=first)
    assert "文" not in stops(sign(page.issue))


def test_a_reprint_that_says_whose_is_right(page):
    article_on(page, body="<p>正文。（据《邻城晚报》）</p>", source="邻城晚报")
    assert "来源" not in stops(page.issue)


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("潮城日报 2026年3月1日 星期日", "2026年3月1日"),
        ("2026年3月2日 星期二", "星期二"),
        ("2026年3月2日 星期一 农历丙午年正月十四", ""),
    ],
)
def test_the_head_of_the_page_says_the_day_of_the_issue(page, head, said):
    page.furniture = [{"kind": "masthead", "text": head}]
    page.save()
    told = [sentence for sentence in page.issue.publication_problems() if "报头" in sentence]
    assert bool(told) is bool(said)
    assert said in "".join(told)


def test_a_zone_of_an_advert_needs_no_article(page):
    article_on(page)
    make_zone(page, role="advert")
    assert "热区" not in stops(page.issue)


def test_what_is_withdrawn_is_not_asked_for(page):
    first, _second = (article_on(page, headline="同题") for _copy in range(2))
    issue = publish(page.issue)
    assert "同题" in stops(issue)
    Article.objects.get(pk=first.pk).withdraw(by=None, reason="重复")
    assert "同题" not in stops(issue)


ODD = {
    "既无署名，也无电头": make_article,
    "未登记署名人": lambda page: make_article(page, byline="本报记者 郑朗"),
    "未归版块": make_article,
    "没有责编": make_article,
    "没有总期号": make_article,
}


@pytest.mark.parametrize("sentence", ODD)
def test_what_is_odd_is_told_and_stops_nothing(sentence):
    page = make_page()
    ODD[sentence](page)
    assert sentence in "".join(found.sentence for found in Preflight(page.issue).worth_a_look())
    assert sign(page.issue).publication_problems() == []


def test_an_issue_of_the_archive_was_seen_to_when_it_was_printed():
    page = make_page(image=picture_file())
    make_photo(make_article(page, headline="同题", status="draft"), image="")
    make_article(page, headline="同题")
    assert page.issue.publication_problems(is_archive=True) == []
