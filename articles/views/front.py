"""How a front page is made up: which of its stories leads, and what stands where."""

from dataclasses import dataclass, field

from articles.models import CreditRole

BRIEF = 160  # characters: what a sub-editor sets as a brief
# In lines of text: headline with opening, kicker, subheadline, photo with its caption.
LEAD_HEIGHTS = (20, 1, 2, 20)
RAIL_HEIGHTS = (11, 1, 2, 10)
OPINION = {CreditRole.AUTHOR, CreditRole.COMMENTATOR}


@dataclass
class Front:
    """The stories of a front page by the place they take; each stands in one place only."""

    lead: object = None
    rail: list = field(default_factory=list)
    row: list = field(default_factory=list)
    briefs: list = field(default_factory=list)


def compose(stories):
    """The first story leads, as printed; the rail beside it is filled to its height."""
    stories = [story for story in stories if not story.is_continuation]
    lead = next((s for s in stories if s.characters > BRIEF), stories[0] if stories else None)
    others = [story for story in stories if story is not lead]
    front = Front(lead, briefs=[story for story in others if is_brief(story)])
    room = lead and height(lead, LEAD_HEIGHTS)
    for story in (story for story in others if not is_brief(story)):
        story.is_comment = is_comment(story)
        room -= height(story, RAIL_HEIGHTS)
        (front.rail if room > -3 else front.row).append(story)
    if len(front.row) == 1 and not front.briefs and len(front.rail) > 1:
        front.row.insert(0, front.rail.pop())  # one story alone makes no row
    return front


def is_brief(story):
    return story.characters <= BRIEF and not story.prepared["photos"]


def is_comment(story):
    """Signed by an author or a commentator: news is signed by reporters."""
    return any(credit["role"] in OPINION for credit in story.prepared["credits"])


def height(story, heights):
    """About how many lines of text a story is high."""
    plain, kicker, subheadline, photo = heights
    return (
        plain
        + kicker * bool(story.kicker)
        + subheadline * bool(story.subheadline)
        + photo * bool(story.prepared["photos"])
    )
