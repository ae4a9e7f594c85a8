"""run_imports: bring in the PDFs that wait, each once; for the web server and for cron."""

from django.core.management.base import BaseCommand
from django.utils import translation

from articles.importers.run import work_off
from articles.models import ImportRun, RunStatus


class Command(BaseCommand):
    help = "Bring in the PDFs that wait in the background, or only those of the runs named."

    def add_arguments(self, parser):
        parser.add_argument("runs", type=int, nargs="*", help="ids of runs; all by default")

    def handle(self, *args, runs, **options):
        waiting = ImportRun.objects.filter(status=RunStatus.WAITING).order_by("pk")
        with translation.override(translation.get_language() or "zh-hans"):
            for pk in runs or list(waiting.values_list("pk", flat=True)):
                if run := work_off(pk):
                    self.stdout.write(f"{run}: {run.get_status_display()}")
