"""lay_out(): a page as extracted becomes a page as understood: stories, and what stands apart."""

from dataclasses import dataclass, field, replace
from itertools import groupby

from articles.importers.facsimile import apart, columns, figures, heads, linking
from articles.importers.facsimile.ground import Ground, distance, ground_of
from articles.importers.facsimile.lines import set_lines
from articles.importers.facsimile.linking import GUESSED, IN_DOUBT, SURE, Links
from articles.importers.facsimile.order import in_order
from articles.importers.facsimile.parts import Head, Part
from articles.importers.facsimile.records import (
    BYLINE,
    HEADLINE,
    JUMP,
    KICKER,
    LABEL,
    SUBHEAD,
    SUBHEADLINE,
    TEXT,
    UNPLACED,
    Block,
    Figure,
    Line,
    Reading,
    Sheet,
)

HEAD_ORDER = (LABEL, KICKER, HEADLINE, SUBHEADLINE, BYLINE, JUMP)
MOST_LINES = 4000  # a page of more is a table or a mistake: its lines stay unplaced
UNTITLED = 4  # lines of text without a headline that make a story
FULL = 7  # characters to a line of prose, on the average
ASIDE = 5.0  # em from a story to what may belong to it
UNSURE, NO_HEADLINE, NO_TEXT = "unsure-link", "no-headline", "no-text-below"


@dataclass(eq=False)
class Story:
    head: Head | None
    texts: list[Part] = field(default_factory=list)
    captions: list[Part] = field(default_factory=list)
    jumps: list[Part] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)  # numbers from 1

    @property
    def parts(self) -> list[Part]:
        return [*(self.head.parts if self.head else ()), *self.texts, *self.captions, *self.jumps]


def lay_out(sheet: Sheet, *, trusts_stream: bool = True) -> Reading:
    """Every character that is not blank stands in exactly one block of the Reading."""
    lines, strays, orders = set_lines(sheet, trusts_stream=trusts_stream)
    if len(lines) > MOST_LINES:
        return _as_it_is(sheet, [*lines, *strays])
    ground = ground_of(sheet, lines)
    furniture, lines = apart.take_furniture(lines, orders, ground)
    stories, links = _stories(lines, orders, ground, trusts_stream)
    orphans = _place_orphans(stories, links, ground)
    aside = _take_adverts(stories, orphans, ground)
    for story in stories:
        story.texts = in_order(story.texts, ground.em, trusts_stream=trusts_stream)
    return _Writer(sheet, links).write(
        furniture, _in_page_order(stories, ground.em), [*aside, *orphans], strays, ground
    )


def _as_it_is(sheet: Sheet, lines: list[Line]) -> Reading:
    blocks = tuple(Block(at, UNPLACED, (line,)) for at, line in enumerate(lines, start=1))
    return Reading(sheet.width, sheet.height, blocks)


def _stories(lines: list[Line], orders: dict, ground: Ground, trusts_stream: bool):
    labels, lines = apart.take_labels(lines, orders, ground)
    headlines, lines = heads.find_headlines(lines, orders, ground)
    blocks = columns.group_columns(lines, orders, ground)
    captions, blocks = figures.find_captions(blocks, ground)
    blocks, headlines = columns.join_subheads(blocks, headlines, orders, ground)
    found, blocks = heads.attach(headlines, blocks, labels, ground)
    jumps = [block for block in blocks if columns.is_jump(block.text)]
    blocks = [block for block in blocks if block not in jumps]
    links = linking.link(found, blocks, ground, trusts_stream=trusts_stream)
    owners = figures.owners(found, blocks, captions, ground, links)
    stories = {id(head): Story(head) for head in found}
    for block in blocks:
        owner = links.owner.get(id(block))
        (stories[id(owner)].texts if owner else links.loose).append(block)
    for caption in captions:
        owner = owners.get(caption.figure)
        (stories[id(owner)].captions if owner else links.loose).append(caption)
    for number, owner in owners.items():
        stories[id(owner)].pictures.append(number)
    for jump in jumps:
        _give_jump(jump, list(stories.values()), links)
    return list(stories.values()), links


def _give_jump(jump: Part, stories: list[Story], links: Links) -> None:
    """（下转第2版） belongs to the text it ends, which stands above it or beside."""
    jump.role = JUMP
    ended = [
        (distance(text.box, jump.box) + (100 if text.top > jump.top else 0), at)
        for at, story in enumerate(stories)
        for text in story.texts
        if text.home == jump.home
    ]
    if ended:
        stories[min(ended)[1]].jumps.append(jump)
    else:
        links.loose.append(jump)


def _place_orphans(stories: list[Story], links: Links, ground: Ground) -> list[Part]:
    """Give text that no headline owns to the story it lies in or by, as a guess; a longer stretch
    is a story without headline. What is left is returned."""
    left = []
    chains = groupby(
        sorted(links.loose, key=lambda part: id(links.first_of(part))),
        key=lambda part: id(links.first_of(part)),
    )
    known = list(stories)
    for chain in [list(parts) for _first, parts in chains]:
        texts = [part for part in chain if part.role == TEXT]
        others = [part for part in chain if part.role != TEXT]
        if _is_prose([line for part in texts for line in part.lines]):
            stories.append(Story(None, texts, others))
            continue
        for part in chain:
            story = _story_by(part, known, ground)
            if story:
                (story.texts if part.role == TEXT else story.captions).append(part)
                links.confidence[id(part)] = GUESSED
            else:
                left.append(part)
    return left


def _is_prose(lines: list[Line]) -> bool:
    """Enough full lines for a story: the cells of a table are not."""
    return len(lines) >= UNTITLED and sum(len(line.text) for line in lines) >= FULL * len(lines)


def _story_by(part: Part, stories: list[Story], ground: Ground) -> Story | None:
    near = [
        (distance(own.box, part.box), at)
        for at, story in enumerate(stories)
        for own in story.parts
        if own.home == part.home
        and not ground.is_ruled(
            min(own.bottom, part.bottom), max(own.top, part.top), part.left, part.right
        )
    ]
    gap, at = min(near, default=(ground.width, 0))
    return stories[at] if gap < ASIDE * ground.em else None


def _take_adverts(stories: list[Story], orphans: list[Part], ground: Ground) -> list[Part]:
    """The parts of adverts and notices, taken out of `stories`; in a frame of theirs all is."""
    aside: list[Part] = []
    for home in range(len(ground.homes)):
        framed = [s for s in stories if s.parts and all(p.home == home for p in s.parts)]
        lone = [part for part in orphans if part.home == home]
        parts = [part for story in framed for part in story.parts]
        if taken := _take(framed, [*parts, *lone], stories, ground):
            aside += taken
            orphans[:] = [part for part in orphans if part not in lone]
    for story in list(stories):
        aside += _take([story], story.parts, stories, ground)
    return aside


def _take(taken: list[Story], parts: list[Part], stories: list[Story], ground: Ground):
    kind = apart.kind_of(parts, ground)
    if not kind:
        return []
    for story in taken:
        stories.remove(story)
    for part in parts:
        part.role = kind
    return parts


def _in_page_order(stories: list[Story], em: float) -> list[Story]:
    """From the top; what begins at one height from the left."""
    rows: list[list[Story]] = []
    tops = {id(s): min(p.top for p in (s.head.parts if s.head else s.texts)) for s in stories}
    for story in sorted(stories, key=lambda one: tops[id(one)]):
        if rows and tops[id(story)] - tops[id(rows[-1][0])] < 2 * em:
            rows[-1].append(story)
        else:
            rows.append([story])
    return [s for row in rows for s in sorted(row, key=lambda one: one.parts[0].left)]


class _Writer:
    """Numbers blocks and stories as they are written into the Reading."""

    def __init__(self, sheet: Sheet, links: Links):
        self.sheet, self.links, self.blocks = sheet, links, []

    def write(self, furniture, stories, aside, strays, ground: Ground) -> Reading:
        for part in furniture:
            self.add(part.role, part.lines)
        owners = {}
        for number, story in enumerate(stories, start=1):
            self.write_story(number, story)
            owners |= dict.fromkeys(story.pictures, number)
        for part in aside:
            is_ours = part.role in (TEXT, JUMP, "caption", BYLINE)
            self.add(UNPLACED if is_ours else part.role, part.lines)
        for line in strays:
            self.add(UNPLACED, [line])
        pictures = tuple(
            Figure(number, box, owners.get(number, 0))
            for number, box in enumerate(ground.pictures, start=1)
        )
        return Reading(self.sheet.width, self.sheet.height, tuple(self.blocks), pictures)

    def add(self, role: str, lines: list[Line], **known) -> None:
        self.blocks.append(Block(len(self.blocks) + 1, role, tuple(lines), **known))

    def certainty(self, part: Part) -> tuple[float, tuple[str, ...]]:
        """(how sure it is that the part belongs to its story, the doubt to tell)"""
        sure = self.links.confidence.get(id(part), SURE)
        return sure, (UNSURE,) if sure < IN_DOUBT else ()

    def write_story(self, number: int, story: Story) -> None:
        if story.head:
            ranked = sorted(
                story.head.parts, key=lambda part: (HEAD_ORDER.index(part.role), part.top)
            )
            doubts = () if story.texts or story.captions else (NO_TEXT,)
            for part in ranked:
                told = doubts if part.role == HEADLINE else ()
                self.add(part.role, part.lines, story=number, confidence=SURE, doubts=told)
        before = None
        for part in story.texts:
            self.write_text(number, part, before, is_first=not (before or story.head))
            before = part
        for part in [*story.captions, *story.jumps]:
            sure, doubts = self.certainty(part)
            known = {"figure": part.figure, "confidence": sure, "doubts": doubts}
            self.add(part.role, part.lines, story=number, **known)

    def write_text(self, number: int, part: Part, before: Part | None, *, is_first: bool) -> None:
        """The part as blocks of text and of subheads, its paragraphs marked."""
        sure, doubts = self.certainty(part)
        doubts += (NO_HEADLINE,) if is_first else ()
        lines = [replace(line, opens=opens) for line, opens in _opening(part, before)]
        pieces = groupby(
            zip(part.lines, lines, strict=True), key=lambda pair: id(pair[0]) in part.subheads
        )
        for is_subhead, pairs in pieces:
            role = SUBHEAD if is_subhead else TEXT
            self.add(
                role, [line for _old, line in pairs], story=number, confidence=sure, doubts=doubts
            )
            doubts = ()


def _opening(part: Part, before: Part | None):
    """(line, whether it begins a paragraph) of each line."""
    opens = part.opens
    if opens is None:
        opens = before is None or before.ends_open is not True
    for at, line in enumerate(part.lines):
        yield line, opens
        if at + 1 < len(part.lines):
            opens = _opens_paragraph(part, at + 1)


def _opens_paragraph(part: Part, at: int) -> bool:
    line, above = part.lines[at], part.lines[at - 1]
    if id(line) in part.subheads or id(above) in part.subheads or line.is_vertical:
        return True
    if line.text.startswith(columns.BULLETS) or part.is_verse:
        return True
    is_tail = abs(line.box[3] - above.box[3]) < 0.3 * line.size
    is_right = line.text.startswith(("（", "(")) and line.box[0] - part.edge > 2.7 * line.size
    return line.box[0] - part.edge > 1.1 * line.size and not is_tail and not is_right
