"""read_sheet(): the characters, rules, fields and pictures of a PDF page, as they are seen."""

import ctypes
import math
import unicodedata

import pypdfium2.raw as pdfium

from articles.importers.facsimile.records import Glyph, Mark, Sheet

ASCENT, DESCENT = 0.88, 0.12  # of the em, above and below the baseline
HIDDEN = {3, 7}  # text render modes that draw nothing
THIN = 3.0  # points: a rectangle as thin as this is a rule
DEEPEST = 4  # forms within forms


def read_sheet(page):
    """What is on a pypdfium2 page, cropped and turned as it is seen; fonts and colours unread."""
    turn = page.get_rotation()
    if turn:
        page.set_rotation(0)
    try:
        view = _View(page.get_cropbox(), turn)
        textpage = page.get_textpage()
        glyphs, unmapped = _glyphs(textpage, view)
        textpage.close()
        marks = [mark for mark in _marks(page, view) if _overlaps(mark.box, view)]
    finally:
        if turn:
            page.set_rotation(turn)
    return Sheet(view.width, view.height, tuple(glyphs), tuple(marks), unmapped)


class _View:
    """From user space to points from the top left of the page as it is seen."""

    def __init__(self, crop, turn):
        self.left, bottom, right, self.top = crop
        self.turn = turn % 360
        self.across, self.down = right - self.left, self.top - bottom
        size = (self.across, self.down)
        self.width, self.height = size if self.turn in {0, 180} else size[::-1]

    def point(self, x, y):
        u, v = x - self.left, self.top - y
        return {
            0: (u, v),
            90: (self.down - v, u),
            180: (self.across - u, self.down - v),
            270: (v, self.across - u),
        }[self.turn]

    def box(self, left, bottom, right, top):
        (x0, y0), (x1, y1) = self.point(left, top), self.point(right, bottom)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _overlaps(box, view):
    left, top, right, bottom = box
    return right > 0 and bottom > 0 and left < view.width and top < view.height


def _glyphs(textpage, view):
    """(the glyphs in the page's view, how many of them have no known character)."""
    raw, found, unmapped = textpage.raw, [], 0
    fonts = _Fonts()
    for order in range(pdfium.FPDFText_CountChars(raw)):
        text = _character(raw, order)
        if not text or pdfium.FPDFText_IsGenerated(raw, order):
            continue
        glyph = _glyph(raw, order, text, view, fonts)
        if not glyph or not _overlaps(glyph.box, view):
            continue
        found.append(glyph)
        unmapped += pdfium.FPDFText_HasUnicodeMapError(raw, order) == 1
    return found, unmapped


def _character(raw, order):
    code = pdfium.FPDFText_GetUnicode(raw, order)
    if code in {0, 0xFFFE, 0xFFFF} or 0xD800 <= code < 0xE000:
        return "\ufffd" if code else ""
    text = chr(code)
    return " " if text in "\r\n\t" else text


class _Fonts:
    """(name, is it drawn invisibly) of a text object, asked once for each."""

    def __init__(self):
        self.known = {}

    def of(self, raw, order):
        part = pdfium.FPDFText_GetTextObject(raw, order)
        key = ctypes.addressof(part.contents) if part else 0
        if key not in self.known:
            self.known[key] = self._ask(part)
        return self.known[key]

    @staticmethod
    def _ask(part):
        if not part:
            return "", False
        font, name = pdfium.FPDFTextObj_GetFont(part), ctypes.create_string_buffer(128)
        if font:
            pdfium.FPDFFont_GetBaseFontName(font, name, 128)
        mode = pdfium.FPDFTextObj_GetTextRenderMode(part)
        return name.value.decode("utf-8", "replace"), mode in HIDDEN


def _glyph(raw, order, text, view, fonts):
    x, y = ctypes.c_double(), ctypes.c_double()
    if not pdfium.FPDFText_GetCharOrigin(raw, order, x, y):
        return None
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(raw, order, matrix)
    size = pdfium.FPDFText_GetFontSize(raw, order)
    em = size * math.hypot(matrix.b, matrix.d) or size
    across = size * math.hypot(matrix.a, matrix.c) or em
    angle = math.degrees(pdfium.FPDFText_GetCharAngle(raw, order)) + view.turn
    name, is_hidden = fonts.of(raw, order)
    is_square = unicodedata.east_asian_width(text) in "WF"
    advance = across if is_square else _advance(raw, order, across)
    box = _em_box(x.value, y.value, advance, em, math.radians(angle - view.turn))
    return Glyph(text, view.box(*box), em, name, order, angle % 360, is_hidden)


def _advance(raw, order, across):
    box = pdfium.FS_RECTF()
    if pdfium.FPDFText_GetLooseCharBox(raw, order, box):
        width = abs(box.right - box.left)
        if 0 < width < 3 * across:
            return width
    return across / 2


def _em_box(x, y, advance, em, angle):
    """The em box of a character at origin x, y that is turned clockwise by `angle`."""
    along = math.cos(angle), -math.sin(angle)
    up = math.sin(angle), math.cos(angle)
    corners = [
        (x + along[0] * a + up[0] * u, y + along[1] * a + up[1] * u)
        for a in (0, advance)
        for u in (-DESCENT * em, ASCENT * em)
    ]
    xs, ys = zip(*corners, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _marks(page, view):
    yield from _marks_in(page.raw, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, view)


def _marks_in(holder, count, get, view, matrix=None, depth=0, order=0):
    for at in range(count(holder)):
        part = get(holder, at)
        kind = pdfium.FPDFPageObj_GetType(part)
        if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
            inner = pdfium.FS_MATRIX()
            pdfium.FPDFPageObj_GetMatrix(part, inner)
            yield from _marks_in(
                part,
                pdfium.FPDFFormObj_CountObjects,
                pdfium.FPDFFormObj_GetObject,
                view,
                _times(inner, matrix),
                depth + 1,
                order + at,
            )
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            yield Mark("image", _bounds(part, view, matrix), order + at)
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            yield from _drawn(part, view, matrix, order + at)


def _times(inner, outer):
    if outer is None:
        return inner
    return pdfium.FS_MATRIX(
        inner.a * outer.a + inner.b * outer.c,
        inner.a * outer.b + inner.b * outer.d,
        inner.c * outer.a + inner.d * outer.c,
        inner.c * outer.b + inner.d * outer.d,
        inner.e * outer.a + inner.f * outer.c + outer.e,
        inner.e * outer.b + inner.f * outer.d + outer.f,
    )


def _bounds(part, view, matrix):
    sides = [ctypes.c_float() for _side in range(4)]
    pdfium.FPDFPageObj_GetBounds(part, *sides)
    left, bottom, right, top = (side.value for side in sides)
    if matrix is not None:
        corners = [
            (matrix.a * x + matrix.c * y + matrix.e, matrix.b * x + matrix.d * y + matrix.f)
            for x in (left, right)
            for y in (bottom, top)
        ]
        xs, ys = zip(*corners, strict=True)
        left, bottom, right, top = min(xs), min(ys), max(xs), max(ys)
    return view.box(left, bottom, right, top)


def _drawn(part, view, matrix, order):
    """A thin path is a rule, a filled one a field, a stroked one a frame."""
    box = _bounds(part, view, matrix)
    width, height = box[2] - box[0], box[3] - box[1]
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(part, fill, stroke)
    if min(width, height) <= THIN:
        if max(width, height) > 4 * THIN and (fill.value or stroke.value):
            yield Mark("rule", box, order)
    elif fill.value and not _is_white(part):
        yield Mark("fill", box, order)
    elif stroke.value:
        yield Mark("frame", box, order)


def _is_white(part):
    """Paper, not a field: nothing is printed there."""
    rgba = [ctypes.c_uint() for _channel in range(4)]
    if not pdfium.FPDFPageObj_GetFillColor(part, *rgba):
        return False
    red, green, blue, alpha = (channel.value for channel in rgba)
    return alpha < 8 or min(red, green, blue) > 250


def sheet_json(sheet: Sheet) -> dict:
    """The sheet in columns, lengths in hundredths of a point."""
    glyphs = sheet.glyphs
    fonts = sorted({glyph.font for glyph in glyphs})
    return {
        "width": sheet.width,
        "height": sheet.height,
        "unmapped": sheet.unmapped,
        "fonts": fonts,
        "text": [glyph.text for glyph in glyphs],
        "box": [[round(side * 100) for side in glyph.box] for glyph in glyphs],
        "size": [round(glyph.size * 100) for glyph in glyphs],
        "font": [fonts.index(glyph.font) for glyph in glyphs],
        "order": [glyph.order for glyph in glyphs],
        "angle": {at: round(g.angle, 1) for at, g in enumerate(glyphs) if g.angle},
        "hidden": [at for at, glyph in enumerate(glyphs) if glyph.is_hidden],
        "marks": [
            [mark.kind, [round(side * 100) for side in mark.box], mark.order]
            for mark in sheet.marks
        ],
    }


def sheet_from_json(kept: dict) -> Sheet:
    angles = {int(at): angle for at, angle in kept["angle"].items()}
    hidden = set(kept["hidden"])
    columns = zip(*(kept[name] for name in ("text", "box", "size", "font", "order")), strict=True)
    glyphs = tuple(
        Glyph(
            text,
            tuple(side / 100 for side in box),
            size / 100,
            kept["fonts"][font],
            order,
            angles.get(at, 0.0),
            at in hidden,
        )
        for at, (text, box, size, font, order) in enumerate(columns)
    )
    marks = tuple(
        Mark(kind, tuple(side / 100 for side in box), order) for kind, box, order in kept["marks"]
    )
    return Sheet(kept["width"], kept["height"], glyphs, marks, kept["unmapped"])
