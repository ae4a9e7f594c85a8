"""An issue has a year in which there could be a Chinese newspaper."""

import datetime

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0007_search_by_windows"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="issue",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("date__gte", datetime.date(1815, 1, 1)),
                    ("date__lte", datetime.date(2199, 12, 31)),
                ),
                name="issue_year_sensible",
                violation_error_message="The year of an issue is between 1815 and 2199.",
            ),
        ),
    ]
