"""Who proofreads pages and who signs them; the pages of public issues need neither."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

GROUPS = {
    "proof_page": ["校对", "责任编辑", "版面编辑"],
    "sign_off_page": ["部主任", "总编辑"],
}


def give(apps, schema_editor):
    alias = schema_editor.connection.alias
    create_permissions(installed.get_app_config("articles"), verbosity=0, using=alias)
    permissions = apps.get_model("auth", "Permission").objects.using(alias)
    for codename, names in GROUPS.items():
        permission = permissions.get(content_type__app_label="articles", codename=codename)
        for group in apps.get_model("auth", "Group").objects.using(alias).filter(name__in=names):
            group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [("articles", "0024_proofs_and_sign_offs")]
    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
