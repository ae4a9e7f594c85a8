"""Pages set for the tests of the layout, read back from their PDF."""

from io import BytesIO

import pypdfium2

from articles.importers.facsimile.glyphs import read_sheet
from articles.importers.facsimile.layout import lay_out
from articles.importers.facsimile.stories import stories
from tests.pdfs import PdfPage, Text, make_pdf
from tests.press import BODY, set_columns

# A paragraph that fills lines of any measure; it is about nothing that any other text is about.
HARBOUR = (
    "清晨的码头上雾还没有散，第一艘渔船已经靠岸，船老大把缆绳抛给岸上的人，说今天的鱼不多，"
    "可是个个都大。等在岸边的收购商围上来看，谁也没有先开口问价。"
)
SCHOOLYARD = (
    "操场边的老榕树下多了一排长椅，放学以后总坐着接孩子的老人。体育老师说，"
    "椅子是毕业班的学生用旧课桌改的，一共十二张，每张背后都刻着名字。"
)
WORKSHOP = (
    "修船厂的老师傅在墙上挂了一块木板，把四十年用过的工具一件一件画在上面。"
    "新来的学徒先认工具，再认船，认全了才准上船台。"
)


def sheet_of(*parts, **page):
    """The Sheet of a page with these parts; `ways` of make_pdf are among `page`."""
    ways = {name: page.pop(name) for name in ("shuffle", "single") if name in page}
    file = make_pdf([PdfPage(parts, **page)], **ways)
    return read_sheet(pypdfium2.PdfDocument(BytesIO(file))[0])


def articles_of(*parts, trusts_stream=True, **page):
    """The articles that a page with these parts holds."""
    reading = lay_out(sheet_of(*parts, **page), trusts_stream=trusts_stream)
    return stories(reading, "A01")[0]


def headline(text, x, y, size=22):
    return tuple(
        Text(x, y + at * size * 1.25, size, line) for at, line in enumerate(text.split("\n"))
    )


def columns(*paragraphs, lefts=(45, 174), top=100, height=7, measure=13):
    """Paragraphs in columns `height` lines deep; a ^ before a paragraph: it has begun before."""
    return set_columns(paragraphs, lefts, top, height, measure=measure, size=BODY)


def bodies(article):
    return [paragraph.text for paragraph in article.paragraphs]
