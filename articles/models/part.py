"""ArticlePart: what an article shows of another model, brought up to date whenever that changes."""

from django.db import models, transaction

from articles.models.article import Article


class ArticlePart(models.Model):
    """Has an `article` to stand with, and `shown`, which `Article.prepared` keeps."""

    class Meta:
        abstract = True

    def save(self, **kwargs):
        """Save, and let the article show it, and the one it stood with before no longer."""
        with transaction.atomic():
            before = type(self).objects.filter(pk=self.pk).values_list("article", flat=True)
            articles = {*before, self.article_id}
            super().save(**kwargs)
            Article.objects.filter(pk__in=articles).bring_up_to_date()

    def delete(self, **kwargs):
        with transaction.atomic():
            deleted = super().delete(**kwargs)
            Article.objects.filter(pk=self.article_id).bring_up_to_date()
            return deleted
