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
FORMATS = ("JPEG", "PNG", "WEBP")
COPY_SUFFIX = re.compile(r"\.[0-9]+(_\w+)?\.webp$")
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


class Picture(models.Model):
    """`image` with width and height in pixels and `renditions` {"480": path, …} as WebP.

    Copies are made once, when the image is set; no page view ever scales a picture.
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
        widths = [width for width in WIDTHS if width < image.width] or [image.width]
        self.renditions = {str(width): self._store_at(image, width) for width in widths}

    def _store_at(self, image, width):
        copy, buffer = image.copy(), BytesIO()
        copy.thumbnail((width, image.height))
        copy.save(buffer, "WEBP", quality=78)
        # Named after the whole of the original's name: `original_of` finds the way back.
        return self.image.storage.save(
            f"{self.image.name}.{width}.webp", ContentFile(buffer.getvalue())
        )

    @property
    def srcset(self):
        """The copies as an `img` element's srcset."""
        url = self.image.storage.url
        return ", ".join(f"{url(path)} {width}w" for width, path in self.renditions.items())

    @property
    def thumbnail(self):
        """The smallest copy."""
        paths = list(self.renditions.values())
        return self.image.storage.url(paths[0]) if paths else ""

    @property
    def src(self):
        """The middle copy, for browsers that read no srcset, and for other sites."""
        paths = list(self.renditions.values())
        return self.image.storage.url(paths[len(paths) // 2]) if paths else ""
