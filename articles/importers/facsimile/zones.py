"""zones(): the outline of each story of a page, drawn on squared paper.

A row of squares is an int, one bit for each square: whole rows are widened, joined and cut at once.
"""

from collections import defaultdict
from itertools import pairwise

from articles.importers.facsimile.records import Box, Reading

SQUARE = 2.0  # points
WIDEN = 2  # squares around a story's own blocks
CLOSE = 5  # squares: narrower gaps within a story belong to it
SMALLEST = 60  # squares: smaller scraps are no zone of their own
MOST_SQUARES = 1200  # to a side
Rows = list[int]
Points = tuple[tuple[float, float], ...]


def zones(reading: Reading) -> dict[int, tuple[tuple[str, Points], ...]]:
    """{story: ((role, polygon in 0..1 of the page's width and height), …)}

    Polygons of different stories share no area.
    """
    paper = _Paper(reading.width, reading.height)
    stories = reading.stories()
    printed = {number: paper.empty() for number in (*stories, 0)}
    taken = paper.empty()
    for block in reading.blocks:
        line_boxes = [line.box for line in block.lines]
        _claim(printed[block.story], line_boxes, printed[block.story], taken, paper)
    own = {number: list(printed[number]) for number in stories}
    for number, blocks in stories.items():
        boxes = [block.box for block in blocks]
        boxes += [figure.box for figure in reading.figures if figure.story == number]
        _claim(own[number], boxes, printed[number], taken, paper)
    for grow in (_widened, _closed):
        for number in stories:
            others = [rows for other, rows in (own | {0: printed[0]}).items() if other != number]
            others += [rows for other, rows in printed.items() if other != number]
            free = [~row for row in _union(others, paper)]
            grown = grow(own[number], paper)
            own[number] = [
                row | (more & room)
                for row, more, room in zip(own[number], grown, free, strict=True)
            ]
    return {number: paper.polygons(rows) for number, rows in own.items()}


def _claim(rows: Rows, boxes: list[Box], printed: Rows, taken: Rows, paper: "_Paper") -> None:
    """Fill whole blocks and pictures, but where another story is printed."""
    whole = paper.empty()
    for box in boxes:
        paper.fill(whole, box)
    for at, row in enumerate(whole):
        fresh = row & ~(taken[at] & ~printed[at])
        rows[at] |= fresh
        taken[at] |= fresh


def _union(sheets, paper: "_Paper") -> Rows:
    whole = paper.empty()
    for rows in sheets:
        for at, row in enumerate(rows):
            whole[at] |= row
    return whole


def _widened(rows: Rows, paper: "_Paper", by: int = WIDEN) -> Rows:
    mask = (1 << paper.across) - 1
    aside = []
    for row in rows:
        for _step in range(by):
            row |= (row << 1 | row >> 1) & mask
        aside.append(row)
    for _step in range(by):
        aside = [
            above | row | below
            for above, row, below in zip([0, *aside], aside, [*aside[1:], 0], strict=False)
        ]
    return aside


def _narrowed(rows: Rows, paper: "_Paper", by: int) -> Rows:
    mask = (1 << paper.across) - 1
    return [~row & mask for row in _widened([~row & mask for row in rows], paper, by)]


def _closed(rows: Rows, paper: "_Paper") -> Rows:
    return _narrowed(_widened(rows, paper, CLOSE), paper, CLOSE)


class _Paper:
    def __init__(self, width: float, height: float):
        self.square = max(SQUARE, width / MOST_SQUARES, height / MOST_SQUARES)
        self.width, self.height = max(width, self.square), max(height, self.square)
        self.across = max(1, round(self.width / self.square))
        self.down = max(1, round(self.height / self.square))

    def empty(self) -> Rows:
        return [0] * self.down

    def fill(self, rows: Rows, box: Box) -> None:
        """Every square that the box touches by half."""
        left, top, right, bottom = (round(side / self.square) for side in box)
        left, top = max(left, 0), max(top, 0)
        right, bottom = min(max(right, left + 1), self.across), min(bottom, self.down)
        bits = ((1 << max(right - left, 0)) - 1) << left
        for at in range(top, bottom):
            rows[at] |= bits

    def polygons(self, rows: Rows) -> tuple[tuple[str, Points], ...]:
        """The outlines of the connected parts, the largest first."""
        found = []
        for part in _parts(rows):
            if sum(row.bit_count() for row in part) >= SMALLEST or not found:
                found.append((sum(row.bit_count() for row in part), self._outline(part)))
        found.sort(key=lambda pair: -pair[0])
        largest = [points for size, points in found if size >= SMALLEST] or [
            points for _size, points in found[:1]
        ]
        return tuple(("main", points) for points in largest if len(points) > 2)

    def _outline(self, rows: Rows) -> Points:
        corners = _outer_ring(_without_holes(rows))
        return tuple((round(x / self.across, 4), round(y / self.down, 4)) for x, y in corners)


def _runs(row: int) -> list[tuple[int, int]]:
    """[(start, end)] of the ones in a row."""
    runs, at = [], 0
    while row:
        skip = (row & -row).bit_length() - 1
        row >>= skip
        at += skip
        length = (~row & (row + 1)).bit_length() - 1
        runs.append((at, at + length))
        row >>= length
        at += length
    return runs


def _parts(rows: Rows) -> list[Rows]:
    """The connected parts, each as rows of its own."""
    left, parts = list(rows), []
    for start in range(len(left)):
        while left[start]:
            seed = left[start] & -left[start]
            part = _flooded(left, start, seed)
            for at, row in enumerate(part):
                left[at] &= ~row
            parts.append(part)
    return parts


def _flooded(rows: Rows, start: int, seed: int) -> Rows:
    part = [0] * len(rows)
    part[start] = _spread(seed, rows[start])
    waiting = [start]
    while waiting:
        at = waiting.pop()
        for near in (at - 1, at + 1):
            if 0 <= near < len(rows):
                reached = part[at] & rows[near] & ~part[near]
                if reached:
                    part[near] |= _spread(reached, rows[near])
                    waiting.append(near)
    return part


def _spread(seed: int, row: int) -> int:
    """All ones of `row` that are joined to one of `seed`."""
    return sum(
        ((1 << (end - start)) - 1) << start
        for start, end in _runs(row)
        if seed >> start & ((1 << (end - start)) - 1)
    )


def _without_holes(rows: Rows) -> Rows:
    """The part with a cut, one square high, from its left to each hole in it."""
    cut = list(rows)
    while True:
        mask = (1 << max(row.bit_length() for row in cut)) - 1
        holes = [~row & mask & ~out for row, out in zip(cut, _outside(cut), strict=True)]
        at = next((at for at, hole in enumerate(holes) if hole), None)
        if at is None:
            return cut
        first = (holes[at] & -holes[at]).bit_length() - 1
        cut[at] = cut[at] >> first << first


def _outside(rows: Rows) -> Rows:
    """The empty squares that are joined to the empty border around the paper."""
    mask = (1 << max(row.bit_length() for row in rows) + 2) - 1
    empty = [mask, *(~(row << 1) & mask for row in rows), mask]
    return [row >> 1 for row in _flooded(empty, 0, mask)[1:-1]]


def _outer_ring(rows: Rows) -> list[tuple[int, int]]:
    """The corners of a part without holes, clockwise from its highest."""
    steps: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for y, (above, row) in enumerate(pairwise([0, *rows, 0])):
        for start, end in _runs(row & ~above):
            steps[start, y].append((end, y))
        for start, end in _runs(above & ~row):
            steps[end, y].append((start, y))
    for y, row in enumerate(rows):
        for start, end in _runs(row):
            steps[end, y].append((end, y + 1))
            steps[start, y + 1].append((start, y))
    return _walked(steps)


def _walked(steps: dict) -> list[tuple[int, int]]:
    point = start = min(steps, key=lambda corner: (corner[1], corner[0]))
    came, ring = (1, 0), []
    while True:
        ways = steps[point]
        if not ways:
            break
        way = min(ways, key=lambda to: _turn(came, point, to))
        ways.remove(way)
        heading = _sign(way[0] - point[0]), _sign(way[1] - point[1])
        if heading != came or not ring:
            ring.append(point)
        came, point = heading, way
        if point == start:
            break
    return ring


def _turn(came: tuple[int, int], point: tuple[int, int], to: tuple[int, int]) -> int:
    """Left first at a crossing: parts that touch by a corner are walked as one."""
    heading = _sign(to[0] - point[0]), _sign(to[1] - point[1])
    return -(came[1] * heading[0] - came[0] * heading[1])


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)
