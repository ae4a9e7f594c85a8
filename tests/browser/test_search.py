"""The search page by keyboard alone, on a telephone and on a desk."""

import pytest
from playwright.sync_api import expect

WIDTHS = [390, 1440]


@pytest.fixture(params=WIDTHS)
def keyboard(page, request):
    """The keyboard of a page at a width, and nothing else: `tab_to(locator)` goes there."""
    page.set_viewport_size({"width": request.param, "height": 900})
    return page.keyboard


def tab_to(page, target):
    for _step in range(60):
        page.keyboard.press("Tab")
        if target.evaluate("(element) => element === document.activeElement"):
            expect(target).to_be_visible()
            return
    raise AssertionError("the keyboard does not lead there")


def test_from_typing_to_a_result_and_back(page, keyboard, axe):
    page.goto("/search/")
    box = page.get_by_role("combobox", name="要搜索的字词")
    tab_to(page, box)
    keyboard.insert_text("渡轮")
    keyboard.press("Enter")
    page.wait_for_url("**q=*")
    found = page.locator(".entry").count()
    if page.viewport_size["width"] < 1000:
        tab_to(page, page.locator(".facets > summary"))
        keyboard.press("Enter")
    assert axe(page) == []
    facet = page.locator(".facets a", has_text="要闻")
    tab_to(page, facet)
    count = int(facet.locator("small").inner_text())
    keyboard.press("Enter")
    page.wait_for_url("**section=news*")
    assert page.locator(".entry").count() == count < found
    tab_to(page, page.get_by_role("link", name="最新"))
    keyboard.press("Enter")
    page.wait_for_url("**order=date*")
    address = page.url
    tab_to(page, page.locator(".entry h3 a").first)
    keyboard.press("Enter")
    page.wait_for_url("**/articles/*/**")
    page.go_back()  # Alt and the left arrow: a key of the browser, which has no window here
    assert page.url == address
    tab_to(page, page.locator(".chips a").first)
    keyboard.press("Enter")
    page.wait_for_url(lambda address: "section" not in address)
    assert page.locator(".entry").count() == found


def test_a_suggestion_is_picked(page, keyboard, axe):
    page.goto("/search/")
    box = page.get_by_role("combobox")
    tab_to(page, box)
    keyboard.insert_text("渡轮")
    expect(box).to_have_attribute("aria-expanded", "true")
    keyboard.press("ArrowDown")
    option = page.get_by_role("option").first
    expect(option).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", option.get_attribute("id"))
    assert axe(page) == []
    keyboard.press("Enter")
    page.wait_for_url("**/articles/*/**")


def test_escape_and_what_is_typed_next_put_suggestions_away(page, keyboard):
    page.goto("/search/")
    box = page.get_by_role("combobox")
    tab_to(page, box)
    keyboard.insert_text("渡轮")
    expect(page.get_by_role("listbox")).to_be_visible()
    keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_value("渡轮")
    keyboard.press("ArrowDown")
    expect(page.get_by_role("listbox")).to_be_visible()
    keyboard.press("Escape")
    with page.expect_response("**/suggest/**"):
        keyboard.insert_text("飞船")
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_without_script_the_box_searches(chromium, site):
    context = chromium.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto("/search/")
    page.get_by_role("searchbox").fill("渡轮")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=*")
    assert page.locator("mark").count()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ["?q=渡轮&section=news", "?q=渡轮+飞船&section=news", "?q=%00"])
def test_every_answer_is_accessible(page, axe, address, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto(f"/search/{address}")
    assert axe(page) == []
