"""The make-up desk: an editor puts right, block by block, what was made of a page's PDF."""

from collections.abc import Callable
from importlib.util import find_spec

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db import transaction
from django.http import HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from django.views.decorators.http import require_http_methods

from articles.admin.intake import KINDS, in_background
from articles.importers.facsimile import changes
from articles.importers.facsimile.records import (
    APART,
    CAPTION,
    CREDIT,
    IN_STORY,
    UNPLACED,
    Reading,
)
from articles.importers.facsimile.stories import run_on
from articles.importers.records import MESSAGES
from articles.importers.remake import remake
from articles.models import (
    Article,
    EditorialEvent,
    IssueStatus,
    MakeUp,
    NotAllowed,
    Stale,
    Verb,
)

NEXT = 5  # of the blocks to look at are shown with all that can be done
QUOTED = 12  # characters that name a block in a sentence
TINTS = 6
ROLES = {
    "headline": gettext_lazy("headline"),
    "kicker": gettext_lazy("kicker"),
    "subheadline": gettext_lazy("subheadline"),
    "byline": gettext_lazy("byline"),
    "label": gettext_lazy("column label"),
    "text": gettext_lazy("text"),
    "subhead": gettext_lazy("subhead"),
    "caption": gettext_lazy("caption"),
    "credit": gettext_lazy("photo credit"),
    "jump": gettext_lazy("jump line"),
    **KINDS,
    UNPLACED: gettext_lazy("in no story"),
}
IMPOSSIBLE = {
    "block": gettext_lazy("Choose a block first."),
    "story": gettext_lazy("Choose a story first."),
    "role": gettext_lazy("Move it into a story first: only there it can be that."),
    "first": gettext_lazy("A story cannot be split before its first block."),
    "place": gettext_lazy("It has to be put somewhere first."),
    "step": gettext_lazy("There is nothing to undo or redo."),
}


class Asked:
    """What the buttons and boxes of the desk send: "split 12" is a verb with the number of a block
    or story. Raises KeyError or ValueError on what no button of ours sends."""

    def __init__(self, sent):
        self.sent = sent
        self.verb, *self.words = sent["act"].split()
        self.change, sentence = VERBS[self.verb]
        self.sentence = sentence and _(sentence)
        self.version = int(sent["version"])
        self.blocks = [int(number) for number in sent.getlist("block")]

    @property
    def numbers(self) -> list[int]:
        return [int(word) for word in self.words]

    def number(self, name: str) -> int:
        """What was chosen from a list, 0 when nothing."""
        return int(self.sent.get(name) or 0)

    @property
    def at(self) -> str:
        """The block that the editor was at, if any."""
        at = self.sent.get("at") or next(iter(self.sent.getlist("block")), "")
        return f"?at={at}" if at.isdecimal() else ""


def _in_role(reading: Reading, asked: Asked) -> Reading:
    """A caption or credit is for the picture chosen, else for the nearest."""
    [role], figure = asked.words, 0
    if role in (CAPTION, CREDIT) and asked.blocks:
        figure = asked.number("figure") or changes.nearest_figure(reading, asked.blocks[0])
    return changes.with_role(reading, asked.blocks, role, figure)


def _rest_accepted(reading: Reading, asked: Asked) -> Reading:
    doubtful = [block.id for block in changes.queue(reading) if block.role != UNPLACED]
    return changes.accepted(reading, doubtful)


# {verb: (what it makes of the reading, what is said of it afterwards)}
VERBS: dict[str, tuple[Callable[[Reading, Asked], Reading], str]] = {
    "accept": (lambda r, a: changes.accepted(r, a.numbers), gettext_noop("Accepted as it is.")),
    "accept-rest": (_rest_accepted, gettext_noop("All the rest is accepted as it is.")),
    "place": (
        lambda r, a: changes.placed(r, a.numbers[:1], a.numbers[1]),
        gettext_noop("Put into its story."),
    ),
    "set-aside": (
        lambda r, a: changes.set_apart(r, [int(a.words[1])], a.words[0]),
        gettext_noop("Kept apart from the stories."),
    ),
    "story-of": (lambda r, a: changes.new_story(r, a.numbers), gettext_noop("A new story begun.")),
    "move": (lambda r, a: changes.placed(r, a.blocks, a.number("story")), gettext_noop("Moved.")),
    "new-story": (lambda r, a: changes.new_story(r, a.blocks), gettext_noop("A new story begun.")),
    "apart": (
        lambda r, a: changes.set_apart(r, a.blocks, *a.words),
        gettext_noop("Kept apart from the stories."),
    ),
    "role": (_in_role, gettext_noop("It is marked.")),
    "up": (lambda r, a: changes.shifted(r, *a.numbers, -1), gettext_noop("Moved up.")),
    "down": (lambda r, a: changes.shifted(r, *a.numbers, 1), gettext_noop("Moved down.")),
    "split": (lambda r, a: changes.split(r, *a.numbers), gettext_noop("The story is split.")),
    "merge": (
        lambda r, a: changes.merged(r, a.number(f"into-{a.words[0]}"), *a.numbers),
        gettext_noop("The stories are merged."),
    ),
    "stay": (None, ""),
    "read-off": (None, gettext_noop("It is being read.")),
    "forget": (None, gettext_noop("Put aside.")),
    "undo": (None, gettext_noop("Undone.")),
    "redo": (None, gettext_noop("Redone.")),
    "join": (lambda r, a: r, gettext_noop("The jump is joined.")),
}


@permission_required("articles.change_page", raise_exception=True)
@require_http_methods(["GET", "POST"])
def make_up(request, pk):
    made = get_object_or_404(MakeUp.objects.select_related("page__issue__newspaper"), page=pk)
    page = made.page
    if request.method == "POST":
        return _acted(request, made)
    reading = Reading.from_json(made.reading) if made.reading else None
    context = {
        "title": _("Make-up desk"),
        "page": page,
        "make_up": made,
        "is_open": page.issue.status == IssueStatus.DRAFT,
        "pages": page.issue.pages.filter(make_up__isnull=False),
        "can_read_off": bool(find_spec("rapidocr_onnxruntime")),
        "unread": _unread(page, reading),
        "unreadable": [_(MESSAGES[one["error"]]) for one in made.regions if one["error"]],
        "is_reading": any(not one["error"] for one in made.regions),
    }
    if reading and reading.blocks:
        context |= _shown(made, reading, request.GET.get("at", ""))
    return TemplateResponse(request, "admin/make_up.html", request.admin_context | context)


# What is done ------------------------------------------------------------------------------------


def _acted(request, made):
    try:
        asked = Asked(request.POST)
        if asked.verb == "stay":
            return redirect(_address(made, asked))
        if asked.version != made.version:
            raise Stale(made)
        with transaction.atomic():
            carry_out = _ask_to_read if asked.verb in ("read-off", "forget") else _carry_out
            carry_out(made, asked, request.user)
    except changes.Impossible as refusal:
        messages.error(request, IMPOSSIBLE[refusal.args[0]])
    except Stale:
        messages.error(request, _("Somebody else changed the page just now. Look again, then act."))
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    except (KeyError, ValueError, TypeError, IndexError):
        return HttpResponseBadRequest()
    else:
        messages.success(request, asked.sentence)
    return redirect(_address(made, asked))


def _address(made, asked):
    return reverse("admin:make-up", args=[made.page_id]) + asked.at


def _carry_out(made, asked, by):
    """Raises Impossible, or NotAllowed when somebody else was faster or the issue is out."""
    if not made.reading:
        raise changes.Impossible("block")
    reading, step = Reading.from_json(made.reading), {}
    if asked.verb in ("undo", "redo"):
        ways = ("done", "undone") if asked.verb == "undo" else ("undone", "done")
        back, forth = (getattr(made, way) for way in ways)
        step = back[-1] if back else {}
        after, back, forth = changes.stepped(reading, back, forth, **_with_it(made, step))
        setattr(made, ways[0], back)
        setattr(made, ways[1], forth)
    else:
        step = {"joined": _jump(made, asked)} if asked.verb == "join" else {}
        after = asked.change(reading, asked)
        made.done = changes.remembered(made.done, reading, **_with_it(made, step))
        made.undone = []
    remake(made, after, by=by, note=asked.sentence, earlier=step.get("articles"))
    joined = step.get("joined", {})
    there = Article.objects.in_bulk(joined.values())
    for article in Article.objects.filter(pk__in=joined):
        article.continues = there.get(joined[str(article.pk)])
        article.save(by=by, note=asked.sentence)
    note = f"{_('Make-up desk')}: {asked.sentence}"
    EditorialEvent.objects.record(made.page, Verb.DECIDED, by=by, note=note)


def _ask_to_read(made, asked, by):
    """Have the text of a zone read off the picture."""
    if made.page.issue.status != IssueStatus.DRAFT:
        raise NotAllowed(_("The issue is published: correct its articles one by one."))
    made.regions = [one for one in made.regions if not one["error"]]
    if asked.verb == "read-off":
        zone = get_object_or_404(made.page.zones, pk=asked.number("zone"))
        box = [zone.left, zone.top, zone.right, zone.bottom]
        made.regions.append({"zone": zone.pk, "box": box, "by": by.pk, "error": ""})
        transaction.on_commit(lambda: in_background("read_off", made.page_id))
    made.save(by=by)


def _with_it(made, step):
    """What has to come back with the blocks when the step that is now taken is undone."""
    jumps = Article.objects.filter(pk__in=step.get("joined", ())).values_list("pk", "continues")
    return {"articles": made.articles, "joined": {str(pk): earlier for pk, earlier in jumps}}


def _jump(made, asked):
    """{id of the story's article: id of the one that it goes on from, or None}."""
    [story] = asked.words
    article, chosen = made.articles[story], asked.number(f"continues-{story}")
    others = made.page.issue.articles.exclude(pk=article)
    return {str(article): get_object_or_404(others, pk=chosen).pk if chosen else None}


# What is shown -----------------------------------------------------------------------------------


def _shown(made, reading, at):
    issue = made.page.issue
    articles = {a.pk: a for a in issue.articles.in_reading_order().for_list()}
    titles = {
        number: articles[pk].short_title if (pk := made.articles.get(str(number))) in articles
        # An article taken to another issue, or put into the pool.
        else _("Story %(number)s") % {"number": number}
        for number in reading.stories()
    }  # fmt: skip
    waiting = changes.queue(reading)
    return {
        "reading": reading,
        "outlines": _outlines(made, reading),
        "shapes": [_shape(block, waiting) for block in reading.blocks],
        "waiting": [_question(block, reading, titles) for block in waiting[:NEXT]],
        "more": len(waiting) - NEXT,
        "has_doubtful": any(block.role != UNPLACED for block in waiting),
        "stories": _stories(made, reading, titles, articles, waiting),
        "apart": [_told(b, waiting) for b in reading.blocks if b.role in APART],
        "titles": titles,
        "roles": {role: ROLES[role] for role in IN_STORY},
        "kinds": {kind: ROLES[kind] for kind in ("advert", "notice", "furniture", UNPLACED)},
        "figures": reading.figures,
        # Where the editor was; without that, at the first question.
        "at": int(at) if at.isdecimal() else 0,
    }


def _stories(made, reading, titles, articles, waiting):
    found = []
    for number, blocks in reading.stories().items():
        article = articles.get(made.articles.get(str(number)))
        others = [a for a in articles.values() if article and a.page_id != article.page_id]
        found.append(
            {
                "number": number,
                "tint": number % TINTS,
                "title": titles[number],
                "article": article,
                "others": others,
                "blocks": [_told(block, waiting) for block in blocks],
            }
        )
    return found


def _told(block, waiting):
    """A block of the list, with the sentence of each doubt about it."""
    text = run_on(line.text for line in block.lines)
    opening = {"start": text[:QUOTED], "headline": text}
    return {
        "block": block,
        "role": ROLES[block.role],
        "text": text,
        "is_waiting": block in waiting,
        "doubts": [_(MESSAGES[code]) % opening for code in block.doubts if code in MESSAGES],
    }


def _question(block, reading, titles):
    """A block of the queue, with the stories it may belong to, the likeliest first."""
    stories = changes.candidates(reading, block.id)[: NEXT - 1]
    return _told(block, [block]) | {
        "is_unplaced": block.role == UNPLACED,
        "story": block.story,
        "choices": [(number, titles[number]) for number in stories],
        "title": titles.get(block.story, ""),
        "percent": round(100 * block.confidence),
    }


def _shape(block, waiting):
    left, top, right, bottom = block.box
    return {
        "block": block,
        "is_waiting": block in waiting,
        "tint": block.story % TINTS,
        "x": round(left, 1),
        "y": round(top, 1),
        "width": round(right - left, 1),
        "height": round(bottom - top, 1),
    }


def _outlines(made, reading):
    """[(tint, points of an SVG polygon)] of the page's zones, as readers have them."""
    stories = {pk: int(number) for number, pk in made.articles.items()}
    return [
        (
            stories.get(zone.article_id, 0) % TINTS,
            " ".join(f"{x * reading.width:.1f},{y * reading.height:.1f}" for x, y in zone.points),
        )
        for zone in made.page.zones.all()
    ]


def _unread(page, reading):
    """The zones in which no text is known."""
    middles = [_middle(block.box, reading) for block in reading.blocks] if reading else []
    return [
        zone
        for zone in page.zones.select_related("article")
        if not (zone.article and zone.article.body)
        and not any(
            zone.left <= x <= zone.right and zone.top <= y <= zone.bottom for x, y in middles
        )
    ]


def _middle(box, reading):
    left, top, right, bottom = box
    return (left + right) / 2 / reading.width, (top + bottom) / 2 / reading.height
