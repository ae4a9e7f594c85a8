import pytest

from articles.importers.records import (
    MESSAGES,
    Apart,
    ArticleRecord,
    Candidate,
    Caption,
    IssueRecord,
    PageRecord,
    Paragraph,
    Unreadable,
    characters,
    problem,
)


def make_issue():
    article = ArticleRecord(
        "A01-1",
        "A01",
        headline="渡口复航",
        label="【街巷】",
        byline="本报记者 罗宁",
        paragraphs=(Paragraph("text", "昨日　复航。"),),
        captions=(Caption("渡口。", "罗宁 摄"),),
    )
    orphan = problem(
        "orphan",
        "A01",
        "line 9",
        text="际，开船。",
        candidates=[Candidate("A01-1", 1, 0.7, "nearby")],
        line=9,
    )
    return IssueRecord(
        "text",
        pages=(PageRecord("A01", 1, "要闻", (("责编", "唐简"),)),),
        articles=(article,),
        apart=(Apart("A01", "furniture", "A01 要闻"), Apart("A01", "unplaced", "际，开船。")),
        problems=(orphan,),
        text="A01 要闻 【街巷】渡口复航 本报记者 罗宁\n昨日　复航。 渡口。罗宁 摄\n际，开船。",
    )


def test_counts_add_up():
    counts = make_issue().counts()
    assert counts == {"read": 35, "placed": 25, "apart": 5, "unplaced": 5}
    assert counts["read"] == counts["placed"] + counts["apart"] + counts["unplaced"]


def test_report_has_the_documented_keys():
    told = make_issue().as_report()
    assert told["pages"][0]["credits"] == [{"role": "责编", "person": "唐简"}]
    assert told["articles"][0]["column"] == "【街巷】"
    assert told["articles"][0]["paragraphs"] == [{"kind": "text", "text": "昨日　复航。"}]
    assert told["problems"][0]["item"] == "line 9"
    assert told["problems"][0]["message"].startswith("Line 9 ")
    assert told["problems"][0]["candidates"][0]["ref"] == "A01-1"


def test_blanks_are_not_characters():
    assert characters(" 一　二\u2028三\t") == 3
    assert characters("\u200b") == 1


@pytest.mark.parametrize("code", MESSAGES)
def test_every_message_is_a_sentence(code):
    assert MESSAGES[code].endswith((".", "?"))


def test_unreadable_says_why():
    assert str(Unreadable("empty", name="a.txt")) == "a.txt is empty."
