"""The three groups of an editing room and what each may do.

Django creates permissions only after all migrations, so they are created here first.
"""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

EDITOR = {
    "view": ["newspaper", "section", "column", "editorialevent", "importrun", "importproblem"],
    "add": ["issue", "page", "pagecredit", "zone", "article", "credit", "photo", "contributor"],
    "delete": ["pagecredit", "zone", "credit"],
}
SECTION_HEAD = {
    "add": ["column"],
    "delete": ["page", "photo"],
    "release": ["article"],
    "withdraw": ["article"],
}
CHIEF_EDITOR = {
    "add": ["newspaper", "section"],
    "delete": ["issue", "section", "column", "contributor"],
    "publish": ["issue"],
    "withdraw": ["issue"],
}
GROUPS = {
    "编辑": [EDITOR],
    "部主任": [EDITOR, SECTION_HEAD],
    "总编辑": [EDITOR, SECTION_HEAD, CHIEF_EDITOR],
}
IMPORT = ["add_importrun", "change_importproblem"]


def codenames(*permissions):
    """Who may add a thing may also change and see it."""
    wider = {"add": ["add", "change", "view"]}
    yield from IMPORT
    for allowed in permissions:
        for act, models in allowed.items():
            for verb in wider.get(act, [act]):
                yield from (f"{verb}_{model}" for model in models)


def make_groups(apps, schema_editor):
    alias = schema_editor.connection.alias
    create_permissions(installed.get_app_config("articles"), verbosity=0, using=alias)
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for name, permissions in GROUPS.items():
        group, _created = Group.objects.using(alias).get_or_create(name=name)
        group.permissions.set(
            Permission.objects.using(alias).filter(
                content_type__app_label="articles", codename__in=set(codenames(*permissions))
            )
        )


def remove_groups(apps, schema_editor):
    groups = apps.get_model("auth", "Group").objects.using(schema_editor.connection.alias)
    groups.filter(name__in=GROUPS).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0002_article_on_page_of_its_issue"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make_groups, remove_groups)]
