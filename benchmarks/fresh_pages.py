"""Newspaper pages nobody has seen: python -m benchmarks.fresh_pages FOLDER [COUNT] [SEED]

Each page is `NAME.pdf` with `NAME.truth.json`, for `make bench-pdf DIR=FOLDER`. Its area is cut
into regions by chance, as a make-up editor would, each region takes a story, and the colour of each
character tells what it is (see `benchmarks.pdf`). Rules of the layout are written with the pages
of one seed in view and measured on those of another.
"""

import base64
import json
import random
import sys
from dataclasses import dataclass, field, replace
from html import escape
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from benchmarks import fresh_words
from benchmarks.fresh_words import (
    ADDRESSES,
    BRIEFS,
    CAPTIONS,
    DECKS,
    HEADS,
    KICKERS,
    PEOPLE,
    SENTENCES,
    SUBHEADS,
    broken,
    em,
)
from benchmarks.pdf import (
    ADVERT,
    BYLINE,
    CAPTION,
    HEADLINE,
    KICKER,
    LABEL,
    MASTHEAD,
    SUBHEAD,
    SUBHEADLINE,
    TEXT,
)
from tests.browser.ensure_chromium import system_chromium

WIDTH, HEIGHT, MARGIN, TOP = 765, 1110, 22, 62  # points
GAP = (11, 20)
STYLE = f"""
@page {{ size: {WIDTH}pt {HEIGHT}pt; margin: 0 }}
body {{ margin: 0; position: relative; font-family: 'Noto Serif CJK SC' }}
i, b, u, hr {{ position: absolute; margin: 0; border: 0; font-style: normal; font-weight: normal;
  text-decoration: none; white-space: nowrap; line-height: 1; display: block }}
b {{ font-family: 'Noto Sans CJK SC'; font-weight: bold }}
u {{ font-family: 'Noto Sans CJK SC' }}
i.j {{ text-align-last: justify }}
b.v {{ writing-mode: vertical-rl }}
"""


@dataclass
class Region:
    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self):
        return self.right - self.left

    @property
    def height(self):
        return self.bottom - self.top


@dataclass
class Sheet:
    chance: random.Random
    marks: list = field(default_factory=list)  # HTML of what is on the page
    articles: list = field(default_factory=list)

    def say(self, templates):
        return fresh_words.say(self.chance, templates)

    def put(self, text, x, y, size, mark, *, tag="i", style="", classes=""):
        """A line with its top left corner at x, y; mark is (article, role, paragraph)."""
        article, role, paragraph = mark
        colour = f"rgb({article * 6},{role * 10},{paragraph * 4})" if role != LABEL else "#fff"
        self.marks.append(
            f'<{tag} class="{classes}" style="left:{x:.2f}pt;top:{y:.2f}pt;font-size:{size:.2f}pt;'
            f'color:{colour};{style}">{escape(text)}</{tag}>'
        )

    def fill(self, region, style):
        self.marks.append(
            f'<hr style="left:{region.left:.2f}pt;top:{region.top:.2f}pt;'
            f'width:{region.width:.2f}pt;height:{region.height:.2f}pt;{style}">'
        )

    def photo(self, region):
        """A picture as the browser draws it: of a small bitmap."""
        first, second = (self.chance.randrange(360) for _end in range(2))
        self.marks.append(
            f'<img src="{bitmap(first, second)}" style="position:absolute;'
            f"left:{region.left:.2f}pt;top:{region.top:.2f}pt;"
            f'width:{region.width:.2f}pt;height:{region.height:.2f}pt">'
        )

    def begin(self, **fields):
        number = len(self.articles) + 1
        told = {"headline": None, "kicker": None, "subhead": None, "byline": None}
        self.articles.append({"id": number} | told | fields)
        return number


def bitmap(first, second):
    """A picture of 8 by 6 points as an address of its own data."""
    image = Image.new("HSV", (8, 6))
    image.putdata(
        [((first + (second - first) * (x + y) // 12) % 256, 150, 180 + 9 * (x % 3))
         for y in range(6) for x in range(8)]
    )  # fmt: skip
    file = BytesIO()
    image.convert("RGB").save(file, "PNG")
    return "data:image/png;base64," + base64.b64encode(file.getvalue()).decode()


def cut(region, chance, sheet):
    """The regions of stories, with rules between some of them."""
    tall, wide = region.height, region.width
    is_small = wide < 300 and tall < 420
    if (is_small and (wide < 230 or chance.random() < 0.7)) or (wide < 260 and tall < 300):
        return [region]
    across = chance.random() < (0.75 if wide > tall * 0.9 else 0.3)
    if wide < 260:
        across = False
    if tall < 290:
        across = wide > 330
        if not across:
            return [region]
    gap, share = chance.uniform(*GAP), chance.uniform(0.36, 0.64)
    if across:
        middle = region.left + wide * share
        parts = replace(region, right=middle - gap / 2), replace(region, left=middle + gap / 2)
        rule = Region(middle, region.top, middle + 0.6, region.bottom)
    else:
        middle = region.top + tall * share
        parts = replace(region, bottom=middle - gap / 2), replace(region, top=middle + gap / 2)
        rule = Region(region.left, middle, region.right, middle + 0.6)
    if chance.random() < 0.4:
        sheet.fill(rule, "background:#333")
    return [leaf for part in parts for leaf in cut(part, chance, sheet)]


def set_story(sheet, region, *, is_boxed):
    chance = sheet.chance
    number = sheet.begin()
    article = sheet.articles[-1]
    size = chance.uniform(8.4, 9.6)
    leading = size * chance.uniform(1.42, 1.56)
    if is_boxed:
        tint = chance.choice(["background:#eceee6", "border:.8pt solid #222;box-sizing:border-box"])
        sheet.fill(region, tint)
        region = Region(region.left + 9, region.top + 9, region.right - 9, region.bottom - 9)
    gutter = size * chance.uniform(1.3, 2.6)
    count = max(1, min(5, round(region.width / (size * chance.uniform(11, 17)))))
    measure = int((region.width - (count - 1) * gutter) / count / size)
    width = measure * size
    if count > 1:
        gutter = (region.width - count * width) / (count - 1)
    lefts = [region.left + at * (width + gutter) for at in range(count)]
    spanned = count
    if count > 2 and chance.random() < 0.25:
        spanned = count - 1
    room = lefts[spanned - 1] + width - region.left
    below = set_head(sheet, article, number, Region(region.left, region.top, region.left + room, 0))
    slots = [
        (left, below if at < spanned else region.top, region.bottom)
        for at, left in enumerate(lefts)
    ]
    if region.height - (below - region.top) > 130 and chance.random() < 0.4:
        slots = place_photo(sheet, number, slots, width, gutter, spanned)
    room = sum(int((bottom - top) / leading) for _left, top, bottom in slots)
    wanted = room if chance.random() < 0.55 else max(4, int(room * chance.uniform(0.82, 0.97)))
    lines = write(sheet, article["byline"], measure, wanted)
    set_body(sheet, number, slots, lines, leading, size, width)


def set_head(sheet, article, number, area):
    """Kicker, headline, deck and byline; the y below them."""
    chance, y = sheet.chance, area.top
    headline = sheet.say(HEADS)
    fit = area.width / em(headline)
    size = min(chance.uniform(15, 31), fit if fit > 13 else area.width / (em(headline) / 2 + 1))
    size = max(size, 12.5)
    if chance.random() < 0.35:
        article["kicker"] = sheet.say(KICKERS)
        small = max(9.5, size * chance.uniform(0.42, 0.5))
        sheet.put(article["kicker"], area.left, y, small, (number, KICKER, 0), tag="u")
        y += small * 1.35
    article["headline"] = headline
    lines = [headline]
    if em(headline) * size > area.width + 1:
        half = (len(headline) + 1) // 2
        lines = [headline[:half].rstrip(), headline[half:].lstrip()]
    for line in lines:
        sheet.put(line, area.left, y, size, (number, HEADLINE, 0), tag="b")
        y += size * 1.24
    if chance.random() < 0.2:
        article["subhead"] = sheet.say(DECKS)
        sheet.put(article["subhead"], area.left, y, 10, (number, SUBHEADLINE, 0), tag="u")
        y += 13.5
    if chance.random() < 0.5:
        article["byline"] = f"本报记者 {chance.choice(PEOPLE)}"
        sheet.put(article["byline"], area.left, y, 8.6, (number, BYLINE, 0))
        y += 13
    return y + chance.uniform(3, 9)


def place_photo(sheet, number, slots, width, gutter, spanned):
    """The columns with a photo and its caption in them."""
    chance = sheet.chance
    span = chance.choice([1, 1, 2]) if spanned > 1 else 1
    first = chance.randrange(spanned - span + 1)
    left, top, bottom = slots[first]
    wide = span * width + (span - 1) * gutter
    high = min(wide * chance.uniform(0.6, 0.95), (bottom - top) * 0.5)
    where = chance.choice(["top", "middle", "bottom"])
    y = {"top": top, "bottom": bottom - high - 12}.get(where)
    if y is None:
        y = top + (bottom - top - high) * chance.uniform(0.35, 0.65)
    sheet.photo(Region(left, y, left + wide, y + high))
    caption = f"{sheet.say(CAPTIONS)} {chance.choice(PEOPLE)} 摄"
    small = min(7.4, wide / em(caption))
    sheet.put(caption, left, y + high + 2.5, small, (number, CAPTION, 0), tag="u")
    around = []
    for at, slot in enumerate(slots):
        if not first <= at < first + span:
            around.append(slot)
            continue
        above, under = (slot[0], slot[1], y - 6), (slot[0], y + high + 17, slot[2])
        around += [part for part in (above, under) if part[2] - part[1] > 14]
    return around


def set_body(sheet, number, slots, lines, leading, size, width):
    """The lines in the slots (left, top, bottom), one after the other, as far as there is room."""
    places = (
        (left, top + at * leading)
        for left, top, bottom in slots
        for at in range(int((bottom - top) / leading))
    )
    for (left, y), (text, indent, paragraph, is_full) in zip(places, lines, strict=False):
        if indent is None:
            x = left + (width - em(text) * size) / 2
            sheet.put(text, x, y, size, (number, SUBHEAD, paragraph), tag="b")
            continue
        x, style = left + indent * size, f"width:{width - indent * size:.2f}pt" if is_full else ""
        mark = (number, TEXT, paragraph)
        sheet.put(text, x, y, size, mark, classes="j" if is_full else "", style=style)


def write(sheet, byline, measure, wanted):
    """[(line, its indent in em or None of a subhead, paragraph, whether justified)]"""
    chance, lines, paragraph = sheet.chance, [], 0
    while len(lines) < wanted:
        paragraph += 1
        is_after_text = bool(lines) and lines[-1][1] is not None
        if paragraph > 2 and is_after_text and chance.random() < 0.1:
            lines.append((chance.choice(SUBHEADS), None, paragraph, False))
            continue
        text = "".join(sheet.say(SENTENCES) for _n in range(chance.randint(1, 5)))
        text = text.rstrip("，") + ("" if text.endswith(("。", "”")) else "。")
        if paragraph == 1 and not byline:
            text = f"本报讯（记者 {chance.choice(PEOPLE)}）{text}"
        *full, last = broken(text, measure)
        lines += [(t, indent, paragraph, em(t) <= measure - indent) for t, indent in full]
        lines.append((*last, paragraph, False))
    return lines[:wanted]


def set_briefs(sheet, region):
    """Items with bullets under a label, which is their headline."""
    number = sheet.begin(headline="简讯", kind="briefs")
    sheet.fill(
        Region(region.left, region.top, region.left + 44, region.top + 17), "background:#a22"
    )
    sheet.put("简讯", region.left + 8, region.top + 3, 11, (number, LABEL, 0), tag="b")
    y, size, paragraph = region.top + 26, 8.8, 0
    measure = int(region.width / size)
    while y < region.bottom - 60:
        paragraph += 1
        text = "".join(sheet.say(BRIEFS) for _n in range(2))
        for line, indent in broken(f"●{text}", measure):
            sheet.put(line, region.left + indent * size, y, size, (number, TEXT, paragraph))
            y += 13


def set_advert(sheet, region):
    number = sheet.begin(kind="ad")
    sheet.fill(region, "border:1.5pt solid #444;box-sizing:border-box")
    y = region.top + 16
    size = min(26, region.width / 9)
    lines = [("半山里家具城 周年庆", size, "b"), ("全场八折优惠 进店有礼", size * 0.6, "u"),
             (sheet.say(ADDRESSES), 9.5, "u")]  # fmt: skip
    for text, points, tag in lines:
        sheet.put(text, region.left + 14, y, min(points, (region.width - 28) / em(text)),
                  (number, ADVERT, 0), tag=tag)  # fmt: skip
        y += points * 1.7


def set_masthead(sheet, page):
    mark = (0, MASTHEAD, 0)
    sheet.put(f"{page:02}", 22, 20, 22, mark, tag="b")
    sheet.put(sheet.chance.choice(["要闻", "民生", "城事", "经济"]), 66, 23, 18, mark, tag="b")
    sheet.put("2026年11月22日 星期日", 246, 18, 8.6, mark, tag="u")
    sheet.put(
        f"责任编辑：{PEOPLE[0]} 版式：{PEOPLE[3]} 校对：{PEOPLE[5]}", 246, 32, 8.6, mark, tag="u"
    )
    sheet.put("半山晚报", 610, 22, 18, mark, tag="b")
    sheet.fill(Region(MARGIN, 47, WIDTH - MARGIN, 48), "background:#222")


def set_page(seed):
    """(HTML, truth) of a page."""
    chance = random.Random(seed)
    sheet = Sheet(chance)
    set_masthead(sheet, chance.randint(2, 16))
    area = Region(MARGIN, TOP, WIDTH - MARGIN, HEIGHT - 32)
    for region in cut(area, chance, sheet):
        kind = chance.random()
        if kind < 0.04 and region.height < 260:
            set_advert(sheet, region)
        elif kind < 0.08 and region.width < 280:
            set_briefs(sheet, region)
        else:
            set_story(sheet, region, is_boxed=kind > 0.82)
    html = f"<!doctype html><meta charset=utf-8><style>{STYLE}</style>" + "".join(sheet.marks)
    return html, {"articles": sheet.articles}


def main(folder, count=24, seed=1):
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=system_chromium(), args=["--no-sandbox"]
        )
        page = browser.new_page()
        for number in range(count):
            html, truth = set_page(f"{seed}-{number}")
            name = folder / f"f{seed}{number:02}"
            page.set_content(html)
            page.pdf(
                path=name.with_suffix(".pdf"),
                width=f"{WIDTH / 72}in",
                height=f"{HEIGHT / 72}in",
                print_background=True,
            )
            text = json.dumps(truth, ensure_ascii=False, indent=1)
            name.with_suffix(".truth.json").write_text(text, "utf-8")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1], *(int(number) for number in sys.argv[2:]))
