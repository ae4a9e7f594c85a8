"""A page as printed: its place in the issue, its stories, and the words found on it."""

import datetime

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from articles.importers.facsimile.records import Block, Line, Reading
from articles.models import Article, MakeUp
from tests.factories import (
    make_article,
    make_issue,
    make_page,
    make_user,
    make_zone,
    picture_file,
    publish,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    """A public page of 400 by 600 points, with two stories and what is printed of them."""
    page = make_page(image=picture_file(size=(1000, 1500)))
    lines = ["渡轮明早停航", "码头今晚灯会"]
    for position, text in enumerate(lines):
        make_zone(page, make_article(page, text, f"<p>{text}</p>", position=position))
    make_up(page, lines)
    publish(page.issue)
    return page


def make_up(page, lines):
    """One line of type of ten points for each article of the page, and one of an advert."""
    articles = page.articles.order_by("position")
    ids = {number: article.pk for number, article in enumerate(articles, 1)}
    blocks = [make_block(number, text) for number, text in enumerate(lines, 1)]
    blocks.append(make_block(0, "渡轮特价"))
    reading = Reading(400, 600, tuple(blocks)).as_json()
    return MakeUp.objects.create(page=page, reading=reading, articles=ids)


def make_block(story, text):
    edges = tuple(10.0 * at for at in range(len(text) + 1))
    top = 100.0 * story
    line = Line(text, (0, top, edges[-1], top + 10), 10, edges, opens=True)
    return Block(story + 1, "text" if story else "advert", (line,), story)


def text_of(client, page, asked=""):
    response = client.get(page.get_absolute_url(), {"q": asked} if asked else {})
    assert response.status_code == 200
    return response.text


def test_words_found_are_marked_and_counted(client, page):
    article = page.articles.get(headline="渡轮明早停航")
    shown = text_of(client, page, "停航 灯会")
    assert f'<path data-of="{article.pk}" d="M10.00,16.67H15.00V18.33H10.00z"/>' in shown
    assert shown.count("<path") == 2
    assert "“停航 灯会”：本版 2 处" in shown


def test_what_is_typed_in_traditional_characters_is_found(client, page):
    assert text_of(client, page, "渡輪").count("<path") == 1


def test_a_word_that_is_not_there_is_said_not_to_be(client, page):
    shown = text_of(client, page, "<飞机>")
    assert "本版未见“&lt;飞机&gt;”" in shown
    assert "<path" not in shown


@pytest.mark.parametrize("asked", ["", " ", "版:A01", "版:", "字" * 300, "\0"])
def test_nothing_is_marked_where_no_words_are_asked_for(client, page, asked):
    shown = text_of(client, page, asked)
    assert "<path" not in shown


def test_nothing_is_said_of_a_page_that_was_never_read(client, page):
    MakeUp.objects.all().delete()
    shown = text_of(client, page, "渡轮")
    assert "<path" not in shown
    assert "本版" not in shown.split("facsimile-zoom")[0].split("strip")[-1]


def withdraw(article):
    article.withdraw(by=None, reason="失实")


def embargo(article):
    article.embargo = timezone.now() + datetime.timedelta(hours=1)
    article.save()


@pytest.mark.parametrize("hide", [withdraw, embargo])
def test_nothing_is_marked_while_the_page_is_withheld(client, page, hide):
    hide(Article.objects.get(headline="码头今晚灯会"))
    for asked in ("灯会", "渡轮"):
        shown = text_of(client, page, asked)
        assert "<path" not in shown
        assert "facsimile-found" not in shown


def test_text_of_no_article_that_can_be_read_is_not_marked(client, page):
    kept = MakeUp.objects.get()
    kept.articles = {"2": kept.articles["2"], "1": 0}
    kept.save()
    assert "<path" not in text_of(client, page, "渡轮")


def test_a_draft_is_marked_for_editors_only(client):
    draft = make_page(image=picture_file())
    make_zone(draft, make_article(draft, "渡轮明早停航"))
    make_up(draft, ["渡轮明早停航"])
    address = f"{draft.get_absolute_url()}?q=渡轮"
    assert client.get(address).status_code == 404
    client.force_login(make_user("fang", "责任编辑"))
    assert client.get(address).text.count("<path") == 1


def test_queries_with_words_are_counted(client, page, django_assert_num_queries):
    # the pages of the day with issue, newspaper and neighbours; articles with zones; credits
    with django_assert_num_queries(3):
        text_of(client, page)
    with django_assert_num_queries(4):  # and what is printed where
        text_of(client, page, "渡轮")


def test_a_page_full_of_a_word_stays_small(client, page):
    kept = MakeUp.objects.get()
    line = make_block(1, "渡，" * 2000)
    kept.reading = Reading(40_000, 600, (line,)).as_json()
    kept.save()
    extra = len(text_of(client, page, "渡")) - len(text_of(client, page))
    assert 2_000 < extra < 9_000


def test_a_search_result_and_its_article_lead_to_the_place_on_the_page(client, page):
    article = page.articles.get(headline="渡轮明早停航")
    place = f'href="{page.get_absolute_url()}?q=%E6%B8%A1%E8%BD%AE#story-{article.pk}"'
    found = client.get("/search/", {"q": "渡轮"}).text
    assert place in found
    assert "在版面上看" in found
    assert f'href="{article.get_absolute_url()}?q=%E6%B8%A1%E8%BD%AE"' in found
    assert place in client.get(article.get_absolute_url(), {"q": "渡轮"}).text
    assert f'id="story-{article.pk}"' in text_of(client, page)


def test_who_turns_the_page_goes_on_looking_for_the_words(client, page):
    other = make_page(page.issue, label="A02", number=2)
    shown = text_of(client, page, "渡轮")
    assert shown.count(f'href="{other.get_absolute_url()}?q=%E6%B8%A1%E8%BD%AE"') == 2
    for story in page.articles.all():
        assert shown.count(f'href="{story.get_absolute_url()}?q=%E6%B8%A1%E8%BD%AE"') == 2
    assert f'href="{other.get_absolute_url()}"' in text_of(client, page)


def test_an_article_without_a_search_leads_there_as_well(client, page):
    article = page.articles.first()
    shown = client.get(article.get_absolute_url()).text
    assert f'href="{page.get_absolute_url()}#story-{article.pk}"' in shown


def test_a_search_result_does_not_lead_to_a_page_that_is_withheld(client, page):
    withdraw(Article.objects.get(headline="码头今晚灯会"))
    assert "在版面上看" not in client.get("/search/", {"q": "渡轮"}).text


def test_a_story_without_a_zone_has_its_place_in_the_list(client, page):
    article = make_article(page, "没有热区的稿件")
    assert f'<li id="story-{article.pk}"' in text_of(client, page)


def test_pages_stand_in_a_strip_with_thumbnails_unless_withheld(client):
    issue = make_issue()
    pages = [
        make_page(issue, label, number, image=picture_file(f"{label}.png"))
        for number, label in enumerate(["A01", "A02"], 1)
    ]
    for page in pages:
        make_article(page, f"{page.label}版的稿件")
    publish(issue)
    withdraw(Article.objects.get(headline="A02版的稿件"))
    strip = text_of(client, pages[0]).partition('class="strip"')[2].partition("</nav>")[0]
    assert f'<img src="{pages[0].thumbnail}" width="60" height="40" alt="" loading="lazy">' in strip
    assert pages[1].thumbnail not in strip
    assert "strip-blank" in strip


def test_pdfs_of_page_and_issue_are_offered(client, page):
    assert "pdf" not in text_of(client, page)
    page.pdf = ContentFile(b"%PDF-1.4", name="A01.pdf")
    page.save()
    shown = text_of(client, page)
    assert page.pdf.url in shown
    assert f'href="{page.issue.get_absolute_url()}pdf/"' in shown


def test_a_picture_smaller_than_the_largest_copy_is_zoomed_into_itself(client, page):
    assert f'{page.image.url} 1000w"' in text_of(client, page)
