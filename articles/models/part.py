"""ArticlePart: what an article shows of another model, brought up to date whenever that changes."""

from django.db import models, transaction

from articles.models.article import Article


class ArticlePart(models.Model):
    """Has an `article` to stand with, and `shown`, which `Article.prepared` keeps."""

    class Meta:
        abstract = True

    def save(self, *, by=None, **kwargs):
        """Save, and let the article show it, and the one it stood with before no longer."""
        with transaction.atomic():
            before = type(self).objects.filter(pk=self.pk).values_list("article", flat=True)
            articles = {*before, self.article_id}
            super().save(by=by, **kwargs)
            _bring_up_to_date(articles, by)

    def delete(self, *, by=None, **kwargs):
        with transaction.atomic():
            deleted = super().delete(by=by, **kwargs)
            _bring_up_to_date([self.article_id], by)
            return deleted


def _bring_up_to_date(articles, by):
    """And what was approved with other captions is read again."""
    articles = Article.objects.filter(pk__in=articles)
    articles.bring_up_to_date()
    articles.read_again(by=by)
