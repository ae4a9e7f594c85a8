"""Issue: one newspaper, one day, one edition; published in one act, withdrawn in one act."""

import datetime

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import OuterRef, Prefetch, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.event import EditorialEvent, Verb
from articles.models.newspaper import Newspaper, address
from articles.models.preflight import Preflight
from articles.models.proof import SignOff
from articles.models.review import ArticleStatus
from articles.models.tracked import NotAllowed, Tracked, check
from articles.text.lunar import lunar_date

# The first newspaper in Chinese appeared in 1815.
FIRST_DAY, LAST_DAY = datetime.date(1815, 1, 1), datetime.date(2199, 12, 31)
MOST_AHEAD = datetime.timedelta(days=366)
NOON = 12


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

    def withdrawn(self):
        """Issues that were public and were taken back: their addresses answer 410."""
        return self.filter(status=IssueStatus.WITHDRAWN, publish_at__isnull=False)

    def newest_first(self):
        return self.order_by("-date", "edition")

    def latest_of_each_newspaper(self):
        """The newest of these issues for every newspaper that has one, in the papers' order."""
        newest = self.filter(newspaper=OuterRef("pk")).newest_first().values("pk")[:1]
        latest = Newspaper.objects.annotate(latest=Subquery(newest)).values("latest")
        return self.filter(pk__in=latest).order_by("newspaper__position", "newspaper")

    def with_neighbours(self):
        return self.annotate(**neighbouring_dates())

    def for_board(self):
        """With its newspaper, pages and articles: everything the editors' board shows."""
        signed = Prefetch("pages__sign_offs", SignOff.objects.defer("content"))
        return self.select_related("newspaper").prefetch_related(
            "pages__credits", "pages__zones", "pages__proofs", signed, "articles"
        )

    def in_making(self, today=None):
        """The issue the room works on: the nearest draft from today on, else the latest issue."""
        today = today or timezone.localdate()
        drafts = self.filter(status=IssueStatus.DRAFT, date__gte=today)
        return drafts.order_by("date", "edition").first() or self.newest_first().first()


def neighbouring_dates(issue=""):
    """Annotations `previous_date` and `next_date`: the nearest days with a public daily edition.

    `issue` is the path from the annotated model to the issue, such as "issue__".
    """
    days = Issue.objects.published().filter(
        newspaper=OuterRef(f"{issue}newspaper"), edition=Edition.DAILY
    )
    date = OuterRef(f"{issue}date")
    return {
        "previous_date": Subquery(days.filter(date__lt=date).order_by("-date").values("date")[:1]),
        "next_date": Subquery(days.filter(date__gt=date).order_by("date").values("date")[:1]),
    }


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
    lasting_fields = ("newspaper",)
    parts = ("pages",)

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
                name="issue_year_sensible",
                condition=models.Q(date__gte=FIRST_DAY, date__lte=LAST_DAY),
                violation_error_message=_("The year of an issue is between 1815 and 2199."),
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
            return address("issue", self.newspaper.slug, self.date)
        return address("issue-edition", self.newspaper.slug, self.date, self.edition)

    def clean(self):
        if self.date and self.date > timezone.localdate() + MOST_AHEAD:
            raise ValidationError({"date": _("The date is more than a year ahead.")})

    def prepare(self):
        self.lunar = lunar_date(self.date)

    def save(self, **kwargs):
        """Save, and let the articles appear and disappear with the issue."""
        with transaction.atomic():
            super().save(**kwargs)
            self.articles.all().bring_up_to_date()

    @property
    def shown(self):
        """As its articles show it, kept in `Article.prepared`."""
        return {"date": self.date.isoformat(), "edition": self.edition, "number": self.number}

    @property
    def closes_at(self):
        """When every page of it is to be signed off; None where the newspaper sets no hour."""
        hour = self.newspaper.closing_time
        if hour is None:
            return None
        evening_before = datetime.timedelta(days=1 if hour.hour >= NOON else 0)
        return timezone.make_aware(datetime.datetime.combine(self.date - evening_before, hour))

    @property
    def is_late(self):
        """Whether it should have been signed off by now."""
        return self.closes_at is not None and timezone.now() > self.closes_at

    @property
    def is_published(self):
        """Public at this moment; the same rule as `published()`, asked of one issue."""
        return (
            self.status == IssueStatus.PUBLISHED
            and self.publish_at is not None
            and self.publish_at <= timezone.now()
        )

    def publication_problems(self, *, is_archive=False):
        """Everything that stops publication, as sentences; empty when the issue may appear."""
        seen = Preflight(Issue.objects.for_board().get(pk=self.pk))
        return [finding.sentence for finding in seen.stops(is_archive=is_archive)]

    def publish(self, *, by, at=None, is_archive=False):
        """Make the whole issue public from `at` (default now), or raise `NotReady`.

        What stands in it is thereby released; what is added later waits for `Article.release`.
        An issue of the archive was reviewed when it was printed: only operators may say so.
        """
        with transaction.atomic():
            issue = self._locked(IssueStatus.DRAFT, IssueStatus.WITHDRAWN)
            problems = issue.publication_problems(is_archive=is_archive)
            if problems:
                raise NotReady(problems)
            self.status, self.publish_at = IssueStatus.PUBLISHED, at or timezone.now()
            self.withdrawal_reason = ""
            self.imprint = self.newspaper.imprint
            check(self)
            # By the row: whoever has a text open may save it after publication.
            articles = self.articles.all().locked()
            articles.update(released_at=min(self.publish_at, timezone.now()))
            if is_archive:
                articles.update(status=ArticleStatus.APPROVED)
            self.save(by=by, verb=Verb.PUBLISHED)

    def withdraw(self, *, by, reason):
        """Take the whole issue back; its articles leave every public place at once."""
        with transaction.atomic():
            self._locked(IssueStatus.PUBLISHED)
            if not reason.strip():
                raise NotAllowed(_("Say why the issue is withdrawn."))
            self.status, self.withdrawal_reason = IssueStatus.WITHDRAWN, reason
            if self.publish_at > timezone.now():
                self.publish_at = None  # nobody has seen it, so nobody is told it is gone
            check(self)
            self.save(by=by, verb=Verb.WITHDRAWN, note=reason)

    def layout(self):
        """[[page id, [article ids]], …] in order; page None holds what stands on no page."""
        standing = {page.pk: [] for page in self.pages.all()} | {None: []}
        for article in sorted(self.articles.all(), key=lambda a: (a.position, a.pk)):
            standing[article.page_id].append(article.pk)
        return [[page, articles] for page, articles in standing.items()]

    def arrange(self, was, now, *, by):
        """Order pages and articles as the layout `now` says, if they still stand as in `was`.

        Where an article stands is the make-up of a page: its version stays, so that an editor
        with the text open may go on. What is published may change its order, not its page.
        """
        with transaction.atomic():
            self.stored()
            self.articles.all().locked()
            if self.layout() != was:
                raise NotAllowed(_("Somebody else has moved something. Look again."))
            if _things(was) != _things(now):
                raise NotAllowed(_("An article or a page is missing from the new order."))
            self._order_pages([page for page, _articles in now if page], by)
            for page, articles in now:
                self._set_out(page, articles, by)
            self.pages.all().bring_up_to_date()

    def _order_pages(self, order, by):
        pages = {page.pk: page for page in self.pages.all()}
        for number, pk in enumerate(order, start=1):
            if pages[pk].number != number:
                pages[pk].number = number
                pages[pk].save(by=by)

    def _set_out(self, page, order, by):
        articles = {article.pk: article for article in self.articles.filter(pk__in=order)}
        for position, pk in enumerate(order, start=1):
            article = articles[pk]
            if (article.page_id, article.position) == (page, position):
                continue
            moved = {}
            if article.page_id != page:
                article.check_may_move()
                moved["page_id"] = [article.page_id, page]
            moved["position"] = [article.position, position]
            self.articles.filter(pk=pk).update(page=page, position=position)
            EditorialEvent.objects.record(article, Verb.CHANGED, by=by, changes=moved)

    def _locked(self, *expected):
        """The stored row, locked, if it is in one of the expected states."""
        stored = self.stored()
        if stored.status not in expected:
            raise NotAllowed(_("The issue is not in a state that allows this."))
        return stored


def _things(layout):
    """All that stands in a layout, wherever it stands."""
    pages = sorted(page or 0 for page, _articles in layout)
    return pages, sorted(article for _page, articles in layout for article in articles)
