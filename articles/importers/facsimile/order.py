"""in_order(): the blocks of a story as they are read."""

from collections import defaultdict
from itertools import pairwise

from articles.importers.facsimile.ground import across, overlap
from articles.importers.facsimile.linking import continuity, follows
from articles.importers.facsimile.parts import Part, shares

IN_STREAM = 1.5  # what it counts that the content stream agrees


def in_order(blocks: list[Part], em: float, *, trusts_stream: bool) -> list[Part]:
    """Column by column, row by row or as in the content stream: as the sentences go on best."""
    if len(blocks) < 2:
        return list(blocks)
    orders = [_by_columns(blocks), _by_rows(blocks, em)]
    if trusts_stream:
        orders.append(sorted(blocks, key=lambda block: block.first))

    def fitness(order):
        return sum(
            continuity(a, b) + (IN_STREAM if trusts_stream and follows(a, b) else 0)
            for a, b in pairwise(order)
        )

    return max(orders, key=fitness)


def _by_columns(blocks: list[Part]) -> list[Part]:
    """From the left, each column from the top; vertical lines from the right. What is set across
    several columns parts what is above it from what is below."""
    if any(block.is_vertical for block in blocks):
        return sorted(blocks, key=lambda block: (-block.left, block.top))
    narrow = _narrow(blocks)
    wide = [block for block in blocks if _spans(block, narrow)]
    cuts = sorted({block.top for block in wide})
    bands: dict[int, list[Part]] = defaultdict(list)
    for block in blocks:
        above = sum(block.top >= cut - 1 for cut in cuts)
        bands[2 * above - (block in wide)].append(block)
    return [block for band in sorted(bands) for block in _columns(bands[band])]


def _narrow(blocks: list[Part]) -> list[Part]:
    """One block of each column."""
    narrow: list[Part] = []
    for block in sorted(blocks, key=lambda block: block.width):
        if not any(
            overlap(across(block.box), across(other.box)) > 0.3 * other.width for other in narrow
        ):
            narrow.append(block)
    return narrow


def _spans(block: Part, narrow: list[Part]) -> bool:
    under = [
        other
        for other in narrow
        if other is not block and overlap(across(block.box), across(other.box)) > 0.6 * other.width
    ]
    return len(under) >= 2


def _columns(blocks: list[Part]) -> list[Part]:
    columns: list[list[Part]] = []
    for block in sorted(blocks, key=lambda block: block.left):
        column = next((one for one in columns if shares(block.box, one[0].box, 0.5)), None)
        if column is None:
            columns.append([block])
        else:
            column.append(block)
    return [block for column in columns for block in sorted(column, key=lambda one: one.top)]


def _by_rows(blocks: list[Part], em: float) -> list[Part]:
    rows: list[list[Part]] = []
    for block in sorted(blocks, key=lambda block: block.top):
        row = next((one for one in rows if abs(one[0].top - block.top) < 2 * em), None)
        if row is None:
            rows.append([block])
        else:
            row.append(block)
    return [block for row in rows for block in sorted(row, key=lambda one: one.left)]
