"""Article: what is written, and from when the public may read it."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article_queries import ArticleQuerySet
from articles.models.correction import Corrected
from articles.models.event import EditorialEvent, Verb, as_it_was
from articles.models.issue import Issue, IssueStatus
from articles.models.newspaper import Column, Newspaper, Section, address
from articles.models.page import Page, PagePart
from articles.models.review import REVIEWED_FIELDS, WAITING, ArticleStatus, Assignment, Reviewed
from articles.models.tracked import NotAllowed, Tracked, check
from articles.text.clean import character_count, clean_html, plain_text, running_text

SUMMARY_CHARACTERS = 120


def nothing_shown():
    """What an article shows of its issue, page, column, people and photos while it has none."""
    return {
        "issue": None,
        "page": None,
        "column": None,
        "credits": [],
        "photos": [],
        "corrections": [],
    }


class Article(Reviewed, Corrected, PagePart, Tracked):
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
    prepared = models.JSONField(default=nothing_shown, editable=False)

    objects = ArticleQuerySet.as_manager()
    prepared_fields = ("public_from", "characters", "summary", "prepared")
    lasting_fields = ("newspaper",)
    parts = ("credits", "zones")

    class Meta:
        ordering = ["-id"]
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        permissions = [
            ("release_article", _("Can release an article outside an issue")),
            ("withdraw_article", _("Can withdraw an article")),
            ("correct_article", _("Can correct a published article")),
            ("review_first_article", _("Can do the first review")),
            ("review_second_article", _("Can do the second review")),
            ("review_final_article", _("Can do the final review")),
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
            models.Index(
                fields=["status", "id"],
                condition=Q(status__in=WAITING),
                name="article_waiting",
            ),
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
    def people(self):
        """The names of those who made it, as it shows them, each once."""
        return list(dict.fromkeys(credit["name"] for credit in self.prepared["credits"]))

    @property
    def cursor(self):
        """Where a list newest first goes on after this article; see `before()`."""
        return f"{self.public_from.timestamp():.6f}-{self.pk}"

    def settle(self, page_shown_from=None):
        """Put it, read by `for_own_page()`, into its issue, page and column as they are prepared.

        They know what is shown of them with an article and no more: they are not to be saved.
        From when the page may be shown as printed has to be told.
        """
        if issue := self.prepared["issue"]:
            day = date.fromisoformat(issue["date"])
            kept = {**issue, "date": day, "newspaper": self.newspaper}
            self.issue = Issue(pk=self.issue_id, **kept)
        if page := self.prepared["page"]:
            self.page = Page(pk=self.page_id, issue=self.issue, shown_from=page_shown_from, **page)
        if column := self.prepared["column"]:
            self.column = Column(pk=self.column_id, newspaper=self.newspaper, **column)

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

    @property
    def awaits_release(self):
        """Whether no issue will bring it out: it stands in the pool, or came after publication."""
        is_late = self.issue_id is None or self.issue.status == IssueStatus.PUBLISHED
        return is_late and self.released_at is None

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
        self.summary = running_text(self.body)[:SUMMARY_CHARACTERS]

    def stored(self):
        """The stored row, locked after its issue as `Issue.publish` does, so that of the two who
        publish and who add an article the later sees what the earlier did."""
        list(Issue.objects.select_for_update(no_key=True).filter(pk=self.issue_id))
        return super().stored()

    def save(self, **kwargs):
        """Save, and ask the database what the issue, the credits and the photos are by now.

        Other words than those published are for `correct()` to save.
        """
        with transaction.atomic():
            if stored := self.stored():
                self._follow(stored)
                self.unify_line_ends()
                self.refuse_other_words(stored)
                self.fall_back(stored)
            super().save(**kwargs)
            Article.objects.filter(pk=self.pk).bring_up_to_date()
            self.refresh_from_db(fields=["public_from", "prepared"])

    def _follow(self, stored):
        """Keep a release this copy has not heard of; in another issue it has to be given anew."""
        if (stored.issue_id, stored.page_id) != (self.issue_id, self.page_id):
            stored.check_may_move()
        is_here = stored.issue_id == self.issue_id
        self.released_at = (self.released_at or stored.released_at) if is_here else None

    def check_may_move(self):
        """Refuse to let what was published leave its page."""
        if self.public_from or self.withdrawn_at:
            raise NotAllowed(_("A published article stays where it was printed."))

    def bring_back(self, event, *, by):
        """Give it the words again that it had after this EditorialEvent about it."""
        with transaction.atomic():
            self.unless_stale()
            later = EditorialEvent.objects.about(self).filter(pk__gt=event.pk).order_by("pk")
            for name, old in as_it_was(later).items():
                if name in REVIEWED_FIELDS:
                    setattr(self, name, old or "")
            moment = f"{timezone.localtime(event.at):%Y-%m-%d %H:%M}"
            self.save(by=by, note=_("The text of %(moment)s again.") % {"moment": moment})

    def _refuse_outside_assignment(self, user):
        """What readers see is answered for by who is assigned to it; operators have no user."""
        if user and not Assignment.objects.covers(user, self):
            raise NotAllowed(_("You are not assigned to this newspaper and section."))

    def release(self, *, by, at=None):
        """Make public from `at` (default now) what no issue brings out: see `awaits_release`."""
        with transaction.atomic():
            self._refuse_outside_assignment(by)
            if not self.stored().awaits_release:
                raise NotAllowed(_("It has been released, or appears with its issue."))
            if not self.headline or not self.body:
                raise NotAllowed(_("An article needs a headline and a text to be released."))
            if self.status != ArticleStatus.APPROVED:
                raise NotAllowed(_("Only an approved article can be released."))
            self.released_at = at or timezone.now()
            self.save(by=by, verb=Verb.RELEASED)

    def place(self, issue, page=None, *, by):
        """Put an article that is not public into an issue, last on `page`, or back to the pool.

        Zones on pages of the issue it leaves are deleted.
        """
        with transaction.atomic():
            self.issue, self.page = issue, page
            self.position = page.next_position if page else 0
            check(self)
            self.save(by=by)
            for zone in self.zones.exclude(page__issue=issue):
                zone.delete(by=by)

    def withdraw(self, *, by, reason):
        """Take a published article back. Its address answers 410 with the reason."""
        with transaction.atomic():
            self._refuse_outside_assignment(by)
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
            self._refuse_outside_assignment(by)
            if not self.stored().withdrawn_at:
                raise NotAllowed(_("Only a withdrawn article can be restored."))
            if self.status != ArticleStatus.APPROVED:
                raise NotAllowed(_("Only an approved article can be restored."))
            self.withdrawn_at, self.withdrawal_reason = None, ""
            self.save(by=by, verb=Verb.RESTORED)
