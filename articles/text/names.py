"""Chinese personal names as newspapers print them."""

import re

# The commonest family names, enough to tell 张三 from 街巷; not a test of being a name.
SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余杜叶"
    "程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺"
    "顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰"
    "焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲"
    "房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟"
    "应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝阙许崔虞郁洪粘骆叶"
)
DOUBLE_SURNAMES = frozenset("欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 夏侯".split())

BETWEEN_NAMES = re.compile(r"[\s、，,；;]+")
LATIN = re.compile(r"[A-Za-z][A-Za-z.'-]*")


def split_names(printed: str) -> tuple[str, ...]:
    """The names in a printed list.

    Typesetters pad a two-character name with the same blanks that part names ("赵  政  李达"), so
    two single characters in a row are one name, and so are a double surname and one character.
    """
    names: list[str] = []
    unfinished = False
    for token in filter(None, BETWEEN_NAMES.split(printed)):
        if unfinished and len(token) == 1:
            names[-1] += token
            unfinished = False
        elif names and LATIN.fullmatch(token) and LATIN.fullmatch(names[-1].split()[-1]):
            names[-1] += f" {token}"
        else:
            names.append(token)
            unfinished = len(token) == 1 or token in DOUBLE_SURNAMES
    return tuple(names)


def looks_like_name(printed: str) -> bool:
    """Whether a text of its own is one person's name: 张三, 张  三, 欧阳明, 古丽·买买提."""
    names = split_names(printed)
    if len(names) != 1 or not re.fullmatch(r"[㐀-鿿〇]+(?:·[㐀-鿿]+)*", names[0]):
        return False
    name = names[0]
    if "·" in name:
        return len(name) <= 16
    if name[:2] in DOUBLE_SURNAMES:
        return 3 <= len(name) <= 4
    return name[0] in SURNAMES and 2 <= len(name) <= 3
