"""Picture: a stored image with its measurements and the smaller copies pages are served with."""

import re
from io import BytesIO
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

WIDTHS = (480, 960, 1600)
LONGEST = 3200  # pixels of the long side of the largest copy, which is there to be zoomed into
FORMATS = ("JPEG", "PNG", "WEBP")
COPY_SUFFIX = re.compile(r"\.[0-9]+(_\w+)?\.(webp|jpg)$")
# 50 megapixels is an A2 page at 200 dpi; more is a mistake or a decompression bomb.
MAX_PIXELS = 50_000_000


def readable_image(file):
    """Refuse what is not a JPEG, PNG or WebP picture of a sane size."""
    if getattr(file, "_committed", False):
        return  # it was looked at when it came in, and its file may be closed by now
    try:
        with Image.open(file, formats=FORMATS) as image:
            image.verify()
            too_large = image.width * image.height > MAX_PIXELS
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise ValidationError(_("This is not a readable JPEG, PNG or WebP picture.")) from error
    if too_large:
        raise ValidationError(_("The picture has more than 50 million pixels."))
    file.seek(0)


def upload_path(instance, name):
    """pages/… or photos/…: the storage adds letters so that a name is never used twice."""
    return f"{instance._meta.model_name}s/{PurePosixPath(name).name}"


def original_of(path):
    """The stored picture that `path` is a copy of, or `path` itself when it is no copy."""
    return COPY_SUFFIX.sub("", path)


def widths_of(image):
    """The widths of the copies, smallest first; a picture larger than all has one of its own."""
    whole = min(image.width, round(image.width * LONGEST / max(image.size)) or 1)
    smaller = [width for width in WIDTHS if width < whole]
    return [*smaller, whole] if whole >= WIDTHS[-1] or not smaller else smaller


class Picture(models.Model):
    """`image` with width and height in pixels and `renditions` {"480": path, …} as WebP.

    Copies are made once, when the image is set; no page view ever scales a picture. The image
    itself stays as it came.
    """

    image = models.ImageField(
        _("picture"),
        upload_to=upload_path,
        blank=True,
        db_index=True,  # the media view asks whose picture a path is
        validators=[readable_image],
    )
    width = models.PositiveIntegerField(_("width"), null=True, blank=True, editable=False)
    height = models.PositiveIntegerField(_("height"), null=True, blank=True, editable=False)
    renditions = models.JSONField(default=dict, editable=False)

    prepared_fields = ("width", "height", "renditions")

    class Meta:
        abstract = True

    def save(self, **kwargs):
        """Save, then measure and copy a new picture.

        Not by ImageField's own width_field: that measures a phone's picture lying on its side.
        """
        fresh = bool(self.image) and not self.image._committed
        if not self.image:
            self.width, self.height, self.renditions = None, None, {}
        with transaction.atomic():
            super().save(**kwargs)
            if fresh:
                self._measure_and_copy()
                measured = {name: getattr(self, name) for name in Picture.prepared_fields}
                type(self)._base_manager.filter(pk=self.pk).update(**measured)

    def _measure_and_copy(self):
        with self.image.open() as file, Image.open(file, formats=FORMATS) as original:
            seen = ImageOps.exif_transpose(original)
            image = seen.convert("RGBA" if seen.has_transparency_data else "RGB")
        self.width, self.height = image.size
        self.renditions = {}
        for width in reversed(widths_of(image)):  # each copy from the next larger one
            image.thumbnail((width, image.height))
            self.renditions = {str(width): self._store(image, width), **self.renditions}

    def _store(self, image, width, kind="webp"):
        buffer = BytesIO()
        # Method 2 of 0..6 takes half the time of the usual 4 and 3 % more bytes.
        ways = {"webp": {"format": "WEBP", "method": 2}, "jpg": {"format": "JPEG"}}[kind]
        image.save(buffer, quality=78, **ways)
        # Named after the whole of the original's name: `original_of` finds the way back.
        return self.image.storage.save(
            f"{self.image.name}.{width}.{kind}", ContentFile(buffer.getvalue())
        )

    @property
    def srcset(self):
        """The copies as an `img` element's srcset."""
        return ", ".join(f"{url} {width}w" for width, url in self._copies)

    @property
    def thumbnail(self):
        """The smallest copy."""
        return self._copies[0][1] if self._copies else ""

    @property
    def src(self):
        """The second smallest copy, for browsers that read no srcset, and for other sites."""
        return self._copies[:2][-1][1] if self._copies else ""

    @property
    def _copies(self):
        """[(width, address)] of the copies as WebP."""
        url = self.image.storage.url
        return [(width, url(path)) for width, path in self.renditions.items() if width.isdigit()]
