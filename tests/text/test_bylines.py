import pytest

from articles.text.bylines import (
    Dateline,
    Signature,
    leading_byline,
    parse_byline,
    parse_dateline,
)


@pytest.mark.parametrize(
    ("printed", "signed"),
    [
        ("本报记者 沈砚秋", [("reporter", "沈砚秋", "本报")]),
        ("本报记者沈砚秋 罗  宁", [("reporter", "沈砚秋", "本报"), ("reporter", "罗宁", "本报")]),
        ("(记者 罗宁)", [("reporter", "罗宁", "")]),
        (
            "（泊阳晚报记者 程述白 本报记者 沈砚秋 通讯员 柯海生）",
            [
                ("reporter", "程述白", "泊阳晚报"),
                ("reporter", "沈砚秋", "本报"),
                ("correspondent", "柯海生", ""),
            ],
        ),
        ("《泊阳晚报》记者 程述白", [("reporter", "程述白", "泊阳晚报")]),
        ("本报首席记者 罗宁", [("reporter", "罗宁", "本报首席")]),
        ("记者 罗宁 实习生 戈小满", [("reporter", "罗宁", ""), ("intern", "戈小满", "")]),
        ("本报评论员 顾言川", [("commentator", "顾言川", "本报")]),
        ("本报评论员", []),
        ("编译 王乙", [("translator", "王乙", "")]),
        ("□ 顾言川", [("author", "顾言川", "")]),
        ("●罗  宁", [("author", "罗宁", "")]),
        ("（钟欣）", [("author", "钟欣", "")]),
        ("罗宁（作者单位：澜港理工学院）", [("author", "罗宁", "")]),
        ("作者：罗宁", [("author", "罗宁", "")]),
        ("古丽·买买提", [("author", "古丽·买买提", "")]),
        ("□ 市第一医院 沈一白", [("author", "沈一白", "市第一医院")]),
        ("（澜港理工学院 孟小舟 供稿）", [("author", "孟小舟", "澜港理工学院")]),
        ("市气象局", [("author", "市气象局", "")]),
    ],
)
def test_who_wrote(printed, signed):
    assert parse_byline(printed) == tuple(Signature(*one) for one in signed)


@pytest.mark.parametrize(
    ("printed", "signed"),
    [
        ("本报记者 罗宁 文/图", [("reporter", "罗宁"), ("photographer", "罗宁")]),
        ("文/图 本报记者 罗宁", [("reporter", "罗宁"), ("photographer", "罗宁")]),
        ("罗宁 文并摄", [("author", "罗宁"), ("photographer", "罗宁")]),
        ("文/罗宁 图/韩溪", [("author", "罗宁"), ("illustrator", "韩溪")]),
        ("罗宁/文 韩溪/摄", [("author", "罗宁"), ("photographer", "韩溪")]),
        ("（本报记者 施南乔 摄）", [("photographer", "施南乔")]),
        ("施南乔 摄", [("photographer", "施南乔")]),
        ("本报记者 施南乔摄", [("photographer", "施南乔")]),
        ("新华社发（李远帆摄）", [("photographer", "李远帆")]),
        ("李远帆摄（人民视觉）", [("photographer", "李远帆")]),
        ("吴绘 制图", [("illustrator", "吴绘")]),
        ("漫画/吴绘", [("illustrator", "吴绘")]),
        ("受访者供图", []),
        ("资料图片", []),
    ],
)
def test_who_made_the_picture(printed, signed):
    assert [(one.role, one.name) for one in parse_byline(printed)] == signed


@pytest.mark.parametrize(
    ("printed", "dateline"),
    [
        ("本报讯", Dateline("本报")),
        ("【本报讯】", Dateline("本报")),
        ("本报石埠8月27日电", Dateline("本报", "石埠", 8, 27)),
        ("本报合肥电", Dateline("本报", "合肥")),
        ("新华社北京3月1日电", Dateline("新华社", "北京", 3, 1)),
        ("新华社北京２０２６年３月１日电", Dateline("新华社", "北京", 3, 1, 2026)),
        ("据新华社电", Dateline("新华社")),
        ("澜港日报讯", Dateline("澜港日报")),
        ("本报电视台开播", Dateline()),
        ("市民来电", Dateline()),
    ],
)
def test_dateline(printed, dateline):
    assert parse_dateline(printed) == dateline


@pytest.mark.parametrize(
    ("printed", "byline"),
    [
        ("记者 张三 昨日，渡口复航。", "记者 张三"),
        ("记者 张  三　通讯员 李四 昨日，渡口复航。", "记者 张  三　通讯员 李四"),
        ("本报记者 沈砚秋 罗宁 昨日，渡口复航。", "本报记者 沈砚秋 罗宁"),
        ("记者沈砚秋 通讯员柯海生、李 四 昨日，渡口复航。", "记者沈砚秋 通讯员柯海生、李 四"),
        (
            "泊阳晚报记者 程述白 本报记者 沈砚秋 文/图 昨日，",
            "泊阳晚报记者 程述白 本报记者 沈砚秋 文/图",
        ),
        ("记者沈砚秋报道：昨日，渡口复航。", "记者沈砚秋报道："),
        ("记者 古丽·买买提 昨日，渡口复航。", "记者 古丽·买买提"),
        ("记者 从市交通局获悉，渡口复航。", ""),
        ("记者昨日从市交通局获悉，渡口复航。", ""),
        ("记者 张三", ""),
        ("通讯员 队伍 昨日成立。", ""),
        ("记者走访渡口 周围 昨日复航。", ""),
        ("昨日，渡口复航。", ""),
    ],
)
def test_byline_without_brackets_before_the_text(printed, byline):
    assert leading_byline(printed) == (byline, printed[len(byline) :].lstrip())


def test_a_long_line_is_read_at_once():
    assert parse_byline("报" * 2000)
    assert parse_dateline("报" * 100_000) == Dateline()
