"""PostgreSQL keeps the terms of an entry as they are: to pack them takes long and gains nothing."""

from django.db import migrations


def unpacked(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "ALTER TABLE articles_searchentry ALTER COLUMN terms SET STORAGE EXTERNAL"
        )


class Migration(migrations.Migration):
    dependencies = [("articles", "0015_prepared_page")]
    operations = [migrations.RunPython(unpacked, migrations.RunPython.noop)]
