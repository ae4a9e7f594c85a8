"""Folding: what search compares instead of the text, the same for what is printed and typed.

Width, case, traditional forms and invisible characters are levelled, character by character, so
that the fold of a part is always a part of the fold of the whole. traditional.txt holds pairs of
traditional and simplified characters, one for one: Unihan 15.0 kSimplifiedVariant, and the
variant forms of print (裏 for 裡) that kSemanticVariant or kZVariant lead to the same place.
"""

import re
import unicodedata
from pathlib import Path

# Padding, as in 林　晓 or between the lines of a headline, is the compositor's and is dropped;
# a space between words of a spaced script stays.
SPACED = "0-9a-z\u00c0-\u1fff"
PADDING = re.compile(rf"(?<![{SPACED} ]) +| +(?![{SPACED} ])| (?= )")
UNPRINTED = {"Cc", "Cf", "Cs"}


class _Table(dict):
    """{code point: its fold}, filled as characters are met."""

    def __missing__(self, code):
        self[code] = folded = _fold_character(chr(code))
        return folded


def _traditional():
    pairs = Path(__file__).with_name("traditional.txt").read_text(encoding="utf-8").split()
    return str.maketrans("".join(pairs[::2]), "".join(pairs[1::2]))


def _fold_character(character):
    """Zero to many characters; a space for any white space, and only for that."""
    if character.isspace():
        return " "
    if unicodedata.category(character) in UNPRINTED:
        return ""
    folded = unicodedata.normalize("NFKC", character).lower()
    return "".join(folded.split()).translate(TRADITIONAL)


TRADITIONAL = _traditional()
TABLE = _Table()


def fold(text):
    """`text` as search compares it, on one line."""
    folded = text.translate(TABLE)
    return PADDING.sub("", folded) if " " in folded else folded


def fold_with_offsets(text):
    """(fold of `text`, offsets): folded[i] was made from text[offsets[i]]."""
    loose = [TABLE[ord(character)] for character in text]
    folded = "".join(loose)
    padding = [range(*match.span()) for match in PADDING.finditer(folded)]
    if not padding and all(len(one) == 1 for one in loose):
        return folded, list(range(len(text)))
    offsets = [at for at, one in enumerate(loose) for _character in one]
    dropped = set().union(*padding)
    kept = [at for at in range(len(folded)) if at not in dropped]
    return "".join(folded[at] for at in kept), [offsets[at] for at in kept]
