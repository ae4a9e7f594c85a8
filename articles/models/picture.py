"""Picture: a stored image with its measurements and the smaller copies pages are served with."""

from io import BytesIO
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

WIDTHS = (480, 960, 1600)
FORMATS = ("JPEG", "PNG", "WEBP")
# 50 megapixels is an A2 page at 200 dpi; more is a mistake or a decompression bomb.
MAX_PIXELS = 50_000_000


def readable_image(file):
    """Refuse what is not a JPEG, PNG or WebP picture of a sane size."""
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


class Picture(models.Model):
    """`image` with width and height in pixels and `renditions` {"480": path, …} as WebP.

    Copies are made once, when the image is set; no page view ever scales a picture.
    """

    image = models.ImageField(
        _("picture"),
        upload_to=upload_path,
        width_field="width",
        height_field="height",
        blank=True,
        validators=[readable_image],
    )
    width = models.PositiveIntegerField(_("width"), null=True, blank=True, editable=False)
    height = models.PositiveIntegerField(_("height"), null=True, blank=True, editable=False)
    renditions = models.JSONField(default=dict, editable=False)

    prepared_fields = ("width", "height", "renditions")

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        fresh = bool(self.image) and not self.image._committed
        super().save(*args, **kwargs)
        if fresh or (not self.image and self.renditions):
            self.renditions = self._make_renditions() if self.image else {}
            type(self)._base_manager.filter(pk=self.pk).update(renditions=self.renditions)

    def _make_renditions(self):
        with self.image.open() as file, Image.open(file, formats=FORMATS) as original:
            image = ImageOps.exif_transpose(original).convert("RGB")
        widths = [width for width in WIDTHS if width < image.width] or [image.width]
        return {str(width): self._store_at(image, width) for width in widths}

    def _store_at(self, image, width):
        copy, buffer = image.copy(), BytesIO()
        copy.thumbnail((width, image.height))
        copy.save(buffer, "WEBP", quality=78)
        stem = PurePosixPath(self.image.name)
        return self.image.storage.save(
            f"{stem.parent}/{stem.stem}-{width}.webp", ContentFile(buffer.getvalue())
        )

    @property
    def srcset(self):
        """The copies as an `img` element's srcset."""
        url = self.image.storage.url
        return ", ".join(f"{url(path)} {width}w" for width, path in self.renditions.items())

    @property
    def src(self):
        """The middle copy, for browsers that read no srcset, and for other sites."""
        paths = list(self.renditions.values())
        return self.image.storage.url(paths[len(paths) // 2]) if paths else ""
