"""From when an article is public, in SQL: kept in `Article.public_from`, never asked when reading.

An article is out when it was released, alone or with its issue, its issue stands published, and
it was not taken back. An UPDATE cannot join, hence the subqueries.
"""

from django.db.models import Case, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce, Greatest

from articles.models.issue import Issue, IssueStatus

IN_PRINT = Q(issue__isnull=True) | Q(issue__in=Issue.objects.filter(status=IssueStatus.PUBLISHED))

# The latest of release, the issue's hour and embargo. Only asked of what is released, so that
# nothing here is NULL: Greatest() then gives NULL on SQLite and the other value on PostgreSQL.
SINCE = Greatest(
    F("released_at"),
    Coalesce(
        Subquery(Issue.objects.filter(pk=OuterRef("issue")).values("publish_at")[:1]),
        F("released_at"),
    ),
    Coalesce(F("embargo"), F("released_at")),
)

PUBLIC_FROM = Case(
    When(IN_PRINT & Q(released_at__isnull=False, withdrawn_at__isnull=True), then=SINCE)
)
