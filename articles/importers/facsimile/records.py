"""What is printed on one page: as it stands in the PDF (Sheet) and as it was understood (Reading).

Plain records, no Django. Lengths are points (1/72 inch), measured from the top left of the page
as it is seen: cropped and turned the right way up. A box is (left, top, right, bottom).
"""

from dataclasses import dataclass

Box = tuple[float, float, float, float]

# What a block is. The first group is part of a story, the second stands apart from all.
HEADLINE, KICKER, SUBHEADLINE = "headline", "kicker", "subheadline"
BYLINE, LABEL, JUMP = "byline", "label", "jump"
TEXT, SUBHEAD, CAPTION, CREDIT = "text", "subhead", "caption", "credit"
MASTHEAD, ADVERT, NOTICE, FURNITURE = "masthead", "advert", "notice", "furniture"
UNPLACED = "unplaced"

IN_STORY = (HEADLINE, KICKER, SUBHEADLINE, BYLINE, LABEL, JUMP, TEXT, SUBHEAD, CAPTION, CREDIT)
APART = (MASTHEAD, ADVERT, NOTICE, FURNITURE, UNPLACED)


@dataclass(frozen=True, slots=True)
class Glyph:
    """One printed character. `box` is its em box for full-width characters, not its ink."""

    text: str
    box: Box
    size: float  # em height in points, the text matrix counted in
    font: str  # "" when the PDF does not say
    order: int  # place in the content stream: evidence only, producers shuffle it
    angle: float = 0.0  # degrees the character is turned clockwise
    is_hidden: bool = False  # drawn invisibly, as an OCR layer is


@dataclass(frozen=True, slots=True)
class Mark:
    """A rule, frame, tinted field or picture."""

    kind: str  # rule, frame, fill or image
    box: Box
    order: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as extracted; enough to lay it out again without the PDF."""

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    marks: tuple[Mark, ...] = ()
    unmapped: int = 0  # glyphs whose character the PDF does not tell


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line. `edges` are the len(text) + 1 borders of its characters along the line:
    x of a horizontal line, y of a vertical one."""

    text: str
    box: Box
    size: float
    edges: tuple[float, ...]
    is_vertical: bool = False
    opens: bool = False  # begins a paragraph


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together whatever the story: one headline, one run of text in a column.

    `story` numbers the stories of a page from 1 and is 0 for what stands apart. A paragraph goes
    on into the next text block of its story where that one's first line does not open.
    `confidence` (0..1) is of the decision to put it there; `doubts` are codes of
    `importers.records.MESSAGES`.
    """

    id: int  # unique on the page, kept when the block moves
    role: str
    lines: tuple[Line, ...]
    story: int = 0
    figure: int = 0  # id of the figure that a caption or credit is for
    confidence: float = 1.0
    doubts: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)

    @property
    def box(self) -> Box:
        return around(line.box for line in self.lines)


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture of the page, to be cut out; `story` as in Block."""

    id: int
    box: Box
    story: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """A page as understood. The blocks of a story stand in its reading order, stories in the
    order of the page; every glyph of the page that is not blank is in exactly one block."""

    width: float
    height: float
    blocks: tuple[Block, ...]
    figures: tuple[Figure, ...] = ()

    def stories(self) -> dict[int, list[Block]]:
        """{number: its blocks in reading order}, in the order of the page."""
        found: dict[int, list[Block]] = {}
        for block in self.blocks:
            if block.story:
                found.setdefault(block.story, []).append(block)
        return found

    def as_json(self) -> dict:
        return {
            "width": self.width,
            "height": self.height,
            "blocks": [_block_json(block) for block in self.blocks],
            "figures": [
                {"id": f.id, "box": _rounded(f.box), "story": f.story} for f in self.figures
            ],
        }

    @classmethod
    def from_json(cls, kept: dict) -> "Reading":
        return cls(
            kept["width"],
            kept["height"],
            tuple(_block(block) for block in kept["blocks"]),
            tuple(Figure(f["id"], tuple(f["box"]), f["story"]) for f in kept["figures"]),
        )


def around(boxes) -> Box:
    """The smallest box around boxes, of which there must be one."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _rounded(numbers) -> list[float]:
    return [round(number, 1) for number in numbers]


def _block_json(block: Block) -> dict:
    return {
        "id": block.id,
        "role": block.role,
        "story": block.story,
        "figure": block.figure,
        "confidence": round(block.confidence, 2),
        "doubts": list(block.doubts),
        "lines": [
            {
                "text": line.text,
                "box": _rounded(line.box),
                "size": round(line.size, 1),
                "edges": _rounded(line.edges),
                "vertical": line.is_vertical,
                "opens": line.opens,
            }
            for line in block.lines
        ],
    }


def _block(kept: dict) -> Block:
    lines = tuple(
        Line(
            line["text"],
            tuple(line["box"]),
            line["size"],
            tuple(line["edges"]),
            line["vertical"],
            line["opens"],
        )
        for line in kept["lines"]
    )
    return Block(
        kept["id"],
        kept["role"],
        lines,
        kept["story"],
        kept["figure"],
        kept["confidence"],
        tuple(kept["doubts"]),
    )
