"""The same articles and terms in tantivy, a search engine in Rust, to measure ours against.

Not the same work: it knows no transaction, and keeps its own copy beside the database.
"""

from pathlib import Path

import tantivy
from django.db import connection

from articles.search.query import parse
from articles.search.tokens import GAPS, terms

HEAP = 256_000_000  # bytes of articles written at a time
BATCH = 2_000


class Yardstick:
    """The index of so many articles; made once, as they are the same in every database."""

    def __init__(self, count):
        schema = tantivy.SchemaBuilder()
        schema.add_text_field("terms", tokenizer_name="whitespace")
        schema.add_integer_field("day", fast=True)
        self.schema = schema.build()
        self.path = Path(f".bench-search-{count}-tantivy")
        if not self.path.exists():
            self._write()
        index = tantivy.Index.open(str(self.path))
        self.searcher = index.searcher()

    def newest(self, typed):
        """The newest 20 articles that have all words, each as a phrase of its terms."""
        phrases = [
            (tantivy.Occur.Must, self._phrase(run))
            for word in parse(typed).words
            for run in word.text.translate(GAPS).split()
        ]
        query = tantivy.Query.boolean_query(phrases)
        return self.searcher.search(query, 20, count=False, order_by_field="day").hits

    def _phrase(self, run):
        pairs = [run[at : at + 2] for at in range(max(1, len(run) - 1))]
        if len(pairs) == 1:
            return tantivy.Query.term_query(self.schema, "terms", pairs[0])
        return tantivy.Query.phrase_query(self.schema, "terms", pairs)

    def _write(self):
        building = self.path.with_suffix(".new")
        building.mkdir(exist_ok=True)
        writer = tantivy.Index(self.schema, path=str(building), reuse=False).writer(HEAP)
        for day, text in _entries():
            document = tantivy.Document()
            document.add_text("terms", terms(text))
            document.add_integer("day", day)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        building.rename(self.path)


def _entries():
    last = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT article_id, day, text FROM articles_searchentry"
                f" WHERE article_id > %s ORDER BY article_id LIMIT {BATCH}",
                [last],
            )
            rows = cursor.fetchall()
        if not rows:
            return
        yield from ((day, text) for _pk, day, text in rows)
        last = rows[-1][0]
