"""MakeUp: what is printed on a page, block by block, and which article each block belongs to."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.page import Page
from articles.models.tracked import Tracked


class MakeUp(Tracked):
    """A page as read from its PDF and as editors put it right.

    `reading` is `importers.facsimile.records.Reading.as_json()`: blocks of lines with the place
    of every character in points. `articles` is {story number: id of the article made of it},
    `photos` {figure: id of the photo cut out there}.
    `sheet` keeps the glyphs as extracted (gzipped JSON), so that the page can be read again
    without its PDF. `done` and `undone` are the readings before and after for undo and redo,
    without their lines. `regions` are parts of the picture to read text off:
    [{"zone": id, "box": [left, top, right, bottom] in 0..1, "by": user id, "error": code or ""}].
    `waiting` is how many blocks an editor has to look at.
    """

    page = models.OneToOneField(
        Page, models.CASCADE, related_name="make_up", verbose_name=_("page")
    )
    sheet = models.FileField(_("glyphs"), upload_to="sheets/", blank=True)
    reading = models.JSONField(_("reading"), default=dict)
    articles = models.JSONField(_("articles"), default=dict)
    photos = models.JSONField(_("photos"), default=dict)
    waiting = models.PositiveSmallIntegerField(_("to look at"), default=0)
    regions = models.JSONField(default=list, editable=False)
    done = models.JSONField(default=list, editable=False)
    undone = models.JSONField(default=list, editable=False)

    # Too long, or too much the program's own, for an event.
    prepared_fields = ("reading", "articles", "photos", "waiting", "regions", "done", "undone")
    lasting_fields = ("page",)

    class Meta:
        verbose_name = _("make-up")
        verbose_name_plural = _("make-ups")
        default_permissions = ()  # who may change the page may change its make-up

    def __str__(self):
        return str(self.page)
