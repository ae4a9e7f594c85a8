"""Reads the pages of PDFs in processes of their own, so that no PDF stalls or ends the program."""

import json
import logging
import os
import queue
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from articles.importers.facsimile.records import Box, Line, Reading
from articles.importers.records import Unreadable

MEGABYTES = 200  # of one file
PAGES = 200
SECONDS = 30  # for one page, or to open a file
PROCESSES = 2
LAST_WORDS = 2_000  # characters of what a process that died had to say, for the log
WORKER = "articles.importers.facsimile.worker"
ROOT = Path(__file__).resolve().parents[3]
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class PageRead:
    """What became of one page of a PDF. Without a width, nothing could be read of it at all."""

    path: Path  # of the PDF it was in
    position: int  # there, from 1
    width: float = 0.0
    height: float = 0.0
    image: Path | None = None
    pdf: Path | None = None  # this page alone
    sheet: Path | None = None
    reading: Reading | None = None  # None when the text cannot be used
    text: str = ""  # every character that `reading` has to account for
    photos: dict[int, Path] = field(default_factory=dict)  # {id of a figure: file}
    doubts: dict[str, dict] = field(default_factory=dict)  # {code of MESSAGES: params}

    @property
    def name(self) -> str:
        return self.path.name


@dataclass(frozen=True)
class Job:
    path: Path
    page: int
    pages: int  # of the file
    number: int  # among all pages to be read, from 1


def read_files(
    paths: Sequence[Path],
    folder: Path,
    *,
    progress: Callable[[int, int, str], None] = lambda page, pages, stage: None,
    cancelled: Callable[[], bool] = lambda: False,
    seconds: float = SECONDS,
) -> list[PageRead]:
    """Every page of the files, in their order; what is made of them is put into `folder`.

    `progress(page, pages, stage)` and `cancelled()` are called by the calling thread; stage is
    text, layout or pictures. Raises Unreadable when no file could be opened, when there are too
    many pages, and when cancelled.
    """
    jobs, unopened = _jobs(paths, folder, seconds)
    todo, events = queue.SimpleQueue(), queue.SimpleQueue()
    for job in jobs:
        todo.put(job)
    crew = [Reader(folder, seconds) for _one in range(min(PROCESSES, len(jobs)))]
    for reader in crew:
        threading.Thread(target=reader.work, args=(todo, events), daemon=True).start()
    read = []
    try:
        while len(read) < len(jobs):
            if cancelled():
                raise Unreadable("cancelled")
            read += _heard(events, len(jobs), progress)
    finally:
        for reader in crew:
            reader.stop()
    order = {path: place for place, path in enumerate(paths)}
    return sorted([*read, *unopened], key=lambda page: (order[page.path], page.position))


def read_region(picture: Path, box: Box, scale: float, *, seconds: float = 120) -> list[Line]:
    """Lines read off the part of a page's picture inside `box`, in points; `scale` is pixels to a
    point. Takes a tenth of a second for a line. Raises Unreadable."""
    reader = Reader(picture.parent, seconds)
    try:
        said = reader.ask({"picture": str(picture.resolve()), "box": box, "scale": scale})
    finally:
        reader.stop()
    if failure := said.get("failure"):
        raise Unreadable(failure if failure == "no-ocr" else "ocr-failed")
    return [
        Line(**{**line, "box": tuple(line["box"]), "edges": tuple(line["edges"])})
        for line in said["lines"]
    ]


def _heard(events, pages, progress) -> list[PageRead]:
    """The page that is finished, if one is within half a second."""
    try:
        number, said = events.get(timeout=0.5)
    except queue.Empty:
        return []
    if isinstance(said, PageRead):
        return [said]
    if isinstance(said, Exception):
        raise said
    progress(number, pages, said)
    return []


def _jobs(paths, folder, seconds) -> tuple[list[Job], list[PageRead]]:
    """The pages to read, and the files that cannot be opened."""
    counts, unopened = [], []
    reader = Reader(folder, seconds)
    try:
        for path in paths:
            try:
                counts.append((path, _count(path, reader)))
            except Unreadable as error:
                unopened.append((error, PageRead(path, 1, doubts={error.code: error.params})))
    finally:
        reader.stop()
    total = sum(pages for _path, pages in counts)
    if total > PAGES:
        raise Unreadable("pdf-book", name=paths[0].name, pages=total, limit=PAGES)
    if not counts:
        raise unopened[0][0]
    listed = ((path, page, pages) for path, pages in counts for page in range(1, pages + 1))
    jobs = [Job(*one, number) for number, one in enumerate(listed, 1)]
    return jobs, [page for _error, page in unopened]


def _count(path: Path, reader: "Reader") -> int:
    if path.stat().st_size > MEGABYTES * 1024 * 1024:
        raise Unreadable("too-large", name=path.name, limit=MEGABYTES)
    said = reader.ask({"file": str(path.resolve())})
    if said.get("pages"):
        return said["pages"]
    if "pages" in said:
        raise Unreadable("pdf-no-pages", name=path.name)
    code = "pdf-encrypted" if said["failure"] == "pdf-encrypted" else "pdf-broken"
    raise Unreadable(code, name=path.name)


class Reader:
    """A worker process, begun anew whenever a page has ended it."""

    def __init__(self, folder: Path, seconds: float):
        self.folder = folder.resolve()
        self.seconds = seconds
        self.process = None
        self.complaints = tempfile.TemporaryFile()  # noqa: SIM115 (lives as long as the reader)
        self.is_stopped = False
        self.lock = threading.Lock()

    def work(self, todo, events) -> None:
        """Read pages until none is left; tells (number, stage) and (number, PageRead)."""
        while not self.is_stopped:
            try:
                job = todo.get_nowait()
            except queue.Empty:
                break
            try:
                events.put((job.number, self._read(job, events)))
            except Exception as error:  # raised where the pages are awaited
                events.put((job.number, error))
        self.stop()

    def stop(self) -> None:
        self.is_stopped = True
        self._kill()
        with self.lock:
            self.complaints.close()

    def ask(self, job: dict, heard: Callable[[str], None] = lambda stage: None) -> dict:
        """All that the process said of a job, with a "failure" when it did not come to its end."""
        process, job = self._running(), {**job, "seconds": self.seconds}
        if process is None:
            return {"failure": "cancelled"}
        late = threading.Event()
        timer = threading.Timer(self.seconds, lambda: (late.set(), process.kill()))
        timer.start()
        said = {}
        for answer in _answers(process, job):
            said |= answer
            if "stage" in answer:
                heard(answer["stage"])
        timer.cancel()
        if "end" not in said:
            said.setdefault("failure", "page-slow" if late.is_set() else "page-broken")
            self._kill()
            if not self.is_stopped:
                where = job, said.get("stage"), said["failure"]
                logger.warning("%s at %s: %s\n%s", *where, self._last_words())
        return said

    def _read(self, job: Job, events) -> PageRead:
        stem = f"{job.number:03}"
        asked = {"file": str(job.path.resolve()), "page": job.page, "stem": stem}
        said = self.ask(asked, lambda stage: events.put((job.number, stage)))
        return _page_read(job, said, self.folder, self.seconds)

    def _running(self) -> subprocess.Popen | None:
        with self.lock:
            if self.process is None and not self.is_stopped:
                self.process = _started(self.folder, self.complaints)
            return self.process

    def _last_words(self) -> str:
        with self.lock:
            if self.complaints.closed:  # stopped meanwhile
                return ""
            self.complaints.seek(0)
            said = self.complaints.read().decode("utf-8", "replace")
        return said[-LAST_WORDS:].strip()

    def _kill(self) -> None:
        with self.lock:
            if self.process:
                self.process.kill()
                self.process.communicate()
            self.process = None


def _started(folder: Path, complaints: BinaryIO) -> subprocess.Popen:
    """A worker that knows nothing of the site: no settings, no database, no secrets."""
    return subprocess.Popen(  # noqa: S603 (words of our own)
        [sys.executable, "-m", WORKER, str(folder)],
        cwd=ROOT,
        env={"PATH": os.environ.get("PATH", ""), "PYTHONUTF8": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=complaints,
        text=True,
        encoding="utf-8",
    )


def _answers(process: subprocess.Popen, job: dict) -> Iterator[dict]:
    """What the process says of the job, until it says "end" or dies."""
    try:
        process.stdin.write(json.dumps(job) + "\n")
        process.stdin.flush()
        for line in process.stdout:
            answer = json.loads(line)
            yield answer
            if "end" in answer:
                return
    except (OSError, ValueError):
        return  # killed in the middle of a line, or before it could listen


def _page_read(job: Job, said: dict, folder: Path, seconds: float) -> PageRead:
    doubts = dict(said.get("doubts", {}))
    if failure := said.get("failure"):
        if failure == "page-broken" and said.get("stage") == "layout":
            failure = "layout-failed"
        doubts[failure] = {"name": job.path.name, "position": job.page, "seconds": int(seconds)}
    files = {kind: folder / said[kind] for kind in ("image", "pdf", "sheet") if kind in said}
    if job.pages == 1:
        files["pdf"] = job.path
    kept = (folder / said["reading"]).read_text("utf-8") if "reading" in said else ""
    return PageRead(
        job.path,
        job.page,
        said.get("width", 0.0),
        said.get("height", 0.0),
        reading=Reading.from_json(json.loads(kept)) if kept else None,
        text=said.get("text", "") if kept else "",
        photos={int(figure): folder / name for figure, name in said.get("photos", {}).items()},
        doubts=doubts,
        **files,
    )
