"""Bylines and datelines: what the printed line says of people, places and dates."""

import re
from dataclasses import dataclass

from articles.text.names import looks_like_name, split_names

H = "㐀-鿿〇"  # Chinese characters inside a regular-expression class


@dataclass(frozen=True, slots=True)
class Signature:
    """One person in one role; `affiliation` is the paper or post printed before the role."""

    role: str
    name: str
    affiliation: str = ""


@dataclass(frozen=True, slots=True)
class Dateline:
    agency: str = ""  # 新华社
    place: str = ""  # 北京
    month: int | None = None
    day: int | None = None
    year: int | None = None


ROLES = {
    "摄影记者": "photographer",
    "视觉记者": "photographer",
    "图片记者": "photographer",
    "记者": "reporter",
    "通讯员": "correspondent",
    "特约撰稿人": "author",
    "特约撰稿": "author",
    "撰稿人": "author",
    "撰稿": "author",
    "撰文": "author",
    "作者": "author",
    "实习生": "intern",
    "评论员": "commentator",
    "编译": "translator",
    "翻译": "translator",
    "摄影": "photographer",
    "制图": "illustrator",
    "绘图": "illustrator",
    "漫画": "illustrator",
    "插画": "illustrator",
    "插图": "illustrator",
}

# 记者 with what is printed before it: 本报、《X报》、X晚报、新华社、驻京、融媒体、首席…
# Each part at most once or a few times: free repetition would try a long line in every way.
AFFILIATION = (
    rf"(?:《[^《》\s]{{1,20}}》|[{H}]{{1,12}}?(?:报社|报|社|网|台|中心|频道))?"
    rf"(?:驻[{H}]{{1,6}}?)?(?:融媒体?|全媒体|首席|资深|特约|特派|见习|实习|本版){{0,3}}"
)
ROLE = re.compile(rf"(?P<affiliation>{AFFILIATION})(?P<role>{'|'.join(ROLES)})[:：]?")

# What a line says after the names, and whom it makes of them.
ENDINGS = (
    (
        re.compile(r"\s*(?:文\s*[/／]?\s*图|图\s*[/／]?\s*文|文并摄|摄影报道|文\s*[/／]\s*摄)$"),
        "both",
    ),
    (re.compile(r"\s*[/／]?\s*(?:摄影|摄|供图|提供)$"), "photographer"),
    (re.compile(r"\s*(?:[/／]\s*)?(?:制图|绘图|漫画|插画|插图|绘|图)$"), "illustrator"),
    (re.compile(r"\s*(?:[/／]\s*文|编译|译)$"), "rest"),
    (re.compile(r"\s*(?:综合报道|联合报道|报道|整理|采写|执笔|撰文|供稿)$"), "rest"),
)
LEADING_BOTH = re.compile(r"^(?:文\s*[/／]?\s*图|图\s*[/／]?\s*文)\s*[:：]?\s*")
MARKS = re.compile(r"^[\s□■○●◎◆◇▲△★☆—\-]+")
BRACKETS = re.compile(r"^[（(【\[]\s*(?P<inside>[^（）()]*?)\s*[)）】\]]$")
SPLIT_WORK = re.compile(
    rf"(?P<work>文|图|摄影|摄|漫画)\s*[/／:：]\s*(?!文|图|摄)"
    rf"(?P<names>[{H}·\s、]+?)(?=$|\s+(?:文|图|摄|漫画))"
)
NAME_THEN_WORK = re.compile(
    rf"(?P<names>[{H}·]{{2,}})\s*[/／]\s*(?P<work>文|图|摄影|摄|漫画)(?![{H}])"
)
WORKS = {
    "文": "author",
    "图": "illustrator",
    "摄": "photographer",
    "摄影": "photographer",
    "漫画": "illustrator",
}
EXPLAINED = re.compile(r"[（(][^（）()]*[)）]")  # 张三（作者单位：…）
WORKPLACE = re.compile(
    rf"[{H}]{{2,16}}(?:医院|学院|学校|大学|中学|小学|公司|中心|协会|街道|集团|[局社所厅委馆站队办])"
)
NOT_NAMES = frozenset(
    "受访者 受访 资料 图片 资料图片 供图 提供 人民视觉 视觉中国 新华社发 网络".split()
)


def parse_byline(printed: str) -> tuple[Signature, ...]:
    """The people a byline or photo credit names, in order.

    Whoever both wrote and photographed (文/图) is named twice.
    """
    line = unwrap(printed)
    if slashed := divided_work(line):
        return slashed
    line, ending = without_ending(line)
    roles = list(ROLE.finditer(line))
    if not roles:
        return people("author", "", line, ending)
    signed: list[Signature] = list(people("author", "", line[: roles[0].start()], ""))
    for this, following in zip(roles, [*roles[1:], None], strict=True):
        names = line[this.end() : following.start() if following else None]
        signed += people(ROLES[this["role"]], this["affiliation"].strip("《》"), names, ending)
    return tuple(signed)


def unwrap(printed: str) -> str:
    """The line without the marks and brackets around it, and without 文/图 at its head."""
    line = MARKS.sub("", printed.strip()).strip()
    if bracketed := BRACKETS.match(line):
        line = bracketed["inside"]
    agency_photo = re.fullmatch(r"(?:新华社|中新社)?发?\s*[（(]([^（）()]+)[)）]", line)
    line = agency_photo[1] if agency_photo else line
    return LEADING_BOTH.sub("", line) + (" 文/图" if LEADING_BOTH.match(line) else "")


ROLE_AND_BLANKS = re.compile(rf"{ROLE.pattern}\s*")
A_NAME = re.compile(rf"(?P<name>[{H}]\s{{1,3}}[{H}]|[{H}·]{{2,16}}?)(?:\s*、\s*|\s+|(?=报道[：:]))")
REPORTS = re.compile(r"(?:文\s*[/／]\s*图|摄影报道|报道)(?:[：:]|\s)\s*")


def leading_byline(text: str) -> tuple[str, str]:
    """(记者 张三 通讯员 李四, the text after it), or ("", text) when that is not certain.

    Without brackets only blanks tell where the names end: 记者 从市交通局获悉 names nobody.
    """
    end = 0
    while (role := ROLE_AND_BLANKS.match(text, end, end + 60)) and (
        after := after_names(text, role.end())
    ):
        end = after
    if end and (reports := REPORTS.match(text, end)):
        end = reports.end()
    byline = text[:end].rstrip()
    if not text[end:] or byline.endswith("、"):
        return "", text
    return byline, text[end:]


def after_names(text: str, at: int) -> int:
    """Where the names end that begin at `at`; 0 when there is none."""
    start = at
    while (name := A_NAME.match(text, at)) and looks_like_name(name["name"]):
        at = name.end()
    return at if at > start else 0


def divided_work(line: str) -> tuple[Signature, ...]:
    """Signatures of 文/张三 图/李四 or 张三/文 李四/图; empty when the line is neither."""
    found = list(SPLIT_WORK.finditer(line)) or list(NAME_THEN_WORK.finditer(line))
    return tuple(
        Signature(WORKS[part["work"]], name)
        for part in found
        for name in split_names(ROLE.sub("", part["names"]))
    )


def without_ending(line: str) -> tuple[str, str]:
    line = EXPLAINED.sub("", line).strip()
    for pattern, ending in ENDINGS:
        if found := pattern.search(line[-12:]):
            cut = len(line) - len(line[-12:]) + found.start()
            return line[:cut], ending
    return line, ""


def people(role: str, affiliation: str, names: str, ending: str) -> tuple[Signature, ...]:
    if ending in ("photographer", "illustrator"):
        role = ending
    signed = []
    names = split_names(names.replace("等", " ") if names.rstrip().endswith("等") else names)
    for name, following in zip(names, (*names[1:], ""), strict=False):
        if name in NOT_NAMES:
            continue
        if following and WORKPLACE.fullmatch(name):
            affiliation = name
            continue
        signed.append(Signature(role, name, affiliation))
        if ending == "both":
            signed.append(Signature("photographer", name, affiliation))
    return tuple(signed)


# 本报讯 / 新华社北京3月1日电 / 本报合肥电 / 本报综合消息 / 据新华社电 / 《X报》讯
AGENCY = (
    rf"新华社|中新社|中新网|人民日报|央视新闻|本报|本网|本台|本社|《[{H}]{{2,12}}》|"
    rf"[{H}]{{2,8}}?(?:日报|晚报|时报|早报|商报|导报|都市报|经济报|报|社)"
)
DATELINE = re.compile(
    rf"^[【\[（(]?\s*(?:综合|据)?\s*(?P<agency>{AGENCY})\s*(?P<place>[{H}·]{{0,12}}?)\s*"
    r"(?:(?:(?P<year>\d{4})年)?(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})日)?"
    r"(?:专?电|综合消息|综合|快讯|讯|消息)(?![话影力视子商动网报息问器梯池费站线厂脑缆源量压])\s*[】\]）)]?"
)
WIDE_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


def parse_dateline(printed: str) -> Dateline:
    """Agency, place and date of a printed dateline; empty when it is none."""
    found = DATELINE.match(printed.strip().translate(WIDE_DIGITS))
    if not found:
        return Dateline()
    number = {part: int(found[part]) if found[part] else None for part in ("month", "day", "year")}
    return Dateline(found["agency"].strip("《》"), found["place"], **number)
