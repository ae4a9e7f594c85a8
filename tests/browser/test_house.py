"""House style where the words stand: marked in the editor, explained there, mended, let stand."""

import re

from playwright.sync_api import expect

from tests.browser.test_drafts import an_article, write


def marked(page):
    """The words underlined in the editor."""
    return page.evaluate(
        "[...(CSS.highlights.get('remark') ?? [])].map(range => range.toString()).sort()"
    )


def test_remarks_are_shown_in_the_text_mended_and_let_stand(page, login):
    login("chief")
    where = an_article(page, 341)
    write(page, "帐号,座落在渡口。")
    page.click("[name=_continue]")
    expect(page.locator(".messagelist .warning")).to_contain_text("处请看一看")
    expect(page.locator(".remark mark", has_text="帐号")).to_be_visible()
    page.wait_for_function("CSS.highlights.get('remark')?.size >= 3")
    assert {"帐号", ",", "座落"} <= set(marked(page))

    page.get_by_role("button", name=re.compile("帐号")).first.click()
    expect(page.locator(".says-here")).to_contain_text("账号")
    page.locator(".remark", has_text="→ 账号").get_by_role(
        "button", name="改正", exact=True
    ).click()
    expect(page.locator(".messagelist .success").first).to_contain_text("改好 1 处")
    expect(page.locator(".ProseMirror")).to_contain_text("账号,座落在渡口。")

    remark = page.locator(".remark", has_text="→ 坐落")
    remark.get_by_text("照原样保留……").click()
    remark.get_by_label("理由").fill("引用旧碑文。")
    write(page, "今晨，")
    remark.get_by_role("button", name="保留", exact=True).click()
    expect(page.locator(".remark", has_text="→ 坐落")).to_have_count(0)
    expect(page.locator(".ProseMirror")).to_contain_text("今晨，账号,座落在渡口。")
    assert page.url.startswith(where)
