"""Night: on whose desk everything of an issue lies, since when, what is late, what is mine."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.contrib.auth import get_user_model
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.contributor import Credit
from articles.models.draft import Presence, called
from articles.models.event import EditorialEvent
from articles.models.issue import IssueStatus
from articles.models.review import ArticleStatus, Assignment, Review

BACKEND = "django.contrib.auth.backends.ModelBackend"


@dataclass(frozen=True, slots=True)
class Desk:
    """Where an article or a page lies: who may go on with it, and since when they may."""

    names: tuple[str, ...] = ()
    since: datetime | None = None
    is_mine: bool = False
    is_late: bool = False
    open_at: tuple[str, ...] = ()  # who has the article open at this moment
    task: str = ""  # what a page waits for


class Night:
    """An issue as `user` sees it in the night before it is printed.

    Everything is read at once: what it costs does not grow with the issue.
    """

    def __init__(self, issue, user):
        self.issue = issue
        self.user = user
        self.is_over = issue.status != IssueStatus.DRAFT
        self.is_late = not self.is_over and issue.is_late
        self._having = {}

    def of_article(self, article):
        """The desk of one of the issue's articles."""
        people = [] if self.is_over or article.withdrawn_at else self._next_readers(article)
        return Desk(
            names=tuple(map(called, people)),
            since=self._moved.get(article.pk),
            is_mine=self.user in people or article.pk in self._mine,
            is_late=self.is_late and article.status != ArticleStatus.APPROVED,
            open_at=tuple(map(called, self._open_at.get(article.pk, ()))),
        )

    def of_page(self, page, articles, signed):
        """The desk of a page with these articles on it; `signed` is its valid sign-off, or None."""
        if self.is_over or signed:
            return Desk()
        proofs = list(page.proofs.all())
        newest = max((proof.at for proof in proofs), default=None)
        if len(proofs) < self.issue.newspaper.proof_rounds:
            readers = {proof.reader_id for proof in proofs}
            people = [user for user in self._who("proof_page") if user.pk not in readers]
            task = _("proof due")
        elif all(a.status == ArticleStatus.APPROVED or a.withdrawn_at for a in articles):
            people, task = self._who("sign_off_page"), _("sign-off due")
        else:
            people, task = [], _("articles not approved")
        people = [user for user in people if self._covers(user)]
        is_mine = self.user in people and bool(articles)
        return Desk(tuple(map(called, people)), newest, is_mine, self.is_late, task=task)

    def _next_readers(self, article):
        """The author of a draft; of what waits for a review, all whom the rules of
        `Article.why_not_reviewed_by()` leave."""
        if article.status == ArticleStatus.DRAFT:
            return [user for user in self._authors if user.pk == article.author_id]
        if article.level is None:
            return []
        reviews = self._reviews.get(article.pk, ())
        out = {reader for level, reader in reviews if level != article.level}
        out |= {article.author_id, *self._signed.get(article.pk, ())}
        people = self._who(f"review_{article.level}_article")
        return [user for user in people if user.pk not in out and self._covers(user, article)]

    def _who(self, permission):
        """Everybody whose group has this duty."""
        if permission not in self._having:
            users = get_user_model().objects.with_perm(
                f"articles.{permission}", include_superusers=False, backend=BACKEND
            )
            self._having[permission] = list(users.order_by("pk"))
        return self._having[permission]

    def _covers(self, user, article=None):
        """As `Assignment.objects.covers()`; without an article, as `covers_paper()`."""
        mine = self._assigned.get(user.pk, ())
        here = [section for paper, section in mine if paper == self.issue.newspaper_id]
        is_here = here if article is None else {None, article.section_id}.intersection(here)
        return not mine or bool(is_here)

    @cached_property
    def _articles(self):
        return [article.pk for article in self.issue.articles.all()]

    @cached_property
    def _moved(self):
        """{article: when it came to the state it is in}"""
        moves = EditorialEvent.objects.filter(
            subject="article", subject_id__in=self._articles, changes__has_key="status"
        )
        return dict(moves.order_by().values_list("subject_id").annotate(Max("at")))

    @cached_property
    def _mine(self):
        """What the user may review now."""
        mine = Article.objects.waiting_for(self.user).filter(issue=self.issue)
        return set(mine.values_list("pk", flat=True))

    @cached_property
    def _authors(self):
        authors = {article.author_id for article in self.issue.articles.all()}
        return list(get_user_model().objects.filter(pk__in=authors))

    @cached_property
    def _open_at(self):
        return _grouped(
            (presence.article_id, presence.user)
            for presence in Presence.objects.now().filter(article__issue=self.issue)
            if presence.user_id != self.user.pk
        )

    @cached_property
    def _assigned(self):
        rows = Assignment.objects.values_list("user", "newspaper", "section")
        return _grouped((user, (paper, section)) for user, paper, section in rows)

    @cached_property
    def _reviews(self):
        rows = Review.objects.filter(article__issue=self.issue)
        rows = rows.values_list("article", "level", "reviewer")
        return _grouped((article, (level, reader)) for article, level, reader in rows)

    @cached_property
    def _signed(self):
        credits = Credit.objects.filter(article__issue=self.issue, contributor__user__isnull=False)
        return _grouped(credits.values_list("article", "contributor__user"))


def _grouped(pairs):
    groups = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups
