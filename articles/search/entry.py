"""What of an article is searched: its lines as printed, and folded into an index entry."""

import datetime

from articles.text.clean import plain_text
from articles.text.fold import fold

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
OPEN = datetime.datetime(5000, 1, 1, tzinfo=datetime.UTC)
FIELDS = (
    "headline", "kicker", "subheadline", "label", "column__name", "dateline", "byline", "body",
    "author_note", "source", "prepared", "public_from",
)  # fmt: skip


def title_lines(article):
    """Headline first, then kicker, subheadline and what stands over the story."""
    column = [article.column.name] if article.column else []
    return [article.headline, article.kicker, article.subheadline, article.label, *column]


def text_lines(article):
    """Everything else, one paragraph to a line."""
    return [
        article.dateline,
        article.byline,
        *plain_text(article.body).split("\n"),
        *(photo[part] for photo in article.prepared["photos"] for part in ("caption", "credit")),
        article.author_note,
        article.source,
        *(person["affiliation"] + person["name"] for person in article.prepared["credits"]),
    ]


def entry_values(article):
    """The values of the article's SearchEntry; no line of them shares characters with another."""
    title = _folded(title_lines(article))
    return {
        "at": article.public_from or OPEN,
        "text": f"{title}\n{_folded(text_lines(article))}",
        "title_length": len(title),
    }


def microseconds(at):
    return (at - EPOCH) // datetime.timedelta(microseconds=1)


def _folded(lines):
    return "\n".join(filter(None, map(fold, lines)))
