"""Article: what is written, and from when the public may read it."""

from datetime import UTC, datetime

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Case, F, FilteredRelation, Prefetch, Q, When
from django.db.models.functions import Left
from django.db.models.lookups import GreaterThan, LessThanOrEqual
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import search
from articles.models.event import Verb
from articles.models.issue import Issue, IssueStatus
from articles.models.newspaper import Column, Newspaper, Section, address
from articles.models.page import Page
from articles.models.tracked import NotAllowed, Tracked, check
from articles.text.clean import character_count, clean_html, plain_text

SUMMARY_CHARACTERS = 120
OPENING_CHARACTERS = 800
CONTENTS_FIELDS = (
    "kicker", "headline", "subheadline", "label", "dateline", "byline", "summary", "characters",
    "prepared", "position", "continues", "page", "issue", "newspaper", "column__name",
    "column__slug",
)  # fmt: skip
ENTRY_FIELDS = (
    "kicker", "headline", "label", "summary", "characters", "prepared", "public_from",
    "newspaper", "column__name", "issue__date", "page__label", "page__title",
)  # fmt: skip


class ArticleQuerySet(models.QuerySet):
    def published(self, now=None):
        """The one definition of what the public may see of articles.

        `public_from` is kept by `bring_up_to_date()`, which every save of an article or of its
        issue ends with.
        """
        return self.filter(public_from__lte=now or timezone.now())

    def in_pool(self):
        return self.filter(issue__isnull=True)

    def withdrawn(self):
        """Articles that were public and were taken back: their addresses answer 410."""
        own = Q(withdrawn_at__gte=F("start")) & (
            Q(embargo__isnull=True) | Q(withdrawn_at__gte=F("embargo"))
        )
        with_issue = Q(issue__in=Issue.objects.withdrawn()) & (
            Q(embargo__isnull=True) | Q(embargo__lte=timezone.now())
        )
        return self.annotate(start=_START).filter(own | with_issue)

    def by(self, contributor):
        signed = self.model.objects.filter(credits__contributor=contributor)
        return self.filter(pk__in=signed.values("pk"))

    def newest_first(self):
        """Newest issue first, and within an issue in reading order."""
        return self.order_by("-public_from", "id")

    def before(self, cursor):
        """What follows, newest first, after the article whose `cursor` this is.

        Raises ValueError on anything that is not a cursor.
        """
        seconds, pk = cursor.split("-")
        moment = datetime.fromtimestamp(float(seconds), UTC)
        return self.filter(
            Q(public_from__lt=moment) | Q(public_from=moment, pk__gt=int(pk)),
            public_from__lte=moment,  # said again for the index, which cannot use an OR
        )

    def in_reading_order(self):
        """By page and place; what stands on no page comes last, whatever the database."""
        return self.order_by(F("page__number").asc(nulls_last=True), "position", "id")

    def for_contents(self):
        """With what a headline on a front or contents page shows: no text, no issue, no paper."""
        return self.select_related("column").only(*CONTENTS_FIELDS).in_reading_order()

    def for_entries(self):
        """With what an entry of a list shows; whose list it is knows the newspaper."""
        return self.select_related("issue", "page", "column").only(*ENTRY_FIELDS)

    def with_opening(self):
        """Annotates `opening`, the first stretch of the text, cut anywhere."""
        return self.annotate(opening=Left("body", OPENING_CHARACTERS))

    def for_outline(self):
        """What the way through an issue needs: (pk, headline, page_id, continues_id) of each."""
        fields = ("pk", "headline", "page_id", "continues_id")
        return self.in_reading_order().values_list(*fields, named=True)

    def for_reading(self):
        """With everything the article's own page shows of it; its section is in the menu."""
        return self.select_related("newspaper", "issue", "page", "column").order_by()

    def with_jumps(self, now=None):
        """With the public parts of each one's story: even an id would betray a draft.

        `earlier` is the id of the article it continues, `later` lists those that continue it.
        """
        now = now or timezone.now()
        before = FilteredRelation("continues", condition=Q(continues__public_from__lte=now))
        later = self.model.objects.published(now).only("continues").order_by("id")
        return self.annotate(before=before, earlier=F("before__pk")).prefetch_related(
            Prefetch("continuations", later, to_attr="later")
        )

    def for_sitemap(self):
        return self.select_related("newspaper").only(
            "headline", "summary", "public_from", "updated_at", "newspaper__slug", "newspaper__name"
        )

    def on_page(self, page):
        """The articles of a page with their zones there: one row for each zone, as `points`."""
        zone = FilteredRelation("zones", condition=Q(zones__page=page))
        return (
            self.annotate(zone=zone)
            .filter(Q(page=page) | Q(zone__isnull=False))
            .annotate(points=F("zone__points"))
        )

    def for_list(self):
        """With what a line in a list shows, and without the text."""
        return self.select_related("newspaper", "issue", "page", "section", "column").defer(
            "body", "issue__imprint", "newspaper__menu", "page__furniture"
        )

    def search(self, typed, **options):
        """The articles of this queryset that contain what was typed; see `articles.search`."""
        return search.search(self, typed, **options)

    def bring_up_to_date(self):
        """Work out anew what follows from other rows: from when each of these articles is public,
        whose names and which photos it shows, how it is found. Nobody's edit: versions stay.
        """
        these = self.model.objects.filter(pk__in=self.values("pk"))
        with transaction.atomic():
            # Locked first: of two who sign the same article, the later sees the earlier's name.
            list(these.order_by("pk").select_for_update(no_key=True).values_list("pk"))
            these.update(public_from=PUBLIC_FROM)
            these._show_parts()
            search.index(these)

    def _show_parts(self):
        changed = []
        articles = self.only("prepared").prefetch_related("credits__contributor", "photos")
        for article in articles.iterator(chunk_size=500):
            shown = {
                "credits": [credit.shown for credit in article.credits.all()],
                "photos": [photo.shown for photo in article.photos.all()],
            }
            if shown != article.prepared:
                article.prepared, article.updated_at = shown, timezone.now()
                changed.append(article)
        self.bulk_update(changed, ["prepared", "updated_at"], batch_size=500)


class Article(Tracked):
    """A piece of the paper; in the pool when `issue` is null, unplaced when `page` is null.

    Headlines keep their printed line breaks. `dateline`, `byline`, `label` and `jump` are
    verbatim as printed, however long; Credits are what was understood of the byline. `body` is
    HTML in the vocabulary of `articles.text.clean`.
    """

    newspaper = models.ForeignKey(
        Newspaper, models.PROTECT, related_name="articles", verbose_name=_("newspaper")
    )
    issue = models.ForeignKey(
        Issue,
        models.PROTECT,
        verbose_name=_("issue"),
        related_name="articles",
        null=True,
        blank=True,
    )
    page = models.ForeignKey(
        Page, models.PROTECT, verbose_name=_("page"), related_name="articles", null=True, blank=True
    )
    position = models.PositiveSmallIntegerField(_("order on the page"), default=0)
    section = models.ForeignKey(
        Section,
        models.PROTECT,
        verbose_name=_("section"),
        related_name="articles",
        null=True,
        blank=True,
    )
    column = models.ForeignKey(
        Column,
        models.PROTECT,
        verbose_name=_("column"),
        related_name="articles",
        null=True,
        blank=True,
    )
    label = models.CharField(_("label as printed"), blank=True)
    kicker = models.TextField(_("kicker"), blank=True)
    headline = models.TextField(_("headline"), blank=True)
    subheadline = models.TextField(_("subheadline"), blank=True)
    dateline = models.CharField(_("dateline"), blank=True)
    byline = models.TextField(_("byline"), blank=True)
    body = models.TextField(_("text"), blank=True)
    author_note = models.TextField(_("note on the author"), blank=True)
    jump = models.CharField(_("jump as printed"), blank=True)
    continues = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="continuations",
        verbose_name=_("continues"),
    )
    source = models.CharField(_("reprinted from"), max_length=80, blank=True)
    embargo = models.DateTimeField(_("not public before"), null=True, blank=True)
    released_at = models.DateTimeField(_("released"), null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    withdrawal_reason = models.TextField(_("reason for withdrawal"), blank=True, editable=False)

    # Prepared when written, so that nothing is computed when read.
    public_from = models.DateTimeField(null=True, editable=False)
    characters = models.PositiveIntegerField(_("characters"), default=0, editable=False)
    summary = models.CharField(max_length=SUMMARY_CHARACTERS * 2, blank=True, editable=False)
    prepared = models.JSONField(default=dict, editable=False)

    objects = ArticleQuerySet.as_manager()
    prepared_fields = ("public_from", "characters", "summary", "prepared")
    parts = ("credits", "zones")

    class Meta:
        ordering = ["-id"]
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        permissions = [
            ("release_article", _("Can release an article outside an issue")),
            ("withdraw_article", _("Can withdraw an article")),
        ]
        constraints = [
            models.CheckConstraint(
                name="article_page_needs_issue",
                condition=Q(page__isnull=True) | Q(issue__isnull=False),
                violation_error_message=_("An article on a page belongs to the page's issue."),
            ),
            models.CheckConstraint(
                name="article_withdrawn_has_reason",
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawal_reason=""),
                violation_error_message=_("A withdrawn article has a reason."),
            ),
            models.CheckConstraint(
                name="article_not_its_own_continuation",
                condition=Q(continues__isnull=True) | ~Q(continues=F("id")),
                violation_error_message=_("An article cannot continue itself."),
            ),
        ]
        indexes = [
            models.Index(fields=["-public_from", "id"], name="article_public"),
            models.Index(fields=["newspaper", "-public_from", "id"], name="article_newest"),
            models.Index(fields=["section", "-public_from", "id"], name="article_in_section"),
            models.Index(fields=["column", "-public_from", "id"], name="article_in_column"),
            models.Index(fields=["-updated_at", "-id"], name="article_updated"),
        ]

    def __str__(self):
        return self.short_title

    def get_absolute_url(self):
        return address("article", self.newspaper.slug, self.pk)

    @property
    def short_title(self):
        """The headline on one line, or the first words of an article that has none yet."""
        return " ".join(self.headline.split()) or self.summary[:20] or str(_("(untitled)"))

    @property
    def column_label(self):
        """What stands over the headline: the label as printed, else the column's name."""
        return self.label or (self.column.name if self.column else "")

    @property
    def cursor(self):
        """Where a list newest first goes on after this article; see `before()`."""
        return f"{self.public_from.timestamp():.6f}-{self.pk}"

    def story(self, outline):
        """The ids of the story's parts, in reading order, as far as they are in `outline`.

        Starts at the first part that is there: one that is not public is not spoken of.
        """
        earlier = {part.pk: part.continues_id for part in outline}
        ids = [self.pk]
        while earlier.get(ids[-1]) in earlier and earlier[ids[-1]] not in ids:
            ids.append(earlier[ids[-1]])
        del ids[:-1]
        for pk in ids:
            ids += [part.pk for part in outline if part.continues_id == pk and part.pk not in ids]
        return ids

    @property
    def is_public(self):
        return self.public_from is not None and self.public_from <= timezone.now()

    def clean(self):
        if self.page_id and self.page.issue_id != self.issue_id:
            raise ValidationError({"page": _("An article on a page belongs to the page's issue.")})
        for name in ("issue", "section", "column", "continues"):
            part = getattr(self, name)
            if part and part.newspaper_id != self.newspaper_id:
                raise ValidationError({name: _("This belongs to another newspaper.")})

    def prepare(self):
        """Sanitise the text and compute what the public pages would have to."""
        self.body = clean_html(self.body)
        text = plain_text(self.body)
        self.characters = character_count(text)
        self.summary = text.replace("\n", "")[:SUMMARY_CHARACTERS]

    def stored(self):
        """The stored row, locked after its issue as `Issue.publish` does, so that of the two who
        publish and who add an article the later sees what the earlier did."""
        list(Issue.objects.select_for_update(no_key=True).filter(pk=self.issue_id))
        return super().stored()

    def save(self, **kwargs):
        """Save, and ask the database what the issue, the credits and the photos are by now."""
        with transaction.atomic():
            super().save(**kwargs)
            Article.objects.filter(pk=self.pk).bring_up_to_date()
            self.refresh_from_db(fields=["public_from", "prepared"])

    def release(self, *, by, at=None):
        """Make an article outside any issue public from `at` (default now)."""
        with transaction.atomic():
            stored = self.stored()
            if stored.issue_id or stored.released_at:
                raise NotAllowed(_("Only an unreleased article of the pool can be released."))
            if not self.headline or not self.body:
                raise NotAllowed(_("An article needs a headline and a text to be released."))
            self.released_at = at or timezone.now()
            self.save(by=by, verb=Verb.RELEASED)

    def place(self, issue, page=None, *, by):
        """Put an article that is not public into an issue, last on `page`, or back to the pool.

        Zones on pages of the issue it leaves are deleted.
        """
        with transaction.atomic():
            stored = self.stored()
            if stored.public_from or stored.withdrawn_at:
                raise NotAllowed(_("A published article stays where it was printed."))
            self.issue, self.page = issue, page
            self.position = page.next_position if page else 0
            check(self)
            self.save(by=by)
            for zone in self.zones.exclude(page__issue=issue):
                zone.delete(by=by)

    def withdraw(self, *, by, reason):
        """Take a published article back. Its address answers 410 with the reason."""
        with transaction.atomic():
            stored = self.stored()
            if stored.withdrawn_at or not stored.public_from:
                raise NotAllowed(_("Only a published article can be withdrawn."))
            if not reason.strip():
                raise NotAllowed(_("Say why the article is withdrawn."))
            self.withdrawn_at, self.withdrawal_reason = timezone.now(), reason
            self.save(by=by, verb=Verb.WITHDRAWN, note=reason)

    def restore(self, *, by):
        """Undo a withdrawal."""
        with transaction.atomic():
            if not self.stored().withdrawn_at:
                raise NotAllowed(_("Only a withdrawn article can be restored."))
            self.withdrawn_at, self.withdrawal_reason = None, ""
            self.save(by=by, verb=Verb.RESTORED)


def _issue_field(name):
    return models.Subquery(Issue.objects.filter(pk=models.OuterRef("issue")).values(name)[:1])


# From when an article is public, in SQL; an UPDATE cannot join, hence the subqueries.
_START = Case(
    When(issue__isnull=True, then=F("released_at")),
    When(
        Q(issue__in=Issue.objects.filter(status=IssueStatus.PUBLISHED)),
        then=_issue_field("publish_at"),
    ),
)
PUBLIC_FROM = Case(
    When(withdrawn_at__isnull=False, then=None),
    When(embargo__isnull=True, then=_START),
    # Not Greatest(): it gives NULL for a NULL on SQLite, but the other value on PostgreSQL.
    When(GreaterThan(_START, F("embargo")), then=_START),
    When(LessThanOrEqual(_START, F("embargo")), then=F("embargo")),
)
