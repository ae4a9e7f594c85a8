"""The headline group of a story: which of its lines is kicker, headline, sub-headline, label."""

import re
from dataclasses import dataclass

from articles.importers.readers.dump.lines import KNOWN_LABELS, Line
from articles.text.bylines import H


@dataclass(frozen=True, slots=True)
class HeadlineGroup:
    label: str = ""
    kicker: str = ""
    headline: str = ""
    subheadline: str = ""
    doubts: tuple[str, ...] = ()


LEADS_ON = re.compile(r"[—–]{1,2}$")
DECK = re.compile(r"[—–\-]{1,3}(?=\S)")
BREAK = re.compile(r"[ \t\xa0]{2,}|\s*[\u3000\t]\s*")
# （上）（二）（组图）… tell a place in a series or a kind of picture, （街巷） a column
TRAILING_LABEL = re.compile(rf"(?P<head>.{{6,}}?)(?P<label>[（(][{H}·—“”A-Za-z]{{2,12}}[)）])")
NOT_LABELS = re.compile(
    r"[（(](?:组?图|附图|上|中|下|[一二三四五六七八九十]{1,3}|之[一二三四五]|全文|摘要|节选|[外]?[一二三]首|组诗|续|扩大)[)）]"
)


BRIEFS = re.compile(
    r".{0,4}(?:简讯|短讯|快讯|快报|要闻|速递|短波|简报|一句话新闻|资讯|微新闻|集纳|汇总)"
)
ITEM_MARKS = "●■◆▲★○□◇△"


def heads_briefs(head: str, below: str) -> bool:
    """Whether 简讯 stands over items without headlines of their own, and so is their headline."""
    name = head.strip("【】〖〗[]｜|丨 　" + ITEM_MARKS)
    return below[0] in ITEM_MARKS and bool(BRIEFS.fullmatch(name))


def headline_group(lines: list[Line]) -> HeadlineGroup:
    """The lines above a story, sorted out; what only their lengths tell is doubted."""
    label, rest, doubts = leading_label([line.text for line in lines])
    if len(rest) == 1:
        head, trailing = without_trailing_label(rest[0])
        if trailing and not label:
            label, rest, doubts = trailing, [head], [*doubts, "guessed-label"]
    levels, divided = one_line(rest[0]) if len(rest) == 1 else several_lines(rest)
    return HeadlineGroup(label, *levels, tuple(doubts + ["split-headline"] * divided))


SHORT = re.compile(rf"[{H}]{{1,3}}")
# How columns are often called: 街巷新闻, 记者观察
COLUMN_ENDING = re.compile(
    r".{2,4}(?:新闻|观察|关注|聚焦|视点|视窗|资讯|直击|在线|快报|速递|随笔|杂谈|论坛|茶座|信箱|时评|人物|调查)"
)


def leading_label(texts: list[str]) -> tuple[str, list[str], list[str]]:
    """A known or very short first line above others is the column's name, the latter perhaps."""
    first = texts[0]
    if len(texts) > 1 and first in KNOWN_LABELS:
        return first, texts[1:], []
    if len(texts) > 1 and (SHORT.fullmatch(first) or COLUMN_ENDING.fullmatch(first)):
        return first, texts[1:], ["guessed-label"]
    return "", texts, []


def without_trailing_label(head: str) -> tuple[str, str]:
    found = TRAILING_LABEL.fullmatch(head)
    if not found or NOT_LABELS.fullmatch(found["label"]):
        return head, ""
    return found["head"].rstrip(), found["label"]


def one_line(head: str) -> tuple[tuple[str, str, str], bool]:
    """((kicker, headline, sub-headline), divided?) of a group that was dumped on one line.

    A wide blank is a printed line break. Single blanks may part the clauses of a couplet or the
    lines of the group: only three clauses or more of unlike lengths are divided.
    """
    if BREAK.search(head):
        return ("", BREAK.sub("\n", head), ""), False
    clauses = head.split()
    sizes = [len(clause) for clause in clauses]
    if len(clauses) < 3 or max(sizes) - min(sizes) <= 1:
        return ("", head, ""), False
    cut, deck = cuts_between(sizes)
    levels = (" ".join(clauses[:cut]), " ".join(clauses[cut:deck]), " ".join(clauses[deck:]))
    return levels, True


def cuts_between(sizes: list[int]) -> tuple[int, int]:
    """Where the headline begins and ends among the clauses: those of like length stay together."""
    count = len(sizes)
    if count == 3 and abs(sizes[1] - sizes[2]) <= 1:
        return 1, 3  # kicker, couplet
    if sizes[-1] == max(sizes):
        return count - 1, count  # a slogan as kicker above the news
    if count == 3:
        return 1, 2
    return (count - 2, count) if abs(sizes[-1] - sizes[-2]) <= 2 else (1, count - 1)


def several_lines(texts: list[str]) -> tuple[tuple[str, str, str], bool]:
    """Levels of a group on several lines.

    A line that starts with a dash is certainly the deck, a first line that ends with one the
    kicker.
    """
    decks = [i for i, text in enumerate(texts) if i and DECK.match(text)]
    above, below = (texts[: decks[0]], texts[decks[0] :]) if decks else (texts, [])
    dashed = 1 if len(above) > 1 and LEADS_ON.search(above[0]) else 0
    kicker, head, sub = levels_by_length([BREAK.sub("\n", text) for text in above[dashed:]])
    kicker = [*above[:dashed], *kicker]
    return ("\n".join(kicker), "\n".join(head), "\n".join(sub + below)), len(above) > 1


Levels = tuple[list[str], list[str], list[str]]
ABOUT_A_BOOK = re.compile(r"(?:读|评).{0,8}《")


def levels_by_length(texts: list[str]) -> Levels:
    """Kickers and decks are set small and run long; the lines of a headline are short and alike."""
    if len(texts) == 1:
        return [], texts, []
    if len(texts) == 2:
        return two_levels(*texts)
    *upper, last = texts
    is_deck = len(last) >= 12 and len(last) >= 1.3 * len(upper[-1])
    deck = [last] if is_deck or not alike(upper[-1], last) else []
    above = upper if deck else texts
    if len(above) == 2 and len(above[1]) > 10:
        return above[:1], above[1:], deck
    if len(above) == 2:
        return [], above, deck
    return above[:-2], above[-2:], deck


def two_levels(first: str, second: str) -> Levels:
    if ABOUT_A_BOOK.match(second):
        return [], [first], [second]
    if alike(first, second):
        return [], [first, second], []
    if len(first) > 7 and len(second) >= 13 and len(second) >= 0.8 * len(first):
        return [], [first], [second]
    return [first], [second], []


def alike(one: str, other: str) -> bool:
    """Whether two lines can be one headline: much the same length and short together."""
    return abs(len(one) - len(other)) <= 2 and len(one) + len(other) <= 24


def is_campaign(text: str) -> bool:
    """深学争优 敢为争先 实干争效: three or more clauses of one length are a slogan."""
    clauses = re.split(r"[\s、，]+", text)
    return len(clauses) >= 3 and len({len(clause) for clause in clauses}) == 1
