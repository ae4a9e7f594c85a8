"""ImportRun, one attempt to bring in one source, and ImportProblem, what it left to a person."""

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.event import EditorialEvent, Verb
from articles.models.issue import Edition, Issue
from articles.models.newspaper import Newspaper
from articles.models.tracked import NotAllowed
from articles.text.paragraphs import paragraphs, with_ending, with_paragraph
from articles.text.punctuation import full_width


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
