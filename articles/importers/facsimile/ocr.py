"""Text read off a picture, for pages whose PDF has none: an extra, see requirements-ocr.txt."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from PIL import Image

from articles.importers.facsimile.records import Box, Line

SURE = 0.5  # below this, what was read is a pattern in a photo
INDENT = 1.2  # ems by which a line that opens a paragraph stands in
SAME_COLUMN = 0.5  # of the narrower line


def read_region(picture: Path, box: Box, scale: float) -> list[Line]:
    """The lines inside a box of a page's picture, column by column. `scale` is pixels to a point.

    A region is a story rather than a page: of more than 2,000 pixels small type is lost. Raises
    ImportError when the extra is not installed.
    """
    with Image.open(picture) as image:
        part = image.convert("RGB").crop(tuple(round(length * scale) for length in box))
    file = BytesIO()
    part.save(file, "PNG")
    found, _seconds = _engine()(file.getvalue(), use_cls=False)
    return in_columns(
        [_line(corners, text, scale, box) for corners, text, sure in found or () if sure >= SURE]
    )


def in_columns(lines: list[Line]) -> list[Line]:
    """The lines in reading order: down each column, columns from left to right."""
    columns: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.box[1]):
        above = next((column for column in columns if _is_above(column[-1], line)), None)
        if above:
            above.append(line)
        else:
            columns.append([line])
    columns.sort(key=lambda column: min(line.box[0] for line in column))
    return [line for column in columns for line in _opened(column)]


def _is_above(upper: Line, lower: Line) -> bool:
    shared = min(upper.box[2], lower.box[2]) - max(upper.box[0], lower.box[0])
    narrower = min(line.box[2] - line.box[0] for line in (upper, lower))
    return shared >= SAME_COLUMN * narrower


def _opened(column: list[Line]) -> Iterator[Line]:
    left = min(line.box[0] for line in column)
    for line in column:
        yield replace(line, opens=line.box[0] - left >= INDENT * line.size)


def _line(corners: list[list[float]], text: str, scale: float, region: Box) -> Line:
    """In points of the page; every character is taken to be as wide as the next."""
    xs, ys = zip(*corners, strict=True)
    left, right = (region[0] + x / scale for x in (min(xs), max(xs)))
    top, bottom = (region[1] + y / scale for y in (min(ys), max(ys)))
    edges = tuple(left + (right - left) * at / len(text) for at in range(len(text) + 1))
    return Line(text, (left, top, right, bottom), bottom - top, edges)


@lru_cache(maxsize=1)
def _engine():
    """The models come inside the package; nothing is fetched."""
    from rapidocr_onnxruntime import RapidOCR  # only here: half a second, and an extra

    return RapidOCR(intra_op_num_threads=1, inter_op_num_threads=1)
