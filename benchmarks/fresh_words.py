"""What made-up pages say: sentences of our own with a few words in them by chance, set in lines."""

NOT_FIRST, NOT_LAST = "，。、；：？！”）》", "“（《"
PLACES = "柳溪 青瓦巷 石臼湾 东关 燕子坪 南门桥 盐田村 雁洲 榕树下 白沙镇 半山里 渡头街".split()
THINGS = "菜市场 旧书店 灯塔 缫丝厂 公交站 晒谷场 小学 卫生院 渔具铺 粮仓 茶馆 水塔".split()
PEOPLE = "沈听雨 罗大椿 许青禾 郑望舒 江一苇 顾长河 叶知秋 林深 邱小满 何晴川".split()
HEADS = (
    "{place}的{thing}重新开门",
    "{thing}搬家记",
    "{place}：一条路修了三十年",
    "在{place}等一班船",
    "{place}{thing}今起试运行",
    "谁来守住{place}的{thing}",
    "{place}给{thing}装上了电梯 住户不用再爬楼",
    "“{thing}”的第二次生命",
)
KICKERS = ("城事观察", "走在基层", "{place}一线见闻", "民生这件事", "本报记者三访{place}")
DECKS = ("——{place}居民议事会旁听记", "首批十八户已经签约", "老手艺遇上新主顾")
SUBHEADS = ("先听听住户怎么说", "一本账算了三遍", "慢下来才走得远")
SENTENCES = (
    "{place}的{thing}上周刚换过屋顶，{person}爬上去看了两回，说木料比从前的好。",
    "“{n}户人家签了字，剩下的还在商量。”{person}把名单折好放进口袋，",
    "去年{m}月的一场大雨冲走了半截堤岸，{place}的人到现在说起来还摇头。",
    "统计下来，一共有{n}位老人报了名，最大的{k}岁，",
    "从{place}到{thing}，走路要{m}分钟，坐车反而更慢。",
    "{person}在这里做了{k}年，记得每一块石板的年纪。",
    "工程分三段推进，第一段投入{n}万元，预计{m}月底完成。",
    "孩子们放学后沿着墙根走，影子一个接一个，",
    "“不是不愿意搬，是舍不得那口井。”说到这里，{person}停了一下。",
    "街道办事处在门口贴出了第{m}份公示，",
    "有人提议把{thing}留下来当仓库，也有人想改成图书角，意见并不一致。",
    "午后的{place}很安静，只有修鞋摊的锤子一下一下地响。",
    "账目每个月公开一次，谁都可以来查，",
    "{person}笑着说，最难的不是修，是让大家相信修得好。",
    "夜里十点以后，{thing}的灯还亮着，值班的人轮流看火。",
    "新来的技术员带着图纸转了一圈，改了{m}处尺寸，",
)
CAPTIONS = ("{place}的早晨，渡船靠岸。", "{person}在{thing}里修理木器。", "重新粉刷的{thing}。")
BRIEFS = (
    "{place}{thing}昨日恢复供水，比计划早了{m}小时。",
    "{person}的手绘地图在{place}展出，共{n}幅，展期到{m}月底。",
    "即日起，{place}的{thing}每逢周三延长开放两小时。",
)
ADDRESSES = ("订购热线：0000-{n}{k}00 地址：{place}路{m}号",)


def say(chance, templates):
    """One of the sentences, about some place, thing and person."""
    return chance.choice(templates).format(
        place=chance.choice(PLACES), thing=chance.choice(THINGS), person=chance.choice(PEOPLE),
        n=chance.randint(12, 960), m=chance.randint(2, 12), k=chance.randint(20, 88),
    )  # fmt: skip


def em(text):
    return sum(0.55 if character.isascii() else 1 for character in text)


def broken(text, measure, indent=2):
    """[(line, its indent in em)], punctuation hanging over the end of a line."""
    lines, line, room = [], "", measure - indent
    for character in text:
        if em(line + character) > room + 0.3 and character not in NOT_FIRST:
            rest = ""
            if line[-1] in NOT_LAST:
                line, rest = line[:-1], line[-1]
            lines.append((line, indent))
            line, indent, room = rest, 0, measure
        line += character
    return [*lines, (line, indent)]
