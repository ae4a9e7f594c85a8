"""Proof and SignOff: who read a page on paper before it was printed, and who answers for it.

三校, 版面签发. What was signed is kept word for word, so that a page that has changed since is
known to have changed, whichever way it was written, and how.
"""

import hashlib
import json

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.models.event import EditorialEvent, Verb
from articles.models.notice import tell_signers
from articles.models.review import REVIEWED_FIELDS, ArticleStatus, Assignment
from articles.models.tracked import NotAllowed

PAGE_FIELDS = ("label", "number", "title", "is_advert", "image", "pdf")
ROUNDS = (_("first proof"), _("second proof"), _("third proof"))
ISSUE_FIELDS = ("date", "edition", "number", "title")


class Proofed(models.Model):
    """What is proofread and signed: a page. Each verb leaves an EditorialEvent."""

    class Meta:
        abstract = True

    def content(self, articles=None):
        """All that stands on the page: {"page" or an article's id: {part: text}}.

        `articles` are those on the page in order, for who has them already.
        """
        if articles is None:
            articles = self.articles.order_by("position", "pk")
        articles = [article for article in articles if not article.withdrawn_at]
        zones = [
            [zone.article_id, zone.role, zone.points]
            for zone in sorted(self.zones.all(), key=lambda zone: zone.pk)
        ]
        page = {name: str(getattr(self, name)) for name in PAGE_FIELDS} | {
            "issue": " ".join(str(getattr(self.issue, name) or "") for name in ISSUE_FIELDS),
            "credits": "\n".join(str(credit) for credit in self.credits.all()),
            "furniture": "\n".join(part["text"] for part in self.furniture),
            "zones": json.dumps(zones),
            "order": "\n".join(article.short_title for article in articles),
        }
        return {"page": page} | {str(article.pk): _article_content(article) for article in articles}

    def why_not_proofed_by(self, user):
        """Why this user may not do the next proof, as a sentence; "" when they may."""
        if sentence := self._why_not(user, "proof_page"):
            return sentence
        if self.proofs.filter(reader=user).exists():
            return _("You have read another proof of this page.")
        return ""

    def proof(self, *, by, note=""):
        """Write down that somebody has read the page: the next round."""
        with transaction.atomic():
            self.stored()
            if sentence := self.why_not_proofed_by(by):
                raise NotAllowed(sentence)
            done = self.proofs.create(
                round=self.proofs.count() + 1,
                reader=by,
                note=note,
                content_hash=hash_of(self.content()),
            )
            EditorialEvent.objects.record(self, Verb.PROOFED, by=by, note=f"{done} {note}".strip())
            if done.round == self.issue.newspaper.proof_rounds:
                tell_signers(self)
            return done

    def why_not_signed_by(self, user):
        """Why this user may not sign the page now, as a sentence; "" when they may."""
        if sentence := self._why_not(user, "sign_off_page"):
            return sentence
        waiting = self.articles.filter(withdrawn_at=None).exclude(status=ArticleStatus.APPROVED)
        if article := waiting.first():
            told = {"article": article.short_title, "status": article.get_status_display()}
            return _("“%(article)s” is not approved: %(status)s.") % told
        missing = self.issue.newspaper.proof_rounds - self.proofs.count()
        if missing <= 0:
            return ""
        told = ngettext("One proof is missing.", "%(count)d proofs are missing.", missing)
        return told % {"count": missing}

    def sign_off(self, *, by, seen):
        """Answer for everything on the page, as it reads now.

        `seen` is the hash of the content that was looked at; another one is refused.
        """
        with transaction.atomic():
            current = self.stored()
            if sentence := current.why_not_signed_by(by):
                raise NotAllowed(sentence)
            content = current.content()
            if hash_of(content) != seen:
                raise NotAllowed(_("The page has been changed since you looked at it. Look again."))
            signed = current.sign_offs.create(by=by, content=content, content_hash=seen)
            EditorialEvent.objects.record(self, Verb.SIGNED_OFF, by=by)
            return signed

    def valid_sign_off(self, articles=None):
        """The newest sign-off, if the page still reads as it was signed; else None."""
        newest = next(iter(self.sign_offs.all()), None)
        is_valid = newest and newest.content_hash == hash_of(self.content(articles))
        return newest if is_valid else None

    def _why_not(self, user, permission):
        if user is None or not user.has_perm(f"articles.{permission}"):
            return _("That is not among your duties.")
        if not Assignment.objects.covers_paper(user, self.issue.newspaper_id):
            return _("You are not assigned to this newspaper.")
        return ""


def _article_content(article):
    """Every word, picture and name of an article as it stands on its page."""
    shown = article.prepared
    return {name: getattr(article, name) for name in REVIEWED_FIELDS} | {
        "column": shown["column"]["name"] if shown["column"] else "",
        "continues": str(article.continues_id or ""),
        "credits": "\n".join(
            f"{c['role']} {c['affiliation']} {c['name']}" for c in shown["credits"]
        ),
        "photos": "\n".join(f"{p['caption']} {p['credit']}" for p in shown["photos"]),
        "pictures": "\n".join(photo["src"] for photo in shown["photos"]),
    }


def hash_of(content):
    """SHA-256 in hex of a page's content."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


class Proof(models.Model):
    """One reading of a page: which round, by whom, of which content. Never changed."""

    page = models.ForeignKey(
        "articles.Page", models.CASCADE, related_name="proofs", verbose_name=_("page")
    )
    round = models.PositiveSmallIntegerField(_("round"))
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="proofs",
        verbose_name=_("proofreader"),
    )
    note = models.TextField(_("note"), blank=True)
    content_hash = models.CharField(max_length=64)
    at = models.DateTimeField(_("time"), auto_now_add=True)

    class Meta:
        ordering = ["page", "round"]
        verbose_name = _("proof")
        verbose_name_plural = _("proofs")
        constraints = [
            models.UniqueConstraint(
                fields=["page", "round"],
                name="proof_round_once",
                violation_error_message=_("This round has been read already."),
            ),
            models.UniqueConstraint(
                fields=["page", "reader"],
                name="proof_by_another",
                violation_error_message=_("You have read another proof of this page."),
            ),
        ]

    def __str__(self):
        return str(ROUNDS[self.round - 1] if self.round <= len(ROUNDS) else _("extra proof"))


class SignOff(models.Model):
    """Somebody's word that a page may be printed: for this `content` and no other."""

    page = models.ForeignKey(
        "articles.Page", models.CASCADE, related_name="sign_offs", verbose_name=_("page")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="sign_offs",
        verbose_name=_("who"),
    )
    content = models.JSONField(editable=False)
    content_hash = models.CharField(max_length=64)
    at = models.DateTimeField(_("time"), auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("sign-off")
        verbose_name_plural = _("sign-offs")

    def __str__(self):
        return f"{self.page} {self.by}"

    def changes(self, content):
        """What reads otherwise in `content`: [(article id or "page", part, old, new)]."""
        subjects = [*content, *(key for key in self.content if key not in content)]
        return [
            (subject, part, was.get(part, ""), now.get(part, ""))
            for subject in subjects
            for was, now in [(self.content.get(subject, {}), content.get(subject, {}))]
            for part in {**was, **now}
            if was.get(part, "") != now.get(part, "")
        ]
