"""The make-up desk in a browser: by mouse, by keyboard alone, and without its script."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import manage
from tests.browser.test_import import check_looks
from tests.press import CAPTION, HEADLINES, press_pdf

LEAD, MARKET, BIRDS = (headline.replace("\n", " ") for headline in HEADLINES["A01"])
DAY = date.today() + timedelta(days=320)
BRING_IN = """
from pathlib import Path
from articles.importers.facsimile.changes import queue
from articles.importers.facsimile.records import Reading
from articles.importers.run import import_pdfs
from articles.models import MakeUp, Newspaper
from datetime import date

day = date.fromisoformat("{day}")
import_pdfs([Path({path!r})], newspaper=Newspaper.objects.first(), date=day)
make_up = MakeUp.objects.get(page__issue__date=day, page__label="A01")
texts = [block for block in make_up.reading["blocks"] if block["role"] == "text"]
for block in texts[:3]:
    block.update(confidence=0.4, doubts=["unsure-link"])
make_up.waiting = len(queue(Reading.from_json(make_up.reading)))
make_up.save()
"""


@pytest.fixture(scope="session")
def made_up(installation, tmp_path_factory):
    """An issue of DAY, read from a press PDF, with three links on A01 in doubt."""
    path = tmp_path_factory.mktemp("press") / "A01.pdf"
    path.write_bytes(press_pdf())
    manage(installation, "shell", "-c", BRING_IN.format(path=str(path), day=DAY))


@pytest.fixture
def desk(made_up, page, login):
    login("editor")
    return opened(page)


def opened(page):
    page.goto("/admin/articles/issue/")
    page.get_by_role("link", name=f"{DAY.year}年{DAY.month}月{DAY.day}日").click()
    page.get_by_role("link", name="拼版台").first.click()
    page.wait_for_url("**/make-up/")
    return page


def focused(page, attribute="value"):
    return page.evaluate(f"document.activeElement.getAttribute('{attribute}')")


def story(page, headline):
    return page.locator(".make-up-story", has=page.get_by_role("heading", name=headline))


def waiting(page):
    return int(re.search(r"(\d+) 处待看", page.locator(".make-up-work").inner_text())[1])


def test_each_question_takes_one_key(desk):
    count = waiting(desk)
    assert focused(desk).startswith("accept ")
    desk.keyboard.press("Enter")
    expect(desk.locator(".messagelist")).to_contain_text("已认可")
    assert waiting(desk) == count - 1
    assert focused(desk).startswith("accept ")  # of the next question
    desk.keyboard.press("2")
    expect(desk.locator(".messagelist")).to_contain_text("已归入稿件")
    expect(desk.locator("[name=act]:focus")).to_have_attribute("value", re.compile("^accept "))
    desk.keyboard.press("Control+z")
    expect(desk.locator(".messagelist")).to_contain_text("已撤销")
    assert waiting(desk) == count - 1


def test_blocks_are_chosen_marked_and_put_in_order_by_keyboard_alone(desk):
    lead = story(desk, LEAD)
    kicker = lead.locator("li", has_text="跨海大桥试运行首日")
    kicker.locator("input").focus()
    desk.keyboard.press("Enter")  # presses no button
    expect(desk.locator(".messagelist")).to_have_count(0)
    desk.keyboard.press("Space")
    expect(desk.locator("[data-block].chosen")).to_have_count(1)
    desk.get_by_role("button", name="副题").focus()
    desk.keyboard.press("Enter")
    expect(kicker.locator(".pill")).to_have_text("副题")
    assert focused(desk) == "role subheadline"
    kicker.locator("input").focus()
    desk.keyboard.press("ArrowDown")
    expect(lead.locator("li").nth(1).locator("input")).to_be_focused()
    desk.keyboard.press("ArrowUp")
    desk.keyboard.press("Alt+ArrowDown")
    expect(lead.locator("li").nth(1)).to_contain_text("跨海大桥试运行首日")
    for _time in range(2):
        desk.keyboard.press("Control+z")
        expect(desk.locator(".messagelist")).to_contain_text("已撤销")
    expect(kicker.locator(".pill")).to_have_text("引题")
    desk.keyboard.press("Control+Shift+z")
    expect(kicker.locator(".pill")).to_have_text("副题")


def test_printed_words_are_pointed_at_on_the_picture_and_move_with_their_photo(desk):
    block = story(desk, BIRDS).locator("li", has_text=CAPTION).get_attribute("id")
    desk.locator(f"[data-block='{block.removeprefix('block-')}']").click()
    expect(desk.locator(f"#{block} input")).to_be_checked()
    desk.get_by_label("归入").select_option(label=MARKET)
    desk.get_by_role("button", name="移入").click()
    expect(story(desk, MARKET)).to_contain_text(CAPTION)
    desk.get_by_role("button", name="撤销").click()
    expect(story(desk, BIRDS)).to_contain_text(CAPTION)


def test_stories_are_merged_and_split_again(desk):
    birds = story(desk, BIRDS)
    birds.get_by_label("并入").select_option(label=MARKET)
    birds.get_by_role("button", name="合并").click()
    expect(story(desk, BIRDS)).to_have_count(0)
    market = story(desk, MARKET)
    head = market.locator("li", has_text=BIRDS)
    expect(head.locator(".pill")).to_have_text("小标题")
    head.get_by_role("button", name="从这里拆成另一篇").click()
    expect(market.locator("li", has_text=BIRDS)).to_have_count(0)


def test_desk_is_accessible_and_keeps_within_its_width(desk, axe):
    desk.locator("input[name=block]").first.check()
    check_looks(desk, axe)


def test_without_its_script_every_button_works(chromium, site, made_up):
    context = chromium.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto("/admin/login/?next=/admin/articles/issue/")
    page.fill("[name=username]", "editor")
    page.fill("[name=password]", "newsroom")
    page.click("[type=submit]")
    opened(page)
    texts = page.locator("li", has=page.get_by_text("正文", exact=True))
    texts.first.locator("input").check()
    page.get_by_role("button", name="启事").click()
    expect(page.locator(".messagelist")).to_contain_text("已移出稿件")
    page.get_by_role("button", name="撤销").click()
    expect(page.locator(".messagelist")).to_contain_text("已撤销")
    context.close()
