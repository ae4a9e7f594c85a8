"""Finding, exactly: terms narrow the choice, a comparison with the text decides.

With store.py the only module that asks which database it is. Both answer the same: what differs
is how the terms are kept and how the planner is told not to guess. Statements are written out
here: the ORM takes longer to compose them than a database to answer them.

Newest first is found by windows: the newest weeks, quarters, years, and only then the archive.
The time an article was printed in is a term of the index, so that a common word costs no more in
twenty years of newspapers than in a month of them. Which window to look into first is told by
how many hits there are in the newest half year.
"""

import time
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import OperationalError, connections, transaction
from django.db.models import BooleanField, F, Func
from django.db.models.expressions import Col, RawSQL
from django.db.models.lookups import LessThanOrEqual
from django.db.models.sql.where import AND
from django.utils.translation import gettext as _

from articles.search.entry import microseconds
from articles.search.query import BadQuery
from articles.search.rank import Candidate, Hit
from articles.search.tokens import SIGNS, is_term, wanted_terms
from articles.search.windows import named, quarters, windows

FEW = 1000  # so many ids can be named in a statement
SPARE = 1.2  # more hits than wanted, because they are not spread evenly
PATIENCE = 2  # seconds, after which a query is called too general
OPCODES = 20_000  # of SQLite, between two looks at the clock
# Where the parts of an entry's text begin, counted from 1, and how long they are.
PARTS = {
    "title": "1, e.title_end",
    "column": "e.title_end + 2, e.column_end - e.title_end - 1",
    "byline": "e.column_end + 2, e.byline_end - e.column_end - 1",
}


class Scope(NamedTuple):
    """What of the archive is searched: from day to day, public by a time, after a hit."""

    first: int
    last: int
    as_of: int | None = None
    after: Hit | None = None

    @property
    def end(self):
        return self.after.day if self.after else self.last


class _SQLite(NamedTuple):
    terms: str = "articles_searchterms"
    tables: str = (
        "articles_searchterms CROSS JOIN articles_searchentry e"
        " ON e.article_id = articles_searchterms.rowid"
    )
    # It has all that is asked of an entry but its text: rows with texts are far apart.
    slim: str = tables.replace(" e ", " e INDEXED BY search_slim ")
    order: str = "e.day DESC, e.at DESC, e.article_id"
    place: str = "instr"
    join: str = "group_concat"
    stops: bool = True  # when it has met as many hits as it was asked for

    def match(self, groups):
        parts = [" OR ".join(map(self._term, group)) for group in groups]
        return "articles_searchterms MATCH %s", f"({') AND ('.join(parts)})"

    def _term(self, term):
        return f'"{term}" *' if _is_prefix(term) else f'"{term}"'


class _PostgreSQL(NamedTuple):
    terms: str = "articles_searchentry e"
    tables: str = terms
    slim: str = tables
    # A sum is not indexed: left to itself the planner walks the index of days through the whole
    # archive in the hope of meeting a word that is rare.
    order: str = "(e.day + 0) DESC, e.at DESC, e.article_id"
    place: str = "strpos"
    join: str = "string_agg"
    stops: bool = False

    def match(self, groups):
        parts = [" | ".join(map(self._term, group)) for group in groups]
        return "e.terms @@ %s::tsquery", f"({') & ('.join(parts)})"

    def _term(self, term):
        return f"'{term}':*" if _is_prefix(term) else f"'{term}'"


ALWAYS = Scope(0, date.max.toordinal())
DIALECTS = {"sqlite": _SQLite(), "postgresql": _PostgreSQL()}


class Finder:
    """A query among some articles, in some scope, as statements."""

    def __init__(self, articles, query, scope):
        self.connection = connections[articles.db]
        self.dialect = DIALECTS[self.connection.vendor]
        self.scope = scope
        self.groups = [[term] for term in _sure_terms(query)]
        self.beginnings = [[term] for term in _beginnings(query)]
        self.groups += named(scope.first, scope.last)
        self.end = date.fromordinal(scope.end)
        compared = list(_comparisons(query, self.dialect.place, by_terms=True))
        self.conditions = [*_public(articles), *_chosen(articles), *_within(scope), *compared]
        self.tables = self.dialect.tables if compared else self.dialect.slim

    def newest(self, limit, *, few=False):
        """The newest hits; `few` says that they are, so that looking through windows is idle."""

        def read(groups, _is_last):
            found = self._rows("e.article_id, e.day, e.at", groups, limit, in_order=True)
            return found, len(found)

        return [Hit(*row) for row in self._reaching_back(read, limit, few)]

    def facts(self, least, *, few=False):
        """The facts of the newest hits, a space between them: at least so many, if there are."""

        def read(groups, is_last):  # all of a window, which need not be put in order
            limit = least if is_last else None
            sql, values = self._statement("e.facts", groups, limit, in_order=is_last)
            sql = f"SELECT {self.dialect.join}(facts, ' '), count(*) FROM ({sql}) AS found"
            return _fetched(self.connection, sql, values)[0]

        return self._reaching_back(read, least, few) or ""

    def count(self, limit):
        """How many hits there are, counted no further than `limit`."""
        return len(self._some("1", limit))

    def some(self, limit):
        """Ids of hits, in no order."""
        return [pk for (pk,) in self._some("e.article_id", limit)]

    def candidates(self, pks):
        """The Candidates of these ids."""
        if not pks:
            return []
        marks = ", ".join(["%s"] * len(pks))
        columns = "article_id, day, at, title_end, text"
        sql = f"SELECT {columns} FROM articles_searchentry WHERE article_id IN ({marks})"
        rows = _fetched(self.connection, sql, list(pks))
        return [Candidate(Hit(*row[:3]), *row[3:]) for row in rows]

    def _reaching_back(self, read, wanted, few):
        """What `read(groups, is_last)` finds in the first of the windows that has as many hits as
        `wanted`, or else in the archive; it gives that and their number. Windows that cannot be
        expected to have so many are passed over."""
        hits = 0 if few else self._lately
        for start, window, share in windows(self.end):
            if start > self.scope.first and hits * share >= SPARE * wanted:
                found, count = read([*self.groups, window], False)
                if count >= wanted:
                    return found
                hits = count / share
        return read([*self.groups, *self.beginnings], True)[0]

    def _some(self, columns, limit):
        """Rows in no order. SQLite stops where it has enough; PostgreSQL, that would put together
        all there are, looks through the newest first if many are wanted."""
        if limit > 1 and not self.dialect.stops:
            _start, window = quarters(self.end, 5)
            found = self._rows(columns, [*self.groups, window], limit)
            if len(found) == limit:
                return found
        return self._rows(columns, [*self.groups, *self.beginnings], limit)

    @cached_property
    def _lately(self):
        """How many hits there are in the newest two quarters, before comparing."""
        _start, window = quarters(self.end, 2)
        match, value = self.dialect.match([*self.groups, window])
        sql = f"SELECT count(*) FROM {self.dialect.terms} WHERE {match}"
        return _fetched(self.connection, sql, [value])[0][0]

    def _rows(self, *args, **options):
        return _fetched(self.connection, *self._statement(*args, **options))

    def _statement(self, columns, groups, limit, *, in_order=False):
        match, value = self.dialect.match(groups)
        where, values = _joined([(match, [value]), *self.conditions])
        order = f" ORDER BY {self.dialect.order}" if in_order else ""
        at_most = f" LIMIT {limit}" if limit else ""
        return f"SELECT {columns} FROM {self.tables} WHERE {where}{order}{at_most}", values


class Contains(Func):
    """Whether the entry of the article with the id `pk` answers a query, by comparing alone."""

    output_field = BooleanField()

    def __init__(self, pk, query):
        super().__init__(pk)
        self.query = query

    def as_sql(self, compiler, connection, **context):
        pk, values = compiler.compile(self.get_source_expressions()[0])
        where, compared = _joined(_comparisons(self.query, DIALECTS[connection.vendor].place))
        entry = f"SELECT 1 FROM articles_searchentry e WHERE e.article_id = {pk} AND {where}"
        return f"EXISTS ({entry})", [*values, *compared]


def containing(articles, query):
    """The queryset of those of `articles` that answer the query, for an order of its own.

    A few are found beforehand and named; very many will soon be met whatever the order.
    """
    if query.is_empty:
        return articles
    with in_time(articles):
        found = Finder(articles, query, ALWAYS).some(FEW + 1)
    if len(found) <= FEW:
        return articles.filter(pk__in=found)
    return articles.filter(Contains(F("pk"), query))


@contextmanager
def in_time(articles, until=None):
    """Within it a database gives up in time, and PostgreSQL goes by its indexes.

    `until` is a time of the monotonic clock. PostgreSQL does not count what it costs to fetch
    texts and terms that stand out of line, and would rather read all of them for a word that is
    in every third article. BadQuery when it takes too long.
    """
    connection = connections[articles.db]
    limited = _hurried if connection.vendor == "postgresql" else _watched
    try:
        with limited(connection, until or time.monotonic() + PATIENCE):
            yield
    except OperationalError as error:
        if _is_interrupted(error):
            raise BadQuery(_("This is too general. Add a word, or choose a time.")) from error
        raise


@contextmanager
def _hurried(connection, until):
    """In a savepoint if need be: a statement given up must not spoil the caller's transaction."""
    is_inside = connection.in_atomic_block
    left = max(1, int((until - time.monotonic()) * 1000))

    def in_turn(execute, *args):  # each statement has the time that was left for the first
        if time.monotonic() > until:
            raise OperationalError("interrupted")
        return execute(*args)

    with transaction.atomic(using=connection.alias):
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL enable_seqscan = off; SET LOCAL statement_timeout = {left}")
        with connection.execute_wrapper(in_turn):
            yield
        if is_inside:
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL enable_seqscan = on; SET LOCAL statement_timeout = 0")


@contextmanager
def _watched(connection, until):
    connection.ensure_connection()
    connection.connection.set_progress_handler(lambda: time.monotonic() > until, OPCODES)
    try:
        yield
    finally:
        connection.connection.set_progress_handler(None, 0)


def _is_interrupted(error):
    canceled = getattr(error.__cause__, "sqlstate", "") == "57014"
    return canceled or str(error) == "interrupted"


def public_until(articles):
    """The time of `articles.published()` in microseconds; None if drafts are among them.

    What `published()` asks is in the entries: if it is all, the articles need not be looked at.
    """
    where = articles.query.where
    if where.connector == AND and not where.negated:
        for lookup in where.children:
            if isinstance(lookup, LessThanOrEqual) and _is_own(lookup.lhs, articles.model):
                return microseconds(lookup.rhs)
    return None


def _is_own(column, model):
    field = model._meta.get_field("public_from")
    return isinstance(column, Col) and (column.alias, column.target) == (
        model._meta.db_table,
        field,
    )


def _public(articles):
    until = public_until(articles)
    if until is not None:
        yield "e.at <= %s", [until]


def _chosen(articles):
    asked = len(articles.query.where.children) - (public_until(articles) is not None)
    if not asked:
        return
    here = articles.order_by().filter(pk=RawSQL("e.article_id", [])).values("pk")
    try:
        sql, values = here.query.get_compiler(using=articles.db).as_sql()
    except EmptyResultSet:
        sql, values = "SELECT 1 WHERE 1 = 0", []
    yield f"EXISTS ({sql})", list(values)


def _comparisons(query, place, *, by_terms=False):
    """What has to be compared; `by_terms` leaves out what their terms alone decide."""
    for fact in query.facts:
        yield f"{place}(' ' || e.facts || ' ', %s) > 0", [f" {fact} "]
    for word in query.words:
        if by_terms and is_term(word.text) and not word.is_excluded:
            continue
        text = f"substr(e.text, {PARTS[word.part]})" if word.part else "e.text"
        sign = "=" if word.is_excluded else ">"
        yield f"{place}({text}, %s) {sign} 0", [word.text]


def _within(scope):
    first, last, as_of, after = scope
    if first:
        yield "e.day >= %s", [first]
    yield "e.day <= %s", [last]
    if as_of is not None:
        yield "e.at <= %s", [as_of]
    if after:
        later = "e.day < %s OR e.at < %s OR (e.at = %s AND e.article_id > %s)"
        yield f"e.day <= %s AND ({later})", [after.day, after.day, after.at, after.at, after.pk]


def newest_day(articles):
    """The newest day on which there can be anything of a queryset; 0 if there is none."""
    where, values = _joined(_public(articles))
    sql = f"SELECT e.day FROM articles_searchentry e WHERE {where} ORDER BY e.day DESC LIMIT 1"
    rows = _fetched(connections[articles.db], sql, values)
    return rows[0][0] if rows else 0


def _fetched(connection, sql, values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def _joined(conditions):
    """(the conditions as one, their values); true when there is none."""
    conditions = list(conditions)
    where = " AND ".join(f"({condition})" for condition, _values in conditions)
    return where or "1 = 1", [value for _condition, values in conditions for value in values]


def _sure_terms(query):
    """Terms every hit has, but for those that stand for all that begin with a character."""
    yield from (f"@{fact}" for fact in query.facts)
    for word in query.wanted:
        for term in wanted_terms(word.text):
            if not _is_prefix(term):
                yield SIGNS.get(word.part, "") + term


def _beginnings(query):
    """Those: a database reads all of them before it finds the first hit, so only if it must."""
    for word in query.wanted:
        for term in wanted_terms(word.text):
            if _is_prefix(term):
                yield SIGNS.get(word.part, "") + term


def _is_prefix(term):
    return len(term.lstrip("".join(SIGNS.values()))) == 1
