"""Dumps of papers that set their pages otherwise: what is printed where differs, the trade not."""

from pathlib import Path

from articles.importers.readers.dump import read

DUMPS = Path(__file__).parents[1] / "data" / "dumps"


def read_dump(name):
    return read((DUMPS / name).read_bytes(), name)


def heads(issue):
    return [(a.kicker, a.headline, a.subheadline) for a in issue.articles]


def kinds(article):
    return [paragraph.kind for paragraph in article.paragraphs]


def subheads(article):
    return [p.text for p in article.paragraphs if p.kind == "subhead"]


class TestLivelihoodPage:
    """Bylines at the end, numbered subheads, a kicker that ends with a dash, briefs."""

    issue = read_dump("livelihood-page.txt")

    def test_header_says_page_and_day_and_the_box_has_slashes(self):
        (page,) = self.issue.pages
        assert (page.label, page.title, str(self.issue.facts.date)) == ("A03", "民生", "2026-11-09")
        assert page.credits == (("责编", "崔北辰"), ("版式", "吴绘"), ("校对", "尹小楷"))

    def test_dashes_tell_kicker_and_deck(self):
        assert heads(self.issue) == [
            ("“暖冬行动”进社区——", "一张清单，九十六盏灯", "北埕街道赶在降温前修好全部楼道灯"),
            ("", "早市挪了三十米", "——槐荫路给救护车让出一条道"),
            ("", "民生简讯", ""),
        ]

    def test_byline_stands_at_the_end(self):
        assert [a.byline for a in self.issue.articles] == [
            "（本报记者 许望舒 通讯员 柳清禾）",
            "（本报记者 方小满）",
            "（钟欣）",
        ]

    def test_numbered_lines_over_text_are_subheads(self):
        lamps = self.issue.articles[0]
        assert kinds(lamps) == ["text", *["subhead", "text"] * 3]
        assert subheads(lamps)[0] == "1. 灯坏了，先登记"

    def test_each_caption_is_with_its_story(self):
        captions = [[(c.text, c.credit) for c in a.captions] for a in self.issue.articles]
        assert captions == [
            [("▲电工小组在北埕里三号楼更换感应灯。", "")],
            [("图为搬迁后的早市。", "（邵牧之 摄）")],
            [],
        ]

    def test_briefs_without_headlines_are_one_article(self):
        briefs = self.issue.articles[2]
        assert [p.text[0] for p in briefs.paragraphs] == ["●"] * 3

    def test_nothing_waits_for_a_person(self):
        assert [p.code for p in self.issue.problems] == ["split-headline"]


class TestCutColumns:
    """The end of a story above its beginning, cut inside a quotation."""

    issue = read_dump("cut-columns.txt")

    def test_three_stories(self):
        assert heads(self.issue) == [
            ("", "开办企业 一窗受理", ""),
            ("", "大棚里的“数字账”", ""),
            ("", "立冬后首轮冷空气明晚抵达", "最低气温降到4℃ 沿海风力七级"),
        ]

    def test_byline_without_brackets(self):
        cold = self.issue.articles[2]
        assert (cold.dateline, cold.byline) == ("本报讯", "记者 张  蔚")

    def test_lozenges_are_subheads(self):
        assert subheads(self.issue.articles[1]) == ["◆核心提示", "◆看得见的省", "◆看不见的忙"]

    def test_open_quotation_is_the_likeliest_place_of_its_end(self):
        orphans = [p for p in self.issue.problems if p.code == "orphan"]
        assert [p.text[:5] for p in orphans] == ["两头跑。”", "窗口运行一"]
        best = orphans[0].candidates[0]
        assert (best.ref, best.position, best.why, best.joins) == ("1-1", 2, "open-sentence", True)

    def test_unfinished_sentences_are_said(self):
        gaps = [p.item for p in self.issue.problems if p.code == "gap-after"]
        assert gaps == ["1-1", "1-2"]

    def test_proofreader_on_duty_is_in_the_box(self):
        assert self.issue.pages[0].credits[-1] == ("值班校对", "卢格")


class TestWeekendIssue:
    """Four pages of a weekend: second half of a jump, supplement, sport, pictures."""

    issue = read_dump("weekend-issue.txt")

    def test_second_half_begins_with_a_subhead(self):
        half = self.issue.articles[0]
        assert (half.headline, half.jump) == ("", "上接第1版")
        assert kinds(half) == ["subhead", "text", "subhead", "text"]

    def test_poems_of_one_title_are_parted_by_their_numbers(self):
        poems = self.issue.articles[2]
        assert (poems.headline, poems.byline) == ("立冬二首", "林  深")
        assert kinds(poems) == ["subhead", "text", "subhead", "text"]
        assert len(poems.paragraphs[3].text.splitlines()) == 4

    def test_name_with_its_workplace_is_a_byline(self):
        assert self.issue.articles[3].byline == "孟小舟（作者系石埠镇中学教师）"

    def test_results_stay_rows_of_the_match_report(self):
        match = self.issue.articles[4]
        assert subheads(match) == ["第三轮赛果"]
        assert match.paragraphs[-1].text == "望潮队 66:82 灯屿队"

    def test_questions_and_answers_are_paragraphs(self):
        runner = self.issue.articles[5]
        assert kinds(runner) == ["text"] * 4
        assert runner.captions[0].credit == "（图片由受访者提供）"

    def test_triangles_in_a_column_of_briefs_are_no_captions(self):
        briefs = self.issue.articles[6]
        assert (briefs.headline, len(briefs.paragraphs), briefs.captions) == ("体坛快报", 2, ())

    def test_numbered_lines_of_a_photo_story_are_captions(self):
        pictures = self.issue.articles[7]
        assert [c.text[0] for c in pictures.captions] == ["①", "②", "③", "④"]
        assert pictures.paragraphs == ()


class TestEducationPage:
    """An editor's note on top, a list of names, a piece signed by who supplied it."""

    issue = read_dump("education-page.txt")

    def test_three_stories(self):
        assert heads(self.issue) == [
            ("放学路上①", "校门前的“一米线”，画进了家长心里", ""),
            ("", "十二名教师获评“海岛园丁”", ""),
            ("科普一分钟", "为什么冬天的海水不容易结冰？", ""),
        ]

    def test_names_are_rows_of_the_story(self):
        assert [p.text for p in self.issue.articles[1].paragraphs][1:3] == [
            "他们是：",
            "陈望海 林素芬 周阿水",
        ]

    def test_who_supplied_it_signs(self):
        assert self.issue.articles[2].byline == "（澜港理工学院 孟小舟 供稿）"

    def test_note_above_everything_may_begin_the_first_story(self):
        (note,) = [p for p in self.issue.problems if p.code == "orphan"]
        best = note.candidates[0]
        assert (note.text[:3], best.ref, best.position) == ("编者按", "T07-1", 0)
