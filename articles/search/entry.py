"""What of an article is searched: its lines as printed, folded into an index entry."""

import datetime
import re
from hashlib import blake2b

from django.utils import timezone

from articles.text.clean import plain_text
from articles.text.fold import fold

VERSION = 3  # of fold, terms and facts together: an entry of another version is written anew
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
NEVER = 2**62  # microseconds after the epoch: what is not public and has no time for it yet
FIELDS = (
    "headline", "kicker", "subheadline", "label", "dateline", "byline", "body", "author_note",
    "source", "prepared", "public_from", "created_at", "newspaper_id", "section_id", "column_id",
)  # fmt: skip


def title_lines(article):
    """Headline first, then kicker and subheadline."""
    return [article.headline, article.kicker, article.subheadline]


def column_lines(article):
    """What stands over the story."""
    return [article.label, (article.prepared["column"] or {"name": ""})["name"]]


def byline_lines(article):
    people = (person["affiliation"] + person["name"] for person in article.prepared["credits"])
    return [article.byline, *people]


def text_lines(article):
    """Everything else, one paragraph to a line."""
    return [
        article.dateline,
        *plain_text(article.body).split("\n"),
        *(photo[part] for photo in article.prepared["photos"] for part in ("caption", "credit")),
        article.author_note,
        article.source,
    ]


def entry_values(article):
    """The values of the article's SearchEntry; no line of them shares characters with another."""
    title, column, byline, rest = (
        _folded(lines(article)) for lines in (title_lines, column_lines, byline_lines, text_lines)
    )
    values = {
        "text": f"{title}\n{column}\n{byline}\n{rest}",
        "title_end": len(title),
        "column_end": len(title) + 1 + len(column),
        "byline_end": len(title) + 1 + len(column) + 1 + len(byline),
        "facts": " ".join(facts(article)),
        "day": printed(article).toordinal(),
        "version": VERSION,
    }
    return values | {
        "digest": blake2b(repr(values).encode(), digest_size=8).hexdigest(),
        "at": microseconds(article.public_from) if article.public_from else NEVER,
    }


def facts(article):
    """What of the article can be counted and chosen: newspaper, section, column (k), people,
    page label and year, each a letter and an id or a number."""
    people = {person["id"] for person in article.prepared["credits"]}
    chosen = {"n": article.newspaper_id, "s": article.section_id, "k": article.column_id}
    page = article.prepared["page"]
    chosen["l"] = page and label(page["label"])
    return [
        *(f"{letter}{value}" for letter, value in chosen.items() if value),
        *(f"p{pk}" for pk in sorted(people)),
        f"y{printed(article).year}",
    ]


def label(text):
    """The folded label of a page without noughts in front of its number: A1 is A01."""
    return re.sub(r"(?<![0-9])0+(?=[0-9])", "", fold(text))


def quarter(date, *, back=0):
    return f"q{date.year * 4 + (date.month - 1) // 3 - back}"


def week(date, *, back=0):
    return f"w{date.toordinal() // 7 - back}"


def printed(article):
    """The day the article belongs to: that of its issue, else that of its release."""
    if issue := article.prepared["issue"]:
        return datetime.date.fromisoformat(issue["date"])
    return timezone.localdate(article.public_from or article.created_at)


def microseconds(at):
    return (at - EPOCH) // datetime.timedelta(microseconds=1)


def _folded(lines):
    return "\n".join(filter(None, map(fold, filter(None, lines))))
