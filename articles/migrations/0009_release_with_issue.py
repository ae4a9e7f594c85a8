"""What stands in an issue that is or was out was released with it.

From now on `released_at` says so of every article: what is added after publication has none.
"""

from django.db import migrations
from django.db.models import OuterRef, Subquery


def release(apps, schema_editor):
    Article = apps.get_model("articles", "Article")
    Issue = apps.get_model("articles", "Issue")
    hour = Issue.objects.filter(pk=OuterRef("issue")).values("publish_at")[:1]
    articles = Article.objects.using(schema_editor.connection.alias)
    articles.filter(issue__publish_at__isnull=False, released_at__isnull=True).update(
        released_at=Subquery(hour)
    )


class Migration(migrations.Migration):
    dependencies = [("articles", "0008_issue_year")]
    operations = [migrations.RunPython(release, migrations.RunPython.noop)]
