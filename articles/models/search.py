"""SearchEntry: what search compares of an article. Only `articles.search` writes it."""

from django.db import models

from articles.models.article import Article


class SearchEntry(models.Model):
    """An article's words, folded, one field or paragraph to a line, those of its title first.

    Every article has one, public or not; who may see it is the article's affair. `at` is the
    time from which the article is public, in the year 5000 while that is open. The terms that
    make finding fast stand beside it: on PostgreSQL in a column `terms` that the model does
    not name, on SQLite in the table articles_searchterms.
    """

    article = models.OneToOneField(
        Article, models.CASCADE, primary_key=True, related_name="search_entry"
    )
    at = models.DateTimeField()
    text = models.TextField()
    title_length = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["-at", "article"], name="search_newest")]

    def __str__(self):
        return self.text.partition("\n")[0]
