"""Fixtures every test may use. Media go to a folder of the test's own."""

import os
from dataclasses import replace

import django
import hypothesis
import pytest
from django.utils import translation
from xdist.scheduler import LoadScopeScheduling

from articles.search import words
from tests.press import press_pdf

# A bare `pytest` runs with the settings of a developer's machine.
os.environ.setdefault("DEBUG", "true")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
django.setup()

# How long an example takes says more about the machine than about the code.
hypothesis.settings.register_profile("newsroom", deadline=None)
hypothesis.settings.load_profile("newsroom")


class BrowserInOneProcess(LoadScopeScheduling):
    """Tests one by one to whichever process is free, but those of the browser all to one: they
    share a site that takes half a minute to set up.

    Not `--dist loadgroup`, which has no effect with this pytest: it writes the name of the group
    where nothing reads it any more.
    """

    def _split_scope(self, nodeid):
        return "browser" if nodeid.startswith("tests/browser/") else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return BrowserInOneProcess(config, log)


@pytest.fixture(autouse=True)
def media_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def no_background(settings):
    """A process of its own would look into another database."""
    settings.BACKGROUND_IMPORTS = False


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Hashing that is slow on purpose would be half of the suite's time."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def known_words(monkeypatch):
    """The newspapers' own words are read anew every few seconds: where statements are counted,
    when that is must not be left to the clock."""
    monkeypatch.setattr(words, "LOOK_AGAIN", float("inf"))


@pytest.fixture(autouse=True)
def default_language(settings):
    """What one test has asked for in English does not speak for the next."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(scope="session")
def press_record(tmp_path_factory):
    """The press PDF of `tests.press` as read, without its pictures."""
    from articles.importers.facsimile import issue  # needs the settings

    folder = tmp_path_factory.mktemp("press")
    (folder / "A01.pdf").write_bytes(press_pdf())
    record = issue.read([folder / "A01.pdf"], folder)
    return replace(record, pages=tuple(replace(p, image=None, pdf=None) for p in record.pages))


@pytest.fixture
def press_page(db, press_record):
    """Page A01 of that PDF in a draft issue, with its articles, photos, zones and make-up."""
    from articles.importers import load
    from articles.models import ImportRun
    from tests.factories import DAY, make_issue, make_newspaper

    newspaper = make_newspaper()
    run = ImportRun.objects.create(newspaper=newspaper, date=DAY, source_name="A01.pdf", size=1)
    run.issue = make_issue(newspaper, date=DAY)
    run.save()
    load.load(press_record, run.issue, run=run)
    return run.issue.pages.get(label="A01")
