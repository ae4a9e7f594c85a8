"""link(): which block of text follows which, and whose story each is.

Sure evidence goes first: a block right under a headline, or under its own column's text. What
begins a column elsewhere is given to the block whose sentence, place and measure fit best. The
content stream counts as one piece of evidence where it is trusted.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from articles.importers.facsimile.ground import Ground, across, distance, down, overlap
from articles.importers.facsimile.parts import Head, Part, shares
from articles.search.words import runs_across

HEAD_REACH = 9.0  # em from a headline down to its text; pictures between do not count
BESIDE_REACH = 5.0  # em the same to columns that the headline is not over
LEAD_REACH = 4.0  # em from a lead set across several columns to those columns
LEAD_WIDTH, LEAD_LINES = 1.6, 6
SAME_COLUMN = 1.3  # em between two blocks of one column that go on
AFTER_BREAK = 3.0  # em the same where a subhead stands between
FAR_ASIDE = 34.0  # em from one column to the next of a story
ACCEPTED = 0.8  # score of a link
SURE, LIKELY, GUESSED = 0.95, 0.85, 0.5
IN_DOUBT = 0.76  # confidence below which an editor is asked
IN_STREAM = 3.0  # what it counts that the content stream agrees; little for an absurd place
OUT_OF_PLACE = -1.2
AROUND_PICTURE = 2.6  # a column goes on below its picture before the next begins
ONE_WORD = 1.8  # what it counts that a word lies across a joint


@dataclass
class Links:
    """By id of a block: its story's head, the block before it, how sure that is (0..1)."""

    owner: dict[int, Head] = field(default_factory=dict)
    before: dict[int, Part] = field(default_factory=dict)
    after: dict[int, Part] = field(default_factory=dict)
    confidence: dict[int, float] = field(default_factory=dict)
    loose: list[Part] = field(default_factory=list)  # what no story owns

    def join(self, before: Part, after: Part, confidence: float) -> None:
        self.before[id(after)] = before
        self.after[id(before)] = after
        self.confidence.setdefault(id(after), confidence)

    def give(self, block: Part, head: Head, confidence: float) -> None:
        self.owner[id(block)] = head
        self.confidence[id(block)] = min(confidence, self.confidence.get(id(block), 1.0))

    def first_of(self, block: Part) -> Part:
        seen = set()
        while id(block) in self.before and id(block) not in seen:
            seen.add(id(block))
            block = self.before[id(block)]
        return block

    def owner_of(self, block: Part) -> Head | None:
        """The head of the first block, towards the beginning and then the end, that has one."""
        for steps in (self.before, self.after):
            one, seen = block, set()
            while one is not None and id(one) not in seen:
                if id(one) in self.owner:
                    return self.owner[id(one)]
                seen.add(id(one))
                one = steps.get(id(one))
        return None


def link(heads: list[Head], blocks: list[Part], ground: Ground, *, trusts_stream: bool) -> Links:
    links = Links()
    for block in blocks:
        _under(block, heads, blocks, ground, links)
    for block in blocks:
        _under_lead(block, heads, blocks, ground, links)
    _by_score(blocks, ground, links, trusts_stream)
    for block in blocks:
        if id(block) not in links.owner and (head := links.owner_of(block)):
            links.owner[id(block)] = head
    _by_frame(heads, blocks, ground, links)
    _beside(heads, blocks, ground, links)
    _lone_heads(heads, blocks, ground, links)
    return links


def _nearest_above(block: Part, heads: list[Head], blocks: list[Part], em: float):
    """(the head or block next above in the column, the gap), or (None, …)."""
    best, least = None, float("inf")
    for thing in (*heads, *blocks):
        if thing is block or thing.home != block.home or thing.is_vertical:
            continue
        box = thing.box
        wide = min(0.25 * block.width, 0.5 * (box[2] - box[0]))
        gap = block.top - box[3]
        if overlap(across(box), across(block.box)) >= wide and -0.6 * em <= gap < least:
            best, least = thing, gap
    return best, least


def _under(block: Part, heads: list[Head], blocks: list[Part], ground: Ground, links: Links):
    em = ground.em
    thing, gap = _nearest_above(block, heads, blocks, em)
    if thing is None or _is_ruled_off(thing.box, block, ground):
        return
    if isinstance(thing, Head):
        if gap - _pictured(thing.box, block, ground) < HEAD_REACH * em:
            links.give(block, thing, SURE)
        return
    begins_section = id(block.lines[0]) in block.subheads or id(thing.lines[-1]) in thing.subheads
    reach = AFTER_BREAK if begins_section else SAME_COLUMN
    is_same_measure = abs(thing.edge - block.edge) < 0.5 * em and abs(thing.width - block.width) < (
        3 * em
    )
    is_same_size = max(thing.size, block.size) < 1.06 * min(thing.size, block.size)
    if gap < reach * em and is_same_measure and is_same_size and id(thing) not in links.after:
        links.join(thing, block, LIKELY)


def _pictured(box, block: Part, ground: Ground) -> float:
    """How much of the way down from a box to a block pictures take."""
    return sum(
        picture[3] - picture[1]
        for picture in ground.pictures
        if overlap(across(picture), across(block.box)) > 0.3 * block.width
        and box[3] - ground.em < picture[1]
        and picture[3] < block.top + ground.em
    )


def _is_ruled_off(box, block: Part, ground: Ground) -> bool:
    return ground.is_ruled(box[3] - 1, block.top + 1, block.left, block.right)


def _under_lead(block: Part, heads: list[Head], blocks: list[Part], ground: Ground, links: Links):
    """Columns below a lead that is set across them belong to its story."""
    if id(block) in links.owner or id(block) in links.before:
        return
    lead, gap = _nearest_above(block, heads, blocks, ground.em)
    if not isinstance(lead, Part) or gap > LEAD_REACH * ground.em or len(lead.lines) > LEAD_LINES:
        return
    is_wide = lead.width >= LEAD_WIDTH * block.width
    if is_wide and id(lead) in links.owner and not _is_ruled_off(lead.box, block, ground):
        links.give(block, links.owner[id(lead)], 0.9)


def _by_score(blocks: list[Part], ground: Ground, links: Links, trusts_stream: bool) -> None:
    """Join the tops of columns to what they go on from, the best fitting pairs first."""
    pairs = sorted(
        _pairs(blocks, ground, links, trusts_stream),
        key=lambda pair: (-pair[0], pair[2].top, pair[2].left, pair[1].top, pair[1].left),
    )
    best: dict[int, list[tuple[float, Part]]] = {}
    for score, before, after in pairs:
        best.setdefault(id(after), []).append((score, before))
    for score, before, after in pairs:
        if score <= ACCEPTED:
            break
        if id(after) in links.before or id(before) in links.after:
            continue
        if links.first_of(before) is links.first_of(after):
            continue
        mine, theirs = links.owner_of(before), links.owner_of(after)
        if mine is None or theirs is None or mine is theirs:
            links.join(before, after, _confidence(score, before, best[id(after)], links))


def _confidence(score: float, before: Part, rivals: list, links: Links) -> float:
    """Less where the link is weak, or another story would have fitted about as well."""
    mine = links.owner_of(before)
    others = [s for s, other in rivals if other is not before and links.owner_of(other) is not mine]
    margin = score - max(others, default=0.0)
    return min(SURE, GUESSED + 0.1 * max(min(score, margin), 0.0))


def _pairs(
    blocks: list[Part], ground: Ground, links: Links, trusts_stream: bool
) -> Iterator[tuple[float, Part, Part]]:
    em = ground.em
    for after in blocks:
        if id(after) in links.before:
            continue
        for before in blocks:
            if before is after or before.home != after.home or id(before) in links.after:
                continue
            if not _may_precede(before, after, em):
                continue
            mine, theirs = links.owner.get(id(before)), links.owner.get(id(after))
            if mine and theirs and mine is not theirs:
                continue
            score = _score(before, after, blocks, ground, trusts_stream)
            yield score - (3 if theirs and not mine else 0), before, after


def _may_precede(before: Part, after: Part, em: float) -> bool:
    if before.top > after.bottom and before.left >= after.left - em:
        return False
    if before.top > after.top and shares(before.box, after.box, 0.3):
        return False
    is_left = before.left - em < after.left < before.right + FAR_ASIDE * em
    return is_left or (before.left > after.left and after.top > before.top)


def continuity(before: Part, after: Part) -> float:
    """How well the last line of one block and the first of another make one text."""
    is_open, opens = before.ends_open, after.opens
    if is_open and not opens:
        return (2.0 if opens is False else 0.8) + _wording(before, after)
    if opens is None:
        return 0.0 if is_open is None else 0.2
    if is_open is None:
        return 0.6 if opens else 0.8
    return 1.0 if opens and not is_open else -2.4


def _wording(before: Part, after: Part) -> float:
    """What it counts whether a word begun at the end of one block is ended by the other."""
    return ONE_WORD * runs_across(before.lines[-1].text, after.lines[0].text)


def follows(before: Part, after: Part) -> bool:
    """Whether the content stream has one right after the other."""
    return 0 < after.first - before.last <= 4


def _score(before: Part, after: Part, blocks, ground: Ground, trusts_stream: bool) -> float:
    is_below = abs(before.edge - after.edge) < 0.8 * ground.em and shares(
        before.box, after.box, 0.5
    )
    if is_below and before.bottom <= after.top + ground.em:
        score = _below_score(before, after, ground)
    else:
        score = _aside_score(before, after, blocks, ground)
    if trusts_stream and follows(before, after):
        score += IN_STREAM if score > OUT_OF_PLACE else IN_STREAM / 3
    score += continuity(before, after)
    if abs(before.width - after.width) < 1.2 * ground.em:
        score += 0.5
    elif len(after.lines) > 2 and len(before.lines) > 2:
        score -= 0.4
    if abs(before.size - after.size) > 0.06 * before.size:
        score -= 1.5
    return score


def _below_score(before: Part, after: Part, ground: Ground) -> float:
    """In the same column: best around a picture, never across a rule."""
    em = ground.em
    score = -4.0 if _is_ruled_off(before.box, after, ground) else 0.0
    has_picture = any(
        overlap(across(picture), across(after.box)) > 0.4 * after.width
        and before.bottom - em < (picture[1] + picture[3]) / 2 < after.top + em
        for picture in ground.pictures
    )
    if has_picture:
        return score + AROUND_PICTURE
    return score + (-0.5 if after.top - before.bottom > 3 * em else 0.8)


def _aside_score(before: Part, after: Part, blocks: list[Part], ground: Ground) -> float:
    """In another column: best beside each other, at one height, with nothing between."""
    em, score = ground.em, 0.0
    if after.left < before.left:
        score -= 2.5
    if abs(before.top - after.top) < 0.7 * em:
        score += 1.2
    if abs(before.bottom - after.bottom) < 0.9 * em:
        score += 0.5
    top, bottom = max(before.top, after.top), min(before.bottom, after.bottom)
    if ground.is_walled(before.right - em, after.left + em, top, bottom):
        score -= 2.2
    skipped = _columns_between(before, after, blocks, em)
    score -= 0.9 * skipped
    if after.left - before.right > 4 * em and not skipped:
        score -= 1.0
    if bottom - top < -12 * em:
        score -= 1.5
    if bottom < top and any(
        ground.is_ruled(bottom, top, block.left, block.right) for block in (before, after)
    ):
        score -= 2.5
    return score


def _columns_between(before: Part, after: Part, blocks: list[Part], em: float) -> int:
    span = min(before.top, after.top), max(before.bottom, after.bottom)
    lefts = {
        round(block.left)
        for block in blocks
        if block is not before
        and block is not after
        and block.left > before.right - em
        and block.right < after.left + em
        and overlap(down(block.box), span) > 2 * em
    }
    return len(lefts)


def _by_frame(heads: list[Head], blocks: list[Part], ground: Ground, links: Links) -> None:
    """The only headline in a frame owns what stands in the frame."""
    for home in range(len(ground.homes)):
        inside = [head for head in heads if head.home == home]
        if len(inside) == 1:
            for block in blocks:
                if block.home == home and id(block) not in links.owner:
                    links.give(block, inside[0], LIKELY)


def _beside(heads: list[Head], blocks: list[Part], ground: Ground, links: Links) -> None:
    """A headline in the middle of its columns, or at their left, owns also those it is not over:
    what begins below it, where nothing else stands between the two heights."""
    for block in blocks:
        if id(block) in links.owner or id(block) in links.before:
            continue
        over = [head for head in heads if _hangs_beside(head, block, heads, blocks, ground)]
        head = min(over, key=lambda one: distance(one.box, block.box), default=None)
        if head is None:
            continue
        for one in blocks:
            if links.first_of(one) is block and id(one) not in links.owner:
                links.give(one, head, LIKELY if len(over) == 1 else GUESSED)


def _hangs_beside(
    head: Head, block: Part, heads: list[Head], blocks: list[Part], ground: Ground
) -> bool:
    em, box = ground.em, head.box
    drop = block.top - box[3] - _pictured((block.left, box[3], block.right, box[3]), block, ground)
    if head.home != block.home or head.is_vertical or not -em < drop < BESIDE_REACH * em:
        return False
    above, _gap = _nearest_above(block, heads, blocks, em)
    if above is not None and above.box[3] > box[1] + em:
        return False
    edges = sorted((min(box[2], block.right), max(box[0], block.left)))
    is_apart = ground.is_walled(edges[0], edges[1], box[1], block.bottom)
    return not is_apart and not ground.is_ruled(box[3], block.top, block.left, block.right)


def _lone_heads(heads: list[Head], blocks: list[Part], ground: Ground, links: Links) -> None:
    """A headline without text takes the nearest text without headline, as a guess."""
    for head in sorted(heads, key=lambda one: (one.box[1], one.box[0])):
        if any(owner is head for owner in links.owner.values()):
            continue
        near = [
            block
            for block in blocks
            if id(block) not in links.owner
            and block.home == head.home
            and distance(head.box, block.box) < 6 * ground.em
        ]
        if near:
            first = links.first_of(min(near, key=lambda block: distance(head.box, block.box)))
            for block in blocks:
                if links.first_of(block) is first and id(block) not in links.owner:
                    links.give(block, head, GUESSED)
