"""The only importer module that writes content: records become a draft issue."""

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path as FilePath

from django.core.files import File
from django.utils.translation import gettext as _

from articles.importers.body import body_html
from articles.importers.records import characters
from articles.models import (
    Article,
    Column,
    Contributor,
    Credit,
    EditorialEvent,
    ImportProblem,
    Page,
    PageCredit,
    Photo,
    Section,
    Verb,
    Zone,
)
from articles.text.bylines import parse_byline
from articles.text.punctuation import full_width

# What is longer is no name but a damaged line; it stays in the printed byline.
LONGEST_NAME = Contributor._meta.get_field("name").max_length
LONGEST_AFFILIATION = Contributor._meta.get_field("affiliation").max_length
# 本报首席记者, 驻京记者, 融媒体记者 are of the paper itself; 泊阳晚报记者 are not.
OWN_POST = re.compile(r"(?:本[报版]|融媒体?|全媒体|首席|资深|特约|特派|见习|实习|驻\w{1,6}?)*")
LABEL_MARKS = "【】（）()[]｜|丨■●□〖〗　 "


class PageTaken(Exception):
    """The issue has articles on a page that the source brings again."""

    def __init__(self, label):
        super().__init__(_("Page %(page)s of this issue has articles already.") % {"page": label})


def load(record, issue, *, run=None, by=None):
    """Write the record's pages, articles and problems into `issue`; {ref: Article}.

    Raises PageTaken. Call it inside a transaction: it leaves half an issue when it fails. The
    issue and each article get an event that names the source; what belongs to an article does not.
    """
    pages = _write_pages(record, issue, by)
    articles = _write_articles(record, issue, pages)
    _join_jumps(record, articles)
    _write_credits(record, issue, articles, by)
    _write_zones(record, articles, pages)
    _write_photos(record, articles, by)
    issue.articles.filter(pk__in=[a.pk for a in articles.values()]).bring_up_to_date()
    _write_problems(record, issue, articles, run)
    source = run.source_name if run else ""
    EditorialEvent.objects.record_each(articles.values(), Verb.IMPORTED, by=by, note=source)
    EditorialEvent.objects.record(issue, Verb.IMPORTED, by=by, note=source, changes=record.counts())
    return articles


def _write_pages(record, issue, by):
    before = list(issue.pages.all())
    pages = {page.label: _write_page(page, record, issue, by) for page in record.pages}
    if before:
        _number_pages(before, pages.values(), by)
    return pages


def _write_page(written, record, issue, by):
    page = issue.pages.filter(label=written.label).first()
    if page and page.articles.exists():
        raise PageTaken(written.label)
    if page is None:
        page = Page(issue=issue, label=written.label, number=written.number, title=written.title)
    brought = (
        {"kind": part.kind, "text": part.text}
        for part in record.apart
        if part.page == written.label and part.kind != "unplaced"
    )
    # A page emptied into the pool and brought in again has its furniture and credits already.
    page.furniture += [part for part in brought if part not in page.furniture]
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
    order = [*before]
    for page in sorted(set(brought) - set(before), key=_by_label):
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
    sections = {s.slug: s for s in Section.objects.filter(newspaper=issue.newspaper)}
    columns = {c.name: c for c in Column.objects.filter(newspaper=issue.newspaper)}
    articles, places = {}, Counter()
    for written in record.articles:
        places[written.page] += 1
        page = pages.get(written.page)
        article = articles[written.ref] = Article(
            newspaper=issue.newspaper,
            issue=issue,
            page=page,
            position=places[written.page],
            section=_section(written, page, sections),
            column=columns.get(written.label.strip(LABEL_MARKS)),
            body=body_html(written.paragraphs),
            version=1,
            **_set_in_type(written),
        )
        article.prepare()
    Article.objects.bulk_create(articles.values())
    return articles


def _section(written, page, sections):
    """The section the source names, else the one the page is named after."""
    named_like_page = (s for s in sections.values() if page and page.title.startswith(s.name))
    return sections.get(written.section) or next(named_like_page, None)


def _set_in_type(written):
    names = ("label", "kicker", "headline", "subheadline", "dateline", "byline", "jump")
    return {name: full_width(getattr(written, name)) for name in (*names, "author_note")}


def _join_jumps(record, articles):
    halves = [written for written in record.articles if written.continues in articles]
    for written in halves:
        articles[written.ref].continues = articles[written.continues]
    Article.objects.bulk_update([articles[written.ref] for written in halves], ["continues"])


def _write_credits(record, issue, articles, by):
    """Everybody signed becomes a contributor; the printed byline stays beside it."""
    signed = [
        (articles[written.ref], position, signature)
        for written in record.articles
        for position, signature in enumerate(_signatures(written.byline, issue.newspaper))
    ]
    people = _contributors({(s.name, s.affiliation) for _a, _p, s in signed}, issue.newspaper, by)
    Credit.objects.bulk_create(
        Credit(
            article=article,
            contributor=people[signature.name, signature.affiliation],
            role=signature.role,
            position=position,
            version=1,
        )
        for article, position, signature in signed
    )


def _signatures(byline, newspaper):
    """Who signed, once each, by name and affiliation."""
    signed = (
        replace(signature, affiliation=_affiliation(signature.affiliation, newspaper))
        for signature in parse_byline(byline)
    )
    return [
        signature
        for signature in dict.fromkeys(signed)
        if len(signature.name) <= LONGEST_NAME and len(signature.affiliation) <= LONGEST_AFFILIATION
    ]


def _affiliation(printed, newspaper):
    """《泊阳晚报》 and 泊阳晚报 are one; the paper's own is not said."""
    name = printed.replace("《", "").replace("》", "")
    return "" if OWN_POST.fullmatch(name.replace(newspaper.name, "")) else name


def _contributors(names, newspaper, by):
    """{(name, affiliation): Contributor}; who is not known yet is made known."""
    known = Contributor.objects.filter(
        newspaper=newspaper, name__in={name for name, _affiliation in names}
    )
    people = {(person.name, person.affiliation): person for person in known}
    for name, affiliation in sorted(names - people.keys()):
        person = Contributor(newspaper=newspaper, name=name, affiliation=affiliation)
        person.save(by=by)
        people[name, affiliation] = person
    return people


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


def _write_photos(record, articles, by):
    """A caption without a picture is kept as a photo still to be delivered."""
    photos = [
        (caption, _photo(caption, articles[written.ref], position))
        for written in record.articles
        for position, caption in enumerate(written.captions)
    ]
    Photo.objects.bulk_create(photo for caption, photo in photos if not caption.file)
    for caption, photo in photos:
        if caption.file:
            with FilePath(caption.file).open("rb") as file:
                photo.image = File(file, name=FilePath(caption.file).name)
                photo.save(by=by)


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
