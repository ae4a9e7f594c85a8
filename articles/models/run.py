"""ImportRun, one attempt to bring in one source, and ImportProblem, what it left to a person."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.issue import Edition, Issue
from articles.models.newspaper import Newspaper


class RunStatus(models.TextChoices):
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    PROBLEMS = "problems", _("done, with problems")
    FAILED = "failed", _("failed")


class ImportRunQuerySet(models.QuerySet):
    def of(self, checksum, newspaper, date, edition):
        """Finished runs that brought in these very bytes for this very issue."""
        return self.filter(
            checksum=checksum,
            newspaper=newspaper,
            date=date,
            edition=edition,
            status__in=[RunStatus.DONE, RunStatus.PROBLEMS],
        )


class ImportRun(models.Model):
    """One attempt. `checksum` is the source's SHA-256 in hex, `report` the object of
    `import_issue --json`, `error` the sentence of a run that failed."""

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
        return f"{self.code} {self.item}".strip()
