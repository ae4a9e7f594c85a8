"""What was typed, understood: the words a text has to contain, and where."""

import re
from typing import NamedTuple

from django.utils.translation import gettext as _

from articles.search.entry import label
from articles.text.fold import fold

LONGEST = 200
# In front of a word, with a colon after it, these say in which part of an article to look.
PARTS = {
    "title": ("标题", "题", "title", "intitle"),
    "byline": ("署名", "作者", "记者", "by", "author"),
    "column": ("栏目", "专栏", "column"),
    "page": ("版", "版面", "版次", "page"),
}
PART_OF = {fold(name): part for part, names in PARTS.items() for name in names}
LABEL = re.compile(r"[a-z]{0,4}[0-9]{1,3}")
# A pair of quotation marks keeps a phrase with spaces together; an unpaired one is a character.
WORD = re.compile(
    r"""(?P<minus>-(?=[^\s-]))?
    (?:(?P<part>[^\s:："“「]{1,10})[:：](?=\S))?
    (?:["＂](?P<quoted>[^"＂\n]+)["＂](?!\S)|“(?P<curved>[^“”\n]+)”(?!\S)
      |「(?P<cornered>[^「」\n]+)」(?!\S)|(?P<plain>\S+))""",
    re.VERBOSE,
)


class BadQuery(ValueError):
    """What was typed cannot be searched for; the message is for the person who typed it."""


class Word(NamedTuple):
    """Folded text that an article has, or must not have, in one of its parts or anywhere."""

    text: str
    part: str = ""
    is_excluded: bool = False


class Query(NamedTuple):
    """What an article has to contain: all `words`; and which `facts` it has to have."""

    words: tuple[Word, ...] = ()
    facts: tuple[str, ...] = ()

    @property
    def wanted(self):
        """The words that are to be there, to be ranked by and to be marked."""
        return [word for word in self.words if not word.is_excluded]

    @property
    def is_plain(self):
        """Whether it asks for words only, wherever they stand."""
        return not self.facts and not any(word.part or word.is_excluded for word in self.words)

    @property
    def is_empty(self):
        return not self.wanted and not self.facts


def parse(typed):
    """The Query of what was typed, each word once, in the order typed; or BadQuery."""
    if len(typed) > LONGEST:
        raise BadQuery(_("Search for at most %(count)d characters.") % {"count": LONGEST})
    words, facts = [], []
    for match in WORD.finditer(typed):
        word = _word(match)
        if word.part == "page":
            facts.append(_label(word))
        elif word.text:
            words.append(word)
    query = Query(tuple(dict.fromkeys(words)), tuple(dict.fromkeys(facts)))
    if words and query.is_empty:  # there is nothing to leave it out of: -19 is a temperature
        return Query(tuple(Word(text) for text in map(fold, typed.split()) if text))
    return query


def _word(match):
    phrase = match["quoted"] or match["curved"] or match["cornered"] or match["plain"]
    part = PART_OF.get(fold(match["part"] or ""), "")
    if match["part"] and not part:  # a colon like any other, as in 3:2
        phrase = match[0].removeprefix(match["minus"] or "")
    return Word(fold(phrase), part, bool(match["minus"]))


def _label(word):
    if word.is_excluded or not LABEL.fullmatch(word.text):
        raise BadQuery(_("After “page:” comes the label of a page, such as A01."))
    return f"l{label(word.text)}"
