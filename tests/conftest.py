"""Fixtures every test may use. Media go to a folder of the test's own."""

import os

import django
import pytest
from django.utils import translation

from articles.search import words

# A bare `pytest` runs with the settings of a developer's machine.
os.environ.setdefault("DEBUG", "true")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
django.setup()


@pytest.fixture(autouse=True)
def media_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


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
