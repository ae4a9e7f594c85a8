"""Whether what a PDF page says is its text can be read as text, and what an editor should know.

commonest.txt holds the 500 commonest characters: those of the words in jieba's dictionary, each
counted as often as its words are said there to occur.
"""

from collections import Counter
from itertools import pairwise
from pathlib import Path
from unicodedata import category

from articles.importers.facsimile.records import Glyph, Mark, Sheet
from articles.text.fold import fold

GLYPHS = 60_000  # on a page; the fullest broadsheet page of small notices has half of it
REFUSED = frozenset(["wrong-characters", "ocr-layer", "crowded"])

# A page says 0.71 to 0.74 of what it says in the commonest characters, a list of names 0.4.
# Characters that a font without ToUnicode is guessed to hold: 0.12 to 0.15.
COMMON, LONG, VARIED = 0.3, 200, 60
UNMAPPED, UNMAPPED_AT_LEAST = 0.02, 20
PRIVATE = 0.2
FEW = 50  # glyphs: a page header and no more
SHAPES = 5_000  # corners and curves; a character has 30, the rules and frames of a page 500
COVERED = 0.9  # of the page, by pictures
NOISY = 0.3  # of the glyphs in one size: a machine that measures every line finds sizes of its own
TURNED = 20  # glyphs


def doubts_about(sheet: Sheet, shapes: int = 0, beyond: str = "") -> dict[str, dict]:
    """{code of MESSAGES: its params}; when a code is in REFUSED, the text is not to be used.

    `shapes` counts the corners and curves of the drawings on the page; it matters only on a page
    with hardly any text. `beyond` is text of the PDF that lies quite outside the page.
    """
    glyphs = [glyph for glyph in sheet.glyphs if glyph.text.strip()]
    doubts = {}
    if why := _why_no_text(sheet, glyphs, shapes):
        doubts[why] = {"glyphs": len(glyphs), "limit": GLYPHS} if why == "crowded" else {}
    if why in REFUSED:
        return doubts
    for code, params in (
        ("private-glyphs", _private(glyphs)),
        ("off-page", _off_page(sheet, glyphs, beyond)),
        ("turned-text", _turned(glyphs)),
    ):
        if params:
            doubts[code] = params
    if _is_vertical(glyphs):
        doubts["vertical-page"] = {}
    return doubts


def _why_no_text(sheet: Sheet, glyphs: list[Glyph], shapes: int) -> str:
    if len(glyphs) > GLYPHS:
        return "crowded"
    covered = _covered(sheet)
    if covered >= COVERED and len(glyphs) >= FEW and _is_machine_read(glyphs):
        return "ocr-layer"
    if _is_gibberish(sheet, glyphs):
        return "wrong-characters"
    if len(glyphs) >= FEW:
        return ""
    if covered >= COVERED:
        return "scan"
    if shapes >= SHAPES:
        return "outlined"
    return "" if glyphs else "no-page-text"


def _covered(sheet: Sheet) -> float:
    """The part of the page that pictures cover; a scan may come in strips."""
    images = [mark for mark in sheet.marks if mark.kind == "image"]
    area = sum(_area_on(sheet, mark) for mark in images)
    return area / (sheet.width * sheet.height or 1)


def _area_on(sheet: Sheet, mark: Mark) -> float:
    left, top, right, bottom = mark.box
    width = min(right, sheet.width) - max(left, 0)
    height = min(bottom, sheet.height) - max(top, 0)
    return max(width, 0) * max(height, 0)


def _is_machine_read(glyphs: list[Glyph]) -> bool:
    hidden = sum(glyph.is_hidden for glyph in glyphs)
    sizes = Counter(round(glyph.size, 1) for glyph in glyphs)
    return hidden * 2 > len(glyphs) or sizes.most_common(1)[0][1] < NOISY * len(glyphs)


def _is_gibberish(sheet: Sheet, glyphs: list[Glyph]) -> bool:
    if sheet.unmapped >= UNMAPPED_AT_LEAST and sheet.unmapped > UNMAPPED * len(glyphs):
        return True
    private = sum(map(_is_private, glyphs))
    if private >= UNMAPPED_AT_LEAST and private > PRIVATE * len(glyphs):
        return True
    ideographs = Counter(g.text for g in glyphs if "\u3400" <= g.text <= "\u9fff")
    if ideographs.total() < LONG:
        return False
    if len(ideographs) < VARIED:
        return True
    common = sum(count for character, count in ideographs.items() if fold(character) in COMMONEST)
    return common < COMMON * ideographs.total()


def _is_private(glyph: Glyph) -> bool:
    return any(category(character) == "Co" for character in glyph.text)


def _private(glyphs: list[Glyph]) -> dict:
    found = Counter(glyph.text for glyph in glyphs if _is_private(glyph))
    named = ", ".join(f"U+{ord(text[0]):04X}" for text, _count in found.most_common(5))
    return {"count": found.total(), "characters": named} if found else {}


def _off_page(sheet: Sheet, glyphs: list[Glyph], beyond: str) -> dict:
    """What the middle of is cut off: a title that bleeds by half a character is on the page."""
    off = list(beyond)
    for glyph in glyphs:
        left, top, right, bottom = glyph.box
        x, y = (left + right) / 2, (top + bottom) / 2
        if not (0 <= x <= sheet.width and 0 <= y <= sheet.height):
            off.append(glyph.text)
    return {"count": len(off), "start": "".join(off[:20])} if off else {}


def _turned(glyphs: list[Glyph]) -> dict:
    turned = sum(1 for glyph in glyphs if 1 < glyph.angle % 360 < 359)
    return {"count": turned} if turned >= TURNED else {}


def _is_vertical(glyphs: list[Glyph]) -> bool:
    """Whether most characters stand straight below the one drawn before."""
    below = 0
    for before, after in pairwise(sorted(glyphs, key=lambda glyph: glyph.order)):
        down = after.box[1] - before.box[1]
        aside = abs(after.box[0] + after.box[2] - before.box[0] - before.box[2]) / 2
        below += 0.5 * after.size < down < 2.5 * after.size and aside < 0.3 * after.size
    return below * 2 > len(glyphs) >= FEW


COMMONEST = frozenset(
    fold(Path(__file__).with_name("commonest.txt").read_text(encoding="utf-8").replace("\n", ""))
)
