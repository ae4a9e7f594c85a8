"""Remark: what house style and the built-in checks say of a text as it stands.

Remarks are computed, never stored; see `StyleOverride` for what was let stand.
"""

import hashlib
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from articles.models.event import EditorialEvent, Verb
from articles.models.house import RuleKind, StyleOverride, StyleRule
from articles.models.tracked import NotAllowed
from articles.text.dates import sent
from articles.text.house import headline, marks, spacing
from articles.text.mark import Mark
from articles.text.paragraphs import spans, texts, with_characters
from articles.text.rules import RuleBook

AROUND = 8  # characters shown on either side

SENTENCES = {
    "wrong": _("The paper writes “%(instead)s”."),
    "banned": _("The paper does not print this word."),
    "cautious": _("A word to be careful with."),
    "name": _("%(name)s is %(post)s."),
    "misspelt": _("“%(instead)s” is meant."),
    "twice": _("Stands there twice."),
    "phrase-twice": _("The same words twice, one after the other."),
    "traditional": _("A traditional character in a simplified text."),
    "indent": _("The page sets the indent of a paragraph itself."),
    "space": _("A space inside a sentence."),
    "headline-stop": _("A headline ends without a full stop."),
    "headline-long": _("%(count)d characters in one line; over %(most)d are hard to set."),
    "unpaired": _("“%(mark)s” stands without “%(pair)s”."),
    "half-width": _("Half-width punctuation in a Chinese sentence."),
    "ellipsis": _("A Chinese ellipsis has six dots."),
    "wide": _("Digits and letters are set half-width."),
    "mixed-numeral": _("Digits are not mixed with 百 and 千."),
    "about-twice": _("Said twice that it is about so many."),
    "range": _("The lower number has its own percent sign."),
    "year-zero": _("A year in characters has 〇."),
    "unit": _("The legal unit is written so."),
    "weekday": _("%(date)s is a %(weekday)s."),
    "no-such-date": _("There is no %(said)s."),
    "other-day": _("%(said)s is %(date)s for this issue."),
    "sent-later": _("Sent after the day of the issue, %(date)s."),
}


@dataclass(frozen=True)
class Remark:
    """A Mark at its place: a field of the article, named `where`; `place` is the paragraph of the
    text, counted from 0, or the id of the photo whose caption it is."""

    mark: Mark
    block: str
    field: str
    where: str
    place: int | None = None
    why: str = ""

    @property
    def words(self):
        return self.block[self.mark.start : self.mark.end]

    @property
    def before(self):
        return self.block[max(self.mark.start - AROUND, 0) : self.mark.start]

    @property
    def after(self):
        return self.block[self.mark.end : self.mark.end + AROUND]

    @property
    def key(self):
        """The same for the same words between the same neighbours."""
        parts = (
            self.field,
            str(self.place if self.field == "caption" else ""),
            self.mark.kind,
            self.before[-2:],
            self.words,
        )
        said = "\0".join([*parts, self.after[:2]])
        return hashlib.sha256(said.encode()).hexdigest()[:16]

    @property
    def sentence(self):
        return self.why or SENTENCES[self.mark.kind] % self.mark.told

    @property
    def is_banned(self):
        return self.mark.kind == RuleKind.BANNED


def remarks(articles):
    """{article's id: its Remarks in the order of the text} of a newspaper's articles, without
    those overridden. Two queries, however many."""
    return _of_each(articles, is_whole=True)


def banned(articles):
    """As `remarks`, only what the paper does not print: quick enough for every look at a board."""
    return _of_each(articles, is_whole=False)


def _of_each(articles, *, is_whole):
    if not articles:
        return {}
    rules = {rule.text: rule for rule in StyleRule.objects.of(articles[0].newspaper_id)}
    if not is_whole:
        rules = {text: rule for text, rule in rules.items() if rule.kind == RuleKind.BANNED}
    overrides = StyleOverride.objects.filter(article__in=articles).values_list("article", "key")
    let = set(overrides)
    book = RuleBook([(rule.kind, rule.text, rule.instead) for rule in rules.values()])
    return {
        article.pk: [
            remark
            for remark in _of(article, book, rules, is_whole)
            if (article.pk, remark.key) not in let
        ]
        for article in articles
    }


def _of(article, book, rules, is_whole):
    day = article.issue.date if article.issue_id else None
    blocks = list(_blocks(article))
    for number, (field, place, block) in enumerate(blocks):
        found = [*book.marks(block), *(_built_in(field, block, day) if is_whole else ())]
        for mark in sorted(found, key=lambda mark: (mark.start, mark.end)):
            rule = rules.get(block[mark.start : mark.end])
            why = rule.explanation if rule and mark.kind == rule.kind else ""
            if not _goes_on(mark, blocks[number : number + 2]):
                model = article.photos.model if field == "caption" else type(article)
                where = model._meta.get_field(field).verbose_name
                yield Remark(mark, block, field, where, place, why)


def _built_in(field, block, day):
    yield from marks(block, day)
    if field == "headline":
        yield from headline(block)
    elif field == "body":
        yield from spacing(block)
    elif field == "dateline" and day:
        yield from sent(block, day)


def _blocks(article):
    """(field, place, text) of everything that is printed of it; see `Remark`."""
    for field in ("kicker", "headline", "subheadline", "dateline"):
        yield field, None, getattr(article, field)
    for number, text in enumerate(texts(article.body)):
        yield "body", number, text
    yield "author_note", None, article.author_note
    for photo in article.prepared["photos"]:
        yield "caption", photo["id"], photo["caption"]


def _goes_on(mark, blocks):
    """A quotation of several paragraphs opens each of them, and closes in the last."""
    if mark.kind != "unpaired" or len(blocks) < 2:
        return False
    (field, _number, text), (next_field, _next, following) = blocks
    goes_on = field == next_field == "body" and following.startswith("“")
    return goes_on and text[mark.start] == "“"


def fix(article, keys, *, by):
    """Write what should stand there for these Remarks' words; returns how many were mended.

    The article's save compares versions, keeps the record and sends an approved text back.
    """
    with transaction.atomic():
        article.unless_stale()
        found = [one for one in remarks([article])[article.pk] if one.key in keys]
        found = _apart([one for one in found if one.mark.instead is not None])
        if not found:
            raise NotAllowed(_("These words do not stand there any more."))
        for remark in reversed(found):
            _mend(article, remark)
        said = ", ".join(dict.fromkeys(f"{one.words} → {one.mark.instead}" for one in found))
        if any(remark.field != "caption" for remark in found):
            article.save(by=by, note=said)
        for photo in article.photos.filter(pk__in=_places(found, "caption")):
            _mend_caption(photo, [one for one in found if one.field == "caption"], by, said)
        return len(found)


def _apart(found):
    """Of those that overlap only the first: the other may be gone with it."""
    kept = []
    for one in found:
        last = kept[-1] if kept else None
        is_beside = last and (last.field, last.place) == (one.field, one.place)
        if not is_beside or one.mark.start >= last.mark.end:
            kept.append(one)
    return kept


def _places(found, field):
    return {remark.place for remark in found if remark.field == field}


def _mend(article, remark):
    mark = remark.mark
    if remark.field == "body":
        characters = list(spans(article.body))[remark.place][mark.start : mark.end]
        article.body = with_characters(article.body, characters, mark.instead)
    elif remark.field != "caption":
        setattr(article, remark.field, _replaced(getattr(article, remark.field), mark))


def _mend_caption(photo, found, by, note):
    for remark in reversed([one for one in found if one.place == photo.pk]):
        photo.caption = _replaced(photo.caption, remark.mark)
    photo.save(by=by, note=note)


def _replaced(text, mark):
    return text[: mark.start] + mark.instead + text[mark.end :]


def let_stand(article, keys, *, by, reason):
    """Keep quiet about these Remarks while their words stand; `reason` is kept on record.

    A word the paper does not print is let stand by those who keep its rules.
    """
    with transaction.atomic():
        if not reason.strip():
            raise NotAllowed(_("Say why these words are to stand."))
        found = [one for one in remarks([article])[article.pk] if one.key in keys]
        if not found:
            raise NotAllowed(_("These words do not stand there any more."))
        if any(one.is_banned for one in found) and not by.has_perm("articles.change_stylerule"):
            raise NotAllowed(
                _("A word the paper does not print is let stand by who keeps its style.")
            )
        for one in {remark.key: remark for remark in found}.values():
            kept = {"words": one.words[:200], "reason": reason.strip()[:200], "by": by}
            article.style_overrides.get_or_create(key=one.key, defaults=kept)
        words = ", ".join(dict.fromkeys(one.words for one in found))
        note = f"{words}：{reason.strip()}"
        EditorialEvent.objects.record(article, Verb.LET_STAND, by=by, note=note)
