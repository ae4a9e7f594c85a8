"""Nothing unpublished is served at any door: each door, tried with each kind of secret."""

import datetime

import pytest
from django.utils import timezone

from articles.models import Article, Column, Contributor, Section
from tests.factories import (
    DAY,
    make_article,
    make_column,
    make_contributor,
    make_credit,
    make_issue,
    make_newspaper,
    make_page,
    make_photo,
    make_published_issue,
    make_section,
    make_zone,
    picture_file,
    publish,
)

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)
SECRET = "不可外传之事"
FEEDS = [
    f"/chao/{part}feeds/{kind}"
    for part in ("", "sections/news/", "columns/chaoping/")
    for kind in ("rss.xml", "atom.xml", "feed.json")
]
DOORS = [
    "/",
    "/chao/",
    "/chao/2026-03-01/",
    "/chao/2026-03-01/A01/",
    "/chao/2026-03-01/A02/",
    "/chao/2026-03-02/",
    "/chao/2026-03-02/A01/",
    "/chao/2026-03-03/",
    "/chao/sections/news/",
    "/chao/columns/chaoping/",
    "/chao/archive/",
    "/chao/archive/2026/03/",
    "/chao/sitemap-2026-3.xml",
    "/sitemap.xml",
    "/sitemap-news.xml",
    *FEEDS,
]


def make_secret(page, **fields):
    """An article with everything that could betray it."""
    section = Section.objects.first() or make_section(page.issue.newspaper)
    column = Column.objects.first() or make_column(page.issue.newspaper)
    fields = {"section": section, "column": column, "body": f"<p>{SECRET}</p>"} | fields
    article = make_article(page, f"{SECRET}标题", **fields)
    make_credit(article, Contributor.objects.first() or make_contributor(page.issue.newspaper))
    make_photo(article, caption=SECRET)
    make_zone(page, article)
    return article


def draft_issue(around):
    return make_secret(make_page(make_issue(date=DAY)))


def issue_of_tomorrow(around):
    article = make_secret(make_page(make_issue(date=DAY)))
    publish(article.issue, at=timezone.now() + HOUR)
    return article


def withdrawn_issue(around):
    article = make_secret(make_page(make_issue(date=DAY)))
    publish(article.issue)
    article.issue.withdraw(by=None, reason="印刷事故")
    return article


def article_in_the_pool(around):
    return make_article(issue=None, headline=f"{SECRET}标题", body=f"<p>{SECRET}</p>")


def embargoed_article(around):
    return make_secret(around, embargo=timezone.now() + HOUR)


def withdrawn_article(around):
    article = make_secret(around)
    article.withdraw(by=None, reason="事实有误")
    return article


def embargoed_second_half(around):
    return make_secret(around, embargo=timezone.now() + HOUR, continues=around.articles.first())


def embargoed_first_half(around):
    second = Article.objects.get(headline="照常见报")
    article = make_secret(around, embargo=timezone.now() + HOUR)
    second.continues = article
    second.save()
    return article


def article_added_after_publication(around):
    return make_secret(around, released=False)


KINDS = [
    draft_issue,
    issue_of_tomorrow,
    withdrawn_issue,
    article_in_the_pool,
    embargoed_article,
    withdrawn_article,
    article_added_after_publication,
    embargoed_second_half,
    embargoed_first_half,
]


@pytest.fixture
def around():
    """A page of an issue that is out, with an article of its own."""
    make_newspaper()
    issue = make_issue(date=DAY - datetime.timedelta(days=1))
    page = make_page(issue, image=picture_file("front.png"))
    make_article(page, "照常见报", body="<p>人人可读。</p>", position=0)
    make_article(make_page(issue, "A02", 2), "二版照常")
    publish(issue)
    return page


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_no_page_feed_or_sitemap_tells_of_it(client, around, kind):
    article = kind(around)
    for door in [*DOORS, *(a.get_absolute_url() for a in Article.objects.published())]:
        shown = client.get(door).content.decode()
        assert SECRET not in shown, door
        assert f"/articles/{article.pk}/" not in shown, door


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_its_own_address_does_not_show_it(client, around, kind):
    response = client.get(kind(around).get_absolute_url())
    assert response.status_code in {404, 410}
    assert SECRET not in response.content.decode()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_its_photo_and_page_picture_are_not_served(client, around, kind):
    article = kind(around)
    for photo in article.photos.all():
        names = [photo.image.name, *photo.renditions.values()]
        assert {client.get(f"/media/{name}").status_code for name in names} == {404}
    if article.page_id and article.page_id != around.pk:
        article.page.image = picture_file("secret.png")
        article.page.save()
        assert client.get(f"/media/{article.page.image.name}").status_code == 404


@pytest.mark.parametrize("kind", [draft_issue, issue_of_tomorrow], ids=lambda kind: kind.__name__)
def test_a_day_that_is_not_out_is_not_in_the_calendar(client, around, kind):
    issue = kind(around).issue
    shown = client.get("/chao/archive/2026/03/").content.decode()
    assert issue.get_absolute_url() not in shown


def test_a_person_with_nothing_in_print_is_not_shown(client, around):
    person = make_contributor(name="潜龙")
    make_credit(make_article(around, embargo=timezone.now() + HOUR), person)
    assert client.get(person.get_absolute_url()).status_code == 404


class TestGone:
    def test_withdrawn_article_says_why(self, client, around):
        response = client.get(withdrawn_article(around).get_absolute_url())
        assert response.status_code == 410
        assert "事实有误" in response.content.decode()

    def test_withdrawn_issue_says_why_at_each_of_its_addresses(self, client, around):
        article = withdrawn_issue(around)
        for thing in (article, article.page, article.issue):
            response = client.get(thing.get_absolute_url())
            assert response.status_code == 410
            assert "印刷事故" in response.content.decode()

    @pytest.mark.parametrize(
        ("language", "sentence"), [("zh-hans", "已撤回此处的内容"), ("en", "has taken back")]
    )
    def test_withdrawn_issue_says_no_more_than_why(self, client, around, language, sentence):
        article = withdrawn_issue(around)
        client.cookies["django_language"] = language
        for thing in (article, article.page, article.issue):
            response = client.get(thing.get_absolute_url())
            assert response.status_code == 410
            assert sentence in response.text
            assert f'<html lang="{language}"' in response.text
            assert '<dd lang="zh-Hans">印刷事故</dd>' in response.text
            assert SECRET not in response.text

    def test_article_added_to_a_withdrawn_issue_was_never_there(self, client, around):
        added = make_secret(withdrawn_issue(around).page)
        assert client.get(added.get_absolute_url()).status_code == 404
        assert client.get(f"/api/v1/articles/{added.pk}/").status_code == 404

    def test_what_was_taken_back_before_its_hour_was_never_there(self, client, around):
        article = issue_of_tomorrow(around)
        article.issue.withdraw(by=None, reason="印刷事故")
        for thing in (article, article.page, article.issue):
            assert client.get(thing.get_absolute_url()).status_code == 404

    def test_article_taken_back_before_its_hour_was_never_there(self, client, around):
        article = embargoed_article(around)
        article.withdraw(by=None, reason="事实有误")
        assert client.get(article.get_absolute_url()).status_code == 404

    def test_restored_article_is_there_again(self, client, around):
        article = withdrawn_article(around)
        article.restore(by=None)
        assert client.get(article.get_absolute_url()).status_code == 200

    def test_withdrawn_issue_gives_the_front_page_to_the_one_before(self, client, around):
        withdrawn_issue(around)
        assert "照常见报" in client.get("/").content.decode()


def test_home_shows_the_issue_from_its_minute_on(client, around):
    issue = make_published_issue(date=DAY)
    issue.withdraw(by=None, reason="改时")
    issue.refresh_from_db()
    publish(issue, at=timezone.now() + HOUR)
    headline = issue.articles.get().headline
    assert headline not in client.get("/").content.decode()
    type(issue).objects.filter(pk=issue.pk).update(publish_at=timezone.now())
    issue.articles.update(public_from=timezone.now())
    assert headline in client.get("/").content.decode()
