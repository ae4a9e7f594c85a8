"""The zh-Hans catalogue is complete: every sentence of code and templates, none left in English."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "articles" / "locale" / "zh_Hans" / "LC_MESSAGES"
DOMAINS = [file.stem for file in CATALOGUE.glob("*.po")]


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_sentence_is_translated(domain):
    catalogue = polib.pofile(str(CATALOGUE / f"{domain}.po"))
    assert not [entry.msgid for entry in catalogue.untranslated_entries()]
    assert not [entry.msgid for entry in catalogue.fuzzy_entries()]


@pytest.mark.parametrize("domain", DOMAINS)
def test_compiled_catalogue_is_the_written_one(domain):
    def sentences(catalogue):
        return {(e.msgctxt, e.msgid): e.msgstr_plural or e.msgstr for e in catalogue}

    written = polib.pofile(str(CATALOGUE / f"{domain}.po"))
    compiled = polib.mofile(str(CATALOGUE / f"{domain}.mo"))
    assert sentences(compiled) == sentences(written)


@pytest.mark.parametrize("domain", DOMAINS)
def test_placeholders_survive_translation(domain):
    catalogue = polib.pofile(str(CATALOGUE / f"{domain}.po"))
    for entry in catalogue.translated_entries():
        if entry.msgid_plural:
            assert placeholders(entry.msgstr_plural[0]) == placeholders(entry.msgid_plural)
        else:
            assert placeholders(entry.msgstr) == placeholders(entry.msgid)


def placeholders(sentence):
    return set(re.findall(r"%\(\w+\)[sd]|\{\w+\}", sentence))


@pytest.mark.skipif(not shutil.which("xgettext"), reason="gettext is not installed")
def test_no_sentence_is_missing_from_the_catalogue(tmp_path):
    """Collect the sentences of a copy of the tree anew and compare."""
    for part in ("manage.py", "newsroom", "articles", "templates"):
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
        copy(ROOT / part, tmp_path / part)
    command = [sys.executable, "manage.py", "makemessages", "--all", "--no-location"]
    command += ["--no-obsolete", "--ignore", "articles/sample", "--verbosity", "0"]
    subprocess.run(command, cwd=tmp_path, check=True, env=os.environ | {"DEBUG": "true"})
    for domain in DOMAINS:
        fresh = polib.pofile(str(tmp_path / CATALOGUE.relative_to(ROOT) / f"{domain}.po"))
        kept = {entry.msgid for entry in polib.pofile(str(CATALOGUE / f"{domain}.po"))}
        assert not [entry.msgid for entry in fresh if entry.msgid not in kept]
