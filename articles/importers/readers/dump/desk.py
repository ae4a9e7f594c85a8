"""Putting the lines of one page into stories: the second of two passes."""

from dataclasses import dataclass, field, replace

from articles.importers.readers.dump import pictures
from articles.importers.readers.dump.cuts import (
    begins_mid_sentence,
    ends_open,
    goes_on,
    may_begin_mid_word,
    seam,
)
from articles.importers.readers.dump.furniture import PAPER_NAME
from articles.importers.readers.dump.headlines import (
    headline_group,
    heads_briefs,
    is_campaign,
)
from articles.importers.readers.dump.lines import POEM_NUMBER, Line, body_or_opening, is_head
from articles.importers.readers.dump.page import FURNITURE, Page
from articles.importers.readers.dump.stories import (
    Story,
    Stray,
    Text,
)
from articles.importers.records import Apart, Caption
from articles.text.names import looks_like_name

MOST_HEADS = 5  # lines of one headline group


@dataclass(eq=False)
class Desk:
    """One page being made up. Each take_… method receives the lines of one kind, in order."""

    page: Page
    met: frozenset[str] = frozenset()  # pairs of characters met inside the lines of the page
    stories: list[Story] = field(default_factory=list)
    strays: list[Stray] = field(default_factory=list)
    apart: list[Apart] = field(default_factory=list)
    heads: list[Line] = field(default_factory=list)  # lines waiting to learn what they are over
    column: Line | None = None  # a label waiting for its story
    pictures: list[Caption] = field(default_factory=list)  # captions above the first story
    story: Story | None = None

    def make_up(self) -> None:
        for line in self.page.read():
            self.take(line)
        self.settle_without_text()
        self.drop_column()
        for picture in self.pictures:
            pictures.stray_picture(self, picture)

    def take(self, line: Line) -> None:
        if line.kind in FURNITURE:
            self.take_furniture(line)
        else:
            getattr(self, f"take_{line.kind.replace('-', '_')}")(line)

    def take_furniture(self, line: Line) -> None:
        if line.kind == "weather" and (self.heads or (self.story and not self.story.texts)):
            self.take_body(line)
            return
        if line.kind == "honor":
            self.settle_before_honor()
        self.set_apart(FURNITURE[line.kind], line.text)

    def set_apart(self, kind: str, text: str) -> None:
        self.apart.append(Apart(self.page.label, kind, text))

    def settle_before_honor(self) -> None:
        """What stands over an award is the column that won it, or the slogan of the page."""
        for head in self.heads:
            if len(head.text) <= 8 and not self.column:
                self.column, self.story = head, None
            else:
                self.set_apart("masthead", head.text)
        self.heads = []

    def take_label(self, line: Line) -> None:
        running = self.story and self.story.is_running and not line.rest
        below = self.page.below()
        if running and self.page.next_kind() == "body" and not heads_briefs(line.text, below.text):
            self.take_subhead(line, guessed=True)
            return
        self.settle_without_text()
        self.drop_column()
        label = line.text[: len(line.text) - len(line.rest)].rstrip() if line.rest else line.text
        self.column, self.story = Line(line.number, label, line.gap, "label"), None
        if line.rest:
            self.take(body_or_opening(Line(line.number, line.rest, 0)))

    def take_marked(self, line: Line) -> None:
        """■ is set before labels, headlines of briefs and subheads alike; what follows decides."""
        following = self.page.next_kind()
        if self.story and self.story.starts_continued() and not self.heads:
            self.take_subhead(line)
        elif following in ("head", "label"):
            self.take_label(line)
        elif following == "body" and self.story and self.story.is_running and not self.heads:
            self.take_subhead(line)
        else:
            self.take_head(line)

    def take_numbered(self, line: Line) -> None:
        """1. 灯坏了，先登记 over text is a subhead; 其一 parts the poems of one title."""
        begun = bool(self.story) and self.story.has_begun
        parts_poems = bool(begun and POEM_NUMBER.fullmatch(line.text))
        if parts_poems:
            self.settle_without_text()
        over_text = self.page.next_kind() == "body" and not self.page.wide_gap(line)
        if begun and not self.heads and (parts_poems or over_text):
            self.take_subhead(line)
        elif is_head(line.text):
            self.take_head(line)
        else:
            self.take_body(line)

    def take_sidebar(self, line: Line) -> None:
        if self.story and not self.heads:
            self.take_subhead(line)
        else:
            self.take_head(line)

    def take_subhead(self, line: Line, *, guessed: bool = False) -> None:
        self.story.texts.append(Text(line.text, line.number, "subhead"))
        self.story.cut = ""
        if guessed:
            self.story.doubt("guessed-subhead", subhead=line.text)

    def take_head(self, line: Line) -> None:
        if self.is_paper_name(line):
            self.set_apart("masthead", line.text)
        elif self.continues_above(line):
            self.take_body(line)
        elif self.is_bare_byline(line):
            self.take_byline(line)
        else:
            self.heads.append(line)

    def is_paper_name(self, line: Line) -> bool:
        at_top = not (self.stories or self.heads or self.column)
        return at_top and bool(PAPER_NAME.fullmatch("".join(line.text.split())))

    def continues_above(self, line: Line) -> bool:
        """Whether a short piece finishes a cut word: the pair of characters at the cut is known."""
        last = self.story.last_text() if self.story else None
        return (
            not self.heads
            and last is not None
            and ends_open(last.text)
            and seam(last.text, line.text) in self.met
            and self.page.next_kind() not in ("byline", "opening")
        )

    def is_bare_byline(self, line: Line) -> bool:
        """On feature pages the author's name alone stands under the headline."""
        return (
            bool(self.heads)
            and looks_like_name(line.text)
            and self.page.next_kind() in ("body", "head", "numbered")
        )

    def start_story(self, line: Line, *, headless: bool = False) -> Story:
        heads = self.detach_from_gap()
        self.story = Story(line=heads[0].number if heads else line.number)
        self.stories.append(self.story)
        if self.column:
            self.story.label, self.column = self.column.text, None
        if heads:
            self.set_headline(heads)
        elif headless and not self.story.label:
            self.story.doubt("no-headline", start=line.text[:12])
        self.story.captions, self.pictures = self.pictures, []
        return self.story

    def set_headline(self, heads: list[Line]) -> None:
        self.story.group = headline_group(heads)
        for code in self.story.group.doubts:
            self.story.doubt(code, line=heads[-1].number, label=self.story.group.label)
        self.heads = []

    def detach_from_gap(self) -> list[Line]:
        """The waiting heads below the last wide gap; those above it belong to nothing here."""
        cut = max(self.page.last_wide_gap(self.heads), len(self.heads) - MOST_HEADS)
        above, self.heads = self.heads[:cut], self.heads[cut:]
        if above and not self.stories:
            for head in above:
                self.set_apart("masthead", head.text)
        elif above:
            self.leave_over(above)
        return self.heads

    def leave_over(self, heads: list[Line]) -> None:
        """Short lines with no text of their own: verse of a poem above, else a person decides."""
        signed = self.story and self.story.byline and not self.story.finished
        if (self.story and self.story.in_verse()) or (signed and len(heads) >= 2):
            self.story.set_verse(heads)
            return
        for head in heads:
            self.stray(head, "unclassified")

    def settle_without_text(self) -> None:
        heads, self.heads = self.heads, []
        self.leave_over(heads)

    def drop_column(self) -> None:
        if self.column:
            self.stray(self.column, "unclassified")
        self.column = None

    def take_byline(self, line: Line) -> None:
        if self.heads:
            self.part_verse()
            self.start_story(line).sign(line.text)
        elif self.story and not self.story.texts:
            self.story.sign(line.text)
        elif self.story and not self.column and not self.opens_below(line):
            self.story.sign(line.text)
            self.story.finished = True
        elif self.page.next_kind() in ("body", "opening"):
            self.start_story(line, headless=True).sign(line.text)
        else:
            self.stray(line, "unclassified")

    def opens_below(self, line: Line) -> bool:
        """Whether a byline under running text is over another story, whose headline is lost."""
        return self.page.next_kind() in ("body", "opening") and (
            bool(self.story.byline or self.story.finished) or self.page.wide_gap(line)
        )

    def part_verse(self) -> None:
        """A poem's lines look like heads: before a byline only the last is the next title."""
        if not (self.story and self.story.byline and not self.story.finished):
            return
        if self.story.texts and self.story.texts[-1].kind == "text" and len(self.heads) < 4:
            return
        gap = self.page.last_wide_gap(self.heads)
        cut = gap or len(self.heads) - 1
        if cut >= 2:
            verse, self.heads = self.heads[:cut], self.heads[cut:]
            self.leave_over(verse)
            if not gap:
                self.story.doubt("guessed-headline", headline=self.heads[0].text)

    def take_author_note(self, line: Line) -> None:
        if self.story and not self.story.author_note:
            self.story.author_note = line.text
        else:
            self.stray(line, "unclassified")

    def take_opening(self, line: Line) -> None:
        if self.heads:
            self.part_verse()
            self.start_story(line)
        elif not self.story or self.story.texts or self.story.dateline:
            self.start_story(line, headless=True)
        self.story.set_text(line)

    def take_body(self, line: Line) -> None:
        if self.is_long_deck(line):
            self.heads.append(line)
            return
        if self.column and not self.heads and heads_briefs(self.column.text, line.text):
            self.heads, self.column, self.story = [self.column], None, None
        if self.heads:
            self.settle_over_text(line)
        elif self.column:
            self.start_story(line)
        if pictures.is_of_photo_story(self, line):
            self.story.captions += pictures.captions_of(line.text)
        else:
            self.place(line)

    def place(self, line: Line) -> None:
        """A paragraph goes on, joins or breaks the running story, or stands alone."""
        if self.story is None:
            self.stray(line)
        elif self.stands_alone(line):
            self.stray(line, apart_from_story=True)
        elif self.joins(line):
            self.story.join(line)
        elif begins_mid_sentence(line.text) and not self.story.starts_continued():
            self.story.broken, self.story.cut = True, line.text
            self.stray(line)
        else:
            if may_begin_mid_word(line.text) and not self.story.starts_continued():
                self.story.doubt("gap-before", start=line.text[:12])
            self.story.set_text(line)

    def is_long_deck(self, line: Line) -> bool:
        """A sub-headline may be as long as a sentence: it stands between headline and byline."""
        between = bool(self.heads) and self.page.next_kind() in ("byline", "opening")
        return between and len(line.text) <= 60 and "。" not in line.text and ends_open(line.text)

    def settle_over_text(self, line: Line) -> None:
        if self.starts_story(line):
            self.start_story(line)
            if self.page.wide_gap(line):
                self.story.doubt("guessed-headline", headline=self.story.group.headline)
        elif not self.story.texts:
            self.settle_under_byline()
        elif self.story.in_verse():
            heads, self.heads = self.heads, []
            self.story.set_verse(heads)
        else:
            heads, self.heads = self.heads, []
            for head in heads:
                self.take_subhead(head, guessed=len(head.text) > 24 or len(heads) > 1)

    def starts_story(self, line: Line) -> bool:
        """Whether heads directly over text are a headline, not a subhead of the running story."""
        if self.story is None or self.story.finished or self.column:
            return True
        if heads_briefs(self.heads[-1].text, line.text):
            return True
        if not self.story.texts:
            return not (self.story.byline or self.story.dateline or self.story.continued)
        if self.story.in_verse():
            return False
        first, *others = self.heads
        if first.gap > max(head.gap for head in [*others, line]):
            return bool(others) or (self.page.usual_gap == 0 and len(first.text) > 16)
        return any(self.page.wide_gap(head) for head in self.heads) or len(self.heads) > 2

    def settle_under_byline(self) -> None:
        """Heads between byline and text: a campaign's slogan, verse, or a first subhead."""
        heads, self.heads = self.heads, []
        if self.story.continued and not self.story.group.headline:
            self.set_headline(heads)
            return
        if len(heads) > 2:
            self.story.set_verse(heads)
            return
        for head in heads:
            if is_campaign(head.text) and not self.story.label:
                self.story.label = head.text
                self.story.doubt("guessed-label", label=head.text)
            else:
                self.take_subhead(head, guessed=True)

    def joins(self, line: Line) -> bool:
        """Whether a line goes on where the paragraph above stops in mid-sentence."""
        last = self.story.last_text() if self.story else None
        if last is None or self.strayed_since(last):
            return False
        return goes_on(last.text, line.text, self.met, parted=self.page.wide_gap(line))

    def strayed_since(self, text: Text) -> bool:
        return bool(self.strays) and self.strays[-1].line > text.line

    def stands_alone(self, line: Line) -> bool:
        """Whether one or two paragraphs stand off from the story above by a wide gap."""
        last = self.story.last_text() if self.story else None
        if last and self.page.wide_gap(line) and not ends_open(last.text):
            return self.page.short_block()
        alone = self.strays[-1] if self.strays else None
        above = self.page.above()
        directly_below = bool(alone and above and alone.line == above.number)
        return directly_below and alone.story is None and not self.page.wide_gap(line)

    def stray(self, line: Line, code: str = "orphan", *, apart_from_story: bool = False) -> None:
        story = None if apart_from_story else self.story
        after = story.texts[-1] if story and story.texts else None
        self.strays.append(Stray(line.number, line.text, code, story, after))

    def take_caption(self, line: Line) -> None:
        if pictures.is_item(self, line):
            self.take_body(replace(line, kind="body"))
        else:
            pictures.take_caption(self, line)

    def take_credit(self, line: Line) -> None:
        if self.heads and self.page.next_kind() == "body":
            self.take_byline(line)  # 本报记者 张三 摄影报道
        else:
            pictures.take_credit(self, line)

    def take_jump_to(self, line: Line) -> None:
        if self.story and not self.heads:
            self.story.jumps.append(line.text)
            self.story.finished = True
        else:
            self.stray(line, "unclassified")

    def take_jump_from(self, line: Line) -> None:
        printed = line.text[: len(line.text) - len(line.rest)].rstrip()
        if self.heads or not self.story or self.story.texts or self.story.continued:
            self.start_story(line)
        self.story.jumps.append(printed)
        self.story.continued = True
        if line.rest:
            self.take_body(Line(line.number, line.rest, 0, "body"))
