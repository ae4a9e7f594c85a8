"""What somebody types is there again, whatever happens to the tab, the network or the session."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PASSWORD, until
from tests.browser.test_editor import bring_in, to_the_issue

KEPT = re.compile("已自动存为您的草稿")
NEW = "渡口的灯，今夜换成了新的。"


@pytest.fixture
def desk(chromium, site, signed_in):
    """`desk("editor")` is a page of a signed-in person's own browser.

    Its console may complain: here the network is cut.
    """
    contexts = []

    def sit_down(name):
        context = chromium.new_context(base_url=site, viewport={"width": 1366, "height": 768})
        contexts.append(context)
        page = context.new_page()
        page.goto("/admin/login/")
        page.fill("[name=username]", name)
        page.fill("[name=password]", PASSWORD)
        page.click("[type=submit]")
        page.wait_for_url("**/admin/")
        return page

    yield sit_down
    for context in contexts:
        context.close()


def an_article(page, days):
    """The address of an article of an issue of the test's own."""
    bring_in(page, (date.today() + timedelta(days=days)).isoformat())
    to_the_issue(page)
    page.locator("[data-article] > a").first.click()
    expect(page.locator(".prose-editor [role=textbox]")).to_be_visible()
    return page.url


def write(page, words):
    """At the head of the text, in the editor."""
    text = page.locator(".prose-editor [role=textbox]")
    text.click()
    page.keyboard.press("Control+Home")
    page.keyboard.type(words)


def go_on(page):
    page.locator(".unsaved section").first.get_by_role("button", name="接着这份文字写").click()
    expect(page.locator(".messagelist")).to_contain_text("尚未保存")


def text(page):
    return page.locator(".prose-editor [role=textbox]")


def test_a_killed_tab_loses_nothing(desk):
    page = desk("chief")
    where = an_article(page, 331)
    write(page, NEW)
    expect(page.locator("[data-kept]")).to_have_text(KEPT)
    page.close(run_before_unload=False)
    page = page.context.new_page()
    page.goto(where)
    expect(text(page)).not_to_contain_text(NEW)
    expect(page.locator(".unsaved section").first).to_be_visible()
    page.locator(".unsaved summary").first.click()
    expect(page.locator(".unsaved ins").first).to_have_text(NEW)
    go_on(page)
    expect(text(page)).to_contain_text(NEW)
    page.click("[name=_continue]")
    expect(page.locator(".messagelist")).to_contain_text("修改")
    expect(text(page)).to_contain_text(NEW)
    expect(page.locator(".unsaved section")).to_have_count(0)


def test_offline_and_back(desk):
    page = desk("chief")
    an_article(page, 332)
    page.context.set_offline(True)
    write(page, NEW)
    expect(page.locator("[data-kept]")).to_contain_text("连不上服务器")
    page.context.set_offline(False)
    expect(page.locator("[data-kept]")).to_have_text(KEPT)
    assert page.evaluate("Object.keys(localStorage).filter((n) => n.startsWith('draft:'))") == []


def test_a_tab_killed_while_offline_loses_nothing(desk):
    page = desk("chief")
    where = an_article(page, 333)
    page.context.set_offline(True)
    write(page, NEW)
    expect(page.locator("[data-kept]")).to_contain_text("连不上服务器")
    page.close(run_before_unload=False)
    page = page.context.new_page()
    page.context.set_offline(False)
    page.goto(where)
    expect(page.locator(".unsaved section").first).to_be_visible()
    go_on(page)
    expect(text(page)).to_contain_text(NEW)


def test_a_session_that_ends_loses_nothing(desk):
    page = desk("chief")
    where = an_article(page, 334)
    page.context.clear_cookies(name="sessionid")
    write(page, NEW)
    expect(page.locator("[data-kept]")).to_contain_text("已退出登录")
    page.click("[name=_save]")
    page.wait_for_url("**/admin/login/**")
    page.fill("[name=username]", "chief")
    page.fill("[name=password]", PASSWORD)
    page.click("[type=submit]")
    page.wait_for_url(where)
    expect(page.locator(".unsaved section").first).to_be_visible()
    go_on(page)
    expect(text(page)).to_contain_text(NEW)


def test_what_is_saved_at_once_leaves_no_draft(desk):
    page = desk("chief")
    where = an_article(page, 335)
    write(page, NEW)
    page.click("[name=_save]")
    page.wait_for_url(re.compile("/admin/articles/issue/"))
    page.goto(where)
    expect(text(page)).to_contain_text(NEW)
    expect(page.locator(".unsaved section")).to_have_count(0)


def test_two_at_one_article_hear_of_each_other(desk):
    chief, editor = desk("chief"), desk("editor")
    where = an_article(chief, 336)
    editor.goto(where)
    until(editor, "Boolean(document.querySelector('[data-others]').textContent)")
    expect(editor.locator("[data-others]")).to_contain_text("也正打开着这篇稿件")
    expect(chief.locator("[data-others]")).to_contain_text("也正打开着", timeout=25_000)
    write(editor, NEW)
    editor.click("[name=_continue]")
    expect(text(editor)).to_contain_text(NEW)
    expect(chief.locator("[data-others]")).to_contain_text("保存过这篇稿件", timeout=25_000)


def test_the_board_shows_what_others_do_without_a_reload(desk):
    chief, editor = desk("chief"), desk("editor")
    where = an_article(chief, 337)
    chief.goto(chief.locator(".where a").get_attribute("href"))
    article = chief.locator("[data-live^=article-]").first
    expect(article).to_contain_text("草稿")
    editor.goto(where)
    editor.click("[name=review][value=submit]")
    expect(article).to_contain_text("待一审", timeout=25_000)
    editor.goto(editor.url)
    editor.locator("[data-article]").first.locator("[data-act=down]").click()
    expect(chief.locator("[data-moved]")).to_be_visible(timeout=25_000)
