"""House style: a paper's own rules of wording, and what somebody let stand against them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.newspaper import Newspaper
from articles.models.tracked import Tracked


class RuleKind(models.TextChoices):
    WRONG = "wrong", _("wrong, write instead")
    BANNED = "banned", _("not printed")
    CAUTIOUS = "cautious", _("with care")
    NAME = "name", _("name and post")


class StyleRuleQuerySet(models.QuerySet):
    def of(self, newspaper_id):
        """The rules in force for a newspaper; its own word counts before everybody's."""
        rules = self.filter(Q(newspaper=newspaper_id) | Q(newspaper=None), is_active=True)
        return rules.order_by(models.F("newspaper").asc(nulls_first=True))


class StyleRule(Tracked):
    """A word the paper writes otherwise, avoids, or does not print; or a person's post.

    For a name, `instead` holds the posts parted by 、: with any of them before the name, or with
    none, it is right.
    """

    newspaper = models.ForeignKey(
        Newspaper,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="style_rules",
        verbose_name=_("newspaper"),
        help_text=_("Empty for all newspapers."),
    )
    kind = models.CharField(_("kind"), max_length=12, choices=RuleKind, default=RuleKind.WRONG)
    text = models.CharField(_("words"), max_length=40)
    instead = models.CharField(_("write instead, or post"), max_length=80, blank=True)
    explanation = models.CharField(_("why"), max_length=200, blank=True)
    is_active = models.BooleanField(_("in force"), default=True)

    objects = StyleRuleQuerySet.as_manager()

    class Meta:
        ordering = ["text", "id"]
        verbose_name = _("rule of style")
        verbose_name_plural = _("house style")
        constraints = [
            models.UniqueConstraint(
                fields=["newspaper", "text"],
                name="style_rule_text",
                violation_error_message=_("There is a rule for these words."),
            ),
            models.UniqueConstraint(
                fields=["text"],
                condition=Q(newspaper=None),
                name="style_rule_text_for_all",
                violation_error_message=_("There is a rule for these words."),
            ),
            models.CheckConstraint(
                name="style_rule_length",
                condition=Q(text__regex=r"\A\S(.*\S)?\Z"),
                violation_error_message=_("Words begin and end without a space."),
            ),
            models.CheckConstraint(
                name="style_rule_instead",
                condition=~Q(kind__in=["wrong", "name"], instead=""),
                violation_error_message=_("Say what is written instead, or the person's post."),
            ),
        ]

    def __str__(self):
        return f"{self.text} → {self.instead}" if self.instead else self.text


class StyleOverride(models.Model):
    """That somebody let words stand, and why; it holds while they and their neighbours stand."""

    article = models.ForeignKey(
        "articles.Article",
        models.CASCADE,
        related_name="style_overrides",
        verbose_name=_("article"),
    )
    key = models.CharField(max_length=16)
    words = models.CharField(_("words"), max_length=200)
    reason = models.CharField(_("reason"), max_length=200)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("who")
    )
    at = models.DateTimeField(_("time"), auto_now_add=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("override of house style")
        verbose_name_plural = _("overrides of house style")
        constraints = [
            models.UniqueConstraint(fields=["article", "key"], name="style_override_once"),
            models.CheckConstraint(name="style_override_reason", condition=~Q(reason="")),
        ]

    def __str__(self):
        return self.words
