"""read_off(): text off the picture of a page, part by part, where its PDF tells none."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from shutil import copyfileobj
from statistics import median
from tempfile import TemporaryDirectory

from django.contrib.auth import get_user_model
from django.db import transaction

from articles.importers.facsimile.guard import read_region
from articles.importers.facsimile.records import HEADLINE, TEXT, Block, Line, Reading
from articles.importers.records import Unreadable
from articles.importers.remake import remake
from articles.models import MakeUp, NotAllowed, Page

WIDTH = 1100.0  # points: a page of which nothing was read is taken for a broadsheet
OTHER_SIZE = 1.35  # times as large or small: a headline and its text are not one block


def read_off(page_id):
    """Read the zones that wait (`MakeUp.regions`); each becomes a story in doubt.

    Its article is the zone's, unless that has a text. Takes a tenth of a second for a line, in a
    process of its own. Of a whole page at once, narrow columns would be read across.
    """
    for region in MakeUp.objects.get(page=page_id).regions:
        if not region["error"]:
            try:
                _put(page_id, region, _lines(Page.objects.get(pk=page_id), region["box"]))
            except Unreadable as error:
                _give_up(page_id, region, error.code)
            except NotAllowed:
                _give_up(page_id, region, "ocr-failed")
            except Exception:
                _give_up(page_id, region, "ocr-failed")
                raise


def _lines(page, box):
    reading = _reading(MakeUp.objects.get(page=page), page)
    sides = (reading.width, reading.height, reading.width, reading.height)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "page"
        with page.image.open() as file, path.open("wb") as copy:
            copyfileobj(file, copy)
        inside = tuple(part * side for part, side in zip(box, sides, strict=True))
        lines = read_region(path, inside, page.width / reading.width)
    if not lines:
        raise Unreadable("ocr-failed")
    return lines


def _put(page_id, region, lines):
    with transaction.atomic():
        make_up = _waiting(page_id, region)
        if make_up is None:
            return
        by = get_user_model().objects.filter(pk=region["by"]).first()
        zone = make_up.page.zones.filter(pk=region["zone"]).select_related("article").first()
        story, reading = with_lines(_reading(make_up, make_up.page), lines)
        if zone and zone.article and not zone.article.body:
            make_up.articles[str(story)] = zone.article_id
        make_up.done, make_up.undone = [], []  # of a page with fewer blocks
        remake(make_up, reading, by=by)
        if zone and zone.article is None and str(story) in make_up.articles:
            make_up.page.zones.filter(article=make_up.articles[str(story)]).delete()
            zone.article_id = make_up.articles[str(story)]
            zone.save(by=by)


def _give_up(page_id, region, code):
    with transaction.atomic():
        if make_up := _waiting(page_id, region):
            make_up.regions.append(region | {"error": code})
            make_up.save()


def _waiting(page_id, region):
    """The make-up without the region; None when another process has read it meanwhile."""
    Page.objects.get(pk=page_id).stored()  # locked, as by all who change what is made of it
    make_up = MakeUp.objects.select_related("page").get(page=page_id)
    if region not in make_up.regions:
        return None
    make_up.regions.remove(region)
    return make_up


def _reading(make_up, page):
    if make_up.reading:
        return Reading.from_json(make_up.reading)
    return Reading(WIDTH, WIDTH * page.height / page.width, ())


def with_lines(reading: Reading, lines: list[Line]) -> tuple[int, Reading]:
    """(number of the new story, the reading with it): but for what the page tells anyway.

    Large lines before any text are its headline.
    """
    new = [line for line in lines if not any(_is_in(line, block) for block in reading.blocks)]
    number = max((block.id for block in reading.blocks), default=0) + 1
    stories = [thing.story for thing in (*reading.blocks, *reading.figures)]
    story = max(stories, default=0) + 1
    usual = median(line.size for line in new) if new else 0
    blocks = []
    for at, part in enumerate(_parts(new)):
        is_head = part[0].size >= OTHER_SIZE * usual and all(b.role == HEADLINE for b in blocks)
        role = HEADLINE if is_head else TEXT
        blocks.append(Block(number + at, role, tuple(part), story, 0, 0.5, ("read-off",)))
    return story, replace(reading, blocks=(*reading.blocks, *blocks))


def _is_in(line, block):
    left, top, right, bottom = block.box
    across, down = (line.box[0] + line.box[2]) / 2, (line.box[1] + line.box[3]) / 2
    return left <= across <= right and top <= down <= bottom


def _parts(lines):
    """The lines of one column and one size, together."""
    parts = [[line] for line in lines[:1]]
    for above, line in pairwise(lines):
        sizes = sorted([above.size, line.size])
        goes_on = line.box[1] > above.box[1] and sizes[1] < OTHER_SIZE * sizes[0]
        if goes_on:
            parts[-1].append(line)
        else:
            parts.append([line])
    return parts
