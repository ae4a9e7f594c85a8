"""Reads the plain-text dump of a typeset page or issue into records.

Two passes: `lines` says what each line is by itself, `desk` puts the lines of a page into stories.
Then `fragments` proposes places for what is left over and `jumps` joins the halves of stories.
Text is moved between fields but never changed: every character read is in exactly one place.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from articles.importers.readers.dump import furniture
from articles.importers.readers.dump.desk import Desk
from articles.importers.readers.dump.fragments import (
    Places,
    is_unfinished,
    likeness_of,
    put_in_order,
    set_lone_quotes_aside,
)
from articles.importers.readers.dump.jumps import link_jumps
from articles.importers.readers.dump.lines import Line, classify, split_lines, usual_gap
from articles.importers.readers.dump.page import Page
from articles.importers.readers.dump.source import decode
from articles.importers.readers.dump.stories import Story, Stray
from articles.importers.readers.dump.verse import set_stanzas
from articles.importers.readers.dump.wrapping import unwrapped
from articles.importers.records import (
    Apart,
    ArticleRecord,
    Candidate,
    Facts,
    IssueRecord,
    PageRecord,
    Problem,
    problem,
)


def read(source: bytes, name: str, *, page_label: str | None = None) -> IssueRecord:
    """The issue a dump holds; raises Unreadable. `page_label` serves where no page header is."""
    text = decode(source, name)
    printed = split_lines(text)
    lines = [classify(line) for line in unwrapped(printed, usual_gap(printed))]
    pages = pages_of(lines, page_label or label_in(name))
    for page in pages:
        page.usual_gap = usual_gap(page.lines)
    desks = [made_up(page) for page in pages]
    articles, problems = articles_of(desks)
    linked, jump_problems = link_jumps(articles)
    return IssueRecord(
        format="text",
        pages=tuple(page_record(page, number) for number, page in enumerate(pages, start=1)),
        articles=tuple(linked),
        apart=tuple(part for desk in desks for part in [*desk.apart, *unplaced(desk)]),
        problems=(*problems, *jump_problems, *unseen_characters(desks)),
        facts=facts_of(desks),
        text=text,
    )


# A01.txt, 2025-03-02-A01.txt, A01版.txt
LABEL_IN_NAME = re.compile(r"(?:^|[^A-Za-z0-9])([A-Z]\d{1,2})(?=版|[._ -]|$)")


def label_in(name: str) -> str:
    found = LABEL_IN_NAME.search(name)
    return found[1] if found else ""


def pages_of(lines: list[Line], label: str) -> list[Page]:
    """The lines of each page; a masthead above the first page header belongs to that page."""
    pages = {label: Page(label)}
    page = pages[label]
    for above, line in pairwise([None, *lines]):
        if line.kind == "page-header" and above and above.kind == "guide":
            line = replace(line, kind="guide")  # A02版 渡口 in a table of contents
        if line.kind == "page-header":
            page = turn_to(pages, page, *furniture.page_header(line.text))
        page.lines.append(line)
    return list(pages.values())


def turn_to(pages: dict[str, Page], page: Page, label: str, title: str) -> Page:
    if len(pages) == 1 and not any(line.kind in BELOW_A_HEADER for line in page.lines):
        pages.clear()
        page.label = label
        pages[label] = page
    page = pages.setdefault(label, Page(label))
    page.title = page.title or title
    return page


BELOW_A_HEADER = frozenset(
    ["page-header", "opening", "body", "byline", "caption", "jump-from", "jump-to"]
)


def made_up(page: Page) -> Desk:
    """The page put into stories and in order."""
    met = frozenset(a + b for line in page.lines for a, b in pairwise(line.text))
    desk = Desk(page, met)
    desk.make_up()
    set_lone_quotes_aside(desk)
    if any(story.broken for story in desk.stories) and (likeness := likeness_of(desk)):
        for story in desk.stories:
            put_in_order(story, likeness)
    set_stanzas(desk)
    desk.strays.sort(key=lambda stray: stray.line)
    return desk


def articles_of(desks: list[Desk]) -> tuple[list[ArticleRecord], list[Problem]]:
    articles, problems = [], []
    for number, desk in enumerate(desks, start=1):
        refs = {}
        for order, story in enumerate(desk.stories, start=1):
            ref = refs[id(story)] = f"{desk.page.label or number}-{order}"
            doubt_gaps(story)
            articles.append(story.record(ref, desk.page.label))
            problems += [problem(code, desk.page.label, ref, **says) for code, says in story.doubts]
        problems += stray_problems(desk, refs)
    return articles, problems


def doubt_gaps(story: Story) -> None:
    """Notes sentences that stop without an end, and stories that stop with their headline."""
    if not story.texts and not story.captions:
        story.doubt("no-text-below", headline=story.group.headline)
    last = story.texts[-1] if story.texts and story.jumps else None
    for text in story.texts:
        if is_unfinished(text) and text is not last:
            story.doubt("gap-after", end=text.text[-12:])


def stray_problems(desk: Desk, refs: dict[int, str]) -> Iterator[Problem]:
    if not desk.strays:
        return
    places = Places(desk)
    position = {
        id(text): place for story in desk.stories for place, text in enumerate(story.texts, start=1)
    }
    for stray in desk.strays:
        candidates = [
            Candidate(
                refs[id(place.story)],
                position.get(id(place.after), 0),
                round(min(place.score, 0.99), 2),
                place.why,
                place.joins,
            )
            for place in places.best(stray)
        ]
        yield stray_problem(stray, desk.page.label, candidates)


def stray_problem(stray: Stray, page: str, candidates: list[Candidate]) -> Problem:
    return problem(
        stray.code,
        page,
        f"line {stray.line}",
        text=stray.text,
        candidates=candidates,
        line=stray.line,
        credit=stray.text,
    )


def unplaced(desk: Desk) -> Iterator[Apart]:
    return (Apart(desk.page.label, "unplaced", stray.text) for stray in desk.strays)


def page_record(page: Page, number: int) -> PageRecord:
    """The page with the people of its credit boxes, also of those printed in its header."""
    pairs = []
    for line in page.lines:
        if line.kind == "credit-box":
            pairs += furniture.credit_box(line.text)
        elif line.kind == "page-header":
            pairs += furniture.credits_in_header(line.text)
    return PageRecord(page.label, number, page.title, tuple(pairs))


def facts_of(desks: list[Desk]) -> Facts:
    """What the mastheads say; a line at the top that is no fact and no name is the slogan."""
    facts = Facts()
    for desk in desks:
        for line in desk.page.lines:
            if line.kind in ("masthead", "imprint", "page-header"):
                facts = furniture.with_facts(facts, line.text)
        for part in desk.apart:
            if part.kind == "masthead":
                facts = with_name_or_slogan(facts, part.text)
    return facts


def with_name_or_slogan(facts: Facts, text: str) -> Facts:
    if furniture.is_masthead(text) or furniture.is_imprint(text):
        return facts
    if furniture.PAPER_NAME.fullmatch("".join(text.split())):
        return replace(facts, newspaper=facts.newspaper or text)
    return replace(facts, slogan=facts.slogan or text)


# Control characters, glyphs that only Founder's fonts know (private use), lost characters
UNSEEN = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ue000-\uf8ff\ufffd\U000f0000-\U0010fffd]"
)


def unseen_characters(desks: list[Desk]) -> Iterator[Problem]:
    for desk in desks:
        for line in desk.page.lines:
            if found := sorted(set(UNSEEN.findall(line.text))):
                names = ", ".join(f"U+{ord(character):04X}" for character in found[:8])
                item = f"line {line.number}"
                yield problem(
                    "private-use", desk.page.label, item, line=line.number, characters=names
                )
