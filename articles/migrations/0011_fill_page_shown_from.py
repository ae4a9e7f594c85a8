"""A page is shown as printed from when the last of the articles on it is public."""

from datetime import UTC, datetime

from django.db import migrations
from django.db.models import F, Max, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, Greatest

NEVER = datetime(9999, 12, 31, tzinfo=UTC)


def fill(apps, schema_editor):
    Page = apps.get_model("articles", "Page")

    def last_of(articles):
        pages = Page.objects.filter(**{"pk": OuterRef("pk"), f"{articles}__isnull": False})
        last = Max(Coalesce(f"{articles}__public_from", Value(NEVER)))
        of_page = pages.order_by().values("pk").annotate(last=last).values("last")
        return Coalesce(Subquery(of_page), F("created_at"))

    Page.objects.using(schema_editor.connection.alias).update(
        shown_from=Greatest("created_at", last_of("articles"), last_of("zones__article"))
    )


class Migration(migrations.Migration):
    dependencies = [("articles", "0010_page_shown_from")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
