"""A reader's way through the paper, in a real browser, at three widths, light and dark."""

import pytest
from playwright.sync_api import expect

ISSUE = "/langang/2026-11-20/"
PAGES = {
    "front page": "/",
    "issue": ISSUE,
    "page": f"{ISSUE}A01/",
    "section": "/langang/sections/news/",
    "column": "/langang/columns/chaoping/",
    "archive": "/langang/archive/",
    "month": "/langang/archive/2026/11/",
    "extra edition": "/langang/2026-11-14/extra/",
    "search": "/search/?q=渡轮",
    "empty search": "/search/",
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", PAGES)
def test_every_page_kind_is_accessible(page, axe, kind, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto(PAGES[kind])
    assert axe(page) == []


@pytest.mark.parametrize("width", [320, 390, 820, 1440])
@pytest.mark.parametrize("kind", PAGES)
def test_nothing_is_wider_than_the_window(page, kind, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(PAGES[kind])
    overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert overflow <= 0


def test_from_an_issue_to_an_article_and_its_page(page, axe):
    page.goto(ISSUE)
    headline = page.locator("main a[href*='/articles/']").first
    words = "".join(headline.inner_text().split())
    headline.click()
    expect(page.locator("h1")).to_be_visible()
    assert "".join(page.locator("h1").inner_text().split()) == words
    assert axe(page) == []
    page.locator("a[href*='/A01/']").first.click()
    page.wait_for_url("**/A01/**")
    assert page.locator("svg a").count() >= 4


def test_related_articles_come_in_place_and_have_a_page_of_their_own(page, axe):
    page.goto("/langang/2026-11-20/")
    page.locator("main a[href*='/articles/']").first.click()
    page.wait_for_url("**/articles/*/")
    article = page.url
    page.locator("aside.related").scroll_into_view_if_needed()
    expect(page.locator("aside.related h2")).to_be_visible()
    page.goto(f"{article}related/")
    assert axe(page) == []
    page.locator("h1 a").click()
    page.wait_for_url(article)


def test_a_headline_breaks_between_words_only(page):
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto("/langang/2026-11-14/")
    page.get_by_role("link", name="灯屿航线今天上午改走北水道").first.click()
    headline = page.locator("h1")
    expect(headline.locator("wbr").first).to_be_attached()  # the script comes after the text
    assert "今天<wbr>上午<wbr>" in headline.inner_html()
    assert headline.inner_text().splitlines() == ["灯屿航线今天上午改走北水道"]


def test_a_printed_article_is_a_clipping_with_its_source(page):
    page.goto(ISSUE)
    page.locator("main a[href*='/articles/']").first.click()
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator(".source")).to_be_visible()
    for furniture in (".topbar", ".turn", ".around-page", ".imprint", ".tools"):
        expect(page.locator(furniture)).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_a_zone_of_the_facsimile_opens_its_story(page):
    page.goto(f"{ISSUE}A01/")
    zone = page.locator("svg a").first
    target = zone.get_attribute("href")
    zone.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{target}")


def test_search_finds_and_marks(page):
    page.goto("/search/")
    page.fill("[name=q]", "跨海大桥")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=*")
    assert page.locator("mark", has_text="跨海大桥").count() >= 1


def test_no_page_asks_a_third_party(page, site):
    foreign = []
    page.on("request", lambda r: r.url.startswith((site, "data:")) or foreign.append(r.url))
    for address in PAGES.values():
        page.goto(address, wait_until="networkidle")
    assert not foreign


def test_without_scripts_everything_can_be_read(chromium, site):
    context = chromium.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.locator("main a").first.click()
    assert page.locator("h1").count() == 1
    context.close()
