"""publish_issue: publish an issue of a given day, or say everything that stops it."""

import datetime

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Edition, Issue, NotAllowed, NotReady


class Command(BaseCommand):
    help = "Publish a draft issue in one act. Exit status 1 when something is missing."

    def add_arguments(self, parser):
        parser.add_argument("--paper", required=True, help="the newspaper's address name")
        parser.add_argument("--date", required=True, type=datetime.date.fromisoformat)
        parser.add_argument("--edition", choices=Edition.values, default=Edition.DAILY)
        parser.add_argument(
            "--archive", action="store_true", help="public since six in the morning of its day"
        )

    def handle(self, *, paper, date, edition, archive, **options):
        issue = Issue.objects.filter(newspaper__slug=paper).on(date, edition).first()
        if issue is None:
            raise CommandError(_("There is no such issue."))
        try:
            issue.publish(by=None, at=morning(date) if archive else None, is_archive=archive)
        except NotReady as refusal:
            raise CommandError("\n".join(map(str, refusal.problems))) from refusal
        except NotAllowed as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(str(issue))


def morning(date):
    return timezone.make_aware(datetime.datetime.combine(date, datetime.time(6)))
