"""A folder of manuscripts: issue.toml and one Markdown file per article, as the sample is kept.

A file is named after its page and place, A01-1.md. Between +++ lines stands TOML with the
article's fields; below it one paragraph to a line: `## ` a subhead, `> ` a line of quotation or
verse (a blank line ends the stanza), `- ` a list item, `| ` a table row. zones.json, when there,
gives each article's zones.
"""

import json
import re
import tomllib

from articles.importers.records import (
    Apart,
    ArticleRecord,
    Caption,
    Facts,
    IssueRecord,
    PageRecord,
    Paragraph,
    ZoneRecord,
)

KINDS = {"## ": "subhead", "- ": "item", "| ": "row"}
FIELDS = ("kicker", "headline", "subheadline", "dateline", "byline", "jump", "section")


def read(folder, *, columns, pictures):
    """The issue in `folder` (a Path). `columns` gives the printed name of each column's slug,
    `pictures` is the folder of the photos' WebP files."""
    plan = tomllib.loads((folder / "issue.toml").read_text("utf-8"))
    files = sorted(folder.glob("*-*.md"), key=_place)
    zones = folder / "zones.json"
    zones = json.loads(zones.read_text("utf-8")) if zones.exists() else {}
    return IssueRecord(
        format="manuscripts",
        pages=tuple(_page(page, number) for number, page in enumerate(plan["pages"], start=1)),
        articles=tuple(
            _article(file, columns, pictures, zones.get(file.stem, [])) for file in files
        ),
        apart=tuple(
            Apart(page["label"], "furniture", line)
            for page in plan["pages"]
            for line in page.get("furniture", [])
        ),
        facts=Facts(date=plan["date"], number=plan.get("number")),
    )


def _place(file):
    page, _hyphen, position = file.stem.rpartition("-")
    return page, int(position)


def _page(page, number):
    return PageRecord(
        label=page["label"],
        number=number,
        title=page.get("title", ""),
        credits=tuple((role, person) for role, person in page.get("credits", [])),
    )


def _article(file, columns, pictures, zones):
    _nothing, front, text = re.split(r"^\+\+\+\n", file.read_text("utf-8"), maxsplit=2, flags=re.M)
    front = tomllib.loads(front)
    page, _position = _place(file)
    return ArticleRecord(
        ref=file.stem,
        page=page,
        label=columns.get(front.get("column"), ""),
        continues=front.get("continues", ""),
        author_note=front.get("author_note", ""),
        paragraphs=tuple(_paragraphs(text)),
        captions=tuple(_caption(photo, pictures) for photo in front.get("photos", [])),
        zones=tuple(
            ZoneRecord(zone["page"], zone["role"], tuple(map(tuple, zone["points"])))
            for zone in zones
        ),
        **{name: front.get(name, "").strip() for name in FIELDS},
    )


def _paragraphs(text):
    for block in re.split(r"\n\s*\n", text.strip()):
        lines = block.splitlines()
        if block.startswith("> "):
            yield Paragraph("quote", "\n".join(line.removeprefix(">").strip() for line in lines))
        else:
            yield from map(_paragraph, lines)


def _paragraph(line):
    for mark, kind in KINDS.items():
        if line.startswith(mark):
            return Paragraph(kind, line.removeprefix(mark).strip(" |"))
    return Paragraph("text", line.strip())


def _caption(photo, pictures):
    picture = pictures / f"{photo['file']}.webp"
    return Caption(photo["caption"], photo.get("credit", ""), str(picture))
