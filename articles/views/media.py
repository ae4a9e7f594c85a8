"""Stored files, served while what they belong to is public."""

import mimetypes

from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.utils.cache import patch_cache_control
from django.utils.http import http_date
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from articles.models import Page, Photo
from articles.models.picture import original_of

# Anything else an installation may hold is handed over as a download, never shown in our name.
SHOWN = {"image/jpeg", "image/png", "image/webp", "application/pdf"}


@require_safe
@cache_control(no_cache=True)
def media(request, name):
    """A file, if the public may see it or an editor asks; asked again each time it is shown."""
    is_for_all = is_public(name)
    if not is_for_all and not request.user.is_staff:
        raise Http404
    try:
        file = default_storage.open(name)
        changed = default_storage.get_modified_time(name)
    except (OSError, SuspiciousOperation) as error:
        raise Http404 from error
    kind = mimetypes.guess_type(name, strict=False)[0]
    known = kind if kind in SHOWN else "application/octet-stream"
    response = FileResponse(file, content_type=known, as_attachment=kind not in SHOWN)
    response.headers["Last-Modified"] = http_date(changed.timestamp())
    if not is_for_all:
        patch_cache_control(response, private=True)
    return response


def is_public(name):
    """Whether the public may see the stored file of that name; one query."""
    folder = name.partition("/")[0]
    if folder == "nameplates":
        return True
    if folder == "pdf":
        return Page.objects.shown_as_printed().filter(pdf=name).exists()
    if folder not in PICTURES:
        return False
    pictures = PICTURES[folder]().filter(image__in=[name, original_of(name)])
    return any(
        name == image or name in copies.values()
        for image, copies in pictures.values_list("image", "renditions")
    )


PICTURES = {"pages": Page.objects.shown_as_printed, "photos": Photo.objects.published}
