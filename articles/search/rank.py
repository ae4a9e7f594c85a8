"""How well an article answers a query: a number made of its folded text and its age alone.

Computed here and not in SQL, so that every database gives the same order. Titles weigh most; a
place where the word stands as a word counts four times one where its characters only meet; the
tenth mention adds little, and less in a long text; a year costs a tenth.
"""

from itertools import islice

from articles.search.tokens import is_word

IN_TITLE = 3.0
BY_ACCIDENT = 0.25
A_YEAR = 0.1
SECONDS_A_YEAR = 365.25 * 24 * 3600
USUAL_LENGTH = 600
SATURATION = 1.2  # bm25's k1; the length corrects half of it
PLACES = 3  # looked at by jieba in each part of a text; the others are taken for the same


def score(words, text, title_length, age):
    """Higher is better; `age` is a timedelta, from wherever it is counted."""
    title, rest = text[:title_length], text[title_length:]
    half_way = SATURATION * (0.5 + 0.5 * len(rest) / USUAL_LENGTH)
    total = -A_YEAR * age.total_seconds() / SECONDS_A_YEAR
    for word in words:
        mentions = _mentions(word, rest)
        total += (SATURATION + 1) * mentions / (mentions + half_way)
        total += IN_TITLE * min(1, _mentions(word, title))
    return total


def _mentions(word, text):
    """How often the text has the word, accidents counted for less."""
    places = list(islice(_places(word, text), PLACES))
    if not places:
        return 0
    meant = sum(is_word(text, at, at + len(word)) for at in places) / len(places)
    return text.count(word) * (BY_ACCIDENT + (1 - BY_ACCIDENT) * meant)


def _places(word, text):
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + len(word))
