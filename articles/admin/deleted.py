"""The bin: what was deleted, and the button that brings it back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles.models import EditorialEvent, NotAllowed
from articles.models.deleted import bring_back, deleted, tracked_models


@require_safe
def contents(request):
    """What this user could have deleted, newest first."""
    names = {name for name in tracked_models() if _may(request.user, name)}
    if not names:
        raise PermissionDenied
    kinds = {name: model._meta.verbose_name for name, model in tracked_models().items()}
    context = {
        "title": _("Bin"),
        "gone": [(kinds[event.subject], event) for event in deleted(names)],
    }
    return TemplateResponse(request, "admin/bin.html", request.admin_context | context)


@require_POST
def take_out(request, pk):
    """Bring one thing back; refused with a sentence where it no longer fits."""
    event = get_object_or_404(EditorialEvent, pk=pk)
    if not _may(request.user, event.subject):
        raise PermissionDenied
    try:
        thing = bring_back(event, by=request.user)
        messages.success(request, _("“%(thing)s” is there again.") % {"thing": thing})
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    return redirect("admin:bin")


def _may(user, name):
    return user.has_perm(f"articles.delete_{name}")
