"""HTML from word processors and web pages set anew as the paragraphs of an article."""

import re
from html.parser import HTMLParser

# Elements that part what they hold from what stands around them, and that we do not print.
FOREIGN = {
    "address", "article", "aside", "caption", "center", "dd", "details", "dialog", "div", "dl",
    "dt", "fieldset", "footer", "form", "header", "hgroup", "hr", "legend", "main", "menu", "nav",
    "option", "pre", "section", "summary",
}  # fmt: skip
OURS = {
    "h1": "h2", "h3": "h2", "h4": "h2", "h5": "h2", "h6": "h2",
    "b": "strong", "i": "em", "tfoot": "tbody",
}  # fmt: skip
MARKS = {"strong", "em", "cite", "a"}
PARAGRAPHS = {"p", "h2"}
HOLD_TEXT = {"li", "td", "th", "figcaption", "figure"}
WITHIN = {"li": {"ul", "ol"}, "figcaption": {"figure"}}  # elsewhere an item is but a block

BLANKS = " \t\r\n\f\u3000\xa0\u2002\u2003"
INDENT = re.compile("[\u3000\xa0\u2003]{2}")
CAPTIONS = re.compile(r"(<table>)((?:\s*<caption>.*?</caption>)+)", re.DOTALL)
HAN = "[\u3400-\u9fff\u3000-\u303f\uff00-\uffef]"
IN_CHINESE = re.compile(f"{HAN}{{2}}")
LINE_END_IN_CHINESE = re.compile(rf"(?<={HAN})[ \t]*\r?\n[ \t]*(?={HAN})")


def reset_blocks(html):
    """`html`, which must be well formed, with all its text in paragraphs, items and cells.

    Two line breaks, or one before an indent, end a paragraph. Text without any tag is taken line
    by line, as it was typed.
    """
    setter = Setter()
    setter.feed(CAPTIONS.sub(r"\2\1", html) if "<" in html else f"<pre>{html}</pre>")
    setter.close()
    setter.end_paragraph()
    return "".join(setter.out)


class Setter(HTMLParser):
    """Begins paragraphs and marks when their first word comes, so that none is ever empty."""

    def __init__(self):
        super().__init__(convert_charrefs=False)
        self.out = []
        self.inside = [("", "")]  # (element, its end tag) of lists, tables, quotations… around
        self.marks = []  # [(element, its start tag)] around what comes next
        self.written = 0  # how many of them the open paragraph has begun
        self.kind = ""  # p or h2, where the source says so
        self.open = None  # the element of the open paragraph, "" for bare text in a cell or item
        self.breaks = 0  # line breaks not yet written
        self.blanks = ""  # nor these; at the ends of paragraphs and lines they never are
        self.last = ""  # the last character written
        self.typed = 0  # depth of pre, where line ends are line breaks

    def handle_starttag(self, tag, attrs):
        self.typed += tag == "pre"
        name = OURS.get(tag, tag)
        if name in MARKS:
            self.marks.append((name, self.get_starttag_text() if name == tag else f"<{name}>"))
        elif name == "br":
            self.breaks += 1
        elif name == "img":
            self.write(self.get_starttag_text())
        elif name in PARAGRAPHS and self.kind != "h2":
            self.end_paragraph()
            self.kind = name
        elif name in FOREIGN | PARAGRAPHS:
            self.part()
        elif name in WITHIN and self.inside[-1][0] not in WITHIN[name]:
            self.part()
            self.inside.append((self.inside[-1][0], ""))
        else:
            self.end_paragraph()
            self.inside.append((name, f"</{name}>"))
            self.out.append(self.get_starttag_text() if name == tag else f"<{name}>")

    def handle_endtag(self, tag):
        self.typed -= tag == "pre"
        name = OURS.get(tag, tag)
        if name in MARKS:
            self.end_marks(len(self.marks) - 1)
            self.marks.pop()
        elif name == self.kind:
            self.end_paragraph()
        elif name in FOREIGN | PARAGRAPHS:
            self.part()
        elif end_tag := self.inside.pop()[1]:
            self.end_paragraph()
            self.out.append(end_tag)
        else:
            self.part()

    def handle_data(self, text):
        if self.typed:
            first, *others = text.split("\n")
            self.set_text(first)
            for line in others:
                self.breaks += 1
                self.set_text(line)
        else:
            self.set_text(LINE_END_IN_CHINESE.sub("", text))

    def handle_entityref(self, name):
        self.write(f"&{name};")

    def set_text(self, text):
        words = text.strip(BLANKS)
        if not words:
            self.blanks += text
            return
        before, after = text.split(words, 1)
        if self.breaks and INDENT.match(before):
            self.breaks = 2
        self.blanks += before
        self.write(words)
        self.blanks = after

    def write(self, words):
        if self.breaks > 1 and self.open in PARAGRAPHS:
            self.close_open()
        if self.open is None:
            self.begin_paragraph()
        else:
            self.out.append("<br>" if self.breaks else self.blanks_before(words))
        self.breaks, self.blanks, self.last = 0, "", words[-1]
        self.out += [start for _name, start in self.marks[self.written :]]
        self.written = len(self.marks)
        self.out.append(words)

    def blanks_before(self, words):
        """What parts these words from the last: a line end of the source is none in Chinese."""
        if "\n" not in self.blanks:
            return self.blanks
        return "" if IN_CHINESE.fullmatch(self.last + words[0]) else " "

    def begin_paragraph(self):
        bare = "" if self.inside[-1][0] in HOLD_TEXT else "p"
        self.open = self.kind or bare
        self.out.append(f"<{self.open}>" if self.open else "")

    def part(self):
        """Between two blocks that are none of ours: a new paragraph, or a line of a cell."""
        if self.open in PARAGRAPHS and self.kind != "h2":
            self.close_open()
        else:
            self.breaks = max(self.breaks, 1)

    def end_paragraph(self):
        self.close_open()
        self.kind, self.breaks = "", 0

    def close_open(self):
        self.end_marks(0)
        self.out.append(f"</{self.open}>" if self.open else "")
        self.open = None

    def end_marks(self, keep):
        """End the marks this paragraph has begun, but for the first `keep`."""
        self.out += [f"</{name}>" for name, _start in reversed(self.marks[keep : self.written])]
        self.written = min(self.written, keep)
