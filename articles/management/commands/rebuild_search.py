"""rebuild_search: bring the search index in line with the articles, or say where it is not."""

import datetime

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import search
from articles.models import Article

STEP = 500


class Command(BaseCommand):
    help = (
        "Write anew the search entries that differ from their articles. Interrupted, it can be "
        "run again: what is done is passed over quickly. The site stays open meanwhile."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--check", action="store_true", help="change nothing, list what differs, exit 1 if any"
        )
        parser.add_argument(
            "--since",
            metavar="DATE",
            type=datetime.date.fromisoformat,
            help="only articles changed or made public on that day or later",
        )

    def handle(self, *, check, since, **options):
        articles = changed_since(since) if since else Article.objects.all()
        differing = sum(self.look_over(step, check) for step in self.steps(articles))
        if check and differing:
            raise CommandError(
                ngettext(
                    "%(count)d article differs from its search entry.",
                    "%(count)d articles differ from their search entries.",
                    differing,
                )
                % {"count": differing}
            )
        if check:
            self.stdout.write(_("Every article agrees with its search entry."))
            return
        written = ngettext(
            "%(count)d search entry written.", "%(count)d search entries written.", differing
        )
        self.stdout.write(written % {"count": differing})

    def look_over(self, articles, check):
        """How many of these differ; put right unless only to be checked."""
        if not check:
            with transaction.atomic():
                return search.mend(articles)
        ids = search.drift(articles)
        for pk in ids:
            self.stdout.write(str(pk))
        return len(ids)

    def steps(self, articles):
        """Slices of `articles` by id, each a transaction of its own, with progress told."""
        last = articles.aggregate(last=Max("pk"))["last"] or 0
        for start in range(0, last, STEP):
            yield articles.filter(pk__gt=start, pk__lte=start + STEP)
            self.stderr.write(f"{min(start + STEP, last)} / {last}", ending="\r")
        self.stderr.write("")


def changed_since(date):
    start = timezone.make_aware(datetime.datetime.combine(date, datetime.time.min))
    return Article.objects.filter(Q(updated_at__gte=start) | Q(public_from__gte=start))
