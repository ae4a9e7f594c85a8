"""Draft and Presence: what somebody is typing and has not saved, and who has what open."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# A form tells every fifteen seconds that it is open; one that missed three is not.
GONE_AFTER = timedelta(seconds=50)


class DraftQuerySet(models.QuerySet):
    def keep(self, *, by, key, version, article, fields):
        """Keep what is in a form now, and answer with the draft it is kept in.

        `version` is that of the draft the form last heard of, 0 before the first. Another one
        means that a second form has gone on with this draft: then both are kept.
        """
        with transaction.atomic():
            draft = self.select_for_update().filter(pk=key).first()
            if draft and draft.goes_on(by, version, fields):
                draft.fields, draft.version, draft.discarded_at = fields, draft.version + 1, None
            else:
                draft = Draft(uuid.uuid4() if draft else key, user=by, article=article)
                draft.fields, draft.version = fields, 1
            draft.save()
            return draft

    def waiting(self, user):
        """Those that `user` has neither saved as an article nor discarded, newest first."""
        return self.filter(user=user, discarded_at=None)


class Draft(models.Model):
    """The fields of an article's form as somebody typed them; nobody else may see it.

    It ends when the form is saved: then the article's record has it. A discarded one stays.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    article = models.ForeignKey(
        "articles.Article", models.CASCADE, null=True, related_name="drafts"
    )  # None: it is a new one
    fields = models.JSONField()  # {name: [values]} as a browser sends them, without files
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(_("time"), auto_now=True)
    discarded_at = models.DateTimeField(null=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ["-saved_at"]
        verbose_name = _("unsaved text")
        verbose_name_plural = _("unsaved texts")

    def __str__(self):
        return self.text("headline") or str(self.article or _("a new article"))

    def goes_on(self, by, version, fields):
        """Whether a form of `by` with these fields goes on with this draft, or sent it twice."""
        return self.user_id == by.pk and (self.version == version or self.fields == fields)

    def text(self, name):
        """The value of one field, as typed."""
        return (self.fields.get(name) or [""])[-1]


def called(user):
    """What a colleague is called; a Chinese family name comes first, and no space after it."""
    if user.last_name.isascii():
        return user.get_full_name() or user.get_username()
    return user.last_name + user.first_name


class PresenceQuerySet(models.QuerySet):
    def tell(self, user, article):
        """Write down that `user` has `article` open now."""
        self.filter(seen_at__lt=timezone.now() - GONE_AFTER).delete()
        self.update_or_create(user=user, article=article, defaults={"seen_at": timezone.now()})

    def now(self):
        """Who has something open at this moment."""
        return self.filter(seen_at__gte=timezone.now() - GONE_AFTER).select_related("user")

    def names(self):
        """Their names."""
        return [called(presence.user) for presence in self]


class Presence(models.Model):
    """That somebody had an article's form open a moment ago."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="presences")
    seen_at = models.DateTimeField(db_index=True)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        ordering = ["user"]
        constraints = [
            models.UniqueConstraint(fields=["user", "article"], name="presence_once"),
        ]

    def __str__(self):
        return f"{self.user} {self.article_id}"
