"""What `check --deploy` looks at besides Django's own."""

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.contrib.auth.models import User
from django.core import checks
from django.db import DatabaseError

from articles.sample import PASSWORD


@checks.register(checks.Tags.security, deploy=True)
def nobody_has_the_public_password(app_configs, **kwargs):
    """Every account is tried, for a demonstration's may have been renamed; that takes a while."""
    if settings.DEBUG:
        return []
    try:
        users = list(User.objects.filter(is_active=True))
    except DatabaseError:
        return []  # not migrated yet: nobody can log in
    names = sorted(user.get_username() for user in users if check_password(PASSWORD, user.password))
    if not names:
        return []
    return [
        checks.Warning(
            f"The public password of the sample opens: {', '.join(names)}.",
            hint="`manage.py changepassword NAME`, or take the account away in the admin.",
            id="articles.W001",
        )
    ]
