"""ImportRun, one attempt to bring in one source, and ImportProblem, what it left to a person."""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.event import EditorialEvent, Verb
from articles.models.issue import Edition, Issue
from articles.models.makeup import MakeUp
from articles.models.newspaper import Newspaper
from articles.models.tracked import NotAllowed
from articles.text.paragraphs import paragraphs, with_ending, with_paragraph
from articles.text.punctuation import full_width

STALLED = timedelta(minutes=3)  # without a sign of life: the process is gone


class RunStatus(models.TextChoices):
    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    PROBLEMS = "problems", _("done, with problems")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("cancelled")


class ImportRunQuerySet(models.QuerySet):
    def that_brought(self, checksum, newspaper, edition):
        """Finished runs that brought in these very bytes, and whose issue is still there."""
        return self.filter(
            checksum=checksum,
            newspaper=newspaper,
            edition=edition,
            issue__isnull=False,
            status__in=[RunStatus.DONE, RunStatus.PROBLEMS],
        )

    def claim(self, pk):
        """The waiting run of that id, running from now on; None when another process has it."""
        now = timezone.now()
        mine = self.filter(pk=pk, status=RunStatus.WAITING)
        return self.get(pk=pk) if mine.update(status=RunStatus.RUNNING, seen_at=now) else None


class ImportRun(models.Model):
    """One attempt. `checksum` is the source's SHA-256 in hex, `report` the object of
    `import_issue --json`, `error` the sentence of a run that failed. A run of the background
    has `files`, and tells how far it is: `stage` of page `pages_done` of `pages_total`, at
    `seen_at`."""

    newspaper = models.ForeignKey(
        Newspaper, models.PROTECT, related_name="import_runs", verbose_name=_("newspaper")
    )
    date = models.DateField(_("date"))
    edition = models.CharField(_("edition"), max_length=12, choices=Edition, default=Edition.DAILY)
    issue = models.ForeignKey(
        Issue,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="import_runs",
        verbose_name=_("issue"),
    )
    source_name = models.CharField(_("source"), max_length=255)
    checksum = models.CharField(_("checksum"), max_length=64)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    format = models.CharField(_("format"), max_length=20, blank=True)
    status = models.CharField(
        _("status"), max_length=12, choices=RunStatus, default=RunStatus.RUNNING
    )
    error = models.TextField(_("error"), blank=True)
    report = models.JSONField(_("report"), default=dict, blank=True)
    asked_date = models.DateField(null=True, editable=False)  # None: as the mastheads say
    page_label = models.CharField(max_length=8, blank=True, editable=False)
    stage = models.CharField(max_length=12, blank=True, editable=False)
    pages_done = models.PositiveSmallIntegerField(default=0, editable=False)
    pages_total = models.PositiveSmallIntegerField(default=0, editable=False)
    seen_at = models.DateTimeField(null=True, editable=False)
    cancel_asked_at = models.DateTimeField(null=True, editable=False)
    started_at = models.DateTimeField(_("started"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who"),
    )

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("import run")
        verbose_name_plural = _("import runs")
        indexes = [models.Index(fields=["checksum"], name="run_checksum")]

    def __str__(self):
        return f"{self.source_name} → {self.date}"

    @property
    def is_open(self):
        return self.status in {RunStatus.WAITING, RunStatus.RUNNING}

    @property
    def is_stalled(self):
        """Whether its process must have died."""
        seen = self.seen_at or self.started_at
        return self.status == RunStatus.RUNNING and timezone.now() - seen > STALLED

    def is_superseded(self):
        """Whether a page it brought into its issue is gone, or was brought by a later run."""
        mine = {page["label"] for page in self.report.get("pages", [])}
        if self.issue.pages.filter(label__in=mine).count() < len(mine):
            return True
        later = self.issue.import_runs.filter(
            pk__gt=self.pk, status__in=[RunStatus.DONE, RunStatus.PROBLEMS]
        )
        brought = (page["label"] for run in later for page in run.report.get("pages", []))
        return not mine.isdisjoint(brought)

    def cancel(self):
        """Stop it before anything is written; what has finished stays."""
        with transaction.atomic():
            run = ImportRun.objects.select_for_update(no_key=True).get(pk=self.pk)
            if not run.is_open:
                raise NotAllowed(_("This import has ended already."))
            waiting = {"status": RunStatus.CANCELLED, "finished_at": timezone.now()}
            is_idle = run.status == RunStatus.WAITING or run.is_stalled
            changes = {"cancel_asked_at": timezone.now()} | (waiting if is_idle else {})
            ImportRun.objects.filter(pk=self.pk).update(**changes)

    def retry(self):
        """Let it wait to be run once more, with the files it has."""
        with transaction.atomic():
            run = ImportRun.objects.select_for_update(no_key=True).get(pk=self.pk)
            has_ended = run.status in {RunStatus.FAILED, RunStatus.CANCELLED} or run.is_stalled
            if not has_ended or not run.files.exists():
                raise NotAllowed(_("This import cannot be run again."))
            ImportRun.objects.filter(pk=self.pk).update(
                status=RunStatus.WAITING, error="", stage="", pages_done=0, pages_total=0,
                seen_at=None, cancel_asked_at=None, finished_at=None,
            )  # fmt: skip


class ImportFile(models.Model):
    """A file that a run of the background brings in; kept, so that it can be run again."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="files")
    name = models.CharField(max_length=255)
    file = models.FileField(upload_to="sources/")

    class Meta:
        ordering = ["run", "id"]
        default_permissions = ()

    def __str__(self):
        return self.name


class ImportProblemQuerySet(models.QuerySet):
    def undecided(self):
        return self.filter(needs_decision=True, decided_at__isnull=True)


class ImportProblem(models.Model):
    """One thing the import could not settle, and the characters it concerns, verbatim.

    `candidates` lists where `text` may belong, best first:
    [{"article": id, "position": paragraph index, "score": 0..1, "why": sentence}].
    """

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="problems")
    issue = models.ForeignKey(
        Issue, models.SET_NULL, null=True, blank=True, related_name="import_problems"
    )
    article = models.ForeignKey(
        Article, models.SET_NULL, null=True, blank=True, related_name="import_problems"
    )
    code = models.CharField(_("code"), max_length=40)
    message = models.TextField(_("message"))
    params = models.JSONField(default=dict, blank=True)
    page = models.CharField(_("page"), max_length=8, blank=True)
    item = models.CharField(_("item"), max_length=120, blank=True)
    text = models.TextField(_("text"), blank=True)
    candidates = models.JSONField(_("candidates"), default=list, blank=True)
    needs_decision = models.BooleanField(_("needs a decision"), default=False)
    decision = models.TextField(_("decision"), blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = ImportProblemQuerySet.as_manager()

    class Meta:
        ordering = ["run", "id"]
        verbose_name = _("import problem")
        verbose_name_plural = _("import problems")

    def __str__(self):
        return self.sentence

    @property
    def sentence(self):
        """What is the matter, in the reader's language; `message` is a template in English."""
        return gettext(self.message) % self.params

    @property
    def block(self):
        """The number of the block of a page's make-up that this is about, if it is about one."""
        word, _space, number = self.item.partition(" ")
        return int(number) if word == "block" else None

    def place(self, article, position, *, by, joins=False):
        """Put the text into `article` before its paragraph with index `position`.

        With `joins` it finishes the sentence of the paragraph before that instead.
        """
        with transaction.atomic():
            self._refuse_when_decided()
            before = len(paragraphs(article.body))
            put = with_ending if joins else with_paragraph
            article.body = put(article.body, full_width(self.text), position)
            article.save(by=by, note=self.sentence)
            self._shift_others(article, position, len(paragraphs(article.body)) - before)
            sentence = gettext("Put into “%(article)s” as paragraph %(number)d.")
            number = position if joins else position + 1
            self._decide(sentence % {"article": article, "number": number}, by)

    def set_aside(self, *, by):
        """Keep the text out of every article, as furniture of its page."""
        with transaction.atomic():
            self._refuse_when_decided()
            page = self._printed_page()
            if page:
                page.furniture = [*page.furniture, {"kind": "furniture", "text": self.text}]
                page.save(by=by, note=self.sentence)
            self._decide(gettext("Kept out of every article."), by)

    def make_article(self, *, by):
        """Make the text an article of its own on its page; the article, still without headline."""
        with transaction.atomic():
            self._refuse_when_decided()
            page = self._printed_page()
            article = Article(
                newspaper=self.run.newspaper,
                issue=self.issue,
                page=page,
                position=page.next_position if page else 0,
                body=with_paragraph("", full_width(self.text), 0),
            )
            article.save(by=by, note=self.sentence)
            self.article = article
            self._decide(gettext("Made an article of its own."), by)
            return article

    def _refuse_when_decided(self):
        """Lock the run: two editors may look at the same question, and each answer moves others."""
        ImportRun.objects.select_for_update(no_key=True).get(pk=self.run_id)
        stored = ImportProblem.objects.get(pk=self.pk)
        if stored.decided_at or not stored.needs_decision:
            raise NotAllowed(_("This has been decided already."))
        made_up = MakeUp.objects.filter(page__issue=self.issue, page__label=self.page)
        if self.block is not None and made_up.exists():
            raise NotAllowed(_("This is decided on the make-up desk of the page."))

    def _printed_page(self):
        return self.issue and self.issue.pages.filter(label=self.page).first()

    def _shift_others(self, article, position, count):
        """Open questions about the same article count its paragraphs from now on."""
        for other in self.run.problems.undecided().exclude(pk=self.pk):
            for candidate in other.candidates:
                if candidate["article"] == article.pk and candidate["position"] >= position:
                    candidate["position"] += count
            other.save(update_fields=["candidates"])

    def _decide(self, decision, by):
        self.decision, self.decided_at, self.decided_by = decision, timezone.now(), by
        self.save(update_fields=["decision", "decided_at", "decided_by", "article"])
        EditorialEvent.objects.record(self.issue or self.run, Verb.DECIDED, by=by, note=decision)
