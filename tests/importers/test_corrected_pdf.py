"""A corrected PDF of a page: it is replaced, and what editors did to it stays."""

import json
from contextlib import suppress
from dataclasses import replace

import pytest
from django.core.management import call_command
from django.urls import reverse

from articles.importers.facsimile import changes
from articles.importers.facsimile.records import Reading
from articles.importers.remake import remake
from articles.importers.run import ImportRefused, import_pdfs
from articles.models import (
    Article,
    EditorialEvent,
    ImportProblem,
    ImportRun,
    MakeUp,
    Page,
    Photo,
    Verb,
)
from tests.factories import (
    DAY,
    make_article,
    make_issue,
    make_newspaper,
    make_page,
    make_user,
    picture_file,
)
from tests.pdfs import PdfPage, Text, jpeg, make_pdf
from tests.pdfs import Photo as Printed
from tests.press import CAPTION, HEADLINES, press_pages

pytestmark = pytest.mark.django_db
LEAD_HEAD, MARKET_HEAD, BIRDS_HEAD = HEADLINES["A01"]


@pytest.fixture
def newspaper():
    return make_newspaper()


@pytest.fixture
def bring_in(newspaper, tmp_path):
    """`bring_in(page)` brings in one page of the day as a PDF of its own."""

    def bring(page, name="A01.pdf"):
        path = tmp_path / name
        path.write_bytes(make_pdf([page]))
        return import_pdfs([path], newspaper=newspaper, date=DAY)

    return bring


@pytest.fixture
def front():
    return press_pages()[0]


def corrected(page, was, now):
    """The page with a word set otherwise."""
    parts = [
        replace(part, text=part.text.replace(was, now)) if isinstance(part, Text) else part
        for part in page.parts
    ]
    assert parts != list(page.parts)
    return PdfPage(tuple(parts))


def article(headline):
    return Article.objects.get(headline=headline)


def versions():
    return sorted(Article.objects.values_list("pk", "version"))


def test_a_corrected_word_is_taken_over_and_told(bring_in, front):
    bring_in(front)
    before = dict(versions())
    run = bring_in(corrected(front, "十七岁", "十八岁"))
    market = article(MARKET_HEAD)
    assert "五十八岁" in market.body
    assert Article.objects.count() == len(before)
    changed = [pk for pk, version in versions() if version != before[pk]]
    assert changed == [market.pk]
    acts = [EditorialEvent.objects.about(one).count() for one in Article.objects.all()]
    assert sorted(acts) == [1, 1, 2]  # brought in; and changed, which names the second file
    run.refresh_from_db()
    [told] = run.report["changed"]
    assert (told["article"], told["what"]) == (market.pk, "changed")
    assert ["deleted", "七"] in told["difference"]
    assert ["inserted", "八"] in told["difference"]


def test_the_report_shows_the_difference_to_editors(bring_in, front, client):
    bring_in(front)
    run = bring_in(corrected(front, "十七岁", "十八岁"))
    client.force_login(make_user("editor", "责任编辑"))
    html = client.get(reverse("admin:import-report", args=[run.pk])).content.decode()
    assert "新文件带来的改动" in html
    assert "<del>七</del><ins>八</ins>岁" in html


def test_an_editors_words_stay_beside_the_correction(bring_in, front):
    bring_in(front)
    market = article(MARKET_HEAD)
    market.headline, market.body = "牡蛎晚开秤", market.body.replace("冰块用量", "用冰量")
    market.save()
    bring_in(corrected(front, "十七岁", "十八岁"))
    market.refresh_from_db()
    assert market.headline == "牡蛎晚开秤"
    assert "用冰量" in market.body
    assert "五十八岁" in market.body


def test_where_both_changed_the_editors_words_stay_and_the_printed_ones_are_told(bring_in, front):
    bring_in(front)
    market = article(MARKET_HEAD)
    market.body = market.body.replace("五十七岁", "五十九岁")
    market.save()
    run = bring_in(corrected(front, "十七岁", "十八岁"))
    market.refresh_from_db()
    assert "五十九岁" in market.body
    told = run.problems.get(code="edited-differs")
    assert told.article == market
    assert "五十八岁" in told.sentence


def test_what_was_arranged_on_the_desk_stays(bring_in, front):
    bring_in(front)
    page, market = Page.objects.get(), article(MARKET_HEAD)
    reading = Reading.from_json(page.make_up.reading)
    story = next(int(n) for n, pk in page.make_up.articles.items() if pk == market.pk)
    byline = next(b for b in reading.stories()[story] if b.role == "byline")
    remake(page.make_up, changes.with_role(reading, [byline.id], "kicker"), by=None)
    EditorialEvent.objects.record(page, Verb.DECIDED)
    for was, now in (("十七岁", "十八岁"), ("十七岁", "十九岁")):
        bring_in(corrected(front, was, now))
        market.refresh_from_db()
        assert (market.kicker, market.byline) == ("本报记者 方小满", "")
        assert now in market.body


def test_a_headline_changed_on_both_sides_is_told(bring_in, front):
    bring_in(front)
    birds = article(BIRDS_HEAD)
    birds.headline = "白鹭早到"
    birds.save()
    head = corrected(front, BIRDS_HEAD, "月牙湾修好木栈道")
    run = bring_in(head)
    birds.refresh_from_db()
    assert birds.headline == "白鹭早到"
    assert "月牙湾修好木栈道" in run.problems.get(code="edited-differs").sentence


def test_a_page_without_one_of_its_stories_puts_an_edited_article_into_the_pool(bring_in, front):
    bring_in(front)
    market = article(MARKET_HEAD)
    market.author_note = "改过"
    market.save()
    rest = tuple(
        part
        for part in front.parts
        if not (isinstance(part, Text) and part.x >= 431 and 110 < part.y < 390)
    )
    run = bring_in(PdfPage(rest))
    market.refresh_from_db()
    assert (market.issue, market.page) == (None, None)
    assert {"what": "gone", "article": market.pk} in [
        {"what": one["what"], "article": one["article"]} for one in run.report["changed"]
    ]


def test_another_photo_takes_the_place_of_the_one_before_unless_an_editor_exchanged_it(
    bring_in, front
):
    other = PdfPage(tuple(
        replace(part, jpeg=jpeg(900, 600)) if isinstance(part, Printed) else part
        for part in front.parts
    ))  # fmt: skip
    bring_in(front)
    photo = Photo.objects.get(caption=CAPTION)
    bring_in(other)
    was = photo.image.name
    photo.refresh_from_db()
    assert photo.image.name != was
    photo.image = picture_file("archive.png")
    photo.save()
    kept = photo.image.name
    bring_in(front, "A01-again.pdf")
    photo.refresh_from_db()
    assert photo.image.name == kept
    assert Photo.objects.filter(caption=CAPTION).count() == 1


def test_picture_pdf_and_glyphs_are_the_new_ones(bring_in, front):
    bring_in(front)
    before = Page.objects.get()
    sheet = before.make_up.sheet.name
    bring_in(corrected(front, "十七岁", "十八岁"))
    page = Page.objects.get()
    assert page.image.name != before.image.name
    assert page.pdf.name != before.pdf.name
    assert page.make_up.sheet.name != sheet
    assert page.furniture == before.furniture


def test_the_first_pdf_once_more_brings_the_page_back_to_it(bring_in, front):
    first = bring_in(front)
    second = bring_in(corrected(front, "十七岁", "十八岁"))
    assert bring_in(corrected(front, "十七岁", "十八岁")) == second
    third = bring_in(front)
    assert third not in (first, second)
    assert "五十七岁" in article(MARKET_HEAD).body
    assert bring_in(front) == third


def test_counts_add_up_and_no_question_is_asked_twice(bring_in, front):
    bring_in(front)
    run = bring_in(corrected(front, "十七岁", "十八岁"))
    counts = run.report["counts"]
    assert counts["read"] == counts["placed"] + counts["apart"] + counts["unplaced"]
    assert not ImportProblem.objects.undecided().exclude(run=run).exists()


def test_rehearsal_tells_and_changes_nothing(bring_in, front, newspaper, tmp_path, capsys):
    bring_in(front)
    before = versions()
    (tmp_path / "A01.pdf").write_bytes(make_pdf([corrected(front, "十七岁", "十八岁")]))
    with suppress(SystemExit):
        call_command(
            "import_issue", str(tmp_path / "A01.pdf"), paper=newspaper.slug, date=DAY,
            dry_run=True, json=True,
        )  # fmt: skip
    told = json.loads(capsys.readouterr().out)
    assert "page-again" in [problem["code"] for problem in told["problems"]]
    assert versions() == before
    assert ImportRun.objects.count() == 1


def test_a_page_with_typed_articles_is_left_as_it_is(bring_in, front, newspaper):
    make_article(make_page(make_issue(newspaper, date=DAY), label="A01"))
    before = versions()
    with pytest.raises(ImportRefused, match="A01"):
        bring_in(front)
    assert versions() == before
    assert not MakeUp.objects.exists()
