"""The only importer module that writes content: records become a draft issue."""

from collections import Counter
from dataclasses import replace

from django.utils.translation import gettext as _

from articles.importers.again import made_up, replaced
from articles.importers.body import body_html
from articles.importers.facsimile import changes
from articles.importers.fields import column_of, credit, put, section_of, set_in_type
from articles.importers.records import characters
from articles.models import (
    Article,
    Column,
    EditorialEvent,
    ImportProblem,
    MakeUp,
    Page,
    PageCredit,
    Photo,
    Section,
    Verb,
    Zone,
)
from articles.text.punctuation import full_width


class PageTaken(Exception):
    """The issue has articles on a page that the source brings again."""

    def __init__(self, label):
        super().__init__(_("Page %(page)s of this issue has articles already.") % {"page": label})


def load(record, issue, *, run=None, by=None, stored=None, told=None):
    """Write the record's pages, articles and problems into `issue`; {ref: Article}.

    Raises PageTaken, and Stale or NotAllowed of a page that is replaced. Call it inside a
    transaction: it leaves half an issue when it fails. The issue and each new article get an event
    that names the source; what belongs to an article does not. `stored` is a list that gets what to
    `discard` when the transaction fails, `told` one that gets what replaced pages changed.
    """
    stored, told = [] if stored is None else stored, [] if told is None else told
    whole, known = record, made_up(record, issue)
    record = replace(
        whole,
        pages=tuple(page for page in whole.pages if page.label not in known),
        articles=tuple(article for article in whole.articles if article.page not in known),
    )
    pages = _write_pages(whole, known, issue, by, stored)
    articles = _write_articles(record, issue, pages)
    new = list(articles.values())
    for label, make_up in known.items():
        articles |= replaced(make_up, pages[label], label, whole, run, by, stored, told)
    _join_jumps(whole, articles)
    bylines = [(articles[written.ref], written.byline) for written in record.articles]
    credit(bylines, issue.newspaper, by)
    _write_zones(record, articles, pages)
    photos = _write_photos(record, articles, by, stored)
    _write_make_ups(record, pages, articles, photos, by, stored)
    issue.articles.filter(pk__in=[a.pk for a in articles.values()]).bring_up_to_date()
    _write_problems(whole, issue, articles, run)
    source = run.source_name if run else ""
    EditorialEvent.objects.record_each(new, Verb.IMPORTED, by=by, note=source)
    EditorialEvent.objects.record(issue, Verb.IMPORTED, by=by, note=source, changes=whole.counts())
    return articles


def discard(stored):
    """Delete the files that a failed transaction wrote: no row names them."""
    for holder, name in stored:
        file = getattr(holder, name)
        if not file or not file._committed:
            continue
        copies = holder.renditions.values() if name == "image" else ()
        for path in (*copies, file.name):
            if path.startswith(file.name):  # not a copy of the picture before
                file.storage.delete(path)


def _write_pages(record, known, issue, by, stored):
    before = list(issue.pages.all())
    pages = {
        page.label: _write_page(page, record, issue, page.label in known, by, stored)
        for page in record.pages
    }
    if before:
        _number_pages(before, pages.values(), by)
    return pages


def _write_page(written, record, issue, is_made_up, by, stored):
    page = issue.pages.filter(label=written.label).first()
    brings_text = any(article.page == written.label for article in record.articles)
    if page and brings_text and page.articles.exists() and not is_made_up:
        raise PageTaken(written.label)
    if page is None:
        page = Page(issue=issue, label=written.label, number=written.number, title=written.title)
    brought = (
        {"kind": part.kind, "text": part.text}
        for part in record.apart
        if part.page == written.label and part.kind != "unplaced"
    )
    # A page emptied into the pool and brought in again has its furniture and credits already; of a
    # page that is replaced, `remake` knows which has gone.
    if not is_made_up:
        page.furniture += [part for part in brought if part not in page.furniture]
    for name in ("image", "pdf"):
        if path := getattr(written, name):
            put(path, page, name, stored)
    page.save(by=by)
    known = set(page.credits.values_list("role", "person"))
    PageCredit.objects.bulk_create(
        PageCredit(page=page, role=role, person=person, position=position, version=1)
        for position, (role, person) in enumerate(written.credits)
        if (role, person) not in known
    )
    return page


def _number_pages(before, brought, by):
    """Put pages that join an issue among its others, each before the first of a later label."""
    brought = {page.label: page for page in brought}
    order = [brought.get(page.label, page) for page in before]  # as they are saved by now
    for page in sorted(set(brought.values()) - set(before), key=_by_label):
        later = (at for at, other in enumerate(order) if _by_label(other) > _by_label(page))
        order.insert(next(later, len(order)), page)
    for number, page in enumerate(order, start=1):
        if page.number != number:
            page.number = number
            page.save(by=by)


def _by_label(page):
    letters = page.label.rstrip("0123456789")
    return letters, int(page.label.removeprefix(letters))


def _write_articles(record, issue, pages):
    sections = Section.objects.filter(newspaper=issue.newspaper)
    columns = Column.objects.filter(newspaper=issue.newspaper)
    articles, places = {}, Counter()
    for written in record.articles:
        places[written.page] += 1
        page = pages.get(written.page)
        article = articles[written.ref] = Article(
            newspaper=issue.newspaper,
            issue=issue,
            page=page,
            position=places[written.page],
            section=section_of(written, page, sections),
            column=column_of(written, columns),
            body=body_html(written.paragraphs),
            version=1,
            **set_in_type(written),
        )
        article.prepare()
    Article.objects.bulk_create(articles.values())
    return articles


def _join_jumps(record, articles):
    halves = [
        written
        for written in record.articles
        if written.continues in articles and not _goes_on(articles.get(written.ref))
    ]
    for written in halves:
        articles[written.ref].continues = articles[written.continues]
    Article.objects.bulk_update([articles[written.ref] for written in halves], ["continues"])


def _goes_on(article):
    """Whether an editor has said what it continues."""
    return article is None or article.continues_id


def _write_zones(record, articles, pages):
    zones = [
        Zone(
            page=pages[zone.page],
            article=articles[written.ref],
            role=zone.role,
            points=zone.points,
            version=1,
        )
        for written in record.articles
        for zone in written.zones
    ]
    for zone in zones:
        zone.prepare()
    Zone.objects.bulk_create(zones)


def _write_photos(record, articles, by, stored):
    """{page: {figure: its Photo}}; a caption without a picture is a photo still to be delivered."""
    photos = [
        (written.page, caption, _photo(caption, articles[written.ref], position))
        for written in record.articles
        for position, caption in enumerate(written.captions)
    ]
    Photo.objects.bulk_create(photo for _page, caption, photo in photos if not caption.file)
    of_pages = {}
    for page, caption, photo in photos:
        if caption.file:
            put(caption.file, photo, "image", stored)
            photo.save(by=by)
            of_pages.setdefault(page, {})[caption.figure] = photo
    return of_pages


def _write_make_ups(record, pages, articles, photos, by, stored):
    """What was read of each page, so that it can be made up anew without its PDF."""
    for written in record.pages:
        if not (written.reading or written.sheet or written.pdf):
            continue
        make_up = MakeUp.objects.filter(page=pages[written.label]).first()
        make_up = make_up or MakeUp(page=pages[written.label])
        make_up.reading = written.reading.as_json() if written.reading else {}
        make_up.waiting = len(changes.queue(written.reading)) if written.reading else 0
        make_up.articles = _by_story(written.label, record.articles, articles)
        shown = photos.get(written.label, {})
        make_up.photos = {str(figure): photo.pk for figure, photo in shown.items()}
        make_up.done, make_up.undone = [], []
        if written.sheet:
            put(written.sheet, make_up, "sheet", stored)
        make_up.save(by=by)


def _by_story(label, written, articles):
    """{story number: id of its article}; the number ends the ref."""
    of_page = (one.ref for one in written if one.page == label)
    return {ref.rpartition("-")[2]: articles[ref].pk for ref in of_page}


def _photo(caption, article, position):
    return Photo(
        newspaper=article.newspaper,
        article=article,
        caption=full_width(caption.text),
        credit=full_width(caption.credit),
        position=position,
        version=0 if caption.file else 1,
    )


def _write_problems(record, issue, articles, run):
    ImportProblem.objects.bulk_create(
        _problem(trouble, issue, articles, run) for trouble in record.problems
    )


def _problem(trouble, issue, articles, run):
    article = articles.get(trouble.item)
    return ImportProblem(
        run=run,
        issue=issue,
        article=article,
        code=trouble.code,
        message=trouble.message,
        params=trouble.params,
        page=trouble.page,
        item=article.short_title[:120] if article else trouble.item,
        text=trouble.text,
        needs_decision=characters(trouble.text) > 0 and article is None,
        candidates=[
            {
                "article": articles[candidate.ref].pk,
                "position": candidate.position,
                "joins": candidate.joins,
                "score": candidate.score,
                "why": candidate.why,
            }
            for candidate in trouble.candidates
        ],
    )
