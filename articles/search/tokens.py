"""What the index knows a text by: its terms.

Every character of a text begins a term, so that a word of any length can be looked up: pairs of
neighbours within a run of letters, digits, symbols and Han characters, the last character of the
run alone, and every punctuation mark by itself, written as "=" and its code. Terms of the parts
of an entry are there once more with the part's sign before them; its facts with "@", and so the
quarter and the week in which it was printed.
"""

import re
import unicodedata
from array import array
from datetime import date

from articles.search.entry import quarter, week

# Beyond these a longer word becomes no rarer; the exact check does the rest.
MOST_TERMS = 24
SIGNS = {"title": "#", "column": "+", "byline": "^"}


class _Gaps(dict):
    """{code point: the character, or a space for what is part of no run}."""

    def __missing__(self, code):
        character = chr(code)
        category = unicodedata.category(character)
        in_run = character.isalnum() or category[0] == "M" or category in {"So", "Co", "Cn"}
        self[code] = kept = character if in_run else " "
        return kept


GAPS = _Gaps()
ALPHANUMERIC = re.compile(r"[^\W_]+")
OTHER = re.compile(r"[^\w\s]|_")
BORDER = "\0"  # between runs; no folded text has it
ACROSS = re.compile(f"{BORDER}[^ ] ")


def terms(text):
    """All terms of a folded text, a space between them; some come more than once."""
    others = set(OTHER.findall(text))
    marks = {other for other in others if GAPS[ord(other)] == " "}
    # Nearly always the runs are what a regular expression finds ten times faster.
    runs = ALPHANUMERIC.findall(text) if marks == others else text.translate(GAPS).split()
    return " ".join([_pairs(runs), *map(_mark, marks)])


def entry_terms(entry):
    """The terms of a SearchEntry, likewise."""
    day = date.fromordinal(entry.day)
    chosen = [*entry.facts.split(), quarter(day), week(day)]
    found = [terms(entry.text), *(f"@{fact}" for fact in chosen)]
    for part, sign in SIGNS.items():
        found += [sign + term for term in terms(entry.text[entry.part(part)]).split()]
    return " ".join(found)


def _pairs(runs):
    """Two neighbours, a space, the next two; what ends a run stands alone.

    Half of what indexing takes would go into cutting the pairs out of the text one by one.
    """
    characters = array("I", (BORDER.join(runs) + BORDER).encode("utf-32-le"))
    pairs = array("I", [ord(" ")]) * (3 * len(characters) - 3)
    pairs[0::3] = characters[:-1]
    pairs[1::3] = characters[1:]
    return ACROSS.sub("", pairs.tobytes().decode("utf-32-le")).replace(BORDER, "").rstrip()


def wanted_terms(word):
    """Terms that every text containing the folded word has, the rarest kind only.

    A term of one character stands for all that begin with it.
    """
    runs = word.translate(GAPS).split()
    pairs = [run[at : at + 2] for run in runs for at in _covering(run)]
    return (pairs or runs or [_mark(mark) for mark in word if mark != " "])[:MOST_TERMS]


def is_term(word):
    """Whether a text has the word just when the index has its one term: no need to compare."""
    return len(word) == 2 and word.translate(GAPS) == word


def _covering(run):
    """Where pairs start that together cover the run: every second place, and the last."""
    return [*range(0, len(run) - 2, 2), len(run) - 2] if len(run) > 1 else []


def _mark(character):
    return f"={ord(character):x}"
