"""Review: what each of up to three readers said of an article before it may appear.

三审: a first, a second and a final reader, each another person, none of them the author.
"""

import hashlib
import json
from functools import reduce
from operator import or_

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.event import Verb
from articles.models.newspaper import Newspaper, Section
from articles.models.notice import tell_author, tell_reviewers
from articles.models.tracked import NotAllowed


class ArticleStatus(models.TextChoices):
    """How far an article is on its way to approval; whether readers see it is another matter."""

    DRAFT = "draft", _("draft")
    FIRST = "first", _("first review due")
    SECOND = "second", _("second review due")
    FINAL = "final", _("final review due")
    APPROVED = "approved", _("approved")
    HELD = "held", _("held over")
    REJECTED = "rejected", _("turned down")


class Level(models.TextChoices):
    FIRST = "first", _("first review")
    SECOND = "second", _("second review")
    FINAL = "final", _("final review")


class Verdict(models.TextChoices):
    USE = "use", _("use")
    REVISE = "revise", _("revise")
    HOLD = "hold", _("hold over")
    REJECT = "reject", _("turn down")


# The levels of a newspaper that has so many.
LEVELS = {
    1: [Level.FINAL],
    2: [Level.FIRST, Level.FINAL],
    3: [Level.FIRST, Level.SECOND, Level.FINAL],
}
WAITING = [ArticleStatus(level) for level in Level.values]
# Where any verdict but “use” sends an article, and whether it has to be explained.
ELSEWHERE = {
    Verdict.REVISE: (ArticleStatus.DRAFT, True),
    Verdict.HOLD: (ArticleStatus.HELD, False),
    Verdict.REJECT: (ArticleStatus.REJECTED, True),
}
REVIEWED_FIELDS = (
    "label", "kicker", "headline", "subheadline", "dateline", "byline", "body", "author_note",
    "jump", "source",
)  # fmt: skip


class Reviewed(models.Model):
    """What passes reviews. `status` moves by these verbs alone; each leaves an EditorialEvent."""

    status = models.CharField(
        _("review"),
        max_length=8,
        choices=ArticleStatus,
        default=ArticleStatus.DRAFT,
        editable=False,
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("author"),
    )

    class Meta:
        abstract = True

    @property
    def levels(self):
        """The reviews that its newspaper asks for, in order."""
        return LEVELS[self.newspaper.review_levels]

    @property
    def level(self):
        """The review it waits for, or None. A newspaper may have given up a level meanwhile."""
        if self.status not in WAITING:
            return None
        later = list(Level)[list(Level).index(self.status) :]
        return next(level for level in later if level in self.levels)

    @property
    def captions(self):
        """[[caption, credit]] of its photos."""
        return [[photo["caption"], photo["credit"]] for photo in self.prepared["photos"]]

    @property
    def text_hash(self):
        """Of every word that readers will see, captions too: what a reviewer has answered for."""
        text = [[getattr(self, name) for name in REVIEWED_FIELDS], self.captions]
        return hashlib.sha256(json.dumps(text, ensure_ascii=False).encode()).hexdigest()

    def submit(self, *, by):
        """Hand a draft in for its first review."""
        with transaction.atomic():
            stored = self.unless_stale()
            if stored.status != ArticleStatus.DRAFT:
                raise NotAllowed(_("Only a draft can be handed in."))
            if not self.headline and not self.continues_id:
                raise NotAllowed(_("An article needs a headline to be handed in."))
            if not self.body and not self.prepared["photos"]:
                raise NotAllowed(_("An article needs a text or a photo to be handed in."))
            self._move(ArticleStatus(self.levels[0]), by, Verb.SUBMITTED)
            tell_reviewers(self)

    def pass_review(self, *, by, opinion=""):
        """Adopt the text: it goes to the next level, or is approved."""
        with transaction.atomic():
            level = self._reviewed(by, Verdict.USE, opinion)
            following = self.levels[self.levels.index(level) + 1 :]
            status = ArticleStatus(following[0]) if following else ArticleStatus.APPROVED
            self._move(status, by, Verb.REVIEWED, f"{level.label}：{Verdict.USE.label} {opinion}")
            tell_reviewers(self)

    def return_to_author(self, *, by, opinion):
        """Send it back to be revised, with the reason; its reviews begin anew."""
        self._send(Verdict.REVISE, by, opinion)

    def hold(self, *, by, opinion=""):
        """Keep it for another day."""
        self._send(Verdict.HOLD, by, opinion)

    def reject(self, *, by, opinion):
        """Turn it down, with the reason. It stays in the pool."""
        self._send(Verdict.REJECT, by, opinion)

    def reopen(self, *, by):
        """Make a draft again of what waits, is held over or was turned down."""
        with transaction.atomic():
            if self.unless_stale().status in {ArticleStatus.DRAFT, ArticleStatus.APPROVED}:
                raise NotAllowed(_("It is a draft already, or approved."))
            self._move(ArticleStatus.DRAFT, by, Verb.REOPENED)

    def _send(self, verdict, by, opinion):
        status, needs_reason = ELSEWHERE[verdict]
        if needs_reason and not opinion.strip():
            raise NotAllowed(_("Say why."))
        with transaction.atomic():
            level = self._reviewed(by, verdict, opinion)
            self._move(status, by, Verb.REVIEWED, f"{level.label}：{verdict.label} {opinion}")
            tell_author(self, verdict, opinion, by=by)

    def _reviewed(self, by, verdict, opinion):
        """Write the review of the text as it is stored; its level."""
        stored = self.unless_stale()
        if sentence := stored.why_not_reviewed_by(by):
            raise NotAllowed(sentence)
        self.prepared, level = stored.prepared, stored.level
        if self.text_hash != stored.text_hash:
            raise NotAllowed(_("Save the text before it is reviewed."))
        self.reviews.create(
            level=level, reviewer=by, verdict=verdict, opinion=opinion, text_hash=self.text_hash
        )
        return level

    def _move(self, status, by, verb, note=""):
        self.status = status
        self.save(by=by, verb=verb, note=note.strip())

    def why_not_reviewed_by(self, user):
        """Why this user may not do the review it waits for, as a sentence; "" when they may."""
        if self.level is None:
            return _("It waits for no review.")
        if user is None or not user.has_perm(f"articles.review_{self.level}_article"):
            return _("The %(review)s is not among your duties.") % {"review": self.level.label}
        if not Assignment.objects.covers(user, self):
            return _("You are not assigned to this newspaper and section.")
        signed = self.credits.filter(contributor__user=user).exists()
        if self.author_id == user.pk or signed:
            return _("Nobody reviews their own copy.")
        if self.reviews.filter(reviewer=user).exclude(level=self.level).exists():
            return _("You have done another review of this article.")
        return ""

    def fall_back(self, stored):
        """Once its text has changed, what was approved waits for its last review again."""
        is_other = stored.text_hash != self.text_hash
        if stored.status == ArticleStatus.APPROVED and is_other and not self.is_being_corrected:
            self.status = ArticleStatus.FINAL


class Review(models.Model):
    """One reading of an article: by whom, what came of it, and of which text. Never changed."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="reviews")
    level = models.CharField(_("level"), max_length=8, choices=Level)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="reviews",
        verbose_name=_("reviewer"),
    )
    verdict = models.CharField(_("verdict"), max_length=8, choices=Verdict)
    opinion = models.TextField(_("opinion"), blank=True)
    text_hash = models.CharField(max_length=64)
    at = models.DateTimeField(_("time"), auto_now_add=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        constraints = [
            models.CheckConstraint(
                name="review_explained",
                condition=~Q(verdict__in=[Verdict.REVISE, Verdict.REJECT]) | ~Q(opinion=""),
                violation_error_message=_("Say why."),
            ),
        ]

    def __str__(self):
        return f"{self.get_level_display()} {self.get_verdict_display()}"

    @property
    def is_of_this_text(self):
        """Whether the article still reads as it did."""
        return self.text_hash == self.article.text_hash


class AssignmentQuerySet(models.QuerySet):
    def covers(self, user, article):
        """Whether the user may review this article: everything, unless something is assigned."""
        mine = list(self.filter(user=user).values_list("newspaper", "section"))
        here = {(article.newspaper_id, None), (article.newspaper_id, article.section_id)}
        return not mine or bool(here.intersection(mine))

    def covers_paper(self, user, newspaper):
        """Whether the user may proofread and sign pages of the newspaper of this id."""
        mine = set(self.filter(user=user).values_list("newspaper", flat=True))
        return not mine or newspaper in mine

    def all_of(self, user):
        """The same as `covers()`, as a condition on articles."""
        mine = self.filter(user=user).values_list("newspaper", "section")
        parts = [
            Q(newspaper=paper) & (Q(section=section) if section else Q()) for paper, section in mine
        ]
        return reduce(or_, parts, Q())


class Assignment(models.Model):
    """Whose articles somebody reviews: those of a newspaper, or of one of its sections; and whose
    pages they proofread and sign: the newspaper's.

    Who has none reviews everything that their groups allow.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="assignments",
        verbose_name=_("reviewer"),
    )
    newspaper = models.ForeignKey(Newspaper, models.CASCADE, verbose_name=_("newspaper"))
    section = models.ForeignKey(
        Section, models.CASCADE, null=True, blank=True, verbose_name=_("section")
    )

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["user", "id"]
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "newspaper", "section"],
                name="assignment_once",
                violation_error_message=_("They are assigned to it already."),
            ),
            models.UniqueConstraint(
                fields=["user", "newspaper"],
                condition=Q(section__isnull=True),
                name="assignment_whole_paper_once",
                violation_error_message=_("They are assigned to it already."),
            ),
        ]

    def __str__(self):
        return f"{self.user} {self.newspaper} {self.section or ''}".strip()

    def clean(self):
        if self.section and self.section.newspaper_id != self.newspaper_id:
            raise ValidationError({"section": _("This belongs to another newspaper.")})
