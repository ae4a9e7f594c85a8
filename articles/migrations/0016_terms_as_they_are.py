"""How PostgreSQL keeps an entry: its terms as they are, its text in its row.

To pack terms takes long and gains nothing. A text out of line is four pages to read in place of
one; a word of three characters may need thousands of texts compared.
"""

from django.db import migrations

LONGEST_ROW = 4080  # bytes, before a text is put out of line: two in a page


def kept(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        table = "ALTER TABLE articles_searchentry"
        schema_editor.execute(f"{table} ALTER COLUMN terms SET STORAGE EXTERNAL")
        schema_editor.execute(f"{table} SET (toast_tuple_target = {LONGEST_ROW})")


class Migration(migrations.Migration):
    dependencies = [("articles", "0015_prepared_page")]
    operations = [migrations.RunPython(kept, migrations.RunPython.noop)]
