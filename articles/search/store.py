"""Writing entries and their terms, in either database's own way."""

from collections import Counter, defaultdict
from contextlib import contextmanager

from articles.search.tokens import entry_terms

COLUMNS = (
    "article_id", "day", "at", "title_end", "column_end", "byline_end", "version", "digest",
    "facts", "text",
)  # fmt: skip
MERGED = 2_000  # pages, in one step
COLLECTED, AT_ONCE = "32MB", "256MB"  # of terms still to be sorted in; memory to do it in one go
UPDATE = ", ".join(f"{column} = excluded.{column}" for column in COLUMNS[1:])
SQLITE = (
    f"INSERT INTO articles_searchentry ({', '.join(COLUMNS)})"
    f" VALUES ({', '.join(['%s'] * len(COLUMNS))})"
    f" ON CONFLICT (article_id) DO UPDATE SET {UPDATE}"
)
POSTGRESQL = (
    f"INSERT INTO articles_searchentry ({', '.join(COLUMNS)}, terms)"
    f" VALUES ({', '.join(['%s'] * len(COLUMNS))}, %s::tsvector)"
    f" ON CONFLICT (article_id) DO UPDATE SET {UPDATE}, terms = excluded.terms"
)
ADD_TERMS = "INSERT INTO articles_searchterms (rowid, terms) VALUES (%s, %s)"
# Taken back by naming exactly the terms it was written with.
TAKE_TERMS = (
    "INSERT INTO articles_searchterms (articles_searchterms, rowid, terms)"
    " VALUES ('delete', %s, %s)"
)
VOCABULARY = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_vocabulary"
    " USING fts5vocab('main', 'articles_searchterms', 'instance')"
)
READ_AT_ONCE = 100_000


def write(connection, entries, before):
    """Store entries with their terms; `before` is what was stored of the same articles.

    On SQLite the terms of a deleted article stay behind. They lead to no entry, and its id is
    never given again.
    """
    if not entries:
        return
    rows = [tuple(getattr(entry, column) for column in COLUMNS) for entry in entries]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            terms = (" ".join(set(entry_terms(entry).split())) for entry in entries)
            cursor.executemany(POSTGRESQL, [(*row, t) for row, t in zip(rows, terms, strict=True)])
            return
        if before:
            cursor.executemany(TAKE_TERMS, [(entry.pk, entry_terms(entry)) for entry in before])
        cursor.executemany(SQLITE, rows)
        cursor.executemany(ADD_TERMS, [(entry.pk, entry_terms(entry)) for entry in entries])


def retime(connection, entries):
    """Store only from when entries are public."""
    if not entries:
        return
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE articles_searchentry SET at = %s WHERE article_id = %s",
            [(entry.at, entry.pk) for entry in entries],
        )


@contextmanager
def in_bulk(connection):
    """Within it PostgreSQL collects the terms of many entries before it sorts them in.

    A third of the work on a large index; searches look through what is collected one by one.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                f"SET gin_pending_list_limit = '{COLLECTED}'; SET work_mem = '{AT_ONCE}'"
            )
            yield
            cursor.execute("RESET gin_pending_list_limit; RESET work_mem")
    else:
        yield
    tidy(connection)


def tidy(connection):
    """Let the database put in order what many small writes have left; a page at a time."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT gin_clean_pending_list('search_terms')")
            return
        merge = "INSERT INTO articles_searchterms (articles_searchterms, rank) VALUES ('merge', %s)"
        cursor.execute(merge, [-MERGED])  # negative: all of the index, in however many steps
        before = connection.connection.total_changes
        while True:
            cursor.execute(merge, [MERGED])
            if connection.connection.total_changes - before < 2:
                return
            before = connection.connection.total_changes


def term_counts(connection):
    """{article id: how many terms the index has of it}, read from all of it.

    Only for SQLite, which can be asked whether it has terms, but not for those of an article.
    """
    counts = Counter()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(VOCABULARY)
            cursor.execute("SELECT doc FROM temp.search_vocabulary")
            while rows := cursor.fetchmany(READ_AT_ONCE):
                counts.update(pk for (pk,) in rows)
    return counts


def take_back(connection, entries):
    """Take back whatever terms the index has of some articles, theirs or not."""
    if not entries or connection.vendor == "postgresql":
        return
    found = defaultdict(list)
    marks = ", ".join(["%s"] * len(entries))
    with connection.cursor() as cursor:
        cursor.execute(VOCABULARY)
        sql = f"SELECT doc, term FROM temp.search_vocabulary WHERE doc IN ({marks})"
        cursor.execute(sql, [entry.pk for entry in entries])
        for pk, term in cursor.fetchall():
            found[pk].append(term)
        cursor.executemany(TAKE_TERMS, [(pk, " ".join(terms)) for pk, terms in found.items()])


def without_terms(connection, entries, counts):
    """Ids of those entries that the index does not have with all their terms and no others.

    `counts` are its `term_counts`.
    """
    with connection.cursor() as cursor:
        return {e.pk for e in entries if not _has_terms(connection, cursor, e, counts[e.pk])}


def _has_terms(connection, cursor, entry, count):
    if connection.vendor == "postgresql":
        sql = "SELECT 1 FROM articles_searchentry WHERE terms = %s::tsvector AND article_id = %s"
        cursor.execute(sql, [entry_terms(entry), entry.pk])
    else:
        sql = (
            "SELECT 1 FROM articles_searchterms WHERE articles_searchterms MATCH %s AND rowid = %s"
        )
        terms = set(entry_terms(entry).split())
        if len(terms) != count:
            return False
        match = " AND ".join(f'"{term}"' for term in terms)
        cursor.execute(sql, [match, entry.pk])
    return cursor.fetchone() is not None
