"""Issue: one newspaper, one day, one edition; published in one act, withdrawn in one act."""

from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.event import Verb
from articles.models.newspaper import Newspaper
from articles.models.tracked import NotAllowed, Tracked, check
from articles.text.lunar import lunar_date


class IssueStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Edition(models.TextChoices):
    DAILY = "daily", _("daily edition")
    EXTRA = "extra", _("extra edition")
    SUPPLEMENT = "supplement", _("supplement")


class NotReady(NotAllowed):
    """Publication refused; `problems` is the full list of what is missing."""

    def __init__(self, problems):
        super().__init__(_("This issue cannot be published yet."))
        self.problems = problems


class IssueQuerySet(models.QuerySet):
    def published(self, now=None):
        """What the public may see: published, its hour has come, and not taken back."""
        return self.filter(
            status=IssueStatus.PUBLISHED, publish_at__lte=now or timezone.now()
        ).select_related("newspaper")

    def on(self, date, edition=Edition.DAILY):
        return self.filter(date=date, edition=edition)

    def newest_first(self):
        return self.order_by("-date", "edition")


class Issue(Tracked):
    """A day's paper. `number` is the running total (总期号); an extra edition has none.

    `imprint` is the newspaper's imprint as it stood at publication; `lunar` is computed from
    the date when saved.
    """

    newspaper = models.ForeignKey(
        Newspaper, models.PROTECT, related_name="issues", verbose_name=_("newspaper")
    )
    date = models.DateField(_("date"))
    edition = models.CharField(_("edition"), max_length=12, choices=Edition, default=Edition.DAILY)
    number = models.PositiveIntegerField(_("total issue number"), null=True, blank=True)
    title = models.CharField(_("title of the edition"), max_length=60, blank=True)
    status = models.CharField(
        _("status"), max_length=12, choices=IssueStatus, default=IssueStatus.DRAFT, editable=False
    )
    publish_at = models.DateTimeField(_("public from"), null=True, blank=True, editable=False)
    withdrawal_reason = models.TextField(_("reason for withdrawal"), blank=True, editable=False)
    imprint = models.JSONField(default=dict, editable=False)
    lunar = models.CharField(_("lunar date"), max_length=30, blank=True, editable=False)

    objects = IssueQuerySet.as_manager()
    prepared_fields = ("lunar", "imprint")

    class Meta:
        ordering = ["-date", "edition"]
        verbose_name = _("issue")
        verbose_name_plural = _("issues")
        permissions = [
            ("publish_issue", _("Can publish an issue")),
            ("withdraw_issue", _("Can withdraw an issue")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["newspaper", "date", "edition"],
                name="issue_of_the_day",
                violation_error_message=_("This newspaper has such an issue on that day."),
            ),
            models.UniqueConstraint(
                fields=["newspaper", "number"],
                name="issue_number",
                violation_error_message=_("Another issue bears this total number."),
            ),
            models.CheckConstraint(
                name="issue_published_has_time",
                condition=~models.Q(status=IssueStatus.PUBLISHED)
                | models.Q(publish_at__isnull=False),
                violation_error_message=_("A published issue has a time of publication."),
            ),
            models.CheckConstraint(
                name="issue_withdrawn_has_reason",
                condition=~models.Q(status=IssueStatus.WITHDRAWN) | ~models.Q(withdrawal_reason=""),
                violation_error_message=_("A withdrawn issue has a reason."),
            ),
            models.CheckConstraint(
                name="issue_number_positive",
                condition=models.Q(number__isnull=True) | models.Q(number__gte=1),
                violation_error_message=_("Issue numbers start at 1."),
            ),
        ]
        indexes = [models.Index(fields=["newspaper", "status", "-date"], name="issue_archive")]

    def __str__(self):
        special = "" if self.edition == Edition.DAILY else f" {self.get_edition_display()}"
        return f"{self.newspaper.name} {self.date:%Y-%m-%d}{special}"

    def get_absolute_url(self):
        if self.edition == Edition.DAILY:
            return reverse("issue", args=[self.newspaper.slug, self.date])
        return reverse("issue-edition", args=[self.newspaper.slug, self.date, self.edition])

    def prepare(self):
        self.lunar = lunar_date(self.date)

    @property
    def is_published(self):
        """Public at this moment; the same rule as `published()`, asked of one issue."""
        return (
            self.status == IssueStatus.PUBLISHED
            and self.publish_at is not None
            and self.publish_at <= timezone.now()
        )

    def publication_problems(self):
        """Everything that stops publication, as sentences; empty when the issue may appear."""
        pages = list(self.pages.all())
        articles = list(self.articles.all())
        return [*self._page_problems(pages, articles), *self._article_problems(articles)]

    def _page_problems(self, pages, articles):
        filled = {article.page_id for article in articles}
        if not pages:
            yield _("The issue has no pages.")
        for page in pages:
            if page.pk not in filled and not page.is_advert:
                yield _("Page %(page)s has no article.") % {"page": page.label}
        undecided = self.import_problems.undecided().count()
        if undecided:
            yield _("%(count)d import decisions are still open.") % {"count": undecided}

    def _article_problems(self, articles):
        for article in articles:
            if article.withdrawn_at:
                continue
            name = article.short_title
            if article.page_id is None:
                yield _("“%(article)s” stands on no page.") % {"article": name}
            if not article.headline:
                yield _("“%(article)s” has no headline.") % {"article": name}
            if not article.body and not article.prepared["photos"]:
                yield _("“%(article)s” has neither text nor photo.") % {"article": name}

    def publish(self, *, by, at=None):
        """Make the whole issue public from `at` (default now), or raise `NotReady`."""
        with transaction.atomic():
            issue = self._locked(IssueStatus.DRAFT, IssueStatus.WITHDRAWN)
            problems = issue.publication_problems()
            if problems:
                raise NotReady(problems)
            self.status, self.publish_at = IssueStatus.PUBLISHED, at or timezone.now()
            self.withdrawal_reason = ""
            self.imprint = self.newspaper.imprint
            check(self)
            self.save(by=by, verb=Verb.PUBLISHED)
            self.articles.all().set_public_from()

    def withdraw(self, *, by, reason):
        """Take the whole issue back; its articles leave every public place at once."""
        with transaction.atomic():
            self._locked(IssueStatus.PUBLISHED)
            if not reason.strip():
                raise NotAllowed(_("Say why the issue is withdrawn."))
            self.status, self.withdrawal_reason = IssueStatus.WITHDRAWN, reason
            check(self)
            self.save(by=by, verb=Verb.WITHDRAWN, note=reason)
            self.articles.all().set_public_from()

    def _locked(self, *expected):
        """The stored row, locked, if it is in one of the expected states."""
        stored = self.stored()
        if stored is None or stored.status not in expected:
            raise NotAllowed(_("The issue is not in a state that allows this."))
        return stored
