"""Newspaper, its standing departments (Section) and its standing labels (Column)."""

from functools import lru_cache

from django.core.validators import RegexValidator
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.tracked import Tracked

# First path segments the site itself uses; a newspaper of that name could never be reached.
RESERVED_SLUGS = ["admin", "api", "healthz", "language", "media", "readyz", "search", "static"]

IMPRINT_FIELDS = [
    "name",
    "slogan",
    "cn_number",
    "issn",
    "post_code",
    "sponsors",
    "publisher",
    "editor_in_chief",
    "address",
    "zip_code",
    "email",
    "hotlines",
    "price",
    "printer",
]


FOOT_FIELDS = [
    "publisher",
    "editor_in_chief",
    "cn_number",
    "issn",
    "post_code",
    "price",
    "address",
    "zip_code",
    "email",
    "complaints",
]


@lru_cache(maxsize=5000)
def address(name, *args):
    """`reverse()`, remembered: a front page names dozens of addresses, every time the same."""
    return reverse(name, args=args)


class Newspaper(Tracked):
    """One title with its imprint. `slug` is the first segment of all its addresses."""

    slug = models.SlugField(_("address name"), unique=True)
    name = models.CharField(_("name"), max_length=40)
    name_en = models.CharField(_("English name"), max_length=80, blank=True)
    nameplate = models.FileField(
        _("nameplate"),
        upload_to="nameplates/",
        blank=True,
        help_text=_("The lettering of the name as a PNG or WebP picture, dark on transparent."),
    )
    slogan = models.CharField(_("slogan"), max_length=80, blank=True)
    accent = models.CharField(
        _("accent colour"),
        max_length=7,
        default="#a3231f",
        validators=[RegexValidator(r"^#[0-9a-f]{6}$", _("Write the colour as #a3231f."))],
    )
    city = models.CharField(_("city"), max_length=40, blank=True)
    cn_number = models.CharField(_("CN number"), max_length=10, blank=True)
    issn = models.CharField(_("ISSN"), max_length=9, blank=True)
    post_code = models.CharField(_("postal distribution code"), max_length=12, blank=True)
    sponsors = models.TextField(_("governed and sponsored by"), blank=True)
    publisher = models.CharField(_("publisher"), max_length=100, blank=True)
    editor_in_chief = models.CharField(_("editor-in-chief"), max_length=40, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    zip_code = models.CharField(_("postcode"), max_length=6, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    hotlines = models.TextField(
        _("hotlines"), blank=True, help_text=_("One to a line: what for, a space, the number.")
    )
    price = models.CharField(_("price"), max_length=40, blank=True)
    printer = models.CharField(_("printer"), max_length=100, blank=True)
    icp_number = models.CharField(_("ICP filing"), max_length=60, blank=True)
    police_number = models.CharField(_("public security filing"), max_length=60, blank=True)
    news_licence = models.CharField(_("news service licence"), max_length=60, blank=True)
    complaints = models.CharField(_("complaints line"), max_length=100, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    review_levels = models.PositiveSmallIntegerField(
        _("number of reviews"), choices=[(1, "1"), (2, "2"), (3, "3")], default=3
    )
    proof_rounds = models.PositiveSmallIntegerField(
        _("number of proofs"), choices=[(1, "1"), (2, "2"), (3, "3")], default=3
    )
    closing_time = models.TimeField(
        _("closing time"),
        null=True,
        blank=True,
        help_text=_(
            "When every page is to be signed off: in the evening before the day of the issue, or, "
            "if it is before noon, on that day. What is later is marked on the board."
        ),
    )
    menu = models.JSONField(default=list, editable=False)

    prepared_fields = ("menu",)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("newspaper")
        verbose_name_plural = _("newspapers")
        constraints = [
            models.CheckConstraint(
                name="newspaper_review_levels",
                condition=models.Q(review_levels__gte=1, review_levels__lte=3),
                violation_error_message=_("An article passes one to three reviews."),
            ),
            models.CheckConstraint(
                name="newspaper_proof_rounds",
                condition=models.Q(proof_rounds__gte=1, proof_rounds__lte=3),
                violation_error_message=_("A page is proofread one to three times."),
            ),
            models.CheckConstraint(
                name="newspaper_slug_free",
                condition=~models.Q(slug__in=RESERVED_SLUGS),
                violation_error_message=_("The site itself uses this address."),
            ),
            models.CheckConstraint(
                name="newspaper_cn_number",
                condition=models.Q(cn_number="")
                | models.Q(cn_number__regex=r"^CN [0-9]{2}-0[0-9]{3}$"),
                violation_error_message=_("A CN number reads like CN 35-0001."),
            ),
            models.CheckConstraint(
                name="newspaper_issn",
                condition=models.Q(issn="") | models.Q(issn__regex=r"^[0-9]{4}-[0-9]{3}[0-9X]$"),
                violation_error_message=_("An ISSN reads like 1234-567X."),
            ),
            models.CheckConstraint(
                name="newspaper_accent",
                condition=models.Q(accent__regex=r"^#[0-9a-f]{6}$"),
                violation_error_message=_("Write the colour as #a3231f."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return address("newspaper", self.slug)

    def prepare(self):
        """Keep the sections as the masthead's menu shows them: no public page has to ask."""
        if self.pk:
            self.menu = list(self.sections.values("id", "slug", "name", "name_en"))

    def refresh_menu(self):
        """Take up a changed section without counting as an edit of the newspaper."""
        self.prepare()
        Newspaper.objects.filter(pk=self.pk).update(menu=self.menu, updated_at=timezone.now())

    @property
    def imprint(self):
        """What an issue keeps of its newspaper when it is published: {field: text}."""
        return {name: getattr(self, name) for name in IMPRINT_FIELDS}

    @property
    def imprint_facts(self):
        """[(what, text)] for the foot of a page: what is filled in, in the order of print."""
        return [
            (self._meta.get_field(name).verbose_name, text)
            for name in FOOT_FIELDS
            if (text := getattr(self, name))
        ] + self.hotline_list

    @property
    def hotline_list(self):
        """[(what for, number)], the number being what follows the last space of a line."""
        return [tuple(line.split(maxsplit=1)) for line in self.hotlines.splitlines() if " " in line]


class NewspaperPart(Tracked):
    """What a newspaper has several of, each under its own address name."""

    slug = models.SlugField(_("address name"))
    name = models.CharField(_("name"), max_length=40)
    name_en = models.CharField(_("English name"), max_length=80, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    lasting_fields = ("newspaper",)

    class Meta:
        abstract = True

    def __str__(self):
        return self.name


class Section(NewspaperPart):
    """要闻, 经济, 民生, 副刊: a standing department of one newspaper."""

    newspaper = models.ForeignKey(
        Newspaper, models.PROTECT, related_name="sections", verbose_name=_("newspaper")
    )

    class Meta:
        ordering = ["newspaper", "position", "id"]
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        constraints = [
            models.UniqueConstraint(
                fields=["newspaper", "slug"],
                name="section_slug",
                violation_error_message=_("This newspaper has a section at that address."),
            ),
        ]

    def save(self, **kwargs):
        with transaction.atomic():
            super().save(**kwargs)
            self.newspaper.refresh_menu()

    def delete(self, **kwargs):
        with transaction.atomic():
            deleted = super().delete(**kwargs)
            self.newspaper.refresh_menu()
            return deleted

    def get_absolute_url(self):
        return address("section", self.newspaper.slug, self.slug)


class Column(NewspaperPart):
    """A standing label over stories; `honor` is an award line printed with it."""

    newspaper = models.ForeignKey(
        Newspaper, models.PROTECT, related_name="columns", verbose_name=_("newspaper")
    )
    honor = models.CharField(_("award line"), max_length=80, blank=True)
    description = models.TextField(_("description"), blank=True)

    class Meta:
        ordering = ["newspaper", "position", "id"]
        verbose_name = _("column")
        verbose_name_plural = _("columns")
        constraints = [
            models.UniqueConstraint(
                fields=["newspaper", "slug"],
                name="column_slug",
                violation_error_message=_("This newspaper has a column at that address."),
            ),
            models.UniqueConstraint(
                fields=["newspaper", "name"],
                name="column_name",
                violation_error_message=_("This newspaper has a column of that name."),
            ),
        ]

    def save(self, **kwargs):
        """Save, and let its articles show it and be found by it as it is now."""
        with transaction.atomic():
            stored = self.stored()
            super().save(**kwargs)
            if stored and stored.shown != self.shown:
                self.articles.all().bring_up_to_date()

    @property
    def shown(self):
        """As its articles show it, kept in `Article.prepared`."""
        return {"slug": self.slug, "name": self.name, "honor": self.honor}

    def get_absolute_url(self):
        return address("column", self.newspaper.slug, self.slug)
