"""What three reviews need: an article's status and author, Review, Assignment.

SQLite makes a table anew to add a reference to it, and forgets the triggers on it.
"""

from importlib import import_module

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

triggers = import_module("articles.migrations.0002_article_on_page_of_its_issue")


def set_triggers(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for event in ("insert", "update"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS article_page_issue_{event}")
        triggers.create(apps, schema_editor)


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0021_make_up_regions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, set_triggers),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
            ],
            options={
                "verbose_name": "assignment",
                "verbose_name_plural": "assignments",
                "ordering": ["user", "id"],
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("first", "first review"),
                            ("second", "second review"),
                            ("final", "final review"),
                        ],
                        max_length=8,
                        verbose_name="level",
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("use", "use"),
                            ("revise", "revise"),
                            ("hold", "hold over"),
                            ("reject", "turn down"),
                        ],
                        max_length=8,
                        verbose_name="verdict",
                    ),
                ),
                ("opinion", models.TextField(blank=True, verbose_name="opinion")),
                ("text_hash", models.CharField(max_length=64)),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="time")),
            ],
            options={
                "verbose_name": "review",
                "verbose_name_plural": "reviews",
                "ordering": ["id"],
            },
        ),
        migrations.AlterModelOptions(
            name="article",
            options={
                "ordering": ["-id"],
                "permissions": [
                    ("release_article", "Can release an article outside an issue"),
                    ("withdraw_article", "Can withdraw an article"),
                    ("review_first_article", "Can do the first review"),
                    ("review_second_article", "Can do the second review"),
                    ("review_final_article", "Can do the final review"),
                ],
                "verbose_name": "article",
                "verbose_name_plural": "articles",
            },
        ),
        migrations.AddField(
            model_name="article",
            name="author",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="author",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="status",
            field=models.CharField(
                choices=[
                    ("draft", "draft"),
                    ("first", "first review due"),
                    ("second", "second review due"),
                    ("final", "final review due"),
                    ("approved", "approved"),
                    ("held", "held over"),
                    ("rejected", "turned down"),
                ],
                default="draft",
                editable=False,
                max_length=8,
                verbose_name="review",
            ),
        ),
        migrations.AddField(
            model_name="newspaper",
            name="review_levels",
            field=models.PositiveSmallIntegerField(
                choices=[(1, "1"), (2, "2"), (3, "3")], default=3, verbose_name="number of reviews"
            ),
        ),
        migrations.AlterField(
            model_name="editorialevent",
            name="verb",
            field=models.CharField(
                choices=[
                    ("created", "created"),
                    ("changed", "changed"),
                    ("deleted", "deleted"),
                    ("imported", "imported"),
                    ("decided", "decided"),
                    ("published", "published"),
                    ("submitted", "handed in"),
                    ("reviewed", "reviewed"),
                    ("reopened", "reopened"),
                    ("released", "released"),
                    ("withdrawn", "withdrawn"),
                    ("restored", "restored"),
                ],
                max_length=20,
                verbose_name="act",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("status__in", ["first", "second", "final"])),
                fields=["status", "id"],
                name="article_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="newspaper",
            constraint=models.CheckConstraint(
                condition=models.Q(("review_levels__gte", 1), ("review_levels__lte", 3)),
                name="newspaper_review_levels",
                violation_error_message="An article passes one to three reviews.",
            ),
        ),
        migrations.AddField(
            model_name="assignment",
            name="newspaper",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                to="articles.newspaper",
                verbose_name="newspaper",
            ),
        ),
        migrations.AddField(
            model_name="assignment",
            name="section",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                to="articles.section",
                verbose_name="section",
            ),
        ),
        migrations.AddField(
            model_name="assignment",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="assignments",
                to=settings.AUTH_USER_MODEL,
                verbose_name="reviewer",
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="article",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="reviews",
                to="articles.article",
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="reviewer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reviews",
                to=settings.AUTH_USER_MODEL,
                verbose_name="reviewer",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.UniqueConstraint(
                fields=("user", "newspaper", "section"),
                name="assignment_once",
                violation_error_message="They are assigned to it already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("section__isnull", True)),
                fields=("user", "newspaper"),
                name="assignment_whole_paper_once",
                violation_error_message="They are assigned to it already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("verdict__in", ["revise", "reject"]), _negated=True),
                    models.Q(("opinion", ""), _negated=True),
                    _connector="OR",
                ),
                name="review_explained",
                violation_error_message="Say why.",
            ),
        ),
        migrations.RunPython(set_triggers, migrations.RunPython.noop),
    ]
