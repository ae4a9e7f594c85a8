"""Whose text is whose: what a page designer sees at a glance."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.importers.facsimile.layout import lay_out
from articles.importers.facsimile.records import APART, IN_STORY, Glyph, Mark, Sheet
from tests import press
from tests.importers.facsimile.pages import (
    HARBOUR,
    SCHOOLYARD,
    WORKSHOP,
    articles_of,
    bodies,
    columns,
    headline,
    sheet_of,
)
from tests.pdfs import Fill, Frame, Photo, Rule, Text, jpeg

both_ways = pytest.mark.parametrize("trusts_stream", [True, False])


@both_ways
def test_columns_right_of_a_short_headline_are_its_own(trusts_stream):
    parts = (
        *headline("雾里靠岸", 45, 70),
        *columns(HARBOUR, SCHOOLYARD, lefts=(45, 174, 303), height=6),
        *headline("另一条船", 45, 240),
        *columns(WORKSHOP, lefts=(45, 174), top=270, height=4),
    )
    first, second = articles_of(*parts, trusts_stream=trusts_stream, shuffle=7, single=True)
    assert bodies(first) == [HARBOUR, SCHOOLYARD]
    assert (second.headline, bodies(second)) == ("另一条船", [WORKSHOP])


@both_ways
def test_a_column_goes_on_below_its_picture(trusts_stream):
    text = columns(HARBOUR, SCHOOLYARD, lefts=(45,), top=100, height=4)
    rest = columns(HARBOUR, SCHOOLYARD, lefts=(45,), top=100, height=30)[4:]
    below = [Text(part.x, part.y + 120, part.size, part.text) for part in rest]
    picture = Photo(45, 165, 160, 260, jpeg())
    caption = Text(45, 263, 8, "码头一角。 施南乔 摄")
    (article,) = articles_of(
        *headline("雾里靠岸", 45, 70), *text, picture, caption, *below, trusts_stream=trusts_stream
    )
    assert bodies(article) == [HARBOUR, SCHOOLYARD]
    assert [(c.text, c.credit) for c in article.captions] == [("码头一角。", "施南乔 摄")]


def test_a_headline_in_the_middle_owns_all_the_columns_below():
    parts = (
        *headline("晨雾", 230, 60, 28),
        *columns(HARBOUR, SCHOOLYARD, WORKSHOP, lefts=(45, 174, 303), height=7),
    )
    (article,) = articles_of(*parts)
    assert (article.headline, bodies(article)) == ("晨雾", [HARBOUR, SCHOOLYARD, WORKSHOP])


def test_a_lead_set_wider_belongs_to_the_columns_below():
    lead = columns(HARBOUR[:60] + "。", lefts=(45,), top=90, height=3, measure=41)
    below = columns(SCHOOLYARD, WORKSHOP, lefts=(45, 174, 303), top=145, height=5)
    (article,) = articles_of(*headline("老榕树下", 45, 60), *lead, *below)
    assert bodies(article)[1:] == [SCHOOLYARD, WORKSHOP]


def test_a_frame_keeps_its_text_from_the_story_around_it():
    parts = (
        *headline("雾里靠岸", 45, 70),
        *columns(HARBOUR * 2, lefts=(45,), height=12),
        Frame(170, 60, 310, 260),
        *headline("榕树", 180, 70, 18),
        *columns(SCHOOLYARD, lefts=(180,), top=100, height=10),
    )
    first, second = articles_of(*parts)
    assert {first.headline: bodies(first), second.headline: bodies(second)} == {
        "雾里靠岸": [HARBOUR * 2],
        "榕树": [SCHOOLYARD],
    }


def test_a_rule_across_ends_the_story_above():
    above = columns(HARBOUR, lefts=(45, 174), height=4)
    below = columns(SCHOOLYARD, lefts=(45, 174), top=190, height=4)
    parts = (*headline("靠岸", 45, 70), *above, Rule(45, 165, 300, 165), *below)
    first, second = articles_of(*parts)
    assert bodies(first) == [HARBOUR]
    assert (second.headline, bodies(second)) == ("", [SCHOOLYARD])
    assert "no-headline" in second.doubts


def test_an_advert_is_no_story():
    advert = (
        Frame(45, 400, 550, 520),
        Text(150, 420, 34, "手工鞋换季"),
        Text(150, 480, 12, "全场八折优惠 订购热线 0599-8216688"),
    )
    reading = lay_out(sheet_of(*headline("靠岸", 45, 70), *columns(HARBOUR), *advert))
    assert len(reading.stories()) == 1
    assert "手工鞋换季" in "".join(b.text for b in reading.blocks if b.role == "advert")


def test_a_label_on_a_field_names_the_column_or_heads_the_briefs():
    label = (Fill(45, 52, 93, 70, grey=0.3), Text(51, 55, 12, "街巷"))
    (article,) = articles_of(*label, *headline("老榕树下", 45, 76), *columns(SCHOOLYARD, top=110))
    assert (article.label, article.headline) == ("街巷", "老榕树下")
    briefs = columns(*press.BRIEFS, lefts=(45,), top=80)
    (article,) = articles_of(*label, *briefs)
    assert (article.headline, bodies(article)) == ("街巷", list(press.BRIEFS))


def test_an_uncertain_link_is_told():
    text = columns(HARBOUR, lefts=(45,), height=6)
    lone = columns(SCHOOLYARD, lefts=(430,), top=500, height=8)
    articles = articles_of(*headline("靠岸", 45, 70), *text, *lone)
    assert [article.doubts for article in articles if SCHOOLYARD in bodies(article)] != [()]


def test_a_link_is_told_where_another_story_would_have_fitted_about_as_well():
    parts = (
        *headline("靠岸", 45, 70),
        *columns(HARBOUR[:52], lefts=(45,), height=4),
        *headline("榕树", 174, 70),
        *columns(SCHOOLYARD[:52], lefts=(174,), height=4),
        *columns("^" + WORKSHOP, lefts=(303,), height=6),
    )
    found = articles_of(*parts, trusts_stream=False)
    assert {a.doubts for a in found if WORKSHOP in "".join(bodies(a))} == {("unsure-link",)}


@both_ways
def test_headlines_side_by_side_are_two(trusts_stream):
    """One em apart, but the second begins with its own column."""
    parts = (
        *headline("雾里靠岸的渔船\n都不大", 45, 70, 17),
        *columns(HARBOUR, lefts=(45,), top=130, height=9),
        *headline("老榕树下", 176, 70, 17),
        *columns(SCHOOLYARD, lefts=(176,), top=102, height=9),
    )
    found = articles_of(*parts, trusts_stream=trusts_stream, shuffle=2, single=True)
    assert {a.headline.replace("\n", ""): bodies(a) for a in found} == {
        "雾里靠岸的渔船都不大": [HARBOUR],
        "老榕树下": [SCHOOLYARD],
    }


@both_ways
def test_headlines_side_by_side_are_two_when_the_second_goes_on_below(trusts_stream):
    parts = (
        *headline("雾里靠岸的渔船", 45, 70, 17),
        *headline("老榕树\n下的人", 176, 70, 17),
        *columns(HARBOUR, lefts=(45,), top=102, height=9),
        *columns(SCHOOLYARD, lefts=(176,), top=122, height=9),
    )
    found = articles_of(*parts, trusts_stream=trusts_stream, single=True)
    assert {a.headline.replace("\n", ""): bodies(a) for a in found} == {
        "雾里靠岸的渔船": [HARBOUR],
        "老榕树下的人": [SCHOOLYARD],
    }


def test_headlines_side_by_side_are_two_when_the_second_heads_a_picture():
    text = columns(SCHOOLYARD, lefts=(176,), top=102, height=30)
    rest = [Text(part.x, part.y + 90, part.size, part.text) for part in text[2:]]
    parts = (
        *headline("雾里靠岸的渔船", 45, 70, 17),
        *columns(HARBOUR, lefts=(45,), top=102, height=9),
        *headline("老榕树下", 176, 70, 17),
        *text[:2],
        Photo(176, 140, 290, 215, jpeg()),
        *rest,
    )
    found = articles_of(*parts, trusts_stream=False, shuffle=2)
    assert {a.headline: bodies(a) for a in found} == {
        "雾里靠岸的渔船": [HARBOUR],
        "老榕树下": [SCHOOLYARD],
    }


def test_a_byline_belongs_to_the_headline_it_stands_under():
    """Also when it is level with the second line of the headline on its left."""
    parts = (
        *headline("雾里靠岸的渔\n船都不大", 45, 70, 17),
        *columns(HARBOUR, lefts=(45,), top=130, height=9),
        *headline("老榕树下", 176, 70, 17),
        Text(176, 93, 9, "本报记者 陆一苇"),
        *columns(SCHOOLYARD, lefts=(176,), top=110, height=9),
    )
    assert {a.headline[:4]: a.byline for a in articles_of(*parts)} == {
        "雾里靠岸": "",
        "老榕树下": "本报记者 陆一苇",
    }


def test_a_line_alone_under_the_headline_is_a_deck_whatever_its_size():
    parts = (*headline("老榕树下", 45, 70, 17), Text(45, 93, 9, "十二张旧课桌"))
    (article,) = articles_of(*parts, *columns(SCHOOLYARD, lefts=(45,), top=112, height=9))
    assert (article.subheadline, bodies(article)) == ("十二张旧课桌", [SCHOOLYARD])


def test_a_line_between_the_headline_and_its_picture_is_a_deck():
    parts = (
        *headline("雾里靠岸", 45, 70),
        Text(45, 96, 9.5, "老手艺遇上新主顾"),
        Photo(45, 115, 160, 200, jpeg()),
        *columns(HARBOUR, lefts=(45,), top=212, height=12),
    )
    (article,) = articles_of(*parts, trusts_stream=False)
    assert (article.subheadline, bodies(article)) == ("老手艺遇上新主顾", [HARBOUR])


def test_a_caption_of_a_picture_between_two_stories_is_told():
    parts = (
        *headline("雾里靠岸", 45, 70, 18),
        *columns(HARBOUR, lefts=(45,), top=100, height=9),
        Photo(174, 100, 290, 200, jpeg()),
        Text(174, 203, 8, "码头一角。 施南乔 摄"),
        *headline("榕树下的人", 303, 70, 18),
        *columns(SCHOOLYARD, lefts=(303,), top=100, height=9),
    )
    doubts = {a.headline: a.doubts for a in articles_of(*parts) if a.captions}
    assert list(doubts.values()) == [("unsure-link",)]


def test_a_sentence_about_duty_is_no_masthead():
    masthead = (Text(45, 20, 9, "2026年11月24日 星期二"), Rule(20, 40, 575, 40))
    story = "夜里十点以后灯还亮着，值班的人轮流看火。" + HARBOUR
    (article,) = articles_of(*masthead, *headline("靠岸", 45, 60), *columns(story, top=90))
    assert (article.headline, bodies(article)) == ("靠岸", [story])


def test_a_picture_at_the_foot_of_its_column_is_not_the_next_storys():
    parts = (
        *headline("靠岸", 45, 60),
        *columns(HARBOUR, lefts=(45,), top=90, height=7),
        Photo(45, 240, 162, 300, jpeg()),
        Text(45, 303, 7, "码头一角。 施南乔 摄"),
        *headline("老榕树下", 45, 330),
        *columns(SCHOOLYARD, lefts=(45,), top=360, height=7),
    )
    first, second = articles_of(*parts)
    assert [len(article.captions) for article in (first, second)] == [1, 0]


@both_ways
@pytest.mark.parametrize("page", [0, 1])
def test_a_whole_page_is_read_with_its_headlines(page, trusts_stream):
    parts = press.press_pages()[page].parts
    articles = articles_of(*parts, trusts_stream=trusts_stream, shuffle=3, single=True)
    found = {article.headline for article in articles}
    assert set(press.HEADLINES[("A01", "A02")[page]]) <= found


boxes = st.tuples(
    st.floats(-30, 600), st.floats(-30, 860), st.floats(1, 400), st.floats(1, 400)
).map(lambda it: (it[0], it[1], it[0] + it[2], it[1] + it[3]))
marks = st.builds(Mark, st.sampled_from(["rule", "frame", "fill", "image"]), boxes, st.just(0))
glyphs = st.builds(
    lambda text, x, y, size, order, angle: Glyph(
        text, (x, y, x + size, y + size), size, "", order, angle
    ),
    st.sampled_from("渔港记者摄A1，。（）版 "),
    st.integers(-2, 60).map(lambda x: x * 10.0),
    st.integers(-2, 85).map(lambda y: y * 10.0),
    st.sampled_from([6.0, 9.0, 9.0, 9.0, 12.0, 20.0, 40.0]),
    st.integers(0, 10_000),
    st.sampled_from([0.0, 0.0, 0.0, 45.0]),
)


@settings(max_examples=80)
@given(
    st.lists(glyphs, max_size=80, unique_by=lambda g: g.order),
    st.lists(marks, max_size=6),
    st.booleans(),
)
def test_every_character_stands_in_one_block(found, drawn, trusts_stream):
    sheet = Sheet(595, 842, tuple(found), tuple(drawn))
    reading = lay_out(sheet, trusts_stream=trusts_stream)
    kept = "".join("".join(block.text.split()) for block in reading.blocks)
    assert sorted(kept) == sorted("".join(g.text for g in found if not g.text.isspace()))
    assert all((block.role in IN_STORY) == bool(block.story) for block in reading.blocks)
    assert {block.role for block in reading.blocks} <= {*IN_STORY, *APART}
    assert len({block.id for block in reading.blocks}) == len(reading.blocks)
