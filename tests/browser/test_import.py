"""Press PDFs under an editor's hands: chosen, followed while they are read, and looked over."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from articles.management.commands.load_sample import SAMPLE
from tests.browser.conftest import manage

PDFS = sorted((SAMPLE / "press/2026-11-24").glob("*.pdf"))
REPORT = re.compile(r"/admin/import/\d+/$")
READ_WITHIN = 60_000  # milliseconds, of two pages by a process of its own
# The third of the eight pages of tomorrow's paper is being read, by nobody in truth.
RUNNING = """
from django.utils import timezone
from articles.models import ImportRun, Newspaper

ImportRun.objects.filter(checksum="0" * 64).delete()
ImportRun.objects.create(
    newspaper=Newspaper.objects.first(), date=timezone.localdate(), checksum="0" * 64, size=48_000,
    source_name=", ".join(f"2026-11-25-A0{page}.pdf" for page in range(1, 9)), status="running",
    stage="layout", pages_done=3, pages_total=8, seen_at=timezone.now(),
)
"""
FARTHER = """
from articles.models import ImportRun

ImportRun.objects.filter(checksum="0" * 64).update(pages_done=5)
"""


@pytest.fixture
def editor(page, login):
    login("editor")
    return page


@pytest.fixture
def running(installation, editor):
    """The report of an import that is under way."""
    manage(installation, "shell", "-c", RUNNING)
    editor.goto("/admin/import/")
    editor.click("[aria-labelledby=runs] a")
    return editor


def bring_in(page, days):
    """Choose the pages of a day of their own: the tests share one site."""
    page.goto("/admin/import/")
    page.set_input_files("[name=source]", PDFS)
    page.fill("[name=date]", (date.today() + timedelta(days=days)).isoformat())
    page.click("form.ask [type=submit]")
    page.wait_for_url(REPORT)


def check_looks(page, axe):
    """Accessible and within its width, on a telephone and a desk, by day and by night."""
    for width, scheme in ((390, "light"), (820, "light"), (1440, "dark")):
        page.set_viewport_size({"width": width, "height": 900})
        if scheme == "dark":
            page.emulate_media(color_scheme=scheme)
            page.reload()  # colours change slowly in a page that is open
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert axe(page) == []


def test_press_pdfs_are_chosen_followed_and_become_an_issue(editor, axe):
    bring_in(editor, 310)
    expect(editor.locator("#progress")).to_be_visible()
    reports = editor.locator(".page-report")  # shown without another click
    expect(reports).to_have_count(len(PDFS), timeout=READ_WITHIN)
    expect(editor.locator(".notes")).to_contain_text("报头印的是 2026-11-24")
    check_looks(editor, axe)
    editor.get_by_role("link", name="去这一期").last.click()
    editor.wait_for_url("**/admin/articles/issue/*/change/")
    expect(editor.locator("section.page h2")).to_contain_text(["A01 要闻", "A02 民生"])


def test_files_of_a_day_that_is_there_are_told_to_be(editor):
    for _time in range(2):
        bring_in(editor, 311)
        expect(editor.locator(".page-report").first).to_be_visible(timeout=READ_WITHIN)
    expect(editor.locator(".errornote")).to_have_text("这份文件以前导入过，未作任何改动。")


def test_form_is_accessible_and_takes_files_that_are_dropped(editor, axe):
    editor.goto("/admin/import/")
    check_looks(editor, axe)
    expect(editor.locator("[name=source]")).to_have_attribute("multiple", "")


def test_progress_tells_the_page_and_the_stage_and_is_accessible(running, axe):
    expect(running.locator("#progress")).to_contain_text("第3页，共8页 · 版面分析")
    check_looks(running, axe)


def test_progress_moves_by_itself_and_an_import_is_cancelled(installation, running):
    manage(installation, "shell", "-c", FARTHER)
    expect(running.locator("#progress")).to_contain_text("第5页，共8页", timeout=10_000)
    running.get_by_role("button", name="取消").click()
    expect(running.locator("#progress")).to_contain_text("正在取消")
    expect(running.get_by_role("button", name="取消")).to_have_count(0)
