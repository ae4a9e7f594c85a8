"""Three versions of one text made one: nothing that either side wrote is lost."""

from dataclasses import dataclass
from difflib import SequenceMatcher

P = "<p>"
ENOUGH = 12  # characters that are a paragraph's own


@dataclass(frozen=True, slots=True)
class Edit:
    """What stood in a text, at least one paragraph of it unless it had none, and stands now."""

    was: tuple[str, ...]
    now: tuple[str, ...]

    def made_in(self, paragraphs):
        """The paragraphs with the edit made; None when what it changes is not in them.

        What it changes may have got, or lost, the opening words that make a dateline and byline
        at the head of a story.
        """
        size = len(self.was)
        for at in range(len(paragraphs) - size + 1):
            now = self._now(tuple(paragraphs[at : at + size]))
            if now is not None:
                return [*paragraphs[:at], *now, *paragraphs[at + size :]]
        return None

    def _now(self, stands):
        """What is to stand instead of paragraphs that are those of old; None of any others."""
        if stands == self.was:
            return self.now
        if not stands or stands[1:] != self.was[1:] or not self.now:
            return None
        was, now = self.was[0], self.now[0]
        if more := _opening(stands[0], was):
            return (P + more + now.removeprefix(P), *self.now[1:])
        if (less := _opening(was, stands[0])) and now.startswith(P + less):
            return (P + now.removeprefix(P + less), *self.now[1:])
        return None


def _opening(paragraph, shorter):
    """What a paragraph has before the words of another one, of which there must be enough."""
    rest = shorter.removeprefix(P)
    if len(rest) < ENOUGH or not paragraph.startswith(P) or not paragraph.endswith(rest):
        return ""
    return paragraph.removeprefix(P).removesuffix(rest)


def edits(base, edited):
    """The Edits that make `edited` of `base`; what was put in is told with its neighbour."""
    found = []
    for tag, i, j, k, m in _matcher(base, edited).get_opcodes():
        if tag == "insert" and i:
            i, k = i - 1, k - 1
        elif tag == "insert" and base:
            j, m = j + 1, m + 1
        if tag != "equal":
            found.append(Edit(tuple(base[i:j]), tuple(edited[k:m])))
    return found


def merge_text(base, theirs, ours):
    """(text, whether the two sides differ): who alone changed `base` wins, else `theirs` does."""
    if ours in (base, theirs):
        return theirs, False
    return (ours, False) if theirs == base else (theirs, True)


def merge_paragraphs(base, theirs, ours):
    """(paragraphs, [(theirs, ours)] where both sides changed `base` in their own way).

    There the paragraphs of `theirs` stay; those of `ours` are only in the second list.
    """
    merged, differing = [], []
    for old, their, our in _stretches(list(base), list(theirs), list(ours)):
        kept, differs = merge_text(old, their, our)
        merged += kept
        if differs:
            differing.append((their, our))
    return merged, differing


def _stretches(base, theirs, ours):
    """(base, theirs, ours) piece by piece; between two pieces, both sides kept a paragraph."""
    their_place, our_place = _places(base, theirs), _places(base, ours)
    start = their_start = our_start = 0
    for at, paragraph in enumerate(base):
        if at not in their_place or at not in our_place:
            continue
        their, our = their_place[at], our_place[at]
        yield from _one_by_one(base[start:at], theirs[their_start:their], ours[our_start:our])
        yield [paragraph], [paragraph], [paragraph]
        start, their_start, our_start = at + 1, their + 1, our + 1
    yield from _one_by_one(base[start:], theirs[their_start:], ours[our_start:])


def _one_by_one(base, theirs, ours):
    """Neighbours that were changed and none added or taken out: each paragraph for itself."""
    if not len(base) == len(theirs) == len(ours):
        yield base, theirs, ours
        return
    for old, their, our in zip(base, theirs, ours, strict=True):
        yield [old], [their], [our]


def _places(base, side):
    """{index in base: index in side} of the paragraphs that `side` kept, in the order of both."""
    return {
        block.a + offset: block.b + offset
        for block in _matcher(base, side).get_matching_blocks()
        for offset in range(block.size)
    }


def _matcher(base, side):
    return SequenceMatcher(None, base, side, autojunk=False)
