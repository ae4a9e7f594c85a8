"""Photo: a picture with its caption, credit and rights."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.newspaper import Newspaper
from articles.models.part import ArticlePart
from articles.models.picture import Picture
from articles.models.tracked import Tracked


class PhotoQuerySet(models.QuerySet):
    def published(self, now=None):
        """Photos of articles the public may see."""
        return self.filter(article__public_from__lte=now or timezone.now())


class Photo(ArticlePart, Picture, Tracked):
    """A picture of an article, or of the picture pool while `article` is null.

    A photo without `image` is one whose caption or credit stood on the page and whose picture
    has not been delivered.
    """

    newspaper = models.ForeignKey(
        Newspaper, models.PROTECT, related_name="photos", verbose_name=_("newspaper")
    )
    article = models.ForeignKey(
        Article,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="photos",
        verbose_name=_("article"),
    )
    caption = models.TextField(_("caption"), blank=True)
    credit = models.CharField(_("credit as printed"), blank=True)
    rights = models.CharField(_("rights"), max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = PhotoQuerySet.as_manager()
    prepared_fields = Picture.prepared_fields
    lasting_fields = ("newspaper",)

    class Meta:
        ordering = ["article", "position", "id"]
        verbose_name = _("photo")
        verbose_name_plural = _("photos")

    def __str__(self):
        return self.caption[:30] or self.credit or str(_("photo"))

    def save(self, *, correction=None, **kwargs):
        """Save; what readers of a published article see of it changes by a correction of that."""
        with transaction.atomic():
            if not correction:
                self.refuse_if_published()
            super().save(**kwargs)

    def refuse_if_published(self):
        """Refuse to show readers of a published article another photo, caption or credit."""
        stored = None if self._state.adding else self.stored()
        if not _is_another(stored, self):
            return
        if self.article:
            self.article.refuse_if_published()
        if stored and stored.article and stored.article_id != self.article_id:
            stored.article.refuse_if_published()

    def delete(self, **kwargs):
        if self.article:
            self.article.refuse_if_published()
        return super().delete(**kwargs)

    def clean(self):
        if self.article and self.newspaper_id not in (None, self.article.newspaper_id):
            raise ValidationError({"article": _("This belongs to another newspaper.")})

    def return_to_pool(self, *, by, correction=None):
        """Take the photo off its article; nothing a photographer delivered is thrown away."""
        self.article = None
        self.save(by=by, correction=correction)

    @property
    def shown(self):
        """As pages and API show it, kept in `Article.prepared`."""
        return {
            "id": self.pk,
            "src": self.src,
            "srcset": self.srcset,
            "width": self.width,
            "height": self.height,
            "caption": self.caption,
            "credit": self.credit,
        }


def _is_another(stored, photo):
    """Whether readers would see another photo; one whose picture is delivered late is the same."""
    if stored is None:
        return photo.article_id is not None
    was, now = (
        (one.article_id, one.caption, one.credit, one.image.name) for one in (stored, photo)
    )
    return was[:3] != now[:3] or (bool(stored.image) and was != now)
