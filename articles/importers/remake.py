"""remake(): the articles of a page follow a new reading of it, and keep what editors wrote."""

from dataclasses import replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.importers import fields
from articles.importers.body import body_html
from articles.importers.facsimile.changes import queue
from articles.importers.facsimile.records import UNPLACED, Reading
from articles.importers.facsimile.stories import stories, story_of
from articles.importers.page_photos import PagePhotos
from articles.importers.records import ArticleRecord, problem
from articles.models import (
    Article,
    Column,
    ImportProblem,
    IssueStatus,
    NotAllowed,
    Page,
    Section,
    Zone,
)
from articles.text.clean import clean_html, plain_text
from articles.text.merge import edits, merge_paragraphs, merge_text
from articles.text.paragraphs import blocks

FIELDS = ("label", "kicker", "headline", "subheadline", "dateline", "byline", "jump")


def remake(make_up, reading, *, by, run=None, note="", earlier=None, pictures=None, stored=None):
    """Give the make-up the reading, saved, and change the articles of its page accordingly.

    Only stories that read otherwise than before are touched. What an editor wrote stays, wherever
    its paragraph goes; where the reading says something else too, an ImportProblem of the article
    tells what. An article whose story is gone is deleted when it is as it was read and all it says
    stands elsewhere, else it goes to the pool; one that an editor took to another page or made
    public is left alone. `earlier` is {story: article id} to look in for one that comes back;
    `pictures` and `stored` are as for `PagePhotos`. Returns the Remake.

    Raises Stale, or NotAllowed when the issue is published.
    """
    with transaction.atomic():
        Page.objects.get(pk=make_up.page_id).stored()  # whoever publishes has come before, or waits
        page = Page.objects.select_related("issue__newspaper").get(pk=make_up.page_id)
        make_up.unless_stale()
        if page.issue.status == IssueStatus.PUBLISHED:
            raise NotAllowed(_("The issue is published: correct its articles one by one."))
        change = Remake(
            page, make_up, reading, by=by, note=note, earlier=earlier or {},
            pictures=pictures or {}, stored=[] if stored is None else stored,
        )  # fmt: skip
        change.run = run or page.issue.import_runs.first()
        change.carry_out()
        make_up.reading, make_up.waiting = reading.as_json(), len(queue(reading))
        make_up.articles = {str(story): one.pk for story, one in change.articles.items()}
        shown = change.photos.by_figure
        make_up.photos = {str(figure): photo.pk for figure, photo in shown.items()}
        make_up.save(by=by)
    return change


class Remake:
    """One change of one page, with what its stories were and are by their numbers."""

    def __init__(self, page, make_up, reading, *, by, note, earlier, pictures, stored):
        self.page, self.by, self.note, self.earlier = page, by, note, earlier
        self.old = Reading.from_json(make_up.reading) if make_up.reading else None
        self.new = reading
        self.before, self.apart_before = _read(self.old, page.label)
        self.after, self.apart_after = _read(reading, page.label)
        made = Article.objects.in_bulk(make_up.articles.values())
        self.articles = {
            int(n): made[pk]
            for n, pk in make_up.articles.items()
            if pk in made and (int(n) in self.after or self._is_ours(made[pk]))
        }
        self.photos = PagePhotos(self, make_up.photos, pictures, stored)
        self.changed = [n for n in self.after if not self._is_as_before(n)]
        self.gone = [n for n in self.before if n not in self.after]

    def _is_ours(self, article):
        """Whether it stands on the page, or waits in the pool or on no page, never yet public."""
        if article.page_id:
            return article.page_id == self.page.pk
        was_public = article.public_from or article.released_at or article.withdrawn_at
        return article.issue_id in (None, self.page.issue_id) and not was_public

    def _is_as_before(self, number):
        """Or is none of ours any more."""
        article = self.articles.get(number)
        if article and not self._is_ours(article):
            return True
        return article and _words(self.before.get(number)) == _words(self.after[number])

    def carry_out(self):
        bodies, unmade = self._bodies()
        embargoes = {number: self._embargo(number) for number in self.changed}
        for number in self.changed:
            if not self._comes_back(number, bodies[number]):
                self._write(number, bodies[number], embargoes[number])
        self.photos.carry_out()
        for number in self.gone:
            self._give_up(number, unmade)
        self._redraw_zones()
        self._keep_apart()
        self._settle()

    # Texts

    def _bodies(self):
        """({story: paragraphs}, the stories with edits that could not be made anywhere).

        An edit is made wherever the paragraph it changed stands now, in its own story first.
        """
        bodies = {number: _blocks(self.after[number]) for number in self.changed}
        unmade = set()
        for number in (*self.changed, *self.gone):
            if number not in self.before or number not in self.articles:
                continue
            base, theirs = _blocks(self.before[number]), blocks(self.articles[number].body)
            for edit in edits(base, theirs):
                if not _make(edit, bodies, number):
                    unmade.add(number)
            if number in unmade and number in bodies:
                bodies[number], differing = merge_paragraphs(base, theirs, bodies[number])
                for _theirs, ours in differing:
                    self.tell(number, plain_text("".join(ours)))
        return bodies, unmade

    def _comes_back(self, number, body):
        """Whether the story has its article of before, which waited in the pool with its text.

        What was changed meanwhile, where its paragraphs stood, is changed there too.
        """
        waiting = Article.objects.filter(pk=self.earlier.get(str(number)), issue=None).first()
        if number in self.articles or waiting is None:
            return False
        waiting.place(self.page.issue, self.page, by=self.by)
        self.articles[number] = waiting
        texts, differing = merge_paragraphs(_blocks(self.after[number]), blocks(waiting.body), body)
        waiting.position, waiting.body = self._position(number), "".join(texts)
        waiting.save(by=self.by, note=self.note)
        for _theirs, ours in differing:
            self.tell(number, plain_text("".join(ours)))
        return True

    def _write(self, number, body, embargo):
        record, article = self.after[number], self.articles.get(number) or self._article(number)
        said, says = _set(self.before.get(number)), _set(record)
        byline = article.byline
        for name in FIELDS:
            wrote = getattr(article, name)
            text, differs = merge_text(said[name], wrote, says[name])
            setattr(article, name, text)
            if differs:
                self.tell(number, says[name])
        article.body, article.embargo = "".join(body), embargo
        article.save(by=self.by, note=self.note)
        self.articles[number] = article
        if article.byline != byline:
            self._credit(article, byline)

    def _article(self, number):
        """A new one, behind the article of the story before it on the page."""
        return Article(
            newspaper=self.page.issue.newspaper,
            issue=self.page.issue,
            page=self.page,
            position=self._position(number),
            **self._listed(self.after[number]),
        )

    def _position(self, number):
        order = list(self.after)
        above = [self.articles[n] for n in order[: order.index(number)] if n in self.articles]
        return above[-1].position if above else 0

    def _listed(self, record):
        """The section and the column that the page gives an article."""
        of_paper = {"newspaper": self.page.issue.newspaper}
        return {
            "section": fields.section_of(record, self.page, Section.objects.filter(**of_paper)),
            "column": fields.column_of(record, Column.objects.filter(**of_paper)),
        }

    def _embargo(self, number):
        """The latest of the articles whose text is in the story now: none appears early."""
        ids = {block.id for block in self.new.blocks if block.story == number}
        sources = {b.story for b in self.old.blocks if b.id in ids} if self.old else set()
        times = [a.embargo for n, a in self.articles.items() if n in sources | {number}]
        return max(filter(None, times), default=None)

    def _credit(self, article, byline):
        """Credit who signs now, unless an editor credited others than the byline said."""
        newspaper = self.page.issue.newspaper
        if self._is_credited(article, byline):
            article.credits.all().delete()
            fields.credit([(article, article.byline)], newspaper, self.by)
            Article.objects.filter(pk=article.pk).bring_up_to_date()
            article.refresh_from_db()

    def _is_credited(self, article, byline):
        """Whether those are credited whom the byline names, and nobody else."""
        newspaper = self.page.issue.newspaper
        signed = [(s.name, s.affiliation, s.role) for s in fields.signatures(byline, newspaper)]
        credited = article.credits.select_related("contributor")
        return signed == [(c.contributor.name, c.contributor.affiliation, c.role) for c in credited]

    def _give_up(self, number, unmade):
        """The article of a story that is no more."""
        article = self.articles.pop(number, None)
        if article is None:
            return
        article.refresh_from_db()
        is_kept_elsewhere = number not in unmade and self._is_elsewhere(number)
        if is_kept_elsewhere and self._is_as_read(article, number):
            article.delete(by=self.by, note=self.note)
        else:
            article.place(None, by=self.by)

    def _is_elsewhere(self, number):
        """Whether all that was printed of the story still stands somewhere on the page."""
        now = {block.id for block in self.new.blocks}
        return all(block.id in now for block in self.old.blocks if block.story == number)

    def _is_as_read(self, article, number):
        """Whether nobody has given it anything that the page does not say."""
        record = self.before[number]
        said = _set(record) | self._listed(record)
        kept = ("author_note", "source", "continues_id", "embargo", "released_at", "withdrawn_at")
        return (
            all(getattr(article, name) == said[name] for name in (*FIELDS, "section", "column"))
            and not any(getattr(article, name) for name in kept)
            and not (article.continuations.exists() or article.photos.exists())
            and not article.reviews.exists()
            and self._is_credited(article, article.byline)
        )

    def tell(self, number, text):
        """Keep what the page says where an editor's text stayed, as a note to the article."""
        trouble = problem("edited-differs", self.page.label, "", printed=text)
        ImportProblem.objects.create(
            run=self.run,
            issue=self.page.issue,
            article=self.articles[number],
            code=trouble.code,
            message=trouble.message,
            params=trouble.params,
            page=trouble.page,
        )

    # What belongs to the page

    def _redraw_zones(self):
        """The outlines of the stories, but for those that an editor drew."""
        drawn = {n: _points(zones) for n, zones in self._zones().items()}
        redrawn = [
            number
            for number, record in self.after.items()
            if drawn.get(number, set()) == _points(self._zones_before(number))
            and _points(record.zones) != _points(self._zones_before(number))
        ]
        articles = {number: self.articles[number] for number in redrawn}
        Zone.objects.filter(page=self.page, article__in=articles.values()).delete()
        zones = [
            Zone(page=self.page, article=article, role=z.role, points=z.points, version=1)
            for number, article in articles.items()
            for z in self.after[number].zones
        ]
        for zone in zones:
            zone.prepare()
        Zone.objects.bulk_create(zones)
        Page.objects.filter(pk=self.page.pk).bring_up_to_date()

    def _zones(self):
        found = {}
        numbers = {article.pk: number for number, article in self.articles.items()}
        for zone in self.page.zones.filter(article__in=numbers):
            found.setdefault(numbers[zone.article_id], []).append(zone)
        return found

    def _zones_before(self, number):
        return self.before[number].zones if number in self.before else ()

    def _keep_apart(self):
        gone = [part for part in self.apart_before if part not in self.apart_after]
        come = [part for part in self.apart_after if part not in self.page.furniture]
        kept = [part for part in self.page.furniture if part not in gone]
        if self.page.furniture != [*kept, *come]:
            self.page.furniture = [*kept, *come]
            self.page.save(by=self.by, note=self.note)

    def _settle(self):
        """Questions of the import that the reading answers now, and those it asks again."""
        roles = {block.id: block.role for block in self.new.blocks}
        asked = ImportProblem.objects.filter(issue=self.page.issue, page=self.page.label)
        for question in asked.filter(needs_decision=True, item__startswith="block "):
            self._answer(question, roles.get(question.block) != UNPLACED)
        for number, article in self.articles.items():
            said = set(self.before[number].doubts) if number in self.before else set()
            says = set(self.after[number].doubts) if number in self.after else set()
            doubts = article.import_problems.filter(needs_decision=False)
            for doubt in doubts.filter(code__in=said ^ says):
                self._answer(doubt, doubt.code not in says)

    def _answer(self, question, is_answered):
        if is_answered == bool(question.decided_at):
            return
        question.decided_at = timezone.now() if is_answered else None
        question.decided_by = self.by if is_answered else None
        question.decision = _("Settled on the make-up desk.") if is_answered else ""
        question.save(update_fields=["decided_at", "decided_by", "decision"])


def _read(reading, label):
    """({story: ArticleRecord}, what the page keeps apart)."""
    if reading is None:
        return {}, []
    articles, apart, _problems = stories(reading, label)
    kept = [{"kind": part.kind, "text": part.text} for part in apart if part.kind != UNPLACED]
    return {story_of(article.ref): article for article in articles}, kept


def _words(record):
    return record and replace(record, confidence=1.0, doubts=(), zones=())


def _set(record):
    return fields.set_in_type(record or ArticleRecord("", ""))


def _blocks(record):
    return blocks(clean_html(body_html(record.paragraphs)))


def _make(edit, bodies, own):
    """Whether the edit could be made in one of the texts, its own first."""
    for number in sorted(bodies, key=lambda number: number != own):
        if edit.was or number == own:
            made = edit.made_in(bodies[number])
            if made is not None:
                bodies[number] = made
                return True
    return False


def _points(zones):
    return {(zone.role, tuple(map(tuple, zone.points))) for zone in zones}
