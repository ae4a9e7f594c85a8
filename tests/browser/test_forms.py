"""The forms of articles and pages in a real browser: prose, pictures, choices."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ROOT

FILE = ROOT / "articles/sample/pictures/football-cup.webp"
PICTURE = "/media/photos/football-cup.webp"
VOCABULARY = {
    "paragraphs": "<p>段一　全角</p><p>上行<br>下行</p>",
    "subhead": "<h2>小标题</h2><p>文</p>",
    "marks": '<p>文<strong>粗</strong><em>斜</em><a href="https://a.example/?b=1&amp;c=2" '
    'rel="noopener">链</a></p>',
    "quotation": "<blockquote><p>引<br>文</p><p>再引</p></blockquote>",
    "bulleted list": "<ul><li>甲</li><li>乙<strong>粗</strong></li></ul>",
    "numbered list in items": "<ul><li>一<ol><li>内</li></ol></li></ul>",
    "list of paragraphs": "<ol><li><p>甲</p><p>乙</p></li><li><p>丙</p></li></ol>",
    "table with a head": '<table><thead><tr><th scope="col">日期</th><th>天气</th></tr></thead>'
    '<tbody><tr><td>20日</td><td>晴</td></tr><tr><td colspan="2">同上</td></tr></tbody></table>',
    "table without one": "<table><tbody><tr><th>行</th><td>甲</td></tr>"
    '<tr><th rowspan="2">行</th><td><p>甲</p><p>乙</p></td></tr><tr><td>丙</td></tr>'
    "</tbody></table>",
    "head over the first row of heads": "<table><tbody><tr><th>一</th><th>二</th></tr>"
    "<tr><td>1</td><td>2</td></tr></tbody></table>",
    "figure": f'<figure><img src="{PICTURE}" alt="奖杯" width="12" height="8">'
    "<figcaption>图为奖杯。<cite>某某 摄</cite></figcaption></figure>",
    "figure without caption": f'<figure><img src="{PICTURE}" alt=""></figure>',
    "two pictures in a figure": f'<figure><img src="{PICTURE}"><img src="{PICTURE}">'
    "<figcaption>左图，右图。</figcaption></figure>",
}


@pytest.fixture
def editor(page, login):
    page.set_viewport_size({"width": 1366, "height": 900})
    login("editor")
    return page


def stored(page):
    return page.eval_on_selector("textarea[data-prose]", "textarea => textarea.defaultValue")


def typed(page):
    return page.eval_on_selector("textarea[data-prose]", "textarea => textarea.value")


def save(page):
    with page.expect_navigation():
        page.click("[name=_continue]")
    page.wait_for_selector(".ProseMirror")


def new_article(page, body):
    """An article with this text, which the editor has not touched."""
    page.goto("/admin/articles/article/add/")
    page.wait_for_selector(".ProseMirror")
    page.eval_on_selector("textarea[data-prose]", "(area, body) => { area.value = body }", body)
    save(page)


def test_every_element_of_the_vocabulary_survives_an_edit_elsewhere(editor):
    body = "".join(VOCABULARY.values()) + "<p>末段</p>"
    new_article(editor, body)
    assert stored(editor) == body
    editor.locator(".ProseMirror > p").last.click()
    editor.keyboard.press("End")
    editor.keyboard.type("改")
    save(editor)
    assert stored(editor) == body.replace("末段", "末段改")


def test_a_table_made_in_the_editor_has_a_head(editor):
    new_article(editor, "<p>文</p>")
    editor.locator(".ProseMirror p").click()
    editor.get_by_role("button", name="表格").click()
    save(editor)
    assert stored(editor).count("<thead><tr><th></th>") == 1


def new_article_with_a_photo(page):
    new_article(page, "<p>甲段</p><p>乙段</p><p>丙段</p>")
    page.click("#photos-group .add-row a")
    page.set_input_files("[name=photos-0-image]", FILE)
    page.fill("[name=photos-0-caption]", "图为奖杯。")
    page.fill("[name=photos-0-credit]", "施南乔 摄")
    save(page)


def test_a_photo_is_put_into_the_text_with_one_click_and_taken_back(editor):
    new_article_with_a_photo(editor)
    before = typed(editor)
    editor.locator(".ProseMirror > p").nth(1).click()
    editor.click(".prose-photos button")
    figure = editor.locator(".ProseMirror > p:nth-of-type(2) + figure")
    expect(figure.locator("cite")).to_have_text("施南乔 摄")
    editor.get_by_role("button", name="撤销").click()
    expect(figure).to_have_count(0)
    assert typed(editor) == before


def test_only_the_newspaper_s_own_things_are_offered(editor):
    asked = []
    editor.on("request", lambda r: "/autocomplete/" in r.url and asked.append(r.url))
    new_article(editor, "<p>文</p>")
    editor.click(".field-column .select2-selection")
    expect(editor.locator(".select2-results li").first).to_be_visible()
    assert "newspaper=1&" in asked[0] + "&"
