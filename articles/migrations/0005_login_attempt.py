from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0004_search"),
    ]

    operations = [
        migrations.CreateModel(
            name="LoginAttempt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="time")),
                ("username", models.CharField(max_length=150, verbose_name="username")),
                (
                    "address",
                    models.GenericIPAddressField(null=True, verbose_name="network address"),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("wrong", "wrong name or password"),
                            ("let_in", "logged in"),
                            ("made_to_wait", "made to wait"),
                            ("unlocked", "unlocked by an administrator"),
                        ],
                        default="wrong",
                        max_length=20,
                        verbose_name="outcome",
                    ),
                ),
                (
                    "unlocked_by",
                    models.CharField(blank=True, max_length=150, verbose_name="unlocked by"),
                ),
            ],
            options={
                "verbose_name": "login attempt",
                "verbose_name_plural": "login attempts",
                "ordering": ["-id"],
                "default_permissions": ["view"],
                "indexes": [
                    models.Index(fields=["username", "address", "at"], name="login_who"),
                    models.Index(fields=["at"], name="login_at"),
                ],
            },
        ),
    ]
