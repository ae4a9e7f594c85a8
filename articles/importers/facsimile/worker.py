"""The process that opens PDFs: one page after another, within limits, results as files.

`python -m articles.importers.facsimile.worker FOLDER` reads jobs as JSON lines from standard
input: a file to count the pages of, a page to make the files of, or a region of a picture to read
text off. It answers in JSON lines what it is at ("stage") and what it has made, ending with "end".
What was announced before a crash is complete: files are renamed into place.
"""

import gzip
import json
import os
import resource
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from ctypes import byref, c_double
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from articles.importers.facsimile import glyphs, layout, ocr, pictures, quality
from articles.importers.facsimile.records import Sheet

MEMORY = 1_500 * 1024 * 1024  # of address space; a page takes 100 to 400 MB
FILE = 300 * 1024 * 1024  # the largest that may be written
Tell = Callable[..., None]


def main(folder: Path) -> None:
    answers = _answers()
    _limit(resource.RLIMIT_AS, MEMORY)
    _limit(resource.RLIMIT_FSIZE, FILE)
    os.nice(5)  # readers of the site come first

    def tell(**said):
        answers.write(json.dumps(said) + "\n")

    for line in sys.stdin:
        job = json.loads(line)
        _limit(resource.RLIMIT_CPU, int(sum(os.times()[:2]) + 2 * job["seconds"]) + 1)
        try:
            _do(job, folder, tell)
        except MemoryError:
            tell(failure="page-memory")
            return
        tell(end=True)


def _do(job: dict, folder: Path, tell: Tell) -> None:
    if "picture" in job:
        return _read_off(job, tell)
    try:
        document = _document(job["file"])
    except pdfium.PdfiumError as error:
        locked = error.err_code == pdfium_c.FPDF_ERR_PASSWORD
        return tell(failure="pdf-encrypted" if locked else "pdf-broken")
    if "page" not in job:
        return tell(pages=len(document))
    try:
        return read_page(document, job["page"], folder / job["stem"], tell)
    except pdfium.PdfiumError:
        return tell(failure="page-broken")


def _read_off(job: dict, tell: Tell) -> None:
    try:
        lines = ocr.read_region(Path(job["picture"]), job["box"], job["scale"])
    except ImportError:
        return tell(failure="no-ocr")
    return tell(lines=[asdict(line) for line in lines])


def read_page(document: pdfium.PdfDocument, number: int, stem: Path, tell: Tell) -> None:
    """Make the files of one page, number 1 being the first, and tell their names."""
    tell(stage="pictures")
    width, height = document.get_page_size(number - 1)
    tell(width=width, height=height)
    page = document[number - 1]  # takes its time with a crowded page
    picture = pictures.page_picture(page)
    tell(image=_written(stem, ".jpg", lambda path: pictures.save(picture, path)))
    if len(document) > 1:
        tell(pdf=_written(stem, ".pdf", lambda path: _save_alone(document, number, path)))
    tell(stage="text")
    sheet = _sheet(page, stem, tell)
    if sheet is None:
        return
    tell(stage="layout", text="".join(glyph.text for glyph in sheet.glyphs))
    reading = layout.lay_out(sheet)
    kept = json.dumps(reading.as_json(), ensure_ascii=False).encode()
    tell(reading=_written(stem, ".json", lambda path: path.write_bytes(kept)))
    tell(stage="pictures")
    told = [figure for figure in reading.figures if figure.story]  # adverts stay on the page
    photos = pictures.cut_out(page, picture, told, stem)
    tell(photos={figure: path.name for figure, path in photos.items()})


def _sheet(page: pdfium.PdfPage, stem: Path, tell: Tell) -> Sheet | None:
    """The page's glyphs, kept in any case; None when they are not to be used as text."""
    count = page.get_textpage().count_chars()
    if count > quality.GLYPHS:
        tell(doubts={"crowded": {"glyphs": count, "limit": quality.GLYPHS}})
        return None
    sheet = glyphs.read_sheet(page)
    packed = gzip.compress(json.dumps(glyphs.sheet_json(sheet), ensure_ascii=False).encode(), 6)
    tell(sheet=_written(stem, ".json.gz", lambda path: path.write_bytes(packed)))
    shapes = _shapes(page) if len(sheet.glyphs) < quality.FEW else 0
    doubts = quality.doubts_about(sheet, shapes, _beyond(page))
    tell(doubts=doubts)
    return None if quality.REFUSED & doubts.keys() else sheet


def _shapes(page: pdfium.PdfPage) -> int:
    """Corners and curves of the drawings on the page."""
    paths = page.get_objects([pdfium_c.FPDF_PAGEOBJ_PATH])
    return sum(pdfium_c.FPDFPath_CountSegments(path) for path in paths)


def _beyond(page: pdfium.PdfPage) -> str:
    """What is printed on the paper that is cut away: press marks, or a story pushed aside."""
    crop, media = page.get_cropbox(), page.get_mediabox()
    if crop == media:
        return ""
    page.set_cropbox(*media)  # or pdfium does not see it
    try:
        textpage = page.get_textpage()
        return "".join(_outside(textpage.raw, *crop))
    finally:
        page.set_cropbox(*crop)


def _outside(raw, left: float, bottom: float, right: float, top: float) -> Iterator[str]:
    x, y = c_double(), c_double()
    for at in range(pdfium_c.FPDFText_CountChars(raw)):
        code = pdfium_c.FPDFText_GetUnicode(raw, at)
        pdfium_c.FPDFText_GetCharOrigin(raw, at, byref(x), byref(y))
        is_character = code > 0x20 and not 0xD800 <= code < 0xE000
        if is_character and not (left <= x.value <= right and bottom <= y.value <= top):
            yield chr(code)


def _save_alone(document: pdfium.PdfDocument, number: int, path: Path) -> None:
    alone = pdfium.PdfDocument.new()
    alone.import_pages(document, [number - 1])
    alone.save(path)


def _written(stem: Path, suffix: str, write: Callable[[Path], object]) -> str:
    """The name of the file, which is there whole or not at all."""
    path = stem.with_name(stem.name + suffix)
    partial = path.with_suffix(".part")
    write(partial)
    partial.replace(path)
    return path.name


@lru_cache(maxsize=1)
def _document(path: str) -> pdfium.PdfDocument:
    return pdfium.PdfDocument(path)


def _answers():
    """Standard output for answers only: whatever a library prints goes to standard error."""
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)
    return answers


def _limit(kind: int, value: int) -> None:
    hard = resource.getrlimit(kind)[1]
    with suppress(ValueError, OSError):  # some systems do not let a process limit itself
        resource.setrlimit(kind, (value, hard))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
