"""The public pages: what they show, what they leave out, what they cost."""

import datetime

import pytest

from articles.models import Article, CreditRole, Edition
from tests.factories import (
    DAY,
    make_article,
    make_articles,
    make_column,
    make_contributor,
    make_credit,
    make_issue,
    make_newspaper,
    make_page,
    make_photo,
    make_published_issue,
    make_section,
    make_user,
    make_zone,
    picture_file,
    publish,
)

pytestmark = pytest.mark.django_db
DAYS = datetime.timedelta(days=1)


def make_full_issue(date=DAY, newspaper=None, pages=4, articles=6, edition=Edition.DAILY):
    """A published issue with facsimiles, zones, photos, columns, credits: all that could query."""
    issue = make_issue(newspaper, date, edition=edition)
    column = issue.newspaper.columns.first() or make_column(issue.newspaper, honor="名专栏")
    section = issue.newspaper.sections.first() or make_section(issue.newspaper)
    person = issue.newspaper.contributors.first() or make_contributor(issue.newspaper)
    for number in range(1, pages + 1):
        page = make_page(issue, f"A0{number}", number, image=picture_file())
        page.credits.create(role="责编", person="周听")
        made = make_articles(
            page, articles, person, column=column, section=section, byline="（记者 郑朗）"
        )
        make_photo(made[-1])
    return publish(issue)


def text_of(client, thing):
    """The page at an object's address, or at an address; it must be there."""
    address = thing if isinstance(thing, str) else thing.get_absolute_url()
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


class TestHome:
    def test_shows_the_latest_issue_of_the_one_newspaper(self, client):
        make_published_issue(date=DAY - DAYS)
        latest = make_published_issue(date=DAY)
        assert latest.articles.get().headline in text_of(client, "/")

    def test_several_newspapers_stand_side_by_side(self, client):
        for slug, name in (("chao", "潮城日报"), ("wan", "潮城晚报")):
            make_published_issue(make_newspaper(slug, name))
        page = text_of(client, "/")
        assert "潮城日报" in page
        assert "潮城晚报" in page

    def test_a_newspaper_without_an_issue_is_not_in_the_kiosk(self, client):
        make_published_issue(make_newspaper("chao", "潮城日报"))
        make_published_issue(make_newspaper("wan", "潮城晚报"))
        make_newspaper("xin", "潮城新报")
        assert "潮城新报" not in text_of(client, "/")

    def test_says_so_when_nothing_has_been_published(self, client):
        make_newspaper()
        assert "潮城日报" in text_of(client, "/")

    def test_extra_edition_of_the_day_is_announced(self, client):
        make_full_issue()
        extra = make_full_issue(edition=Edition.EXTRA, pages=1)
        page = text_of(client, "/")
        assert extra.get_absolute_url() in page
        assert extra.articles.in_reading_order()[0].headline in page

    def test_masthead_counts_the_pages_of_the_issue_itself(self, client):
        make_full_issue(pages=3)
        make_full_issue(edition=Edition.EXTRA, pages=1)
        client.cookies["django_language"] = "en"
        assert "3 pages today" in text_of(client, "/")

    def test_queries_are_counted(self, client, django_assert_num_queries):
        make_full_issue()
        make_full_issue(edition=Edition.EXTRA, pages=1)
        # the latest issue of each newspaper; the pages of its day; their articles
        with django_assert_num_queries(3):
            text_of(client, "/")

    def test_kiosk_queries_are_counted(self, client, django_assert_num_queries):
        for slug in ("chao", "wan", "xin"):
            make_full_issue(newspaper=make_newspaper(slug))
        # the latest issue of each newspaper; their front pages; what stands on these
        with django_assert_num_queries(3):
            text_of(client, "/")


class TestNewspaper:
    def test_shows_its_own_latest_issue(self, client):
        mine = make_published_issue(make_newspaper("chao"))
        make_published_issue(make_newspaper("wan"))
        assert mine.articles.get().headline in text_of(client, mine.newspaper)

    def test_unknown_name_is_not_found(self, client):
        assert client.get("/nobody/").status_code == 404

    def test_queries_are_counted(self, client, django_assert_num_queries):
        issue = make_full_issue()
        # its latest issue; the pages of the day; their articles
        with django_assert_num_queries(3):
            text_of(client, issue.newspaper)


class TestIssue:
    def test_lists_pages_and_articles(self, client):
        issue = make_full_issue(pages=2, articles=2)
        page = text_of(client, issue)
        assert all(p.get_absolute_url() in page for p in issue.pages.all())
        assert all(a.get_absolute_url() in page for a in issue.articles.all())

    def test_leads_to_the_issues_before_and_after(self, client):
        days = [make_published_issue(date=DAY + n * DAYS) for n in (0, 2, 5)]
        page = text_of(client, days[1])
        assert days[0].get_absolute_url() in page
        assert days[2].get_absolute_url() in page

    def test_passes_over_drafts_on_the_way(self, client):
        first, draft, last = (make_published_issue(date=DAY), make_issue(date=DAY + DAYS), None)
        last = make_published_issue(date=DAY + 2 * DAYS)
        page = text_of(client, first)
        assert last.get_absolute_url() in page
        assert draft.get_absolute_url() not in page

    def test_extra_edition_has_its_own_address(self, client):
        extra = make_full_issue(edition=Edition.EXTRA, pages=1)
        assert extra.get_absolute_url().endswith("/2026-03-02/extra/")
        assert extra.articles.first().headline in text_of(client, extra)

    def test_impossible_date_is_not_found(self, client):
        make_published_issue()
        assert client.get("/chao/2026-02-30/").status_code == 404

    def test_queries_are_counted(self, client, django_assert_num_queries):
        issue = make_full_issue()
        make_published_issue(date=DAY - DAYS)
        # the issue with its neighbours; the pages of its day; their articles
        with django_assert_num_queries(3):
            text_of(client, issue)


class TestPage:
    def test_zones_are_links_named_by_the_headline(self, client):
        issue = make_full_issue(pages=1, articles=1)
        article = issue.articles.get()
        page = text_of(client, issue.pages.get())
        assert f'href="{article.get_absolute_url()}" aria-label="{article.headline}"' in page
        assert '<polygon points="10.00,10.00 90.00,10.00 90.00,40.00 10.00,40.00"/>' in page

    def test_two_zones_of_one_article_are_one_link(self, client):
        page = make_page(image=picture_file())
        article = make_article(page)
        make_zone(page, article)
        make_zone(page, article, points=((0.1, 0.5), (0.9, 0.5), (0.9, 0.9)))
        publish(page.issue)
        shown = text_of(client, page)
        assert shown.count("<polygon") == 2
        assert shown.count('aria-label="' + article.headline) == 1

    def test_zone_of_an_article_on_another_page_leads_there(self, client):
        issue = make_full_issue(pages=2, articles=1)
        front, inside = issue.pages.all()
        teased = inside.articles.get()
        make_zone(front, teased)
        assert teased.get_absolute_url() in text_of(client, front)

    def test_turns_to_the_pages_and_issues_beside(self, client):
        yesterday = make_published_issue(date=DAY - DAYS)
        pages = list(make_full_issue(pages=3, articles=1).pages.all())
        shown = text_of(client, pages[1])
        assert f'rel="prev" href="{pages[0].get_absolute_url()}"' in shown
        assert f'rel="next" href="{pages[2].get_absolute_url()}"' in shown
        assert yesterday.get_absolute_url() in shown

    def test_page_without_facsimile_has_its_headlines(self, client):
        issue = make_published_issue()
        shown = text_of(client, issue.pages.get())
        assert issue.articles.get().headline in shown
        assert "<svg" not in shown

    def test_queries_are_counted(self, client, django_assert_num_queries):
        address = make_full_issue().pages.first().get_absolute_url()
        # the pages of the day with issue, newspaper and neighbours; articles with zones; credits
        with django_assert_num_queries(3):
            text_of(client, address)


class TestArticle:
    def test_dateline_and_signature_open_the_first_paragraph(self, client):
        page = make_page()
        article = make_article(page, dateline="本报讯", byline="（记者 郑  朗）")
        person = make_contributor(name="郑朗")
        make_credit(article, person)
        publish(page.issue)
        assert (
            '<p><span class="dateline">本报讯</span><span class="signed">（记者 '
            f'<a href="{person.get_absolute_url()}">郑  朗</a>）</span>\u3000正文'
        ) in text_of(client, article)

    def test_signature_without_dateline_stands_under_the_headline(self, client):
        page = make_page()
        article = make_article(page, byline="本报记者 <郑朗>")
        publish(page.issue)
        assert '<p class="byline">本报记者 &lt;郑朗&gt;</p>' in text_of(client, article)

    def test_jump_reads_as_one_story_at_both_addresses(self, client):
        issue = make_issue()
        first = make_article(make_page(issue), "大桥合龙", "<p>上半。</p>", jump="（下转A02版）")
        second = make_article(
            make_page(issue, "A02", 2), "大桥合龙", "<p>下半。</p>", continues=first
        )
        publish(issue)
        for part in (first, second):
            shown = text_of(client, part)
            assert shown.index("上半。") < shown.index('class="jump"') < shown.index("下半。")
            assert f'rel="canonical" href="http://testserver{first.get_absolute_url()}"' in shown

    def test_photo_has_caption_credit_and_words(self, client):
        page = make_page()
        article = make_article(page)
        make_photo(article, credit="施南乔 摄")
        publish(page.issue)
        shown = text_of(client, article)
        assert 'alt="图为晨光中的渡口。"' in shown
        assert "<cite>施南乔 摄</cite>" in shown

    def test_printed_line_breaks_of_a_headline_are_kept(self, client):
        page = make_page()
        article = make_article(page, "潮水退去\n早市 <回来>了")
        publish(page.issue)
        shown = text_of(client, article)
        assert "<h1>潮水退去<br><span>早市</span> <span>&lt;回来&gt;了</span></h1>" in shown

    def test_under_another_newspaper_it_is_not_found(self, client):
        article = make_published_issue(make_newspaper("chao")).articles.get()
        make_newspaper("wan")
        assert client.get(f"/wan/articles/{article.pk}/").status_code == 404

    def test_article_released_outside_an_issue_is_readable(self, client):
        article = make_article(issue=None, headline="快讯")
        article.release(by=None)
        assert "快讯" in text_of(client, article)

    def test_structured_data_cannot_leave_its_script(self, client):
        page = make_page()
        article = make_article(page, "</script><b>", subheadline="甲 & 乙")
        publish(page.issue)
        shown = text_of(client, article)
        assert '"headline": "\\u003C/script\\u003E\\u003Cb\\u003E"' in shown
        assert '"printPage": "A01"' in shown

    def test_editor_sees_a_draft_as_readers_will(self, client):
        article = make_article(headline="明天见报")
        client.force_login(make_user(is_superuser=True))
        response = client.get(article.get_absolute_url())
        assert "明天见报" in response.content.decode()
        assert 'role="status"' in response.content.decode()
        assert "no-store" in response.headers["Cache-Control"]

    def test_queries_are_counted(self, client, django_assert_num_queries):
        address = make_full_issue().articles.first().get_absolute_url()
        # the article with newspaper, issue, page and column; what stands in its issue
        with django_assert_num_queries(2):
            text_of(client, address)

    def test_queries_of_a_jump_story_are_counted(self, client, django_assert_num_queries):
        issue = make_full_issue()
        first, second, third = issue.articles.in_reading_order()[:3]
        Article.objects.filter(pk=second.pk).update(continues=first)
        Article.objects.filter(pk=third.pk).update(continues=second)
        address = third.get_absolute_url()
        # the article; what stands in its issue; the parts of its story
        with django_assert_num_queries(3):
            text_of(client, address)


LISTS = ("section", "column", "contributor")


class TestLists:
    @pytest.fixture
    def issue(self):
        return make_full_issue(pages=4, articles=10)

    def list_of(self, issue, name):
        return getattr(issue.newspaper, f"{name}s").get().get_absolute_url()

    @pytest.mark.parametrize("name", LISTS)
    def test_walking_back_meets_every_article_once(self, client, issue, name):
        address, met = self.list_of(issue, name), []
        while address:
            context = client.get(address).context
            met += [article.pk for article in context["articles"]]
            older = context["older"]
            address = older and f"{self.list_of(issue, name)}?before={older}"
        assert sorted(met) == sorted(issue.articles.values_list("pk", flat=True))

    @pytest.mark.parametrize("name", LISTS)
    @pytest.mark.parametrize("cursor", ["x", "1-", "-1", "nan-1", "1e999-1", "1-2-3", ""])
    def test_what_is_no_cursor_is_not_found(self, client, issue, name, cursor):
        response = client.get(self.list_of(issue, name), {"before": cursor})
        assert response.status_code == 404

    @pytest.mark.parametrize("name", LISTS)
    def test_queries_are_counted(self, client, issue, name, django_assert_num_queries):
        address = self.list_of(issue, name)
        # the section, column or person with the newspaper; a stretch of articles
        with django_assert_num_queries(2):
            text_of(client, address)

    def test_person_signing_twice_is_listed_once(self, client, issue):
        person, article = issue.newspaper.contributors.get(), issue.articles.last()
        make_credit(article, person, role=CreditRole.PHOTOGRAPHER)
        shown = text_of(client, person)
        assert shown.count(f'href="{article.get_absolute_url()}"') == 1

    def test_column_shows_its_honour(self, client, issue):
        assert "名专栏" in text_of(client, issue.newspaper.columns.get())

    def test_section_and_column_exist_before_their_first_article(self, client):
        text_of(client, make_section())
        text_of(client, make_column())


class TestEveryPage:
    @pytest.fixture
    def addresses(self):
        issue = make_full_issue(pages=1, articles=1)
        paper = issue.newspaper
        things = (
            paper,
            issue,
            issue.pages.get(),
            issue.articles.get(),
            paper.sections.get(),
            paper.columns.get(),
            paper.contributors.get(),
        )
        return ["/", *(thing.get_absolute_url() for thing in things)]

    def test_sets_no_cookie_and_does_not_vary_by_one(self, client, addresses):
        for address in addresses:
            response = client.get(address)
            assert not response.cookies, address
            assert "Cookie" not in response.headers.get("Vary", ""), address

    def test_is_revalidated_and_answers_304_when_unchanged(self, client, addresses):
        for address in addresses:
            response = client.get(address)
            assert response.headers["Cache-Control"] == "no-cache", address
            again = client.get(address, headers={"if-none-match": response.headers["ETag"]})
            assert again.status_code == 304, address

    def test_has_nothing_a_strict_policy_would_stop(self, client, addresses):
        for address in addresses:
            shown = client.get(address).content.decode()
            assert " style=" not in shown
            assert "<style" not in shown
            assert "<script>" not in shown
            assert 'src="http' not in shown

    def test_refuses_to_be_posted_to(self, client, addresses):
        assert {client.post(address).status_code for address in addresses} == {405}

    def test_unpublished_changes_of_the_newspaper_show_at_once(self, client, addresses):
        first = client.get("/").content.decode()
        issue = Article.objects.get().issue
        issue.newspaper.publisher = "潮城报业"
        issue.newspaper.save()
        assert "潮城报业" not in first
        assert "潮城报业" in client.get("/").content.decode()
