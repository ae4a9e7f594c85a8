"""The dictionary is kept by the groups that keep the columns."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

GROUPS = {
    "编辑": ["view"],
    "部主任": ["view", "add", "change"],
    "总编辑": ["view", "add", "change", "delete"],
}


def permit(apps, schema_editor):
    alias = schema_editor.connection.alias
    create_permissions(installed.get_app_config("articles"), verbosity=0, using=alias)
    permissions = apps.get_model("auth", "Permission").objects.using(alias)
    of_terms = permissions.filter(content_type__app_label="articles")
    for group in apps.get_model("auth", "Group").objects.using(alias).filter(name__in=GROUPS):
        codenames = [f"{act}_term" for act in GROUPS[group.name]]
        group.permissions.add(*of_terms.filter(codename__in=codenames))


class Migration(migrations.Migration):
    dependencies = [("articles", "0013_term"), ("auth", "0012_alter_user_first_name_max_length")]
    operations = [migrations.RunPython(permit, migrations.RunPython.noop)]
