"""The groups of an editing room with three reviews; what was public has passed them."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.models import Q

READ = ["newspaper", "section", "column", "issue", "page", "pagecredit", "zone", "article"]
READ += ["credit", "photo", "contributor", "editorialevent", "term"]
WRITE = ["article", "credit", "photo", "contributor"]
MAKE_UP = ["page", "pagecredit", "zone", "issue"]
KEEP = ["newspaper", "section", "column", "term", "contributor", "assignment"]
# {group: {act: models}}; 编辑, 部主任 and 总编辑 are there already.
NEW = {
    "记者": {"view": READ, "add": WRITE, "change": WRITE, "delete": ["credit"]},
    "校对": {"view": READ, "change": ["article", "photo"]},
    "版面编辑": {
        "view": [*READ, "importrun", "importproblem"],
        "add": [*WRITE, *MAKE_UP, "importrun"],
        "change": [*WRITE, *MAKE_UP, "importproblem"],
        "delete": ["credit", "pagecredit", "zone", "page"],
    },
    "管理员": {
        "view": [*READ, "assignment", "loginattempt"],
        "add": KEEP,
        "change": KEEP,
        "delete": ["section", "column", "term", "assignment"],
    },
}
REVIEWS = {
    "责任编辑": {"review_first": ["article"]},
    "部主任": {"review_second": ["article"]},
    "总编辑": {
        "review_final": ["article"],
        **{act: ["assignment"] for act in ("view", "add", "change", "delete")},
    },
}


def make_groups(apps, schema_editor):
    alias = schema_editor.connection.alias
    create_permissions(installed.get_app_config("articles"), verbosity=0, using=alias)
    groups = apps.get_model("auth", "Group").objects.using(alias)
    permissions = apps.get_model("auth", "Permission").objects.using(alias)
    groups.filter(name="编辑").update(name="责任编辑")
    for name, allowed in (NEW | REVIEWS).items():
        group, _created = groups.get_or_create(name=name)
        codenames = [f"{act}_{model}" for act, models in allowed.items() for model in models]
        group.permissions.add(
            *permissions.filter(content_type__app_label="articles", codename__in=codenames)
        )


def unmake_groups(apps, schema_editor):
    groups = apps.get_model("auth", "Group").objects.using(schema_editor.connection.alias)
    groups.filter(name__in=NEW).delete()
    groups.filter(name="责任编辑").update(name="编辑")


def approve_what_was_public(apps, schema_editor):
    articles = apps.get_model("articles", "Article").objects.using(schema_editor.connection.alias)
    public = Q(public_from__isnull=False) | Q(released_at__isnull=False)
    articles.filter(public).update(status="approved")


class Migration(migrations.Migration):
    dependencies = [("articles", "0022_reviews"), ("auth", "0012_alter_user_first_name_max_length")]
    operations = [
        migrations.RunPython(make_groups, unmake_groups),
        migrations.RunPython(approve_what_was_public, migrations.RunPython.noop),
    ]
