"""PagePhotos: the photos cut out of a page go with their stories, under the captions printed."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from django.core.files.base import ContentFile
from PIL import Image

from articles.importers.records import Caption
from articles.models import EditorialEvent, Photo, Verb
from articles.text.merge import merge_text
from articles.text.punctuation import full_width


class Captions(NamedTuple):
    photos: dict  # {figure: the caption of its photo}
    others: set  # {(story, caption)} without a picture


class PagePhotos:
    """The photos of a page that a `Remake` changes, by their figures.

    `files` are pictures as they came in the PDF, {figure: path}; what has none is cut from the
    picture of the page. `stored` gets what to `load.discard` when the transaction fails.
    """

    def __init__(self, remake, ids, files, stored):
        self.remake, self.files, self.stored = remake, files, stored
        self.stood = {f.id: f.story for f in remake.old.figures} if remake.old else {}
        shown = Photo.objects.in_bulk(ids.values())
        self.by_figure = {int(n): shown[pk] for n, pk in ids.items() if pk in shown}

    def carry_out(self):
        was = self._captions(self.remake.before)
        self._return_gone()
        for figure in self.remake.new.figures:
            self._cut_out(figure)
        now = self._captions(self.remake.after)
        self._move_photos(was.photos, now.photos)
        self._move_captions(was.others, now.others)

    def _return_gone(self):
        """A picture that the page has no more goes to the picture pool."""
        there = {figure.id for figure in self.remake.new.figures}
        for figure in self.by_figure.keys() - there:
            photo = self.by_figure.pop(figure)
            photo.article = None
            self._save(photo)

    def _cut_out(self, figure):
        """A picture that belongs to a story now, or comes anew and no editor has exchanged it."""
        photo, file = self.by_figure.get(figure.id), self.files.get(figure.id)
        if photo is None:
            if figure.story in self.remake.articles and self._has_moved(figure):
                self.by_figure[figure.id] = self._cut(figure)
        elif file and self._is_as_imported(photo):
            content = Path(file).read_bytes()
            with photo.image.open() as kept:
                is_other = kept.read() != content
            if is_other:
                self._put(photo, content, Path(file).name)
                photo.save(by=self.remake.by, verb=Verb.IMPORTED, note=self.remake.note)

    def _is_as_imported(self, photo):
        exchanged = EditorialEvent.objects.about(photo).filter(
            verb=Verb.CHANGED, changes__has_key="image"
        )
        is_in_text = photo.article and photo.image.name in photo.article.body
        return bool(photo.image) and not is_in_text and not exchanged.exists()

    def _has_moved(self, figure):
        return figure.story != self.stood.get(figure.id, 0)

    def _move_photos(self, said, says):
        """Each picture of the page goes with its story, under the caption printed for it."""
        none = Caption("", "")
        for figure in self.remake.new.figures:
            if photo := self.by_figure.get(figure.id):
                if self._has_moved(figure):
                    photo.article = self.remake.articles.get(figure.story)
                self._caption(photo, said.get(figure.id, none), says.get(figure.id, none))

    def _caption(self, photo, said, says):
        photo.caption, text_differs = merge_text(said.text, photo.caption, says.text)
        photo.credit, credit_differs = merge_text(said.credit, photo.credit, says.credit)
        stories = self.remake.articles.items()
        story = next((n for n, article in stories if article.pk == photo.article_id), None)
        if (text_differs or credit_differs) and story:
            self.remake.tell(story, f"{says.text} {says.credit}".strip())
        if photo._state.adding or photo.since(Photo.objects.get(pk=photo.pk)):
            self._save(photo)

    def _cut(self, figure):
        page = self.remake.page
        photo = Photo(newspaper=page.issue.newspaper, position=figure.id)
        name = f"{page.label}-{figure.id}.jpg"
        if file := self.files.get(figure.id):
            self._put(photo, Path(file).read_bytes(), Path(file).name)
        elif page.image:
            with Image.open(page.image) as whole:
                scale = whole.width / self.remake.new.width
                part = whole.crop([round(side * scale) for side in figure.box]).convert("RGB")
            content = BytesIO()
            part.save(content, "JPEG", quality=90)
            self._put(photo, content.getvalue(), name)
        return photo

    def _put(self, photo, content, name):
        photo.image = ContentFile(content, name)
        self.stored.append((photo, "image"))

    def _save(self, photo):
        photo.save(by=self.remake.by, note=self.remake.note)

    def _move_captions(self, was, now):
        """Captions without a picture are photos still to be delivered."""
        articles = self.remake.articles
        bare = Photo.objects.filter(article__in=[a.pk for a in articles.values()], image="")
        gone = {}
        for number, caption in was - now:
            article = articles.get(number)
            named = bare.filter(article=article, caption=caption.text, credit=caption.credit)
            if photo := article and named.first():
                gone.setdefault(caption, []).append(photo)
        for number, caption in sorted(now - was, key=str):
            new = Photo(newspaper=self.remake.page.issue.newspaper)
            new.caption, new.credit = caption.text, caption.credit
            photo = gone[caption].pop() if gone.get(caption) else new
            photo.article = articles[number]
            self._save(photo)
        for photo in (photo for photos in gone.values() for photo in photos):
            photo.delete(by=self.remake.by, note=self.remake.note)

    def _captions(self, records):
        photos, others = {}, set()
        for number, record in records.items():
            for caption in _set(record.captions):
                if caption.figure in self.by_figure and caption.figure not in photos:
                    photos[caption.figure] = caption
                else:
                    others.add((number, replace(caption, figure=0)))
        return Captions(photos, others)


def _set(captions):
    """The captions with the marks of Chinese type."""
    return [replace(c, text=full_width(c.text), credit=full_width(c.credit)) for c in captions]
