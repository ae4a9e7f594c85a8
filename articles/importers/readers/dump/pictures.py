"""Captions and photo credits: whose picture each is."""

import re

from articles.importers.readers.dump.headlines import heads_briefs
from articles.importers.readers.dump.lines import CAPTION_START, TRAILING_CREDIT, Line
from articles.importers.readers.dump.stories import Stray
from articles.importers.records import Caption

EACH_PICTURE = re.compile(r"(?=图\s*[①-⑳]\s*[：:为])")
NUMBERED_PICTURE = re.compile(r"[①-⑳]\s*\S.{0,80}")
PHOTOGRAPHED = re.compile(r"摄|文\s*[/／]?\s*图|图\s*[/／]?\s*文")


def captions_of(text: str) -> list[Caption]:
    """The captions of a line; 图①：… 图②：… are one each."""
    return [caption(part.strip()) for part in EACH_PICTURE.split(text) if part.strip()]


def caption(text: str) -> Caption:
    found = TRAILING_CREDIT.search(text)
    if not found:
        return Caption(text, "")
    return Caption(text[: found.start()].rstrip(), found["credit"])


def is_of_photo_story(desk, line: Line) -> bool:
    """Whether ①收割机开进晚稻田。 tells of a picture: the story is signed by who took them."""
    signed = desk.story and not desk.heads and PHOTOGRAPHED.search(desk.story.byline)
    return bool(signed and NUMBERED_PICTURE.fullmatch(line.text))


def is_item(desk, line: Line) -> bool:
    """Whether ▲ stands before an item of a column of briefs, not before a caption."""
    over = [*desk.heads[-1:], desk.column] if desk.heads else [desk.column]
    if any(head and heads_briefs(head.text, line.text) for head in over):
        return True
    texts = desk.story.texts if desk.story and not desk.heads else []
    return bool(texts) and line.text[0] in "▲△" and texts[-1].text[0] == line.text[0]


def take_caption(desk, line: Line) -> None:
    pictures = captions_of(line.text)
    if desk.heads and not (desk.story and desk.page.next_kind() == "body"):
        desk.start_story(line)
    if not CAPTION_START.match(line.text) and desk.story and not desk.story.texts:
        desk.story.set_text(line)  # a photo story: its text ends with the credit
    elif desk.story and not desk.column:
        desk.story.captions += pictures
    else:
        desk.pictures += pictures


def take_credit(desk, line: Line) -> None:
    above = desk.page.above()
    pictures = desk.story.captions if desk.story else desk.pictures
    if above and above.kind == "caption" and pictures and not pictures[-1].credit:
        pictures[-1] = Caption(pictures[-1].text, line.text)
    elif desk.story and not desk.heads and not desk.page.stands_off():
        desk.story.captions.append(Caption("", line.text))
        desk.story.doubt("credit-without-caption", credit=line.text)
    else:
        off = desk.page.stands_off()
        desk.stray(line, "credit-without-caption", apart_from_story=off)


def stray_picture(desk, picture: Caption) -> None:
    text = "\n".join(filter(None, (picture.text, picture.credit)))
    desk.strays.append(Stray(desk.page.lines[-1].number, text, "unclassified"))
