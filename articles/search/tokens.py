"""What the index knows a text by (its terms), and what jieba takes for words.

Every character of a text begins a term, so that a word of any length can be looked up: pairs of
neighbours within a run of letters, digits, symbols and Han characters, the last character of the
run alone, and every punctuation mark by itself, written as "=" and its code.
"""

import logging
import unicodedata
from functools import cache

CONTEXT = 4  # characters either side that decide how a place is cut into words
# Beyond these a longer word becomes no rarer; the exact check does the rest.
MOST_TERMS = 24


class _Gaps(dict):
    """{code point: the character, or a space for what is part of no run}."""

    def __missing__(self, code):
        character = chr(code)
        category = unicodedata.category(character)
        in_run = character.isalnum() or category[0] == "M" or category in {"So", "Co", "Cn"}
        self[code] = kept = character if in_run else " "
        return kept


GAPS = _Gaps()


def terms(text):
    """All terms of a folded text."""
    runs = text.translate(GAPS) + " "
    pairs = set(map(str.__add__, runs, runs[1:]))  # that of the last character has a space for it
    marks = set(text) - set(runs) - {"\n"}
    return {pair.rstrip() for pair in pairs if pair[0] != " "} | set(map(_mark, marks))


def entry_terms(text, title_length):
    """The terms of a SearchEntry: those of its title once more, with "#" before them."""
    return terms(text) | {f"#{term}" for term in terms(text[:title_length])}


def wanted_terms(word):
    """Terms that every text containing the folded word has, the rarest kind only.

    A term of one character stands for all that begin with it.
    """
    runs = word.translate(GAPS).split()
    pairs = [run[at : at + 2] for run in runs for at in _covering(run)]
    return (pairs or runs or [_mark(mark) for mark in word if mark != " "])[:MOST_TERMS]


def _covering(run):
    """Where pairs start that together cover the run: every second place, and the last."""
    return [*range(0, len(run) - 2, 2), len(run) - 2] if len(run) > 1 else []


def _mark(character):
    return f"={ord(character):x}"


def is_word(text, start, end):
    """Whether jieba would cut where text[start:end] begins and ends: not around 产品[和服]务."""
    if not _crossed(text, start) and not _crossed(text, end):
        return True
    left = max(start - CONTEXT, text.rfind("\n", 0, start) + 1)
    here = text[left : end + CONTEXT].partition("\n")[0]
    return {start - left, end - left} <= _cuts(here)


def _crossed(text, at):
    """Whether a word of the dictionary, or a Latin one, reaches across the place."""
    known = _jieba().dt.FREQ
    around = text[max(0, at - CONTEXT + 1) : at + CONTEXT - 1]
    middle = min(at, CONTEXT - 1)
    if around[middle - 1 : middle + 1].isascii():
        return True
    return any(
        known.get(around[left:right])
        for left in range(middle)
        for right in range(middle + 1, min(len(around), left + CONTEXT) + 1)
    )


def _cuts(text):
    """Where words begin and end in a short text, as a set of positions."""
    cuts, at = {0}, 0
    for word in _jieba().cut(text, HMM=False):
        at += len(word)
        cuts.add(at)
    return cuts


@cache
def _jieba():
    """Loaded by the first search of a process; no other process pays its 60 MB."""
    import jieba

    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()
    return jieba
