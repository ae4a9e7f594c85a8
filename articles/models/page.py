"""Page of an issue, the people printed as responsible for it, and the zones of its articles."""

from datetime import UTC, datetime

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Max, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from PIL import Image

from articles.models.issue import Edition, Issue, IssueStatus, neighbouring_dates
from articles.models.newspaper import address
from articles.models.picture import FORMATS, LONGEST, Picture
from articles.models.proof import Proofed
from articles.models.tracked import Tracked, TrackedQuerySet

NEVER = datetime(9999, 12, 31, tzinfo=UTC)
PAGE_LABEL = r"^[A-Z]{0,4}[0-9]{1,3}$"


class PageQuerySet(TrackedQuerySet):
    def published(self, now=None):
        """Pages of issues the public may see."""
        return self.filter(
            issue__status=IssueStatus.PUBLISHED, issue__publish_at__lte=now or timezone.now()
        )

    def shown_as_printed(self, now=None):
        """Pages whose picture and PDF the public may see: everything printed there is public."""
        now = now or timezone.now()
        return self.published(now).filter(shown_from__lte=now)

    def with_any_of(self, articles):
        """Pages on which one of `articles` stands or has a zone."""
        zones = Zone.objects.filter(article__in=articles)
        return self.filter(Q(pk__in=articles.values("page")) | Q(pk__in=zones.values("page")))

    def bring_up_to_date(self):
        """Work out anew from when each of these pages may be shown as printed: not before the last
        of its articles is public. Nobody's edit: versions stay.
        """
        these = self.model.objects.filter(pk__in=self.values("pk"))
        with transaction.atomic():
            these.locked().update(
                shown_from=Greatest("created_at", _last_of("articles"), _last_of("zones__article"))
            )

    def for_preview(self):
        """Pages as the editing room sees them: nothing is withheld."""
        return self.annotate(in_preview=Value(True))

    def open_in(self, newspaper):
        """Pages of the newspaper's issues that are still being made."""
        drafts = self.filter(issue__newspaper=newspaper, issue__status=IssueStatus.DRAFT)
        return drafts.select_related("issue__newspaper").order_by("-issue__date", "number")

    def of_day(self, date):
        """The pages of all of a day's editions, each with its issue, the daily edition first."""
        day = self.filter(issue__date=date).select_related("issue")
        return day.order_by("issue__edition", "number", "label")

    def with_neighbouring_issues(self):
        return self.annotate(**neighbouring_dates("issue__"))


def _last_of(articles):
    """From when the last of the articles at the end of that path from a page is public, in SQL.

    Never NULL, which Greatest() would take differently on either database.
    """
    pages = Page.objects.filter(**{"pk": OuterRef("pk"), f"{articles}__isnull": False})
    last = Max(Coalesce(f"{articles}__public_from", Value(NEVER)))
    of_page = pages.order_by().values("pk").annotate(last=last).values("last")
    return Coalesce(Subquery(of_page), F("created_at"))


class Page(Proofed, Picture, Tracked):
    """One page. `label` is printed (A01), `number` its place in the issue from 1.

    `image` is the facsimile, which readers see from `shown_from` on; `furniture` is what stands
    on the page outside its articles, verbatim:
    [{"kind": "masthead" | "advert" | "notice" | "furniture", "text": …}].
    """

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="pages", verbose_name=_("issue"))
    label = models.CharField(_("label"), max_length=8)
    number = models.PositiveSmallIntegerField(_("order"))
    title = models.CharField(_("title"), max_length=40, blank=True)
    is_advert = models.BooleanField(_("advertising page"), default=False)
    pdf = models.FileField(_("PDF"), upload_to="pdf/", blank=True, db_index=True)
    furniture = models.JSONField(_("page furniture"), default=list, blank=True)

    # Prepared when written: no page view asks about each article on it.
    shown_from = models.DateTimeField(null=True, editable=False)

    objects = PageQuerySet.as_manager()
    in_preview = False
    prepared_fields = (*Picture.prepared_fields, "shown_from")
    lasting_fields = ("issue",)
    parts = ("credits", "zones")

    class Meta:
        ordering = ["issue", "number", "label"]
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        permissions = [
            ("proof_page", _("Can proofread a page")),
            ("sign_off_page", _("Can sign a page off")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["issue", "label"],
                name="page_label",
                violation_error_message=_("The issue has a page of that label."),
            ),
            models.CheckConstraint(
                name="page_label_form",
                condition=models.Q(label__regex=PAGE_LABEL),
                violation_error_message=_("A page label reads like 01, A01 or T12."),
            ),
            models.CheckConstraint(
                name="page_number_positive",
                condition=models.Q(number__gte=1),
                violation_error_message=_("Pages are counted from 1."),
            ),
        ]

    def __str__(self):
        return f"{self.label} {self.title}".strip()

    def get_absolute_url(self):
        issue = self.issue
        slug = issue.newspaper.slug
        if issue.edition == Edition.DAILY:
            return address("page", slug, issue.date, self.label)
        return address("page-edition", slug, issue.date, issue.edition, self.label)

    def stored(self):
        """The stored row, locked after its issue and its articles, as whoever writes those does."""
        list(Issue.objects.select_for_update(no_key=True).filter(pk=self.issue_id))
        if not self._state.adding:
            self.articles.all().locked()
        return super().stored()

    def save(self, **kwargs):
        """Save, and ask the database from when it may be shown by now.

        Its articles show it and are found by its label as it is now.
        """
        with transaction.atomic():
            stored = self.stored()
            super().save(**kwargs)
            if stored and stored.shown != self.shown:
                self.articles.all().bring_up_to_date()
            Page.objects.filter(pk=self.pk).bring_up_to_date()
            self.refresh_from_db(fields=["shown_from"])

    def _measure_and_copy(self):
        """And keep a copy "jpeg" for browsers without WebP, unless the image itself will do."""
        super()._measure_and_copy()
        with self.image.open() as file, Image.open(file, formats=FORMATS) as original:
            if original.format == "JPEG" and max(original.size) <= LONGEST:
                return
        width, largest = list(self.renditions.items())[-1]
        with self.image.storage.open(largest) as file, Image.open(file) as copy:
            self.renditions["jpeg"] = self._store(copy.convert("RGB"), width, "jpg")

    @property
    def jpeg(self):
        """The whole page for browsers without WebP."""
        return self.image.storage.url(self.renditions.get("jpeg", self.image.name))

    @property
    def shown(self):
        """As its articles show it, kept in `Article.prepared`."""
        names = ("label", "title", "width", "height", "renditions")
        return {name: getattr(self, name) for name in names}

    @property
    def editor(self):
        """Who answers for the page: its 责编, else the first of its credit box; "" for nobody."""
        credits = sorted(self.credits.all(), key=lambda credit: "责" not in credit.role)
        return credits[0].person if credits else ""

    @property
    def is_withheld(self):
        """Whether picture and PDF show text that the public may not see."""
        return self.shown_from is None or self.shown_from > timezone.now()

    @property
    def has_public_pdf(self):
        return bool(self.pdf) and not self.is_withheld

    @property
    def facsimile(self):
        """The page as a picture to look at; None when there is none or it is withheld."""
        return self if self.src and (self.in_preview or not self.is_withheld) else None

    @property
    def next_position(self):
        """The position that puts an article last on this page."""
        return (self.articles.aggregate(last=models.Max("position"))["last"] or 0) + 1


class PagePart(models.Model):
    """What stands on a `page`, which is shown as printed only while all of that is public."""

    class Meta:
        abstract = True

    def save(self, **kwargs):
        """Save, and let the page know, and the one it stood on before."""
        with transaction.atomic():
            before = type(self).objects.filter(pk=self.pk).values_list("page", flat=True)
            pages = {*before, self.page_id}
            super().save(**kwargs)
            Page.objects.filter(pk__in=pages).bring_up_to_date()

    def delete(self, **kwargs):
        with transaction.atomic():
            deleted = super().delete(**kwargs)
            Page.objects.filter(pk=self.page_id).bring_up_to_date()
            return deleted


class PageCredit(Tracked):
    """责编 周听澜: a role and a person as printed in the page's credit box."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="credits", verbose_name=_("page"))
    role = models.CharField(_("role"))
    person = models.CharField(_("person"))
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["page", "position", "id"]
        verbose_name = _("page credit")
        verbose_name_plural = _("page credits")

    def __str__(self):
        return f"{self.role} {self.person}"


class ZoneRole(models.TextChoices):
    MAIN = "main", _("article")
    PHOTO = "photo", _("photo")
    JUMP = "jump", _("jump")
    ADVERT = "advert", _("advert")


class ZoneQuerySet(models.QuerySet):
    def published(self, now=None):
        """Zones of public pages, without those of articles that are not public."""
        now = now or timezone.now()
        return self.filter(
            models.Q(article__isnull=True) | models.Q(article__public_from__lte=now),
            page__in=Page.objects.published(now),
        )


class Zone(PagePart, Tracked):
    """A polygon of a page that belongs to an article.

    `points` is [[x, y], …], at least three, in fractions of the page's width and height from
    the top left. The bounding box is kept beside it so that the database can refuse a point
    outside the page.
    """

    page = models.ForeignKey(Page, models.CASCADE, related_name="zones", verbose_name=_("page"))
    article = models.ForeignKey(
        "articles.Article",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="zones",
        verbose_name=_("article"),
    )
    role = models.CharField(_("role"), max_length=8, choices=ZoneRole, default=ZoneRole.MAIN)
    points = models.JSONField(_("points"))
    left = models.FloatField(editable=False)
    top = models.FloatField(editable=False)
    right = models.FloatField(editable=False)
    bottom = models.FloatField(editable=False)

    objects = ZoneQuerySet.as_manager()
    prepared_fields = ("left", "top", "right", "bottom")
    lasting_fields = ("page",)

    class Meta:
        ordering = ["page", "id"]
        verbose_name = _("zone")
        verbose_name_plural = _("zones")
        constraints = [
            models.CheckConstraint(
                name="zone_within_page",
                condition=models.Q(left__gte=0, top__gte=0, right__lte=1, bottom__lte=1),
                violation_error_message=_("A zone lies within its page: 0 to 1 both ways."),
            ),
            models.CheckConstraint(
                name="zone_has_area",
                condition=models.Q(left__lt=models.F("right"), top__lt=models.F("bottom")),
                violation_error_message=_("A zone encloses an area."),
            ),
        ]

    def __str__(self):
        return f"{self.page} {self.get_role_display()}"

    def clean(self):
        """Check the box here too: no form has its fields, so no form checks its constraints."""
        try:
            self.prepare()
        except (TypeError, ValueError) as error:
            raise ValidationError(
                {"points": _("A zone is a list of at least three [x, y] points.")}
            ) from error
        try:
            self.validate_constraints()
        except ValidationError as error:
            raise ValidationError({"points": error.messages}) from error

    def prepare(self):
        """Compute the bounding box; raises ValueError or TypeError on malformed points."""
        xs, ys = zip(*((float(x), float(y)) for x, y in self.points), strict=True)
        if len(xs) < 3:
            raise ValueError
        self.left, self.right, self.top, self.bottom = min(xs), max(xs), min(ys), max(ys)

    def save(self, **kwargs):
        """Save with the article locked: whoever withdraws it sees this zone, or is seen."""
        with transaction.atomic():
            if self.article:
                self.article.stored()
            super().save(**kwargs)

    @property
    def svg_points(self):
        """The polygon for an SVG whose viewBox is 0 0 100 100."""
        return " ".join(f"{x * 100:.2f},{y * 100:.2f}" for x, y in self.points)
