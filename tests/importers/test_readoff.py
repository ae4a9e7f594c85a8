"""read_off: text read off a picture becomes a story in doubt; what is known is not read again."""

import pytest
from django.core.management import call_command

from articles.importers import readoff
from articles.importers.facsimile.records import Line, Reading
from articles.importers.records import Unreadable
from articles.models import ImportRun, MakeUp
from tests.factories import make_article, make_page, make_zone, picture_file, publish

pytestmark = pytest.mark.django_db


def line(text, left, top, size=10.0):
    right = left + size * len(text)
    edges = tuple(left + size * at for at in range(len(text) + 1))
    return Line(text, (left, top, right, top + size), size, edges)


HEADLINE = line("渡口复航", 10, 10, 30)
TEXT = [line("东门渡口昨日复航", 10, 60), line("每天往返十六班", 10, 75)]
SECOND = [line("末班为晚上九时", 200, 60)]


@pytest.fixture
def scan():
    """A page of which nothing but its picture is known, with a zone asked to be read."""
    page = make_page(image=picture_file("page.png"))
    issue, zone = page.issue, make_zone(page)
    ImportRun.objects.create(newspaper=issue.newspaper, date=issue.date, issue=issue, size=1)
    region = {"zone": zone.pk, "box": [0, 0, 1, 1], "by": None, "error": ""}
    MakeUp.objects.create(page=page, regions=[region])
    return page


@pytest.fixture
def seen(monkeypatch):
    """What the picture says; the reading itself is tried in facsimile/test_ocr.py."""
    said = [HEADLINE, *TEXT, *SECOND]

    def read_region(picture, box, scale):
        assert picture.stat().st_size
        if not said:
            raise Unreadable("no-ocr")
        return said

    monkeypatch.setattr(readoff, "read_region", read_region)
    return said


def made(page):
    return MakeUp.objects.get(page=page)


def test_a_zone_becomes_an_article_to_be_compared_with_the_print(scan, seen):
    call_command("read_off", scan.pk)
    article = scan.articles.get()
    assert article.headline == "渡口复航"
    assert article.body.startswith("<p>东门渡口昨日复航每天往返十六班")
    assert article.zones.get() == scan.zones.get()
    blocks = Reading.from_json(made(scan).reading).blocks
    assert {block.doubts for block in blocks} == {("read-off",)}
    assert (made(scan).waiting, made(scan).regions) == (3, [])


def test_an_article_without_a_text_gets_that_of_its_zone(scan, seen):
    article = make_article(scan, headline="渡口又通航", body="")
    scan.zones.update(article=article)
    call_command("read_off")
    article.refresh_from_db()
    assert article.headline == "渡口又通航"
    assert "末班为晚上九时" in article.body
    assert scan.articles.get() == article


def test_an_article_with_a_text_keeps_it(scan, seen):
    article = make_article(scan, body="<p>已经录入。</p>")
    scan.zones.update(article=article)
    call_command("read_off")
    article.refresh_from_db()
    assert article.body == "<p>已经录入。</p>"
    assert scan.articles.count() == 2


def test_what_the_page_tells_is_not_read_again(seen):
    first, reading = readoff.with_lines(Reading(300.0, 400.0, ()), [*TEXT])
    second, again = readoff.with_lines(reading, [HEADLINE, *TEXT])
    assert (first, second) == (1, 2)
    assert [block.text for block in again.stories()[2]] == ["渡口复航"]
    assert len({block.id for block in again.blocks}) == len(again.blocks)


def test_what_cannot_be_read_is_said_and_asked_no_more(scan, seen):
    seen.clear()
    call_command("read_off", scan.pk)
    assert [one["error"] for one in made(scan).regions] == ["no-ocr"]
    assert made(scan).reading == {}


def test_a_page_published_meanwhile_stays_as_it_is(scan, seen):
    make_article(scan)
    publish(scan.issue)
    call_command("read_off", scan.pk)
    assert made(scan).reading == {}
    assert [region["error"] for region in made(scan).regions] == ["ocr-failed"]


def test_what_another_process_has_read_is_not_put_in_twice(scan, seen, monkeypatch):
    lines = readoff._lines

    def meanwhile(page, box):
        monkeypatch.setattr(readoff, "_lines", lines)
        call_command("read_off", scan.pk)
        return lines(page, box)

    monkeypatch.setattr(readoff, "_lines", meanwhile)
    call_command("read_off", scan.pk)
    assert len(made(scan).reading["blocks"]) == 3
