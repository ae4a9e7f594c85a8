"""group_columns(): lines of running text become stretches of columns, subheads told apart."""

from collections import defaultdict

from articles.importers.facsimile.ground import Ground, across, overlap
from articles.importers.facsimile.parts import BULLETS, CLOSES, OPENING, Part, part_of, shares
from articles.importers.facsimile.records import Line
from articles.importers.readers.dump.lines import JUMP_FROM, JUMP_TO
from articles.importers.readers.dump.lines import is_byline as names_writers

USUAL_PITCH = 1.62  # em from baseline to baseline, before a second line tells
LOOSER = 1.32  # times the pitch: farther lines belong to another block
ROUND_SUBHEAD = 2.2  # the same above and below a subhead
LONGEST_SUBHEAD = 20
SHORTEST_EDGE = 34  # characters: a longer line is no byline
LARGEST_SUBHEAD = 1.42  # times the running text


def group_columns(lines: list[Line], orders: dict, ground: Ground) -> list[Part]:
    """Blocks of lines that continue one another; vertical lines are blocks of their own."""
    rows = _rows(lines)
    mates = defaultdict(list)
    for line in lines:
        mates[round(line.box[3])].append(line)
    blocks, growing = [], []
    for line in (line for row in rows for line in row):
        home = ground.home_of(line.box)
        fitting = [] if line.is_vertical else growing
        block = max(
            (block for block in fitting if _continues(line, block, home, mates, ground)),
            key=lambda block: block.bottom,
            default=None,
        )
        if block:
            block.lines.append(line)
            block.measure()
            block.last = orders[id(line)][1]
        else:
            block = part_of([line], orders, home=home)
            blocks.append(block)
            growing.append(block)
        growing = [b for b in growing if line.box[1] - b.bottom < 4 * ground.em]
    for block in blocks:
        _mark_subheads(block)
    return [part for block in blocks for part in _without_edges(block, orders)]


def _rows(lines: list[Line]) -> list[list[Line]]:
    """From the top; what stands on one baseline from the left."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.box[3]):
        if rows and line.box[3] - rows[-1][0].box[3] < 0.3 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.box[0]) for row in rows]


def _continues(line: Line, block: Part, home: int, mates: dict, ground: Ground) -> bool:
    last, em = block.lines[-1], line.size
    if last.is_vertical or home != block.home:
        return False
    if _is_tail(line, block):
        return True
    step = line.box[3] - last.box[3]
    if max(em, last.size) > 1.06 * min(em, last.size) or step < 0.6 * em:
        return False
    if overlap(across(line.box), across(block.box)) <= 0 or _is_parted(last, line, ground):
        return False
    if not _is_near(line, block, step):
        return False
    return _is_signature(line, block) or not (
        _is_wider(line, block) or _has_mates(line, block, mates)
    )


def _is_tail(line: Line, block: Part) -> bool:
    """（陈佳 林松） at the right end of a paragraph's last line."""
    last = block.lines[-1]
    return (
        line.text.startswith(("（", "("))
        and abs(line.box[3] - last.box[3]) < 0.3 * line.size
        and line.box[0] - last.box[2] > -0.5 * line.size
        and line.box[2] < block.right + 1.5 * line.size
    )


def _is_signature(line: Line, block: Part) -> bool:
    """（陈佳 林松） at the right edge, on a line of its own."""
    text = line.text.strip()
    is_bracketed = text.startswith(("（", "(")) and text.endswith(("）", ")"))
    return is_bracketed and len(text) < 20 and abs(line.box[2] - block.right) < 2.5 * line.size


def _is_near(line: Line, block: Part, step: float) -> bool:
    """Whether the line keeps to the block's pitch and to its left edge, or is set in its middle."""
    em, usual = line.size, block.pitch or USUAL_PITCH * line.size
    indent = (line.box[0] - block.edge) / em
    if line.text[0] in OPENING and -0.75 < indent < 0:
        indent = 0.0
    is_young = len(block.lines) == 1 or (len(block.lines) == 2 and step <= 1.7 * em)
    is_aligned = abs(indent) < 0.4 or 1.1 < indent < 2.7 or (is_young and -2.7 < indent < -1.1)
    if (_is_centred(line, block) and not is_aligned) or _ends_with_subhead(block):
        return step <= ROUND_SUBHEAD * usual
    if not is_aligned and not _is_signature(line, block):
        return False
    return step <= (LOOSER * usual if len(block.lines) > 2 else max(LOOSER * usual, 1.9 * em))


def _is_centred(line: Line, block: Part) -> bool:
    off_middle = abs(line.box[0] + line.box[2] - block.left - block.right)
    width = line.box[2] - line.box[0]
    return len(block.lines) > 1 and off_middle < 1.4 * line.size and width < 0.86 * block.width


def _is_wider(line: Line, block: Part) -> bool:
    """Whether another measure begins: the line runs past where full lines of the block end."""
    if len(block.lines) <= 2 or block.width <= 4 * line.size:
        return False
    full = [one for one in block.lines if one.box[2] > block.right - 1.3 * line.size]
    return line.box[2] > block.right + 1.3 * line.size and len(full) >= 2


def _has_mates(line: Line, block: Part, mates: dict) -> bool:
    """Whether something else stands under the block on the line's own row: narrower columns."""
    if line.text.startswith(("（", "(")):
        return False
    row = round(line.box[3])
    return any(
        other is not line
        and not other.is_vertical
        and not other.text.startswith(("（", "("))
        and abs(other.box[3] - line.box[3]) < 0.3 * line.size
        and overlap(across(other.box), across(block.box)) > 1.2 * line.size
        for key in range(row - 3, row + 4)
        for other in mates.get(key, ())
    )


def _is_parted(last: Line, line: Line, ground: Ground) -> bool:
    """Whether a rule or a picture lies between two lines."""
    left, right = max(last.box[0], line.box[0]), min(last.box[2], line.box[2])
    if ground.is_ruled(last.box[3] - 1, line.box[1] + 1, left, max(right, left + 1)):
        return True
    width = line.box[2] - line.box[0]
    return any(
        overlap(across(picture), across(line.box)) > 0.3 * width
        and last.box[3] - 2 < (picture[1] + picture[3]) / 2 < line.box[1] + 2
        for picture in ground.pictures
    )


def _ends_with_subhead(block: Part) -> bool:
    return len(block.lines) > 1 and _is_subhead(block, len(block.lines) - 1)


def _mark_subheads(block: Part) -> None:
    block.subheads = {
        id(line)
        for at, line in enumerate(block.lines)
        if len(block.lines) > 2 and _is_subhead(block, at)
    }


def _is_subhead(block: Part, at: int) -> bool:
    """A short line in the middle that ends no sentence, after one that does, before a paragraph."""
    line, em = block.lines[at], block.lines[at].size
    indent, width = line.box[0] - block.left, line.box[2] - line.box[0]
    if not may_be_subhead(line.text) or width > 0.86 * block.width or indent < 0.8 * em:
        return False
    if abs(line.box[0] + line.box[2] - block.left - block.right) > 1.6 * em:
        return False
    if at:
        before = block.lines[at - 1]
        is_closed = before.text.rstrip().endswith(CLOSES)
        if not is_closed and before.box[2] >= block.right - 1.5 * em:
            return False
    if at + 1 == len(block.lines):
        return not 1.7 * em < indent < 2.3 * em
    return block.lines[at + 1].box[0] - block.left >= 1.2 * em


def may_be_subhead(text: str) -> bool:
    """Whether its words could head a section: few, and no end of a sentence."""
    text = text.strip()
    return (
        1 < len(text) <= LONGEST_SUBHEAD
        and not text.startswith(BULLETS)
        and not text.endswith(("。", "，", "、", "；", "！”", "。”", "）", ")"))
    )


def _without_edges(block: Part, orders: dict) -> list[Part]:
    """The block without the bylines and jumps that were grouped with its text."""
    lines, before, after = list(block.lines), [], []
    while len(lines) > 1 and (_is_edge(lines[0].text) or _is_deck(lines, block)):
        before.append(block.split([lines.pop(0)], orders))
    while len(lines) > 1 and is_jump(lines[-1].text):
        after.insert(0, block.split([lines.pop()], orders))
    if before or after:
        subheads, block = block.subheads, block.split(lines, orders)
        block.subheads = subheads
    return [*before, block, *after]


def _is_deck(lines: list[Line], block: Part) -> bool:
    """A short line at the left edge that ends no sentence, before a paragraph: no text does so."""
    first, second, em = lines[0], lines[1], lines[0].size
    return (
        len(lines) > 2
        and not first.text.rstrip().endswith(CLOSES)
        and first.box[0] - block.edge < 0.5 * em
        and first.box[2] < block.right - 2 * em
        and second.box[0] - block.edge > 1.2 * em
        and not first.text.startswith(BULLETS)
    )


def _is_edge(text: str) -> bool:
    return len(text) < SHORTEST_EDGE and (is_byline(text) or is_jump(text))


def is_byline(text: str) -> bool:
    return names_writers(text.strip())


def is_jump(text: str) -> bool:
    """（下转第2版） or （上接第1版） and nothing else."""
    text = text.strip()
    if JUMP_TO.fullmatch(text):
        return True
    found = JUMP_FROM.match(text)
    return bool(found) and found.end() == len(text)


def join_subheads(blocks: list[Part], headlines: list[Part], orders: dict, ground: Ground):
    """(blocks, headlines) after subheads that are set apart from their text have joined it."""
    joined = list(blocks)
    left = list(headlines)
    for part in (*headlines, *blocks):
        others = [one for one in left if one is not part]
        is_free = len(others) < len(left) or any(part is block for block in joined)
        if is_free and _join_subhead(part, joined, others, orders, ground):
            left = others
    return joined, left


def _join_subhead(
    part: Part, blocks: list[Part], headlines: list[Part], orders: dict, ground: Ground
) -> bool:
    """Put a subhead before the text below it in `blocks`; False when it is none."""
    if len(part.lines) > 2 or part.is_vertical or not may_be_subhead(part.text):
        return False
    if not 0.97 * ground.em <= part.size <= LARGEST_SUBHEAD * ground.em:
        return False
    below = next((block for block in blocks if _is_under(block, part, ground)), None)
    if below is None or is_byline(part.text) or is_jump(part.text):
        return False
    if any(_is_under_headline(part, one, ground) for one in headlines):
        return False
    is_large = part.size > 1.28 * ground.em
    if is_large and not any(_is_over(block, part, below, ground) for block in blocks):
        return False
    whole = part.split([*part.lines, *below.lines], orders)
    whole.subheads = {id(line) for line in part.lines} | below.subheads
    blocks[:] = [block for block in blocks if block is not part and block is not below]
    blocks.append(whole)
    return True


def _is_under_headline(part: Part, headline: Part, ground: Ground) -> bool:
    """Right below a headline stands its sub-headline."""
    return (
        headline.home == part.home
        and -2 < part.top - headline.bottom < 1.25 * part.size
        and shares(part.box, headline.box, 0.5)
        and headline.size > LARGEST_SUBHEAD * ground.em
    )


def _is_under(block: Part, subhead: Part, ground: Ground) -> bool:
    """A paragraph right under it, in a column that it stands in the middle or at the left of."""
    em, gap = ground.em, block.top - subhead.bottom
    is_within = subhead.left > block.left - em and subhead.right < block.right + em
    off_middle = abs(subhead.left + subhead.right - block.left - block.right)
    is_placed = off_middle < 2.4 * em or (
        subhead.size > em and subhead.left - block.edge < 2.5 * em
    )
    return (
        block is not subhead
        and block.home == subhead.home
        and -1 < gap < 1.9 * em
        and abs(block.size - em) < 0.1 * em
        and is_within
        and is_placed
        and block.opens is not False
        and not ground.is_ruled(subhead.bottom - 1, block.top + 1, block.left, block.right)
    )


def _is_over(block: Part, subhead: Part, below: Part, ground: Ground) -> bool:
    """Text right above in the very column of the text below."""
    return (
        block is not below
        and block.home == subhead.home
        and -1 < subhead.top - block.bottom < 2.6 * ground.em
        and abs(block.edge - below.edge) < 0.5 * ground.em
        and abs(block.width - below.width) < 2 * ground.em
    )
