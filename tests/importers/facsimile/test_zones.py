"""The outlines of stories: within the page, around their own, and never on one another."""

from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.importers.facsimile.layout import lay_out
from articles.importers.facsimile.records import Block, Line, Reading
from articles.importers.facsimile.zones import zones
from tests import press
from tests.importers.facsimile.pages import sheet_of


def holds(points, x, y):
    inside = False
    for (x0, y0), (x1, y1) in pairwise([*points, points[0]]):
        if (y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0:
            inside = not inside
    return inside


def block(number, story, box):
    line = Line("字", box, 9, (box[0], box[2]))
    return Block(number, "text", (line,), story=story)


def outlines(*boxes, width=600, height=800):
    blocks = tuple(block(at, at, box) for at, box in enumerate(boxes, start=1))
    return zones(Reading(width, height, blocks))


def test_a_block_is_outlined_with_a_little_room():
    ((role, points),) = outlines((100, 100, 300, 200))[1]
    assert role == "main"
    xs, ys = zip(*points, strict=True)
    assert len(points) == 4
    assert 0.15 < min(xs) < 100 / 600 < 300 / 600 < max(xs) < 0.52
    assert 0.11 < min(ys) < 100 / 800 < 200 / 800 < max(ys) < 0.27


def test_neighbours_share_the_gutter():
    left, right = outlines((100, 100, 296, 200), (300, 100, 500, 200)).values()
    assert max(x for x, _y in left[0][1]) <= min(x for x, _y in right[0][1])


def test_a_story_around_another_does_not_cover_it():
    frame = [(50, 50, 550, 90), (50, 90, 90, 500), (510, 90, 550, 500), (50, 460, 550, 500)]
    blocks = [block(at, 1, box) for at, box in enumerate(frame, start=1)]
    blocks.append(block(9, 2, (200, 200, 400, 350)))
    found = zones(Reading(600, 800, tuple(blocks)))
    assert not any(holds(points, 0.5, 0.34) for _role, points in found[1])
    assert any(holds(points, 0.5, 0.34) for _role, points in found[2])


def test_a_story_in_two_places_has_two_outlines():
    blocks = (block(1, 1, (50, 50, 150, 90)), block(2, 1, (400, 600, 500, 700)))
    assert len(zones(Reading(600, 800, blocks))[1]) == 2


def test_characters_of_a_whole_page_lie_in_their_own_outline():
    reading = lay_out(sheet_of(*press.press_pages()[0].parts))
    drawn = zones(reading)
    for one in (one for one in reading.blocks if one.story):
        for line in one.lines:
            x = (line.box[0] + line.box[2]) / 2 / reading.width
            y = (line.box[1] + line.box[3]) / 2 / reading.height
            holders = [n for n, zone in drawn.items() if any(holds(p, x, y) for _r, p in zone)]
            assert holders == [one.story]


boxes = st.tuples(
    st.floats(-40, 620), st.floats(-40, 820), st.floats(2, 300), st.floats(2, 300)
).map(lambda it: (it[0], it[1], it[0] + it[2], it[1] + it[3]))


@settings(max_examples=40)
@given(st.lists(boxes, max_size=6))
def test_outlines_stay_on_the_page_and_apart(found):
    drawn = outlines(*found)
    for polygons in drawn.values():
        for _role, points in polygons:
            assert len(points) > 2
            assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in points)
    spots = [((x + 0.5) / 40, (y + 0.5) / 40) for x in range(40) for y in range(40)]
    for one, other in combinations(drawn, 2):
        both = [
            spot
            for spot in spots
            if any(holds(p, *spot) for _r, p in drawn[one])
            and any(holds(p, *spot) for _r, p in drawn[other])
        ]
        assert len(both) <= 0.1 * len(spots)
