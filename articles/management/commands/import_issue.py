"""import_issue: bring a source in as a draft issue and report what went where."""

import datetime
import json
import sys
from contextlib import closing
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from articles.importers.again import CHANGES
from articles.importers.run import (
    STAGES,
    ImportRefused,
    SourceUnreadable,
    import_pdfs,
    import_source,
    rehearse,
    rehearse_pdfs,
)
from articles.models import Edition, Newspaper, RunStatus

DONE, PROBLEMS, UNREADABLE = 0, 1, 2


class Command(BaseCommand):
    help = "Bring a source in as a draft issue. Exit status: 0 done, 1 problems, 2 unreadable."

    def add_arguments(self, parser):
        parser.add_argument("source", type=Path, nargs="+", help="a text, PDFs or a folder of PDFs")
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
        bar = Bar(self.stderr)
        try:
            with closing(bar):
                told = bring_in(
                    source, newspaper=newspaper, date=date, progress=bar.show, **options
                )
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
        for one in told.get("changed", []):
            self.stdout.write(f"~ {one['page']} {one['headline']}: {CHANGES[one['what']]}")
        for problem in told["problems"]:
            mark = "!" if needs_person(problem) else "·"
            where = f"{problem['page']} {problem['item']}".strip()
            self.stdout.write(f"{mark} {where}: {problem['message']}")
        counts = told["counts"]
        self.stdout.write(
            _("%(read)d characters: %(placed)d placed, %(apart)d apart, %(unplaced)d unplaced.")
            % counts
        )


class Bar:
    """How far it is: one line drawn anew on a terminal, elsewhere a line for each step."""

    WIDTH = 24

    def __init__(self, stream):
        self.stream, self.begun = stream, 0

    def show(self, page, pages, stage):
        """Pages are read two at a time: what is before the later one counts as done."""
        said = {"page": page, "pages": pages, "stage": STAGES.get(stage, stage)}
        sentence = _("Page %(page)s of %(pages)s: %(stage)s") % said
        if not self.stream.isatty():
            self.stream.write(sentence)
            return
        self.begun = max(self.begun, page)
        full = "#" * (self.WIDTH * (self.begun - 1) // pages)
        # The rest of a longer line before is wiped away; not in red, as errors are.
        self.stream.write(f"\r[{full:-<{self.WIDTH}}] {sentence}\x1b[K", str, ending="")
        self.stream.flush()

    def close(self):
        if self.begun:
            self.stream.write()


def bring_in(source, *, newspaper, date, edition, page, dry_run, progress, **_options):
    """The report of the import, or of its rehearsal."""
    said = {"newspaper": newspaper, "date": date, "edition": edition, "page_label": page}
    files = [file for path in source for file in files_of(path)]
    if is_pdf(files[0]) or len(files) > 1:
        refuse_other_than_pdfs(files)
        if dry_run:
            return rehearse_pdfs(files, progress=progress, **said)
        return import_pdfs(files, progress=progress, **said).report
    content, name = files[0].read_bytes(), files[0].name
    if dry_run:
        return rehearse(content, name, **said)
    return import_source(content, name, **said).report


def files_of(path):
    """The file, or the PDFs of a folder in the order of their names."""
    if not path.is_dir():
        return [path]
    found = [file for file in sorted(path.iterdir()) if file.is_file() and is_pdf(file)]
    if not found:
        raise SourceUnreadable(_("There is no PDF in %(name)s.") % {"name": path.name})
    return found


def refuse_other_than_pdfs(files):
    for file in files:
        if not is_pdf(file):
            raise SourceUnreadable(
                _("%(name)s is not a PDF. Bring texts in one by one.") % {"name": file.name}
            )


def is_pdf(path):
    """By its content: what it is called says little."""
    with path.open("rb") as file:
        return b"%PDF-" in file.read(1024)


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
