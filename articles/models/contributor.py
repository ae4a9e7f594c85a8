"""Contributor: a person whose name stands over or under what the paper prints."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models.newspaper import Newspaper
from articles.models.tracked import Tracked


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
        help_text=_(
            "Empty for the paper's own people; otherwise as printed, such as 《泊阳晚报》."
        ),
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

    class Meta:
        ordering = ["name", "id"]
        verbose_name = _("contributor")
        verbose_name_plural = _("contributors")
        constraints = [
            models.UniqueConstraint(
                fields=["newspaper", "name", "affiliation"],
                name="contributor_name",
                violation_error_message=_("This newspaper knows this person already."),
            ),
        ]

    def __str__(self):
        return f"{self.affiliation}{self.name}"

    def get_absolute_url(self):
        return reverse("contributor", args=[self.newspaper.slug, self.pk])
