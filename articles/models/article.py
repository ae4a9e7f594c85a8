"""Article and its Credits: what is written, who wrote it, and from when the public may read it."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Case, F, Q, When
from django.db.models.functions import Greatest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import search
from articles.models.contributor import Contributor
from articles.models.event import Verb
from articles.models.issue import Issue, IssueStatus
from articles.models.newspaper import Column, Newspaper, Section
from articles.models.page import Page
from articles.models.tracked import NotAllowed, Tracked
from articles.text.clean import character_count, clean_html, plain_text

SUMMARY_CHARACTERS = 120


class ArticleQuerySet(models.QuerySet):
    def published(self, now=None):
        """The one definition of what the public may see of articles.

        `public_from` is kept by every verb that could change the answer: the issue's
        publication and withdrawal, the article's release, embargo and withdrawal.
        """
        return self.filter(public_from__lte=now or timezone.now())

    def in_pool(self):
        return self.filter(issue__isnull=True)

    def newest_first(self):
        """Newest issue first, and within an issue in reading order."""
        return self.order_by("-public_from", "id")

    def in_reading_order(self):
        return self.order_by("page__number", "position", "id")

    def for_list(self):
        """With what a line in a list shows, and without the text."""
        return self.select_related("newspaper", "issue", "page", "section", "column").defer(
            "body", "issue__imprint", "newspaper__menu", "page__furniture"
        )

    def search(self, typed, **options):
        """The articles of this queryset that contain what was typed; see `articles.search`."""
        return search.search(self, typed, **options)

    def set_public_from(self):
        """Work out anew from when each of these articles is public, and index them so."""
        self.update(public_from=PUBLIC_FROM)
        search.index(self.model.objects.filter(pk__in=self.values("pk")))


class Article(Tracked):
    """A piece of the paper; in the pool when `issue` is null, unplaced when `page` is null.

    Headlines keep their printed line breaks. `dateline`, `byline`, `label` and `jump` are
    verbatim as printed; Credits are what was understood of the byline. `body` is HTML in the
    vocabulary of `articles.text.clean`.
    """

    newspaper = models.ForeignKey(
        Newspaper, models.PROTECT, related_name="articles", verbose_name=_("newspaper")
    )
    issue = models.ForeignKey(
        Issue,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name=_("issue"),
    )
    page = models.ForeignKey(
        Page,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name=_("page"),
    )
    position = models.PositiveSmallIntegerField(_("order on the page"), default=0)
    section = models.ForeignKey(
        Section,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name=_("section"),
    )
    column = models.ForeignKey(
        Column,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name=_("column"),
    )
    label = models.CharField(_("label as printed"), max_length=80, blank=True)
    kicker = models.TextField(_("kicker"), blank=True)
    headline = models.TextField(_("headline"), blank=True)
    subheadline = models.TextField(_("subheadline"), blank=True)
    dateline = models.CharField(_("dateline"), max_length=120, blank=True)
    byline = models.TextField(_("byline"), blank=True)
    body = models.TextField(_("text"), blank=True)
    author_note = models.TextField(_("note on the author"), blank=True)
    jump = models.CharField(_("jump as printed"), max_length=80, blank=True)
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
            models.Index(fields=["newspaper", "-public_from", "id"], name="article_newest"),
            models.Index(fields=["section", "-public_from", "id"], name="article_in_section"),
            models.Index(fields=["column", "-public_from", "id"], name="article_in_column"),
            models.Index(fields=["-updated_at", "-id"], name="article_updated"),
        ]

    def __str__(self):
        return self.short_title

    def get_absolute_url(self):
        return reverse("article", args=[self.newspaper.slug, self.pk])

    @property
    def short_title(self):
        """The headline on one line, or the first words of an article that has none yet."""
        return " ".join(self.headline.split()) or self.summary[:20] or str(_("(untitled)"))

    @property
    def is_public(self):
        return self.public_from is not None and self.public_from <= timezone.now()

    def clean(self):
        if self.page_id and self.page.issue_id != self.issue_id:
            raise ValidationError({"page": _("An article on a page belongs to the page's issue.")})
        for name in ("issue", "section", "column"):
            part = getattr(self, name)
            if part and part.newspaper_id != self.newspaper_id:
                raise ValidationError({name: _("This belongs to another newspaper.")})

    def prepare(self):
        """Sanitise the text and compute everything the public pages would have to."""
        self.body = clean_html(self.body)
        text = plain_text(self.body)
        self.characters = character_count(text)
        self.summary = text.replace("\n", "")[:SUMMARY_CHARACTERS]
        self.public_from = self._public_from()
        self.prepared = {"credits": [], "photos": []}
        if self.pk:
            self.prepared = {
                "credits": [credit.shown for credit in self.credits.select_related("contributor")],
                "photos": [photo.shown for photo in self.photos.all()],
            }

    def save(self, *args, **kwargs):
        with transaction.atomic():
            super().save(*args, **kwargs)
            search.index(Article.objects.filter(pk=self.pk))

    def refresh_prepared(self):
        """Take up changed credits and photos without counting as an edit of the text."""
        fresh = Article.objects.get(pk=self.pk)
        fresh.prepare()
        Article.objects.filter(pk=self.pk).update(prepared=fresh.prepared)
        search.index(Article.objects.filter(pk=self.pk))

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

    def _public_from(self):
        """What `PUBLIC_FROM` says, for this copy; a test holds the two together."""
        if self.withdrawn_at:
            return None
        start = self.released_at
        if self.issue_id:
            published = self.issue.status == IssueStatus.PUBLISHED
            start = self.issue.publish_at if published else None
        if start and self.embargo:
            return max(start, self.embargo)
        return start


def _issue_field(name):
    return models.Subquery(Issue.objects.filter(pk=models.OuterRef("issue")).values(name)[:1])


# SQL for the rule of `Article._public_from`; an UPDATE cannot join, hence the subqueries.
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
    default=Greatest(_START, F("embargo")),
)


class CreditRole(models.TextChoices):
    REPORTER = "reporter", _("reporter")
    CORRESPONDENT = "correspondent", _("correspondent")
    INTERN = "intern", _("intern")
    COMMENTATOR = "commentator", _("commentator")
    TRANSLATOR = "translator", _("translator")
    PHOTOGRAPHER = "photographer", _("photographer")
    ILLUSTRATOR = "illustrator", _("illustrator")
    AUTHOR = "author", _("author")


class Credit(Tracked):
    """A contributor's part in an article, in the order printed."""

    article = models.ForeignKey(
        Article, models.CASCADE, related_name="credits", verbose_name=_("article")
    )
    contributor = models.ForeignKey(
        Contributor, models.PROTECT, related_name="credits", verbose_name=_("contributor")
    )
    role = models.CharField(
        _("role"), max_length=16, choices=CreditRole, default=CreditRole.REPORTER
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["article", "position", "id"]
        verbose_name = _("credit")
        verbose_name_plural = _("credits")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "contributor", "role"],
                name="credit_once",
                violation_error_message=_("This person has this credit already."),
            ),
        ]

    def __str__(self):
        return f"{self.get_role_display()} {self.contributor}"

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        self.article.refresh_prepared()

    def delete(self, *args, **kwargs):
        deleted = super().delete(*args, **kwargs)
        self.article.refresh_prepared()
        return deleted

    @property
    def shown(self):
        """As pages and API show it, kept in `Article.prepared`."""
        person = self.contributor
        return {
            "id": person.pk,
            "name": person.name,
            "affiliation": person.affiliation,
            "role": self.role,
        }
