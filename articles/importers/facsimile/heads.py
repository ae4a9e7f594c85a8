"""find_heads(): large lines become headlines, and what belongs to each is attached."""

from articles.importers.facsimile.columns import is_byline, is_jump
from articles.importers.facsimile.ground import Ground, across, distance, down, overlap
from articles.importers.facsimile.parts import CLOSES, Head, Part, is_lined_up, part_of, shares
from articles.importers.facsimile.records import (
    BYLINE,
    HEADLINE,
    JUMP,
    KICKER,
    LABEL,
    SUBHEADLINE,
    Line,
    around,
)

LARGE = 1.28  # times the running text
SAME_SIZE = 1.12
STEP = 0.75  # of the size, at most, between the lines of one headline
# em within a headline line: as wide as a space, as wide as it may be, and if the stream says so
SPACE, BLANK, BLANK_IN_STREAM = 0.45, 1.6, 2.3
COLUMN_REACH = 12.0  # em of running text in which a headline's own column begins
INDENT = 2.0  # em
MINOR = 1.25  # times smaller than the headline it belongs to
STANDS_OUT = 1.07  # times the running text: a kicker or sub-headline by its size alone
LABEL_ASIDE = 0.45  # of the page's width, from a label to a headline in the middle
MOST_ABOVE, MOST_BELOW = 2, 4  # kickers and jumps; sub-headlines, bylines and jumps


def find_headlines(lines: list[Line], orders: dict, ground: Ground) -> tuple[list[Part], list]:
    """(headlines, the other lines)"""
    large = [line for line in lines if line.size >= LARGE * ground.em]
    taken = {id(line) for line in large}
    text = [line for line in lines if id(line) not in taken]
    heads: list[Part] = []
    for line in _whole_rows(large, lines, orders, ground):
        head = next((h for h in reversed(heads) if _stacks_on(line, h, ground)), None)
        if head:
            head.lines.append(line)
            head.measure()
        else:
            home = ground.home_of(line.box)
            heads.append(part_of([line], orders, home=home, role=HEADLINE))
    return heads, text


def _whole_rows(large: list[Line], lines: list[Line], orders: dict, ground: Ground) -> list[Line]:
    """Lines from the top, fragments of one line joined over the blank between them."""
    joined: list[Line] = []
    for line in sorted(large, key=lambda one: (round(one.box[3]), one.box[0])):
        if joined and _is_one_line(joined[-1], line, lines, orders, ground):
            last = joined.pop()
            whole = Line(
                f"{last.text} {line.text}",
                around([last.box, line.box]),
                last.size,
                last.edges + line.edges,
            )
            orders[id(whole)] = orders[id(last)][0], orders[id(line)][1]
            line = whole
        joined.append(line)
    return sorted(joined, key=lambda one: (one.box[1], one.box[0]))


def _is_one_line(left: Line, right: Line, lines: list[Line], orders: dict, ground: Ground) -> bool:
    """Whether only a blank parts them, rather than a gutter."""
    em, gap = right.size, right.box[0] - left.box[2]
    is_next = 0 < orders[id(right)][0] - orders[id(left)][1] <= 3
    return (
        not left.is_vertical
        and not right.is_vertical
        and abs(left.box[3] - right.box[3]) < 0.12 * em
        and abs(left.size - em) < 0.06 * em
        and -0.1 * em < gap < (BLANK_IN_STREAM if is_next else BLANK) * em
        and ground.home_of(left.box) == ground.home_of(right.box)
        and not ground.is_walled(left.box[2], right.box[0], left.box[1], right.box[3])
        and (is_next or gap < SPACE * em or not _begins_columns(right, lines, ground))
        and not any(_goes_on(right, other) for other in lines)
    )


def _goes_on(line: Line, other: Line) -> bool:
    """Whether the other is as large and right below, from the same edge on."""
    return (
        abs(other.box[0] - line.box[0]) < 0.25 * line.size
        and abs(other.size - line.size) < 0.06 * line.size
        and -0.3 * line.size < other.box[1] - line.box[3] < STEP * line.size
    )


def _begins_columns(line: Line, lines: list[Line], ground: Ground) -> bool:
    """Whether what stands below begins right where it does, and it heads that alone: lines, of
    text indented or not, and pictures."""
    em = ground.em
    under = [
        box
        for box in (*(other.box for other in lines), *ground.pictures)
        if min(abs(box[0] - line.box[0]), abs(box[0] - line.box[0] - INDENT * em)) < 0.25 * em
        and -2 < box[1] - line.box[3] < COLUMN_REACH * em
    ]
    return len(under) >= 2


def _stacks_on(line: Line, head: Part, ground: Ground) -> bool:
    last, em = head.lines[-1], line.size
    if line.is_vertical or last.is_vertical or head.home != ground.home_of(line.box):
        return False
    if max(em, head.size) >= SAME_SIZE * min(em, head.size):
        return False
    is_aligned = abs(line.box[0] - head.left) < 2.5 * em
    is_centred = abs(line.box[0] + line.box[2] - head.left - head.right) < 2 * em
    return (
        -0.3 * em < line.box[1] - last.box[3] < STEP * em
        and shares(line.box, head.box, 0.3)
        and (is_aligned or is_centred)
        and not ground.is_ruled(last.box[3] - 2, line.box[1] + 2, line.box[0], line.box[2])
    )


def attach(headlines: list[Part], blocks: list[Part], labels: list[Part], ground: Ground):
    """(Heads, the blocks that belong to none)."""
    heads = _by_rank(headlines, blocks, ground)
    free = list(blocks)
    for head in heads:
        for _time in range(0 if head.is_vertical else MOST_ABOVE):
            _take(head, heads, free, _role_above, ground)
        for _time in range(0 if head.is_vertical else MOST_BELOW):
            _take(head, heads, free, _role_below, ground)
    for label in labels:
        _set_label(label, heads, free, ground)
    return heads, free


def _by_rank(headlines: list[Part], blocks: list[Part], ground: Ground) -> list[Head]:
    """A smaller large line close to a larger one is its kicker or sub-headline."""
    heads = {id(part): Head(part) for part in headlines}
    for part in sorted(headlines, key=lambda one: one.size):
        nearest = sorted(headlines, key=lambda one: abs(one.top - part.top))
        for other in nearest:
            role = id(other) in heads and other is not part and _rank(part, other, blocks, ground)
            if role:
                part.role = role
                heads[id(other)].parts += heads.pop(id(part)).parts
                break
    return list(heads.values())


def _rank(part: Part, other: Part, blocks: list[Part], ground: Ground) -> str:
    """What `part` is to the headline `other`: KICKER, SUBHEADLINE or ""."""
    if part.is_vertical or other.is_vertical or other.home != part.home:
        return ""
    if other.size < MINOR * part.size or not shares(part.box, other.box, 0.5):
        return ""
    above, below = other.top - part.bottom, part.top - other.bottom
    middle = min(part.bottom, other.bottom), max(part.top, other.top)
    near, nearest = 0.75 * part.size + 0.2 * other.size, -0.3 * part.size
    if ground.is_ruled(*middle, part.left, part.right):
        return ""
    if nearest < above < near and part.top < other.top:
        return KICKER
    if nearest < below < near and not _heads_own_text(part, other, blocks, ground):
        return SUBHEADLINE
    return ""


def _heads_own_text(part: Part, other: Part, blocks: list[Part], ground: Ground) -> bool:
    """Whether a narrow column of text hangs under it, well inside the larger headline."""
    if part.left <= other.left + 4 * ground.em:
        return False
    return any(
        len(block.lines) > 2
        and -2 < block.top - part.bottom < 2.2 * ground.em
        and shares(block.box, part.box, 0.3)
        and other.width > 1.6 * block.width
        for block in blocks
    )


def _take(head: Head, heads: list[Head], free: list[Part], role_of, ground: Ground) -> None:
    """Give the head the one block nearest to it that plays a part in it and in none nearer."""
    nearest = sorted(free, key=lambda block: distance(block.box, head.box))
    for block in nearest[:12]:
        gap = distance(block.box, head.box)
        is_others = any(distance(block.box, other.box) < gap for other in heads)
        role = not is_others and block.home == head.home and role_of(block, head, free, ground)
        if role:
            block.role = role
            head.parts.append(block)
            free.remove(block)
            return


def _role_above(block: Part, head: Head, free: list[Part], ground: Ground) -> str:
    box = head.box
    gap = box[1] - block.bottom
    if len(block.lines) > 2 or not -2 < gap < 0.75 * block.size + 0.22 * head.main.size:
        return ""
    if not _belongs(block, box, ground) or ground.is_ruled(
        block.bottom - 1, box[1] + 1, block.left, block.right
    ):
        return ""
    if is_jump(block.text):
        return JUMP
    if block.text.rstrip().endswith(("。", "，")):
        return ""
    stands_out = block.size > STANDS_OUT * ground.em
    return KICKER if stands_out or not _ends_a_column(block, free) else ""


def _belongs(block: Part, box, ground: Ground) -> bool:
    return shares(block.box, box, 0.5) and is_lined_up(block.box, box, ground.em)


def _ends_a_column(block: Part, blocks: list[Part]) -> bool:
    """Whether it is the tail of the text above it rather than a line of its own."""
    return any(
        other is not block
        and -2 < block.top - other.bottom < block.size
        and abs(other.left - block.left) < 0.6 * block.size
        for other in blocks
    )


def _role_below(block: Part, head: Head, free: list[Part], ground: Ground) -> str:
    if len(block.lines) > 3:
        return ""
    box = head.box
    if overlap(down(block.box), down(head.main.box)) > 0.5 * block.size:
        return _role_beside(block, head.main.box, ground)
    signs = len(block.lines) <= 2 and is_byline(block.text)
    reach = (2.5 if signs else 1.25) * block.size
    if not -2 < block.top - box[3] < reach or not _belongs(block, box, ground):
        return ""
    if ground.is_ruled(box[3] - 1, block.top + 1, block.left, block.right):
        return ""
    if signs:
        return BYLINE
    if is_jump(block.text):
        return JUMP
    return SUBHEADLINE if _is_deck(block, head, free, ground) else ""


def _role_beside(block: Part, box, ground: Ground) -> str:
    """A byline to the right of its headline, a jump to either side."""
    if len(block.lines) > 1:
        return ""
    if ground.is_walled(*sorted((box[2], block.left)), block.top, block.bottom):
        return ""
    if is_byline(block.text) and -2 < block.left - box[2] < 6 * ground.em:
        return BYLINE
    is_close = -2 < box[0] - block.right < 3 * ground.em or -2 < block.left - box[2] < 3 * ground.em
    return JUMP if is_close and is_jump(block.text) else ""


def _is_deck(block: Part, head: Head, free: list[Part], ground: Ground) -> bool:
    """Whether it reads as a sub-headline: by its size, by the dash it begins with, or as a line by
    itself that no paragraph begins with."""
    if head.has(BYLINE) or _has_text_beside(block, head, free):
        return False
    text = block.text.rstrip()
    if len(block.lines) == 1 and (text.startswith("—") or _stands_alone(block, head, free, ground)):
        return True
    first, *rest = block.lines
    is_paragraph = rest and first.box[0] - rest[0].box[0] > 1.2 * ground.em
    is_long = len(text) > 30 and text.endswith("。")
    return block.size > STANDS_OUT * ground.em and not is_paragraph and not is_long


def _has_text_beside(block: Part, head: Head, free: list[Part]) -> bool:
    """Whether a column of text begins beside it: then it begins a column itself."""
    return any(
        other is not block
        and len(other.lines) > 2
        and other.home == block.home
        and abs(other.top - block.top) < block.size
        and shares(other.box, head.box, 0.5)
        for other in free
    )


def _stands_alone(block: Part, head: Head, free: list[Part], ground: Ground) -> bool:
    """A line at the headline's left edge that ends no sentence, over an indented paragraph or a
    picture."""
    if block.text.rstrip().endswith(CLOSES) or abs(block.left - head.box[0]) > 0.6 * block.size:
        return False
    below = [
        other
        for other in free
        if other is not block
        and -2 < other.top - block.bottom < 3 * block.size
        and shares(other.box, block.box, 0.5)
    ]
    if not below:
        return any(
            -2 < picture[1] - block.bottom < 3 * block.size and shares(picture, block.box, 0.5)
            for picture in ground.pictures
        )
    return all(other.opens or is_byline(other.text) for other in below)


def _set_label(label: Part, heads: list[Head], free: list[Part], ground: Ground) -> None:
    """Give a column's label to the headline by it; right above text it heads briefs itself."""
    heads_text = any(
        -2 < block.top - label.bottom < 2.5 * ground.em and shares(block.box, label.box, 0.5)
        for block in free
    )
    near = (
        []
        if heads_text
        else [head for head in heads if not head.has(LABEL) and _is_labelled(head, label, ground)]
    )
    if near:
        label.role = LABEL
        min(near, key=lambda head: distance(head.box, label.box)).parts.append(label)
    else:
        heads.append(Head(label))


def _is_labelled(head: Head, label: Part, ground: Ground) -> bool:
    """Whether the label stands right above the headline, which may be set in the middle of its
    columns, or right before it."""
    box, em = head.box, ground.em
    if head.home not in {label.home, -1}:
        return False
    if -0.5 * em < box[1] - label.bottom < 3.5 * em:
        aside = -overlap(across(box), across(label.box))
        is_apart = ground.is_walled(*sorted((label.right, box[0])), label.top, box[3])
        return aside < LABEL_ASIDE * ground.width and not is_apart
    is_level = overlap(down(box), down(label.box)) > 0.4 * label.size
    return is_level and 0 < box[0] - label.right < 3 * em
