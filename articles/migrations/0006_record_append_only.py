"""The database itself refuses to change or delete an editorial event.

What has no row to refuse is not stopped: PostgreSQL may TRUNCATE, as tests do between each
other. SQLite empties a table row by row, so `flush` is refused there.
"""

from django.db import migrations

SENTENCE = "an editorial event is never changed or deleted"

SQLITE = """
CREATE TRIGGER editorial_event_append_only_{act} BEFORE {act} ON articles_editorialevent
BEGIN SELECT RAISE(ABORT, '{sentence}'); END
"""

POSTGRESQL = """
CREATE FUNCTION editorial_event_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{sentence}' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER editorial_event_append_only BEFORE UPDATE OR DELETE
ON articles_editorialevent FOR EACH ROW EXECUTE FUNCTION editorial_event_append_only();
"""


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL.format(sentence=SENTENCE))
        return
    for act in ("update", "delete"):
        schema_editor.execute(SQLITE.format(act=act, sentence=SENTENCE))


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER editorial_event_append_only ON articles_editorialevent")
        schema_editor.execute("DROP FUNCTION editorial_event_append_only()")
        return
    for act in ("update", "delete"):
        schema_editor.execute(f"DROP TRIGGER editorial_event_append_only_{act}")


class Migration(migrations.Migration):
    dependencies = [("articles", "0005_login_attempt")]
    operations = [migrations.RunPython(create, drop)]
