"""How well press pages are read: python -m benchmarks.pdf FOLDER

The made-up pages of the folder tell the truth by the colour of each character (red/6 the article,
green/10 the role, blue/4 the paragraph), which the program itself never reads; `NAME.truth.json`
beside each page lists the articles' fields. A page without truth is only read. Each page is read
twice: with the content stream as it is, and with the stream shuffled and not trusted.
"""

import ctypes
import json
import random
import statistics
import sys
import time
from collections import Counter, defaultdict
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from articles.importers.facsimile.glyphs import read_sheet
from articles.importers.facsimile.layout import lay_out
from articles.importers.facsimile.stories import stories
from articles.importers.facsimile.zones import zones

NONE, HEADLINE, KICKER, SUBHEADLINE, BYLINE, TEXT, CAPTION, SUBHEAD, CREDIT = range(9)
MASTHEAD, LABEL, ADVERT, COLUMN = 9, 10, 11, 12
FIELDS = ("headline", "kicker", "subheadline", "byline")


def main(folder):
    pages = sorted(path for path in Path(folder).glob("*.pdf") if truth_of(path))
    missed = []
    for shuffled in (False, True):
        print(f"\n## {'Shuffled stream' if shuffled else 'Stream as it is'}\n")
        missed += table([measure(path, shuffled=shuffled) for path in pages], shuffled)
    for line in missed:
        print("MISSED:", line)
    return 1 if missed else 0


def truth_of(path):
    file = path.with_name(f"{path.stem}.truth.json")
    return json.loads(file.read_text("utf-8")) if file.exists() else None


def measure(path, *, shuffled=False):
    """{figure: value} of one page."""
    page = pypdfium2.PdfDocument(path)[0]
    start = time.perf_counter()
    sheet = read_sheet(page)
    seconds = time.perf_counter() - start
    colours = colours_of(page, sheet)
    written = [glyph.order for glyph in sheet.glyphs]
    if shuffled:
        sheet = shuffle(sheet, path.stem)
    written = dict(zip((glyph.order for glyph in sheet.glyphs), written, strict=True))
    start = time.perf_counter()
    reading = lay_out(sheet, trusts_stream=not shuffled)
    articles, _apart, _problems = stories(reading, "A01")
    seconds += time.perf_counter() - start
    placed = places(sheet, reading)
    marks = {glyph.order: colour for glyph, colour in zip(sheet.glyphs, colours, strict=True)}
    return {"page": path.stem, "seconds": seconds} | compare(
        sheet, reading, articles, placed, marks, truth_of(path), written
    )


def colours_of(page, sheet):
    """(article, role, paragraph) of each glyph."""
    textpage, found = page.get_textpage(), []
    for glyph in sheet.glyphs:
        red, green, blue, alpha = (ctypes.c_uint() for _channel in range(4))
        pdfium.FPDFText_GetFillColor(textpage.raw, glyph.order, red, green, blue, alpha)
        white = red.value > 250
        role = LABEL if white else round(green.value / 10)
        found.append((0 if white else round(red.value / 6), role, round(blue.value / 4)))
    return found


def shuffle(sheet, seed):
    """The sheet as a producer would give it that writes its lines in any order."""
    runs = defaultdict(list)
    for glyph in sheet.glyphs:
        runs[round(glyph.box[3]), round(glyph.box[0] / 60)].append(glyph)
    keys = sorted(runs)
    random.Random(seed).shuffle(keys)
    order = {id(g): at for at, g in enumerate(g for key in keys for g in runs[key])}
    return replace(sheet, glyphs=tuple(replace(g, order=order[id(g)]) for g in sheet.glyphs))


def places(sheet, reading):
    """{order of a glyph: (block, line, place in the line)}"""
    rows = defaultdict(list)
    for block in reading.blocks:
        for line in block.lines:
            for key in range(int(line.box[1] // 10), int(line.box[3] // 10) + 1):
                rows[key].append((block, line))
    found = {}
    for glyph in sheet.glyphs:
        if glyph.text.isspace():
            continue
        x, y = (glyph.box[0] + glyph.box[2]) / 2, (glyph.box[1] + glyph.box[3]) / 2
        for block, line in rows[int(y // 10)]:
            left, top, right, bottom = line.box
            is_within = left - 0.5 <= x <= right + 0.5 and top - 0.5 <= y <= bottom + 0.5
            if is_within and glyph.text in line.text and abs(line.size - glyph.size) < 1:
                found[glyph.order] = block, line, y if line.is_vertical else x
                break
    return found


def compare(sheet, reading, articles, placed, marks, truth, written):
    glyphs = {g.order: g for g in sheet.glyphs if not g.text.isspace()}
    told = {
        order: mark
        for order, mark in marks.items()
        if order in glyphs and mark[0] and mark[1] not in (MASTHEAD, LABEL, COLUMN)
    }
    matched = match(told, placed, reading)
    wrong, total, flagged_wrong = Counter(), 0, 0
    records = {int(article.ref.rpartition("-")[2]): article for article in articles}
    for order, (article, role, _paragraph) in told.items():
        total += 1
        block = placed[order][0] if order in placed else None
        if is_right(block, article, role, matched):
            continue
        wrong[article] += 1
        number = block.story if block else 0
        record = records.get(number) or records.get(matched.get(article))
        is_apart = block is not None and not block.story
        flagged_wrong += bool(is_apart or (record and record.doubts))
    right_articles = [a for a in {m[0] for m in told.values()} if not wrong[a] and a in matched]
    flags = [bool(records[matched[a]].doubts) for a in right_articles if matched[a] in records]
    return {
        "right": 1 - sum(wrong.values()) / max(total, 1),
        "wrong": sum(wrong.values()),
        "flagged wrong": flagged_wrong,
        "right articles": len(flags),
        "flagged right": sum(flags),
        **fields(truth, matched, records),
        **captions(told, placed, matched, reading),
        **successions(told, placed, matched, written, reading),
        **paragraphs(told, matched, records),
        **outlines(glyphs, told, matched, reading),
    }


def is_right(block, article, role, matched):
    if block is None:
        return False
    if role == ADVERT:
        return block.role in ("advert", "notice") or block.story == matched.get(article)
    if not block.story:
        return article not in matched and block.role in ("advert", "notice")
    return block.story == matched.get(article)


def match(told, placed, reading):
    """{true article: story}, each with the one that has most of its characters."""
    counts = Counter()
    for order, (article, _role, _paragraph) in told.items():
        if order in placed and placed[order][0].story:
            counts[article, placed[order][0].story] += 1
    matched, used = {}, set()
    for (article, story), _count in counts.most_common():
        if article not in matched and story not in used:
            matched[article] = story
            used.add(story)
    return matched


def bare(text):
    return "".join((text or "").split())


def fields(truth, matched, records):
    counts = Counter()
    for told in truth["articles"]:
        if told.get("kind") in ("ad", "notice"):
            continue
        record = records.get(matched.get(told["id"]))
        for name in FIELDS:
            wanted = bare(told.get("subhead" if name == "subheadline" else name))
            got = bare(getattr(record, name)) if record else ""
            if wanted:
                counts[f"{name} all"] += 1
                counts[f"{name} exact"] += got == wanted
            elif got and not (name == "byline" and record.dateline):
                counts[f"{name} false"] += 1
    return dict(counts)


def captions(told, placed, matched, reading):
    """Captions in the article they belong to, at a picture."""
    right = everyone = 0
    by_article = defaultdict(list)
    for order, (article, role, _paragraph) in told.items():
        if role in (CAPTION,) and order in placed:
            by_article[article].append(placed[order][0])
    for article, blocks in by_article.items():
        everyone += 1
        right += all(
            block.role in ("caption", "credit")
            and block.figure
            and block.story == matched.get(article)
            for block in blocks
        )
    return {"captions": everyone, "captions right": right}


def successions(told, placed, matched, written, reading):
    """Lines of text after which the reading goes on elsewhere than the article does."""
    wrong = steps = 0
    inside = defaultdict(list)
    for order, (article, role, _paragraph) in told.items():
        if role in (TEXT, SUBHEAD) and order in placed:
            inside[id(placed[order][1])].append((placed[order][2], written[order], article))
    text = defaultdict(list)
    for order, (article, role, _paragraph) in told.items():
        if role in (TEXT, SUBHEAD):
            text[article].append(written[order])
    place = {at: n for orders in text.values() for n, at in enumerate(sorted(orders))}
    for article, story in matched.items():
        lines = [
            sorted(inside[id(line)])
            for block in reading.blocks
            if block.story == story and block.role in ("text", "subhead")
            for line in block.lines
            if id(line) in inside
        ]
        for line, following in pairwise(lines):
            if line[-1][2] == following[0][2] == article:
                steps += 1
                wrong += place[following[0][1]] != place[line[-1][1]] + 1
    return {"steps": steps, "wrong steps": wrong}


def paragraphs(told, matched, records):
    true = {(a, p) for a, role, p in told.values() if role in (TEXT, SUBHEAD)}
    wanted = Counter(article for article, _paragraph in true)
    got = {a: len(records[s].paragraphs) for a, s in matched.items() if s in records}
    known = [article for article in wanted if article in got]
    return {
        "paragraphs": sum(wanted[a] for a in known),
        "paragraphs off": sum(abs(wanted[a] - got[a]) for a in known),
    }


def outlines(glyphs, told, matched, reading):
    drawn = zones(reading)
    own = foreign = held = 0
    for order, (article, _role, _paragraph) in told.items():
        if article not in matched:
            continue
        box = glyphs[order].box
        x = (box[0] + box[2]) / 2 / reading.width
        y = (box[1] + box[3]) / 2 / reading.height
        own += 1
        for story, polygons in drawn.items():
            if any(holds(points, x, y) for _role, points in polygons):
                if story == matched[article]:
                    held += 1
                else:
                    foreign += 1
    return {"characters": own, "held": held, "foreign": foreign}


def holds(points, x, y):
    inside = False
    for (x0, y0), (x1, y1) in pairwise([*points, points[0]]):
        if (y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0:
            inside = not inside
    return inside


def table(rows, shuffled):
    """Print a line for each page and the summary; what misses its limit."""
    print("| page | right | headline | kicker, sub, byline | captions | lines | paragraphs | s |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|")
    for row in rows:
        decks = [ratio(row, f"{name} exact", f"{name} all") for name in FIELDS[1:]]
        print(
            f"| {row['page']} | {row['right']:.2%} | {ratio(row, 'headline exact', 'headline all')}"
            f" | {', '.join(decks)} | {ratio(row, 'captions right', 'captions')}"
            f" | {row['wrong steps']}/{row['steps']} | {row['paragraphs off']}/{row['paragraphs']}"
            f" | {row['seconds']:.2f} |"
        )
    print()
    missed = []
    for name, value, limit, is_least in summary(rows, shuffled):
        is_met = value >= limit if is_least else value <= limit
        print(f"- {name}: {value:.2%} (at {'least' if is_least else 'most'} {limit:.1%})")
        if not is_met:
            missed.append(f"{'shuffled, ' if shuffled else ''}{name}: {value:.2%}")
    return missed


def ratio(row, part, whole):
    return f"{row.get(part, 0)}/{row.get(whole, 0)}"


def summary(rows, shuffled):
    """(name, value, limit, whether it is the least allowed)"""
    total = Counter()
    for row in rows:
        total.update({name: value for name, value in row.items() if isinstance(value, int)})
    decks = [sum(total[f"{name} {what}"] for name in FIELDS[1:]) for what in ("exact", "all")]
    right = [row["right"] for row in rows]
    yield (
        "characters in the right article",
        statistics.mean(right),
        0.98 if shuffled else 0.99,
        True,
    )
    yield "worst page", min(right), 0.90, True
    yield "headlines exact", share(total, "headline exact", "headline all"), 0.97, True
    yield "kickers, sub-headlines, bylines", decks[0] / max(decks[1], 1), 0.92, True
    yield "captions at their picture", share(total, "captions right", "captions"), 0.95, True
    yield "wrong successions", share(total, "wrong steps", "steps"), 0.002, False
    yield "paragraphs too many or few", share(total, "paragraphs off", "paragraphs"), 0.02, False
    yield "zones hold their own", share(total, "held", "characters"), 0.985, True
    yield "zones hold others", share(total, "foreign", "characters"), 0.01, False
    yield "wrong characters in doubt", share(total, "flagged wrong", "wrong"), 0.80, True
    yield "right articles in doubt", share(total, "flagged right", "right articles"), 0.15, False


def share(total, part, whole):
    """1 where there was nothing to get wrong."""
    return total[part] / total[whole] if total[whole] else 1.0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
