"""Whether a line can begin where it does: columns are cut in the middle of sentences and words."""

import re
from collections.abc import Container

from articles.text.names import SURNAMES

# Characters that mostly end a word, with those they may begin one with (业务, but not 业|升级).
# From the word frequencies of jieba's dictionary; verbs of one character are left out.
WORD_BEGINNINGS = {
    "业": "务绩余内已界主者经态大户师障",
    "务": "实必须农工求虚使期本",
    "员": "工外额",
    "度": "假过量日牒数夏君盘空",
    "况": "且",
    "究": "竟其",
    "息": "息怒肉事影烽率县差",
    "际": "遇会",
    "统": "治一计帅领称率筹辖统制考购战合揽管和招万摄收配共分包御观觉货裙销编",
    "术": "语后科士者",
    "备": "案受战有考降忘用份查课选注办件至荒齐感料胎足尝耕而车不抵货",
    "展": "陈开示览现出望会品翅台销厅位宽区演板馆露播期室团弦布转子成场拓眉",
    "题": "材目型为词写诗字海记跋外名旨库意刻咏款签号辞解下",
    "析": "出取圭",
    "策": "略划动马应源反论勒",
    "诉": "讼说苦诸求状冤愿至",
    "督": "察促查办战军抚导率脉阵学捕府",
    "料": "到想理事子及峭石酒器敌",
    "材": "料质积",
    "续": "航约聘编集弦写签订建篇命娶借断行",
    "议": "会案事论员程题和定长政席院决价购",
    "育": "才种苗成人龄儿婴雏空新秧肥林幼英",
    "候": "选补鸟车机审风诊旨",
    "示": "范威意众弱例波人警踪性",
    "构": "成造件建筑想思图架象型词陷",
    "速": "度率生成射写滑战决记冻效递降胜溶录食读",
    "责": "任备成令怪难无罚骂问打编权人己",
    "益": "州切气处发阳都智鸟虫寿母物友西",
    "括": "号约",
    "础": "",
    "币": "制值种望",
    "序": "列幕言号曲数文跋论时",
    "部": "分门队长署落位类属委下件族将级里副首党手份际颁",
    "品": "种牌德质位级尝格行味性类评茶学貌系茗酒头名红题竹管读赏",
    "体": "测育系制现内验积重力会质操格长检表型温裁弱面贴外形能虚液例态谅坛委征细腔",
    "化": "学工合石肥妆为解疗纤验身军成名作脓装子痰缘险敌斋境整入做州民腐干生隆公发",
    "理": "论解想由性工事会念智财学应睬科所发直顺查化疗气当亏赔清屈塘合喻路容过县趣光货",
    "表": "示现明面决演达情态述彰层哥皮扬妹征格率白姐里象露弟兄叔字尺土意型亲音功姊",
    "物": "质理资体品价流种产力件事业化料色权美象证语性候以欲镜极态议归主探是竞有类尽伤耗阜换像华",
    "然": "后而则",
    "么": "",
    "族": "人长群类谱裔规诛权",
    "导": "览师弹致演航游师向管电体引出线火数报论入热语轨流购读爆纳言尿带坑",
    "义": "务和军父勇气愤士门兄无不乌理子正女举旗诊齿师县熙利卖演学马母薄律仓工兴大项塾",
    "期": "间望限待货刊满盼末内权中许价房票期初指终",
    "力": "量度学气求图争道主不帆矩战作士所克保促挽排推劝偶大场荐行阻戒护加挫点尽拼抓透竭",
    "态": "度势",
    "势": "力头必不在如利均能垒单派态所穷大",
    "域": "名外",
    "容": "易量貌纳忍许器水积颜情光身桂克姑人色错分县子留",
    "纪": "念录律要检委年事实传及元纲冰晓行效闻姑云大时子德程昀游功日略",
    "措": "施手辞置词",
    "效": "果率益应力用能忠法仿劳命死验颦尤价",
    "型": "号式谱态材钢台文",
    "绩": "效优溪差",
    "质": "量地疑询子感点朴问变检押心谱料监体优素和粒轻数保直证",
    "率": "领先众性直真土队团",
    "群": "众岛体雄臣山落情英起居星龙峰芳集策像蛇艺发贼婚聚舞贤生氓蚁",
    "段": "祺正誉思落时延子玉皇天氏家公永位长景振绍三智业志",
    "障": "碍眼壁",
    "辑": "录佚",
    "践": "踏行约",
    "疆": "域土界场",
    "岸": "上边线基防炮滩壁",
    "邦": "交联政克加德尼奇达",
    "纷": "纷争乱繁扰飞至纭呈杂",
}

NEVER_FIRST = re.compile(
    r"[，。、；：？！）》”’」』】〉,.;:?!)%％℃]|"
    r"的(?![确士哥])|了(?![解却不如结])|们|吗|呢|吧|着(?![力眼手重实陆装急])|"
    r"等(?![待到级了你我他候于离一两几])"
)


# Verbs and family names that also end common words, and what may follow only then: 座谈|会上.
AFTER_WORD_ENDINGS = {"谈": "会", "康": "等的", "程": "中度的序"}
PARTICLES = frozenset("，、,的了等和与及或是在为将也都并")


def begins_mid_sentence(text: str) -> bool:
    """Whether the first two characters of a text can only be the middle of a sentence.

    A cut between two whole words does not show.
    """
    first, second = text[:1], text[1:2]
    if NEVER_FIRST.match(text[:2]) or (second and second in AFTER_WORD_ENDINGS.get(first, "")):
        return True
    return second in PARTICLES and may_begin_mid_word(text)


def may_begin_mid_word(text: str) -> bool:
    """Whether a text starts with the last character of a word, as far as a small table knows."""
    first, second = text[:1], text[1:2]
    if first in SURNAMES:
        return False  # 谈某, 程某: anything may follow a family name
    return first in WORD_BEGINNINGS and second not in WORD_BEGINNINGS[first]


SENTENCE_END = "。！？!?…；;：:"
FINAL_BRACKET = re.compile(r"[（(][^（）()]{0,40}[)）]$")
CLOSING = "”’」』）)】》\"'"


def ends_open(text: str) -> bool:
    """Whether a text stops before its sentence does; brackets may close after the full stop.

    A text that is all brackets or quotation marks does not.
    """
    bare = FINAL_BRACKET.sub("", text).rstrip(CLOSING + " \u3000")
    return bool(bare) and bare[-1] not in SENTENCE_END


CHINESE_PAIR = re.compile(r"[㐀-鿿]{2}")


def seam(before: str, after: str) -> str:
    """The two characters that meet when two pieces are joined, or "" when they are not Chinese."""
    met = before[-1:] + after[:1]
    return met if CHINESE_PAIR.fullmatch(met) else ""


# 1日 晴 22～28℃ / 男子组：…/ 3. …: a row of a table or list
ROW = re.compile(
    r"(?=.*\d)\S+\s+\S+\s+\S+|\d{1,2}(?:日|[.．、:：](?!\d))|[•·|\-]\s*\S|[^\s：]{1,6}[|\t]"
)
VERSE = 24  # shorter lines without a stop are verse or list items, not unfinished sentences
LONGEST = 2000  # characters; no printed paragraph is longer
OPENING_MARKS = "“‘「『（(【"


def is_prose(text: str) -> bool:
    quotes = text.count("“") != text.count("”")
    return (len(text) > VERSE or quotes or "。" in text) and not ROW.match(text)


def goes_on(above: str, below: str, met: Container[str], *, parted: bool) -> bool:
    """Whether a line finishes the sentence that the line above it stops in.

    `met` are the pairs of characters known to stand together; lines that are `parted` by a wide
    gap need such evidence, others only have to be prose.
    """
    if not ends_open(above) or len(above) > LONGEST:
        return False
    if seam(above, below) in met or begins_mid_sentence(below) or may_begin_mid_word(below):
        return True
    prose = is_prose(above) and not ROW.match(below)
    return prose and not parted and below[0] not in OPENING_MARKS
