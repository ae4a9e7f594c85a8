"""The printed page, as a picture and as PDF: at no door while text on it is not public."""

import datetime
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from articles.models import Article
from tests.factories import (
    make_article,
    make_newspaper,
    make_page,
    make_published_issue,
    make_user,
    make_zone,
    picture_file,
    publish,
)

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def page():
    """A public page with its picture, its PDF and two articles."""
    picture = picture_file(size=(1000, 1400))
    page = make_page(image=picture, pdf=ContentFile(b"%PDF-1.4", name="A01.pdf"))
    for headline in ("失实的报道", "照常见报"):
        make_article(page, headline)
    publish(page.issue)
    return page


def withdrawn(page):
    Article.objects.get(headline="失实的报道").withdraw(by=None, reason="失实")


def embargoed(page):
    article = Article.objects.get(headline="失实的报道")
    article.embargo = timezone.now() + HOUR
    article.save()


def added_and_not_released(page):
    make_article(page, "补发的报道", released=False)


def withdrawn_with_a_photo_on_this_page(page):
    other = make_page(page.issue, "A02", 2)
    article = make_article(other, "二版的报道")
    make_zone(page, article, role="photo")
    article.withdraw(by=None, reason="失实")


REASONS = [withdrawn, embargoed, added_and_not_released, withdrawn_with_a_photo_on_this_page]


@pytest.fixture(params=REASONS, ids=lambda reason: reason.__name__)
def withheld(request, page):
    request.param(page)
    return page


def files(page):
    return [page.image.name, *page.renditions.values(), page.pdf.name]


def doors(page):
    """Every page and answer that shows, or names, the printed page."""
    beside = Article.objects.get(headline="照常见报")
    feeds = ("rss.xml", "atom.xml", "feed.json")
    return [
        "/",
        "/chao/",
        page.issue.get_absolute_url(),
        page.get_absolute_url(),
        beside.get_absolute_url(),
        "/chao/archive/",
        "/chao/archive/2026/03/",
        "/search/?q=照常见报",
        *(f"/chao/feeds/{feed}" for feed in feeds),
        "/api/v1/issues/?expand=pages",
        f"/api/v1/issues/{page.issue_id}/?expand=pages.zones,pages.articles.body",
        "/api/v1/pages/",
        f"/api/v1/pages/{page.pk}/?expand=zones,articles",
        f"/api/v1/articles/{beside.pk}/",
    ]


def named_at(client, page):
    return [door for door in doors(page) for name in files(page) if name in client.get(door).text]


def test_files_of_a_page_that_is_all_public_are_served(client, page):
    assert {client.get(f"/media/{name}").status_code for name in files(page)} == {200}
    assert page.get_absolute_url() in named_at(client, page)


def test_files_are_not_served_while_text_on_the_page_is_not_public(client, withheld):
    assert {client.get(f"/media/{name}").status_code for name in files(withheld)} == {404}


def test_no_door_names_the_files(client, withheld):
    assert named_at(client, withheld) == []


def test_kiosk_does_not_show_it(client, withheld):
    make_published_issue(make_newspaper("wan", "晚报"))
    assert withheld.renditions["480"] not in client.get("/").text


def test_page_itself_stays_with_its_headlines_and_says_so(client, withheld):
    shown = client.get(withheld.get_absolute_url())
    assert "照常见报" in shown.text
    assert "版面图暂不提供" in shown.text


def test_editing_room_still_sees_them(client, withheld):
    client.force_login(make_user())
    response = client.get(f"/media/{withheld.image.name}")
    assert response.status_code == 200
    assert "private" in response.headers["Cache-Control"]


def test_preview_shows_the_page_as_it_will_be_printed(client):
    draft = make_page(image=picture_file("draft.png"))
    article = make_article(draft)
    client.force_login(make_user("fang", "责任编辑"))
    for previewed in (draft, draft.issue, article):
        assert draft.renditions["60"] in client.get(previewed.get_absolute_url()).text


def test_restored_article_brings_the_page_back(client, page):
    withdrawn(page)
    Article.objects.get(headline="失实的报道").restore(by=None)
    assert client.get(f"/media/{page.image.name}").status_code == 200


def test_embargo_that_is_over_brings_the_page_back(client, page):
    Article.objects.update(embargo=timezone.now() - HOUR)
    Article.objects.all().bring_up_to_date()
    assert client.get(f"/media/{page.image.name}").status_code == 200


def test_other_pages_of_the_issue_stay(client, page):
    other = make_page(page.issue, "A02", 2, image=picture_file("a02.png"))
    make_article(other, "二版照常")
    withdrawn(page)
    assert client.get(other.image.url).status_code == 200
    assert other.renditions["60"] in client.get(other.get_absolute_url()).text


def served(client, url):
    """The picture at that address, its format and its longer side."""
    with Image.open(BytesIO(client.get(url).getvalue())) as picture:
        return picture.format, max(picture.size)


@pytest.mark.parametrize(
    ("name", "size", "longest"),
    [
        ("a01.png", (1000, 1400), 1344),
        ("a01.jpg", (1000, 1400), 1400),
        ("a01.jpg", (2500, 4000), 3200),
    ],
    ids=["PNG", "JPEG", "huge JPEG"],
)
def test_browsers_without_webp_get_a_jpeg(client, name, size, longest):
    page = make_page(image=picture_file(name, size))
    make_article(page)
    draft = [client.get(url).status_code for url in (page.jpeg, page.src)]
    publish(page.issue)
    shown = client.get(page.get_absolute_url()).text
    assert f'<source type="image/webp" srcset="{page.srcset}"' in shown
    assert f'<img src="{page.jpeg}"' in shown
    assert draft == [404, 404]
    assert served(client, page.jpeg) == ("JPEG", longest)
    assert served(client, page.src)[0] == "WEBP"


def test_page_without_a_picture_does_not_speak_of_one(client):
    page = make_published_issue().pages.get()
    assert "版面图暂不提供" not in client.get(page.get_absolute_url()).text


def test_copy_that_somebody_kept_is_not_confirmed(client, page):
    kept = client.get(f"/media/{page.image.name}")
    assert kept.headers["Cache-Control"] == "no-cache"
    withdrawn(page)
    asked = {"if-modified-since": kept.headers["Last-Modified"], "if-none-match": "*"}
    assert client.get(f"/media/{page.image.name}", headers=asked).status_code == 404
