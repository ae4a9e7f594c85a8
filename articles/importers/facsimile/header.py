"""What a page says of itself in its header and foot, and what the name of its file says."""

import re
from dataclasses import dataclass, field, replace
from itertools import chain

from articles.importers.facsimile.records import FURNITURE, MASTHEAD, Box, Line, Reading
from articles.importers.readers.dump import furniture, label_in
from articles.importers.records import Facts
from articles.text.bylines import WIDE_DIGITS, H

NEAR, IN_ROW = 4, 12  # ems between a label and its title, set apart: anywhere, side by side
LARGE = 14  # points, of a bare number that is a label; smaller ones are of the date or the price

# A label by itself: A02, 02, 2版, 第二版
LONE_LABEL = re.compile(r"(?:[A-Z]{1,3}\s?\d{1,3}|0\d)(?:\s*版)?|\d{1,3}\s*版|第\s*\S{1,3}\s*版")
BARE_NUMBER = re.compile(r"\d{1,2}")
DOTTED_DATE = re.compile(r"(\d{4})[.．](\d{1,2})[.．](\d{1,2})")
LONE_TITLE = re.compile(rf"[{H}·/]{{2,8}}")
# The date in 2025-03-02-A02.pdf and rmrb2025030201.pdf
DATE_IN_NAME = re.compile(r"(?:19|20)\d\d([-_.]?)[01]\d\1[0-3]\d")
NUMBER_IN_NAME = (
    re.compile(rf"第?\s*(\d{{1,3}}|[{furniture.CHINESE_NUMBER}头]{{1,3}})\s*版"),
    re.compile(r"(?:page|pg|p|ban)[-_ ]?(\d{1,3})(?!\d)", re.IGNORECASE),
    re.compile(r"(?:^|[-_ .])(\d{1,3})$"),
)
LETTERED = re.compile(r"(?<![A-Za-z0-9])([A-Z]\d\d|[a-h]\d\d)(?![A-Za-z0-9])")


@dataclass(frozen=True)
class Header:
    label: str = ""  # as printed: A02, 2, 二
    title: str = ""
    facts: Facts = field(default_factory=Facts)
    credits: tuple[tuple[str, str], ...] = ()

    @property
    def is_front(self) -> bool:
        """Whether it has what only the first page of an issue prints."""
        facts = self.facts
        return bool(facts.page_count or facts.cn_number or facts.lunar or facts.postal_code)


def header_of(reading: Reading) -> Header:
    lines = [
        line for block in reading.blocks if block.role in (MASTHEAD, FURNITURE)
        for line in block.lines
    ]  # fmt: skip
    texts = [line.text for line in lines] + list(_rows(lines))
    label, title = _label(texts, lines)
    facts = Facts()
    for text in texts:
        facts = furniture.with_facts(facts, DOTTED_DATE.sub(r"\1年\2月\3日", text))
        named = filter(furniture.PAPER_NAME.fullmatch, ("".join(text.split()), *text.split()))
        facts = replace(facts, newspaper=facts.newspaper or next(named, ""))
    return Header(label, title, facts, _credits(lines, texts))


def label_in_name(name: str) -> str:
    """The label that a file is named by, or ""; a number when it is named by one."""
    stem = DATE_IN_NAME.sub(" ", name.rpartition(".")[0] or name)
    if label := label_in(stem):
        return label
    if found := LETTERED.search(stem):
        return found[1].upper()
    found = next(filter(None, (number.search(stem) for number in NUMBER_IN_NAME)), None)
    return found[1] if found else ""


def _rows(lines: list[Line]):
    """The lines that stand side by side, as one: label, title and date are often set apart."""
    left = sorted(lines, key=lambda line: line.box[1] + line.box[3])
    while left:
        middle = (left[0].box[1] + left[0].box[3]) / 2
        row = [line for line in left if line.box[1] <= middle <= line.box[3]] or left[:1]
        left = [line for line in left if line not in row]
        if len(row) > 1:
            yield " ".join(line.text for line in sorted(row, key=lambda line: line.box[0]))


def _label(texts: list[str], lines: list[Line]) -> tuple[str, str]:
    found = [header for text in texts if (header := furniture.page_header(text))]
    lone = [line for line in lines if _is_label(line)]
    label = found[0][0] if found else _plain(lone[0].text) if lone else ""
    titles = (title for _label, title in found if title)
    title = next((title for title in titles if not furniture.PAPER_NAME.fullmatch(title)), "")
    title = title or (_title_beside(lone[0].box, lines) if lone else "")
    return re.sub(r"[第版\s]", "", label), title


def _is_label(line: Line) -> bool:
    text = _plain(line.text)
    large = line.size >= LARGE and BARE_NUMBER.fullmatch(text)
    return bool(large or LONE_LABEL.fullmatch(text))


def _plain(text: str) -> str:
    return text.translate(WIDE_DIGITS).strip()


def _title_beside(box: Box, lines: list[Line]) -> str:
    """The few characters nearest to a label that is set by itself."""
    beside = [
        (distance, line.text)
        for line in lines
        if LONE_TITLE.fullmatch(line.text)
        and not furniture.PAPER_NAME.fullmatch(line.text)
        and not furniture.is_masthead(line.text)
        and not _is_label(line)
        and (distance := _gap(box, line.box)) <= _reach(box, line) * line.size
    ]
    return min(beside)[1] if beside else ""


def _reach(box: Box, line: Line) -> int:
    middle = (line.box[1] + line.box[3]) / 2
    return IN_ROW if box[1] <= middle <= box[3] else NEAR


def _gap(one: Box, other: Box) -> float:
    across = max(other[0] - one[2], one[0] - other[2], 0)
    down = max(other[1] - one[3], one[1] - other[3], 0)
    return across + down


def _credits(lines: list[Line], texts: list[str]) -> tuple[tuple[str, str], ...]:
    """Each person once, though rows repeat what lines say."""
    alone = chain.from_iterable(furniture.credit_box(line.text) for line in lines)
    inside = chain.from_iterable(furniture.credits_in_header(text) for text in texts)
    return tuple(dict.fromkeys([*alone, *inside]))
