"""Stories while they are put together, and the printed parts of their paragraphs."""

import re
from dataclasses import dataclass, field

from articles.importers.readers.dump.cuts import VERSE, ends_open
from articles.importers.readers.dump.headlines import HeadlineGroup
from articles.importers.readers.dump.lines import (
    BYLINE,
    JUMP_TO,
    Line,
    has_names,
    is_byline,
    is_list_of_names,
    opening,
)
from articles.importers.records import ArticleRecord, Caption, Paragraph
from articles.text.bylines import leading_byline
from articles.text.names import looks_like_name, split_names


@dataclass(eq=False, slots=True)
class Text:
    """A paragraph or subhead with the source lines it came from."""

    text: str
    line: int
    kind: str = "text"
    cut: str = ""  # the cut piece this stands below: their column may belong elsewhere
    gap: int = 0  # blank lines above it


@dataclass(eq=False, slots=True)
class Story:
    """One story of a page; `finished` when its end was printed (a byline, a jump)."""

    line: int
    group: HeadlineGroup = field(default_factory=HeadlineGroup)
    label: str = ""
    dateline: str = ""
    byline: str = ""
    author_note: str = ""
    texts: list[Text] = field(default_factory=list)
    captions: list[Caption] = field(default_factory=list)
    jumps: list[str] = field(default_factory=list)
    doubts: list[tuple[str, dict]] = field(default_factory=list)
    finished: bool = False
    broken: bool = False  # holds a piece cut from its beginning
    cut: str = ""  # that piece, until a subhead comes
    continued: bool = False  # begins with 上接

    def doubt(self, code: str, **params) -> None:
        self.doubts.append((code, params))

    def sign(self, printed: str) -> None:
        self.byline = f"{self.byline}\n{printed}" if self.byline else printed

    @property
    def is_running(self) -> bool:
        """Whether the story has text and has not been ended."""
        return bool(self.texts) and not self.finished

    @property
    def has_begun(self) -> bool:
        """Whether the story has more than a headline and has not been ended."""
        return bool(self.texts or self.byline or self.dateline) and not self.finished

    def last_text(self) -> Text | None:
        """The paragraph that may still go on."""
        if self.is_running and self.texts[-1].kind == "text":
            return self.texts[-1]
        return None

    def in_verse(self) -> bool:
        """Whether the story's last lines are short and without stops."""
        last = self.texts[-3:] if self.is_running else []
        verse = [
            text
            for text in last
            if text.kind == "text" and len(text.text) <= VERSE and not is_list_of_names(text.text)
        ]
        return len(verse) == len(last) > 0 and any(ends_open(text.text) for text in verse)

    def starts_continued(self) -> bool:
        """Whether the next text is the first of a second half: it may begin in mid-sentence."""
        return self.continued and not self.texts

    def set_text(self, line: Line) -> None:
        """Sets a paragraph, its dateline, signatures, credit and jump each in their own field."""
        first = not (self.texts or self.dateline)
        parts = body_parts(line.text, first=first, signed=bool(self.byline))
        if first:
            self.dateline = parts.dateline
        if parts.byline:
            self.sign(parts.byline)
        if parts.text:
            self.texts.append(Text(parts.text, line.number, cut=self.cut, gap=line.gap))
        if parts.author_note:
            self.author_note = "\n".join(filter(None, (self.author_note, parts.author_note)))
        if parts.credit:
            self.captions.append(Caption("", parts.credit))
        if parts.jump:
            self.jumps.append(parts.jump)
        signed_below = parts.byline and not parts.dateline
        self.finished = bool(parts.jump or parts.author_note or signed_below)

    def join(self, line: Line) -> None:
        """Finishes the sentence of the last paragraph with this line."""
        last = self.texts.pop()
        self.set_text(Line(last.line, last.text + line.text, 0, "body"))
        self.doubt("joined", first=last.line, second=line.number)

    def set_verse(self, lines: list[Line]) -> None:
        self.texts += [Text(line.text, line.number, gap=line.gap) for line in lines]

    def start(self) -> str:
        """The first characters, to name a story that has no headline."""
        return next((text.text[:12] for text in self.texts), self.byline[:12])

    def record(self, ref: str, page: str) -> ArticleRecord:
        codes = tuple(dict.fromkeys(code for code, _ in self.doubts))
        return ArticleRecord(
            ref=ref,
            page=page,
            kicker=self.group.kicker,
            headline=self.group.headline,
            subheadline=self.group.subheadline,
            label="\n".join(filter(None, (self.label, self.group.label))),
            dateline=self.dateline,
            byline=self.byline,
            author_note=self.author_note,
            paragraphs=tuple(Paragraph(text.kind, text.text) for text in self.texts),
            captions=tuple(self.captions),
            jump="\n".join(self.jumps),
            confidence=round(0.9 ** len(codes), 2),
            doubts=codes,
        )


@dataclass(eq=False, slots=True)
class Stray:
    """A line no story can claim; it stands in `story` under the paragraph `after`, if in any."""

    line: int
    text: str
    code: str = "orphan"
    story: Story | None = None
    after: Text | None = None


@dataclass(frozen=True, slots=True)
class BodyParts:
    """What one printed paragraph holds besides its text."""

    text: str
    dateline: str = ""
    byline: str = ""
    author_note: str = ""
    credit: str = ""
    jump: str = ""


AT_END = 80  # signatures, credits and jumps are short: only the end of a long paragraph is searched
BRACKETED_END = re.compile(r"[（(][^（）()]{2,60}[)）]$")
WHO = re.compile(r"\s*(?P<who>[（(](?P<inside>[^（）()]{1,120})[)）])")
WRITTEN_BY = re.compile(
    r"(?:本文|本报道)由.{0,6}(?:记者|通讯员|实习生|评论员).{1,50}(?:采写|整理|撰写)"
)


def body_parts(text: str, *, first: bool, signed: bool) -> BodyParts:
    """A paragraph taken apart; only the first of a story has a dateline.

    `signed` when the story has a byline, so that （张三） is just text.
    """
    dateline, byline, text = without_dateline(text) if first else ("", "", text)
    text, jump = cut_end(text, JUMP_TO)
    text, note = cut_end(text, AUTHOR_NOTE_AT_END)
    text, credit = cut_end(text, BRACKETED_CREDIT)
    if not (signed or byline or note):
        text, byline = without_signature(text)
    return BodyParts(text, dateline, byline, note, credit, jump)


AUTHOR_NOTE_AT_END = re.compile(r"[（(]作者(?:系|为|单位|是)[^。（）()]{2,60}。?[)）]$")
BRACKETED_CREDIT = re.compile(r"[（(][^（）()]{0,40}(?:摄|摄影|供图)\s*[)）]$")


def without_dateline(text: str) -> tuple[str, str, str]:
    """(本报讯, （记者 张三）, the rest); what is taken for the byline must name people."""
    found = opening(text)
    if not found:
        return "", "", text
    rest = text[found.end() :]
    who = WHO.match(rest)
    if who and names_people(who["inside"]):
        return found[0].strip(), who["who"], rest[who.end() :].lstrip()
    return found[0].strip(), *leading_byline(rest.lstrip())


def cut_end(text: str, pattern: re.Pattern) -> tuple[str, str]:
    tail = text[-AT_END:]
    found = pattern.search(tail)
    if not found or (not tail[: found.start()].strip() and len(text) <= AT_END):
        return text, ""
    cut = len(text) - len(tail) + found.start()
    return text[:cut].rstrip(), text[cut:].strip()


def without_signature(text: str) -> tuple[str, str]:
    """（记者张三） or （张三 李四） after the last sentence."""
    body, bracket = cut_end(text, BRACKETED_END)
    if bracket and body[-1:] in "。！？”…" and names_people(bracket[1:-1]):
        return body, bracket
    return text, ""


def names_people(inside: str) -> bool:
    found = BYLINE.fullmatch(inside)
    if (found and has_names(found)) or is_byline(inside) or WRITTEN_BY.fullmatch(inside):
        return True
    names = split_names(inside)
    return 0 < len(names) <= 4 and all(looks_like_name(name) for name in names)
