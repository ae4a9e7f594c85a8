"""Pictures of a page: their captions, and whose story each picture is."""

import re

from articles.importers.facsimile.ground import (
    Ground,
    across,
    distance,
    down,
    is_inside,
    overlap,
)
from articles.importers.facsimile.linking import GUESSED, SURE, Links
from articles.importers.facsimile.parts import Head, Part, shares
from articles.importers.facsimile.records import CAPTION, Box
from articles.importers.readers.dump.lines import is_caption

SMALL = 0.965  # times the running text: captions are set smaller
MOST_LINES, LONGEST = 6, 120
UNDER = 1.7  # em below a picture
BESIDE = 3.0  # em: what stands as near as this touches the picture
OVER, UNDER_PICTURE = 1.5, 0.5  # what a headline over a picture counts, and one that begins below
FOOT_REACH, AT_THE_FOOT = 9.0, 2.0  # em up to the text that ends above, and what it counts
CLOSE = 0.6  # of what the best counts: a second story about as near as this makes it a guess
IN_COLUMN = 3.0  # times what it counts to stand beside a picture: pictures keep to columns
CREDITED = re.compile(r"(?:摄|摄影|供图|图)\s*[）)]?$")


def find_captions(blocks: list[Part], ground: Ground) -> tuple[list[Part], list[Part]]:
    """(captions, the other blocks); a caption's `figure` is the picture's number from 1."""
    captions, others = [], []
    for block in blocks:
        block.figure = _captioned(block, ground)
        if block.figure:
            block.role = CAPTION
        (captions if block.figure else others).append(block)
    return captions, others


def _captioned(block: Part, ground: Ground) -> int:
    """The number of the picture a block is the caption of, 0 for none."""
    text = block.text.strip()
    is_small = block.size < SMALL * ground.em
    is_credited = len(text) < LONGEST and bool(CREDITED.search(text) or is_caption(text))
    if len(block.lines) > MOST_LINES or block.is_vertical:
        return 0
    fitting = [
        (abs(block.top - picture[3]), number)
        for number, picture in enumerate(ground.pictures, start=1)
        if _fits(block, picture, ground.em, is_small=is_small, is_credited=is_credited)
    ]
    return min(fitting)[1] if fitting else 0


def _fits(block: Part, picture: Box, em: float, *, is_small: bool, is_credited: bool) -> bool:
    if is_inside(block.box, picture, em):
        return is_small or is_credited or len(block.lines) <= 2
    is_wide = shares(block.box, picture, 0.5)
    if is_wide and -0.6 * em < block.top - picture[3] < UNDER * em:
        return is_small or is_credited
    aside = max(block.left - picture[2], picture[0] - block.right)
    level = overlap(down(block.box), down(picture)) > 0.6 * (block.bottom - block.top)
    is_above = is_wide and -0.6 * em < picture[1] - block.bottom < 1.2 * em
    return is_small and is_credited and (is_above or (level and -em < aside < UNDER * em))


def owners(
    heads: list[Head], blocks: list[Part], captions: list[Part], ground: Ground, links: Links
) -> dict[int, Head]:
    """{number of a picture: the head of its story}; a picture that touches no story has none.

    How sure that is, `links` knows by its captions.
    """
    found = {}
    for number, picture in enumerate(ground.pictures, start=1):
        own = [caption for caption in captions if caption.figure == number]
        whole = [picture, *(caption.box for caption in own)]
        head, confidence = _owner(whole, heads, blocks, ground, links)
        if head:
            found[number] = head
            links.confidence |= {id(caption): confidence for caption in own}
    return found


def _owner(
    boxes: list[Box], heads: list[Head], blocks: list[Part], ground: Ground, links: Links
) -> tuple[Head | None, float]:
    """(the story that surrounds the picture with its caption the most, how sure that is)"""
    home = ground.home_of(boxes[0])
    inside = [head for head in heads if head.home == home >= 0]
    if len(inside) == 1:
        return inside[0], SURE
    touching: dict[int, float] = {}
    for head in heads:
        if head.home == home:
            weight = OVER if head.box[1] < boxes[0][3] else UNDER_PICTURE
            touching[id(head)] = weight * _contact(boxes, head.box, ground)
    for block in blocks:
        head = links.owner.get(id(block))
        if head and block.home == home:
            share = _contact(boxes, block.box, ground)
            touching[id(head)] = touching.get(id(head), 0.0) + share
    ranked = sorted(heads, key=lambda head: -touching.get(id(head), 0.0))
    first, second = [*(touching.get(id(head), 0.0) for head in ranked), 0.0, 0.0][:2]
    if first:
        return ranked[0], SURE if second < CLOSE * first else GUESSED
    near = [h for h in heads if h.home == home and distance(h.box, boxes[0]) < 6 * ground.em]
    return min(near, key=lambda head: distance(head.box, boxes[0]), default=None), GUESSED


def _contact(boxes: list[Box], box: Box, ground: Ground) -> float:
    """How closely one of the boxes and `box` stand together: best above one another, a picture at
    the foot of a column also at a distance."""
    whole = max(
        (
            max(IN_COLUMN * overlap(across(one), across(box)), overlap(down(one), down(box)))
            for one in boxes
            if distance(one, box) < BESIDE * ground.em and not _is_parted(one, box, ground)
        ),
        default=0.0,
    )
    picture, gap = boxes[0], boxes[0][1] - box[3]
    is_far_above = 0 < gap < FOOT_REACH * ground.em and not _is_parted(box, picture, ground)
    return whole or is_far_above * AT_THE_FOOT * max(0.0, overlap(across(picture), across(box)))


def _is_parted(one: Box, other: Box, ground: Ground) -> bool:
    """Whether a rule lies or stands between two boxes."""
    upper, lower = sorted((one, other), key=lambda box: box[1])
    left, right = sorted((one, other), key=lambda box: box[0])
    shared = max(one[0], other[0]), min(one[2], other[2])
    if shared[0] < shared[1] and upper[3] <= lower[1] + 1:
        return ground.is_ruled(upper[3], lower[1], *shared)
    level = max(one[1], other[1]), min(one[3], other[3])
    return left[2] <= right[0] + 1 and ground.is_walled(left[2], right[0], *level)
