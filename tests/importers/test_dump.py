"""Whole dumps, each with what a sub-editor would make of it."""

import datetime
from collections import Counter
from pathlib import Path

import pytest

from articles.importers.readers.dump import read
from articles.importers.records import Candidate, Unreadable

DUMPS = Path(__file__).parents[1] / "data" / "dumps"


def read_dump(name):
    return read((DUMPS / name).read_bytes(), name)


def read_text(text, **options):
    return read(text.encode(), "dump.txt", **options)


def apart(issue, kind):
    return [part.text for part in issue.apart if part.kind == kind]


def heads(issue):
    return [(a.kicker, a.headline, a.subheadline) for a in issue.articles]


class TestFrontPage:
    """One page with masthead, credit box, column, caption, weather and imprint."""

    issue = read_dump("front-page.txt")

    def test_masthead_gives_the_facts(self):
        facts = self.issue.facts
        assert facts.newspaper == "澜港日报"
        assert facts.date == datetime.date(2026, 3, 12)
        assert (facts.weekday, facts.lunar) == ("星期四", "农历丙午年正月廿四")
        assert (facts.number, facts.page_count) == (14041, 4)
        assert (facts.cn_number, facts.postal_code) == ("CN 35-0998", "33-98")

    def test_page_has_label_title_and_credits(self):
        (page,) = self.issue.pages
        assert (page.label, page.number, page.title) == ("A01", 1, "要闻")
        assert page.credits == (("责编", "周听澜"), ("版式", "吴绘"), ("校对", "卢格"))

    def test_three_stories(self):
        assert heads(self.issue) == [
            ("春耕一线见闻", "晨雾里开出第一班“种子船”", "——灯屿岛二十七户渔农家领到新薯苗"),
            ("", "埕边街修好十二口老井", ""),
            ("", "跨海大桥今起夜间限高 货车请走旧渡口", ""),
        ]
        assert [a.ref for a in self.issue.articles] == ["A01-1", "A01-2", "A01-3"]

    def test_parts_are_verbatim(self):
        lead, wells, bridge = self.issue.articles
        assert (lead.dateline, lead.byline) == ("本报讯", "（记者 高晓岚 通讯员 柯海生）")
        assert lead.jump == "（下转A02版）"
        assert lead.paragraphs[0].text.startswith("昨日清晨六点")
        assert wells.label == "【街巷】"
        assert bridge.byline == "本报记者 江予安"
        (caption,) = bridge.captions
        assert caption.text == "图为引桥段新装的限高架。"
        assert caption.credit == "（本报记者 施南乔 摄）"

    def test_furniture_is_apart(self):
        assert apart(self.issue, "notice") == ["今日天气：多云转小雨 14℃～19℃ 东北风三到四级"]
        assert "新闻热线：0599-82110110" in apart(self.issue, "furniture")
        assert apart(self.issue, "unplaced") == []


class TestIssueWithJumps:
    issue = read_dump("issue-with-jumps.txt")

    def test_pages_in_order(self):
        assert [(p.label, p.title) for p in self.issue.pages] == [
            ("1", "要闻"),
            ("2", "民生"),
            ("3", "体育"),
        ]

    def test_second_half_continues_the_first(self):
        half = self.issue.articles[2]
        assert (half.jump, half.continues) == ("（上接第1版）", "1-1")
        assert half.paragraphs[0].text.startswith("六处渡口中")
        assert [p.code for p in self.issue.problems] == ["no-headline"]

    def test_agency_story(self):
        agency = self.issue.articles[1]
        assert (agency.dateline, agency.byline) == ("新华社北京3月11日电", "（记者赵一鸣）")

    def test_marked_lines_in_a_running_story_are_subheads(self):
        canteen = self.issue.articles[3]
        assert canteen.byline == "本报记者 许望舒 郑  朗 文/图"
        assert [p.kind for p in canteen.paragraphs] == [
            "text",
            "subhead",
            "text",
            "subhead",
            "text",
        ]
        assert canteen.paragraphs[1].text == "■ 老人先点菜"

    def test_credit_box_of_the_last_page(self):
        assert self.issue.pages[2].credits[0] == ("值班总编", "何怀远")
        assert ("责编", "崔北辰") in self.issue.pages[2].credits


class TestBriefs:
    """GB18030 with carriage returns."""

    issue = read_dump("briefs-gb18030.txt")

    def test_each_brief_is_a_story_ended_by_its_signature(self):
        assert [(a.headline, a.byline) for a in self.issue.articles] == [
            ("图书馆周三晚延长开放", "（许望舒）"),
            ("夜间公交增开两条线", "（记者 方小满）"),
            ("●第五届风筝会月底举行", "（韩溪 罗宁）"),
            ("春天的花粉 怎样防", "□ 市第一医院 沈一白\n（通讯员 柳清禾）"),
        ]

    def test_labels(self):
        assert [a.label for a in self.issue.articles] == ["简讯", "", "", "【问医】"]

    def test_padded_names_are_people(self):
        assert self.issue.pages[0].credits[0] == ("责编", "唐简")

    def test_phone_of_a_story_stays_in_it(self):
        assert self.issue.articles[2].paragraphs[-1].text.endswith("报名电话：0599-82116688。")


class TestSupplement:
    issue = read_dump("supplement.txt")

    def test_essay_poem_and_review(self):
        assert [(a.headline, a.byline, a.author_note) for a in self.issue.articles] == [
            ("补网的下午", "□ 叶知微", ""),
            ("渡口三题", "□ 林  深", ""),
            ("读《灯塔笔记》", "温如玉", "（作者系澜港理工学院教师）"),
        ]

    def test_each_stanza_is_a_paragraph_and_each_line_is_kept(self):
        first, second = self.issue.articles[1].paragraphs
        assert first.text.splitlines()[:2] == ["潮水退到第三级台阶", "石头露出去年的脸"]
        assert second.text.splitlines()[3] == "风一吹就淡了"


class TestPhotoPage:
    issue = read_dump("photo-page.txt")

    def test_photo_story_has_its_text_and_credit(self):
        story = self.issue.articles[0]
        assert (story.label, story.headline) == ("图片新闻", "灯屿小学开了“海上体育课”")
        assert len(story.paragraphs) == 1
        assert story.captions[0].credit == "（本报记者 邵牧之 摄）"

    def test_numbered_captions_are_one_each(self):
        assert [(c.text, c.credit) for c in self.issue.articles[1].captions] == [
            ("图①：老船台上的合影。", ""),
            ("图②：留在墙上的工号牌。", "（施南乔 摄）"),
            ("图③：新船厂的吊臂。", "新华社发（李远帆摄）"),
            ("▲枫岭乡的采茶人在雾中下山。", "受访者供图"),
        ]


class TestDamagedPage:
    """Columns cut in mid-sentence and out of order."""

    issue = read_dump("damaged-page.txt")

    def test_slogan_and_award_are_apart(self):
        assert apart(self.issue, "masthead") == ["守好一湾碧水 护住一片滩涂"]
        assert "2025年全省报业十佳栏目" in apart(self.issue, "furniture")
        assert self.issue.facts.slogan == "守好一湾碧水 护住一片滩涂"

    def test_adjacent_halves_of_a_sentence_are_joined_and_doubted(self):
        birds = self.issue.articles[0]
        assert "夜里用红光手电,不惊动鸟群。" in birds.paragraphs[1].text
        assert birds.doubts == ("joined",)

    def test_couplets_inside_a_feature_are_subheads(self):
        tea = self.issue.articles[2]
        assert tea.headline == "老手艺遇上新机器 枫岭茶乡的两种春天"
        subheads = [p.text for p in tea.paragraphs if p.kind == "subhead"]
        assert subheads == ["守锅 一双手的分寸", "守线 一道关的耐心"]

    def test_orphans_are_proposed_not_placed(self):
        orphans = {p.item: p for p in self.issue.problems if p.code == "orphan"}
        assert list(orphans) == ["line 13", "line 23", "line 31"]
        best = orphans["line 13"].candidates[0]
        assert best == Candidate("1-1", 2, 0.7, "nearby")
        assert {c.ref for c in orphans["line 31"].candidates} == {"1-3"}
        assert sorted(p.text for p in orphans.values()) == sorted(apart(self.issue, "unplaced"))


class TestReordering:
    """A displaced column goes under the subhead it speaks of, and the story says so."""

    text = (
        "老街三日 三种声音\n\n本报记者 方小满\n\n老街的早晨从三种声音开始。\n\n"
        "务,一天要磨六十把剪刀。\n\n"
        "“剪刀钝了,话也钝。”磨刀匠老齐把剪刀举到磨刀石上方。\n\n"
        "井边 水桶碰响\n\n井绳一放,水桶碰着井壁当当响。\n\n"
        "巷口 磨刀石发烫\n\n巷口的磨刀匠支起磨刀石,一把剪刀要磨一刻钟。\n"
    )

    def test_it_moves_with_a_doubt(self):
        (story,) = read_text(self.text).articles
        assert [p.text[:4] for p in story.paragraphs] == [
            "老街的早", "井边 水", "井绳一放", "巷口 磨", "巷口的磨", "“剪刀钝",
        ]  # fmt: skip
        assert "reordered" in story.doubts

    def test_the_cut_piece_itself_is_only_proposed(self):
        (orphan,) = [p for p in read_text(self.text).problems if p.code == "orphan"]
        assert orphan.text.startswith("务,")


class TestVerse:
    head = "渡口\n\n□ 林  深\n\n"

    def stanzas(self, text):
        (story,) = read_text(self.head + text).articles
        return [p.text.split("\n") for p in story.paragraphs]

    def test_stanzas_of_a_poem_set_with_a_blank_between_its_lines(self):
        lines = "潮水退了\n\n石头露出脸\n\n\n渡船没有到\n\n江面亮了灯\n"
        assert self.stanzas(lines) == [["潮水退了", "石头露出脸"], ["渡船没有到", "江面亮了灯"]]

    def test_regular_verse_has_its_stops(self):
        lines = "潮落石阶浅，灯明水国宽。\n归舟人未见，风过满江寒。\n"
        assert self.stanzas(lines) == [["潮落石阶浅，灯明水国宽。", "归舟人未见，风过满江寒。"]]

    def test_short_paragraphs_of_prose_are_no_verse(self):
        lines = "外婆不说话。\n她看看天。\n我问她为什么。\n她说，要下雨了。\n"
        assert len(self.stanzas(lines)) == 4

    def test_rows_of_a_list_are_no_verse(self):
        lines = "报名电话：82116688\n报名地点：一楼\n报名时间：周三\n截止：周五\n"
        assert len(self.stanzas(lines)) == 4


class TestBylineAfterTheDateline:
    @pytest.mark.parametrize(
        ("printed", "byline", "text"),
        [
            ("本报讯 记者 方小满 昨日，渡口复航。", "记者 方小满", "昨日，渡口复航。"),
            (
                "本报讯　记者 罗  宁　通讯员 柯海生 昨日复航。",
                "记者 罗  宁　通讯员 柯海生",
                "昨日复航。",
            ),
            ("本报讯 记者 从市港航中心获悉，渡口复航。", "", "记者 从市港航中心获悉，渡口复航。"),
        ],
    )
    def test_without_brackets(self, printed, byline, text):
        (story,) = read_text(f"渡口复航\n{printed}").articles
        assert (story.dateline, story.byline) == ("本报讯", byline)
        assert story.paragraphs[0].text == text


class TestOneLineHeadlineGroup:
    def test_slogan_clauses_above_the_news(self):
        issue = read_text("春风送暖 沿街入户听民声 市领导走访慰问百岁老人\n\n本报讯 昨日走访。")
        assert heads(issue) == [("春风送暖 沿街入户听民声", "市领导走访慰问百岁老人", "")]
        assert issue.articles[0].doubts == ("split-headline",)

    def test_couplet_stays_whole(self):
        issue = read_text("今夜有雨 明日转晴\n\n本报讯 冷空气南下。")
        assert heads(issue) == [("", "今夜有雨 明日转晴", "")]

    def test_wide_blank_is_a_line_break(self):
        issue = read_text("潮水退去  早市回来了\n\n本报讯 复市。")
        assert heads(issue) == [("", "潮水退去\n早市回来了", "")]


class TestLabelsOfAPage:
    def test_given_label(self):
        issue = read_text("渡口复航\n本报讯 昨日复航。", page_label="A03")
        assert (issue.pages[0].label, issue.articles[0].page) == ("A03", "A03")

    def test_label_in_the_file_name(self):
        issue = read("渡口复航\n本报讯 昨日复航。".encode(), "2026-03-12-B02.txt")
        assert issue.pages[0].label == "B02"

    def test_contents_box_is_no_page(self):
        issue = read_text("A01 要闻\n今日看点\nA02版 秋茶下山\n渡口复航\n本报讯 昨日复航。")
        assert [page.label for page in issue.pages] == ["A01"]
        assert apart(issue, "notice") == ["今日看点", "A02版 秋茶下山"]


class TestUnreadable:
    @pytest.mark.parametrize(
        ("source", "code"),
        [
            (b"", "empty"),
            (b" \n\t\xe3\x80\x80", "no-text"),
            (b"%PDF-1.7 ...", "binary"),
            ("有字\0也不是文本".encode(), "binary"),
            (b"\xff\xd8\xff\xe0", "binary"),
            (b"abc\xff\xff\xff", "undecodable"),
            (b"x" * (20 * 1024 * 1024 + 1), "too-large"),
        ],
    )
    def test_one_clear_refusal(self, source, code):
        with pytest.raises(Unreadable) as refusal:
            read(source, "page.txt")
        assert refusal.value.code == code
        assert "page.txt" in str(refusal.value)


class TestEncodings:
    text = "渡口复航\r\n本报讯（记者 方小满）昨日复航。\u2028候船室同时开放。"

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
    def test_same_reading(self, encoding):
        issue = read(self.text.encode(encoding), "x.txt")
        (story,) = issue.articles
        assert (story.headline, story.byline) == ("渡口复航", "（记者 方小满）")
        assert [p.text for p in story.paragraphs] == ["昨日复航。", "候船室同时开放。"]
        assert issue.counts()["read"] == len("".join(self.text.split()))


def test_unseen_characters_are_kept_and_reported():
    issue = read_text("渡口复航\n本报讯 昨日\ue123复航。")
    assert "\ue123" in issue.articles[0].paragraphs[0].text
    assert [(p.code, p.item) for p in issue.problems] == [("private-use", "line 2")]


@pytest.mark.parametrize("path", sorted(DUMPS.glob("*.txt")), ids=lambda path: path.stem)
def test_nothing_is_lost(path):
    issue = read(path.read_bytes(), path.name)
    counts = issue.counts()
    assert counts["read"] == counts["placed"] + counts["apart"] + counts["unplaced"]
    placed = [t for a in issue.articles for t in a.printed()] + [p.text for p in issue.apart]
    assert Counter("".join("".join(placed).split())) == Counter("".join(issue.text.split()))
