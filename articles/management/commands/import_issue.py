"""import_issue: bring a source in as a draft issue and report what went where."""

import datetime
import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from articles.importers.run import ImportRefused, SourceUnreadable, import_source, rehearse
from articles.models import Edition, Newspaper, RunStatus

DONE, PROBLEMS, UNREADABLE = 0, 1, 2


class Command(BaseCommand):
    help = "Bring a source in as a draft issue. Exit status: 0 done, 1 problems, 2 unreadable."

    def add_arguments(self, parser):
        parser.add_argument("source", type=Path)
        parser.add_argument("--paper", required=True, help="the newspaper's address name")
        parser.add_argument("--date", type=datetime.date.fromisoformat, help="YYYY-MM-DD")
        parser.add_argument("--edition", choices=Edition.values, default=Edition.DAILY)
        parser.add_argument("--page", default="", help="label of a page that bears none, as A01")
        parser.add_argument("--dry-run", action="store_true", help="report and write nothing")
        parser.add_argument("--json", action="store_true", help="print the report as JSON")

    def handle(self, *args, **options):
        with translation.override(translation.get_language() or "zh-hans"):
            sys.exit(self.import_and_tell(**options))

    def import_and_tell(self, source, paper, date, **options):
        try:
            newspaper = Newspaper.objects.get(slug=paper)
        except Newspaper.DoesNotExist:
            raise CommandError(_("There is no newspaper %(slug)s.") % {"slug": paper}) from None
        try:
            told = bring_in(source, newspaper=newspaper, date=date, **options)
        except (OSError, ImportRefused) as error:
            self.stderr.write(str(error))
            if options["json"]:
                self.tell_as_json(refusal(error, newspaper, date))
            wrong_here = isinstance(error, ImportRefused) and not isinstance(
                error, SourceUnreadable
            )
            return PROBLEMS if wrong_here else UNREADABLE
        self.tell_as_json(told) if options["json"] else self.tell_in_words(told)
        return PROBLEMS if any(needs_person(problem) for problem in told["problems"]) else DONE

    def tell_as_json(self, told):
        self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))

    def tell_in_words(self, told):
        for article in told["articles"]:
            headline = " ".join(article["headline"].split()) or "—"
            self.stdout.write(f"{article['page'] or '—':5} {headline}")
        for problem in told["problems"]:
            mark = "!" if needs_person(problem) else "·"
            where = f"{problem['page']} {problem['item']}".strip()
            self.stdout.write(f"{mark} {where}: {problem['message']}")
        counts = told["counts"]
        self.stdout.write(
            _("%(read)d characters: %(placed)d placed, %(apart)d apart, %(unplaced)d unplaced.")
            % counts
        )


def bring_in(source, *, newspaper, date, edition, page, dry_run, **_options):
    """The report of the import, or of its rehearsal."""
    content, said = source.read_bytes(), {"newspaper": newspaper, "date": date, "page_label": page}
    if dry_run:
        return rehearse(content, source.name, **said)
    return import_source(content, source.name, edition=edition, **said).report


def refusal(error, newspaper, date):
    """The report of an import that brought nothing in."""
    run = getattr(error, "run", None)
    return {
        "run": run and run.pk,
        "status": RunStatus.FAILED,
        "issue": {"paper": newspaper.slug, "date": date and date.isoformat()},
        "error": str(error),
    }


def needs_person(problem):
    return problem.get("needs_person", True)
