"""From when a page may be shown as printed, kept beside it: null is not yet."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0009_release_with_issue")]
    operations = [
        migrations.AddField(
            model_name="page",
            name="shown_from",
            field=models.DateTimeField(editable=False, null=True),
        )
    ]
