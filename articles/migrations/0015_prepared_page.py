"""Let every article know its page as it shows it; see `Article.settle()`."""

from django.db import migrations, models

import articles.models.article

SHOWN = ("label", "title", "width", "height", "renditions")


def prepare(apps, schema_editor):
    articles = apps.get_model("articles", "Article").objects.using(schema_editor.connection.alias)
    articles = articles.select_related("page").only("prepared", "page").order_by("pk")
    batch = list(articles[:500])
    while batch:
        for article in batch:
            page = article.page
            article.prepared["page"] = page and {it: getattr(page, it) for it in SHOWN}
        articles.bulk_update(batch, ["prepared"])
        batch = list(articles.filter(pk__gt=batch[-1].pk)[:500])


class Migration(migrations.Migration):
    dependencies = [("articles", "0014_term_permissions")]
    default = articles.models.article.nothing_shown
    operations = [
        # No change for the database, where SQLite would lose the table's triggers over it.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="article",
                    name="prepared",
                    field=models.JSONField(default=default, editable=False),
                )
            ]
        ),
        migrations.RunPython(prepare, migrations.RunPython.noop),
    ]
