"""Keeping the index: entries are written where the text is, and drift is found and mended."""

from django.db import connections, transaction

from articles.search import store
from articles.search.entry import FIELDS, VERSION, entry_values

BATCH = 500


def index(articles):
    """Bring the entries of a queryset's articles up to date, in the caller's transaction."""
    for batch in _batches(articles):
        batch.write(batch.differing("digest"))
        store.retime(batch.connection, batch.differing("at"))


def term_counts(using="default"):
    """What `drift` and `mend` want to know of the whole index beforehand."""
    return store.term_counts(connections[using])


def drift(articles, counts):
    """Ids of the articles of a queryset whose entry or its terms are not what they should be.

    Those that seem wrong are read again: they may have been saved between being read.
    """
    suspected = [entry.pk for batch in _batches(articles) for entry in batch.wrong(counts)]
    if not suspected:
        return []
    again, counts = _batches(articles.filter(pk__in=suspected)), term_counts(articles.db)
    return [entry.pk for batch in again for entry in batch.wrong(counts)]


def mend(articles, counts):
    """Write anew the entries that have drifted; how many. Needs a transaction."""
    mended = 0
    for batch in _batches(articles.select_for_update(of=("self",))):
        wrong = batch.wrong(counts)
        store.take_back(batch.connection, wrong)
        store.write(batch.connection, wrong, [])
        mended += len(wrong)
    return mended


def in_bulk(using="default"):
    """A context in which very many entries are written faster; afterwards the index is tidy."""
    return store.in_bulk(connections[using])


def unwritten(articles):
    """Those of a queryset that have no entry, or one of an earlier version of the index."""
    return articles.exclude(search_entry__version=VERSION)


def _batches(articles):
    articles = articles.only(*FIELDS).order_by("pk")
    batch = list(articles[:BATCH])
    while batch:
        yield _Batch(batch, articles.model, articles.db)
        full = len(batch) == BATCH
        batch = list(articles.filter(pk__gt=batch[-1].pk)[:BATCH]) if full else []


class _Batch:
    """The entries of some articles, as `stored` and as `current`: {article id: entry}."""

    def __init__(self, articles, model, using):
        entry = model._meta.get_field("search_entry").related_model
        self.connection = connections[using]
        self.current = {
            article.pk: entry(article_id=article.pk, **entry_values(article))
            for article in articles
        }
        self.stored = entry.objects.using(using).in_bulk(list(self.current))

    def differing(self, name):
        """Current entries that the stored ones do not equal in this."""
        return [entry for entry in self.current.values() if not self._is_stored(entry, [name])]

    def wrong(self, counts):
        """Those that differ from what they should be in any way, their terms included."""
        wrong = store.without_terms(self.connection, self.current.values(), counts)
        wrong |= {e.pk for e in self.current.values() if not self._is_stored(e, store.COLUMNS)}
        return [self.current[pk] for pk in sorted(wrong)]

    def write(self, entries):
        with transaction.atomic(using=self.connection.alias, savepoint=False):
            before = [self.stored[entry.pk] for entry in entries if entry.pk in self.stored]
            store.write(self.connection, entries, before)
        self.stored |= {entry.pk: entry for entry in entries}

    def _is_stored(self, entry, names):
        stored = self.stored.get(entry.pk)
        return stored and all(getattr(stored, name) == getattr(entry, name) for name in names)
