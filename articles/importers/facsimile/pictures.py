"""Pictures of a page: the page as printed, and the photos on it in the resolution they came in."""

from collections.abc import Iterator, Sequence
from ctypes import byref, c_int
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image, ImageChops, ImageStat, UnidentifiedImageError

from articles.importers.facsimile.records import Box, Figure

LONG_SIDE = 3_200  # pixels, of a page and of a photo that has to be drawn anew
DPI = 200
PHOTO_DPI = 400
PIXELS = 50_000_000  # of a photo taken as it is; models.picture refuses more
PAGE_QUALITY, PHOTO_QUALITY = 82, 90
COVERS = 0.9  # of the area that a figure and its picture share
UNLIKE = 24  # mean difference, 0..255, between a photo and its place on the page
FORMS_DEEP = 8
FINE = 100  # device units in a point, for pdfium counts them whole

# (where the picture's right goes, where its bottom goes) as seen: how to turn it upright.
TURNS = {
    ("right", "down"): None,
    ("left", "down"): Image.Transpose.FLIP_LEFT_RIGHT,
    ("right", "up"): Image.Transpose.FLIP_TOP_BOTTOM,
    ("left", "up"): Image.Transpose.ROTATE_180,
    ("down", "left"): Image.Transpose.ROTATE_270,
    ("up", "right"): Image.Transpose.ROTATE_90,
    ("down", "right"): Image.Transpose.TRANSPOSE,
    ("up", "left"): Image.Transpose.TRANSVERSE,
}


@dataclass(frozen=True)
class Placed:
    """A picture in the PDF and the box it is seen in; `turn` is a key of TURNS or None, askew."""

    image: pdfium.PdfImage
    box: Box
    turn: tuple[str, str] | None


def page_picture(page: pdfium.PdfPage) -> Image.Image:
    """The page as it is seen, at most 200 dpi and 3,200 pixels long."""
    return page.render(scale=_scale(page.get_size(), DPI), rev_byteorder=True).to_pil()


def save(picture: Image.Image, path: Path, quality: int = PAGE_QUALITY) -> None:
    picture.convert("RGB").save(path, "JPEG", quality=quality)


def cut_out(
    page: pdfium.PdfPage, picture: Image.Image, figures: Sequence[Figure], stem: Path
) -> dict[int, Path]:
    """{id of a figure: its JPEG file}, named after `stem`; `picture` is the page's."""
    placed = list(_images(page)) if figures else []
    files = {}
    for figure in figures:
        if box := _on_page(figure.box, page.get_size()):
            files[figure.id] = stem.with_name(f"{stem.name}-{figure.id}.jpg")
            _cut(page, picture, box, placed, files[figure.id])
    return files


def _cut(page, picture, box, placed, path):
    seen = _part(picture, box, page.get_size())
    under = [one for one in placed if _shared(one.box, box) >= COVERS]
    best = max(under, key=lambda one: _shared(one.box, box), default=None)
    if best and best.turn and _pixels(best.image) <= PIXELS:
        if (file := _jpeg_as_it_came(best)) and _alike(Image.open(BytesIO(file)), seen):
            path.write_bytes(file)
            return
        original = _original(best)
        if original and _alike(original, seen):
            save(original, path, PHOTO_QUALITY)
            return
    save(_drawn(page, box, placed), path, PHOTO_QUALITY)


def _jpeg_as_it_came(placed: Placed) -> bytes | None:
    """The file itself, when it is upright, of a kind browsers show, and tells nothing of the
    camera: where a photo was taken is not for everybody."""
    if placed.turn != ("right", "down") or placed.image.get_filters() != ["DCTDecode"]:
        return None
    file = bytes(placed.image.get_data())
    try:
        with Image.open(BytesIO(file), formats=["JPEG"]) as image:
            image.load()
            return file if image.mode in ("RGB", "L") and not image.getexif() else None
    except (UnidentifiedImageError, OSError, SyntaxError):
        return None


def _original(placed: Placed) -> Image.Image | None:
    try:
        image = placed.image.get_bitmap().to_pil().convert("RGB")
    except pdfium.PdfiumError:
        return None
    turn = TURNS[placed.turn]
    return image if turn is None else image.transpose(turn)


def _alike(photo: Image.Image, seen: Image.Image) -> bool:
    """Whether the page shows the photo so: not masked, not clipped, not in other colours."""
    small = (32, 32)
    pair = [image.convert("RGB").resize(small, reducing_gap=2) for image in (photo, seen)]
    return max(ImageStat.Stat(ImageChops.difference(*pair)).mean) <= UNLIKE


def _drawn(page: pdfium.PdfPage, box: Box, placed: list[Placed]) -> Image.Image:
    """The part of the page drawn as finely as the finest picture in it."""
    left, top, right, bottom = box
    width, height = page.get_size()
    dpis = [_dpi(one) for one in placed if _meet(one.box, box)]
    scale = _scale((right - left, bottom - top), min(max(dpis, default=DPI), PHOTO_DPI))
    margins = (left, height - bottom, width - right, top)
    return page.render(scale=scale, crop=margins, rev_byteorder=True).to_pil()


def _scale(size: tuple[float, float], dpi: float) -> float:
    return min(dpi / 72, LONG_SIDE / max(*size, 1))


def _dpi(placed: Placed) -> float:
    left, top, right, bottom = placed.box
    across, down = placed.image.get_px_size()
    return 72 * max(across, down) / max(right - left, bottom - top, 1)


def _part(picture: Image.Image, box: Box, size: tuple[float, float]) -> Image.Image:
    scale = picture.width / size[0]
    left, top, right, bottom = (round(length * scale) for length in box)
    return picture.crop((left, top, max(right, left + 1), max(bottom, top + 1)))


def _on_page(box: Box, size: tuple[float, float]) -> Box | None:
    left, top = max(box[0], 0), max(box[1], 0)
    right, bottom = min(box[2], size[0]), min(box[3], size[1])
    return (left, top, right, bottom) if right - left >= 1 and bottom - top >= 1 else None


def _meet(one: Box, other: Box) -> float:
    """The area that two boxes share."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return max(width, 0) * max(height, 0)


def _shared(one: Box, other: Box) -> float:
    """The part of both together that two boxes share, 0..1."""
    both = _meet(one, other)
    area = sum((b[2] - b[0]) * (b[3] - b[1]) for b in (one, other))
    return both / max(area - both, 1)


def _pixels(image: pdfium.PdfImage) -> int:
    across, down = image.get_px_size()
    return across * down


def _images(page: pdfium.PdfPage) -> Iterator[Placed]:
    """The pictures of a page, those inside forms too; pdfium places these by their form."""
    for image in page.get_objects([pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=FORMS_DEEP):
        matrix, form = image.get_matrix(), image.container
        while form:
            matrix, form = matrix.multiply(form.get_matrix()), form.container
        yield _placed(page, image, matrix)


def _placed(page, image, matrix) -> Placed:
    bottom_left, bottom_right, top_left, top_right = (
        _seen(page, *matrix.on_point(x, y)) for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))
    )
    xs, ys = zip(bottom_left, bottom_right, top_left, top_right, strict=True)
    turn = (_direction(top_left, top_right), _direction(top_left, bottom_left))
    box = (min(xs), min(ys), max(xs), max(ys))
    return Placed(image, box, turn if turn in TURNS else None)


def _seen(page, x: float, y: float) -> tuple[float, float]:
    """A point of the page's own space as seen: cropped, turned, from the top left."""
    width, height = (round(length * FINE) for length in page.get_size())
    across, down = c_int(), c_int()
    pdfium_c.FPDF_PageToDevice(page, 0, 0, width, height, 0, x, y, byref(across), byref(down))
    return across.value / FINE, down.value / FINE


def _direction(start, end) -> str:
    across, down = end[0] - start[0], end[1] - start[1]
    if abs(down) < 0.02 * abs(across):
        return "right" if across > 0 else "left"
    if abs(across) < 0.02 * abs(down):
        return "down" if down > 0 else "up"
    return "askew"
