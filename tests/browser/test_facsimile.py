"""The page as printed under a reader's hands: enlarged, moved, and walked by the words found."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import manage, until

PAGE = "/langang/2026-11-20/A01/"


@pytest.fixture
def view(page):
    """The frame of the sample's first page."""
    page.goto(PAGE, wait_until="networkidle")
    return page.locator(".facsimile-view")


def zoom(page):
    return page.locator(".facsimile-zoom output").inner_text()


def scrolled(view):
    return view.evaluate("view => [view.scrollLeft, view.scrollTop]")


def test_buttons_enlarge_and_bring_the_whole_page_back(page, view):
    shape = view.bounding_box()
    page.get_by_role("button", name="放大").click()
    assert zoom(page) == "150%"
    assert view.bounding_box() == shape
    page.get_by_role("button", name="缩小").click()
    page.get_by_role("button", name="放大").dblclick()
    assert zoom(page) == "225%"
    page.get_by_role("button", name="整版").click()
    assert zoom(page) == "100%"


def test_keys_enlarge_and_move_while_the_page_has_focus(page, view):
    view.focus()
    for key in ("+", "+"):
        page.keyboard.press(key)
    assert zoom(page) == "225%"
    across, down = scrolled(view)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    assert scrolled(view) == [across + 80, down + 80]
    page.keyboard.press("0")
    page.keyboard.press("ArrowRight")  # the whole page again: it turns to the next
    page.wait_for_url("**/A02/")


def test_a_larger_picture_is_loaded_only_when_it_is_needed(page):
    pictures = []
    page.on("request", lambda request: pictures.append(request.url.rpartition("/")[2]))
    page.goto(PAGE, wait_until="networkidle")
    assert "2026-11-20-A01.webp" not in pictures
    page.get_by_role("button", name="放大").click()
    page.wait_for_load_state("networkidle")
    assert "2026-11-20-A01.webp" in pictures


def test_two_clicks_enlarge_what_is_under_them_and_one_opens_the_story(page, view):
    x, y = 200, 300
    view.dblclick(position={"x": x, "y": y})
    assert zoom(page) == "250%"
    assert scrolled(view) == pytest.approx([x * 1.5, y * 1.5], abs=2)
    view.dblclick(position={"x": x, "y": y})
    assert zoom(page) == "100%"
    story = page.locator(".facsimile svg a").first
    target = story.get_attribute("href")
    story.click()
    page.wait_for_url(f"**{target}")


def test_the_mouse_drags_an_enlarged_page_and_opens_nothing(page, view):
    page.get_by_role("button", name="放大").dblclick()
    across, down = scrolled(view)
    box = view.bounding_box()
    page.mouse.move(box["x"] + 300, box["y"] + 300)
    page.mouse.down()
    page.mouse.move(box["x"] + 240, box["y"] + 260, steps=5)
    page.mouse.up()
    assert scrolled(view) == [across + 60, down + 40]
    page.wait_for_timeout(400)  # longer than a click waits for a second one
    assert page.url.endswith(PAGE)


def test_the_wheel_scrolls_the_window_and_enlarges_with_ctrl(page, view):
    view.hover(position={"x": 300, "y": 300})
    page.mouse.wheel(0, 100)
    until(page, "scrollY > 0")
    assert zoom(page) == "100%"
    page.keyboard.down("Control")
    page.mouse.wheel(0, -100)
    expect(page.locator(".facsimile-zoom output")).to_have_text("140%")


def test_two_fingers_enlarge(chromium, site):
    context = chromium.new_context(
        base_url=site, viewport={"width": 390, "height": 844}, has_touch=True
    )
    page = context.new_page()
    page.goto(PAGE, wait_until="networkidle")
    page.locator(".facsimile-view").scroll_into_view_if_needed()
    box = page.locator(".facsimile-view").bounding_box()
    touch = context.new_cdp_session(page)
    for kind, half in [("touchStart", 30), ("touchMove", 60), ("touchMove", 120)]:
        points = [
            {"x": 195 + side * half, "y": box["y"] + 200, "id": finger}
            for finger, side in enumerate((-1, 1))
        ]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(page.locator(".facsimile-zoom output")).to_have_text("200%")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_enlarged_page_is_accessible(page, view, axe, scheme):
    page.emulate_media(color_scheme=scheme)
    page.get_by_role("button", name="放大").click()
    assert axe(page) == []


@pytest.mark.parametrize("width", [320, 390, 820, 1440])
def test_an_enlarged_page_keeps_to_its_frame_and_its_buttons_can_be_hit(page, width):
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(PAGE)
    page.get_by_role("button", name="放大").click()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    boxes = [button.bounding_box() for button in page.locator(".facsimile-tools button").all()]
    assert min(min(box["width"], box["height"]) for box in boxes) >= 44


def test_nothing_moves_while_the_page_loads(page):
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver((list) => list.getEntries().forEach("
        "(entry) => (window.shift += entry.value))).observe({type: 'layout-shift', buffered: true})"
    )
    page.goto(PAGE, wait_until="networkidle")
    assert page.evaluate("shift") < 0.01


def test_an_article_leads_back_to_its_place(page):
    page.goto(PAGE)
    page.locator(".contents ol a").nth(1).click()
    page.wait_for_url("**/articles/*/")
    page.get_by_role("link", name="在版面上看").click()
    story = page.locator(f"#story-{page.url.rpartition('-')[2]}")
    expect(story).to_be_in_viewport()
    outline = story.locator("polygon").first
    assert outline.evaluate("shape => getComputedStyle(shape).strokeWidth") == "4px"


def test_without_scripts_it_is_a_picture_with_links(chromium, site):
    context = chromium.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto(PAGE)
    expect(page.locator(".facsimile img")).to_be_visible()
    expect(page.get_by_role("button", name="放大")).to_have_count(0)
    page.locator(".facsimile svg a").first.click()
    page.wait_for_url("**/articles/*/")
    context.close()


# What is printed of the first two stories: 渡轮 once in one and twice in the other.
MADE_UP = """
from articles.importers.facsimile.records import Block, Line, Reading
from articles.models import MakeUp, Page

page = Page.objects.get(issue__date="2026-11-20", label="A02")
articles = page.articles.order_by("position", "id")[:2]
texts = ["渡轮停航", "渡轮复航，渡轮加班"]
blocks = [
    Block(story, "text", (Line(
        text, (60, 200 * story, 60 + 9 * len(text), 200 * story + 9), 9,
        tuple(60.0 + 9 * at for at in range(len(text) + 1)), opens=True,
    ),), story)
    for story, text in enumerate(texts, 1)
]
MakeUp.objects.update_or_create(page=page, defaults={
    "reading": Reading(680, 964, tuple(blocks)).as_json(),
    "articles": {story: article.pk for story, article in enumerate(articles, 1)},
})
"""


def test_keys_lead_from_one_word_found_to_the_next(installation, page, axe):
    manage(installation, "shell", "-c", MADE_UP)
    page.goto("/langang/2026-11-20/A02/?q=渡轮")
    expect(page.get_by_text("“渡轮”：本版 3 处")).to_be_visible()
    second = page.locator(".facsimile path").nth(1).get_attribute("data-of")
    page.goto(f"/langang/2026-11-20/A02/?q=渡轮&#story-{second}")  # as its search result does
    page.locator(".facsimile-view").focus()
    for key, place in [("n", "2 / 3"), ("n", "3 / 3"), ("n", "1 / 3"), ("p", "3 / 3")]:
        page.keyboard.press(key)
        expect(page.locator(".facsimile-found output")).to_have_text(place)
        expect(page.locator(".facsimile path.is-current")).to_be_in_viewport()
    page.get_by_role("button", name="上一处").click()
    expect(page.locator(".facsimile-found output")).to_have_text("2 / 3")
    assert axe(page) == []
