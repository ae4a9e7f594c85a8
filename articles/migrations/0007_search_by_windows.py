"""The search index anew, with facts, parts and the time of printing among the terms.

SQLite keeps the terms in an FTS5 table without content: rowid is the article's id, and a row is
taken back by naming exactly the terms it was written with. PostgreSQL keeps them in a tsvector
without positions. Texts stand out of line there, so that the rows a search runs over stay slim;
SQLite has an index for that. The entries are written by `manage.py rebuild_search`.
"""

import django.db.models.deletion
from django.db import migrations, models

POSTGRESQL = [
    "ALTER TABLE articles_searchentry ADD COLUMN terms tsvector",
    "ALTER TABLE articles_searchentry SET (toast_tuple_target = 128)",
    "CREATE INDEX search_terms ON articles_searchentry USING gin (terms)",
]
SQLITE = [
    """CREATE VIRTUAL TABLE articles_searchterms USING fts5(
        terms, content='', detail=none, columnsize=0, tokenize="ascii tokenchars '#+^=@'")""",
    # Terms are sorted in memory, up to 64 MB in one transaction: half the time for a bulk load.
    "INSERT INTO articles_searchterms (articles_searchterms, rank) VALUES ('hashsize', 67108864)",
]


def create(apps, schema_editor):
    statements = POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE
    for statement in statements:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE articles_searchterms")


def create_slim(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        columns = "article_id, day, at, facts"
        schema_editor.execute(f"CREATE INDEX search_slim ON articles_searchentry ({columns})")


class Migration(migrations.Migration):
    dependencies = [("articles", "0006_record_append_only")]
    operations = [
        migrations.RunPython(drop, create),
        migrations.DeleteModel("SearchEntry"),
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="search_entry",
                        serialize=False,
                        to="articles.article",
                    ),
                ),
                ("day", models.PositiveIntegerField()),
                ("at", models.BigIntegerField()),
                ("title_end", models.PositiveIntegerField()),
                ("column_end", models.PositiveIntegerField()),
                ("byline_end", models.PositiveIntegerField()),
                ("version", models.PositiveSmallIntegerField()),
                ("digest", models.CharField(max_length=16)),
                ("facts", models.TextField()),
                ("text", models.TextField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["-day"], name="search_day"),
                    models.Index(fields=["version"], name="search_version"),
                ],
            },
        ),
        migrations.RunPython(create, drop),
        migrations.RunPython(create_slim, migrations.RunPython.noop),
    ]
