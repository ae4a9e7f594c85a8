"""load_sample: the fictional sample newspaper, published, with one issue in the making."""

import datetime
import tomllib
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.files import File
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.importers.load import load
from articles.importers.readers import manuscripts
from articles.models import (
    Column,
    Contributor,
    Edition,
    Issue,
    Mistake,
    Newspaper,
    Section,
    StyleRule,
)
from articles.models.proof import hash_of
from articles.sample import LOGINS, PASSWORD

SAMPLE = Path(__file__).resolve().parents[2] / "sample"


class Command(BaseCommand):
    help = "Load the fictional sample newspaper, ready to read and to edit."

    def add_arguments(self, parser):
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing when there is a newspaper already"
        )
        parser.add_argument(
            "--demo-logins",
            action="store_true",
            default=settings.DEBUG,
            help="also make logins whose password everybody knows (with DEBUG: always)",
        )

    def handle(self, *, if_empty, demo_logins, **options):
        if Newspaper.objects.exists():
            if if_empty:
                return
            raise CommandError(
                _("There is a newspaper already; the sample goes into an empty database.")
            )
        with transaction.atomic():
            newspaper = make_newspaper()
            people = make_people() if demo_logins else dict.fromkeys(LOGINS)
            for folder in sorted((SAMPLE / "issues").iterdir()):
                issue = make_issue(newspaper, folder, people)
                self.stderr.write(f"{issue}: {issue.articles.count()}")
        if demo_logins:
            sentence = _("Logins: %(names)s; password: %(password)s")
        else:
            sentence = _("No logins were made: their password is public. --demo-logins makes them.")
        self.stdout.write(sentence % {"names": ", ".join(LOGINS), "password": PASSWORD})


def make_newspaper():
    plan = tomllib.loads((SAMPLE / "newspaper.toml").read_text("utf-8"))
    sections, columns, contributors, rules = (
        plan.pop(part) for part in ("sections", "columns", "contributors", "style_rules")
    )
    newspaper = Newspaper(**plan)
    nameplate = SAMPLE / "pictures" / "nameplate.png"
    with nameplate.open("rb") as file:
        newspaper.nameplate = File(file, name=nameplate.name)
        newspaper.save()
    for position, part in enumerate(sections):
        Section(newspaper=newspaper, position=position, **part).save()
    for position, part in enumerate(columns):
        Column(newspaper=newspaper, position=position, **part).save()
    for person in contributors:
        Contributor(newspaper=newspaper, **person).save()
    for rule in rules:
        StyleRule(newspaper=newspaper, **rule).save()
    newspaper.refresh_from_db()
    return newspaper


def make_people():
    """The demonstration's users by login name."""
    people = {}
    for name, (group, last, first) in LOGINS.items():
        people[name] = User.objects.create_user(
            name, password=PASSWORD, is_staff=True, last_name=last, first_name=first
        )
        people[name].groups.add(Group.objects.get(name=group))
    return people


def make_issue(newspaper, folder, people):
    plan = tomllib.loads((folder / "issue.toml").read_text("utf-8"))
    daily = plan["edition"] == Edition.DAILY
    issue = Issue(
        newspaper=newspaper,
        date=plan["date"],
        edition=plan["edition"],
        number=plan["number"] if daily else None,
    )
    issue.save(by=people["editor"])
    columns = {column.slug: column.name for column in newspaper.columns.all()}
    record = manuscripts.read(folder, columns=columns, pictures=SAMPLE / "pictures")
    load(record, issue, by=people["editor"])
    set_facsimiles(issue, folder, people["editor"])
    if "publish" in plan:
        hour = datetime.time.fromisoformat(plan["publish"])
        at = timezone.make_aware(datetime.datetime.combine(issue.date, hour))
        issue.publish(by=people["chief"], at=at, is_archive=True)
        if people["chief"]:
            correct(issue, plan.get("corrections", []), by=people["chief"])
            write_down(issue, plan.get("mistakes", []), by=people["proofreader"])
    elif people["editor"]:
        review(issue, people)
        proofread(issue, people)
    return issue


def correct(issue, corrections, by):
    """What was noticed the morning after."""
    for told in corrections:
        article = issue.articles.get(body__contains=told["printed"])
        article.body = article.body.replace(told["printed"], told["correct"])
        article.correct(by=by, note=told["note"])


def write_down(issue, mistakes, by):
    """What the reader of proofs found in print."""
    for told in mistakes:
        page = issue.pages.get(label=told.pop("page"))
        Mistake(page=page, person=page.editor, found_on=issue.date, **told).save(by=by)


def review(issue, people):
    """The night's work half done: some pages approved, some on every desk, some not begun."""
    readers = [people["editor"], people["head"], people["chief"]]
    articles = list(issue.articles.in_reading_order())
    for place, article in enumerate(articles):
        steps = 4 - 5 * place // len(articles)  # the front page is the furthest
        if not steps or not article.headline or not article.body:
            continue
        article.submit(by=people["layout"])
        for reader in readers[: steps - 1]:
            article.pass_review(by=reader)


def proofread(issue, people):
    """The front page is signed off, the next has its first proof."""
    front, following, *_rest = issue.pages.all()
    for reader in ("proofreader", "editor", "layout"):
        front.proof(by=people[reader])
    if not front.why_not_signed_by(people["chief"]):
        front.sign_off(by=people["chief"], seen=hash_of(front.content()))
    following.proof(by=people["proofreader"])


def set_facsimiles(issue, folder, by):
    for page in issue.pages.all():
        picture = folder / f"{page.label}.webp"
        if picture.exists():
            with picture.open("rb") as file:
                page.image = File(file, name=f"{issue.date}-{picture.name}")
                page.save(by=by)
