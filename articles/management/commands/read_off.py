"""read_off: read text off the pictures of pages whose parts wait for it."""

from django.core.management.base import BaseCommand

from articles.importers.readoff import read_off
from articles.models import MakeUp


class Command(BaseCommand):
    help = "Read text off the parts of pages' pictures that editors have asked for."

    def add_arguments(self, parser):
        parser.add_argument("pages", type=int, nargs="*", help="ids of pages; all by default")

    def handle(self, *args, pages, **options):
        for page in pages or MakeUp.objects.exclude(regions=[]).values_list("page", flat=True):
            read_off(page)
