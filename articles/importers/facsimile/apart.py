"""What stands on a page beside its stories: masthead, foot, labels, adverts and notices."""

import re

from articles.importers.facsimile.columns import is_jump
from articles.importers.facsimile.ground import Ground, is_inside
from articles.importers.facsimile.parts import Part, part_of
from articles.importers.facsimile.records import (
    ADVERT,
    FURNITURE,
    HEADLINE,
    LABEL,
    MASTHEAD,
    NOTICE,
    Line,
)
from articles.importers.readers.dump.furniture import is_contact, is_imprint, is_masthead

HEADER_SHARE, FOOT_SHARE = 0.2, 0.955  # of the height
LONGEST_FACT = 60
HEADER_GAP = 8.0  # em between two facts of one masthead
SENTENCE = re.compile(r"[，。；！？]")
LONGEST_LABEL = 12
FACTS = re.compile(
    r"[0-9]{4}\s*[.年/-]\s*[0-9]{1,2}\s*[.月/-]\s*[0-9]{1,2}|星期[一二三四五六日天]|"
    r"(?:责编|责任编辑|编辑|版式|校对|值班.{0,3}|美编|组版)\s*[：:/／\s]|"
    r"今日\s*[0-9]+\s*版|总第|邮发代号|CN\s?[0-9]|刊号"
)
CONTACT = re.compile(r"热线|电话|地址|邮编|邮箱|印刷|零售|网址|投稿|订阅|e-?mail|https?:|www", re.I)
NOTICES = re.compile(r"遗失|作废|公告|启事|注销|声明|拍卖|招标|讣告")
NOTICE_TITLE = re.compile(r".{0,4}(?:声明|公告|启事|通告|讣告)")
SELLS = re.compile(
    r"优惠|促销|订购|咨询|开盘|特惠|特价|折扣?|抢购|热线|地址|活动时间|加盟|诚招|诚聘|"
    r"免费[领试]|[0-9]元起|满.{1,4}减"
)
SMALL_TYPE = 0.92  # times the running text
HEADING = 1.28
FEWEST_PROSE = 4  # full lines of text at the usual size, which adverts seldom have


def take_furniture(lines: list[Line], orders: dict, ground: Ground) -> tuple[list[Part], list]:
    """(masthead and foot, the other lines)"""
    head = _masthead(lines, ground)
    taken = {id(line) for line in head}
    foot = [line for line in lines if id(line) not in taken and _is_foot(line, ground)]
    taken |= {id(line) for line in foot}
    parts = [
        part_of([line], orders, role=role)
        for role, found in ((MASTHEAD, head), (FURNITURE, foot))
        for line in found
    ]
    return parts, [line for line in lines if id(line) not in taken]


def _masthead(lines: list[Line], ground: Ground) -> list[Line]:
    """All above the lowest line that tells the date or the editors, down to the rule below it."""
    bottom = 0.0
    for line in sorted(lines, key=lambda line: line.box[3]):
        if (
            _tells_facts(line, ground)
            and line.box[1] - (bottom or line.box[1]) < HEADER_GAP * ground.em
        ):
            bottom = line.box[3]
    if not bottom:
        return []
    rules = [
        rule[3]
        for rule in ground.across
        if rule[2] - rule[0] > 0.5 * ground.width and -4 <= rule[1] - bottom <= 3 * ground.em
    ]
    edge = max(rules, default=bottom + 0.2 * ground.em)
    return [line for line in lines if (line.box[1] + line.box[3]) / 2 <= edge]


def _tells_facts(line: Line, ground: Ground) -> bool:
    """Whether a line could stand in a masthead; a sentence that names a date or a duty does not."""
    return (
        line.box[3] < HEADER_SHARE * ground.height
        and line.size < 1.5 * ground.em
        and len(line.text) < LONGEST_FACT
        and not SENTENCE.search(line.text)
        and bool(FACTS.search(line.text) or is_masthead(line.text))
    )


def _is_foot(line: Line, ground: Ground) -> bool:
    told = CONTACT.search(line.text) or is_contact(line.text) or is_imprint(line.text)
    return (
        line.box[1] > FOOT_SHARE * ground.height
        and ground.home_of(line.box) < 0
        and line.size < 1.25 * ground.em
        and bool(told)
    )


def take_labels(lines: list[Line], orders: dict, ground: Ground) -> tuple[list[Part], list]:
    """(labels of columns, the other lines): few words on a small field of their own."""
    labels, left = [], list(lines)
    for field in ground.labels:
        held = [line for line in left if is_inside(line.box, field, 3)]
        if held and sum(len(line.text) for line in held) <= LONGEST_LABEL:
            home = ground.home_of(field)
            labels.append(part_of(held, orders, role=LABEL, home=home))
            taken = {id(line) for line in held}
            left = [line for line in left if id(line) not in taken]
    return labels, left


def kind_of(parts: list[Part], ground: Ground) -> str:
    """ADVERT or NOTICE when these parts together are no story, else ""."""
    text = "".join(part.text for part in parts)
    if not text or any(is_jump(part.text) for part in parts):
        return ""
    prose = [part for part in parts if part.size < HEADING * ground.em]
    small = sum(len(part.text) for part in prose if part.size < SMALL_TYPE * ground.em)
    titles = [part.text.strip() for part in parts if part.role == HEADLINE]
    if any(NOTICE_TITLE.fullmatch(title) for title in titles) and NOTICES.search(text):
        return NOTICE
    is_small = bool(prose) and small > 0.7 * sum(len(part.text) for part in prose)
    if is_small and len(NOTICES.findall(text)) > 1:
        return NOTICE
    full = sum(len(p.lines) for p in prose if abs(p.size - ground.em) < 0.08 * ground.em)
    if full < FEWEST_PROSE and len({*SELLS.findall(text)}) >= 2:
        return ADVERT
    return ""
