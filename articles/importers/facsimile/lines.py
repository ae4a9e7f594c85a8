"""set_lines(): glyphs become printed lines, by where they stand and not by the content stream."""

from bisect import bisect_left
from collections import defaultdict
from itertools import pairwise
from statistics import median

from articles.importers.facsimile.records import Line, around

UPRIGHT = 5.0  # degrees a character may be turned and still be read as it stands
SAME_SIZE = 1.08
SAME_ROW = 0.22  # em between the baselines of one line
FAR = 1.15  # em between characters of different lines, whatever stands between
FAR_WITH_BLANK = 2.3  # the same where a blank is printed between them
WIDER = 0.15  # em by which a gutter is wider than the spaces of its line
STARTS = 3  # lines that begin at the same x, which make it the edge of a column
HUNG_STARTS = 2  # enough when the column on the left ends there as well
NEARBY = 24.0  # em up or down to where those lines are looked for
CLOSE = 3.4  # em up or down to lines that would be parted by the same gutter
GUTTER, WIDE_GUTTER = 0.5, 0.8  # em of white that parts lines; as much is a gutter anyway
LEFT_OF_CUT = 4.6  # em of text, at the least
LINE_END = 3  # places in the stream that a line's end may take
STACKED = 3  # characters one below another make a vertical line
WIDE_MARKS = frozenset("，。、；：！？（）《》〈〉【】「」『』“”‘’…—·")
HANGING = frozenset("，。、；：！？”’）》」』,.;:!?")
SOLID = 0.2  # em between them where lines are set without lead
TIGHT, LOOSE = 0.4, 0.5  # em between the characters of a vertical line, and to its sides


def set_lines(sheet, *, trusts_stream=True):
    """(lines, stray): upright text as Lines, and the glyphs that are turned, one Line each run."""
    upright, turned = [], []
    for glyph in sheet.glyphs:
        (upright if _is_upright(glyph) else turned).append(glyph)
    printed = [glyph for glyph in upright if not glyph.text.isspace()]
    blanks = _by_row([glyph for glyph in upright if glyph.text.isspace()])
    stacks = _stacks(printed, trusts_stream)
    used = {glyph.order for stack in stacks for glyph in stack}
    rows = _rows([glyph for glyph in printed if glyph.order not in used])
    walls = _walls(sheet)
    runs = [run for row in rows for run in _broken(row, blanks, walls)]
    runs = _cut_at_columns(runs)
    lines, orders = [], {}
    for run, line in [*((r, _line(r, blanks)) for r in runs), *((k, _vertical(k)) for k in stacks)]:
        lines.append(line)
        orders[id(line)] = run[0].order, run[-1].order
    strays = [glyph for glyph in turned if not glyph.text.isspace()]
    return lines, [_line(run, {}) for run in _streams(strays)], orders


def _is_upright(glyph):
    return min(glyph.angle, 360 - glyph.angle) <= UPRIGHT


def _streams(glyphs):
    """Runs of glyphs that follow one another in the content stream."""
    runs = []
    for glyph in sorted(glyphs, key=lambda g: g.order):
        if runs and glyph.order - runs[-1][-1].order <= 2:
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    return runs


def _em(glyph):
    return glyph.size or 1.0


def _by_row(glyphs):
    """{whole points of the baseline: glyphs}"""
    rows = defaultdict(list)
    for glyph in glyphs:
        rows[round(glyph.box[3])].append(glyph)
    return rows


def _rows(glyphs):
    """Glyphs of one size on one baseline, from left to right."""
    rows = []
    for alike in _sizes(glyphs):
        alike.sort(key=lambda g: g.box[3])
        row = []
        for glyph in alike:
            if row and glyph.box[3] - row[-1].box[3] > SAME_ROW * _em(glyph) / 2:
                rows.append(row)
                row = []
            row.append(glyph)
        rows.append(row)
    for row in rows:
        row.sort(key=lambda g: (g.box[0], g.order))
    return [row for row in rows if row]


def _sizes(glyphs):
    """Lists of glyphs of about the same size."""
    groups = []
    for glyph in sorted(glyphs, key=lambda g: g.size):
        if groups and glyph.size <= groups[-1][0].size * SAME_SIZE:
            groups[-1].append(glyph)
        else:
            groups.append([glyph])
    return groups


def _stacks(glyphs, trusts_stream):
    """Characters that stand one below another and have nothing of their size beside them."""
    stacks = []
    for alike in _sizes(glyphs):
        at = defaultdict(list)
        for glyph in alike:
            at[round(glyph.box[0] / max(_em(glyph), 1))].append(glyph)
        below, taken, solid = {}, set(), {}
        for glyph in alike:
            follower = _below(glyph, at)
            if follower is None or follower.order in taken:
                continue
            if follower.box[1] - glyph.box[3] < SOLID * _em(glyph):
                solid[glyph.order] = follower
            is_next = trusts_stream and 0 < follower.order - glyph.order <= LINE_END
            if is_next or not (_has_neighbour(glyph, at) or _has_neighbour(follower, at)):
                below[glyph.order] = follower
                taken.add(follower.order)
        verses = _verses(_chains(alike, solid))
        versed = {glyph.order for chain in verses for glyph in chain}
        chains = [c for c in _chains(alike, below) if c[0].order not in versed] + verses
        upright = {glyph.order for chain in chains for glyph in chain}
        stacks += [chain for chain in chains if _stands_alone(chain, upright, at)]
    return stacks


def _verses(chains):
    """Those of the chains, set as close across as down, that read down: they begin at one height
    and end where they like, while lines that read across would begin at the left."""
    blocks = []
    for chain in sorted(chains, key=lambda c: c[0].box[0]):
        first = chain[0]
        before = blocks[-1][-1][0] if blocks else first
        is_beside = abs(first.box[0] - before.box[2]) < LOOSE * _em(first)
        if blocks and is_beside and abs(first.box[1] - before.box[1]) < LOOSE * _em(first):
            blocks[-1].append(chain)
        else:
            blocks.append([chain])
    verses = {
        id(chain)
        for block in blocks
        if len(block) >= STACKED and any(len(one) < len(two) for one, two in pairwise(block))
        for chain in block
    }
    return [chain for chain in chains if id(chain) in verses]


def _stands_alone(chain, stacked, at):
    """Whether what stands beside the characters is stacked as well: a poem, not a paragraph."""
    beside = sum(
        any(other.order not in stacked for other in _neighbours(glyph, at)) for glyph in chain
    )
    return beside * 3 <= len(chain)


def _near(glyph, at):
    key = round(glyph.box[0] / max(_em(glyph), 1))
    for near in range(key - 2, key + 3):
        yield from at.get(near, ())


def _below(glyph, at):
    em, best = _em(glyph), None
    for other in _near(glyph, at):
        gap = other.box[1] - glyph.box[3]
        is_below = other.order != glyph.order and -0.3 * em <= gap <= TIGHT * em
        centred = abs(other.box[0] + other.box[2] - glyph.box[0] - glyph.box[2]) < 0.5 * em
        if is_below and centred and (best is None or other.box[1] < best.box[1]):
            best = other
    return best


def _neighbours(glyph, at):
    em = _em(glyph)
    for other in _near(glyph, at):
        gap = max(other.box[0] - glyph.box[2], glyph.box[0] - other.box[2])
        is_level = abs(other.box[3] - glyph.box[3]) < SAME_ROW * em
        if other.order != glyph.order and is_level and -0.3 * em < gap < LOOSE * em:
            yield other


def _has_neighbour(glyph, at):
    return any(True for _other in _neighbours(glyph, at))


def _chains(glyphs, below):
    followers = {glyph.order for glyph in below.values()}
    chains = []
    for glyph in glyphs:
        if glyph.order in followers or glyph.order not in below:
            continue
        chain = [glyph]
        while chain[-1].order in below and len(chain) < len(glyphs):
            chain.append(below[chain[-1].order])
        if len(chain) >= STACKED:
            chains.append(chain)
    return chains


def _walls(sheet):
    """[(x, top, bottom)] of upright rules and the sides of frames and fields."""
    walls = []
    for mark in sheet.marks:
        left, top, right, bottom = mark.box
        if mark.kind == "rule" and bottom - top > right - left:
            walls.append(((left + right) / 2, top, bottom))
        elif mark.kind in {"frame", "fill"}:
            walls += [(left, top, bottom), (right, top, bottom)]
    return sorted(walls)


def _is_walled(left, right, walls):
    """Whether something upright stands between two neighbours of a row."""
    em, middle = _em(left), (left.box[1] + left.box[3]) / 2
    start = bisect_left(walls, (left.box[2] - 0.2 * em,))
    for x, top, bottom in walls[start:]:
        if x > right.box[0] + 0.2 * em:
            return False
        if top <= middle <= bottom:
            return True
    return False


def _broken(row, blanks, walls):
    """The row's runs, broken where characters are too far apart or a rule stands between."""
    runs, run = [], [row[0]]
    for left, right in pairwise(row):
        em = _em(left)
        gap = right.box[0] - left.box[2]
        reach = FAR_WITH_BLANK if gap > FAR * em and _blank_between(left, right, blanks) else FAR
        if gap > reach * em or (gap > 0.2 * em and _is_walled(left, right, walls)):
            runs.append(run)
            run = []
        run.append(right)
    return [*runs, run]


def _blank_between(left, right, blanks):
    """The blank printed between two neighbours of a row, if any."""
    key = round(left.box[3])
    for blank in (b for k in (key - 1, key, key + 1) for b in blanks.get(k, ())):
        middle = (blank.box[0] + blank.box[2]) / 2
        if left.box[0] < middle < right.box[2] and middle > left.box[2] - 0.5 * _em(left):
            return blank
    return None


def _cut_at_columns(runs):
    """Runs cut again where a column begins: gutters may be narrower than a justified space."""
    rows = _by_row([glyph for run in runs for glyph in run])
    starts, ends = defaultdict(list), defaultdict(list)
    for run in runs:
        for left, right in _gaps(run):
            starts[round(right.box[0])].append((right.box[0], right.box[3]))
            ends[round(left.box[2])].append((left.box[2], left.box[3]))
        starts[round(run[0].box[0])].append((run[0].box[0], run[0].box[3]))
        ends[round(run[-1].box[2])].append((run[-1].box[2], run[-1].box[3]))
    cut = []
    for run in runs:
        em, usual, begin = _em(run[0]), _usual_gap(run), 0
        for at in range(1, len(run)):
            left, right = run[at - 1], run[at]
            is_far = right.box[0] - run[begin].box[0] >= LEFT_OF_CUT * em
            if is_far and _parts(left, right, usual * em, starts, ends, rows):
                cut.append(run[begin:at])
                begin = at
        cut.append(run[begin:])
    return cut


def _parts(left, right, usual, starts, ends, rows):
    """Whether a column ends and another begins between two neighbours."""
    em, gap = _em(right), right.box[0] - left.box[2]
    begun = _edges(right.box[0], right.box[3], em, starts)
    is_seen = gap >= max(0.12 * em, usual + WIDER * em) and begun >= STARTS
    if not is_seen:
        is_hung = left.text in HANGING and gap > -0.2 * em  # into the gutter, which it may fill
        ended = _edges(left.box[0], left.box[3], em, ends) if is_hung else 0
        if min(begun, ended) < HUNG_STARTS:
            return False
    return gap >= WIDE_GUTTER * em or not _is_crossed(right, rows)


def _is_crossed(right, rows):
    """Whether lines close above and below run on where the two are apart, and none is parted."""
    em, y = _em(right), right.box[3]
    middle, is_crossed = right.box[0] - 0.2 * em, False
    for key in range(round(y - CLOSE * em), round(y + CLOSE * em) + 1):
        alike = [
            glyph
            for glyph in rows.get(key, ())
            if abs(glyph.box[3] - y) > 0.5 * em and abs(glyph.size - em) < 0.08 * em
        ]
        before = max((g for g in alike if g.box[0] < middle), key=_left, default=None)
        after = min((g for g in alike if g.box[0] >= middle), key=_left, default=None)
        if before is None or after is None:
            continue
        if after.box[0] - before.box[2] >= GUTTER * em:
            return False
        is_hung = before.text in HANGING and abs(after.box[0] - right.box[0]) < 0.15 * em
        is_crossed = is_crossed or not is_hung
    return is_crossed


def _left(glyph):
    return glyph.box[0]


def _usual_gap(run):
    """In em."""
    gaps = [right.box[0] - left.box[2] for left, right in pairwise(run)]
    return median(gaps) / _em(run[0]) if gaps else 0.0


def _gaps(run):
    """Neighbours clearly farther apart than the others of their line."""
    usual, em = _usual_gap(run), _em(run[0])
    for left, right in pairwise(run):
        if right.box[0] - left.box[2] > (max(usual, 0) + 0.6) * em:
            yield left, right


def _edges(x, y, em, edges):
    """How many lines nearby begin (or end) at this very x."""
    rows = {
        round(other_y)
        for key in (round(x) - 1, round(x), round(x) + 1)
        for other_x, other_y in edges.get(key, ())
        if abs(other_x - x) <= 0.12 * em and 0.5 * em < abs(other_y - y) <= NEARBY * em
    }
    return len(rows)


def _line(run, blanks):
    usual, em = _usual_gap(run), _em(run[0])
    text, edges = [run[0].text], [run[0].box[0]]
    for left, right in pairwise(run):
        space = _space(left, right, usual * em, blanks)
        if space:
            text.append(space)
            edges.append(min(left.box[2], right.box[0]))
        text.append(right.text)
        edges.append(right.box[0])
    edges.append(run[-1].box[2])
    size = median(glyph.size for glyph in run)
    return Line("".join(text), around(g.box for g in run), size, tuple(_spread(text, edges)))


def _spread(text, edges):
    """One edge for each character: a ligature's characters share its place."""
    for part, (left, right) in zip(text, pairwise(edges), strict=True):
        for at in range(len(part)):
            yield left + (right - left) * at / len(part)
    yield edges[-1]


def _space(left, right, usual, blanks):
    """What is read between two characters: a blank that was printed, or one that is seen."""
    em = _em(left)
    gap = right.box[0] - left.box[2] - max(usual, 0)
    both_digits = left.text.isdigit() and right.text.isdigit() and left.text.isascii()
    if gap < (0.62 if both_digits else 0.16) * em:
        return ""
    blank = _blank_between(left, right, blanks)
    if blank:
        return "\u3000" if blank.text == "\u3000" else " "
    beside_full_stop = left.text in WIDE_MARKS or right.text in WIDE_MARKS
    return " " if gap > (0.6 if beside_full_stop else 0.2) * em else ""


def _vertical(stack):
    edges = [*(glyph.box[1] for glyph in stack), stack[-1].box[3]]
    texts = [glyph.text for glyph in stack]
    size = median(glyph.size for glyph in stack)
    return Line(
        "".join(texts), around(g.box for g in stack), size, tuple(_spread(texts, edges)), True
    )
