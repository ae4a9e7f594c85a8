"""Let every article know its issue and its column as it shows them; see `Article.settle()`."""

from django.db import migrations


def prepare(apps, schema_editor):
    articles = apps.get_model("articles", "Article").objects.using(schema_editor.connection.alias)
    changed = []
    articles = articles.select_related("issue", "column").only("prepared", "issue", "column")
    for article in articles.iterator(chunk_size=500):
        issue, column = article.issue, article.column
        article.prepared["issue"] = issue and {
            "date": issue.date.isoformat(),
            "edition": issue.edition,
            "number": issue.number,
        }
        article.prepared["column"] = column and {
            "slug": column.slug,
            "name": column.name,
            "honor": column.honor,
        }
        changed.append(article)
    articles.bulk_update(changed, ["prepared"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("articles", "0011_fill_page_shown_from")]
    operations = [migrations.RunPython(prepare, migrations.RunPython.noop)]
