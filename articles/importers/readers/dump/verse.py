"""Poems: lines of verse gathered into stanzas, each a paragraph of several lines."""

import re
from collections.abc import Iterator
from itertools import groupby

from articles.importers.readers.dump.cuts import ROW, VERSE, ends_open
from articles.importers.readers.dump.desk import Desk
from articles.importers.readers.dump.lines import is_list_of_names
from articles.importers.readers.dump.stories import Text

FEWEST = 4  # lines before short lines without stops are taken for a poem
NEVER_IN_VERSE = re.compile(r"[：:\d]")
CLAUSES = re.compile(r"[，、；。？！]")


def set_stanzas(desk: Desk) -> None:
    """Gathers what is clearly verse; what only may be stays one paragraph to a line."""
    gathered = {}
    for story in desk.stories:
        for run in runs(story.texts):
            if is_free_verse(run) or is_regular_verse(run):
                for stanza in stanzas(run):
                    gathered |= gather(stanza)
        story.texts = [text for text in story.texts if id(text) not in gathered]
    for stray in desk.strays:
        stray.after = gathered.get(id(stray.after), stray.after)


def runs(texts: list[Text]) -> list[list[Text]]:
    """The runs of lines that are short enough for verse."""
    return [list(run) for short, run in groupby(texts, is_short_line) if short]


def is_short_line(text: Text) -> bool:
    return (
        text.kind == "text"
        and len(text.text) <= VERSE
        and not NEVER_IN_VERSE.search(text.text)
        and not ROW.match(text.text)
        and not is_list_of_names(text.text)
    )


def is_free_verse(run: list[Text]) -> bool:
    """Whether most lines stop without a stop."""
    return len(run) >= FEWEST and 2 * sum(ends_open(text.text) for text in run) > len(run)


def is_regular_verse(run: list[Text]) -> bool:
    """Whether all lines have the same clauses of five or seven characters."""
    measures = {tuple(map(len, CLAUSES.split(text.text))) for text in run}
    lines = len(run) * (1 if measures in ({(5, 0)}, {(7, 0)}) else 2)
    return lines >= FEWEST and measures in ({(5, 0)}, {(7, 0)}, {(5, 5, 0)}, {(7, 7, 0)})


def stanzas(run: list[Text]) -> Iterator[list[Text]]:
    """The run divided where more blank lines stand than between most of its lines."""
    usual = min(text.gap for text in run[1:])
    stanza: list[Text] = []
    for text in run:
        if stanza and text.gap > usual:
            yield stanza
            stanza = []
        stanza.append(text)
    yield stanza


def gather(stanza: list[Text]) -> dict[int, Text]:
    """Makes the first text the whole stanza; by the ids of the others, where they are now."""
    first, *others = stanza
    first.text = "\n".join(text.text for text in stanza)
    return {id(text): first for text in others}
