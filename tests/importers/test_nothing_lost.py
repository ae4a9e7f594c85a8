"""What desk and corrected PDFs must leave alone: whatever editors moved, published or wrote."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from articles.importers import readoff
from articles.importers import run as importing
from articles.importers.facsimile import guard
from articles.importers.facsimile.records import Line, Reading
from articles.importers.run import import_pdfs, queue_pdfs, work_off
from articles.models import Article, ImportProblem, ImportRun, Issue, MakeUp, Page, RunStatus
from tests.factories import (
    DAY,
    make_article,
    make_issue,
    make_newspaper,
    make_page,
    make_section,
    make_user,
    make_zone,
    picture_file,
    publish,
)
from tests.importers.test_corrected_pdf import corrected
from tests.pdfs import PdfPage, Photo, Text, jpeg, make_pdf
from tests.press import HEADLINES, press_pages, press_pdf

pytestmark = pytest.mark.django_db
LEAD, MARKET, BIRDS = HEADLINES["A01"]
WEEK = datetime.timedelta(days=7)


@pytest.fixture
def newspaper():
    return make_newspaper()


@pytest.fixture
def bring_in(newspaper, tmp_path):
    def bring(*pages):
        path = tmp_path / "A01.pdf"
        path.write_bytes(make_pdf(pages))
        return import_pdfs([path], newspaper=newspaper, date=DAY)

    return bring


@pytest.fixture
def act(client, press_page):
    """Press a button of the make-up desk; `into` names the story to merge into."""
    client.force_login(make_user("editor", "责任编辑"))

    def act(verb, **typed):
        sent = {"act": verb, "version": MakeUp.objects.get(page=press_page).version} | typed
        return client.post(reverse("admin:make-up", args=[press_page.pk]), sent, follow=True)

    return act


def number_of(page, article):
    made = MakeUp.objects.get(page=page).articles
    return next(int(number) for number, pk in made.items() if pk == article.pk)


def merge(act, page, article, into):
    story, other = number_of(page, article), number_of(page, into)
    return act(f"merge {story}", **{f"into-{story}": other})


def next_day(newspaper):
    return make_page(make_issue(newspaper, date=DAY + WEEK), label="A02")


def without_market(front):
    def is_market(part):
        return isinstance(part, Text) and part.x >= 431 and 110 < part.y < 390

    return PdfPage(tuple(part for part in front.parts if not is_market(part)))


class TestTakenElsewhere:
    @pytest.mark.parametrize("is_published", [False, True])
    def test_a_page_sent_again_without_it_leaves_it_there(self, bring_in, newspaper, is_published):
        front = press_pages()[0]
        bring_in(front)
        market, there = Article.objects.get(headline=MARKET), next_day(newspaper)
        market.place(there.issue, there, by=None)
        if is_published:
            publish(there.issue)
        bring_in(without_market(front))
        assert Article.objects.get(pk=market.pk).page == there

    def test_a_merge_leaves_what_is_published_there(self, act, press_page):
        market, birds = (press_page.articles.get(headline=name) for name in (MARKET, BIRDS))
        there = next_day(press_page.issue.newspaper)
        birds.place(there.issue, there, by=None)
        publish(there.issue)
        merge(act, press_page, birds, into=market)
        assert Article.objects.get(pk=birds.pk).is_public

    def test_what_was_released_from_the_pool_keeps_its_text(self, act, press_page):
        market = press_page.articles.get(headline=MARKET)
        story, text = number_of(press_page, market), market.body
        market.place(None, by=None)
        Article.objects.filter(pk=market.pk).update(status="approved")
        market.refresh_from_db()
        market.release(by=None)
        reading = Reading.from_json(MakeUp.objects.get(page=press_page).reading)
        block = next(b for b in reading.blocks if b.story == story and b.role == "text")
        act("apart advert", block=[block.id])
        market.refresh_from_db()
        assert (market.body, market.is_public) == (text, True)

    def test_the_page_that_still_shows_it_is_not_published(self, bring_in, newspaper):
        front = press_pages()[0]
        bring_in(front)
        issue, market = Issue.objects.get(), Article.objects.get(headline=MARKET)
        market.place(None, by=None)
        problems = "".join(issue.publication_problems(is_archive=True))
        assert f"A01 版的版面图上还印着已撤下的《{' '.join(MARKET.split())}》" in problems
        bring_in(without_market(front))
        assert "还印着" not in "".join(issue.publication_problems(is_archive=True))


class TestUndone:
    def test_an_edit_made_where_the_text_stood_meanwhile_is_kept(self, act, press_page):
        market, birds = (press_page.articles.get(headline=name) for name in (MARKET, BIRDS))
        birds.headline = "白鹭早到"
        birds.save()
        merge(act, press_page, birds, into=market)
        market.refresh_from_db()
        market.body = market.body.replace("一百四十二只", "一百四十九只")
        market.save()
        act("undo")
        birds.refresh_from_db()
        assert "一百四十九只" in birds.body
        assert birds.headline == "白鹭早到"

    def test_it_comes_back_to_its_place_with_its_section(self, act, press_page):
        lead, market = (press_page.articles.get(headline=name) for name in (LEAD, MARKET))
        market.section = make_section(press_page.issue.newspaper, slug="eco", name="生态")
        market.save()
        order = [*press_page.articles.in_reading_order().values_list("pk", flat=True)]
        merge(act, press_page, market, into=lead)
        act("undo")
        assert [*press_page.articles.in_reading_order().values_list("pk", flat=True)] == order
        assert press_page.articles.get(headline=MARKET).section.name == "生态"

    def test_an_embargo_comes_back_too(self, act, press_page):
        birds = press_page.articles.get(headline=BIRDS)
        birds.embargo = timezone.now() + WEEK
        birds.save()
        for photo in birds.photos.all():
            photo.return_to_pool(by=None)
        reading = Reading.from_json(MakeUp.objects.get(page=press_page).reading)
        story = number_of(press_page, birds)
        act("apart notice", block=[b.id for b in reading.blocks if b.story == story])
        assert not press_page.articles.filter(headline=BIRDS).exists()
        act("undo")
        assert press_page.articles.get(headline=BIRDS).embargo


class TestBroughtInAgain:
    def test_what_was_read_off_the_picture_is_kept(self, bring_in):
        front = press_pages()[0]
        bring_in(front)
        page = Page.objects.get()
        box = [0.1, 0.76, 0.5, 0.9]
        zone = make_zone(page, points=[[0.1, 0.76], [0.5, 0.76], [0.5, 0.9], [0.1, 0.9]])
        region = {"zone": zone.pk, "box": box, "by": None, "error": ""}
        MakeUp.objects.update(regions=[region])
        edges = tuple(50.0 + 15 * at for at in range(8))
        line = Line("图上读出的一行", (50, 810, 250, 820), 10, edges, opens=True)
        readoff._put(page.pk, region, [line])
        bring_in(corrected(front, "十七岁", "十八岁"))
        assert Article.objects.filter(body__contains="图上读出").exists()

    def test_a_new_page_may_come_between_with_a_corrected_one(self, newspaper, tmp_path):
        front, inside = press_pages()
        third = corrected(inside, "A02 民生", "A03 民生")

        def written(name, page):
            path = tmp_path / name
            path.write_bytes(make_pdf([page]))
            return path

        first = [written("1.pdf", front), written("3.pdf", third)]
        import_pdfs(first, newspaper=newspaper, date=DAY)
        later = [written("2.pdf", inside)]
        later.append(written("3b.pdf", corrected(third, "三十一名", "三十二名")))
        import_pdfs(later, newspaper=newspaper, date=DAY)
        assert [*Page.objects.values_list("label", "number")] == [
            ("A01", 1),
            ("A02", 2),
            ("A03", 3),
        ]

    def test_a_withdrawn_issue_takes_a_corrected_page(self, bring_in):
        front = press_pages()[0]
        bring_in(front)
        publish(Issue.objects.get()).withdraw(by=None, reason="版面有误")
        bring_in(corrected(front, "十七岁", "十八岁"))
        assert Article.objects.filter(body__contains="十八岁").exists()

    def test_a_page_that_nobody_could_read_does_not_stop_the_others(self, bring_in):
        scan = PdfPage((Photo(0, 0, 595, 842, jpeg(1230, 1720)),))
        front = press_pages()[0]
        bring_in(front, scan)
        typed = make_article(Page.objects.get(number=2), headline="手工录入")
        bring_in(corrected(front, "十七岁", "十八岁"), scan)
        assert Article.objects.get(pk=typed.pk).page.number == 2
        assert Article.objects.filter(body__contains="十八岁").exists()

    def test_an_emptied_issue_can_be_filled_by_the_same_files(self, bring_in):
        front = press_pages()[0]
        bring_in(front)
        for article in Article.objects.all():
            article.place(None, by=None)
        for page in Page.objects.all():
            page.delete(by=None)
        bring_in(front)
        assert Page.objects.get().articles.count() == 3

    def test_twice_at_once_is_once(self, newspaper, tmp_path, monkeypatch):
        path = tmp_path / "A01.pdf"
        path.write_bytes(press_pdf())
        once = importing._bring_in
        runs = []

        def meanwhile(*arguments):
            monkeypatch.setattr(importing, "_bring_in", once)
            runs.append(import_pdfs([path], newspaper=newspaper, date=DAY))
            return once(*arguments)

        monkeypatch.setattr(importing, "_bring_in", meanwhile)
        assert [import_pdfs([path], newspaper=newspaper, date=DAY)] == runs
        assert not ImportProblem.objects.filter(code="page-again").exists()

    def test_cancelled_while_it_reads_it_is_cancelled(self, newspaper, monkeypatch):
        run = queue_pdfs([SimpleUploadedFile("夜.pdf", press_pdf())], newspaper=newspaper, date=DAY)
        monkeypatch.setattr(importing, "_teller", lambda mine: lambda *_told: cancel(run))
        work_off(run.pk)
        run.refresh_from_db()
        assert (run.status, run.error) == (RunStatus.CANCELLED, "")


def cancel(run):
    fresh = ImportRun.objects.get(pk=run.pk)
    if fresh.is_open:
        fresh.cancel()


def test_a_reader_that_dies_of_an_error_of_ours_ends_the_reading(tmp_path, monkeypatch):
    path = tmp_path / "A01.pdf"
    path.write_bytes(press_pdf())

    def out_of_memory(*_arguments):
        raise MemoryError

    monkeypatch.setattr(guard.Reader, "_read", out_of_memory)
    with pytest.raises(MemoryError):
        guard.read_files([path], tmp_path)


def test_a_region_whose_picture_is_gone_does_not_wait_for_ever(newspaper):
    page = make_page(make_issue(newspaper))
    region = {"zone": 1, "box": [0, 0, 1, 1], "by": None, "error": ""}
    MakeUp.objects.create(page=page, regions=[region])
    with pytest.raises((TypeError, ValueError)):
        readoff.read_off(page.pk)
    assert [one["error"] for one in MakeUp.objects.get().regions] == ["ocr-failed"]


def test_a_search_on_a_page_of_which_nothing_was_read(client):
    page = make_page(image=picture_file())
    make_article(page)
    MakeUp.objects.create(page=page)
    publish(page.issue)
    assert client.get(page.get_absolute_url(), {"q": "正文"}).status_code == 200
