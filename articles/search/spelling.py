"""What may have been meant, when nothing has what was typed: words that sound or look like it.

Offered are words of the dictionary, the newspapers' own among them, and what the newest headlines
say. The only importer of pypinyin, which knows the sounds of a character.
"""

import os
import re
import unicodedata
from functools import cache
from itertools import chain, groupby, islice
from typing import NamedTuple

from articles.search import match, words
from articles.search.query import LABEL, WORD, BadQuery, parse
from articles.text.fold import fold, fold_with_offsets

OFFERED = 3
TRIED = 5  # guesses of each kind, for each costs a statement
HEADLINES = 500
MOST_RUNS = 5
LONGEST_RUN = 12  # of Chinese characters without a space
LONGEST = 6
SOUNDS = 2  # of a character that has several, the commonest
HAN = range(0x4E00, 0x9FA6)
# Of what is not a letter, all but the marks that mean something to a search.
MARKS = re.compile(r"(?!(?<!\S)-(?=\w))[^\w\s:：]+")
RUN = re.compile(f"[{chr(HAN.start)}-{chr(HAN.stop - 1)}]{{2,}}")
# What many take for the same: z and zh, n and l, h and f (hua and fa), in and ing.
NEARLY = [
    (r"^([zcs])h", r"\1"),
    (r"^n", "l"),
    (r"^h", "f"),
    (r"^fu(?=[aeo])", "f"),
    (r"^fui", "fei"),
    (r"^fon", "fen"),
    (r"([aei]n)g$", r"\1"),
]


class Run(NamedTuple):
    """Chinese characters without a space between them, as typed[start:end] and folded."""

    start: int
    end: int
    text: str


class Guess(NamedTuple):
    """A word for some characters of a run, from `at` on; the likelier, the smaller it is."""

    is_near: bool  # it sounds nearly, not just, like what was typed
    is_strange: bool  # to the newspapers
    changes: int
    rarity: float
    word: str
    at: int
    length: int
    run: Run

    def instead(self, typed):
        """What was typed, with the word in its place."""
        text, end = self.run.text, self.at + self.length
        run = text[: self.at] + self.word + text[end:]
        return typed[: self.run.start] + run + typed[self.run.end :]


def suggestions(articles, typed):
    """What to search for instead, best first, OFFERED at most; each finds some of `articles`.

    First what says the same more plainly. Then one word is changed; what else was typed stays:
    fields, quotation marks, Latin words.
    """
    found = []
    words.learn(articles.db)
    try:
        with match.in_time(articles):
            guesses = chain(_plainer(typed), _guesses(typed, _headlines(articles)))
            found += islice((text for text in guesses if _is_found(articles, text)), OFFERED)
    except BadQuery:
        pass  # trying took too long, or what was typed cannot be understood: then nothing helps
    return found


def _plainer(typed):
    """Without punctuation; and what may be meant for the label of a page."""
    plain = " ".join(MARKS.sub(" ", typed).split())
    if plain not in {"", typed}:
        yield plain
    if LABEL.fullmatch(fold(typed)):
        yield f"版:{typed}"


def _is_found(articles, text):
    return bool(match.Finder(articles, parse(text), match.ALWAYS).some(1))


def _headlines(articles):
    """What the newest of them have for headlines, folded, one to a line."""
    newest = articles.order_by("-public_from", "id").values_list("headline", flat=True)
    return "\n".join(map(fold, newest[:HEADLINES]))


def _guesses(typed, headlines):
    """The likeliest texts, best first: what sounds the same, then nearly, then what looks so."""
    runs, tried = list(islice(_runs(typed), MOST_RUNS)), {typed}
    for guessing in (_sounding, _looking):
        guesses = sorted(guess for run in runs for guess in guessing(run, headlines))
        for _is_near, alike in groupby(guesses, key=lambda guess: guess.is_near):
            texts = dict.fromkeys(guess.instead(typed) for guess in alike)
            yield from [text for text in texts if text not in tried][:TRIED]
            tried |= texts.keys()


def _runs(typed):
    """The Runs among the words that are to be found."""
    for word in WORD.finditer(typed):
        if word["minus"]:
            continue
        here = word.start(word.lastgroup)
        folded, offsets = fold_with_offsets(word[word.lastgroup])
        for run in RUN.finditer(folded):
            if len(run[0]) <= LONGEST_RUN:
                start, end = offsets[run.start()], offsets[run.end() - 1] + 1
                yield Run(here + start, here + end, run[0])


def _sounding(run, headlines):
    """Guesses of as many characters that sound, or nearly sound, the same."""
    text, known = run.text, words.known()
    for at in range(len(text) - 1):
        for word in _heard(text[at : at + LONGEST]):
            piece = text[at : at + len(word)]
            if word != piece and not (known.get(piece) and piece != text):
                yield _guess(run, at, len(piece), word, headlines)
    if len(text) <= LONGEST:
        alike = "".join(f"[{_alike(character)}]" for character in text)
        for word in set(re.findall(f"(?=({alike}))", headlines)) - {text}:
            yield _guess(run, 0, len(text), word, headlines)


def _heard(text):
    """Words of the dictionary that sound like the beginnings of a text, letter by letter."""
    known = words.known()
    heard = [""]
    for character in text:
        longer = (start + other for start in heard for other in _alike(character))
        heard = [word for word in longer if word in known]
        yield from (word for word in heard if len(word) > 1 and known[word])


def _looking(run, headlines):
    """Guesses with one character other than typed, one more, one less, or two exchanged.

    Half of two characters is no likeness: but for their exchange, only own words are offered.
    """
    text, own = run.text, words.own()
    if len(text) > LONGEST:
        return
    known = {word for word in _edits(text) if len(word) > 1 and words.known().get(word)}
    likely = known if len(text) > 2 else known & {*own, text[::-1]}
    if len(text) > 2:
        others = "|".join(f"(?=({text[:at]}.{text[at + 1 :]}))" for at in range(len(text)))
        likely |= {word for found in re.findall(others, headlines) for word in found if word}
    for word in likely - {text}:
        yield _guess(run, 0, len(text), word, headlines)


def _edits(text):
    """The texts that are one slip away."""
    for at in range(len(text) + 1):
        head, tail = text[:at], text[at + 1 :]
        yield head + tail
        yield head + tail[:1] + text[at : at + 1] + tail[1:]
        if not head or head in words.known():
            for character in _characters():
                yield head + character + tail
                yield head + character + text[at:]


def _guess(run, at, length, word, headlines):
    piece = run.text[at : at + length]
    pairs = list(zip(piece, word, strict=False))
    changes = sum(typed != meant for typed, meant in pairs) + length - len(pairs)
    is_familiar = word in words.own() or word in headlines
    return Guess(
        is_near=any(not set(_sounds(typed)) & set(_sounds(meant)) for typed, meant in pairs),
        is_strange=not is_familiar,
        changes=1 if sorted(piece) == sorted(word) else changes,
        rarity=words.rarity(word),
        word=word,
        at=at,
        length=length,
        run=run,
    )


@cache
def _characters():
    """Those that words are made of."""
    return sorted(
        {character for word in list(words.known()) for character in word if ord(character) in HAN}
    )


def _alike(character):
    """The characters that sound, or nearly sound, the same."""
    heard = [_by_sound().get(sound, "") for sound in _heard_as(character)]
    return "".join(dict.fromkeys(character + "".join(heard)))


@cache
def _by_sound():
    """{a sound, or as it is nearly heard: its characters}"""
    characters = {}
    for character in map(chr, HAN):
        for sound in _heard_as(character):
            characters[sound] = characters.get(sound, "") + character
    return characters


def _heard_as(character):
    """Its sounds, and with "~" how the commonest is nearly heard."""
    sounds = _sounds(character)
    return [*sounds, *(f"~{_near(sound)}" for sound in sounds[:1])]


@cache
def _near(sound):
    for pattern, heard in NEARLY:
        sound = re.sub(pattern, heard, sound)
    return sound


def _sounds(character):
    """Without their tones, the commonest first."""
    accented = unicodedata.normalize("NFD", _pinyin().get(ord(character), ""))
    plain = "".join(filter(str.isascii, accented))
    return list(dict.fromkeys(filter(None, plain.split(","))))[:SOUNDS]


@cache
def _pinyin():
    """{code point: "dù,duó"}, without the table of phrases: 45 MB and a second of loading."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin.pinyin_dict import pinyin_dict

    return pinyin_dict
