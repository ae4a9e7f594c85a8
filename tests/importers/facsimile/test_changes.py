"""What editors do to a reading: where blocks go, and that none is ever lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importers.facsimile import changes
from articles.importers.facsimile.records import APART, IN_STORY, Block, Figure, Line, Reading


def block(number, role="text", story=1, figure=0):
    top = 20.0 * number
    line = Line(f"第{number}块", (0.0, top, 30.0, top + 10), 10.0, (0.0, 10.0, 20.0, 30.0))
    return Block(number, role, (line,), story, figure, 0.5, ("doubtful",))


def page():
    blocks = (
        block(1, "headline"),
        block(2),
        block(3, "headline", 2),
        block(4, story=2),
        block(5, "caption", 2, figure=1),
        block(6, "unplaced", 0),
    )
    return Reading(400.0, 600.0, blocks, (Figure(1, (0.0, 0.0, 9.0, 9.0), 2),))


def stories(reading):
    return {story: [b.id for b in blocks] for story, blocks in reading.stories().items()}


def test_a_merged_story_ends_with_the_other_and_has_its_picture():
    reading = changes.merged(page(), 1, 2)
    assert stories(reading) == {1: [1, 2, 3, 4, 5]}
    assert reading.figures[0].story == 1


def test_a_second_headline_is_a_subhead_and_the_first_headline_of_a_story_stays_one():
    merged = changes.merged(page(), 1, 2)
    assert [b.role for b in merged.blocks if b.id in (1, 3)] == ["headline", "subhead"]
    without = changes.with_role(page(), [1], "text")
    assert "headline" in [b.role for b in changes.merged(without, 1, 2).blocks]


def test_a_split_story_goes_on_as_another():
    assert stories(changes.split(page(), 4)) == {1: [1, 2], 2: [3], 3: [4, 5]}


def test_a_story_is_not_split_at_its_first_block():
    with pytest.raises(changes.Impossible, match="first"):
        changes.split(page(), 3)


def test_a_block_moves_before_another_and_is_certain_there():
    reading = changes.moved(page(), [6], 2, before=4)
    assert stories(reading)[2] == [3, 6, 4, 5]
    moved = next(b for b in reading.blocks if b.id == 6)
    assert (moved.role, moved.confidence, moved.doubts) == ("text", 1.0, ())


def beside(number, left, top, story=1):
    line = Line("字", (left, top, left + 90, top + 10), 10.0, (left, left + 10))
    return Block(number, "text", (line,), story)


@pytest.mark.parametrize(
    ("left", "top", "order"),
    [
        (0, 50, [1, 9, 2, 3, 4]),  # between two of its column
        (0, 300, [1, 2, 9, 3, 4]),  # below its column
        (100, 0, [1, 2, 9, 3, 4]),
        (100, 300, [1, 2, 3, 9, 4]),
        (210, 300, [1, 2, 3, 4, 9]),
        (-99, 0, [9, 1, 2, 3, 4]),  # left of all
        (400, 0, [1, 2, 3, 4, 9]),
    ],
)
def test_a_block_is_placed_where_it_is_printed(left, top, order):
    blocks = (beside(1, 0, 0), beside(2, 0, 100), beside(3, 100, 100), beside(4, 200, 0))
    reading = Reading(600.0, 600.0, (*blocks, beside(9, left, top, 0)))
    assert stories(changes.placed(reading, [9], 1)) == {1: order}


def test_a_block_is_shifted_in_its_story_and_not_out_of_it():
    assert stories(changes.shifted(page(), 4, 1))[2] == [3, 5, 4]
    assert stories(changes.shifted(page(), 4, -1))[2] == [4, 3, 5]
    assert changes.shifted(changes.shifted(page(), 4, 1), 4, -1).stories().keys() == {1, 2}
    for number, step in ((3, -1), (5, 1)):
        with pytest.raises(changes.Impossible, match="place"):
            changes.shifted(page(), number, step)


def test_an_advert_is_in_no_story():
    assert stories(changes.set_apart(page(), [4], "advert"))[2] == [3, 5]


def test_what_is_unplaced_cannot_be_accepted():
    with pytest.raises(changes.Impossible, match="place"):
        changes.accepted(page(), [6])


def test_the_unplaced_waits_before_the_doubtful_and_the_accepted_no_more():
    reading = changes.accepted(page(), [1, 2, 3])
    assert [b.id for b in changes.queue(reading)] == [6, 4, 5]


def test_the_nearest_story_is_the_first_candidate_of_what_has_none():
    assert changes.candidates(page(), 6) == [2, 1]
    assert changes.candidates(page(), 2) == [1, 2]


def test_what_is_undone_can_be_redone():
    after = changes.split(page(), 4)
    reading, done, undone = changes.stepped(after, changes.remembered([], page()), [])
    assert (reading, done) == (page(), [])
    assert changes.stepped(reading, undone, done)[0] == after


def test_only_the_last_fifty_changes_can_be_undone():
    done = []
    for _ in range(60):
        done = changes.remembered(done, page())
    assert len(done) == 50


ids = st.lists(st.integers(1, 7), max_size=3)
story = st.integers(0, 4)
steps = st.one_of(
    st.tuples(st.just(changes.merged), story, story),
    st.tuples(st.just(changes.split), st.integers(1, 7)),
    st.tuples(st.just(changes.new_story), ids),
    st.tuples(st.just(changes.moved), ids, story, st.none() | st.integers(1, 7)),
    st.tuples(st.just(changes.placed), ids, story),
    st.tuples(st.just(changes.shifted), st.integers(1, 7), st.sampled_from([-1, 1])),
    st.tuples(st.just(changes.with_role), ids, st.sampled_from(IN_STORY), st.integers(0, 2)),
    st.tuples(st.just(changes.set_apart), ids, st.sampled_from(APART)),
    st.tuples(st.just(changes.accepted), ids),
)


@given(st.lists(steps, max_size=12))
def test_no_block_is_lost_and_undo_returns_exactly(taken):
    reading = page()
    for change, *arguments in taken:
        try:
            after = change(reading, *arguments)
        except changes.Impossible:
            continue
        assert {b.id: b.lines for b in after.blocks} == {b.id: b.lines for b in page().blocks}
        assert len(after.blocks) == len(page().blocks)
        assert all(bool(b.story) == (b.role in IN_STORY) for b in after.blocks)
        assert changes.rearranged(after, changes.arrangement(reading)) == reading
        reading = after


again = st.one_of(
    st.tuples(st.just(changes.moved), ids, story, st.none() | st.integers(1, 7)),
    st.tuples(st.just(changes.with_role), ids, st.sampled_from(IN_STORY), st.integers(0, 2)),
    st.tuples(st.just(changes.set_apart), ids, st.sampled_from(APART)),
    st.tuples(st.just(changes.accepted), ids),
)


@given(again)
def test_what_is_sent_twice_is_done_once(step):
    change, *arguments = step
    try:
        once = change(page(), *arguments)
    except changes.Impossible:
        return
    assert change(once, *arguments) == once
