"""Article text: HTML in the small vocabulary of a newspaper, sanitised on every write.

The vocabulary: p, h2 (subhead), ul/ol/li, blockquote, table, figure with img and figcaption
(cite in it is the credit), strong, em, a, br. Source for the list: what the paper prints.
"""

import re
from html import unescape

import nh3

from articles.text.blocks import FOREIGN, OURS, reset_blocks

TAGS = {
    "p", "h2", "ul", "ol", "li", "blockquote", "table", "thead", "tbody", "tr", "th", "td",
    "figure", "img", "figcaption", "cite", "strong", "em", "a", "br",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "th": {"colspan", "rowspan", "scope"},
    "td": {"colspan", "rowspan"},
}
# Pictures come from our own media only; a foreign address would report our readers to others.
OWN_PICTURE = re.compile(r"/media(?:/(?!\.|%2[eE])[\w.%-]+)+")
BLOCK = re.compile(r"</?(?:p|h2|ul|ol|li|blockquote|table|tr|figure|figcaption)>|<br>")
BETWEEN_CELLS = re.compile(r"(?:</p>)?</t[dh]>\s*<t[dh]\b[^>]*>(?:<p>)?")
OPEN_END = re.compile(r"(?<![。！？；：，、…—”』」）》])\n")
# nh3 closes every element and escapes < and > in attributes: what follows may go by the tags.
PARAGRAPH = re.compile(r"<p>.*?</p>", re.DOTALL)
EMPTY_BLOCK = re.compile(
    r"<(p|h2|ul|ol|li|blockquote|table|thead|tbody|tr|figure|figcaption)>(?:\s|<br>)*</\1>"
)
PICTURE = re.compile(r"<figure>.*?</figure>|<img [^>]*>", re.DOTALL)
PICTURE_WITHOUT_SOURCE = re.compile(r'<img(?![^>]* src=")[^>]*>')


def clean_html(html):
    """`html` with nothing outside the vocabulary; the same text again gives the same text.

    What is not in the vocabulary goes, but its words stay, in paragraphs of their own wherever
    they stood in blocks of their own.
    """
    html = _sanitised(html, TAGS | FOREIGN | OURS.keys())
    html = reset_blocks(PICTURE_WITHOUT_SOURCE.sub("", html))
    # Once more, for what the two parsers may understand differently.
    return _without_empty_elements(_sanitised(html, TAGS)).strip()


def without_pictures(html):
    """Clean `html` without its figures, captions and all."""
    return PICTURE.sub("", html)


def _sanitised(html, tags):
    return nh3.clean(
        html,
        tags=tags,
        attributes=ATTRIBUTES,
        attribute_filter=_only_own_pictures,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener",
    ).replace("&nbsp;", "\xa0")


def _only_own_pictures(tag, attribute, value):
    if tag == "img" and attribute == "src" and not OWN_PICTURE.fullmatch(value):
        return None
    return value


def _without_empty_elements(html):
    """Removing one empty element may empty the one around it."""
    while (shorter := EMPTY_BLOCK.sub("", html)) != html:
        html = shorter
    return html


def plain_text(html):
    """The words of cleaned HTML, one block to a line and a row of a table too, without marks."""
    text = re.sub(r"<[^>]+>", "", BLOCK.sub("\n", BETWEEN_CELLS.sub(" ", html)))
    return unescape(re.sub(r"\n\s*\n+", "\n", text)).strip()


def running_text(html):
    """The words of the paragraphs of cleaned HTML on one line; all of them when it has none.

    A line without a mark at its end, as verse and lists have them, is set off by a space.
    """
    paragraphs = "".join(PARAGRAPH.findall(html))
    return OPEN_END.sub(" ", plain_text(paragraphs or html)).replace("\n", "")


def character_count(text):
    """字数 as a Chinese editor counts: every character but white space."""
    return len("".join(text.split()))
