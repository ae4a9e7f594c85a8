"""rebuild_search: write what the search index lacks, or say where it differs from the articles."""

import datetime

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import search
from articles.models import Article

STEP = 2_000  # articles in one transaction: fewer would cost SQLite twice the time


class Command(BaseCommand):
    help = (
        "Write the search entries that are missing or of an earlier version. Interrupted, it "
        "goes on where it stopped. The site stays open meanwhile."
    )

    def add_arguments(self, parser):
        ways = parser.add_mutually_exclusive_group()
        ways.add_argument(
            "--check",
            action="store_true",
            help="compare every entry with its article, change nothing, list what differs, "
            "exit 1 if any",
        )
        ways.add_argument(
            "--fix", action="store_true", help="compare every entry, write anew what differs"
        )
        parser.add_argument(
            "--since",
            metavar="DATE",
            type=datetime.date.fromisoformat,
            help="only articles changed or made public on that day or later",
        )

    def handle(self, *, check, fix, since, verbosity, **options):
        self.is_quiet = verbosity == 0
        articles = changed_since(since) if since else Article.objects.all()
        if check:
            self.check_all(articles)
            return
        self.counts = search.term_counts() if fix else None
        with search.in_bulk():
            written = sum(map(self.mend if fix else self.write, self.steps(articles)))
        sentence = ngettext(
            "%(count)d search entry written.", "%(count)d search entries written.", written
        )
        if not self.is_quiet:
            self.stdout.write(sentence % {"count": written})

    def check_all(self, articles):
        counts = search.term_counts()
        ids = [pk for step in self.steps(articles) for pk in search.drift(step, counts)]
        for pk in ids:
            self.stdout.write(str(pk))
        if ids:
            raise CommandError(
                ngettext(
                    "%(count)d article differs from its search entry.",
                    "%(count)d articles differ from their search entries.",
                    len(ids),
                )
                % {"count": len(ids)}
            )
        self.stdout.write(_("Every article agrees with its search entry."))

    def mend(self, articles):
        with transaction.atomic():
            return search.mend(articles, self.counts)

    def write(self, articles):
        with transaction.atomic():
            wanting = list(search.unwritten(articles).values_list("pk", flat=True))
            if wanting:
                search.index(Article.objects.filter(pk__in=wanting).select_for_update(of=("self",)))
        return len(wanting)

    def steps(self, articles):
        """Slices of `articles` by id, each a transaction of its own, with progress told."""
        last = articles.aggregate(last=Max("pk"))["last"] or 0
        for start in range(0, last, STEP):
            yield articles.filter(pk__gt=start, pk__lte=start + STEP)
            if not self.is_quiet:
                self.stderr.write(f"{min(start + STEP, last)} / {last}", ending="\r")
        if not self.is_quiet:
            self.stderr.write("")


def changed_since(date):
    start = timezone.make_aware(datetime.datetime.combine(date, datetime.time.min))
    return Article.objects.filter(Q(updated_at__gte=start) | Q(public_from__gte=start))
