"""The folded text of every article, and in either dialect an index of its terms.

SQLite keeps the terms in an FTS5 table without content: rowid is the article's id, and a row is
taken back by naming exactly the terms it was written with. PostgreSQL keeps them in a tsvector
without positions. Texts stand out of line there, so that the rows a search runs over stay slim.
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
        terms, content='', detail=none, columnsize=0, tokenize="ascii tokenchars '#='")""",
]


def create(apps, schema_editor):
    statements = POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE
    for statement in statements:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE articles_searchterms")


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_groups")]
    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("article", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name="search_entry", serialize=False, to="articles.article")),
                ("at", models.DateTimeField()),
                ("text", models.TextField()),
                ("title_length", models.PositiveIntegerField()),
            ],
            options={
                "indexes": [models.Index(fields=["-at", "article"], name="search_newest")],
            },
        ),
        migrations.RunPython(create, drop),
    ]
