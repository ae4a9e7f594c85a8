from articles.importers.readers.dump.jumps import link_jumps
from articles.importers.records import ArticleRecord, Paragraph


def make_half(ref, jump, *, headline="渡口改造", text="六处渡口昨日同时开工。"):
    page = ref.partition("-")[0]
    return ArticleRecord(
        ref, page, headline=headline, jump=jump, paragraphs=(Paragraph("text", text),)
    )


def links(*halves):
    linked, problems = link_jumps(list(halves))
    return {a.ref: a.continues for a in linked if a.continues}, [p.code for p in problems]


def test_halves_find_each_other():
    assert links(make_half("A01-1", "（下转A02版）"), make_half("A02-1", "（上接A01版）")) == (
        {"A02-1": "A01-1"},
        [],
    )


def test_numbers_may_be_chinese_and_letters_left_out():
    first, second = make_half("A01-1", "(下转第二版)"), make_half("A02-3", "（上接头版）")
    assert links(first, second) == ({"A02-3": "A01-1"}, [])


def test_another_section_is_another_page():
    _, problems = links(make_half("A01-1", "（下转B02版）"), make_half("A02-1", "（上接A01版）"))
    assert problems == ["jump-unmatched", "jump-elsewhere"]


def test_halves_under_one_headline_find_each_other_though_a_page_is_misprinted():
    first, second = make_half("A01-1", "（下转A02版）"), make_half("A04-1", "（上接A01版）")
    between = make_half("A02-1", "", headline="茶乡春早")
    assert links(first, between, second) == ({"A04-1": "A01-1"}, ["guessed-jump"])


def test_a_misprinted_page_without_the_same_headline_stays_open():
    first = make_half("A01-1", "（下转A02版）", headline="茶乡春早")
    second = make_half("A04-1", "（上接A01版）")
    assert links(first, second)[0] == {}


def test_two_stories_that_jump_to_one_page_are_told_by_their_words():
    tea = make_half(
        "1-1", "（下转第2版）", headline="茶乡春早", text="枫岭茶农老范的铁锅从来不看温度计。"
    )
    ferry = make_half(
        "1-2", "（下转第2版）", headline="渡口改造", text="青蚶渡口的石阶已磨成凹槽。"
    )
    half = make_half("2-1", "（上接第1版）", headline="", text="青蚶渡口的石阶旁边加了一条新坡道。")
    assert links(tea, ferry, half) == ({"2-1": "1-2"}, ["guessed-jump", "jump-unmatched"])


def test_no_guess_without_likeness():
    tea = make_half("1-1", "（下转第2版）", headline="茶乡春早", text="铁锅里沙沙作响。")
    ferry = make_half("1-2", "（下转第2版）", headline="渡口改造", text="石阶已磨成凹槽。")
    half = make_half("2-1", "（上接第1版）", headline="", text="众人笑了起来。")
    assert links(tea, ferry, half)[0] == {}


def test_other_half_on_a_page_of_another_file_is_no_riddle():
    _, problems = links(make_half("A01-1", "（下转第3版）"), make_half("A02-1", "（上接A04版）"))
    assert problems == ["jump-elsewhere", "jump-elsewhere"]
