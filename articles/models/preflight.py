"""What stops an issue from being published, and what is worth a look before it is."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models.remark import banned, remarks
from articles.models.review import ArticleStatus
from articles.text.clean import plain_text

# How a text names where it was taken from, in its last words.
TAKEN_FROM = re.compile(
    r"[（(](据|来源[:：]|转自|转载自|摘自|选自|综合自?)[^（()）]{2,40}[)）]\s*$"
)
JUMPS_ON, JUMPED_FROM = "转", "接"  # 下转, 转第; 上接, 紧接
PRINTED_DATE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
PRINTED_WEEKDAY = re.compile("(?:星期|周)([一二三四五六日天])")
WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True)
class Finding:
    """One thing found before publication: what it concerns, the sentence, the page it is on;
    `part` is the related name of what is to be mended of the thing, such as "zones"."""

    thing: models.Model
    sentence: str
    page: models.Model | None = None
    part: str = ""


class Preflight:
    """The issue as it stands now, read once, for everything that is asked of it."""

    def __init__(self, issue):
        self.issue = issue
        self.pages = list(issue.pages.all())
        self.articles = list(issue.articles.all())
        self.kept = [article for article in self.articles if not article.withdrawn_at]
        self.followed = {article.continues_id for article in self.kept}
        self.on = {page.pk: page for page in self.pages}
        self.standing = defaultdict(list)
        for article in sorted(self.articles, key=lambda article: (article.position, article.pk)):
            self.standing[article.page_id].append(article)

    def stops(self, *, is_archive=False):
        """What stops publication. An issue of the archive was checked when it was printed."""
        yield from self._gaps()
        for article in self.kept:
            yield from self._article_gaps(article)
        if not is_archive:
            yield from self._reviews()
            yield from self._duplicate_headlines()
            yield from self._remarks(banned(self.kept))
            for article in self.kept:
                yield from self._article_faults(article)
            for page in self.pages:
                yield from self._page_faults(page)
            yield from self._unsigned()

    def worth_a_look(self):
        """What may be right, but is rarely meant."""
        for article in self.kept:
            yield from self._article_oddities(article)
        yield from self._remarks(remarks(self.kept), but="banned")
        for page in self.pages:
            yield from self._page_oddities(page)
        if self.issue.edition == "daily" and not self.issue.number:
            yield Finding(self.issue, _("The issue has no total number."))
        doubts = self.issue.import_problems.filter(needs_decision=False, decided_at=None).count()
        if doubts:
            told = _("%(count)d things the import was not sure of.") % {"count": doubts}
            yield Finding(self.issue, told)

    # What has always to be there -----------------------------------------------------------------

    def _gaps(self):
        if not self.pages:
            yield Finding(self.issue, _("The issue has no pages."))
        for page in self.pages:
            if not self.standing[page.pk] and not page.is_advert:
                yield Finding(page, _("Page %(page)s has no article.") % {"page": page.label}, page)
        yield from self._shown_but_taken_out()
        undecided = self.issue.import_problems.undecided().count()
        if undecided:
            told = _("%(count)d import decisions are still open.") % {"count": undecided}
            yield Finding(self.issue, told)

    def _shown_but_taken_out(self):
        """The picture of a page shows what was read of it, also when that is no longer in the issue
        and not public."""
        printed = self.issue.pages.filter(make_up__isnull=False).exclude(image="")
        printed = dict(printed.values_list("pk", "make_up__articles"))
        here = {article.pk for article in self.articles}
        gone = {pk for made in printed.values() for pk in made.values()} - here
        hidden = self.issue.newspaper.articles.exclude(public_from__lte=timezone.now())
        hidden = hidden.filter(pk__in=gone).in_bulk() if gone else {}
        for page in self.pages:
            for pk in hidden.keys() & set(printed.get(page.pk, {}).values()):
                told = {"page": page.label, "article": hidden[pk].short_title}
                sentence = _("Page %(page)s still shows “%(article)s”: bring it in anew.") % told
                yield Finding(page, sentence, page)

    def _article_gaps(self, article):
        if article.page_id is None:
            yield self._of(article, _("“%(article)s” stands on no page."))
        # The second half of a jump is printed under （上接A01版） alone.
        if not article.headline and not article.continues_id:
            yield self._of(article, _("“%(article)s” has no headline."))
        if not article.body and not article.prepared["photos"]:
            yield self._of(article, _("“%(article)s” has neither text nor photo."))

    # What is wrong -------------------------------------------------------------------------------

    def _reviews(self):
        for article in self.kept:
            if article.status != ArticleStatus.APPROVED:
                sentence = _("“%(article)s” is not approved: %(status)s.")
                yield self._of(article, sentence, status=article.get_status_display())

    def _duplicate_headlines(self):
        parts = {article.pk for article in self.kept if article.continues_id}
        titles = Counter(a.short_title for a in self.kept if a.headline and a.pk not in parts)
        for article in self.kept:
            if titles[article.short_title] > 1 and article.pk not in parts:
                yield self._of(
                    article, _("“%(article)s” is the headline of more than one article.")
                )

    def _article_faults(self, article):
        for photo in article.prepared["photos"]:
            if not photo["src"]:
                sentence = _("“%(article)s” has a caption without its photo.")
                yield self._of(article, sentence, "photos")
            elif not photo["credit"]:
                yield self._of(article, _("“%(article)s” has a photo without a credit."), "photos")
        if JUMPS_ON in article.jump and article.pk not in self.followed:
            sentence = _("“%(article)s” says %(jump)s, but nothing goes on from it.")
            yield self._of(article, sentence, jump=article.jump)
        if JUMPED_FROM in article.jump and not article.continues_id:
            sentence = _("“%(article)s” says %(jump)s, but continues nothing.")
            yield self._of(article, sentence, jump=article.jump)
        if not article.source and TAKEN_FROM.search(plain_text(article.body)):
            yield self._of(article, _("“%(article)s” is a reprint, but not said whose."))

    def _remarks(self, found, but=""):
        for article in self.kept:
            for remark in found[article.pk]:
                if remark.mark.kind != but:
                    sentence = _("“%(article)s”, %(where)s: “%(words)s”. %(why)s")
                    told = {"where": remark.where, "words": remark.words, "why": remark.sentence}
                    yield self._of(article, sentence, "style", **told)

    def _page_faults(self, page):
        zoned = {zone.article_id for zone in page.zones.all()}
        for zone in page.zones.all():
            if zone.article_id is None and zone.role != "advert":
                told = _("A zone of page %(page)s belongs to no article.") % {"page": page.label}
                yield Finding(page, told, page, "zones")
        for article in self.standing[page.pk]:
            if page.image and article.pk not in zoned and not article.withdrawn_at:
                sentence = _("“%(article)s” has no zone on page %(page)s.")
                told = {"article": article.short_title, "page": page.label}
                yield Finding(page, sentence % told, page, "zones")
        if told := _wrong_date(page, self.issue.date):
            yield Finding(page, told, page)

    def _unsigned(self):
        for page in self.pages:
            if not page.valid_sign_off(self.standing[page.pk]):
                if page.sign_offs.all():
                    sentence = _("Page %(page)s has been changed since it was signed off.")
                else:
                    sentence = _("Page %(page)s is not signed off.")
                yield Finding(page, sentence % {"page": page.label}, page, "sign_offs")

    # What is odd ---------------------------------------------------------------------------------

    def _article_oddities(self, article):
        if article.body and not (article.byline or article.dateline or article.source):
            yield self._of(article, _("“%(article)s” says neither who wrote it nor where from."))
        if article.byline and not article.prepared["credits"]:
            yield self._of(
                article, _("“%(article)s” has a byline, but nobody is credited."), "credits"
            )
        if article.section_id is None:
            yield self._of(article, _("“%(article)s” belongs to no section."))
        if article.embargo and self.issue.publish_at is None and article.embargo > timezone.now():
            yield self._of(article, _("“%(article)s” is under embargo."))

    def _page_oddities(self, page):
        label = {"page": page.label}
        if not page.title:
            yield Finding(page, _("Page %(page)s has no title.") % label, page)
        if not page.credits.all():
            yield Finding(
                page, _("Page %(page)s names nobody responsible.") % label, page, "credits"
            )
        if not page.image:
            yield Finding(page, _("Page %(page)s has no picture of the print.") % label, page)

    def _of(self, article, sentence, part="", **told):
        told = {"article": article.short_title, **told}
        return Finding(article, sentence % told, self.on.get(article.page_id), part)


def _wrong_date(page, date):
    """What the head of the page says of the day, when that is another; "" when it fits."""
    for part in page.furniture:
        if part["kind"] != "masthead":
            continue
        printed = PRINTED_DATE.search(part["text"])
        weekday = PRINTED_WEEKDAY.search(part["text"])
        if printed and tuple(map(int, printed.groups())) != (date.year, date.month, date.day):
            said = printed.group()
        elif weekday and WEEKDAYS.find(weekday.group(1).replace("天", "日")) != date.weekday():
            said = weekday.group()
        else:
            continue
        told = {"page": page.label, "said": said, "date": date.isoformat()}
        return _("The head of page %(page)s says %(said)s; the issue is of %(date)s.") % told
    return ""
