"""Pieces that were cut loose or put out of order: where each may belong."""

import re
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass

from articles.importers.readers.dump.cuts import ends_open, is_prose, seam
from articles.importers.readers.dump.desk import Desk
from articles.importers.readers.dump.likeness import Likeness
from articles.importers.readers.dump.stories import Story, Stray, Text

ENOUGH = 4  # candidates shown to the editor
MOST_COMPARED = 200  # pieces of one page compared by their words; a real page has a handful
MOST_CHARACTERS = 300_000

WHOLE_QUOTE = re.compile(r"“[^“”]{20,}”")
SPEAKS = re.compile(
    r"说|表示|介绍|告诉|坦言|透露|指出|认为|回忆|感叹|笑言|强调|称|道[，,：:。]|[：:]$"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A piece may come after this paragraph of the story, or first when `after` is None."""

    story: Story
    after: Text | None
    score: float
    why: str
    joins: bool = False


def is_unfinished(text: Text) -> bool:
    is_stanza = "\n" in text.text
    return text.kind == "text" and not is_stanza and is_prose(text.text) and ends_open(text.text)


def set_lone_quotes_aside(desk: Desk) -> None:
    """In a story with cuts, a quotation nobody speaks has lost its speaker and its place."""
    for story in desk.stories:
        if story.broken:
            for above, text, below in neighbours(story.texts):
                if WHOLE_QUOTE.fullmatch(text.text) and not spoken(above, below):
                    story.texts.remove(text)
                    desk.strays.append(Stray(text.line, text.text, "orphan", story, above))


def neighbours(texts: list[Text]) -> list[tuple[Text | None, Text, Text | None]]:
    return list(zip([None, *texts], texts, [*texts[1:], None], strict=False))


def spoken(above: Text | None, below: Text | None) -> bool:
    return any(text and SPEAKS.search(text.text) for text in (above, below))


def put_in_order(story: Story, likeness: Likeness) -> None:
    """Moves the paragraphs of a displaced column under the subheads they clearly speak of.

    A column runs on: a paragraph that says nothing decisive follows the one above it, and the
    first follows the cut piece at the column's head.
    """
    target, cut = None, ""
    for text in [text for text in story.texts if text.cut]:
        sections = sections_of(story.texts)
        own = next(section for section in sections if text in section)
        if text.cut != cut:
            target, cut = clear_section(text.cut, own, sections, likeness), text.cut
        target = clear_section(text.text, own, sections, likeness) or target
        if target and target is not own[0]:
            move_under(target, text, story)
            story.doubt("reordered", line=text.line, subhead=target.text)


def clear_section(
    words: str, own: list[Text], sections: list[list[Text]], likeness: Likeness
) -> Text | None:
    """The first text of the section the words clearly belong to, or None."""
    scores = [
        (likeness(words, " ".join(text.text for text in section if not text.cut)), -i)
        for i, section in enumerate(sections)
    ]
    (best, i), second = max(scores), sorted(scores)[-2][0] if len(scores) > 1 else 0.0
    return sections[-i][0] if best >= 1.5 and best >= 2 * second else None


def move_under(head: Text, text: Text, story: Story) -> None:
    """Sets the text last in the section that begins with `head`."""
    story.texts.remove(text)
    section = next(section for section in sections_of(story.texts) if section[0] is head)
    story.texts.insert(story.texts.index(section[-1]) + 1, text)
    text.cut = ""


def sections_of(texts: list[Text]) -> list[list[Text]]:
    """The texts under each subhead; the first section has none."""
    sections: list[list[Text]] = [[]]
    for text in texts:
        if text.kind == "subhead" and sections[-1]:
            sections.append([])
        sections[-1].append(text)
    return sections


class Places:
    """Where the stray pieces of one page may belong."""

    def __init__(self, desk: Desk):
        self.desk = desk
        self.likeness = likeness_of(desk)
        texts = [(text, story) for story in desk.stories for text in story.texts]
        self.texts = sorted(texts, key=line_of)
        self.unfinished = [pair for pair in self.texts if is_unfinished(pair[0])]
        self.starts = [story.line for story in desk.stories]

    def best(self, stray: Stray) -> list[Place]:
        """The likeliest places, best first, one for each paragraph."""
        found = [*self.near(stray)]
        if stray.code == "orphan":
            found += [*self.by_sentence(stray), *self.by_words(stray)]
        best: dict[tuple, Place] = {}
        for place in sorted(found, key=lambda place: -place.score):
            best.setdefault((id(place.story), id(place.after)), place)
        return list(best.values())[:ENOUGH]

    def near(self, stray: Stray) -> Iterator[Place]:
        """The story the piece stands in; else the ends of the stories around it, nearest first.

        What stands above every story, such as 编者按, may be the beginning of one.
        """
        if stray.story:
            yield Place(stray.story, stray.after, 0.7, "nearby")
            return
        index = bisect(self.starts, stray.line)
        around = [index - 1, index, index - 2, index + 1]
        for rank, i in enumerate(i for i in around if 0 <= i < len(self.starts)):
            story = self.desk.stories[i]
            last = story.texts[-1] if story.texts and index else None
            yield Place(story, last, 0.25 - 0.05 * rank, "nearby")

    def by_sentence(self, stray: Stray) -> Iterator[Place]:
        """Paragraphs that stop in mid-sentence."""
        for text, story in around(stray, self.unfinished, 30):
            known = 0.3 if seam(text.text, stray.text) in self.desk.met else 0.0
            known += 0.3 if closes_quotation(text.text, stray.text) else 0.0
            score = 0.45 + known + same_story(stray, story)
            yield Place(story, text, score, "open-sentence", joins=True)

    def by_words(self, stray: Stray) -> Iterator[Place]:
        """Paragraphs that speak of the same things."""
        if not self.likeness:
            return
        for text, story in around(stray, self.texts, 300):
            shared = self.likeness(stray.text, text.text) if text.kind == "text" else 0
            if shared >= 0.5 and not is_unfinished(text):
                score = 0.8 * shared / (shared + 2) - 0.1 + same_story(stray, story)
                yield Place(story, text, score, "shared-words")


def closes_quotation(before: str, after: str) -> bool:
    """Whether a quotation is left open in the one and ends in the other."""
    opened = before.count("“") > before.count("”")
    return opened and after.find("”") > -1 and "“" not in after[: after.find("”")]


def line_of(pair: tuple[Text, Story]) -> int:
    return pair[0].line


def same_story(stray: Stray, story: Story) -> float:
    return 0.25 if story is stray.story else 0.0


def around(stray: Stray, texts: list, reach: int) -> list[tuple[Text, Story]]:
    """So many paragraphs on either side in the source, to keep huge files quick."""
    index = bisect(texts, stray.line, key=line_of)
    return texts[max(0, index - reach) : index + reach]


def likeness_of(desk: Desk) -> Likeness | None:
    """A comparison for the page, or None when there is too much to compare."""
    texts = [text.text for story in desk.stories for text in story.texts]
    texts += [stray.text for stray in desk.strays]
    if len(desk.strays) > MOST_COMPARED or sum(map(len, texts)) > MOST_CHARACTERS:
        return None
    return Likeness(texts)
