"""A night at the paper, in a real browser: from what came in to what readers see, and after."""

import re

from playwright.sync_api import expect

from tests.browser.test_editor import bring_in, day, decide_all, to_the_issue
from tests.factories import picture_file


class Night:
    """People at one machine, one after another; `board` is the issue they make."""

    def __init__(self, page, login):
        self.page, self.login, self.board = page, login, ""

    def sit_down(self, name):
        self.page.context.clear_cookies()
        self.login(name)
        if self.board:
            self.page.goto(self.board)

    def links(self, selector):
        found = self.page.locator(selector).evaluate_all("all => all.map(one => one.href)")
        return list(dict.fromkeys(found))

    def review_all(self):
        for name, act in (
            ("layout", "submit"),
            ("editor", "use"),
            ("head", "use"),
            ("chief", "use"),
        ):
            self.sit_down(name)
            for link in self.links("[data-article] > a"):
                self.page.goto(link)
                if self.page.locator(f"[name=review][value={act}]").count():
                    self.page.click(f"[name=review][value={act}]")
                    self.all_is_well()

    def sign_all(self):
        """Three proofs of every page by three people, and the name of a fourth under it."""
        for name, act in (
            ("proofreader", "proof"),
            ("editor", "proof"),
            ("layout", "proof"),
            ("head", "sign"),
        ):
            self.sit_down(name)
            for link in self.links("a[href*='/sign-off/']"):
                self.page.goto(link)
                self.page.click(f"[name=act][value={act}]")
                self.all_is_well()

    def all_is_well(self):
        expect(self.page.locator(".messagelist .success").first).to_be_visible()
        expect(self.page.locator(".messagelist .error")).to_have_count(0)

    def what_stops(self):
        self.page.goto(
            self.board.replace("articles/issue/", "issues/").replace("change", "preflight")
        )
        return self.page.locator("section:has(#stops) li").all_inner_texts()


def deliver_the_photo(page):
    """A photographer's picture for the caption that the dump had alone."""
    picture = picture_file("tea.png", (600, 400))
    page.get_by_role("link", name="有图说而无图片").click()
    page.set_input_files(
        "[name=photos-0-image]",
        {"name": "tea.png", "mimeType": "image/png", "buffer": picture.read()},
    )
    page.click("[name=_save]")
    page.wait_for_url(re.compile("/issue/"))


def test_a_night_from_the_dump_to_publication(page, login):
    night = Night(page, login)
    night.sit_down("chief")
    bring_in(page, day(300))
    decide_all(page)
    to_the_issue(page)
    night.board = page.url.partition("#")[0]
    page.locator("[data-article] > a").first.click()
    page.fill("[name=headline]", "渡口昨日复航")
    page.locator(".ProseMirror p").first.click()
    page.keyboard.press("End")
    page.keyboard.type("（完）")
    page.click("[name=_save]")
    page.wait_for_url(re.compile(r"/admin/articles/issue/\d+/change/#page-\d+$"))
    assert len(night.what_stops()) == 5
    deliver_the_photo(page)
    night.review_all()
    night.sign_all()
    assert night.what_stops() == []

    # A comma that is put right at half past one makes the page another one.
    night.sit_down("editor")
    page.get_by_role("link", name="渡口昨日复航").first.click()
    page.fill("[name=kicker]", "今晨六时")
    page.click("[name=_save]")
    page.wait_for_url(re.compile("/issue/"))
    assert len(night.what_stops()) == 2
    night.sit_down("chief")
    page.get_by_role("link", name="渡口昨日复航").first.click()
    page.click("[name=review][value=use]")
    night.all_is_well()
    night.sit_down("head")
    page.goto(night.links("a[href*='/sign-off/']")[0])
    expect(page.locator("#changes + .changes ins")).to_have_text("今晨六时")
    page.click("[name=act][value=sign]")
    night.all_is_well()

    night.sit_down("chief")
    page.click("form.publish [type=submit]")
    expect(page.locator(".pill.published")).to_be_visible()
    page.get_by_role("link", name="渡口昨日复航").first.click()
    assert "（完）" in page.locator(".ProseMirror").inner_text()

    # The morning after: a reader rings, and then the police.
    page.fill("[name=headline]", "渡口今日复航")
    page.click("[name=_continue]")
    expect(page.locator(".field-note .errorlist")).to_be_visible()
    page.fill("[name=note]", "标题中的日期有误。")
    page.click("[name=_continue]")
    night.all_is_well()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="按读者所见").click()
    public = opened.value
    address = public.url
    expect(public.locator("h1")).to_have_text("渡口今日复航")
    expect(public.locator(".correction")).to_contain_text("标题中的日期有误。")
    public.get_by_role("link", name="见报时的文字").click()
    expect(public.locator("h1")).to_have_text("渡口昨日复航")
    public.close()
    page.click(".object-tools a[href$='/withdraw/']")
    page.fill("[name=reason]", "当事人不愿公开姓名。")
    page.click("form.ask [type=submit]")
    night.all_is_well()
    page.context.clear_cookies()
    gone = page.context.request.get(address)
    assert gone.status == 410
    assert "当事人不愿公开姓名。" in gone.text()
