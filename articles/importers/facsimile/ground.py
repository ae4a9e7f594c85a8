"""Ground: what a page's rules, frames, fields and pictures say of where text belongs together."""

from collections import Counter
from dataclasses import dataclass, field

from articles.importers.facsimile.records import Box, Line, Sheet

USUAL_BODY = 10.0  # points, of a page that has no text to tell
FRAME_SIDE = 3.2  # em: a frame or field that text can stand in
FRAME_SHARE = 0.85  # of the page: a larger one frames nothing
PICTURE_SIDE = 3.0  # em: smaller pictures are ornaments
SAME_PLACE = 3.0  # points


@dataclass
class Ground:
    """`em` is the size of the running text in points; `homes` are frames and fields that hold
    text, the smallest first; `labels` are fields as small as a column's label."""

    width: float
    height: float
    em: float
    across: list[Box] = field(default_factory=list)  # rules that lie
    upright: list[Box] = field(default_factory=list)  # rules that stand
    homes: list[Box] = field(default_factory=list)
    labels: list[Box] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)

    def home_of(self, box: Box) -> int:
        """Index of the smallest home the box begins in, -1 for the open page."""
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        for at, (left, top, right, bottom) in enumerate(self.homes):
            is_within = left - 2 <= x <= right + 2 and top - 2 <= y <= bottom + 2
            if is_within and box[0] >= left - 3 and box[1] >= top - 3:
                return at
        return -1

    def is_ruled(self, top: float, bottom: float, left: float, right: float) -> bool:
        """Whether a rule lies between two heights, under most of an interval."""
        return any(
            top - 1 <= (rule[1] + rule[3]) / 2 <= bottom + 1
            and overlap((left, right), across(rule)) > 0.5 * (right - left)
            for rule in self.across
        )

    def is_walled(self, left: float, right: float, top: float, bottom: float) -> bool:
        """Whether a rule stands between two columns, along a good part of them."""
        return any(
            left - 1 <= (rule[0] + rule[2]) / 2 <= right + 1
            and overlap((top, bottom), down(rule)) > 0.4 * max(bottom - top, 1)
            for rule in self.upright
        )


def ground_of(sheet: Sheet, lines: list[Line]) -> Ground:
    ground = Ground(sheet.width, sheet.height, _body_size(lines))
    for mark in sheet.marks:
        width, height = mark.box[2] - mark.box[0], mark.box[3] - mark.box[1]
        if mark.kind == "rule":
            (ground.across if width >= height else ground.upright).append(mark.box)
        elif mark.kind == "image":
            if area(mark.box) > (PICTURE_SIDE * ground.em) ** 2:
                ground.pictures.append(mark.box)
        elif height < 5 * ground.em and area(mark.box) < (14 * ground.em) ** 2:
            ground.labels.append(mark.box)
        elif _can_hold_text(mark.box, ground):
            _add_home(mark.box, ground)
    for box in list(_ruled_boxes(ground)):
        _add_home(box, ground)
    ground.homes.sort(key=area)
    return ground


def _body_size(lines: list[Line]) -> float:
    """The size most characters are set in."""
    sizes: Counter[float] = Counter()
    for line in lines:
        if len(line.text) >= 4 and not line.is_vertical:
            sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else USUAL_BODY


def _can_hold_text(box: Box, ground: Ground) -> bool:
    narrowest = min(box[2] - box[0], box[3] - box[1])
    share = area(box) / max(ground.width * ground.height, 1)
    return narrowest >= FRAME_SIDE * ground.em and share < FRAME_SHARE


def _add_home(box: Box, ground: Ground) -> None:
    """A frame drawn on a field is one home."""
    if not any(max(abs(a - b) for a, b in zip(box, h, strict=True)) < 4 for h in ground.homes):
        ground.homes.append(box)


def _ruled_boxes(ground: Ground):
    """Boxes of four rules, of which one may be missing where the page is trimmed."""
    for top in ground.across[:200]:
        for bottom in ground.across[:200]:
            if bottom[1] - top[1] < 8 * ground.em or not _is_level(top, bottom):
                continue
            sides = [_has_side(x, top, bottom, ground) for x in (top[0], top[2])]
            is_trimmed = top[0] < 12 or top[2] > ground.width - 12
            box = (top[0], top[1], top[2], bottom[3])
            is_small = area(box) < 0.6 * ground.width * ground.height
            if is_small and (all(sides) or (any(sides) and is_trimmed)):
                yield box


def _is_level(top: Box, bottom: Box) -> bool:
    return abs(top[0] - bottom[0]) <= SAME_PLACE and abs(top[2] - bottom[2]) <= SAME_PLACE


def _has_side(x: float, top: Box, bottom: Box, ground: Ground) -> bool:
    return any(
        abs((rule[0] + rule[2]) / 2 - x) < SAME_PLACE
        and rule[1] <= top[3] + SAME_PLACE
        and rule[3] >= bottom[1] - SAME_PLACE
        for rule in ground.upright
    )


def overlap(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The length two intervals share; below zero the gap between them."""
    return min(one[1], other[1]) - max(one[0], other[0])


def across(box: Box) -> tuple[float, float]:
    return box[0], box[2]


def down(box: Box) -> tuple[float, float]:
    return box[1], box[3]


def area(box: Box) -> float:
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


def distance(one: Box, other: Box) -> float:
    """The shortest way from one box to another."""
    aside = max(0.0, one[0] - other[2], other[0] - one[2])
    along = max(0.0, one[1] - other[3], other[1] - one[3])
    return (aside * aside + along * along) ** 0.5


def is_inside(box: Box, outer: Box, slack: float = 2.0) -> bool:
    return (
        box[0] >= outer[0] - slack
        and box[1] >= outer[1] - slack
        and box[2] <= outer[2] + slack
        and box[3] <= outer[3] + slack
    )
