"""ArticleQuerySet: which articles, with what a page shows of them, and how they keep up."""

from datetime import UTC, datetime

from django.db import transaction
from django.db.models import Exists, F, FilteredRelation, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Left
from django.utils import timezone

from articles import search
from articles.models.correction import TOLD, Correction
from articles.models.issue import Issue
from articles.models.page import Page
from articles.models.review import ArticleStatus, Assignment, Level, Review
from articles.models.tracked import TrackedQuerySet
from articles.models.visibility import IN_PRINT, PUBLIC_FROM, SINCE

OPENING_CHARACTERS = 800
CONTENTS_FIELDS = (
    "kicker", "headline", "subheadline", "label", "dateline", "byline", "summary", "characters",
    "prepared", "position", "continues", "page", "issue", "newspaper", "column__name",
    "column__slug",
)  # fmt: skip
ENTRY_FIELDS = (
    "kicker", "headline", "label", "summary", "characters", "prepared", "public_from",
    "continues", "newspaper", "column__name", "issue__date", "page__label", "page__title",
)  # fmt: skip
SHOWN = ("issue", "page", "column")  # of these it keeps what it shows


class ArticleQuerySet(TrackedQuerySet):
    def published(self, now=None):
        """The one definition of what the public may see of articles.

        `public_from` is kept by `bring_up_to_date()`, which every save of an article or of its
        issue ends with.
        """
        return self.filter(public_from__lte=now or timezone.now())

    def in_pool(self):
        return self.filter(issue__isnull=True)

    def withdrawn(self):
        """Articles that were public and were taken back: their addresses answer 410."""
        own = IN_PRINT & Q(withdrawn_at__gte=F("since"))
        with_issue = Q(issue__in=Issue.objects.withdrawn(), since__lte=timezone.now())
        released = self.filter(released_at__isnull=False).annotate(since=SINCE)
        return released.filter(own | with_issue)

    def by(self, contributor):
        signed = self.model.objects.filter(credits__contributor=contributor)
        return self.filter(pk__in=signed.values("pk"))

    def newest_first(self):
        """Newest issue first, and within an issue in reading order."""
        return self.order_by("-public_from", "id")

    def before(self, cursor):
        """What follows, newest first, after the article whose `cursor` this is.

        Raises ValueError on anything that is not a cursor.
        """
        seconds, pk = cursor.split("-")
        moment = datetime.fromtimestamp(float(seconds), UTC)
        return self.filter(
            Q(public_from__lt=moment) | Q(public_from=moment, pk__gt=int(pk)),
            public_from__lte=moment,  # said again for the index, which cannot use an OR
        )

    def in_reading_order(self):
        """By page and place; what stands on no page comes last, whatever the database."""
        return self.order_by(F("page__number").asc(nulls_last=True), "position", "id")

    def for_contents(self):
        """With what a headline on a front or contents page shows: no text, no issue, no paper."""
        return self.select_related("column").only(*CONTENTS_FIELDS).in_reading_order()

    def for_entries(self):
        """With what an entry of a list shows; whose list it is knows the newspaper."""
        return self.select_related("issue", "page", "column").only(*ENTRY_FIELDS)

    def with_opening(self):
        """Annotates `opening`, the first stretch of the text, cut anywhere."""
        return self.annotate(opening=Left("body", OPENING_CHARACTERS))

    def for_outline(self):
        """What the way through an issue needs: (pk, headline, page_id, continues_id) of each, and
        from when the page may be shown as printed, `page__shown_from`."""
        fields = ("pk", "headline", "page_id", "continues_id", "page__shown_from")
        return self.in_reading_order().values_list(*fields, named=True)

    def for_own_page(self):
        """With what its own page or a hit shows and is not prepared: see `Article.settle()`."""
        return self.select_related("newspaper")

    def with_jumps(self, now=None):
        """With the public parts of each one's story: even an id would betray a draft.

        `earlier` is the id of the article it continues, `later` lists those that continue it.
        """
        now = now or timezone.now()
        before = FilteredRelation("continues", condition=Q(continues__public_from__lte=now))
        later = self.model.objects.published(now).only("continues").order_by("id")
        return self.annotate(before=before, earlier=F("before__pk")).prefetch_related(
            Prefetch("continuations", later, to_attr="later")
        )

    def for_sitemap(self):
        return self.select_related("newspaper").only(
            "headline", "summary", "public_from", "updated_at", "newspaper__slug", "newspaper__name"
        )

    def on_page(self, page):
        """The articles of a page with their zones there: one row for each zone, as `points`."""
        zone = FilteredRelation("zones", condition=Q(zones__page=page))
        return (
            self.annotate(zone=zone)
            .filter(Q(page=page) | Q(zone__isnull=False))
            .annotate(points=F("zone__points"))
        )

    def for_list(self):
        """With what a line in a list shows, and without the text."""
        return self.select_related("newspaper", "issue", "page", "section", "column").defer(
            "body", "issue__imprint", "newspaper__menu", "page__furniture"
        )

    def search(self, typed, **options):
        """The articles of this queryset that contain what was typed; see `articles.search`."""
        return search.search(self, typed, **options)

    def bring_up_to_date(self):
        """Work out anew what follows from other rows: from when each of these articles is public,
        what it shows of its issue, page, column, people and photos, how it is found. Nobody's
        edit: versions stay.
        """
        these = self.model.objects.filter(pk__in=self.values("pk"))
        with transaction.atomic():
            # Locked first: of two who sign the same article, the later sees the earlier's name.
            these.locked().update(public_from=PUBLIC_FROM)
            Page.objects.with_any_of(these).bring_up_to_date()
            these._show_parts()
            search.index(these)

    def read_again(self, *, by):
        """Let those of these that were approved fall back whose captions are no longer those that
        the last review read."""
        for article in self.filter(status=ArticleStatus.APPROVED):
            last = article.reviews.last()
            if last and last.text_hash != article.text_hash:
                article.status = ArticleStatus.FINAL
                article.save(by=by)

    def waiting_for(self, user):
        """What the user may review now, in the order in which it came: the rules of
        `Article.why_not_reviewed_by()`, asked of all at once."""
        duties = [lv for lv in Level.values if user.has_perm(f"articles.review_{lv}_article")]
        others = Review.objects.filter(article=OuterRef("pk"), reviewer=user)
        waiting = self.filter(~Exists(others.exclude(level=OuterRef("status"))), status__in=duties)
        waiting = waiting.exclude(author=user).exclude(credits__contributor__user=user)
        return waiting.filter(Assignment.objects.all_of(user)).for_list().order_by("id")

    def with_last_review(self):
        """With `opinion` and `verdict` of the newest review, for who has to go on from there."""
        newest = Review.objects.filter(article=OuterRef("pk")).order_by("-id")
        return self.annotate(
            opinion=Subquery(newest.values("opinion")[:1]),
            verdict=Subquery(newest.values("verdict")[:1]),
        )

    def _show_parts(self):
        changed = []
        articles = self.only("prepared", *SHOWN).select_related(*SHOWN)
        articles = articles.prefetch_related("credits__contributor", "photos", _told())
        for article in articles.iterator(chunk_size=500):
            shown = {
                **{name: (part := getattr(article, name)) and part.shown for name in SHOWN},
                "credits": [credit.shown for credit in article.credits.all()],
                "photos": [photo.shown for photo in article.photos.all()],
                "corrections": [one.shown for one in article.corrections.all()],
            }
            if shown != article.prepared:
                article.prepared, article.updated_at = shown, timezone.now()
                changed.append(article)
        self.bulk_update(changed, ["prepared", "updated_at"], batch_size=500)


def _told():
    """The corrections that readers are told of, without the former words."""
    return Prefetch("corrections", Correction.objects.filter(kind__in=TOLD).defer("before"))
