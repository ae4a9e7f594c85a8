"""Who keeps the house style."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

KEEPERS = ["校对", "总编辑", "管理员"]
READERS = ["记者", "责任编辑", "部主任", "版面编辑", *KEEPERS]


def give(apps, schema_editor):
    alias = schema_editor.connection.alias
    create_permissions(installed.get_app_config("articles"), verbosity=0, using=alias)
    permissions = apps.get_model("auth", "Permission").objects.using(alias)
    groups = apps.get_model("auth", "Group").objects.using(alias)
    for act, names in {"view": READERS, "add": KEEPERS, "change": KEEPERS}.items():
        permission = permissions.get(
            content_type__app_label="articles", codename=f"{act}_stylerule"
        )
        for group in groups.filter(name__in=names):
            group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [("articles", "0031_house_style")]
    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
