"""The paragraphs of an article's HTML, counted as a reader of the page counts them."""

import re
from html import escape, unescape

from articles.text.clean import plain_text

TAG = re.compile(r"<(/?)(\w+)[^>]*>")
EMPTY = {"br", "img"}
PIECE = re.compile(r"<[^>]*>|&#?\w+;|.", re.DOTALL)
# Rows count once, however many cells; an item that holds a paragraph counts as that paragraph.
PARAGRAPH = re.compile(r"<tr>.*?</tr>|<(p|h2|li)>(?:(?!<(?:p|li)>).)*?</\1>", re.DOTALL)


def paragraphs(html):
    """The text of each paragraph, subhead, item and row in turn."""
    return [plain_text(match.group()) for match in PARAGRAPH.finditer(html)]


def blocks(html):
    """The elements of an article's HTML that stand beside one another, whole, in turn."""
    found, start, depth = [], 0, 0
    for tag in TAG.finditer(html):
        if tag[2] not in EMPTY:
            depth += -1 if tag[1] else 1
        if depth == 0:
            found.append(html[start : tag.end()])
            start = tag.end()
    return [*found, html[start:]] if html[start:] else found


def texts(html):
    """The characters of each paragraph, none left out, as `spans` counts them."""
    for paragraph in PARAGRAPH.finditer(html):
        yield unescape(TAG.sub(_line_end, paragraph.group()))


def _line_end(tag):
    return "\n" if tag.group() == "<br>" else ""


def spans(html):
    """[[(character, start, end)]]: of each paragraph, where in `html` its characters stand."""
    for paragraph in PARAGRAPH.finditer(html):
        yield [
            ("\n" if piece.group() == "<br>" else unescape(piece.group()), *piece.span())
            for piece in PIECE.finditer(html, *paragraph.span())
            if piece.group() == "<br>" or piece.group()[0] != "<"
        ]


def with_characters(html, characters, text):
    """`html` with `text` for these neighbouring `characters`, as `spans` gives them; marks stay."""
    for at, (_character, start, end) in reversed(list(enumerate(characters))):
        html = html[:start] + ("" if at else escape(text, quote=False)) + html[end:]
    return html


def with_paragraph(html, text, position):
    """`html` with `text` as the paragraph with index `position`, each of its lines one."""
    ends = [match.end() for match in PARAGRAPH.finditer(html)][:position]
    at = _outside_table(html, ends[-1]) if ends else 0
    return html[:at] + _as_paragraphs(text, _kind(html, at)) + html[at:]


def with_ending(html, text, position):
    """`html` with `text` finishing the sentence of the paragraph before `position`."""
    before = list(PARAGRAPH.finditer(html))[:position]
    if not before or before[-1].group(1) is None:
        return with_paragraph(html, text, position)
    at = before[-1].end() - len(f"</{before[-1].group(1)}>")
    first, *others = text.splitlines() or [""]
    html = html[:at] + escape(first.lstrip(), quote=False) + html[at:]
    return with_paragraph(html, "\n".join(others), position) if others else html


def _as_paragraphs(text, tag="p"):
    lines = (escape(line.strip(), quote=False) for line in text.splitlines() if line.strip())
    return "".join(f"<{tag}>{line}</{tag}>" for line in lines)


def _kind(html, at):
    """A paragraph that follows a bare item is an item of the same list."""
    return "li" if html[:at].endswith("</li>") else "p"


def _outside_table(html, at):
    end = html.find("</table>", at)
    inside = html[:at].endswith("</tr>") and end >= 0
    return end + len("</table>") if inside else at
