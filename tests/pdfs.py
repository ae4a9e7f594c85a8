"""PDFs for tests, written by hand: text at any place without an embedded font, rules, pictures.

`make_pdf([PdfPage(...)])` gives the bytes. Lengths are points from the top left of the page as
it is seen, whatever its rotation and crop. A whole newspaper made with this is in tests/press.py.
"""

import random
from dataclasses import dataclass
from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw

ASCENT = 0.88  # of the em above the baseline, in Song type
HALF_WIDTH = range(0x20, 0x7F)


@dataclass(frozen=True)
class Text:
    """Text with the top left of its first em box at (x, y); vertical text runs down from there.

    `angle` turns every character clockwise around its own place.
    """

    x: float
    y: float
    size: float
    text: str
    vertical: bool = False
    hidden: bool = False
    font: str = "STSong-Light"
    grey: float = 0.0
    angle: int = 0


@dataclass(frozen=True)
class Rule:
    x1: float
    y1: float
    x2: float
    y2: float
    width: float = 0.5


@dataclass(frozen=True)
class Frame:
    left: float
    top: float
    right: float
    bottom: float
    width: float = 0.5


@dataclass(frozen=True)
class Fill:
    left: float
    top: float
    right: float
    bottom: float
    grey: float = 0.9


@dataclass(frozen=True)
class Photo:
    """A JPEG file drawn over a box; `flipped` draws it upside down, as some producers store it."""

    left: float
    top: float
    right: float
    bottom: float
    jpeg: bytes
    flipped: bool = False


@dataclass(frozen=True)
class PdfPage:
    """`rotate` is the page's /Rotate: what is drawn is turned the other way, so that the page is
    seen upright. `bleed` is cropped away on every side. `garbled` writes another character for
    each, as a font without ToUnicode makes a reader see."""

    parts: tuple = ()
    width: float = 595
    height: float = 842
    rotate: int = 0
    bleed: float = 0
    garbled: bool = False


def make_pdf(pages, *, shuffle=None, single=False, encrypted=False) -> bytes:
    """The pages as a PDF. `single` draws every character by itself; `shuffle` is the seed of a
    random order in which they are drawn then; `encrypted` claims a password nobody has."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    fonts = {}
    kids = []
    for page in pages:
        content, images = _content(page, _pieces(page, shuffle, single), fonts, objects)
        objects.append(_stream(b"", content))
        content_at = len(objects)
        objects.append(_page(page, content_at, images))
        kids.append(len(objects))
    resources = " ".join(f"/{name} {at} 0 R" for (name, at) in fonts.values())
    objects = [part.replace(b"@FONTS@", resources.encode()) for part in objects]
    kids_listed = " ".join(f"{kid} 0 R" for kid in kids)
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{kids_listed}] >>".encode()
    return _file(objects, encrypted)


@cache
def jpeg(width=300, height=200, colour=(120, 150, 170), mode="RGB") -> bytes:
    """A picture with a light band along its top and a dark square at its bottom left."""
    image = Image.new("RGB", (width, height), colour)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, width, height // 5), fill=(240, 240, 230))
    draw.rectangle((0, height - height // 4, width // 4, height), fill=(20, 20, 30))
    file = BytesIO()
    image.convert(mode).save(file, "JPEG", quality=90)
    return file.getvalue()


def _pieces(page, shuffle, single):
    pieces = list(page.parts)
    if single or shuffle is not None:
        pieces = [piece for part in pieces for piece in _characters(part)]
    if shuffle is not None:
        random.Random(shuffle).shuffle(pieces)
    return pieces


def _characters(part):
    """A text as one text for each character, spaces too; anything else as it is."""
    if not isinstance(part, Text):
        return [part]
    at, pieces = 0, []
    for character in part.text:
        x, y = (part.x, part.y + at) if part.vertical else (part.x + at, part.y)
        style = (part.hidden, part.font, part.grey, part.angle)
        pieces.append(Text(x, y, part.size, character, False, *style))
        at += part.size * (0.5 if ord(character) in HALF_WIDTH and not part.vertical else 1)
    return pieces


def _content(page, pieces, fonts, objects):
    images, drawn = {}, [_upright(page)]
    for part in pieces:
        if isinstance(part, Photo):
            objects.append(_image(part.jpeg))
            images[f"Im{len(images)}"] = len(objects)
            drawn.append(_placed(page, part, f"Im{len(images) - 1}"))
        elif isinstance(part, Text):
            drawn += [_shown(page, one, fonts, objects) for one in _as_shown(part)]
        else:
            drawn.append(_drawn(page, part))
    return "\n".join(drawn).encode(), images


def _as_shown(text):
    return _characters(text) if text.vertical or text.angle else [text]


def _upright(page):
    """The matrix that undoes the page's rotation and moves it behind its bleed."""
    b, w, h = page.bleed, page.width, page.height
    return {
        0: f"1 0 0 1 {b} {b} cm",
        90: f"0 1 -1 0 {b + h} {b} cm",
        180: f"-1 0 0 -1 {b + w} {b + h} cm",
        270: f"0 -1 1 0 {b} {b + w} cm",
    }[page.rotate]


def _shown(page, text, fonts, objects):
    font = _font(text.font, page.garbled, fonts, objects)
    turn = {0: "1 0 0 1", 90: "0 -1 1 0", 180: "-1 0 0 -1", 270: "0 1 -1 0"}.get(text.angle)
    turn = turn or "0.707 -0.707 0.707 0.707"
    baseline = page.height - text.y - ASCENT * text.size
    codes = (_wrong(text.text) if page.garbled else text.text).encode("utf-16-be").hex()
    return (
        f"BT {text.grey} g /{font} {text.size} Tf {3 if text.hidden else 0} Tr "
        f"{turn} {text.x} {baseline:.3f} Tm <{codes}> Tj ET"
    )


def _wrong(text):
    """The characters read as numbers of glyphs: rare ones, all plausible."""
    return "".join(chr(1000 + ord(character) * 7 % 6000) for character in text)


def _drawn(page, part):
    if isinstance(part, Rule):
        start, end = page.height - part.y1, page.height - part.y2
        return f"0 G {part.width} w {part.x1} {start} m {part.x2} {end} l S"
    box = f"{part.left} {page.height - part.bottom} {part.right - part.left} "
    box += f"{part.bottom - part.top} re"
    return f"{part.grey} g {box} f" if isinstance(part, Fill) else f"0 G {part.width} w {box} S"


def _placed(page, photo, name):
    width, height = photo.right - photo.left, photo.bottom - photo.top
    if photo.flipped:
        return f"q {width} 0 0 {-height} {photo.left} {page.height - photo.top} cm /{name} Do Q"
    return f"q {width} 0 0 {height} {photo.left} {page.height - photo.bottom} cm /{name} Do Q"


def _font(family, garbled, fonts, objects):
    if (family, garbled) not in fonts:
        cmap = "Identity-H" if garbled else "UniGB-UTF16-H"
        objects.append(
            f"<< /Type /FontDescriptor /FontName /{family} /Flags 6 /FontBBox [0 -120 1000 880] "
            "/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 80 >>".encode()
        )
        objects.append(
            f"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /{family} /DW 1000 "
            "/W [1 95 500] /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> "
            f"/FontDescriptor {len(objects)} 0 R >>".encode()
        )
        objects.append(
            f"<< /Type /Font /Subtype /Type0 /BaseFont /{family} /Encoding /{cmap} "
            f"/DescendantFonts [{len(objects)} 0 R] >>".encode()
        )
        fonts[family, garbled] = f"F{len(fonts)}", len(objects)
    return fonts[family, garbled][0]


def _image(jpeg_file):
    with Image.open(BytesIO(jpeg_file)) as image:
        space = {"RGB": "RGB", "L": "Gray", "CMYK": "CMYK"}[image.mode]
        head = (
            f"/Type /XObject /Subtype /Image /Width {image.width} /Height {image.height} "
            f"/ColorSpace /Device{space} /BitsPerComponent 8 /Filter /DCTDecode"
        )
        if space == "CMYK":
            head += " /Decode [1 0 1 0 1 0 1 0]"  # Pillow stores ink as its absence
    return _stream(head.encode(), jpeg_file)


def _page(page, content_at, images):
    width, height = page.width, page.height
    if page.rotate in (90, 270):
        width, height = height, width
    b = page.bleed
    listed = " ".join(f"/{name} {at} 0 R" for name, at in images.items())
    return (
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width + 2 * b} {height + 2 * b}] "
        f"/CropBox [{b} {b} {b + width} {b + height}] /Rotate {page.rotate} "
        f"/Contents {content_at} 0 R "
        f"/Resources << /Font << @FONTS@ >> /XObject << {listed} >> >> >>"
    ).encode()


def _stream(head, content):
    return b"<< %b /Length %d >>\nstream\n%b\nendstream" % (head, len(content), content)


def _file(objects, encrypted):
    file, places = BytesIO(), []
    file.write(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    for number, content in enumerate(objects, 1):
        places.append(file.tell())
        file.write(b"%d 0 obj\n%b\nendobj\n" % (number, content))
    table_at = file.tell()
    file.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    file.writelines(b"%010d 00000 n \n" % place for place in places)
    lock = b""
    if encrypted:
        secret = b"00" * 32
        lock = b" /ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 "
        lock += b"/O <%b> /U <%b> >>" % (secret, secret)
    file.write(b"trailer\n<< /Size %d /Root 1 0 R%b >>\n" % (len(objects) + 1, lock))
    file.write(b"startxref\n%d\n%%%%EOF\n" % table_at)
    return file.getvalue()
