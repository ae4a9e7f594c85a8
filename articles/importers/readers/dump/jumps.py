"""Joining the two halves of stories that jump: 下转 on one page, 上接 on another."""

import re
from dataclasses import replace

from articles.importers.readers.dump.furniture import page_key
from articles.importers.readers.dump.likeness import Likeness
from articles.importers.readers.dump.lines import JUMP_FROM, JUMP_TO
from articles.importers.records import ArticleRecord, Problem, problem

MANY = 20  # stories jumping from one page to one other that are told apart; no page has more


def link_jumps(articles: list[ArticleRecord]) -> tuple[list[ArticleRecord], list[Problem]]:
    """The articles with `continues` set, and a problem for each half whose other half is unsure."""
    waiting = openings(articles)
    pages = {article.page for article in articles}
    linked, problems, used = [], [], set()
    for article in articles:
        named = target(article, JUMP_FROM)
        if named:
            group = waiting.get((named[1], page_key(article.page)[1]), [])
            fitting = [first for first in group[:MANY] if fits(first, article)]
            fitting = [first for first in fitting if first.ref not in used]
            first = the_one(article, fitting) or misdirected(article, waiting, used, pages)
            if not first:
                problems.append(unmatched(article, JUMP_FROM, pages))
            elif len(fitting) != 1:
                problems.append(guessed(article, first))
            if first:
                used.add(first.ref)
                article = replace(article, continues=first.ref)
        linked.append(article)
    opened = [first for group in waiting.values() for first in group]
    left = [first for first in opened if first.ref not in used]
    return linked, problems + [unmatched(first, JUMP_TO, pages) for first in left]


def openings(articles: list[ArticleRecord]) -> dict[tuple[int, int], list[ArticleRecord]]:
    """The first halves, by the number of their page and of the page they jump to."""
    found: dict[tuple[int, int], list[ArticleRecord]] = {}
    for article in articles:
        if named := target(article, JUMP_TO):
            found.setdefault((page_key(article.page)[1], named[1]), []).append(article)
    return found


def misdirected(
    article: ArticleRecord, waiting: dict, used: set[str], pages: set[str]
) -> ArticleRecord | None:
    """The only first half under the same headline that names another page of this file: pages
    change places late at night."""
    headline = "".join(article.headline.split())
    alike = [
        first
        for (page, _named), group in waiting.items()
        for first in group[:MANY]
        if headline == "".join(first.headline.split())
        and page == target(article, JUMP_FROM)[1]
        and first.ref not in used
        and first.page != article.page
        and is_read(target(first, JUMP_TO), pages)
    ]
    return alike[0] if headline and len(alike) == 1 else None


def is_read(named: tuple[str, int], pages: set[str]) -> bool:
    return any(page_key(page)[1] == named[1] and letters_agree(named, page) for page in pages)


def unmatched(article: ArticleRecord, pattern: re.Pattern, pages: set[str]) -> Problem:
    """Missing on a page that was read, or printed on one that was not."""
    read = is_read(target(article, pattern), pages)
    code = "jump-unmatched" if read else "jump-elsewhere"
    return problem(code, article.page, article.ref, jump=article.jump)


def guessed(article: ArticleRecord, first: ArticleRecord) -> Problem:
    says = {"jump": article.jump, "headline": first.headline}
    return problem("guessed-jump", article.page, article.ref, **says)


def target(article: ArticleRecord, pattern: re.Pattern) -> tuple[str, int] | None:
    """The page a jump line names, as a key."""
    for line in article.jump.splitlines():
        if found := pattern.search(line):
            return page_key(found["a"] or found["b"])
    return None


def fits(first: ArticleRecord, article: ArticleRecord) -> bool:
    """Whether letters agree where both are printed: B2 is not A02, but 第2版 is."""
    return (
        first.ref != article.ref
        and letters_agree(target(article, JUMP_FROM), first.page)
        and letters_agree(target(first, JUMP_TO), article.page)
    )


def letters_agree(named: tuple[str, int], label: str) -> bool:
    letters = page_key(label)[0]
    return not named[0] or not letters or named[0] == letters


def the_one(article: ArticleRecord, fitting: list[ArticleRecord]) -> ArticleRecord | None:
    """The only story that fits, or the one whose words are clearly most like this one's."""
    if len(fitting) <= 1:
        return fitting[0] if fitting else None
    words = {first.ref: "\n".join(first.printed()) for first in fitting}
    own = "\n".join(article.printed())
    likeness = Likeness([own, *words.values()])
    scores = sorted(((likeness(own, words[f.ref]), i) for i, f in enumerate(fitting)), reverse=True)
    if scores[0][0] >= 2 and scores[0][0] >= 2 * scores[1][0]:
        return fitting[scores[0][1]]
    return None
