"""Finding, exactly: terms narrow the choice, a comparison with the text decides.

The only module that asks which database it is. Both answer the same: what differs is how the
terms are kept and how the planner is told not to guess.
"""

from contextlib import contextmanager

from django.db import connections, transaction
from django.db.models import BooleanField, DateTimeField, Exists, F, Func, OuterRef, Q, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan, LessThanOrEqual

from articles.search.tokens import wanted_terms


class HasTerms(Func):
    """Whether the index has all of `terms` for the entry that the column `text` belongs to."""

    output_field = BooleanField()

    def __init__(self, text, terms):
        super().__init__(text)
        self.terms = terms

    def as_sqlite(self, compiler, connection, **context):
        match = " AND ".join(f'"{term}"{"*" * _is_prefix(term)}' for term in self.terms)
        found = "SELECT rowid FROM articles_searchterms WHERE articles_searchterms MATCH %s"
        return f"{self._column(connection, 'article_id')} IN ({found})", [match]

    def as_postgresql(self, compiler, connection, **context):
        match = " & ".join(f"'{term}'{':*' * _is_prefix(term)}" for term in self.terms)
        return f"{self._column(connection, 'terms')} @@ %s::tsquery", [match]

    def _column(self, connection, name):
        quote = connection.ops.quote_name
        return f"{quote(self.get_source_expressions()[0].alias)}.{quote(name)}"


class Unindexed(Func):
    """The same time, sorted by without the index on it.

    Left to themselves both planners walk that index through the whole archive in the hope of
    meeting a word that is rare.
    """

    output_field = DateTimeField()

    def as_sqlite(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, template="+%(expressions)s", **context)

    def as_postgresql(self, compiler, connection, **context):
        template = "(%(expressions)s + interval '0')"
        return self.as_sql(compiler, connection, template=template, **context)


@contextmanager
def by_index(articles):
    """Within it PostgreSQL goes by its indexes, at the price of one statement.

    It does not count what it costs to fetch texts and terms that stand out of line, and would
    rather read all of them for a word that is in every third article.
    """
    connection = connections[articles.db]
    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic(using=articles.db, savepoint=False):
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
        yield


def containing(articles, words):
    """Those of a queryset of articles that contain every word."""
    return articles.filter(*_conditions(words, "search_entry__text"))


def entries(articles, words, *, common=False):
    """The index entries of those, newest first.

    Common words are soon met by reading on from the newest entry; all others are looked up
    by their terms, and what was found is sorted.
    """
    model = articles.model._meta.get_field("search_entry").related_model
    visible = Exists(articles.order_by().filter(pk=OuterRef("pk")).values("pk"))
    at = F("at") if common else Unindexed(F("at"))
    conditions = _conditions(words, "text", by_terms=not common)
    return model.objects.using(articles.db).filter(*conditions, visible).order_by(at.desc(), "pk")


def titled(entries, words):
    """Those entries that have every word in the title, which the text begins with."""
    for word in words:
        place = StrIndex(F("text"), Value(word))
        marked = HasTerms(F("text"), [f"#{term}" for term in wanted_terms(word)])
        inside = LessThanOrEqual(place, F("title_length"))
        entries = entries.filter(marked, GreaterThan(place, 0), inside)
    return entries


def older_than(entries, at, pk):
    """What follows that entry in the order newest first."""
    at_or_before = entries.filter(at__lte=at)  # an index can use this, but not the OR
    return at_or_before.filter(Q(at__lt=at) | Q(pk__gt=pk))


def _conditions(words, text, *, by_terms=True):
    """Terms narrow the choice, the comparison decides."""
    for word in words:
        if by_terms:
            yield HasTerms(F(text), wanted_terms(word))
        yield GreaterThan(StrIndex(F(text), Value(word)), 0)


def write_terms(connection, rows):
    """Index the terms of entries; `rows` are (article id, terms so far or None, terms now).

    On SQLite the terms of a deleted article stay behind. They lead to no entry, and its id is
    never given again.
    """
    if not rows:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.executemany(
                "UPDATE articles_searchentry SET terms = array_to_tsvector(%s) "
                "WHERE article_id = %s",
                [(list(now), pk) for pk, _before, now in rows],
            )
            return
        cursor.executemany(
            "INSERT INTO articles_searchterms (articles_searchterms, rowid, terms) "
            "VALUES ('delete', %s, %s)",
            [(pk, " ".join(before)) for pk, before, _now in rows if before],
        )
        cursor.executemany(
            "INSERT INTO articles_searchterms (rowid, terms) VALUES (%s, %s)",
            [(pk, " ".join(now)) for pk, _before, now in rows],
        )


def lost_terms(connection, terms):
    """Ids of the entries that the index does not have with all these terms: {id: terms}."""
    lost = set()
    with connection.cursor() as cursor:
        for pk, wanted in terms.items():
            if connection.vendor == "postgresql":
                sql = "SELECT 1 FROM articles_searchentry WHERE terms = array_to_tsvector(%s) "
                cursor.execute(sql + "AND article_id = %s", [list(wanted), pk])
            else:
                sql = "SELECT 1 FROM articles_searchterms WHERE articles_searchterms MATCH %s "
                match = " AND ".join(f'"{term}"' for term in wanted)
                cursor.execute(sql + "AND rowid = %s", [match, pk])
            if not cursor.fetchone():
                lost.add(pk)
    return lost


def _is_prefix(term):
    return len(term.removeprefix("#")) == 1
