"""Part and Head: the pieces of a page while it is being made out."""

from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from articles.importers.facsimile.ground import across, overlap
from articles.importers.facsimile.records import HEADLINE, TEXT, Box, Line, around

OPENING = frozenset("“‘（《「『【(")  # hang over the left edge of a column
BULLETS = tuple("●■▲◆★○□▪•◎※")
VERSE, VERSE_FULL = 4, 0.34  # lines, and the share of them that is full, up to which it is verse
CLOSES = tuple("。！？”’）)…】；：")  # a sentence may end with these


@dataclass(eq=False)
class Part:
    """Lines that stand together, from the top; `subheads` are ids of those that are subheads.

    `first` and `last` are the places of its first and last character in the content stream.
    """

    lines: list[Line]
    role: str = TEXT
    home: int = -1
    figure: int = 0
    first: int = 0
    last: int = 0
    subheads: set[int] = field(default_factory=set)
    box: Box = (0, 0, 0, 0)
    size: float = 0.0

    def __post_init__(self):
        self.measure()

    def measure(self) -> "Part":
        self.box = around(line.box for line in self.lines)
        self.size = median(line.size for line in self.lines)
        return self

    left = property(lambda self: self.box[0])
    top = property(lambda self: self.box[1])
    right = property(lambda self: self.box[2])
    bottom = property(lambda self: self.box[3])
    width = property(lambda self: self.box[2] - self.box[0])

    @property
    def text(self) -> str:
        return "".join(line.text for line in self.lines)

    @property
    def is_vertical(self) -> bool:
        return self.lines[0].is_vertical

    @property
    def edge(self) -> float:
        """The left edge of the column, which a quotation mark may overstep."""
        plain = [line.box[0] for line in self.lines if line.text[0] not in OPENING]
        return min(plain or [line.box[0] for line in self.lines])

    @property
    def pitch(self) -> float | None:
        """From baseline to baseline."""
        steps = [below.box[3] - above.box[3] for above, below in pairwise(self.lines)]
        steps = [step for step in steps if step > 0.5 * self.size]
        return median(steps) if steps else None

    def split(self, lines: list[Line], orders: dict) -> "Part":
        """A part of some of these lines."""
        return part_of(lines, orders, home=self.home)

    @property
    def opens(self) -> bool | None:
        """Whether the first line begins a paragraph; None when that cannot be told."""
        line = self.lines[0]
        if line.text.startswith(BULLETS) or id(line) in self.subheads:
            return True
        if len(self.lines) == 1 or self.is_vertical:
            return None
        return line.box[0] - self.edge > 1.1 * line.size

    @property
    def is_verse(self) -> bool:
        """Whether its lines end where they like: those of prose reach the right edge."""
        full = [line for line in self.lines if line.box[2] > self.right - 1.6 * line.size]
        is_indented = any(line.box[0] > self.edge + 1.1 * line.size for line in self.lines)
        is_column = len(self.lines) >= VERSE and self.width > 5 * self.size
        return is_column and not is_indented and len(full) < VERSE_FULL * len(self.lines)

    @property
    def ends_open(self) -> bool | None:
        """Whether the last sentence goes on elsewhere; None when that cannot be told."""
        line, text = self.lines[-1], self.lines[-1].text.rstrip()
        if self.is_vertical:
            return None
        if not text.endswith(CLOSES):
            return True
        if len(self.lines) > 1 and line.box[2] < self.right - 1.6 * line.size:
            return False
        is_short = line.box[2] < self.right - 0.9 * line.size
        return False if is_short and text.endswith(("。", "！", "？", "”", "）")) else None


@dataclass(eq=False)
class Head:
    """A headline with its kicker, sub-headline, byline, jump and label."""

    main: Part
    parts: list[Part] = field(default_factory=list)

    def __post_init__(self):
        self.main.role = HEADLINE
        self.parts.append(self.main)

    home = property(lambda self: self.main.home)
    is_vertical = property(lambda self: self.main.is_vertical)

    @property
    def box(self) -> Box:
        return around(part.box for part in self.parts)

    def has(self, role: str) -> bool:
        return any(part.role == role for part in self.parts)


def part_of(lines: list[Line], orders: dict, **known) -> Part:
    """A Part of lines whose places in the stream are known by `orders`."""
    return Part(lines, first=orders[id(lines[0])][0], last=orders[id(lines[-1])][1], **known)


def shares(one: Box, other: Box, least: float) -> bool:
    """Whether the narrower of two boxes lies under the other with that share of its width."""
    narrower = min(one[2] - one[0], other[2] - other[0])
    return overlap(across(one), across(other)) >= least * narrower


def is_lined_up(box: Box, other: Box, em: float) -> bool:
    """Left, right or middle in line, or within the other's width."""
    is_left = abs(box[0] - other[0]) < 2.6 * em
    is_right = abs(box[2] - other[2]) < 2.6 * em
    is_centred = abs(box[0] + box[2] - other[0] - other[2]) < 3 * em
    return is_left or is_right or is_centred or (box[0] > other[0] - em and box[2] < other[2] + em)
