"""Who keeps the error ledger, and who sees what everybody wrote."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

# {permission: groups}
GIVEN = {
    "view_mistake": ["责任编辑", "部主任", "版面编辑", "校对", "总编辑", "管理员"],
    "add_mistake": ["责任编辑", "部主任", "校对", "总编辑", "管理员"],
    "change_mistake": ["校对", "总编辑", "管理员"],
    "count_contributor": ["部主任", "总编辑", "管理员"],
}


def give(apps, schema_editor):
    alias = schema_editor.connection.alias
    create_permissions(installed.get_app_config("articles"), verbosity=0, using=alias)
    permissions = apps.get_model("auth", "Permission").objects.using(alias)
    groups = apps.get_model("auth", "Group").objects.using(alias)
    for codename, names in GIVEN.items():
        permission = permissions.get(content_type__app_label="articles", codename=codename)
        for group in groups.filter(name__in=names):
            group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [("articles", "0033_error_ledger")]
    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
