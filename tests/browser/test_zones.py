"""The zones of a page in a real browser: by mouse, by finger and pen, by keys, and by numbers."""

import json
import sqlite3
from contextlib import closing

import psycopg
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PASSWORD, until

SQUARE = [[0.1, 0.1], [0.5, 0.1], [0.5, 0.5], [0.1, 0.5]]
TRIANGLE = [[0.1, 0.1], [0.5, 0.2], [0.3, 0.5]]
WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def open_page(page, label="A02"):
    """The form of a page of the sample's last issue; its picture is in sight, its first zone a
    square."""
    page.goto(f"/admin/articles/page/?q={label}&until=2026-11-23")
    with page.expect_navigation():
        page.click("#result_list th a")
    draw(page, SQUARE)
    return page.locator("svg[data-zones]")


def sign_in(page):
    page.goto("/admin/login/")
    page.fill("[name=username]", "editor")
    page.fill("[name=password]", PASSWORD)
    page.click("[type=submit]")
    page.wait_for_url("**/admin/")


@pytest.fixture
def sheet(page, login):
    login("editor")
    return open_page(page)


@pytest.fixture
def spare(page, login):
    """The same of a page that nobody clicks on: more zones may lie there."""
    login("editor")
    return open_page(page, "A04")


@pytest.fixture
def phone(chromium, site):
    """The same form on a telephone."""
    context = chromium.new_context(
        base_url=site, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    sign_in(page)
    open_page(page)
    yield page
    context.close()


@pytest.fixture
def saved(installation):
    """`saved(page)` saves the form and asks the database for the points of its zones."""

    def points(page):
        with page.expect_navigation():
            page.click("[name=_continue]")
        expect(page.locator(".messagelist .success")).to_be_visible()
        number = page.url.split("/")[-3]
        query = f"SELECT points FROM articles_zone WHERE page_id = {int(number)} ORDER BY id"
        with closing(connect(installation["DATABASE_URL"])) as database:
            found = [row for (row,) in database.execute(query).fetchall()]
        return [json.loads(row) if isinstance(row, str) else row for row in found]

    return points


def connect(url):
    if url.startswith("sqlite"):
        return sqlite3.connect(url.removeprefix("sqlite:///"))
    return psycopg.connect(url.replace("postgres://", "postgresql://"))


def draw(page, points):
    """Type the points of the first zone, and look at the picture again."""
    page.locator("#zones-0 [data-points]").fill(json.dumps(points))
    page.locator("svg[data-zones]").scroll_into_view_if_needed()


def drawn(page, row=0):
    return json.loads(page.locator(f"#zones-{row} [data-points]").input_value())


def rows(page):
    return page.locator("#zones-group .inline-related:not(.empty-form)")


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def middle(locator):
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def focused(page):
    return page.evaluate("document.activeElement.ariaLabel")


def finger(page, start, end):
    """Put a finger down, drag it and lift it."""
    touch = page.context.new_cdp_session(page)
    for step in range(9):
        part = step / 8
        x, y = (a + (b - a) * part for a, b in zip(start, end, strict=True))
        kind = "touchMove" if step else "touchStart"
        points = [{"x": x, "y": y}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def drag(page, start, end):
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=4)
    page.mouse.up()


def test_a_rectangle_drawn_on_the_picture_is_a_new_zone(page, spare, saved):
    before = rows(page).count()
    box = spare.bounding_box()
    start, end = (
        (box["x"] + x * box["width"], box["y"] + y * box["height"])
        for x, y in ((0.01, 0.02), (0.4, 0.3))
    )
    drag(page, start, end)
    expect(rows(page)).to_have_count(before + 1)
    expect(rows(page).last.locator("select[name$=article]")).to_be_focused()
    assert saved(page)[-1] == [[0.01, 0.02], [0.4, 0.02], [0.4, 0.3], [0.01, 0.3]]


def test_a_dragged_corner_takes_its_sides_along(page, sheet, saved):
    sheet.locator("polygon").first.click()
    x, y = middle(sheet.locator("[data-corner]").first)
    drag(page, (x, y), (x + 30, y + 30))
    (a, b), (c, d), right, (e, f) = saved(page)[0]
    assert a > 0.1
    assert b > 0.1
    assert (c, d, right, e, f) == (0.5, b, [0.5, 0.5], a, 0.5)


def test_a_click_chooses_a_zone_and_moves_nothing(page, sheet):
    sheet.locator("polygon").nth(1).click()
    expect(page.locator("#zones-1")).to_contain_class("chosen")
    sheet.locator("[data-corner]").nth(2).click()
    assert focused(page).startswith("第 3 个角")
    assert drawn(page) == SQUARE


def test_zones_and_corners_are_named(page, sheet):
    name = sheet.locator("polygon").first.get_attribute("aria-label")
    article = page.locator("#id_zones-0-article option:checked").inner_text()
    assert name == f"热区 1，稿件：{article}"
    page.select_option("#id_zones-0-article", "")
    expect(page.get_by_role("button", name="热区 1，稿件", exact=True)).to_have_count(1)
    draw(page, TRIANGLE)
    expect(page.get_by_role("button", name="第 3 个角，共 3 个")).to_have_count(1)


def test_a_zone_is_moved_with_the_arrows_up_to_the_edge(page, sheet, saved):
    zone = sheet.locator("polygon").first
    page.locator("#credits-group .add-row a").focus()
    press(page, "Tab")
    expect(zone).to_be_focused()
    press(page, "Escape", "ArrowRight", "Enter", "ArrowRight", "Shift+ArrowDown", "ArrowUp")
    expect(zone).to_be_focused()
    assert drawn(page)[0] == [0.102, 0.118]
    press(page, *["Shift+ArrowLeft"] * 6)
    expect(zone).to_be_focused()
    expect(page.locator("[data-said]")).to_have_text("热区 1：横 0.0%，竖 11.8%")
    assert saved(page)[0] == [[0, 0.118], [0.4, 0.118], [0.4, 0.518], [0, 0.518]]


def test_a_corner_is_added_moved_and_removed_with_keys(page, sheet, saved):
    sheet.locator("polygon").first.focus()
    press(page, "Enter", "Enter")
    assert focused(page) == "第 1 个角，共 4 个"
    press(page, "Insert", "ArrowUp", "Shift+ArrowRight")
    assert focused(page) == "第 2 个角，共 5 个"
    expect(page.locator("[data-said]")).to_have_text("第 2 个角：横 32.0%，竖 9.8%")
    press(page, "Tab", "Tab", "+")
    assert focused(page) == "第 5 个角，共 6 个"
    press(page, "Delete")
    assert focused(page) == "第 5 个角，共 5 个"
    press(page, "Delete")
    assert focused(page) == "第 4 个角，共 4 个"
    assert saved(page)[0] == [[0.1, 0.1], [0.32, 0.098], [0.5, 0.1], [0.5, 0.5]]


def test_a_zone_keeps_three_corners(page, sheet, saved):
    draw(page, TRIANGLE)
    sheet.locator("[data-corner]").nth(1).focus()
    press(page, "Delete", "Backspace")
    assert focused(page) == "第 2 个角，共 3 个"
    expect(page.locator("[data-said]")).to_have_text("热区至少要有三个角。")
    expect(page.locator("[data-act=remove]")).to_be_disabled()
    assert saved(page)[0] == TRIANGLE


def test_escape_leaves_the_corner_and_then_the_zone(page, sheet):
    corner, zone = sheet.locator("[data-corner]").first, sheet.locator("polygon").first
    corner.focus()
    press(page, "Escape")
    expect(zone).to_be_focused()
    expect(zone).to_have_attribute("aria-pressed", "true")
    press(page, "Escape")
    expect(zone).to_be_focused()
    expect(zone).to_have_attribute("aria-pressed", "false")
    expect(corner).to_have_count(0)


def test_a_zone_is_begun_with_keys_in_the_middle_of_the_view(page, spare, saved):
    before = rows(page).count()
    page.locator("[data-act=add]").focus()
    press(page, "Enter")
    assert focused(page) == "第 1 个角，共 4 个"
    expect(spare.locator("[data-corner]").first).to_be_in_viewport()
    press(page, "Shift+ArrowLeft")
    points = saved(page)
    assert len(points) == before + 1
    (a, b), (c, d), (e, f), (g, h) = points[-1]
    assert (a, c, e, g) == (0.28, 0.7, 0.7, 0.28)
    assert 0 <= b == d < f == h <= 1


def test_a_finger_drags_corners_and_middles(phone, saved):
    x, y = middle(phone.locator("[data-corner]").nth(2))
    scrolled = phone.evaluate("scrollY")
    finger(phone, (x + 15, y + 15), (x + 45, y + 55))  # beside it, within its reach
    (_, right_top, (right, bottom), _) = drawn(phone)
    assert right_top == [right, 0.1]
    assert right > 0.55
    assert bottom > 0.55
    side = middle(phone.locator("[data-middle]").first)
    finger(phone, side, (side[0], side[1] + 40))
    assert phone.evaluate("scrollY") == scrolled
    points = saved(phone)[0]
    assert len(points) == 5
    assert points[0] == [0.1, 0.1]
    assert points[1][1] > 0.15


def test_a_finger_beside_the_corners_scrolls(phone):
    before = phone.evaluate("scrollY")
    x, y = middle(phone.locator("polygon").first)
    finger(phone, (x, y), (x, y - 120))
    until(phone, f"scrollY > {before} + 50")
    assert drawn(phone) == SQUARE


def test_a_corner_is_tapped_and_taken_away(phone, saved):
    phone.locator("polygon").nth(1).tap()
    phone.locator("polygon").first.tap()
    phone.locator("[data-corner]").nth(1).tap()
    phone.locator("[data-act=remove]").tap()
    assert focused(phone) == "第 2 个角，共 3 个"
    expect(phone.locator("[data-act=remove]")).to_be_disabled()
    assert saved(phone)[0] == [SQUARE[0], *SQUARE[2:]]


def test_of_two_corners_under_a_finger_the_nearer_is_taken(phone):
    draw(phone, [[0.1, 0.1], [0.5, 0.1], [0.53, 0.1], [0.3, 0.5]])
    phone.touchscreen.tap(*middle(phone.locator("[data-corner]").nth(1)))
    assert focused(phone) == "第 2 个角，共 4 个"


def test_a_pen_drags_a_corner(page, sheet):
    sheet.locator("polygon").first.click()
    x, y = middle(sheet.locator("[data-corner]").first)
    pen = page.context.new_cdp_session(page)
    kinds = {"mousePressed": (0, 1), "mouseMoved": (40, 1), "mouseReleased": (40, 0)}
    for kind, (way, buttons) in kinds.items():
        event = {"type": kind, "x": x + way, "y": y, "button": "left", "buttons": buttons}
        pen.send("Input.dispatchMouseEvent", event | {"pointerType": "pen", "clickCount": 1})
    assert drawn(page)[0][0] > 0.15


@pytest.mark.parametrize("coarse", [False, True])
def test_corners_are_small_and_easily_hit(chromium, site, axe, coarse):
    """axe itself breaks our policy on long pages, hence a browser that lets it."""
    context = chromium.new_context(
        base_url=site, viewport={"width": 390, "height": 844}, has_touch=coarse,
        is_mobile=coarse, bypass_csp=True,
    )  # fmt: skip
    page = context.new_page()
    sign_in(page)
    corner = open_page(page).locator("[data-corner]").first
    corner.focus()
    size = corner.bounding_box()
    assert min(size["width"], size["height"]) >= (44 if coarse else 24)
    for width, scheme in ((390, "light"), (1440, "dark")):
        page.set_viewport_size({"width": width, "height": 844})
        page.emulate_media(color_scheme=scheme)
        until(page, "document.getAnimations().length === 0")  # colours change slowly
        assert axe(page) == []
        assert not page.evaluate(WIDER)
    context.close()


def test_without_the_script_the_numbers_are_typed(chromium, site, saved):
    context = chromium.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    sign_in(page)
    open_page(page)
    expect(page.locator("[data-act=add]")).to_be_hidden()
    draw(page, TRIANGLE)
    assert saved(page)[0] == TRIANGLE
    context.close()
