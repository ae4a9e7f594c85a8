"""House style: what a careful reader of proofs would mark in a Chinese text, and what for it.

Each check takes one block of text (a headline, a paragraph, a caption) and yields Marks. They
hold what is wrong nearly always: a check that cries wolf is switched off by its readers.
Sources: GB/T 15834 (punctuation), GB/T 15835 (numerals), GB 3100 (units). misspellings.txt holds
pairs of what is often written and what is meant.
"""

import re
from pathlib import Path

from articles.text.dates import dates
from articles.text.fold import TRADITIONAL
from articles.text.mark import Mark
from articles.text.punctuation import BESIDE_HAN, FULL_WIDTH

HAN = "\u3400-\u9fff〇"


def marks(text, day=None):
    """The Marks of one block in the order of the text; `day` is the date it is printed."""
    checks = [misspelt, repeated, unpaired, half_width, numerals, units, traditional]
    found = [mark for check in checks for mark in check(text)]
    found += dates(text, day) if day else []
    return sorted(found, key=lambda mark: (mark.start, mark.end))


# Characters ----------------------------------------------------------------------------------

MISSPELT = dict(
    line.split()
    for line in Path(__file__).with_name("misspellings.txt").read_text("utf-8").splitlines()
)
MISSPELLING = re.compile("|".join(MISSPELT) + r"|截止(?=\d|[今昨]日|[今去]年)")
# Before 为 and after these it is another word: 叫做 为, 当做 为, 拘留所 付.
PART_OF_ANOTHER = re.compile("[叫当看称唤换]做为|[刊转预]报导[入出]|[收交支托]付[主书局市]")


def misspelt(text):
    others = [match.span() for match in PART_OF_ANOTHER.finditer(text)]
    for match in MISSPELLING.finditer(text):
        if not any(start <= match.start() < end for start, end in others):
            instead = MISSPELT.get(match.group(), "截至")
            yield Mark(*match.span(), "misspelt", instead, {"instead": instead})


# 的的 is a slip, 目的的 and 的的确确 are not; 为了了解 neither.
TWICE = re.compile(
    r"(?<!目)的的(?!确)|(?<![不未])是是(?![非否])|(?<![存现实内外潜])在在|(?<!甚)了了(?![解却结断然心事如])"
    r"|和和(?![美气睦顺谐平])|与与|及及|被被|就就|也也|或或|从从(?!容)|们们|着着|但但|而而|把把(?!关)"
)
WITH_HE = re.compile("(?:[饱温缓柔暖祥平谐总中亲]|[不]共)$")
MARKS_TWICE = re.compile("([，。、；：？])\\1+|[，、；：][。，、；：]|。[，、；：]")
# Three characters and more, at once again: 市人民政府市人民政府.
PHRASE_TWICE = re.compile(f"(?!一)([{HAN}]{{3,12}})\\1")


def repeated(text):
    for match in TWICE.finditer(text):
        if match.group() != "和和" or not WITH_HE.search(text[: match.start()]):
            yield Mark(*match.span(), "twice", match.group()[0])
    for match in MARKS_TWICE.finditer(text):
        is_ellipsis = set(match.group()) == {"。"} and len(match.group()) > 2
        yield Mark(*match.span(), "twice", "……" if is_ellipsis else match.group()[0])
    for match in PHRASE_TWICE.finditer(text):
        if len(set(match.group(1))) > 1:
            yield Mark(*match.span(), "phrase-twice", match.group(1))


def traditional(text):
    """A text in traditional characters throughout, such as an inscription, is meant so."""
    found = [at for at, character in enumerate(text) if _is_traditional(character)]
    if len(found) * 4 > len(text) > 8:
        return
    for at in found:
        yield Mark(at, at + 1, "traditional", chr(TRADITIONAL[ord(text[at])]))


def _is_traditional(character):
    """The table of search also levels forms that are printed today, such as 乾 and 瞭."""
    if ord(character) not in TRADITIONAL or character in "於甯喆堃昇":
        return False
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False


SPACE = re.compile(f"(?<=[{HAN}，。；：！？、])[ \u3000]+(?=[{HAN}])")
BRACKETED = re.compile("[（(【][^（(【）)】]*[）)】]")
SIGNED = re.compile("记者|通讯员|摄影|供图|[文图]/")


def spacing(text):
    """A space inside a sentence; names, bylines, tables and verse are set with spaces."""
    if lead := re.match(r"[ \u3000]+", text):
        yield Mark(*lead.span(), "indent", "")
    spaces = list(SPACE.finditer(BRACKETED.sub(lambda match: "（" * len(match.group()), text)))
    if len(spaces) > 2 or "。" not in text or SIGNED.search(text):
        return
    for match in spaces:
        yield Mark(*match.span(), "space", "")


LONGEST_LINE = 30


def headline(text):
    if text.endswith("。"):
        yield Mark(len(text) - 1, len(text), "headline-stop", "")
    for match in re.finditer(r"\S+", text):
        if len(match.group()) > LONGEST_LINE:
            told = {"count": len(match.group()), "most": LONGEST_LINE}
            yield Mark(match.start() + LONGEST_LINE, match.end(), "headline-long", None, told)


# Punctuation ---------------------------------------------------------------------------------

CLOSING = dict(zip("“‘《〈（【〔「『", "”’》〉）】〕」』", strict=True))
OPENING = {close: opening for opening, close in CLOSING.items()}
# 1）, a）, 三） number a list; ’ between letters is an apostrophe.
NUMBERED = re.compile(r"(?:^|[\s，。；：、])[0-9a-zA-Z一二三四五六七八九十]{1,2}$")


def unpaired(text):
    """Quotation marks, brackets and book titles that open or close alone."""
    open_at = []
    for at, character in enumerate(text):
        if character in CLOSING:
            open_at.append(at)
        elif character in OPENING and not _stands_alone(text, at):
            if open_at and text[open_at[-1]] == OPENING[character]:
                open_at.pop()
            elif any(text[one] == OPENING[character] for one in open_at):
                while text[open_at[-1]] != OPENING[character]:
                    yield _alone(text, open_at.pop())
                open_at.pop()
            else:
                yield _alone(text, at)
    for at in open_at:
        yield _alone(text, at)


def _alone(text, at):
    pair = CLOSING.get(text[at]) or OPENING[text[at]]
    return Mark(at, at + 1, "unpaired", None, {"mark": text[at], "pair": pair})


def _stands_alone(text, at):
    if text[at] == "’":
        return bool(re.match("[A-Za-z]’[A-Za-z ]", text[at - 1 : at + 2]))
    return text[at] == "）" and bool(NUMBERED.search(text[:at]))


def half_width(text):
    for match in BESIDE_HAN.finditer(text):
        yield Mark(*match.span(), "half-width", match.group().translate(FULL_WIDTH))
    for match in re.finditer(rf"(?<=[{HAN}])\.(?=$|[{HAN}\n])", text):
        yield Mark(*match.span(), "half-width", "。")
    for match in re.finditer(rf"(?<=[{HAN}])\.{{3,6}}|(?<!…)…(?!…)(?=$|[{HAN}”])", text):
        yield Mark(*match.span(), "ellipsis", "……")
    straight = list(re.finditer(rf'(?<=[{HAN}，。：；！？])"|"(?=[{HAN}])', text))
    for number, match in enumerate(straight):
        yield Mark(*match.span(), "half-width", "“”"[number % 2])


# Numerals and units --------------------------------------------------------------------------

WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ％．]+")
NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
MIXED = re.compile(
    r"(?<![\d.])(\d{1,3})([百千])(?![\d克米瓦卡赫伏帕升焦货字人年古]|分[点比之]|里马)"
)
ABOUT_TWICE = re.compile(
    r"(?:大约|约|近|将近)\d[\d.,]*[万亿]?[\u4e00-\u9fff]{0,3}(左右|上下)(?![打摆翻开游方两联])"
)
RANGE = re.compile(r"(?<![\d.%-])(\d+(?:\.\d+)?)([—–～~至-]|——)(\d+(?:\.\d+)?)%")
YEAR_ZERO = re.compile(
    "(?<=[一二三四五六七八九])零(?=[一二三四五六七八九〇零]{1,2}年)|二零(?=零[一二三四五六七八九〇零]年)"
)


def numerals(text):
    for match in WIDE.finditer(text):
        yield Mark(*match.span(), "wide", match.group().translate(NARROW))
    for match in MIXED.finditer(text):
        zeros = {"百": "00", "千": "000"}[match.group(2)]
        yield Mark(*match.span(), "mixed-numeral", match.group(1) + zeros)
    for match in ABOUT_TWICE.finditer(text):
        yield Mark(*match.span(1), "about-twice", "")
    for match in RANGE.finditer(text):
        low, dash, high = match.groups()
        if float(low) < float(high):
            yield Mark(*match.span(), "range", f"{low}%{dash}{high}%")
    for match in YEAR_ZERO.finditer(text):
        yield Mark(*match.span(), "year-zero", match.group().replace("零", "〇"))


OLD_UNITS = {"公分": "厘米", "公尺": "米", "公升": "升", "立升": "升", "平米": "平方米"}
CAPITALS = {"KG": "kg", "Kg": "kg", "KM": "km", "Km": "km", "MM": "mm", "CM": "cm", "ML": "ml"}
OLD_UNIT = re.compile(rf"(?<=[\d万亿余多几一二三四五六七八九十百千半])(?:{'|'.join(OLD_UNITS)})")
CAPITAL_UNIT = re.compile(rf"(?<=\d)(?:{'|'.join(CAPITALS)})(?![A-Za-z])")
CELSIUS = re.compile(r"摄氏(零下|零上)?([-—]?\d+(?:\.\d+)?)度")


def units(text):
    for match in OLD_UNIT.finditer(text):
        yield Mark(*match.span(), "unit", OLD_UNITS[match.group()])
    for match in CAPITAL_UNIT.finditer(text):
        yield Mark(*match.span(), "unit", CAPITALS[match.group()])
    for match in CELSIUS.finditer(text):
        yield Mark(*match.span(), "unit", f"{match.group(1) or ''}{match.group(2)}摄氏度")
