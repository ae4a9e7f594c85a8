"""Bringing press PDFs in: pages with picture, PDF and make-up, once and not by halves."""

import datetime
import io
import json

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command

from articles.importers import load
from articles.importers.run import SourceUnreadable, import_pdfs
from articles.models import Article, ImportRun, Issue, MakeUp, Page
from tests.factories import DAY, make_newspaper, make_published_issue
from tests.press import press_pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def newspaper():
    return make_newspaper()


@pytest.fixture
def pdf(tmp_path):
    path = tmp_path / "夜班.pdf"
    path.write_bytes(press_pdf())
    return path


def command(capsys, *arguments):
    with pytest.raises(SystemExit) as left:
        call_command("import_issue", *map(str, arguments))
    return left.value.code, capsys.readouterr()


def test_each_page_keeps_picture_pdf_and_make_up(newspaper, pdf):
    issue = import_pdfs([pdf], newspaper=newspaper, date=DAY).issue
    pages = issue.pages.all()
    assert issue.status == "draft"
    assert [bool(page.image and page.renditions and page.pdf) for page in pages] == [True, True]
    for page in pages:
        made = set(page.make_up.articles.values())
        assert made == set(page.articles.values_list("pk", flat=True))
        assert default_storage.exists(page.make_up.sheet.name)


def test_same_pdf_again_changes_nothing(newspaper, pdf):
    first = import_pdfs([pdf], newspaper=newspaper, date=DAY)
    assert import_pdfs([pdf], newspaper=newspaper, date=DAY).pk == first.pk
    assert MakeUp.objects.count() == Page.objects.count() == 2


@pytest.mark.parametrize("date", [DAY, None], ids=["dated", "undated"])
def test_same_pdf_again_is_not_even_read(newspaper, pdf, date):
    first = import_pdfs([pdf], newspaper=newspaper, date=DAY)
    heard = []
    again = import_pdfs(
        [pdf], newspaper=newspaper, date=date, progress=lambda *told: heard.append(told)
    )
    assert (again, heard) == (first, [])


def test_same_pdf_for_another_day_is_read(newspaper, pdf):
    import_pdfs([pdf], newspaper=newspaper, date=DAY)
    import_pdfs([pdf], newspaper=newspaper, date=DAY.replace(day=3))
    assert Issue.objects.count() == 2


def test_pdf_whose_issue_was_deleted_is_read_again(newspaper, pdf):
    import_pdfs([pdf], newspaper=newspaper, date=DAY)
    Article.objects.all().delete()
    Issue.objects.all().delete()
    import_pdfs([pdf], newspaper=newspaper)
    assert Issue.objects.get().date == datetime.date(2026, 11, 24)


def test_failure_leaves_neither_rows_nor_files(newspaper, pdf, settings, monkeypatch):
    def fail(*_arguments):
        raise RuntimeError

    monkeypatch.setattr(load, "_write_problems", fail)
    with pytest.raises(RuntimeError):
        import_pdfs([pdf], newspaper=newspaper, date=DAY)
    assert not Issue.objects.exists()
    assert [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()] == []


def test_cancelled_reading_changes_nothing(newspaper, pdf):
    with pytest.raises(SourceUnreadable):
        import_pdfs([pdf], newspaper=newspaper, date=DAY, cancelled=lambda: True)
    assert not Issue.objects.exists()


def test_command_takes_a_folder_and_tells_its_progress(newspaper, pdf, capsys):
    _status, printed = command(
        capsys, pdf.parent, "--paper", newspaper.slug, "--date", DAY, "--json"
    )
    told = json.loads(printed.out)
    counts = told["counts"]
    assert counts["read"] == counts["placed"] + counts["apart"] + counts["unplaced"]
    assert len(told["articles"]) == Article.objects.count()
    assert "第1页，共2页：版面分析\n" in printed.err
    assert "\r" not in printed.err


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_progress_is_one_line_drawn_anew_on_a_terminal(newspaper, pdf, capsys):
    terminal = Terminal()
    with pytest.raises(SystemExit):
        call_command(
            "import_issue", str(pdf), paper=newspaper.slug, json=True, dry_run=True, stderr=terminal
        )
    json.loads(capsys.readouterr().out)
    *steps, last = terminal.getvalue().split("\r")[1:]
    assert len(steps) >= 7  # four stages of two pages
    assert last.startswith(f"[{'#' * 12}{'-' * 12}] 第")
    assert "".join(steps).count("第1页，共2页：版面分析") == 1
    assert terminal.getvalue().count("\n") == 1


def test_refusal_stands_on_a_line_of_its_own_below_the_progress(newspaper, pdf):
    make_published_issue(newspaper)
    terminal = Terminal()
    with pytest.raises(SystemExit):
        call_command("import_issue", str(pdf), paper=newspaper.slug, date=DAY, stderr=terminal)
    *_steps, refusal = terminal.getvalue().rstrip().splitlines()
    assert refusal.startswith("潮城日报")


def test_dry_run_of_a_pdf_writes_nothing(newspaper, pdf, capsys):
    command(capsys, pdf, "--paper", newspaper.slug, "--date", DAY, "--json", "--dry-run")
    assert not ImportRun.objects.exists()


def test_folder_without_a_pdf_is_refused(newspaper, tmp_path, capsys):
    status, printed = command(capsys, tmp_path, "--paper", newspaper.slug, "--date", DAY)
    assert status == 2
    assert tmp_path.name in printed.err


def test_text_among_pdfs_is_refused(newspaper, pdf, tmp_path, capsys):
    text = tmp_path / "渡口.txt"
    text.write_text("渡口")
    status, printed = command(capsys, pdf, text, "--paper", newspaper.slug, "--date", DAY)
    assert (status, "渡口.txt" in printed.err) == (2, True)


def test_date_is_taken_from_the_masthead(newspaper, pdf):
    run = import_pdfs([pdf], newspaper=newspaper)
    assert run.date == run.issue.date == datetime.date(2026, 11, 24)


def test_glyphs_of_a_page_are_not_public(newspaper, pdf, client):
    import_pdfs([pdf], newspaper=newspaper, date=DAY)
    sheet = MakeUp.objects.first().sheet
    assert client.get(sheet.url).status_code == 404
