"""What a page prints around its stories: mastheads, page headers, credit boxes, contact lines."""

import datetime
import re
from dataclasses import replace

from articles.importers.records import Facts
from articles.text.bylines import WIDE_DIGITS, H
from articles.text.names import split_names

# 2025年2月27日 星期四 农历乙巳年正月三十 今日8版 第12345期 国内统一连续出版物号 CN 35-0001 …
DATE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
WEEKDAY = re.compile(r"星期[一二三四五六日天]")
LUNAR = re.compile(
    r"(?:农历\s*)?[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年\s*闰?[正一二三四五六七八九十冬腊]{1,2}月"
    r"(?:初|十|廿|卅|二|三)?[一二三四五六七八九十]"
)
NUMBER = re.compile(r"(?:总\s*)?第\s*(\d{1,6})\s*期")
PAGE_COUNT = re.compile(r"今[日天]\s*(\d{1,3})\s*版")
CN_NUMBER = re.compile(r"CN\s?\d{2}\s?[-—－]\s?\d{4}")
POSTAL_CODE = re.compile(r"邮发代号\s*[：:]?\s*(\d{1,3}-\d{1,4})")
OTHER_FACTS = re.compile(
    r"国内统一(?:连续出版物|刊)号\s*[：:]?|零售[^\s]{0,8}元|定价[^\s]{0,10}元|(?:https?://|www\.)\S+|总第"
    rf"|[{H}]{{2,12}}(?:主管|主办|出版|承办)"
)
MASTHEAD_FACTS = (
    DATE, WEEKDAY, LUNAR, NUMBER, PAGE_COUNT, CN_NUMBER, POSTAL_CODE, OTHER_FACTS,
)  # fmt: skip
MAYBE_FACT = re.compile(r"\d|星期|年|元|主[管办]|出版|承办")  # saves trying all on every line
PAPER_NAME = re.compile(
    rf"[{H}]{{2,8}}(?:日报|晚报|时报|早报|商报|导报|都市报|经济报|周报|晨报|报)"
)


def is_masthead(text: str) -> bool:
    """Whether at least half of a line is facts of the issue."""
    if len(text) > 200 or "。" in text or not MAYBE_FACT.search(text):
        return False
    line = text.translate(WIDE_DIGITS)
    facts = sum(len(found[0]) for fact in MASTHEAD_FACTS for found in fact.finditer(line))
    return facts * 2 >= len("".join(line.split()))


def with_facts(facts: Facts, text: str) -> Facts:
    """The facts with what this line adds; what an earlier line said stays."""
    line = text.translate(WIDE_DIGITS)
    said = {
        "date": date_of(line),
        "weekday": matched(WEEKDAY, line),
        "lunar": matched(LUNAR, line),
        "number": number_of(NUMBER, line),
        "page_count": number_of(PAGE_COUNT, line),
        "cn_number": matched(CN_NUMBER, line),
        "postal_code": matched(POSTAL_CODE, line, 1),
    }
    return replace(facts, **{k: v for k, v in said.items() if v and not getattr(facts, k)})


def matched(pattern: re.Pattern, line: str, group: int = 0) -> str:
    found = pattern.search(line)
    return found[group] if found else ""


def number_of(pattern: re.Pattern, line: str) -> int | None:
    found = pattern.search(line)
    return int(found[1]) if found else None


def date_of(line: str) -> datetime.date | None:
    """The first date that exists; misprints (2月30日) are no date."""
    for year, month, day in DATE.findall(line):
        try:
            return datetime.date(int(year), int(month), int(day))
        except ValueError:
            continue
    return None


# A01 要闻 / 第2版：民生 / 02版 经济 / 第A02版·要闻 / A01
CHINESE_NUMBER = "一二三四五六七八九十"
PAGE_HEADER = re.compile(
    rf"(?:第\s*(?P<a>[A-Z]{{0,3}}\d{{1,3}}|[{CHINESE_NUMBER}]{{1,3}})\s*版|(?P<b>[A-Z]{{1,3}}\d{{1,3}})\s*版?"
    rf"(?=$|[\s：:·])|(?P<c>\d{{1,3}})\s*版(?=$|[\s：:·])|(?P<d>0\d)(?=[\s：:·]))"
    rf"[\s：:·]*(?P<title>[{H}A-Za-z·、/／*]{{0,8}})(?:\s+(?P<rest>\S.*))?"
)
LABEL_ELSEWHERE = re.compile(
    rf"(?<![A-Z0-9a-z])([A-Z]\d{{1,2}})(?![\dA-Za-z-])\s*(?:版\s*)?([{H}]{{2,6}})?"
)


def page_header(text: str) -> tuple[str, str] | None:
    """(label, title) of a page header as printed, or None."""
    line = text.translate(WIDE_DIGITS)
    if len(line) > 120 or "。" in line:
        return None
    if found := PAGE_HEADER.fullmatch(line):
        rest = found["rest"] or ""
        if not rest or is_masthead(rest) or DATE.search(rest) or credit_box(rest):
            label = found["a"] or found["b"] or found["c"] or found["d"]
            return label, found["title"].strip("·")
    if is_masthead(line) and (found := LABEL_ELSEWHERE.search(line)):
        return found[1], found[2] or ""
    return None


def page_key(label: str) -> tuple[str, int]:
    """Letters and number of a label, so that 第二版, 02 and 2 are one page."""
    letters = re.match(r"[A-Z]*", label)[0]
    digits = label[len(letters) :]
    if digits.isdecimal():
        return letters, int(digits)
    return letters, chinese_number(digits)


def chinese_number(digits: str) -> int:
    """1..39 from 一 … 三十九; 头 is 1 (头版), anything else 0."""
    if digits == "头":
        return 1
    tens, ten, ones = digits.rpartition("十")
    value = CHINESE_NUMBER.find(ones) + 1 if len(ones) == 1 else 0
    return value + (10 * (CHINESE_NUMBER.find(tens) + 1 if tens else 1) if ten else 0)


# 本版责编：张三  李四 版式设计：王五 / 责任编辑 张三 版式 李四 / 值班编委／张三 美编／李四
BOX_ROLE = re.compile(
    rf"(?:本版|今日|[{CHINESE_NUMBER}]{{1,3}}版|[A-Z]?\d{{1,2}}版)?"
    r"(?P<role>值班(?:总编辑?|编委|副?主任|主编|编辑|校对|美编)|责任编辑|责任校对|执行主编|执行编辑|本期编辑|本期主编|主编|编审|审读|"
    r"终审|责编|编辑|版式设计|版式|美术编辑|美编|视觉|制图|图编|图片编辑|组版|排版|校对|检校|审校|一校|二校|三校|文字校对|文字编辑|图文编辑|邮箱|"
    r"热线|电话|投稿邮箱|E-?mail)(?P<colon>\s*[：:／/]\s*|\s+|$)"
)
NOT_PEOPLE = ("邮箱", "热线", "电话", "投稿邮箱", "Email", "E-mail", "email", "E-Mail")


def credit_box(text: str) -> tuple[tuple[str, str], ...]:
    """(role, person) pairs of a page credit box, or () when the line is none."""
    if len(text) > 300 or "。" in text[:-1]:
        return ()
    roles = list(BOX_ROLE.finditer(text))
    if not roles or roles[0].start() > 1:
        return ()
    pairs: list[tuple[str, str]] = []
    for this, following in zip(roles, [*roles[1:], None], strict=True):
        value = text[this.end() : following.start() if following else None]
        if this["role"] in NOT_PEOPLE:
            continue
        names = split_names(value.strip(" 　·|｜()（）/／"))
        if not names or not all(re.fullmatch(rf"[{H}·]{{2,12}}", name) for name in names):
            return ()
        if len(names) > 6 or any(len(name) > 4 and "·" not in name for name in names):
            return ()
        pairs += [(this["role"], name) for name in names]
    return tuple(pairs)


# 2023年…十大名栏目 / 第十二届…新闻奖名专栏: the honour of a column, set beside its label
HONOR = re.compile(
    rf"[“《（(]?(?=[^，,]{{0,30}}(?:[届年省市]|全国|中国))[{H}\d《》“”·\s]{{4,34}}?"
    r"(?:名专栏|名栏目|品牌专?栏目?|优秀专?栏目?|十[佳大强]名?专?栏目?|知名专?栏目?|精品专?栏目?|奖专?栏目?)[”》）)]?"
)
WON = re.compile(r"[获摘荣评揭]|入选|上榜")


def is_honor(text: str) -> bool:
    """Whether a line is a column's award, not news of one."""
    return len(text) <= 40 and bool(HONOR.fullmatch(text)) and not WON.search(text)


OWN_CONTACT = re.compile(
    r"新闻热线|本版(?:热线|电话|邮箱)|有奖热线|新闻线索|爆料|报料|发行热线|广告热线|订报|征订|投诉|投稿|投递|邮箱|编辑部|本报地址|本报热线|"
    r"本报电话|总编室|采编|值班电话|官方微[信博]|客户端|公众号|来信请|来稿|信箱|读者热线|服务热线|E-?mail|社址|邮编|邮政编码|扫码|二维码"
)
REACHED_BY = re.compile(r"请[附寄写]|只收|\d[\d\s—－-]{5,}\d|@|https?:|www\.|[：:]|[扫码]")
IMPRINT = re.compile(
    r"社址|邮编|邮政编码|广告经营许可证|广告发布登记|印刷|零售价?|定价|承印|社长|总编辑|主管|主办|法律顾问|订阅"
)
ADVERT = re.compile(r"[\[【（(·]*\s*(?:公益)?广\s*告\s*[\]】）)·]*")
WEATHER = re.compile(
    r"(?:今日天气|天气预报|今日气象|本市天气|市区天气|天气)[：:\s　].*[晴云阴雨雪雾霾℃].*"
)


def is_contact(text: str) -> bool:
    """Whether a line says how to reach the paper; a story's own numbers (报名电话) stay with it."""
    if len(text) > 90 or "。" in text[:-1]:
        return False
    reached = REACHED_BY.search(text) or (len(text) <= 16 and "热线" in text)
    return bool(OWN_CONTACT.search(text) and reached)


def is_imprint(text: str) -> bool:
    """Whether a line is from the imprint: two of its words, with a colon or a number."""
    if len(text) > 200 or "。" in text[:-1]:
        return False
    words = {found[0] for found in IMPRINT.finditer(text)}
    return len(words) >= 2 and bool(re.search(r"[：:\d]", text))


def credits_in_header(text: str) -> tuple[tuple[str, str], ...]:
    """Pairs printed after label and title: A02 经济 责编 张三 版式 李四."""
    found = BOX_ROLE.search(text)
    return credit_box(text[found.start() :]) if found else ()
