"""SearchEntry: what search compares of an article. Only `articles.search` writes it."""

from django.db import models

from articles.models.article import Article


class SearchEntry(models.Model):
    """An article's words, folded, one field or paragraph to a line: title, column, byline, rest.

    Every article has one, public or not; who may see it is the article's affair. `day` is the
    ordinal of the day it was printed on, `at` the time from which it is public, in microseconds
    after 1970 (2**62 while that is open); `facts` is what can be counted and chosen of it. The
    terms that make finding fast stand beside it: on PostgreSQL in a column `terms` that the
    model does not name, on SQLite in the table articles_searchterms.
    """

    article = models.OneToOneField(
        Article, models.CASCADE, primary_key=True, related_name="search_entry"
    )
    day = models.PositiveIntegerField()
    at = models.BigIntegerField()
    title_end = models.PositiveIntegerField()
    column_end = models.PositiveIntegerField()
    byline_end = models.PositiveIntegerField()
    version = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=16)
    facts = models.TextField()
    text = models.TextField()

    class Meta:
        indexes = [
            models.Index(fields=["-day"], name="search_day"),
            models.Index(fields=["version"], name="search_version"),
        ]

    def __str__(self):
        return self.text.partition("\n")[0]

    def part(self, name):
        """Where that part of the text is, as a slice."""
        return {
            "title": slice(0, self.title_end),
            "column": slice(self.title_end + 1, self.column_end),
            "byline": slice(self.column_end + 1, self.byline_end),
        }[name]
