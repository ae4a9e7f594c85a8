"""What changed between two texts, to the character: Chinese has no words to compare by."""

import re
from difflib import SequenceMatcher
from itertools import groupby

SAME, DELETED, INSERTED, ELIDED = "same", "deleted", "inserted", "elided"
CONTEXT = 16
# Half a tag means nothing, so that in HTML each is one unit.
UNIT = re.compile(r"<[^<>]*>|.", re.DOTALL)
# A single character kept between two changes reads worse than one longer change; a line's end
# is no such character.
SHORTEST_KEPT = 2


def difference(old, new):
    """[(kind, text)] that tells `old` and `new` apart; the kinds are the constants above.

    Lines are compared first, characters only within changed lines: an article of ten thousand
    characters would otherwise take seconds.
    """
    parts = []
    for tag, a, b in _opcodes(old.splitlines(keepends=True), new.splitlines(keepends=True)):
        a, b = "".join(a), "".join(b)
        parts += [(SAME, a)] if tag == "equal" else _by_character(a, b)
    return [(kind, text) for kind, text in _merged(parts) if text]


def elided(parts, context=CONTEXT):
    """The same list with the middle of long unchanged stretches left out."""
    last = len(parts) - 1
    for index, (kind, text) in enumerate(parts):
        before = context if index > 0 else 0
        after = context if index < last else 0
        if kind != SAME or len(text) <= before + after + context:
            yield kind, text
            continue
        pieces = [(SAME, text[:before]), (ELIDED, "…"), (SAME, text[len(text) - after :])]
        yield from (piece for piece in pieces if piece[1])


def _opcodes(old, new):
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield tag, old[i:j], new[k:m]


def _by_character(old, new):
    parts = []
    for tag, a, b in _opcodes(UNIT.findall(old), UNIT.findall(new)):
        a, b = "".join(a), "".join(b)
        if tag == "equal" and (len(a) >= SHORTEST_KEPT or a == "\n"):
            parts.append((SAME, a))
        else:
            parts += [(DELETED, a), (INSERTED, b)]
    return parts


def _merged(parts):
    """Neighbouring changes as one deletion followed by one insertion."""
    for is_same, run in groupby(parts, key=lambda part: part[0] == SAME):
        run = list(run)
        for kind in (SAME,) if is_same else (DELETED, INSERTED):
            yield kind, "".join(text for k, text in run if k == kind)
