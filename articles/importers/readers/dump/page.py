"""The classified lines of one page, with the line being read and what stands around it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from articles.importers.readers.dump.lines import Line

# Kinds of lines around stories, and as what they are set apart.
FURNITURE = {
    "masthead": "masthead",
    "imprint": "masthead",
    "honor": "furniture",
    "contact": "furniture",
    "credit-box": "furniture",
    "page-header": "furniture",
    "folio": "furniture",
    "guide": "notice",
    "advert": "advert",
    "weather": "notice",
}
LOOK_AHEAD = 20  # lines; no page sets more furniture in a row


@dataclass(eq=False, slots=True)
class Page:
    label: str
    title: str = ""
    lines: list[Line] = field(default_factory=list)
    usual_gap: int = 0  # blank lines that part nothing
    at: int = 0

    def read(self) -> Iterator[Line]:
        for self.at, line in enumerate(self.lines):  # noqa: B020 (the loop moves the cursor)
            yield line

    def above(self) -> Line | None:
        return self.lines[self.at - 1] if self.at else None

    def below(self) -> Line | None:
        return self.lines[self.at + 1] if self.at + 1 < len(self.lines) else None

    def next_kind(self) -> str:
        """The kind of the next line that is not furniture, "" at the end of the page."""
        following = self.lines[self.at + 1 : self.at + LOOK_AHEAD]
        return next((line.kind for line in following if line.kind not in FURNITURE), "")

    def wide_gap(self, line: Line | None) -> bool:
        """Whether more blank lines than usual stand before a line, or the page ends."""
        return line is None or line.gap > max(1, self.usual_gap)

    def last_wide_gap(self, lines: list[Line]) -> int:
        """The index of the last of these lines under a wide gap, 0 when none after the first is."""
        return max((i for i, line in enumerate(lines) if i and self.wide_gap(line)), default=0)

    def stands_off(self) -> bool:
        """Whether the line being read has a wide gap on both sides."""
        return self.wide_gap(self.lines[self.at]) and self.wide_gap(self.below())

    def short_block(self) -> bool:
        """Whether at most two paragraphs, this one first, stand together."""
        block = 0
        for line in self.lines[self.at : self.at + 4]:
            if line.kind != "body" or (block and self.wide_gap(line)):
                break
            block += 1
        return block <= 2
