"""Sets the sample's pages as a press would, photographs them and measures every story's zone.

    make facsimiles

A tool for whoever edits the sample: it needs Chromium and a Song typeface, the site does not.
Writes <issue>/<page>.webp and <issue>/zones.json beside the manuscripts; what lies in press/ is
printed instead, as the PDFs a press would be sent: <issue>/<page>.pdf.
"""

import json
import sys
import tomllib
from base64 import b64encode
from html import escape
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from articles.importers.body import body_html
from articles.importers.readers import manuscripts
from articles.text.lunar import lunar_date

HERE = Path(__file__).resolve().parent
PAPER = {"width": 1100, "height": 1560}
WEEKDAYS = "一二三四五六日"
STYLE = (HERE / "facsimile.css").read_text("utf-8")
# The size of type at which the stories just fill the page, found by halving.
FIT = (HERE / "facsimile.js").read_text("utf-8")


def main(folders):
    plan = tomllib.loads((HERE / "newspaper.toml").read_text("utf-8"))
    columns = {column["slug"]: column["name"] for column in plan["columns"]}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        sheet = browser.new_page(viewport=PAPER, device_scale_factor=1.25)
        for folder in map(Path, folders or sorted(HERE.glob("*/20*"))):
            issue = manuscripts.read(folder, columns=columns, pictures=HERE / "pictures")
            keep = print_issue if folder.parent.name == "press" else photograph_issue
            keep(folder, pages_of(sheet, plan, issue))
        browser.close()


def photograph_issue(folder, pages):
    zones = {}
    for page, sheet, outlines in pages:
        for ref, points in outlines.items():
            zones[ref] = [{"page": page.label, "role": "main", "points": points}]
        with Image.open(BytesIO(sheet.screenshot())) as picture:
            picture.convert("RGB").save(folder / f"{page.label}.webp", quality=46, method=6)
    (folder / "zones.json").write_text(json.dumps(zones, indent=1), "utf-8")


def print_issue(folder, pages):
    size = {side: f"{length}px" for side, length in PAPER.items()}
    for page, sheet, _outlines in pages:
        sheet.pdf(path=folder / f"{page.label}.pdf", print_background=True, **size)


def pages_of(sheet, newspaper, issue):
    """(page, the browser's page showing it, {ref: outline in 0..1}) of each page with stories."""
    for page in issue.pages:
        stories = [article for article in issue.articles if article.page == page.label]
        if stories:
            sheet.set_content(page_html(newspaper, issue, page, stories))
            sheet.evaluate("document.fonts.ready")
            yield page, sheet, sheet.evaluate(FIT)


def page_html(newspaper, issue, page, stories):
    rows = "".join(row_html(row) for row in rows_of(stories))
    head = nameplate_html(newspaper, issue) if page.number == 1 else ""
    return f"""<!doctype html><meta charset="utf-8"><style>{STYLE}
:root {{ --accent: {newspaper["accent"]} }}</style>
<body>{head}{folio_html(newspaper, issue, page)}<main>{rows}</main>{foot_html(issue, page)}"""


def nameplate_html(newspaper, issue):
    date = issue.facts.date
    lettering = (HERE / "pictures" / "nameplate.svg").read_text("utf-8")
    lettering = lettering[lettering.index("<svg") :]
    return f"""<header>{lettering}<dl>
<dd>{date.year}年{date.month}月{date.day}日 星期{WEEKDAYS[date.weekday()]}</dd>
<dd>{lunar_date(date)}</dd><dd>第{issue.facts.number}期 今日{len(issue.pages)}版</dd>
<dd>国内统一连续出版物号 {newspaper["cn_number"]}</dd><dd>邮发代号 {newspaper["post_code"]}</dd>
</dl></header>"""


def folio_html(newspaper, issue, page):
    people = "　".join(f"{role} {person}" for role, person in page.credits)
    return f"""<p class=folio><b>{page.label} {escape(page.title)}</b>
<span>{newspaper["name"]} {issue.facts.date:%Y.%m.%d}</span><span>{escape(people)}</span></p>"""


def foot_html(issue, page):
    lines = [part.text for part in issue.apart if part.page == page.label]
    return f"<footer>{'　·　'.join(map(escape, lines))}</footer>"


def rows_of(stories):
    """The lead across the page, then two or three stories side by side."""
    lead, *others = stories
    yield [lead]
    while others:
        take = 3 if len(others) in {3, 5, 6} else 2
        yield others[:take]
        others = others[take:]


def row_html(row):
    return f"<section>{''.join(story_html(story) for story in row)}</section>"


def story_html(story):
    length = sum(len(paragraph.text) for paragraph in story.paragraphs) + 60
    weight = max(length + 260 * len(story.captions), 200)
    heads = "".join(
        f"<{tag} class={name}>{escape(text).replace(chr(10), '<br>')}</{tag}>"
        for tag, name, text in (
            ("p", "label", story.label),
            ("p", "kicker", story.kicker),
            ("h1", "headline", story.headline),
            ("p", "sub", story.subheadline),
            ("p", "byline", "" if story.dateline else story.byline),
        )
        if text
    )
    opening = f"<b>{escape(story.dateline + story.byline)}</b>" if story.dateline else ""
    body = body_html(story.paragraphs).replace("<p>", f"<p>{opening}", 1)
    photos = "".join(
        f'<figure><img src="{picture_address(caption.file)}"><figcaption>{escape(caption.text)}'
        f" <i>{escape(caption.credit)}</i></figcaption></figure>"
        for caption in story.captions
    )
    return (
        f'<article id="{story.ref}" data-weight="{weight}">{heads}'
        f"<div class=text>{photos}{body}<p class=jump>{escape(story.jump)}</p></div></article>"
    )


def picture_address(file):
    """The picture as JPEG, which a PDF takes as it is; of anything else it keeps every dot."""
    buffer = BytesIO()
    with Image.open(file) as picture:
        picture.convert("RGB").save(buffer, "JPEG", quality=80)
    return f"data:image/jpeg;base64,{b64encode(buffer.getvalue()).decode()}"


if __name__ == "__main__":
    main(sys.argv[1:])
