"""import_source(): the one door by which command, admin and API bring in a source."""

import hashlib
import re
import shutil
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.importers import load
from articles.importers.again import in_terms_of
from articles.importers.facsimile import issue as press
from articles.importers.readers import dump
from articles.importers.records import MESSAGES, Unreadable, problem
from articles.models import (
    Edition,
    ImportFile,
    ImportRun,
    Issue,
    IssueStatus,
    Newspaper,
    NotAllowed,
    Page,
    RunStatus,
)
from articles.models.page import PAGE_LABEL

STAGES = {  # of reading a page, as its progress tells them
    "text": gettext_lazy("text"),
    "layout": gettext_lazy("layout"),
    "pictures": gettext_lazy("pictures"),
}


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


def rehearse(source, name, *, newspaper, date=None, edition=Edition.DAILY, page_label=""):
    """The report that importing would give; nothing is written."""
    record = read_source(source, name, newspaper=newspaper, page_label=page_label)
    return _rehearsed(record, name, newspaper, date, edition)


def rehearse_pdfs(paths, *, newspaper, date=None, edition=Edition.DAILY, page_label="", **watched):
    """The report that importing these PDFs would give; nothing is written."""
    with TemporaryDirectory() as folder:
        record = _read_pdfs(paths, folder, newspaper, page_label, watched)
        return _rehearsed(record, _names(paths), newspaper, date, edition)


def _rehearsed(record, name, newspaper, date, edition):
    date = date or record.facts.date
    if date is None:
        wanted = problem("no-date", "", "", name=name)
        return report(replace(record, problems=(*record.problems, wanted)), newspaper, None)
    _refuse_nonsense(date)
    issue = Issue.objects.filter(newspaper=newspaper, date=date, edition=edition).first()
    record = in_terms_of(record, issue) if issue else record
    return report(checked(record, newspaper, date, edition), newspaper, date)


def import_source(
    source, name, *, newspaper, date=None, edition=Edition.DAILY, page_label="", by=None
):
    """Bring `source` (bytes) in as a draft issue, or as pages of one; the finished ImportRun.

    The same bytes for the same issue change nothing and give the earlier run. Raises
    ImportRefused after noting the failure on a run of its own.
    """
    run = _run_of(source, name, newspaper, edition, by)
    return _import(
        run,
        lambda: read_source(source, name, newspaper=newspaper, page_label=page_label),
        date,
        by,
    )


def import_pdfs(
    paths, *, newspaper, date=None, edition=Edition.DAILY, page_label="", by=None, **watched
):
    """Bring the pages of PDFs in, as `import_source` does; `watched` as for `guard.read_files`.

    The same files in any order are the same source. Without a date, those brought in before for
    any day are not read again to learn it.
    """
    digests = b"".join(sorted(_digest([path.read_bytes()]) for path in paths))
    run = _run_of(digests, _names(paths), newspaper, edition, by)
    run.size = sum(path.stat().st_size for path in paths)
    return _import_pdfs(run, paths, date, page_label, watched)


def queue_pdfs(files, *, newspaper, date=None, edition=Edition.DAILY, page_label="", by=None):
    """A run that waits to bring in these uploaded PDFs; nothing is read yet."""
    digests = b"".join(sorted(_digest(file.chunks()) for file in files))
    run = _run_of(digests, ", ".join(file.name for file in files), newspaper, edition, by)
    run.size = sum(file.size for file in files)
    run.status, run.asked_date, run.page_label = RunStatus.WAITING, date, page_label
    run.date = date or timezone.localdate()
    with transaction.atomic():
        run.save()
        for file in files:
            ImportFile.objects.create(run=run, name=file.name[:255], file=file)
    return run


def work_off(pk):
    """Bring in the files of a waiting run, telling how far it is; the run, or None when another
    process has it."""
    run = ImportRun.objects.claim(pk)
    if run is None:
        return None
    mine = ImportRun.objects.filter(pk=pk)
    try:
        with TemporaryDirectory() as folder:
            paths = _copied(run, Path(folder))
            watched = {"progress": _teller(mine), "cancelled": _asker(mine)}
            ended = _import_pdfs(run, paths, run.asked_date, run.page_label, watched)
        if ended.pk != pk:
            mine.update(
                status=ended.status, issue=ended.issue, date=ended.date, report=ended.report,
                error=_("This file was brought in before. Nothing was changed."),
                finished_at=timezone.now(),
            )  # fmt: skip
    except ImportRefused:
        mine.filter(cancel_asked_at__isnull=False).update(status=RunStatus.CANCELLED, error="")
    finally:
        _close(run)
    return mine.get()


def _copied(run, folder):
    """The run's files under the names they came with, which may tell their page."""
    paths = []
    for number, kept in enumerate(run.files.all()):
        paths.append(folder / f"{number:03}" / Path(kept.name).name)
        paths[-1].parent.mkdir()
        with kept.file.open() as file, paths[-1].open("wb") as copy:
            shutil.copyfileobj(file, copy)
    return paths


def _teller(mine):
    def progress(page, pages, stage):
        mine.update(stage=stage, pages_done=page, pages_total=pages, seen_at=timezone.now())

    return progress


def _asker(mine):
    return lambda: mine.filter(cancel_asked_at__isnull=False).exists()


def _digest(chunks):
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
    return digest.digest()


def _read_pdfs(paths, folder, newspaper, page_label, watched):
    label = page_label or usual_first_label(newspaper)
    try:
        return press.read(paths, Path(folder), first_label=label, **watched)
    except Unreadable as error:
        raise SourceUnreadable(_(MESSAGES[error.code]) % error.params) from error


def _names(paths):
    return ", ".join(path.name for path in paths)


def _import_pdfs(run, paths, date, page_label, watched):
    """As `_import`, but what was brought in before is not read again: that takes a while."""
    if earlier := _earlier(run, date):
        return earlier
    with TemporaryDirectory() as folder:
        return _import(
            run,
            lambda: _read_pdfs(paths, folder, run.newspaper, page_label, watched),
            date,
            run.by,
        )


def _import(run, read, date, by):
    """The finished run, or the earlier one that brought in the same; `read()` is the record."""
    run.date = date
    try:
        record = read()
        run.date = date or _date_said(record, run.source_name)
        _refuse_nonsense(run.date)
    except ImportRefused as refusal:
        run.date = run.date or timezone.localdate()
        refusal.run = _fail(run, refusal)
        raise
    if earlier := _earlier(run, run.date):
        return earlier
    run.save(update_fields=["date"] if run.pk else None)  # how far it is was told meanwhile
    try:
        earlier = _bring_in(checked(record, run.newspaper, run.date, run.edition), run, by)
    except (load.PageTaken, NotAllowed, ImportRefused) as refusal:
        raise ImportRefused(str(refusal), _fail(run, refusal)) from refusal
    finally:
        _close(run)
    return earlier or run


def _earlier(run, date):
    """The latest run that brought in the same for the issue of that day, or of any when None,
    unless a page of it is gone, or other files have replaced it since."""
    found = ImportRun.objects.that_brought(run.checksum, run.newspaper, run.edition)
    earlier = (found.filter(date=date) if date else found).first()
    return None if earlier is None or earlier.is_superseded() else earlier


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


def checked(record, newspaper, date, edition):
    """The record with a problem for every masthead fact that contradicts the issue's date, or the
    total numbers of the paper's issues."""
    said = record.facts
    doubts = []
    if said.date and said.date != date:
        doubts.append(problem("date-differs", "", "", printed=str(said.date), date=str(date)))
    weekday = f"星期{'一二三四五六日'[date.weekday()]}"
    if said.weekday and said.weekday.replace("周", "星期").replace("天", "日") != weekday:
        doubts.append(problem("weekday-differs", "", "", printed=said.weekday, date=str(date)))
    if said.number and edition == Edition.DAILY:
        doubts += _number_doubts(said.number, newspaper, date)
    return replace(record, problems=(*record.problems, *doubts))


def _number_doubts(printed, newspaper, date):
    """[a problem] when the day's issue has another total number, another day's issue has the
    printed one, or the issue before has none smaller."""
    numbered = Issue.objects.filter(newspaper=newspaper, number__isnull=False)
    own = numbered.on(date).exclude(number=printed).first()
    same = numbered.filter(number=printed).exclude(date=date).first()
    before = numbered.filter(date__lt=date).newest_first().first()
    other = own or same or (before if before and before.number >= printed else None)
    if other is None:
        return []
    expected = other.number + (date - other.date).days  # one a day, as of any daily
    known = {"number": other.number, "date": str(other.date)}
    return [problem("number-differs", "", "", printed=printed, expected=expected, **known)]


def _bring_in(record, run, by):
    """None, or the run that brought in the same while this one was reading."""
    stored = []
    try:
        return _write(record, run, by, stored)
    except BaseException:
        load.discard(stored)
        raise


def _write(record, run, by, stored):
    with transaction.atomic():
        # Two people bringing in the same evening wait for each other here, and nobody else does.
        Newspaper.objects.select_for_update(no_key=True).get(pk=run.newspaper_id)
        if earlier := _earlier(run, run.date):
            ImportRun.objects.filter(pk=run.pk, files=None).delete()
            return earlier
        run.issue, told = _draft_issue(run, record.facts, by), []
        record = in_terms_of(record, run.issue)
        load.load(record, run.issue, run=run, by=by, stored=stored, told=told)
        run.format = record.format
        needs_person = any(trouble.needs_person for trouble in record.problems)
        run.status = RunStatus.PROBLEMS if needs_person else RunStatus.DONE
        run.report = report(record, run.newspaper, run.date, run) | {"changed": told}
        run.finished_at = timezone.now()
        run.save(update_fields=["issue", "format", "status", "report", "finished_at"])
    return None


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
    told = ["status", "error", "issue", "date", "finished_at"]
    run.save(update_fields=told if run.pk else None)  # somebody may have asked to cancel it
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
