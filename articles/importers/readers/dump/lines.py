"""What each line of a dump is, seen by itself: the first of two passes."""

import re
from collections import Counter
from dataclasses import dataclass, replace

from articles.importers.readers.dump import furniture
from articles.importers.readers.dump.cuts import ROW, begins_mid_sentence
from articles.text.bylines import AFFILIATION, DATELINE, ROLES, H
from articles.text.names import looks_like_name, split_names


@dataclass(frozen=True, slots=True)
class Line:
    """One line without the blanks around it; `gap` counts the blank lines before it."""

    number: int
    text: str
    gap: int
    kind: str = ""
    rest: str = ""  # what follows the label or the jump printed on the same line
    indented: bool = False  # by two full-width blanks, as paragraphs begin


LINE_END = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")

KNOWN_LABELS = frozenset(
    "简讯 短讯 要闻 要闻速递 一句话新闻 图片新闻 天气 评论 社论 时评 快评 短评 锐评 评论员文章 "
    "本报评论员文章 读者来信 特稿 特写 通讯 人物 专题 综合新闻 快讯 新闻速递 服务信息 便民信息 "
    "提醒 记者在现场 新春走基层 走基层 聚焦 关注 热点 观察 调查 图片故事 图片报道 专访 深度 "
    "一线 民生 时政".split()
)
# 今日看点 and the lines that send the reader to another page are a table of contents, not news.
GUIDE = re.compile(r"[【■▌]?\s*(?:今日看点|今日导读|要闻导读|本期导读|导读|内页导读)\s*】?")
POINTER = re.compile(
    r"(?:第?\s*[A-Z]?\d{1,2}\s*版)\s*[：:·]?\s*\S[^。]{5,50}|"
    r"[^。]{3,40}(?:[▶►→>]+\s*第?[A-Z]?\d{1,2}\s*版?|[（(](?:详见|见)第?[A-Z]?\d{1,2}版[)）])"
)
SIDEBAR = re.compile(
    r"(?:[■◆●▲>＞》【]+\s*)?(?:新闻链接|相关链接|链接|延伸阅读|新闻背景|名词解释|记者手记|采访手记|相关新闻|新闻助读|"
    r"背景资料|新闻回放|小贴士|温馨提示|小知识|编后|编后语|名家点评|专家观点)\s*[:：】]?"
)
LABEL = re.compile(
    rf"[【〖\[][^】〗\]]{{1,16}}[】〗\]]|[|｜丨]\s*[{H}“”·\s]{{2,10}}\s*[|｜丨]|[—\-]{{1,2}}\s*[{H}]{{2,8}}\s*[—\-]{{1,2}}"
)
LABEL_THEN_TEXT = re.compile(
    rf"(?P<label>[【〖][^】〗]{{1,16}}[】〗]|[{H}“”A-Za-z]{{2,10}}\s*[|｜丨])\s*(?P<rest>\S.*)"
)
MARKED = re.compile(r"[■◆●▲★◎▌◇○▶►][\s■◆●▲★◎▌◇○▶►]*[^。；■◆●▲]{1,30}")

# （下转第2版） 下转A02版 （转二版） / （上接第1版） (紧接第一版) 上接头版
VERSION = r"第?\s*(?P<{0}>[A-Z]{{0,3}}\d{{1,3}}|[一二三四五六七八九十]{{1,3}}|头)\s*版"
JUMP_TO = re.compile(
    rf"[▶►→\s]*(?:[（(【]\s*(?:下转|转|详见|详情见)\s*{VERSION.format('a')}[^（）()】。]{{0,30}}[)）】]|下转\s*{VERSION.format('b')})\s*[▶►→]*$"
)
JUMP_FROM = re.compile(
    rf"^[◀◄←▲]*\s*(?:[（(【]\s*(?:紧接|上接|接)\s*{VERSION.format('a')}[^（）()】。]{{0,40}}[)）】]|(?:紧接|上接)\s*{VERSION.format('b')})"
)

ROLE_WORD = "|".join(sorted(ROLES, key=len, reverse=True))
NAME = rf"[{H}·]{{1,16}}"
BOTH = (
    r"(?:文\s*[/／]?\s*图|图\s*[/／]?\s*文|文\s*[/／]\s*摄|文并摄|摄影报道|综合报道|联合报道|报道|整理|"
    r"采写|综合|执笔)"
)
BYLINE = re.compile(
    rf"[（(]?[□■○●◎◆/\s]*(?:{BOTH}\s*[:：]?\s*)?(?P<before>{AFFILIATION})(?P<role>{ROLE_WORD})(?P<space>[\s:：/／]*)(?P<names>\S.{{0,100}})"
)
MARKED_NAME = re.compile(rf"[□■○●◎◆]\s*(?P<names>{NAME}(?:[\s、]+{NAME}){{0,5}})\s*(?:{BOTH})?")
DIVIDED_WORK = re.compile(
    rf"(?:文|图|摄|摄影|漫画)\s*[/／:：]\s*(?!文|图){NAME}.{{0,60}}|{NAME}\s*[/／]\s*(?:文|图|摄影|摄)(?:[\s、].{{0,60}})?|"
    rf"(?:文\s*[/／]?\s*图|图\s*[/／]?\s*文)\s+.{{2,60}}|{NAME}(?:[\s、]+{NAME}){{0,4}}\s*(?:文\s*[/／]\s*图|图\s*[/／]\s*文|文并摄)"
)
SUPPLIED = re.compile(rf"[（(][{H}·\s]{{2,30}}(?:供稿|整理|采写|撰文)[)）]")
EXPLAINED_NAME = re.compile(rf"(?P<name>{NAME})\s*[（(]作者(?:系|为|单位|是)[^。]{{2,60}}[)）]")
AUTHOR_NOTE = re.compile(r"[（(]?作者(?:系|为|单位|是)[^。]{2,60}。?[)）]?")

# X 摄 / 新华社发（X摄） / 受访者供图 / 资料图片 / 图片来源：…
TOOK = r"(?:摄影报道|摄影|摄|供图|提供|制图|绘图|绘|[/／]\s*图)"
CREDIT = re.compile(
    rf"[（(]?\s*(?:图片?[①-⑳]?\s*均?[:：由]?\s*)?(?:{AFFILIATION}(?:{ROLE_WORD})\s*)?(?P<names>{NAME}(?:[\s、]+{NAME}){{0,6}})?\s*{TOOK}"
    r"\s*(?:[（(][^（）()]{2,12}[)）])?\s*[)）]?|[（(]?(?:新华社|中新社|本报|人民视觉|视觉中国)(?:发|供图|图片)?\s*(?:[（(][^（）()]{2,20}[)）])?[)）]?|"
    r"[（(]?(?:资料图片?|本报资料图片?|网络图片|图片来源\s*[:：].{2,20}|图据.{2,20})[)）]?"
)
TRAILING_CREDIT = re.compile(
    rf"(?P<credit>[（(][^（）()]{{0,40}}(?:摄影|摄|供图|提供|制图|资料图片?|图片|绘)\s*(?:[（(][^（）()]{{2,12}}[)）])?[)）]|"
    rf"(?:新华社|中新社)发\s*[（(][^（）()]{{2,20}}[)）]|"
    rf"(?<=[。！？”\s])(?:{AFFILIATION}(?:{ROLE_WORD})\s*)?[{H}·]{{2,4}}(?:[\s、]+[{H}·]{{1,4}}){{0,4}}\s*(?:摄影|摄|供图)|"
    rf"(?:^|(?<=[。！？”\s]))[{H}·]{{2,4}}\s*[/／]\s*(?:摄影|摄|图))$"
)
CAPTION_START = re.compile(
    r"[▲▼◀▶△]?\s*(?:[（(]?[上下左右]图[一二三]?[)）]?\s*[:：为是，,]?|图为|图片为|图\s*[①-⑳\d]{1,2}\s*[:：为]|图[:：]|▲|△)"
)

MAX_HEAD = 46
LONGEST_SMALL_LINE = 300
TWO_HAN = re.compile(rf"[{H}]\s*[{H}]")  # padded, as two-character names are
HEAD_NEVER = re.compile(r"[。；;]|[，,、]$|^(?:记者|问|答)\s*[：:]|^.{1,6}[：:]$|^(?:此致|敬礼)$")
POEM_NUMBER = re.compile(r"其[一二三四五六七八九十]|[（(]?[一二三四五六七八九十]{1,2}[)）]?")
NUMBERED = re.compile(
    r"(?:[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}\s*[.．、](?!\d)|0\d[\s　]|"
    r"第?[一二三四五六七八九十]{1,3}[、：:])\s*[^。；;]{2,24}"
)
ENDED = re.compile(r"[，,。；;：:]$")
FOLIO = re.compile(r"[\d\s·—\-|]{1,4}")


def split_lines(text: str) -> list[Line]:
    lines, gap = [], 0
    for number, printed in enumerate(LINE_END.split(text), start=1):
        if stripped := printed.strip():
            lines.append(Line(number, stripped, gap, indented=printed.startswith("\u3000\u3000")))
            gap = 0
        else:
            gap += 1
    return lines


def usual_gap(lines: list[Line]) -> int:
    """The number of blank lines that parts nothing, as most lines have it."""
    counts = Counter(line.gap for line in lines[1:])
    return counts.most_common(1)[0][0] if counts else 0


def classify(line: Line) -> Line:
    """The line with its kind; the tables are tried from the surest form to the vaguest."""
    text = line.text
    if found := JUMP_FROM.match(text):
        return replace(line, kind="jump-from", rest=text[found.end() :].strip())
    if len(text) > LONGEST_SMALL_LINE:
        return labelled(line)
    if JUMP_TO.fullmatch(text):
        return replace(line, kind="jump-to")
    kind = furniture_kind(text) or story_kind(text)
    return replace(line, kind=kind) if kind else labelled(line)


FURNITURE_FORMS = (
    ("page-header", furniture.page_header),
    ("credit-box", furniture.credit_box),
    ("masthead", furniture.is_masthead),
    ("honor", furniture.is_honor),
    ("imprint", furniture.is_imprint),
    ("contact", furniture.is_contact),
    ("folio", FOLIO.fullmatch),
    ("guide", GUIDE.fullmatch),
    ("guide", POINTER.fullmatch),
    ("advert", furniture.ADVERT.fullmatch),
    ("weather", furniture.WEATHER.fullmatch),
)


def furniture_kind(text: str) -> str:
    return next((kind for kind, is_form in FURNITURE_FORMS if is_form(text)), "")


def story_kind(text: str) -> str:
    """Kinds of the small lines around a story."""
    if SIDEBAR.fullmatch(text):
        return "sidebar"
    if AUTHOR_NOTE.fullmatch(text):
        return "author-note"
    if is_credit(text):
        return "credit"
    if is_byline(text):
        return "byline"
    return "caption" if is_caption(text) else ""


def labelled(line: Line) -> Line:
    text = line.text
    if DATELINE.match(text):
        return body_or_opening(line)
    if LABEL.fullmatch(text) or text in KNOWN_LABELS:
        return replace(line, kind="label")
    if found := LABEL_THEN_TEXT.match(text):
        return replace(line, kind="label", rest=found["rest"])
    if MARKED.fullmatch(text):
        return replace(line, kind="marked")
    if POEM_NUMBER.fullmatch(text) or (NUMBERED.fullmatch(text) and not ENDED.search(text)):
        return replace(line, kind="numbered")
    return body_or_opening(line)


def body_or_opening(line: Line) -> Line:
    if opening(line.text):
        return replace(line, kind="opening")
    return replace(line, kind="head" if is_head(line.text) else "body")


def opening(text: str) -> re.Match | None:
    """The dateline a first paragraph begins with; after another paper's name stands a blank."""
    found = DATELINE.match(text[:80])
    if not found:
        return None
    own = found["agency"] in (
        "新华社",
        "中新社",
        "中新网",
        "人民日报",
        "本报",
        "本网",
        "本台",
        "本社",
    )
    return found if own or found.end() == len(text) or text[found.end()] in " 　（(\t" else None


def is_head(text: str) -> bool:
    """Whether a line could be a headline, kicker or subhead: short, and no finished sentence."""
    if len(text) > MAX_HEAD or HEAD_NEVER.search(text) or not TWO_HAN.search(text):
        return False
    if ROW.match(text) or is_list_of_names(text):
        return False
    commas = len(re.findall(r"[，,]", text))
    if commas > 2 or (commas and len(text) > 30) or text.count("“") != text.count("”"):
        return False
    return not begins_mid_sentence(text)


def is_list_of_names(text: str) -> bool:
    """Whether a line is a row of people, and none of a couplet such as 夏收 夏种 夏管."""
    names = split_names(text)
    return (
        len(names) >= 3
        and all(map(looks_like_name, names))
        and any(len(name) > 2 for name in names)
    )


def is_byline(text: str) -> bool:
    """Whether a whole line names who wrote: 本报记者 张三, □ 张三, 张三/文, 作者：张三."""
    if len(text) > 110 or re.search(r"[。！？；]", text):
        return False
    if found := MARKED_NAME.fullmatch(text):
        names = split_names(found["names"])  # □ 单位 姓名: the post may stand before the name
        return looks_like_name(names[-1]) if text[0] == "□" else all(map(looks_like_name, names))
    if DIVIDED_WORK.fullmatch(text):
        return True
    if SUPPLIED.fullmatch(text):
        return True
    if found := EXPLAINED_NAME.fullmatch(text):
        return looks_like_name(found["name"])
    found = BYLINE.fullmatch(text)
    # 记者在现场 is a column, 记者 张三 a byline: a bare role needs a blank before its names.
    return bool(found) and bool(found["space"] or found["before"]) and has_names(found)


def has_names(found: re.Match) -> bool:
    """Whether what follows the role in a match of BYLINE is names only."""
    names = re.sub(
        rf"[（(].*[)）]|{BOTH}$|{AFFILIATION}(?:{ROLE_WORD})|[）)]$", " ", found["names"]
    )
    people = split_names(names)
    return bool(people) and all(
        re.fullmatch(rf"[{H}]{{2,4}}|[{H}]+·[{H}·]+|[A-Za-z .]+", name) for name in people
    )


def is_credit(text: str) -> bool:
    if len(text) > 50 or not (found := CREDIT.fullmatch(text)):
        return False
    return all(2 <= len(name) <= 4 or "·" in name for name in split_names(found["names"] or ""))


def is_caption(text: str) -> bool:
    if len(text) > 200:
        return False
    found = TRAILING_CREDIT.search(text)
    return bool(CAPTION_START.match(text)) or bool(found and found.start() > 0 and len(text) <= 120)
