"""What each kind of thing looks like, to the last field."""

import datetime

import pytest
from django.utils import timezone

from articles.models import Article, Issue, PageCredit
from tests.factories import (
    correct,
    make_article,
    make_column,
    make_contributor,
    make_credit,
    make_issue,
    make_newspaper,
    make_page,
    make_photo,
    make_section,
    make_zone,
    picture_file,
    publish,
)

pytestmark = pytest.mark.django_db
SITE = "http://testserver"
MORNING = datetime.datetime(2026, 3, 2, 6, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def newspaper():
    return make_newspaper(hotlines="新闻热线 0000-110\n发行 0000-120", cn_number="CN 99-0001")


@pytest.fixture
def article(newspaper):
    """A public article with everything an article can have."""
    page = make_page(make_issue(newspaper, number=100))
    article = make_article(
        page,
        headline="渡轮复航\n市民回家",
        kicker="停航三日后",
        dateline="本报讯",
        byline="（记者 郑朗）",
        label="潮评",
        body='<p>头班船六点离岸。</p><p><a href="/chao/">旧闻</a></p>',
        section=make_section(newspaper),
        column=make_column(newspaper, honor="名专栏"),
    )
    make_credit(article)
    photo = make_photo(article, credit="本报记者 张三 摄")
    publish(page.issue, at=MORNING)
    _unchanged_since_publication()
    article.photo = photo
    return article


def _unchanged_since_publication():
    """A printed paper's articles and issues are older than their publication."""
    for model in (Article, Issue):
        model.objects.update(updated_at=MORNING - datetime.timedelta(hours=5))


def newspaper_name(newspaper):
    return {"id": newspaper.pk, "slug": "chao", "name": "潮城日报"}


def issue_name(issue):
    return {
        "id": issue.pk,
        "date": "2026-03-02",
        "edition": "daily",
        "number": 100,
        "url": f"{SITE}/chao/2026-03-02/",
    }


def test_entrance(api):
    things = "newspapers sections columns contributors issues pages articles corrections"
    names = [*things.split(), "search", "schema", "docs"]
    assert api() == {name: f"{SITE}/api/v1/{name}/" for name in names}


def test_newspaper(api, newspaper):
    assert api(f"newspapers/{newspaper.pk}/") == {
        "id": newspaper.pk,
        "url": f"{SITE}/chao/",
        "slug": "chao",
        "name": "潮城日报",
        "name_en": "",
        "slogan": "",
        "city": "",
        "accent": "#a3231f",
        "cn_number": "CN 99-0001",
        "issn": "",
        "post_code": "",
        "sponsors": "",
        "publisher": "",
        "editor_in_chief": "",
        "address": "",
        "zip_code": "",
        "email": "",
        "price": "",
        "printer": "",
        "icp_number": "",
        "police_number": "",
        "news_licence": "",
        "complaints": "",
        "nameplate": None,
        "hotlines": ["新闻热线 0000-110", "发行 0000-120"],
    }


def test_section(api, newspaper):
    section = make_section(newspaper, name_en="News")
    assert api(f"sections/{section.pk}/") == {
        "id": section.pk,
        "url": f"{SITE}/chao/sections/news/",
        "newspaper": newspaper_name(newspaper),
        "slug": "news",
        "name": "要闻",
        "name_en": "News",
    }


def test_column(api, newspaper):
    column = make_column(newspaper, honor="名专栏", description="本报评论。")
    assert api(f"columns/{column.pk}/") == {
        "id": column.pk,
        "url": f"{SITE}/chao/columns/chaoping/",
        "newspaper": newspaper_name(newspaper),
        "slug": "chaoping",
        "name": "潮评",
        "name_en": "",
        "honor": "名专栏",
        "description": "本报评论。",
    }


def test_contributor(api, article, newspaper):
    person = newspaper.contributors.get()
    assert api(f"contributors/{person.pk}/") == {
        "id": person.pk,
        "url": f"{SITE}/chao/contributors/{person.pk}/",
        "newspaper": newspaper_name(newspaper),
        "name": "郑朗",
        "affiliation": "",
        "title": "",
        "bio": "",
    }


def test_issue(api, article, newspaper):
    issue = article.issue
    assert api(f"issues/{issue.pk}/") == {
        "id": issue.pk,
        "url": f"{SITE}/chao/2026-03-02/",
        "newspaper": newspaper_name(newspaper),
        "date": "2026-03-02",
        "edition": "daily",
        "number": 100,
        "title": "",
        "lunar": issue.lunar,
        "page_count": 1,
        "imprint": newspaper.imprint,
        "published_at": "2026-03-02T06:00:00+08:00",
        "updated_at": "2026-03-02T06:00:00+08:00",
    }


def test_page_with_its_zones(api, article, newspaper):
    page = article.page
    PageCredit.objects.create(page=page, role="责编", person="周听澜")
    zone = make_zone(page, article)
    assert api(f"pages/{page.pk}/", expand="zones") == {
        "id": page.pk,
        "url": f"{SITE}/chao/2026-03-02/A01/",
        "newspaper": newspaper_name(newspaper),
        "issue": issue_name(page.issue),
        "label": "A01",
        "number": 1,
        "title": "要闻",
        "is_advert": False,
        "credits": [{"role": "责编", "person": "周听澜"}],
        "image": None,
        "pdf": None,
        "zones": [
            {
                "id": zone.pk,
                "article": article.pk,
                "role": "main",
                "points": [[0.1, 0.1], [0.9, 0.1], [0.9, 0.4], [0.1, 0.4]],
            }
        ],
    }


def test_article(api, article, newspaper):
    photo, person = article.photo, newspaper.contributors.get()
    copy = f"{SITE}{photo.src}"
    assert api(f"articles/{article.pk}/") == {
        "id": article.pk,
        "url": f"{SITE}/chao/articles/{article.pk}/",
        "newspaper": newspaper_name(newspaper),
        "issue": issue_name(article.issue),
        "page": {"id": article.page_id, "label": "A01", "number": 1, "title": "要闻"},
        "section": {"id": article.section_id, "slug": "news", "name": "要闻"},
        "column": {"id": article.column_id, "slug": "chaoping", "name": "潮评", "honor": "名专栏"},
        "label": "潮评",
        "kicker": "停航三日后",
        "headline": "渡轮复航\n市民回家",
        "subheadline": "",
        "dateline": "本报讯",
        "byline": "（记者 郑朗）",
        "summary": "头班船六点离岸。旧闻",
        "characters": 10,
        "author_note": "",
        "source": "",
        "jump": "",
        "credits": [{"id": person.pk, "name": "郑朗", "affiliation": "", "role": "reporter"}],
        "photos": [
            {
                "id": photo.pk,
                "caption": "图为晨光中的渡口。",
                "credit": "本报记者 张三 摄",
                "url": copy,
                "width": 60,
                "height": 40,
                "renditions": [{"width": 60, "url": copy}],
            }
        ],
        "continues": None,
        "continuations": [],
        "corrections": [],
        "published_at": "2026-03-02T06:00:00+08:00",
        "updated_at": "2026-03-02T06:00:00+08:00",
        "body": f'<p>头班船六点离岸。</p><p><a href="{SITE}/chao/" rel="noopener">旧闻</a></p>',
    }


def test_article_outside_any_issue(api, newspaper):
    article = make_article(issue=None, newspaper=newspaper)
    article.release(by=None)
    shown = api(f"articles/{article.pk}/")
    parts = [shown[part] for part in ("issue", "page", "section", "column")]
    assert parts == [None] * 4


def test_article_of_an_extra_edition_leads_to_that_edition(api, newspaper):
    article = make_article(make_page(make_issue(newspaper, edition="extra")))
    publish(article.issue)
    shown = api(f"articles/{article.pk}/")
    assert shown["issue"]["url"] == f"{SITE}/chao/2026-03-02/extra/"


def test_correction_stands_with_its_article_and_in_the_list(api, article):
    told = correct(article, "船名有误。", headline="渡轮昨日复航")
    correct(article, "错一字。", kind="transcript", kicker="停航二日后")
    at = timezone.localtime(told.at).isoformat()
    said = {"kind": "correction", "corrected_at": at, "note": "船名有误。"}
    assert api(f"articles/{article.pk}/")["corrections"] == [said]
    listed = {
        "id": told.pk,
        "url": f"{SITE}/chao/corrections/#correction-{told.pk}",
        "newspaper": newspaper_name(article.newspaper),
        "article": article.pk,
        "headline": "渡轮昨日复航",
        **{name: said[name] for name in ("kind", "note", "corrected_at")},
    }
    assert api("corrections/?newspaper=chao")["results"] == [listed]
    assert api(f"corrections/{told.pk}/") == listed
    assert api("corrections/?newspaper=other")["results"] == []
    assert api(f"corrections/?article={article.pk + 1}")["results"] == []


def test_story_that_jumps_is_linked_both_ways(api, article):
    second = make_article(article.page, continues=article, issue=article.issue)
    Article.objects.filter(pk=second.pk).update(public_from=MORNING)
    assert api(f"articles/{article.pk}/")["continuations"] == [second.pk]
    assert api(f"articles/{second.pk}/")["continues"] == article.pk


def test_photo_that_was_never_delivered_has_a_caption_and_no_address(api, newspaper):
    article = make_article(make_page(make_issue(newspaper)))
    make_photo(article, image="", credit="张三 摄")
    publish(article.issue)
    (photo,) = api(f"articles/{article.pk}/")["photos"]
    assert (photo["url"], photo["renditions"]) == (None, [])
    assert photo["credit"] == "张三 摄"


def test_lists_say_the_same_but_leave_the_text_out(api, article):
    full = api(f"articles/{article.pk}/")
    (row,) = api("articles/")["results"]
    assert row == {name: full[name] for name in full if name != "body"}
    assert api("articles/", expand="body")["results"] == [full]


def test_fields_narrow_what_is_shown_and_the_id_stays(api, article):
    shown = api(f"articles/{article.pk}/", fields="headline,characters")
    assert shown == {"id": article.pk, "headline": "渡轮复航\n市民回家", "characters": 10}
    (row,) = api("articles/", fields="headline", expand="body")["results"]
    assert row.keys() == {"id", "headline", "body"}


def test_issue_tree_comes_in_one_answer(api, article):
    make_zone(article.page, article)
    expand = "pages.zones,pages.articles.body"
    (page,) = api(f"issues/{article.issue_id}/", expand=expand)["pages"]
    assert page == api(f"pages/{article.page_id}/", expand="zones,articles.body")
    assert page["zones"][0]["article"] == article.pk
    assert page["articles"] == [api(f"articles/{article.pk}/")]


def test_articles_of_a_page_stand_in_reading_order(api, newspaper):
    page = make_page(make_issue(newspaper))
    last, first = make_article(page, position=2), make_article(page, position=1)
    publish(page.issue)
    shown = api(f"pages/{page.pk}/", expand="articles")["articles"]
    assert [article["id"] for article in shown] == [first.pk, last.pk]


def test_facsimile_comes_in_all_its_sizes(api, newspaper):
    page = make_page(make_issue(newspaper), image=picture_file(size=(1000, 1400)))
    make_article(page)
    publish(page.issue)
    image = api(f"pages/{page.pk}/")["image"]
    assert (image["width"], image["height"]) == (1000, 1400)
    assert [copy["width"] for copy in image["renditions"]] == [480, 960]
    assert all(copy["url"].startswith(f"{SITE}/media/pages/") for copy in image["renditions"])


def test_contributors_are_those_who_are_in_print(api, article, newspaper):
    make_contributor(newspaper, name="未见报")
    assert [row["name"] for row in api("contributors/")["results"]] == ["郑朗"]
