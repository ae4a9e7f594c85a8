"""A small newspaper as its press sends it: two pages as PDF, original and fictional.

`press_pdf()` is both pages in one file, `press_pages()` the pages for `tests.pdfs.make_pdf`.
Page A01 carries a lead that jumps to A02, a story, a picture story with its photo, and an advert;
A02 the rest of the lead, a story in two columns, briefs under a label, and a notice.
"""

from tests.pdfs import Fill, Frame, PdfPage, Photo, Rule, Text, jpeg, make_pdf

BODY, LEADING, MEASURE = 9, 14, 13  # points, points, characters of a column
LEFTS = (45, 174, 303, 432)  # of the four columns
DATE = "2026-11-24"

LEAD = (
    "本报讯（记者 沈砚秋）昨日清晨六点，灯屿岛的第一班公交车驶上澜港跨海大桥，车上坐着十一名乘客，"
    "其中七人是去市区上早班的。这是大桥合龙后首次试运行，全程用时十九分钟。",
    "在此之前，岛上居民进城只能乘渡轮，遇到大风停航，一等就是一整天。灯屿小学教师柯海燕说，"
    "去年冬天渡轮停了二十三天，孩子们的作业本都是邮局托渔船捎来的。",
    "市交通运输局介绍，试运行期间公交车每小时一班，票价三元，六十五岁以上老人免费。桥面风力超过八级时，",
)
LEAD_REST = (
    "^公交车将改在引桥候车点等候，候车点备有热水和座椅。",
    "试运行将持续到年底。岛上二十六家民宿已经把退房时间往后挪了两个小时，店主们说，"
    "住客不必再赶末班渡轮了。",
)
MARKET = (
    "青蚶镇的牡蛎交易市场今年把开秤时间从凌晨三点改到了五点。改动的原因写在门口的黑板上："
    "养殖户平均年龄五十七岁，大家都想多睡一会儿。",
    "市场管理员石大贵算过一笔账，晚开两小时，冰块用量少了一成，成交量没有减少。",
    "收购商起初担心赶不上早市，镇里便请来三辆冷藏车，统一送货进城。",
)
PICTURE_STORY = (
    "本报讯（记者 高晓岚）月牙湾湿地昨日迎来今冬第一批白鹭，志愿者在观鸟屋数到一百四十二只，"
    "比去年早了九天。湿地管理处提醒市民，观鸟请走木栈道，不要用闪光灯。",
)
SCHOOL = (
    "本报讯（记者 陆一苇）灯屿小学的三十一名学生昨日在海边开了一堂潮汐课。课本是一根木杆，"
    "插在沙滩上，每隔十分钟，孩子们轮流去刻一道痕。",
    "教这堂课的是退休船长林阿福。他在船上用过四十年潮汐表，第一次把表画给孩子看。",
    "学校打算把刻满痕迹的木杆立在校门口，来年春天再刻一根，看看两根木杆上的海水差了多少。",
)
BRIEFS = (
    "市图书馆即日起延长开放时间，周末开到晚上九点。",
    "望潮街道设立旧衣修补摊，每月逢五出摊，修补免费。",
)
HEADLINES = {
    "A01": ["海上第一班公交\n今晨驶进灯屿岛", "牡蛎市场\n晚开两小时", "白鹭比去年早到九天"],
    "A02": ["海上第一班公交\n今晨驶进灯屿岛", "一根木杆刻下的潮汐课"],
}
CAPTION, CREDIT = "昨日傍晚，白鹭落在月牙湾的滩涂上。", "本报记者 施南乔 摄"


def press_pdf(**ways) -> bytes:
    """Both pages in one file; `ways` as for `make_pdf`."""
    return make_pdf(press_pages(), **ways)


def press_pages() -> list[PdfPage]:
    return [PdfPage(_front()), PdfPage(_inside())]


def set_columns(paragraphs, columns, top, height, measure=MEASURE, size=BODY) -> tuple[Text, ...]:
    """Paragraphs set into columns with these left edges, each `height` lines deep.

    A paragraph opens with two blank ems, unless a ^ says that its sentence began elsewhere; a
    closing mark hangs rather than beginning a line.
    """
    lines = [line for paragraph in paragraphs for line in _broken(paragraph, measure)]
    places = [(left, line) for left in columns for line in range(height)]
    return tuple(
        Text(left + indent * size, top + place * LEADING, size, line)
        for (left, place), (indent, line) in zip(places, lines, strict=False)
    )


def _broken(paragraph, measure):
    """[(ems of indent, line)] of one paragraph."""
    indent, lines = (0 if paragraph[0] == "^" else 2), []
    paragraph = paragraph.removeprefix("^")
    while paragraph:
        room, end = measure - indent, 0
        while end < len(paragraph) and room > 0:
            room -= 0.5 if paragraph[end] == " " else 1
            end += 1
        if paragraph[end : end + 1] in tuple("，。、）："):
            end += 1
        lines.append((indent, paragraph[:end].rstrip()))
        paragraph, indent = paragraph[end:].lstrip(), 0
    return lines


def _stacked(headline, x, y, size):
    lines = headline.split("\n")
    return tuple(Text(x, y + i * size * 1.25, size, line) for i, line in enumerate(lines))


def _front():
    lead, market, birds = HEADLINES["A01"]
    return (
        Text(45, 28, 42, "澜港日报"),
        Text(250, 32, 9, "2026年11月24日 星期二"),
        Text(250, 46, 9, "农历丙午年十月十六"),
        Text(250, 60, 9, "总第14298期 今日2版"),
        Text(430, 32, 9, "CN 35-0099"),
        Rule(45, 80, 550, 80, 1.5),
        Text(45, 86, 11, "A01 要闻"),
        Text(320, 88, 8, "责编 周听澜 版式 吴绘 校对 卢格"),
        Rule(45, 104, 550, 104),
        Text(45, 114, 13, "跨海大桥试运行首日"),
        *_stacked(lead, 45, 134, 28),
        *set_columns(LEAD, LEFTS[:3], 214, 7),
        Text(LEFTS[2] + 36, 214 + 3 * LEADING, BODY, "（下转A02版）"),
        Rule(425, 112, 425, 330),
        *_stacked(market, 432, 114, 20),
        Text(432, 168, BODY, "本报记者 方小满"),
        *set_columns(MARKET, LEFTS[3:], 186, 14),
        Rule(45, 400, 550, 400),
        Photo(45, 412, 291, 576, jpeg(1230, 820)),
        Text(45, 582, 8, CAPTION),
        Text(195, 596, 8, CREDIT),
        *_stacked(birds, 303, 412, 22),
        *set_columns(PICTURE_STORY, LEFTS[2:], 446, 6),
        Frame(45, 640, 550, 800, 1),
        Text(60, 656, 8, "广告"),
        Text(150, 690, 34, "石埠手工鞋换季"),
        Text(150, 744, 12, "全场八折优惠 订购热线 0599-8216688"),
    )


def _inside():
    lead, school = HEADLINES["A02"]
    return (
        Text(45, 32, 11, "A02 民生"),
        Text(200, 34, 9, "2026年11月24日 星期二"),
        Text(400, 34, 8, "责编 唐简 版式 蒋尺"),
        Rule(45, 50, 550, 50),
        Text(45, 62, BODY, "（上接A01版）"),
        *_stacked(lead, 45, 80, 18),
        *set_columns(LEAD_REST, LEFTS[:2], 134, 4),
        Rule(45, 200, 550, 200),
        *_stacked(school, 45, 212, 24),
        *set_columns(SCHOOL, LEFTS[:3], 252, 5),
        Rule(45, 340, 550, 340),
        Fill(45, 352, 93, 372),
        Text(51, 356, 12, "简讯", grey=0),
        *set_columns(BRIEFS, LEFTS[:1], 380, 6),
        Frame(303, 352, 550, 450),
        Text(395, 360, 12, "遗失声明"),
        *set_columns(
            ("澜港市顺风货运部遗失财务专用章一枚，声明作废。",), (315,), 384, 4, measure=24
        ),
    )
