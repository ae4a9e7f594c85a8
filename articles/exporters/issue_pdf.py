"""An issue as one PDF, put together from those of its pages when first asked for, and kept."""

import hashlib
import logging
import os
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.cache import cache
from django.core.files import File
from django.core.files.storage import default_storage

MEGABYTES = 500  # of all pages
SECONDS = 20  # for all of it; a server in front waits longer
PAUSE = 600  # seconds until what went wrong is tried again
MERGER = "articles.exporters.merger"
ROOT = Path(__file__).resolve().parents[2]
_one_at_a_time = threading.Lock()
logger = logging.getLogger(__name__)


class NotNow(Exception):
    """Another issue is being put together, or this one could not be a while ago."""


def issue_pdf(issue, pages):
    """The name of the stored PDF of all `pages`, each of which has one; NotNow.

    Nothing in the media view makes it public: whoever hands it out has asked who may see it.
    """
    name = name_of(issue, pages)
    if not default_storage.exists(name):
        _make(name, pages)
    return name


def name_of(issue, pages):
    """Where the PDF of these pages as they are now is kept."""
    parts = "\n".join(f"{page.pk} {page.version} {page.pdf.name}" for page in pages)
    return f"issues/{issue.pk}/{hashlib.sha256(parts.encode()).hexdigest()[:32]}.pdf"


def _make(name, pages):
    """One at a time in each process of the server, so that others go on serving readers."""
    failed = f"unmerged:{name}"
    if cache.get(failed) or not _one_at_a_time.acquire(blocking=False):
        raise NotNow
    try:
        with TemporaryDirectory() as folder:
            _keep(_merged(pages, Path(folder)), name)
    except (OSError, subprocess.SubprocessError) as error:
        logger.warning("%s could not be put together: %r", name, error)
        cache.set(failed, True, PAUSE)
        raise NotNow from error
    finally:
        _one_at_a_time.release()


def _merged(pages, folder):
    """The path of the pages as one file; knows nothing of the site, its settings or secrets."""
    paths, size = [], 0
    for number, page in enumerate(pages, 1):
        size += page.pdf.size
        if size > MEGABYTES * 1024 * 1024:
            raise OSError(f"more than {MEGABYTES} MB")
        paths.append(folder / f"{number:03}.pdf")
        with page.pdf.open() as source, paths[-1].open("wb") as copy:
            copy.writelines(source.chunks())
    result = folder / "issue.pdf"
    subprocess.run(  # noqa: S603 (words of our own)
        [sys.executable, "-m", MERGER, result, *paths],
        cwd=ROOT,
        env={"PATH": os.environ.get("PATH", ""), "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=SECONDS,
        check=True,
    )
    return result


def _keep(path, name):
    """Store it, and forget what was made of earlier pages of the issue."""
    folder = name.rpartition("/")[0]
    outdated = []
    with suppress(FileNotFoundError):
        outdated += default_storage.listdir(folder)[1]
    with path.open("rb") as file:
        kept = default_storage.save(name, File(file))
    if kept != name:  # another process was faster
        outdated.append(kept.rpartition("/")[2])
    for file in outdated:
        if f"{folder}/{file}" != name:
            default_storage.delete(f"{folder}/{file}")
