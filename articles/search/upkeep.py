"""Keeping the index: entries are written where the text is, and drift is found and mended."""

from django.db import connections, transaction

from articles.search import match
from articles.search.entry import FIELDS, entry_values
from articles.search.tokens import entry_terms

WORDS = ("text", "title_length")
VALUES = ("at", *WORDS)
BATCH = 500


def index(articles):
    """Bring the entries of a queryset's articles up to date, in the caller's transaction."""
    for batch in _batches(articles):
        batch.write(batch.differing(VALUES), reworded=batch.differing(WORDS))


def drift(articles):
    """Ids of the articles of a queryset whose entry or its terms are not what they should be."""
    return [entry.pk for batch in _batches(articles) for entry in batch.wrong()]


def mend(articles):
    """Write anew the entries that have drifted; how many. Needs a transaction."""
    mended = 0
    for batch in _batches(articles.select_for_update(of=("self",))):
        wrong = batch.wrong()
        batch.write(wrong, reworded=wrong)
        mended += len(wrong)
    return mended


def _batches(articles):
    articles = articles.select_related("column").only(*FIELDS).order_by("pk")
    batch = list(articles[:BATCH])
    while batch:
        yield _Batch(batch, articles.model, articles.db)
        full = len(batch) == BATCH
        batch = list(articles.filter(pk__gt=batch[-1].pk)[:BATCH]) if full else []


class _Batch:
    """The entries of some articles, as `stored` and as `current`: {article id: entry}."""

    def __init__(self, articles, model, using):
        entry = model._meta.get_field("search_entry").related_model
        self.entries = entry.objects.using(using)
        self.connection = connections[using]
        self.stored = self.entries.in_bulk([article.pk for article in articles])
        self.current = {
            article.pk: entry(article_id=article.pk, **entry_values(article))
            for article in articles
        }

    def differing(self, names):
        """Current entries that the stored ones do not equal in these fields."""
        return [entry for entry in self.current.values() if not self._is_stored(entry, names)]

    def wrong(self):
        """Those that differ, and those whose terms are not in the index."""
        terms = {pk: _terms(entry) for pk, entry in self.current.items()}
        wrong = match.lost_terms(self.connection, terms)
        wrong |= {entry.pk for entry in self.differing(VALUES)}
        return [self.current[pk] for pk in sorted(wrong)]

    def write(self, entries, *, reworded):
        """Store `entries`, and the terms of those that are `reworded`."""
        if not entries:
            return
        with transaction.atomic(using=self.connection.alias, savepoint=False):
            self.entries.bulk_create(
                entries, update_conflicts=True, unique_fields=["article"], update_fields=VALUES
            )
            match.write_terms(self.connection, [self._before_and_now(entry) for entry in reworded])

    def _is_stored(self, entry, names):
        stored = self.stored.get(entry.pk)
        return stored and all(getattr(stored, name) == getattr(entry, name) for name in names)

    def _before_and_now(self, entry):
        stored = self.stored.get(entry.pk)
        return entry.pk, stored and _terms(stored), _terms(entry)


def _terms(entry):
    return entry_terms(entry.text, entry.title_length)
