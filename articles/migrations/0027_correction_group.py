"""Who corrects what is published."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations


def give(apps, schema_editor):
    alias = schema_editor.connection.alias
    create_permissions(installed.get_app_config("articles"), verbosity=0, using=alias)
    permissions = apps.get_model("auth", "Permission").objects.using(alias)
    permission = permissions.get(
        content_type__app_label="articles", codename="correct_article"
    )
    groups = apps.get_model("auth", "Group").objects.using(alias)
    for group in groups.filter(name__in=["部主任", "总编辑"]):
        group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [("articles", "0026_corrections")]
    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
