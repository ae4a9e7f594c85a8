"""A page brought in again: it is replaced, and what editors did to it stays."""

from dataclasses import replace

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.importers.facsimile.issue import read_again
from articles.importers.facsimile.records import Reading
from articles.importers.fields import put
from articles.importers.records import problem
from articles.importers.remake import remake
from articles.models import EditorialEvent, ImportProblem, MakeUp, Verb
from articles.text.clean import plain_text
from articles.text.difference import difference, elided

CHANGES = {  # what a page brought in again did to an article
    "changed": gettext_lazy("text changed"),
    "new": gettext_lazy("new article"),
    "gone": gettext_lazy("no longer on the page"),
}


def in_terms_of(record, issue):
    """The record, its pages that `issue` has already put in terms of what was read of them before,
    with a note of each."""
    for label, make_up in made_up(record, issue).items():
        arranged = EditorialEvent.objects.about(make_up.page).filter(verb=Verb.DECIDED)
        reading = Reading.from_json(make_up.reading)
        record = read_again(record, label, reading, keep=arranged.exists())
        note = problem("page-again", label, "")
        record = replace(record, problems=(*record.problems, note))
    return record


def made_up(record, issue):
    """{label: MakeUp} of the pages that are replaced, keeping what editors did to them."""
    read = [page.label for page in record.pages if page.reading]
    known = MakeUp.objects.filter(page__issue=issue, page__label__in=read).exclude(reading={})
    with_articles = known.filter(page__articles__isnull=False).distinct()
    return {make_up.page.label: make_up for make_up in with_articles.select_related("page")}


def replaced(make_up, page, label, record, run, by, stored, told):
    """{ref: Article} of a page that was there before, its articles changed to the new reading."""
    [written] = [page for page in record.pages if page.label == label]
    make_up.page, make_up.done, make_up.undone = page, [], []
    if written.sheet:
        put(written.sheet, make_up, "sheet", stored)
    captions = [c for a in record.articles if a.page == label for c in a.captions if c.file]
    before = {article.pk: _printed(article) for article in page.articles.all()}
    change = remake(
        make_up,
        written.reading,
        by=by,
        run=run,
        note=run.source_name if run else "",
        pictures={caption.figure: caption.file for caption in captions},
        stored=stored,
    )
    asked = ImportProblem.objects.undecided().filter(issue=page.issue, page=label)
    asked.update(decided_at=timezone.now(), decision=_("The page was brought in again."))
    told += _differences(label, before, page)
    return {f"{label}-{story}": article for story, article in change.articles.items()}


def _printed(article):
    return "\n".join(filter(None, (article.headline, plain_text(article.body))))


def _differences(label, before, page):
    """[{"page", "article", "headline", "what", "difference"}] of the articles that are no longer
    as they were; what: changed, new or gone."""
    now = {article.pk: article for article in page.articles.in_reading_order()}
    told = []
    for pk, article in now.items():
        if before.get(pk) != _printed(article):
            what = "changed" if pk in before else "new"
            parts = elided(difference(before[pk], _printed(article))) if pk in before else ()
            told.append((pk, article.short_title, what, list(parts)))
    gone = ((pk, text) for pk, text in before.items() if pk not in now)
    told += [(pk, text.partition("\n")[0], "gone", []) for pk, text in gone]
    names = ("article", "headline", "what", "difference")
    return [{"page": label, **dict(zip(names, one, strict=True))} for one in told]
