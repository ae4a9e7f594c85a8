"""matched(): a new reading of a page in the terms of the one before, so that what an editor
arranged, and which article was made of which story, still holds."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import count

from articles.importers.facsimile.records import Block, Box, Figure, Reading

ALIKE = 0.6  # of the characters: a block corrected, not another one in its place
SHARED = 0.5  # of the smaller box
SAME_FIGURE = 0.5  # of the area of both
SAME_STORY = 0.3  # of the characters of the new story


def matched(old: Reading, new: Reading, keep: bool = True) -> Reading:
    """The new reading with the numbers of blocks, stories and figures of the old.

    With `keep`, blocks that were there before stay in the story, role and order they had, as an
    editor left them; what is new stands where the machine puts it. The same reading comes back
    as it is.
    """
    figures = _same_figures(old.figures, new.figures)
    pairs = _same_blocks(old.blocks, new.blocks)
    stories = _same_stories(pairs, old, new)
    ids = {number: block.id for number, block in pairs.items()}
    ids = _with_fresh(ids, old.blocks, new.blocks)
    pairs = {ids[number]: block for number, block in pairs.items()}
    blocks = [
        replace(
            block,
            id=ids[block.id],
            story=stories.get(block.story, 0),
            figure=figures.get(block.figure, 0),
        )
        for block in new.blocks
    ]
    if keep:
        blocks = _kept(blocks, pairs, old.blocks, set(figures.values()))
    before = {figure.id: figure.story for figure in old.figures} if keep else {}
    there = {0, *(block.story for block in blocks)}
    told = []
    for figure in new.figures:
        number = figures[figure.id]
        story = before.get(number)
        story = story if story in there else stories.get(figure.story, 0)
        told.append(replace(figure, id=number, story=story))
    return replace(new, blocks=tuple(blocks), figures=tuple(told))


def _same_figures(old: Iterable[Figure], new: Iterable[Figure]) -> dict[int, int]:
    """{id of a new figure: id of the old one in its place, or a fresh one}"""
    free, numbers = {figure.id: figure for figure in old}, {}
    for figure in new:
        shares = {number: _overlap(figure.box, other.box) for number, other in free.items()}
        best = max(shares, key=shares.get, default=None)
        if best is not None and shares[best] > SAME_FIGURE:
            numbers[figure.id] = best
            del free[best]
    return _with_fresh(numbers, old, new)


def _with_fresh(numbers: dict[int, int], old: Iterable, new: Iterable) -> dict[int, int]:
    """The numbers, and one never used before for each of `new` that has none."""
    fresh = count(max((thing.id for thing in (*old, *new)), default=0) + 1)
    return {thing.id: numbers.get(thing.id) or next(fresh) for thing in new}


def _overlap(one: Box, other: Box) -> float:
    """The area of both as a share of the area of either."""
    shared = _shared(one, other)
    return shared / (_area(one) + _area(other) - shared or 1)


def _shared(one: Box, other: Box) -> float:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return max(across, 0) * max(down, 0)


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _same_blocks(old: Iterable[Block], new: Iterable[Block]) -> dict[int, Block]:
    """{id of a new block: the old block it is}: the same text, or much of it in the same place."""
    free = list(old)
    pairs = {}
    for is_same in (_is_same_text, _is_corrected):
        for block in new:
            if block.id in pairs:
                continue
            likely = [other for other in free if is_same(block, other)]
            if likely:
                best = min(likely, key=lambda other: _apart(block.box, other.box))
                pairs[block.id] = best
                free.remove(best)
    return pairs


def _is_same_text(block: Block, other: Block) -> bool:
    return block.text == other.text


def _is_corrected(block: Block, other: Block) -> bool:
    smaller = min(_area(block.box), _area(other.box)) or 1
    if _shared(block.box, other.box) < SHARED * smaller:
        return False
    return SequenceMatcher(None, block.text, other.text, autojunk=False).ratio() >= ALIKE


def _apart(one: Box, other: Box) -> float:
    return sum(abs(a - b) for a, b in zip(one, other, strict=True))


def _same_stories(pairs: dict[int, Block], old: Reading, new: Reading) -> dict[int, int]:
    """{new story: the old one most of whose characters it has, or a fresh number}"""
    shared, whole = Counter(), Counter()
    for block in new.blocks:
        whole[block.story] += len(block.text)
        if block.story and block.id in pairs and pairs[block.id].story:
            shared[block.story, pairs[block.id].story] += len(block.text)
    numbers = {}
    for (story, before), characters in shared.most_common():
        is_free = story not in numbers and before not in numbers.values()
        if is_free and characters >= SAME_STORY * whole[story]:
            numbers[story] = before
    things = (*old.blocks, *new.blocks, *old.figures, *new.figures)
    fresh = max((thing.story for thing in things), default=0)
    for story in new.stories():
        if story not in numbers:
            fresh += 1
            numbers[story] = fresh
    return numbers


def _kept(
    blocks: list[Block], pairs: dict[int, Block], old: tuple[Block, ...], figures: set[int]
) -> list[Block]:
    """The blocks that were there before as they were, in their order; each of the others behind
    the one that it follows on the page."""
    order = {block.id: place for place, block in enumerate(old)}
    kept = {
        block.id: replace(
            block,
            role=pairs[block.id].role,
            story=pairs[block.id].story,
            figure=pairs[block.id].figure if pairs[block.id].figure in figures else 0,
            confidence=pairs[block.id].confidence,
            doubts=pairs[block.id].doubts,
        )
        for block in blocks
        if block.id in pairs
    }
    arranged = sorted(kept.values(), key=lambda block: order[pairs[block.id].id])
    above = None
    for block in blocks:
        if block.id not in kept:
            at = 0 if above is None else [one.id for one in arranged].index(above) + 1
            arranged.insert(at, block)
        above = block.id
    return arranged
