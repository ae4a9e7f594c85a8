"""An editor's way from a dump to a published issue, in a real browser."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PASSWORD

DUMP = Path(__file__).resolve().parents[1] / "data" / "dumps" / "damaged-page.txt"
LAPTOP = {"width": 1366, "height": 768}


@pytest.fixture
def chief(page, login):
    """The chief editor at a laptop."""
    page.set_viewport_size(LAPTOP)
    login("chief")
    return page


def day(days):
    """A day of its own for each test: they share one site."""
    return (date.today() + timedelta(days=days)).isoformat()


def bring_in(page, on):
    """Import the dump; the report is open then."""
    page.goto("/admin/import/")
    page.set_input_files("[name=source]", DUMP)
    page.fill("[name=date]", on)
    page.click("form.ask [type=submit]")
    page.wait_for_url(re.compile(r"/admin/import/\d+/$"))


def to_the_issue(page):
    page.click(".object-tools a")
    page.wait_for_url("**/admin/articles/issue/*/change/")


def open_twice(page, on):
    """Open an article of a new issue, and once more in the other page that is returned."""
    bring_in(page, on)
    to_the_issue(page)
    page.locator("[data-article] > a").first.click()
    other = page.context.new_page()
    other.goto(page.url)
    return other


def decide_all(page):
    """Take the first proposal, or else make an article of it, until nothing is left to decide."""
    while page.locator(".decision").count():
        before = page.locator(".decision").count()
        decision = page.locator(".decision").first
        proposals = decision.locator("[name=act][value=join], [name=act][value=place]")
        button = proposals.first if proposals.count() else decision.locator("[value=set-aside]")
        button.click()
        expect(page.locator(".decision")).to_have_count(before - 1)


def test_the_whole_issue_is_previewed_with_one_click(chief):
    bring_in(chief, day(304))
    to_the_issue(chief)
    with chief.context.expect_page() as opened:
        chief.get_by_role("link", name="预览").click()
    preview = opened.value
    expect(preview.locator(".notice")).to_be_visible()
    preview.locator(".sheets section li a").first.click()
    expect(preview.locator(".notice")).to_contain_text("读者还看不到这篇稿件")


def test_articles_are_dragged_to_another_place(chief):
    bring_in(chief, day(301))
    to_the_issue(chief)
    articles = chief.locator("[data-page]").first.locator("[data-article] > a")
    first, second = articles.all_inner_texts()[:2]
    chief.locator("[data-article]").nth(1).drag_to(chief.locator("[data-article]").first)
    expect(chief.locator("[data-state]")).not_to_be_empty()
    chief.reload()
    assert articles.all_inner_texts()[:2] == [second, first]


def test_a_stale_save_shows_both_texts_and_loses_none(chief):
    other = open_twice(chief, day(302))
    other.fill("[name=headline]", "别人的标题")
    other.click("[name=_continue]")
    chief.fill("[name=headline]", "我的标题")
    chief.click("[name=_save]")
    expect(chief.locator(".field-headline .newer-text").first).to_have_text("别人的标题")
    assert chief.input_value("[name=headline]") == "我的标题"
    assert chief.locator(".field-headline ins").inner_text() == "我"
    chief.click("[name=_save]")
    chief.wait_for_url(re.compile("/issue/"))


def test_two_editors_at_once_are_merged(chief):
    other = open_twice(chief, day(305))
    other.locator(".ProseMirror p").first.click()
    other.keyboard.press("End")
    other.keyboard.type("（他添的）")
    other.click("[name=_continue]")
    expect(other.locator(".messagelist .success")).to_be_visible()
    chief.fill("[name=kicker]", "我写的引题")
    chief.click("[name=_continue]")
    expect(chief.locator(".messagelist .info")).to_contain_text("正文")
    expect(chief.locator(".ProseMirror")).to_contain_text("（他添的）")
    assert chief.input_value("[name=kicker]") == "我写的引题"


def test_characters_are_counted_while_typing(chief):
    chief.goto("/admin/articles/article/add/")
    chief.fill("[name=headline]", "渡口　今日\n复航")
    chief.locator(".ProseMirror").click()
    chief.keyboard.type("四个字。")
    expect(chief.locator("label[for=id_headline] + output")).to_have_text("6")
    expect(chief.locator("label[for=id_body] + output")).to_have_text("4")


def test_the_screens_of_the_editors_are_accessible(chromium, site, axe):
    """axe itself breaks our policy on long pages, hence a browser that lets it."""
    context = chromium.new_context(base_url=site, viewport=LAPTOP, bypass_csp=True)
    page = context.new_page()
    page.goto("/admin/login/")
    page.fill("[name=username]", "chief")
    page.fill("[name=password]", PASSWORD)
    page.click("[type=submit]")
    bring_in(page, day(303))
    assert axe(page) == []
    to_the_issue(page)
    assert axe(page) == []
    page.locator("[data-article] > a").first.click()
    page.wait_for_selector(".ProseMirror")
    assert axe(page) == []
    page.goto("/admin/articles/page/?q=A02")
    page.click("#result_list th a")
    page.wait_for_selector("svg[data-zones] polygon")
    assert axe(page) == []
    context.close()


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1366, "dark")])
def test_the_desk_is_accessible(page, login, axe, width, scheme):
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    login("editor")
    lists = ("article", "issue", "photo", "editorialevent")
    for address in ("/admin/", *(f"/admin/articles/{name}/" for name in lists)):
        page.goto(address)
        assert axe(page) == []
        wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        assert not page.evaluate(wide)
