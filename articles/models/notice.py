"""Notices by mail: a task that waits, a text that came back.

They are sent once what they tell of is committed, and nothing depends on them: the desk shows the
same. Who has no address gets none.
"""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from articles.models.draft import called

BACKEND = "django.contrib.auth.backends.ModelBackend"
PAUSE = 900  # seconds after a notice of a task in which further tasks send none

log = logging.getLogger(__name__)


def tell_reviewers(article):
    """Those who may do the review that the article waits for."""
    if article.level:
        _once_committed(_tell_reviewers, article, article.level)


def tell_signers(page):
    """Those who may sign the page: its last proof is read."""
    _once_committed(_tell_signers, page)


def tell_author(article, verdict, opinion, *, by):
    """Whoever wrote it: what was decided, and why."""
    if article.author and article.author.email and article.author != by:
        _once_committed(_tell_author, article, verdict, opinion, by)


def _once_committed(tell, *about):
    transaction.on_commit(lambda: _in_the_papers_language(tell, *about), robust=True)


def _in_the_papers_language(tell, *about):
    """Whoever acts may read the desk in another one."""
    with override(settings.LANGUAGE_CODE):
        tell(*about)


def _tell_reviewers(article, level):
    if article.level != level:
        return  # it was reviewed at once
    told = {"article": article.short_title, "level": level.label}
    subject = _("“%(article)s” waits for its %(level)s") % told
    for user in _able(f"review_{level}_article"):
        if not article.why_not_reviewed_by(user):
            _tell_of_task(user, subject, _address(article))


def _tell_signers(page):
    told = {"page": page, "issue": page.issue}
    subject = _("%(issue)s, %(page)s is proofread and waits to be signed off") % told
    for user in _able("sign_off_page"):
        if not page.why_not_signed_by(user):
            _tell_of_task(user, subject, reverse("admin:sign-off", args=[page.pk]))


def _tell_author(article, verdict, opinion, by):
    told = {"article": article.short_title, "verdict": verdict.label}
    body = f"{called(by)}：{opinion.strip() or verdict.label}"
    subject = _("“%(article)s”: %(verdict)s") % told
    _send(article.author, subject, body, _address(article))


def _able(codename):
    users = get_user_model().objects.with_perm(
        f"articles.{codename}", include_superusers=False, backend=BACKEND
    )
    return users.exclude(email="")


def _address(article):
    return reverse("admin:articles_article_change", args=[article.pk])


def _tell_of_task(user, subject, path):
    """One in a while: a night has a hundred, and the desk lists them all."""
    if cache.add(f"told-of-task:{user.pk}", True, PAUSE):
        _send(user, subject, _("All your tasks are on your desk."), path)


def _send(user, subject, body, path):
    body = f"{body}\n\n{settings.SITE_URL}{path}\n"
    try:
        send_mail(" ".join(subject.split()), body, None, [user.email])
    except (OSError, SMTPException) as error:
        log.warning("No mail to %s: %s", user.get_username(), error)
