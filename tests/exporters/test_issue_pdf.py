"""An issue as one PDF: what is in it, who gets it, and what a bad page cannot do."""

import datetime

import pypdfium2 as pdfium
import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from articles.exporters import issue_pdf as exporter
from articles.models import Article, Edition
from tests.factories import make_article, make_issue, make_page, make_user, publish
from tests.pdfs import PdfPage, make_pdf

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_failure_remembered():
    cache.clear()


def make_pdf_page(issue, label, number, width=600):
    pdf = ContentFile(make_pdf([PdfPage(width=width, height=900)]), name=f"{label}.pdf")
    page = make_page(issue, label, number, pdf=pdf)
    make_article(page, f"{label}版的稿件")
    return page


@pytest.fixture
def issue():
    """A public issue of two pages, 600 and 500 points wide."""
    issue = make_issue()
    make_pdf_page(issue, "A01", 1)
    make_pdf_page(issue, "A02", 2, width=500)
    return publish(issue)


def address(issue):
    return f"{issue.get_absolute_url()}pdf/"


def widths(response):
    return [page.get_width() for page in pdfium.PdfDocument(response.getvalue())]


def kept():
    folder = default_storage.listdir("issues")[0]
    return [file for one in folder for file in default_storage.listdir(f"issues/{one}")[1]]


def test_the_pages_follow_each_other_in_their_order(client, issue):
    response = client.get(address(issue))
    assert widths(response) == [600, 500]
    assert response.headers["Content-Type"] == "application/pdf"
    assert 'filename="chao-2026-03-02.pdf"' in response.headers["Content-Disposition"]


def test_another_edition_of_the_day_has_its_own(client, issue):
    extra = make_issue(issue.newspaper, edition=Edition.EXTRA)
    make_pdf_page(extra, "A01", 1, width=400)
    publish(extra)
    assert address(extra) == "/chao/2026-03-02/extra/pdf/"
    assert widths(client.get(address(extra))) == [400]


def test_it_is_made_once_and_anew_when_a_page_changes(client, issue):
    client.get(address(issue))
    made = kept()
    client.get(address(issue))
    assert kept() == made
    page = issue.pages.first()
    page.pdf = ContentFile(make_pdf([PdfPage(width=700, height=900)]), name="A01.pdf")
    page.save()
    assert widths(client.get(address(issue))) == [700, 500]
    assert len(kept()) == 1
    assert kept() != made


def test_who_has_it_is_told_that_nothing_changed(client, issue):
    response = client.get(address(issue))
    assert response.headers["Cache-Control"] == "no-cache"
    again = {"if-none-match": response.headers["ETag"]}
    assert client.get(address(issue), headers=again).status_code == 304


def test_a_page_without_a_pdf_leaves_the_issue_without(client, issue):
    make_article(make_page(issue, "A03", 3))
    assert client.get(address(issue)).status_code == 404
    assert address(issue) not in client.get(issue.get_absolute_url()).text


def embargo(article):
    article.embargo = timezone.now() + datetime.timedelta(hours=1)
    article.save()


def withdraw(article):
    article.withdraw(by=None, reason="失实")


@pytest.mark.parametrize("hide", [embargo, withdraw])
def test_nobody_gets_it_while_text_on_one_page_is_not_public(client, issue, hide):
    etag = client.get(address(issue)).headers["ETag"]
    assert address(issue) in client.get(issue.get_absolute_url()).text
    hide(Article.objects.get(headline="A02版的稿件"))
    assert client.get(address(issue), headers={"if-none-match": etag}).status_code == 404
    assert address(issue) not in client.get(issue.get_absolute_url()).text


def test_a_draft_has_none_and_a_withdrawn_issue_is_gone(client, issue):
    issue.withdraw(by=None, reason="失实")
    assert client.get(address(issue)).status_code == 410
    draft = make_issue(issue.newspaper, issue.date + datetime.timedelta(days=1))
    make_pdf_page(draft, "A01", 1)
    client.force_login(make_user("fang", "责任编辑"))
    assert client.get(address(draft)).status_code == 404


def test_the_stored_file_itself_is_not_public(client, issue):
    client.get(address(issue))
    assert client.get(f"/media/issues/{issue.pk}/{kept()[0]}").status_code == 404


def test_a_broken_page_is_answered_with_a_sentence(client, issue):
    make_article(make_page(issue, "A03", 3, pdf=ContentFile(b"%PDF-1.4 broken", name="A03.pdf")))
    response = client.get(address(issue))
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "60"
    assert "整期 PDF 暂时无法提供" in response.text
    assert not default_storage.exists("issues")


def test_what_went_wrong_is_tried_again_after_a_pause(client, issue):
    page = make_page(issue, "A03", 3, pdf=ContentFile(b"%PDF-1.4 broken", name="A03.pdf"))
    make_article(page)
    client.get(address(issue))
    page.pdf.storage.delete(page.pdf.name)
    page.pdf.storage.save(page.pdf.name, ContentFile(make_pdf([PdfPage(width=300)])))
    assert client.get(address(issue)).status_code == 503
    cache.clear()  # which the time does
    assert widths(client.get(address(issue))) == [600, 500, 300]


def test_pages_that_take_too_long_or_are_too_large_do_not_hold_the_server(
    client, issue, monkeypatch
):
    monkeypatch.setattr(exporter, "SECONDS", 0.01)
    assert client.get(address(issue)).status_code == 503
    cache.clear()
    monkeypatch.undo()
    monkeypatch.setattr(exporter, "MEGABYTES", 0)
    assert client.get(address(issue)).status_code == 503


def test_queries_are_counted(client, issue, django_assert_num_queries):
    client.get(address(issue))
    # the issue with its newspaper; its pages
    with django_assert_num_queries(2):
        client.get(address(issue))
