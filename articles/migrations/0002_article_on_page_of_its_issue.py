"""The database itself refuses an article on a page of another issue.

No constraint of Django's can look into a second table, hence a trigger in either dialect.
"""

from django.db import migrations

SENTENCE = "an article stands on a page of its own issue"

SQLITE = """
CREATE TRIGGER article_page_issue_{event} BEFORE {when} ON articles_article
WHEN NEW.page_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM articles_page WHERE id = NEW.page_id AND issue_id = NEW.issue_id
)
BEGIN SELECT RAISE(ABORT, '{sentence}'); END
"""

POSTGRESQL = """
CREATE FUNCTION article_page_issue() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.page_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM articles_page WHERE id = NEW.page_id AND issue_id = NEW.issue_id
    ) THEN
        RAISE EXCEPTION '{sentence}' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER article_page_issue BEFORE INSERT OR UPDATE OF page_id, issue_id
ON articles_article FOR EACH ROW EXECUTE FUNCTION article_page_issue();
"""


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL.format(sentence=SENTENCE))
        return
    for event, when in (("insert", "INSERT"), ("update", "UPDATE OF page_id, issue_id")):
        schema_editor.execute(SQLITE.format(event=event, when=when, sentence=SENTENCE))


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER article_page_issue ON articles_article")
        schema_editor.execute("DROP FUNCTION article_page_issue()")
        return
    for event in ("insert", "update"):
        schema_editor.execute(f"DROP TRIGGER article_page_issue_{event}")


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_newsroom")]
    operations = [migrations.RunPython(create, drop)]
