"""Whatever comes in, every character that is not blank comes out once."""

from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.importers.readers.dump import read
from articles.importers.records import Unreadable

DUMPS = Path(__file__).parents[1] / "data" / "dumps"
LINES = [
    line
    for path in sorted(DUMPS.glob("*.txt"))
    for line in path.read_bytes()
    .decode("gb18030" if "gb18030" in path.name else "utf-8")
    .splitlines()
]
FORMS = [
    "", "", "简讯",
    "【街巷】", "【街巷】老街早市", "■ 老街", "□ 林  深", "本报记者 方小满 文/图", "林  深",
    "（下转第2版）", "（上接第1版）", "上接头版 光照旧亮", "第2版：民生", "A03 图片", "广告",
    "新闻链接", "资料图片",
    "图①：船台 图②：工号牌。施南乔 摄", "（作者系教师）", "今日天气 晴 20℃",
    "2026年3月12日 星期四", "——副题",
    "责编 周听澜 校对 卢格", "1日 晴 22℃ 微风", "\ue000\x01", "今日看点",
    "A02版 秋茶下山时的茶农们", "此致",
]  # fmt: skip
whole_lines = st.sampled_from(LINES + FORMS * 3)
cut_lines = st.tuples(whole_lines, st.integers(0, 40)).map(lambda cut: cut[0][cut[1] :])
heads_of_lines = st.tuples(whole_lines, st.integers(0, 40)).map(lambda cut: cut[0][: cut[1]])
noise = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
dumps = st.lists(whole_lines | cut_lines | heads_of_lines | noise, max_size=40)
line_ends = st.sampled_from(["\n", "\r\n", "\r", "\n\n", "\u2028"])


@given(dumps, line_ends)
@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
def test_every_character_is_in_exactly_one_place(lines, line_end):
    try:
        issue = read(line_end.join(lines).encode(), "dump.txt")
    except Unreadable:
        return
    placed = [text for article in issue.articles for text in article.printed()]
    placed += [part.text for part in issue.apart]
    assert Counter("".join("".join(placed).split())) == Counter("".join(issue.text.split()))
    assert_problems_fit(issue)


def assert_problems_fit(issue):
    """Every unplaced text has its problem, and every candidate is a place that exists."""
    unplaced = [part.text for part in issue.apart if part.kind == "unplaced"]
    assert sorted(p.text for p in issue.problems if p.text) == sorted(unplaced)
    sizes = {article.ref: len(article.paragraphs) for article in issue.articles}
    for trouble in issue.problems:
        assert trouble.sentence()
        scores = [candidate.score for candidate in trouble.candidates]
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= c.position <= sizes[c.ref] for c in trouble.candidates)
