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
            sys.exit(self.bring_in(**options))

    def bring_in(self, source, paper, date, edition, page, dry_run, **options):
        try:
            newspaper = Newspaper.objects.get(slug=paper)
        except Newspaper.DoesNotExist:
            raise CommandError(_("There is no newspaper %(slug)s.") % {"slug": paper}) from None
        try:
            content = source.read_bytes()
        except OSError as error:
            return self.refuse(str(error), UNREADABLE, options)
        try:
            if dry_run:
                told = rehearse(
                    content, source.name, newspaper=newspaper, date=date, page_label=page
                )
                return self.tell(told, options)
            run = import_source(
                content,
                source.name,
                newspaper=newspaper,
                date=date,
                edition=edition,
                page_label=page,
            )
        except SourceUnreadable as refusal:
            return self.refuse(refusal, UNREADABLE, options)
        except ImportRefused as refusal:
            return self.refuse(refusal, PROBLEMS, options)
        return self.tell(run.report, options)

    def refuse(self, sentence, status, options):
        if options["json"]:
            told = {"status": RunStatus.FAILED, "error": str(sentence)}
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
        self.stderr.write(str(sentence))
        return status

    def tell(self, told, options):
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
        else:
            self.tell_in_words(told)
        return PROBLEMS if told["problems"] else DONE

    def tell_in_words(self, told):
        for article in told["articles"]:
            headline = " ".join(article["headline"].split()) or "—"
            self.stdout.write(f"{article['page'] or '—':5} {headline}")
        for problem in told["problems"]:
            self.stdout.write(f"! {problem['page']} {problem['item']}: {problem['message']}")
        counts = told["counts"]
        self.stdout.write(
            _("%(read)d characters: %(placed)d placed, %(apart)d apart, %(unplaced)d unplaced.")
            % counts
        )
