"""Paragraph records as the HTML of an article's text."""

from html import escape
from itertools import groupby

from articles.text.punctuation import full_width

FRAMES = {"quote": "blockquote", "item": "ul", "row": "table"}
TAGS = {"subhead": "h2", "item": "li"}


def body_html(paragraphs):
    """Paragraph records as the HTML of an article's text."""
    return "".join(
        _frame(kind, [full_width(paragraph.text) for paragraph in group])
        for kind, group in groupby(paragraphs, key=lambda paragraph: paragraph.kind)
    )


def _frame(kind, texts):
    if kind == "row":
        head, *rows = [[escape(cell.strip()) for cell in text.split("|")] for text in texts]
        body = "".join(_row("td", row) for row in rows)
        return f"<table><thead>{_row('th', head)}</thead><tbody>{body}</tbody></table>"
    tag = TAGS.get(kind, "p")
    texts = [escape(text, quote=False).replace("\n", "<br>") for text in texts]
    blocks = "".join(f"<{tag}>{text}</{tag}>" for text in texts)
    frame = FRAMES.get(kind)
    return f"<{frame}>{blocks}</{frame}>" if frame else blocks


def _row(tag, cells):
    return "<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in cells) + "</tr>"
