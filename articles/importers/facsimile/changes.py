"""What an editor can do to a reading: each function returns the reading as it is afterwards.

No block is lost, doubled or cut. What an editor decided about a block is certain: confidence 1,
no doubts. Pictures follow their captions.
"""

import math
from dataclasses import replace

from articles.importers.facsimile.linking import IN_DOUBT
from articles.importers.facsimile.records import (
    APART,
    CAPTION,
    CREDIT,
    HEADLINE,
    IN_STORY,
    KICKER,
    SUBHEAD,
    SUBHEADLINE,
    TEXT,
    UNPLACED,
    Block,
    Box,
    Figure,
    Reading,
)

HEADS = (HEADLINE, KICKER, SUBHEADLINE)
DEPTH = 50  # how many changes can be undone


class Impossible(ValueError):
    """It cannot be done. The argument is a code: block, story, role, first, place or step."""


def merged(reading: Reading, story: int, other: int) -> Reading:
    """With the other story's blocks at the end of the story; under a headline, its are subheads."""
    if story == other:
        raise Impossible("story")
    joining = _blocks_of(reading, other)
    whole = moved(reading, [block.id for block in joining], story)
    heads = [block.id for block in joining if block.role in HEADS]
    if heads and any(block.role == HEADLINE for block in _blocks_of(reading, story)):
        return with_role(whole, heads, SUBHEAD)
    return whole


def split(reading: Reading, first: int) -> Reading:
    """With the block and those after it in its story as a story of their own."""
    [start] = _chosen(reading, [first])
    if not start.story:
        raise Impossible("story")
    ids = [block.id for block in _blocks_of(reading, start.story)]
    if ids[0] == first:
        raise Impossible("first")
    return new_story(reading, ids[ids.index(first) :])


def new_story(reading: Reading, ids: list[int]) -> Reading:
    """With the blocks as a story of their own, where the first of them stood."""
    _chosen(reading, ids)
    number = max((block.story for block in reading.blocks), default=0) + 1
    number = max([number, *(figure.story + 1 for figure in reading.figures)])
    return _with(
        reading,
        [_decided(b, story=number) if b.id in ids else b for b in reading.blocks],
    )


def moved(reading: Reading, ids: list[int], story: int, before: int | None = None) -> Reading:
    """With the blocks in the story: before one of its blocks, or at its end."""
    there = [b.id for b in _blocks_of(reading, story) if b.id not in ids]
    blocks = [_decided(block, story=story) for block in _chosen(reading, ids)]
    if before is not None and before not in there:
        raise Impossible("place")
    if not there:
        return _with(reading, [_decided(b) if b.id in ids else b for b in reading.blocks])
    rest = [block for block in reading.blocks if block.id not in ids]
    order = [block.id for block in rest]
    at = order.index(there[-1]) + 1 if before is None else order.index(before)
    return _with(reading, [*rest[:at], *blocks, *rest[at:]])


def placed(reading: Reading, ids: list[int], story: int) -> Reading:
    """With the blocks in the story where the first of them is printed: within its column, else
    before what stands in the columns to the right, else at the end."""
    box = _chosen(reading, ids)[0].box
    body = [b for b in _blocks_of(reading, story) if b.role in (TEXT, SUBHEAD) and b.id not in ids]
    column = [b for b in body if min(box[2], b.box[2]) - max(box[0], b.box[0]) > 0]
    following = [b for b in column if b.box[1] >= box[1]]
    if column and not following:
        following = body[body.index(column[-1]) + 1 :]
    elif not column:
        following = [b for b in body if b.box[0] >= box[2]]
    return moved(reading, ids, story, following[0].id if following else None)


def shifted(reading: Reading, number: int, step: int) -> Reading:
    """With the block so many places on in the reading order of its story, or back."""
    [block] = _chosen(reading, [number])
    order = [b.id for b in _blocks_of(reading, block.story) if b.id != number]
    at = [b.id for b in _blocks_of(reading, block.story)].index(number) + step
    if not 0 <= at <= len(order):
        raise Impossible("place")
    return moved(reading, [number], block.story, order[at] if at < len(order) else None)


def with_role(reading: Reading, ids: list[int], role: str, figure: int = 0) -> Reading:
    """With the blocks, each in a story, as headline, caption of a figure and so on."""
    if role not in IN_STORY or not all(block.story for block in _chosen(reading, ids)):
        raise Impossible("role")
    if figure and (
        role not in (CAPTION, CREDIT) or figure not in {each.id for each in reading.figures}
    ):
        raise Impossible("role")
    return _with(
        reading,
        [_decided(b, role=role, figure=figure) if b.id in ids else b for b in reading.blocks],
    )


def set_apart(reading: Reading, ids: list[int], role: str) -> Reading:
    """With the blocks out of any story, as advert, notice, furniture, masthead or unplaced."""
    _chosen(reading, ids)
    if role not in APART:
        raise Impossible("role")
    return _with(
        reading,
        [_decided(b, role=role, story=0, figure=0) if b.id in ids else b for b in reading.blocks],
    )


def accepted(reading: Reading, ids: list[int]) -> Reading:
    """With the blocks certain where they are; an unplaced block has to be placed first."""
    if any(block.role == UNPLACED for block in _chosen(reading, ids)):
        raise Impossible("place")
    return _with(reading, [_decided(b) if b.id in ids else b for b in reading.blocks])


def queue(reading: Reading) -> list[Block]:
    """The blocks to look at: the unplaced first, then the doubtful, the least certain first."""
    waiting = [
        b for b in reading.blocks if b.role == UNPLACED or b.doubts or b.confidence < IN_DOUBT
    ]
    return sorted(waiting, key=lambda block: (block.role != UNPLACED, block.confidence))


def candidates(reading: Reading, number: int) -> list[int]:
    """The stories a block may belong to, its own first, then the nearest on the page."""
    [block] = _chosen(reading, [number])
    near = {
        story: min((_distance(block.box, b.box) for b in blocks if b.id != number), default=0)
        for story, blocks in reading.stories().items()
    }
    return sorted(near, key=lambda story: (story != block.story, near[story]))


def nearest_figure(reading: Reading, number: int) -> int:
    """The picture that a caption is printed nearest to; 0 on a page without pictures."""
    [block] = _chosen(reading, [number])
    figures = sorted(reading.figures, key=lambda figure: _distance(block.box, figure.box))
    return figures[0].id if figures else 0


def arrangement(reading: Reading) -> dict:
    """What the functions above change, without the lines: as kept for undo and redo."""
    kept = reading.as_json()
    for block in kept["blocks"]:
        del block["lines"]
    return {"blocks": kept["blocks"], "figures": kept["figures"]}


def rearranged(reading: Reading, kept: dict) -> Reading:
    """The reading with its blocks as they were arranged; they must be the same blocks."""
    lines = {block["id"]: block["lines"] for block in reading.as_json()["blocks"]}
    if sorted(lines) != sorted(block["id"] for block in kept["blocks"]):
        raise Impossible("block")
    blocks = [block | {"lines": lines[block["id"]]} for block in kept["blocks"]]
    size = {"width": reading.width, "height": reading.height}
    return Reading.from_json(size | {"blocks": blocks, "figures": kept["figures"]})


def remembered(done: list[dict], reading: Reading, **more) -> list[dict]:
    """What can be undone once this reading has been changed, with `more` that went with it."""
    return [*done, arrangement(reading) | more][-DEPTH:]


def stepped(reading: Reading, back: list[dict], forth: list[dict], **more):
    """(reading, back, forth) a step back; to redo, give what was undone as the way back."""
    if not back:
        raise Impossible("step")
    return rearranged(reading, back[-1]), back[:-1], remembered(forth, reading, **more)


def _blocks_of(reading: Reading, story: int) -> list[Block]:
    blocks = reading.stories().get(story)
    if not blocks:
        raise Impossible("story")
    return blocks


def _chosen(reading: Reading, ids: list[int]) -> list[Block]:
    blocks = [block for block in reading.blocks if block.id in ids]
    if not ids or len(blocks) != len(set(ids)):
        raise Impossible("block")
    return blocks


def _distance(one: Box, other: Box) -> float:
    across = max(one[0] - other[2], other[0] - one[2], 0)
    down = max(one[1] - other[3], other[1] - one[3], 0)
    return math.hypot(across, down)


def _decided(block: Block, **changes) -> Block:
    """The block as an editor put it; what joins a story from outside is text until told."""
    if changes.get("story") and block.role in APART:
        changes["role"] = TEXT
    return replace(block, confidence=1.0, doubts=(), **changes)


def _with(reading: Reading, blocks: list[Block]) -> Reading:
    figures = [_followed(figure, reading.blocks, blocks) for figure in reading.figures]
    return replace(reading, blocks=tuple(blocks), figures=tuple(figures))


def _followed(figure: Figure, before, after) -> Figure:
    """The figure in the story of its captions, or where its story's first block went."""
    stories = {block.story for block in after if block.figure == figure.id}
    if len(stories) == 1:
        return replace(figure, story=stories.pop())
    if not figure.story or any(block.story == figure.story for block in after):
        return figure
    now = {block.id: block.story for block in after}
    went = [now[block.id] for block in before if block.story == figure.story]
    return replace(figure, story=went[0] if went else 0)
