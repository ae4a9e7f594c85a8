"""Contributor, a person whose name stands with what the paper prints, and Credit, for what."""

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.newspaper import Newspaper, address
from articles.models.part import ArticlePart
from articles.models.tracked import Tracked


class ContributorQuerySet(models.QuerySet):
    def published(self, now=None):
        """People whose name stands with something public."""
        printed = Credit.objects.filter(
            contributor=models.OuterRef("pk"), article__public_from__lte=now or timezone.now()
        )
        return self.filter(models.Exists(printed))


class Contributor(Tracked):
    """A reporter, correspondent, photographer or guest author, as one newspaper knows them."""

    newspaper = models.ForeignKey(
        Newspaper, models.PROTECT, related_name="contributors", verbose_name=_("newspaper")
    )
    name = models.CharField(_("name"), max_length=40)
    affiliation = models.CharField(
        _("affiliation"),
        max_length=80,
        blank=True,
        help_text=_("Empty for the paper's own people; otherwise such as 泊阳晚报."),
    )
    title = models.CharField(_("post"), max_length=40, blank=True)
    bio = models.TextField(_("about"), blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="contributor",
        verbose_name=_("account"),
    )

    objects = ContributorQuerySet.as_manager()
    lasting_fields = ("newspaper",)

    class Meta:
        ordering = ["name", "id"]
        verbose_name = _("contributor")
        verbose_name_plural = _("contributors")
        permissions = [("count_contributor", _("Can see what everybody wrote in a month"))]
        constraints = [
            models.UniqueConstraint(
                fields=["newspaper", "name", "affiliation"],
                name="contributor_name",
                violation_error_message=_("This newspaper knows this person already."),
            ),
        ]

    def __str__(self):
        return f"{self.affiliation} {self.name}".strip()

    def save(self, **kwargs):
        """Save, and let everything the person signed show the name as it is now."""
        with transaction.atomic():
            stored = self.stored()
            super().save(**kwargs)
            if stored and str(stored) != str(self):
                Article.objects.by(self).bring_up_to_date()

    def get_absolute_url(self):
        return address("contributor", self.newspaper.slug, self.pk)


class CreditRole(models.TextChoices):
    REPORTER = "reporter", _("reporter")
    CORRESPONDENT = "correspondent", _("correspondent")
    INTERN = "intern", _("intern")
    COMMENTATOR = "commentator", _("commentator")
    TRANSLATOR = "translator", _("translator")
    PHOTOGRAPHER = "photographer", _("photographer")
    ILLUSTRATOR = "illustrator", _("illustrator")
    AUTHOR = "author", _("author")


# Their part is what is seen, not so many characters.
PICTURED = {CreditRole.PHOTOGRAPHER, CreditRole.ILLUSTRATOR}


class CreditQuerySet(models.QuerySet):
    def counted(self, newspaper, first):
        """[Count] of everybody credited in what appeared in the month that begins on the date
        `first`: in its issues, or outside an issue on its days. One query.

        Pieces and characters count whole for each who wrote them, and shared among them.
        """
        in_issue = Q(issue__date__year=first.year, issue__date__month=first.month)
        outside = Q(issue=None, public_from__year=first.year, public_from__month=first.month)
        public = Article.objects.published().filter(in_issue | outside, newspaper=newspaper)
        credits = self.filter(article__in=public.order_by())
        rows = list(
            credits.order_by("contributor__affiliation", "contributor__name", "role").values_list(
                "contributor", "contributor__affiliation", "contributor__name", "role",
                "article", "article__characters",
            )
        )  # fmt: skip
        sharing = Counter((article, role in PICTURED) for *_who, role, article, _length in rows)
        counts = {}
        for person, affiliation, name, role, article, length in rows:
            count = counts.setdefault((person, role), Count(name, affiliation, CreditRole(role)))
            count.add(0 if role in PICTURED else length, sharing[article, role in PICTURED])
        return list(counts.values())


@dataclass
class Count:
    """What somebody did in a month, in one role; shares are rounded when they are shown."""

    name: str
    affiliation: str
    role: CreditRole
    pieces: int = 0
    characters: int = 0
    shared_pieces: Fraction = Fraction(0)
    shared_characters: Fraction = Fraction(0)

    def add(self, characters, among):
        self.pieces += 1
        self.characters += characters
        self.shared_pieces += Fraction(1, among)
        self.shared_characters += Fraction(characters, among)


class Credit(ArticlePart, Tracked):
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

    objects = CreditQuerySet.as_manager()

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

    def clean(self):
        if not (self.article_id and self.contributor_id):
            return  # the form says so
        if self.contributor.newspaper_id != self.article.newspaper_id:
            raise ValidationError({"contributor": _("This belongs to another newspaper.")})

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
