"""Pages read by processes of their own: what comes back whatever the PDF does."""

import gzip
import json
import time
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from articles.importers.facsimile import guard
from articles.importers.facsimile.guard import read_files
from articles.importers.facsimile.issue import assemble
from articles.importers.records import MESSAGES, Unreadable
from articles.management.commands.load_sample import SAMPLE
from tests import press
from tests.pdfs import PdfPage, Rule, Text, make_pdf


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "made"
    folder.mkdir()
    return folder


@pytest.fixture
def write(tmp_path):
    def write(name, content):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


def refusal(path, folder):
    with pytest.raises(Unreadable) as refused:
        read_files([path], folder)
    return refused.value.code


def test_every_page_gets_its_picture_its_pdf_its_glyphs_and_its_reading(write, folder):
    front, inside = read_files([write("day.pdf", press.press_pdf())], folder)
    assert (front.position, inside.position) == (1, 2)
    assert (front.width, front.height, front.doubts) == (595, 842, {})
    assert Image.open(front.image).size == (1653, 2339)
    assert front.pdf.read_bytes().startswith(b"%PDF")
    assert json.loads(gzip.decompress(front.sheet.read_bytes()))
    assert "海上第一班公交" in "".join(block.text for block in front.reading.blocks)
    assert "海上第一班公交" in front.text
    assert len(front.photos) == 1
    assert Image.open(*front.photos.values()).size == (1230, 820)


def test_a_file_of_one_page_is_its_own_pdf(write, folder):
    path = write("A01.pdf", make_pdf(press.press_pages()[:1]))
    assert read_files([path], folder)[0].pdf == path


def test_progress_says_which_page_is_at_which_stage(write, folder):
    heard = []
    read_files([write("day.pdf", press.press_pdf())], folder, progress=lambda *at: heard.append(at))
    stages = [stage for page, pages, stage in heard if page == 2 and pages == 2]
    assert stages == ["pictures", "text", "layout", "pictures"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "pdf-broken"),
        (b"%PDF-1.4\nno more", "pdf-broken"),
        ("不是版面".encode(), "pdf-broken"),
        (press.press_pdf(encrypted=True), "pdf-encrypted"),
        (make_pdf([]), "pdf-broken"),
        (make_pdf([PdfPage()] * (guard.PAGES + 1)), "pdf-book"),
    ],
)
def test_files_that_are_no_newspaper_are_refused_with_a_sentence(content, code, write, folder):
    assert refusal(write("day.pdf", content), folder) == code


def test_a_file_too_large_is_not_opened(write, folder):
    path = write("day.pdf", b"")
    with path.open("wb") as file:
        file.truncate(guard.MEGABYTES * 1024 * 1024 + 1)
    assert refusal(path, folder) == "too-large"


def test_one_broken_file_does_not_keep_the_others_back(write, folder):
    good = write("A02.pdf", make_pdf(press.press_pages()[1:]))
    broken, read = read_files([write("A01.pdf", b"broken"), good], folder)
    assert (broken.width, broken.doubts) == (0, {"pdf-broken": {"name": "A01.pdf"}})
    assert read.reading


def test_a_page_that_is_not_text_keeps_its_picture_and_its_glyphs(write, folder):
    page = PdfPage(press.press_pages()[0].parts, garbled=True)
    (read,) = read_files([write("A01.pdf", make_pdf([page]))], folder)
    assert list(read.doubts) == ["wrong-characters"]
    assert read.image.exists()
    assert read.sheet.exists()
    assert (read.reading, read.text) == (None, "")


def test_a_page_that_takes_too_long_is_left_and_the_next_one_read(write, folder):
    usual = time_of(read_files, [write("A02.pdf", make_pdf(press.press_pages()[1:]))], folder)
    seconds = 2 + ceil(5 * usual)  # whatever else the machine is doing
    maze = [Rule(x % 595, x % 842, -x % 595, x * 7 % 842) for x in range(400_000)]  # for minutes
    path = write("day.pdf", make_pdf([PdfPage(tuple(maze)), *press.press_pages()[1:]]))
    slow, read = read_files([path], folder, seconds=seconds)
    assert slow.doubts == {"page-slow": {"name": "day.pdf", "position": 1, "seconds": seconds}}
    assert (slow.width, slow.reading) == (595, None)
    assert read.reading


def time_of(act, *arguments):
    started = time.monotonic()
    act(*arguments)
    return time.monotonic() - started


def test_a_process_that_dies_costs_no_more_than_its_page(write, folder):
    killed = []

    def kill_one(page, pages, stage):
        if not killed and (children := psutil.Process().children()):
            children[0].kill()
            killed.append(page)

    read = read_files([write("day.pdf", press.press_pdf())], folder, progress=kill_one)
    lost = [page for page in read if not page.reading]
    assert len(read) == 2
    assert len(lost) <= 1
    assert all(page.doubts.keys() <= {"page-broken", "layout-failed"} for page in lost)


def test_cancelling_ends_the_reading_and_its_processes(write, folder):
    before = len(psutil.Process().children())
    with pytest.raises(Unreadable) as refused:
        read_files([write("day.pdf", press.press_pdf())], folder, cancelled=lambda: True)
    assert refused.value.code == "cancelled"
    assert len(psutil.Process().children()) == before


def test_no_damage_to_a_file_is_more_than_a_sentence():
    """It is read or refused, with no character lost, no process left and no file open."""
    here = psutil.Process()
    children, files = here.children(), here.num_fds()
    read_a_damaged_file()
    assert here.children() == children
    assert here.num_fds() <= files


WHOLE = [(SAMPLE / "press/2026-11-24/A02.pdf").read_bytes(), press.press_pdf()]
place = st.integers(0, 999_999)  # millionths of a file


def cut_off(content, end):
    return content[: at(content, end)]


def out_of_order(content, end, start):
    """A piece is missing, or there twice."""
    return content[: at(content, end)] + content[at(content, start) :]


def changed(content, values):
    content = bytearray(content)
    for one, value in values.items():
        content[at(content, one)] = value
    return bytes(content)


def at(content, millionths):
    return len(content) * millionths // 1_000_000


damages = st.one_of(
    st.tuples(st.just(cut_off), place),
    st.tuples(st.just(out_of_order), place, place),
    st.tuples(
        st.just(changed), st.dictionaries(place, st.integers(0, 255), min_size=10, max_size=99)
    ),
)


@given(st.sampled_from(range(len(WHOLE))), damages)
@settings(max_examples=15, derandomize=True)
def read_a_damaged_file(number, damage):
    way, *arguments = damage
    with TemporaryDirectory() as folder:
        path = Path(folder) / "A02.pdf"
        path.write_bytes(way(WHOLE[number], *arguments))
        try:
            read = read_files([path], Path(folder), seconds=5)
        except Unreadable:
            return  # with a sentence: it cannot be raised without
    assert all(page.reading or page.doubts for page in read)
    record = assemble(read)
    assert {trouble.code for trouble in record.problems} <= MESSAGES.keys() - {"uncounted"}
    counts = record.counts()
    assert counts["read"] == counts["placed"] + counts["apart"] + counts["unplaced"]


def test_characters_beyond_the_limit_are_not_even_read(write, folder):
    rows = tuple(Text(10, 10 + row, 1, "字" * 500) for row in range(140))
    (read,) = read_files([write("A01.pdf", make_pdf([PdfPage(rows)]))], folder)
    assert read.doubts.keys() == {"crowded"}
    assert read.image.exists()


def test_text_beside_the_page_is_told(write, folder):
    page = PdfPage((*press.press_pages()[1].parts, Text(-60, 300, 9, "出血")), bleed=80)
    (read,) = read_files([write("A02.pdf", make_pdf([page]))], folder)
    assert read.doubts == {"off-page": {"count": 2, "start": "出血"}}
    assert "出血" not in read.text
