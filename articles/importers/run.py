"""import_source(): the one door by which command, admin and API bring in a source."""

import hashlib
import re
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.importers import load
from articles.importers.readers import dump
from articles.importers.records import MESSAGES, Unreadable, problem
from articles.models import Edition, ImportRun, Issue, IssueStatus, Newspaper, Page, RunStatus
from articles.models.page import PAGE_LABEL


class ImportRefused(Exception):
    """Nothing was brought in, for a reason a person can mend; `run` is the trace, if any."""

    def __init__(self, sentence, run=None):
        super().__init__(sentence)
        self.run = run


class SourceUnreadable(ImportRefused):
    """The source itself is at fault."""


def read_source(source, name, *, newspaper, page_label=""):
    """The source's records. `source` is its bytes; raises ImportRefused or SourceUnreadable."""
    label = page_label or dump.label_in(name) or usual_first_label(newspaper)
    if not re.fullmatch(PAGE_LABEL, label):
        raise ImportRefused(_("A page label reads like 01, A01 or T12."))
    try:
        return dump.read(source, name, page_label=label)
    except Unreadable as error:
        raise SourceUnreadable(_(MESSAGES[error.code]) % error.params) from error


def rehearse(source, name, *, newspaper, date=None, page_label=""):
    """The report that importing would give; nothing is written."""
    record = read_source(source, name, newspaper=newspaper, page_label=page_label)
    date = date or record.facts.date
    if date is None:
        wanted = problem("no-date", "", "", name=name)
        return report(replace(record, problems=(*record.problems, wanted)), newspaper, None)
    _refuse_nonsense(date)
    return report(checked(record, date), newspaper, date)


def import_source(
    source, name, *, newspaper, date=None, edition=Edition.DAILY, page_label="", by=None
):
    """Bring `source` (bytes) in as a draft issue, or as pages of one; the finished ImportRun.

    The same bytes for the same issue change nothing and give the earlier run. Raises
    ImportRefused after noting the failure on a run of its own.
    """
    run = _run_of(source, name, newspaper, edition, by)
    run.date = date
    try:
        record = read_source(source, name, newspaper=newspaper, page_label=page_label)
        run.date = date or _date_said(record, name)
        _refuse_nonsense(run.date)
    except ImportRefused as refusal:
        run.date = run.date or timezone.localdate()
        refusal.run = _fail(run, refusal)
        raise
    earlier = ImportRun.objects.of(run.checksum, newspaper, run.date, edition).first()
    if earlier and earlier.issue_id:
        return earlier
    run.save()
    try:
        _bring_in(checked(record, run.date), run, by)
    except (load.PageTaken, ImportRefused) as refusal:
        raise ImportRefused(str(refusal), _fail(run, refusal)) from refusal
    finally:
        _close(run)
    return run


def _date_said(record, name):
    if record.facts.date is None:
        raise ImportRefused(_(MESSAGES["no-date"]) % {"name": name})
    return record.facts.date


def _refuse_nonsense(date):
    others = {field.name for field in Issue._meta.fields} - {"date"}
    try:
        Issue(date=date).full_clean(exclude=others)
    except ValidationError as error:
        raise ImportRefused("".join(error.messages)) from error


def checked(record, date):
    """The record with a problem for every masthead fact that the issue's date contradicts."""
    said = record.facts
    doubts = []
    if said.date and said.date != date:
        doubts.append(problem("date-differs", "", "", printed=str(said.date), date=str(date)))
    weekday = f"星期{'一二三四五六日'[date.weekday()]}"
    if said.weekday and said.weekday.replace("周", "星期").replace("天", "日") != weekday:
        doubts.append(problem("weekday-differs", "", "", printed=said.weekday, date=str(date)))
    return replace(record, problems=(*record.problems, *doubts))


def _bring_in(record, run, by):
    with transaction.atomic():
        # Two people bringing in the same evening wait for each other here, and nobody else does.
        Newspaper.objects.select_for_update(no_key=True).get(pk=run.newspaper_id)
        run.issue = _draft_issue(run, record.facts, by)
        load.load(record, run.issue, run=run, by=by)
        run.format = record.format
        needs_person = any(trouble.needs_person for trouble in record.problems)
        run.status = RunStatus.PROBLEMS if needs_person else RunStatus.DONE
        run.report = report(record, run.newspaper, run.date, run)
        run.finished_at = timezone.now()
        run.save()


def _draft_issue(run, facts, by):
    """The issue of the run's day, locked, with the total number of its masthead if that is free."""
    day = {"newspaper": run.newspaper, "date": run.date, "edition": run.edition}
    issue = Issue.objects.select_for_update(no_key=True).filter(**day).first() or Issue(**day)
    if issue.status == IssueStatus.PUBLISHED:
        raise ImportRefused(
            _("%(issue)s is published. Withdraw it before importing.") % {"issue": issue}
        )
    said = facts.number if run.edition == Edition.DAILY else None
    taken = Issue.objects.filter(newspaper=run.newspaper, number=said).exists()
    number = issue.number or (None if taken else said)
    if issue.pk is None or issue.number != number:
        issue.number = number
        issue.save(by=by)
    return issue


def _run_of(source, name, newspaper, edition, by):
    return ImportRun(
        newspaper=newspaper,
        edition=edition,
        source_name=name[:255],
        checksum=hashlib.sha256(source).hexdigest(),
        size=len(source),
        by=by,
    )


def _fail(run, refusal):
    run.status, run.error, run.issue = RunStatus.FAILED, str(refusal), None
    run.finished_at = timezone.now()
    run.save()
    return run


def _close(run):
    """A run that an error of ours ended is not left running for ever."""
    ImportRun.objects.filter(pk=run.pk, status=RunStatus.RUNNING).update(
        status=RunStatus.FAILED,
        error=_("The import broke off. Nothing was changed."),
        finished_at=timezone.now(),
    )


def report(record, newspaper, date, run=None):
    """The object `import_issue --json` prints, sentences in the language in force."""
    told = record.as_report()
    for entry, trouble in zip(told["problems"], record.problems, strict=True):
        entry["message"] = _(trouble.message) % trouble.params
    return {
        "run": run and run.pk,
        "status": run.status if run else "dry-run",
        "issue": {"paper": newspaper.slug, "date": date and date.isoformat()},
        **told,
    }


def usual_first_label(newspaper):
    """What this paper calls its first page: A01 or 01."""
    label = (
        Page.objects.filter(issue__newspaper=newspaper, number=1)
        .order_by("-issue__date")
        .values_list("label", flat=True)
        .first()
    )
    return label or "A01"
