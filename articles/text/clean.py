"""Article text: HTML in the small vocabulary of a newspaper, sanitised on every write.

The vocabulary: p, h2 (subhead), ul/ol/li, blockquote, table, figure with img and figcaption
(cite in it is the credit), strong, em, a, br. Source for the list: what the paper prints.
"""

import re
from html import unescape

import nh3

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
OWN_PICTURE = re.compile(r"/media(?:/[\w-][\w.-]*)+")
BLOCK_END = re.compile(r"</(?:p|h2|li|blockquote|tr|figcaption)>|<br>")
# nh3 closes every element and escapes < and > in attributes: what follows may go by the tags.
EMPTY_BLOCK = re.compile(
    r"<(p|h2|ul|ol|li|blockquote|table|thead|tbody|tr|figure|figcaption|cite)>(?:\s|<br>)*</\1>"
)
EMPTY_MARK = re.compile(r"<(strong|em)>(\s*)</\1>")
PICTURE_WITHOUT_SOURCE = re.compile(r'<img(?![^>]* src=")[^>]*>')
# Printed indents and the padding word processors leave; the style sheet sets the indent.
PARAGRAPH_PADDING = re.compile(r"(<(?:p|h2|li)>)[\s\u3000\xa0]+|[\s\u3000\xa0]+(?=</(?:p|h2|li)>)")


def clean_html(html):
    """`html` with nothing outside the vocabulary; the same text again gives the same text."""
    html = nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_only_own_pictures,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener",
    ).replace("&nbsp;", "\xa0")
    html = PICTURE_WITHOUT_SOURCE.sub("", html)
    html = PARAGRAPH_PADDING.sub(lambda match: match.group(1) or "", html)
    return _without_empty_elements(html).strip()


def _only_own_pictures(tag, attribute, value):
    if tag == "img" and attribute == "src" and not OWN_PICTURE.fullmatch(value):
        return None
    return value


def _without_empty_elements(html):
    """Removing one empty element may empty the one around it; blanks between words stay."""
    while (shorter := EMPTY_BLOCK.sub("", EMPTY_MARK.sub(r"\2", html))) != html:
        html = shorter
    return html


def plain_text(html):
    """The words of cleaned HTML, one block to a line, without marks."""
    text = re.sub(r"<[^>]+>", "", BLOCK_END.sub("\n", html))
    return unescape(re.sub(r"\n\s*\n+", "\n", text)).strip()


def character_count(text):
    """字数 as a Chinese editor counts: every character but white space."""
    return len("".join(text.split()))
