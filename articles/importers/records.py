"""What readers hand to the loader: plain frozen records, no database and no Django.

Every field that holds printed text holds it verbatim, brackets included; absent text is "".
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field

from articles.importers.facsimile.records import Reading


def gettext_noop(message: str) -> str:
    """Marks a sentence for the catalogue; whoever shows it translates it."""
    return message


MESSAGES = {
    # Nothing could be read (Unreadable)
    "empty": gettext_noop("%(name)s is empty."),
    "binary": gettext_noop("%(name)s is not a text file."),
    "too-large": gettext_noop("%(name)s is larger than %(limit)s MB."),
    "undecodable": gettext_noop(
        "%(name)s is neither UTF-8 nor GB18030 (first bad byte: %(position)s)."
    ),
    "no-text": gettext_noop("%(name)s contains no text."),
    "no-date": gettext_noop("%(name)s does not say its date. Give the date."),
    "pdf-broken": gettext_noop("%(name)s is damaged. Ask the press to send it again."),
    "pdf-encrypted": gettext_noop("%(name)s is locked by a password. Ask for it without one."),
    "pdf-no-pages": gettext_noop("%(name)s has no pages."),
    "pdf-book": gettext_noop(
        "%(name)s has %(pages)s pages, more than %(limit)s: a book, not a newspaper."
    ),
    "no-ocr": gettext_noop(
        "Reading text off pictures needs an extra that is not installed (requirements-ocr.txt)."
    ),
    "ocr-failed": gettext_noop("No text could be read off this part of the picture."),
    "read-off": gettext_noop("“%(start)s” was read off the picture: compare every word."),
    "cancelled": gettext_noop("The reading was cancelled. Nothing was changed."),
    # The text of a page cannot be used (facsimile.quality); its picture and PDF are kept
    "wrong-characters": gettext_noop(
        "The PDF does not tell which characters this page is printed with; read as text it is "
        "gibberish. Ask the press for a PDF with text that can be copied, or type the stories."
    ),
    "scan": gettext_noop(
        "This page is a single picture without text. If it is not an advert, ask the press for the "
        "PDF that was printed from, or type the stories."
    ),
    "ocr-layer": gettext_noop(
        "This page is a scan with text recognised by machine behind it. That text is kept but not "
        "trusted: draw the stories by hand and check every word."
    ),
    "outlined": gettext_noop(
        "The characters of this page are drawn as shapes. Ask the press for a PDF with text that "
        "is not converted to outlines, or type the stories."
    ),
    "no-page-text": gettext_noop("This page has no text. If that is wrong, send it again."),
    "crowded": gettext_noop(
        "This page has %(glyphs)s characters, more than the %(limit)s a newspaper page can hold. "
        "Its text was not read."
    ),
    "page-broken": gettext_noop(
        "Page %(position)s of %(name)s is damaged and could not be read. Ask the press to send it "
        "again."
    ),
    "layout-failed": gettext_noop(
        "The stories of this page could not be told apart. Its picture and its text are kept: make "
        "it up by hand."
    ),
    "page-slow": gettext_noop(
        "Page %(position)s of %(name)s took longer than %(seconds)s seconds and was left. Ask the "
        "press for a simpler PDF."
    ),
    "page-memory": gettext_noop(
        "Page %(position)s of %(name)s needs too much memory and was left. Ask the press for a "
        "simpler PDF."
    ),
    # A person has to decide
    "orphan": gettext_noop(
        "Line %(line)s begins nowhere and continues no story with certainty. Choose where it goes."
    ),
    "unclassified": gettext_noop("Line %(line)s belongs to no story. Choose where it goes."),
    "credit-without-caption": gettext_noop(
        "The photo credit “%(credit)s” stands alone. Which photo and which story is it for?"
    ),
    "private-use": gettext_noop(
        "Line %(line)s has characters a reader cannot see (%(characters)s). They are kept."
    ),
    "jump-unmatched": gettext_noop("The other half of “%(jump)s” was not found in this file."),
    "date-differs": gettext_noop("The masthead says %(printed)s, the issue is of %(date)s."),
    "weekday-differs": gettext_noop("The masthead says %(printed)s, which %(date)s is not."),
    "number-differs": gettext_noop(
        "The masthead says total number %(printed)s, but the issue of %(date)s has %(number)s: "
        "%(expected)s was expected."
    ),
    "private-glyphs": gettext_noop(
        "%(count)s characters of this page are signs of the press's own (%(characters)s) that a "
        "reader cannot see. They are kept; replace them."
    ),
    "uncounted": gettext_noop(
        "This page has %(read)s characters, its stories %(placed)s. Compare them with the page."
    ),
    "label-asked": gettext_noop(
        "Page %(position)s of %(name)s does not print its label and was taken for %(label)s. Say "
        "which page it is."
    ),
    "label-taken": gettext_noop(
        "Page %(position)s of %(name)s prints %(printed)s like another page and was taken for "
        "%(label)s. Say which page it is."
    ),
    "label-differs": gettext_noop(
        "The page prints %(printed)s, its file is called %(name)s. It was taken for %(printed)s."
    ),
    "facts-differ": gettext_noop("This page says %(printed)s, page %(where)s says %(other)s."),
    "page-count-differs": gettext_noop("The masthead says %(printed)s pages; %(read)s were read."),
    # For nobody to mend
    "jump-elsewhere": gettext_noop("“%(jump)s” names a page that is not in this file."),
    "off-page": gettext_noop(
        "%(count)s characters lie at or beyond the edge of the page (“%(start)s”)."
    ),
    "vertical-page": gettext_noop("Most of this page is set vertically."),
    "turned-text": gettext_noop("%(count)s characters of this page are set at an angle."),
    # The reader decided and says so
    "joined": gettext_noop("Lines %(first)s and %(second)s were joined in mid-sentence."),
    "gap-before": gettext_noop("Something is missing before “%(start)s”."),
    "gap-after": gettext_noop("The sentence ending “%(end)s” is not finished."),
    "reordered": gettext_noop("The paragraphs from line %(line)s were moved to “%(subhead)s”."),
    "split-headline": gettext_noop(
        "Line %(line)s was divided into kicker, headline and sub-headline."
    ),
    "guessed-headline": gettext_noop(
        "“%(headline)s” was taken for a headline only by its position."
    ),
    "guessed-label": gettext_noop("“%(label)s” was taken for a column label."),
    "guessed-subhead": gettext_noop("“%(subhead)s” was taken for a subhead."),
    "guessed-jump": gettext_noop("“%(jump)s” was linked to “%(headline)s” by likeness only."),
    "unsure-link": gettext_noop("Whether “%(start)s” belongs to this story is not certain."),
    "unplaced-text": gettext_noop("“%(start)s” belongs to no story. Choose where it goes."),
    "no-headline": gettext_noop("The story beginning “%(start)s” has no headline."),
    "page-again": gettext_noop(
        "This page was there before: it is read anew, and what editors wrote stays."
    ),
    "edited-differs": gettext_noop(
        "An editor's text stayed here; the page says “%(printed)s” instead."
    ),
    "no-text-below": gettext_noop("The headline “%(headline)s” has no text."),
}


NOTICES = frozenset(["page-again", "jump-elsewhere", "off-page", "vertical-page", "turned-text"])


class Unreadable(Exception):
    """Nothing can be read from the source; `code` is a key of MESSAGES."""

    def __init__(self, code: str, **params):
        self.code = code
        self.params = params
        super().__init__(MESSAGES[code] % params)


@dataclass(frozen=True, slots=True)
class Paragraph:
    kind: str  # text, subhead, quote, item or row
    text: str


@dataclass(frozen=True, slots=True)
class Caption:
    text: str
    credit: str  # as printed: （本报记者 张三 摄）
    file: str | None = None
    figure: int = 0  # id of the picture on the page, where that is known


@dataclass(frozen=True, slots=True)
class ZoneRecord:
    page: str  # the page's label
    role: str  # main, photo, jump or advert
    points: tuple[tuple[float, float], ...]  # 0..1 of width and height, from the top left


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """One story, or one half of a story that jumps. Line breaks of headlines are "\\n"."""

    ref: str  # unique in the issue: "A01-1"
    page: str  # the page's label, "" when the source does not say
    kicker: str = ""
    headline: str = ""
    subheadline: str = ""
    label: str = ""  # printed column label: 【街巷】
    dateline: str = ""
    byline: str = ""
    paragraphs: tuple[Paragraph, ...] = ()
    captions: tuple[Caption, ...] = ()
    zones: tuple[ZoneRecord, ...] = ()
    jump: str = ""  # （下转第2版）
    continues: str = ""  # ref of the article this one continues
    confidence: float = 1.0  # 0..1
    doubts: tuple[str, ...] = ()  # codes; each has a Problem whose item is this ref
    section: str = ""  # the source's own name for the section; not printed text
    author_note: str = ""  # 作者系…

    def printed(self) -> Iterator[str]:
        """Every printed text of the article, once each."""
        yield from (self.label, self.kicker, self.headline, self.subheadline)
        yield from (self.dateline, self.byline, self.author_note, self.jump)
        yield from (paragraph.text for paragraph in self.paragraphs)
        for caption in self.captions:
            yield from (caption.text, caption.credit)


@dataclass(frozen=True, slots=True)
class PageRecord:
    """A page; the files are paths of what was made of its PDF, None for a text dump."""

    label: str  # A01
    number: int  # order in the issue, from 1
    title: str = ""  # 要闻
    credits: tuple[tuple[str, str], ...] = ()  # (责编, 张三), one pair per person
    width: float | None = None  # in points
    height: float | None = None
    image: str | None = None  # JPEG
    pdf: str | None = None  # this page alone
    sheet: str | None = None  # facsimile.records.Sheet as gzipped JSON
    reading: Reading | None = None  # None when the text cannot be used


@dataclass(frozen=True, slots=True)
class Apart:
    """Printed text that is in no article, verbatim; `unplaced` text also has a Problem."""

    page: str
    kind: str  # masthead, advert, notice, unplaced or furniture
    text: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """Where a fragment may belong: before the paragraph with index `position` of article `ref`.

    When `joins` is set, the fragment finishes the sentence of the paragraph before it.
    """

    ref: str
    position: int
    score: float  # 0..1, best first
    why: str  # open-sentence, shared-words or nearby
    joins: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to tell a person. `message` is an English template; `params` fill it."""

    code: str  # a key of MESSAGES
    page: str
    item: str  # ref of the article, or "line 17"
    message: str
    text: str = ""  # the unplaced text, verbatim
    candidates: tuple[Candidate, ...] = ()
    params: dict = field(default_factory=dict)

    def sentence(self) -> str:
        return self.message % self.params

    @property
    def needs_person(self) -> bool:
        """False for what is as it should be and only said."""
        return self.code not in NOTICES


def problem(code: str, page: str, item: str, *, text="", candidates=(), **params) -> Problem:
    return Problem(code, page, item, MESSAGES[code], text, tuple(candidates), params)


@dataclass(frozen=True, slots=True)
class Facts:
    """What mastheads and imprints say of the issue."""

    newspaper: str = ""
    date: datetime.date | None = None
    weekday: str = ""  # 星期四
    lunar: str = ""  # 农历乙巳年正月三十
    number: int | None = None  # 总期号
    page_count: int | None = None  # 今日N版
    cn_number: str = ""  # CN 35-0001
    postal_code: str = ""  # 邮发代号
    slogan: str = ""


@dataclass(frozen=True, slots=True)
class IssueRecord:
    """All that one source holds. `text` is the source as decoded, for the count of characters."""

    format: str
    pages: tuple[PageRecord, ...] = ()
    articles: tuple[ArticleRecord, ...] = ()
    apart: tuple[Apart, ...] = ()
    problems: tuple[Problem, ...] = ()
    facts: Facts = Facts()
    text: str = ""

    def counts(self) -> dict[str, int]:
        """Non-blank characters; read = placed + apart + unplaced, or a reader has lost text."""
        apart = [part for part in self.apart if part.kind != "unplaced"]
        unplaced = [part for part in self.apart if part.kind == "unplaced"]
        return {
            "read": characters(self.text),
            "placed": sum(characters(t) for a in self.articles for t in a.printed()),
            "apart": sum(characters(part.text) for part in apart),
            "unplaced": sum(characters(part.text) for part in unplaced),
        }

    def as_report(self) -> dict:
        """The reader's part of the import report, ready for JSON."""
        return {
            "format": self.format,
            "pages": [page_report(page) for page in self.pages],
            "articles": [article_report(article) for article in self.articles],
            "apart": [
                {"page": part.page, "kind": part.kind, "text": part.text} for part in self.apart
            ],
            "problems": [problem_report(trouble) for trouble in self.problems],
            "counts": self.counts(),
        }


def characters(text: str) -> int:
    """Non-blank characters of a text; U+3000 is a blank, a zero-width mark is not."""
    return sum(map(len, text.split()))


def page_report(page: PageRecord) -> dict:
    return {
        "label": page.label,
        "number": page.number,
        "title": page.title,
        "width": page.width,
        "height": page.height,
        "credits": [{"role": role, "person": person} for role, person in page.credits],
    }


def article_report(article: ArticleRecord) -> dict:
    return {
        "ref": article.ref,
        "page": article.page,
        "kicker": article.kicker,
        "headline": article.headline,
        "subheadline": article.subheadline,
        "column": article.label,
        "dateline": article.dateline,
        "byline": article.byline,
        "paragraphs": [{"kind": p.kind, "text": p.text} for p in article.paragraphs],
        "captions": [{"text": c.text, "credit": c.credit} for c in article.captions],
        "zones": [{"page": z.page, "role": z.role, "points": z.points} for z in article.zones],
        "jump": article.jump,
        "continues": article.continues,
        "confidence": article.confidence,
        "doubts": list(article.doubts),
        "section": article.section,
        "author_note": article.author_note,
    }


def problem_report(trouble: Problem) -> dict:
    return {
        "code": trouble.code,
        "page": trouble.page,
        "item": trouble.item,
        "message": trouble.sentence(),
        "needs_person": trouble.needs_person,
        "text": trouble.text,
        "candidates": [
            {"ref": c.ref, "position": c.position, "score": c.score, "why": c.why, "joins": c.joins}
            for c in trouble.candidates
        ],
    }
