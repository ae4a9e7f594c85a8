"""again: the reading of a corrected page, in the terms of the one before."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from articles.importers.facsimile.again import matched
from articles.importers.facsimile.records import Block, Figure, Line, Reading

TEXTS = [
    "渡轮今天复航",
    "牡蛎晚开两小时",
    "白鹭早到九天",
    "图书馆开到九点",
    "望潮街修旧衣",
    "桥上风大慢行",
]


def block(number, text, story=1, role="text", figure=0, **more):
    top = 20.0 * number
    line = Line(text, (0.0, top, 90.0, top + 10), 10.0, tuple(range(len(text) + 1)))
    return Block(number, role, (line,), story, figure, **more)


def page(*blocks, figures=()):
    return Reading(400.0, 600.0, blocks, figures)


def texts(reading):
    return {story: [one.text for one in blocks] for story, blocks in reading.stories().items()}


PHOTO = Figure(1, (200.0, 0.0, 300.0, 90.0), 2)
OLD = page(
    block(1, TEXTS[0], 1, "headline"),
    block(2, TEXTS[1], 1),
    block(3, TEXTS[2], 2, "headline"),
    block(4, TEXTS[3], 2),
    block(5, TEXTS[4], 2, "caption", 1),
    figures=(PHOTO,),
)


def test_stories_and_pictures_keep_their_numbers_however_they_are_counted():
    new = page(
        block(1, TEXTS[2], 1, "headline"),
        block(2, TEXTS[3], 1),
        block(3, TEXTS[4], 1, "caption", 7),
        block(4, TEXTS[0], 2, "headline"),
        block(5, TEXTS[1], 2),
        figures=(replace(PHOTO, id=7, story=1),),
    )
    for keep in (True, False):
        reading = matched(OLD, new, keep)
        assert texts(reading) == texts(OLD)
        assert reading.figures == (PHOTO,)
        assert {b.text: b.id for b in reading.blocks} == {b.text: b.id for b in OLD.blocks}


def test_what_an_editor_arranged_stays_and_what_is_new_follows_its_neighbour():
    edited = replace(
        OLD,
        blocks=(
            *OLD.blocks[:1],
            replace(OLD.blocks[3], story=1),
            OLD.blocks[1],
            replace(OLD.blocks[2], role="subhead"),
            OLD.blocks[4],
        ),
    )
    new = replace(OLD, blocks=(*OLD.blocks[:2], block(9, TEXTS[5], 1), *OLD.blocks[2:]))
    reading = matched(edited, new)
    assert texts(reading)[1] == [TEXTS[0], TEXTS[3], TEXTS[1], TEXTS[5]]
    assert [b.role for b in reading.stories()[2]] == ["subhead", "caption"]


def test_a_corrected_word_does_not_make_another_block():
    corrected = replace(OLD, blocks=(OLD.blocks[0], block(2, "牡蛎晚开三小时", 1), *OLD.blocks[2:]))
    edited = replace(
        OLD, blocks=(OLD.blocks[0], replace(OLD.blocks[1], role="kicker"), *OLD.blocks[2:])
    )
    [one] = [b for b in matched(edited, corrected).blocks if b.id == 2]
    assert (one.text, one.role) == ("牡蛎晚开三小时", "kicker")


def test_another_story_in_the_place_of_one_that_went_is_a_new_one():
    new = page(*OLD.blocks[:2], block(3, "一", 2, "headline"), block(4, "二三四五六七八", 2))
    reading = matched(OLD, new)
    assert sorted(reading.stories()) == [1, 3]
    assert not {b.id for b in reading.stories()[3]} & {b.id for b in OLD.blocks}


def test_another_picture_in_another_place_is_a_new_one():
    moved = replace(PHOTO, box=(0.0, 400.0, 90.0, 500.0))
    assert [f.id for f in matched(OLD, replace(OLD, figures=(moved,))).figures] == [2]


readings = st.lists(
    st.tuples(st.sampled_from(TEXTS), st.integers(0, 3), st.sampled_from(["text", "headline"])),
    max_size=6, unique_by=lambda one: one[0],
).map(lambda found: page(*(
    block(n, text, story, role if story else "unplaced")
    for n, (text, story, role) in enumerate(found, 1)
)))  # fmt: skip


@given(readings, readings, st.booleans())
def test_no_block_is_lost_or_doubled(old, new, keep):
    reading = matched(old, new, keep)
    assert sorted(b.text for b in reading.blocks) == sorted(b.text for b in new.blocks)
    assert len({b.id for b in reading.blocks}) == len(new.blocks)
    assert all(bool(b.story) == (b.role != "unplaced") for b in reading.blocks)


@given(readings, st.booleans())
def test_the_same_reading_comes_back_as_it_is(reading, keep):
    assert matched(reading, reading, keep) == reading
