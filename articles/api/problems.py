"""Errors as problem details (RFC 9457), in the language asked for."""

from http import HTTPStatus

from django.http import JsonResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import defaults
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.renderers import JSONRenderer
from rest_framework.views import exception_handler

from articles.search import BadQuery

CONTENT_TYPE = "application/problem+json"
# What a program compares: the end of `type`, the same for ever and in every installation.
TYPE = "urn:problem-type:newsroom:"
KINDS = {
    400: ("invalid-parameters", _("A parameter of the address is not valid.")),
    404: ("not-found", _("There is nothing at this address.")),
    405: ("method-not-allowed", _("This address can only be read.")),
    406: ("not-acceptable", _("The answer is not available in the format asked for.")),
    410: ("withdrawn", _("This was published and has been withdrawn.")),
    429: ("too-many-requests", _("Too many requests. Come back later.")),
    500: ("server-error", _("Something went wrong here. It has been written down.")),
}


class Withdrawn(APIException):
    """410 with the reason given to the public, and nothing else of what was withdrawn."""

    status_code = HTTPStatus.GONE

    def __init__(self, reason):
        super().__init__(reason)


def answer(error, context):
    """DRF's exception handler: its response, worded as a problem; None for a programming error."""
    if isinstance(error, BadQuery):  # wherever it was found that the search cannot be answered
        error = ValidationError({"q": [str(error)]})
    request, response = context["request"], exception_handler(error, context)
    if response is not None:
        response.data = problem(request, response.status_code, **_details(error))
        response.content_type = CONTENT_TYPE
        # Whatever it is that the view itself renders.
        request.accepted_renderer, request.accepted_media_type = JSONRenderer(), CONTENT_TYPE
    return response


def _details(error):
    if isinstance(error, ValidationError):
        return {"errors": _by_parameter(error.detail)}
    if isinstance(error, Withdrawn):
        return {"reason": str(error.detail)}
    return {"detail": str(error.detail)} if isinstance(error, APIException) else {}


def _by_parameter(sentences):
    return [
        {"parameter": name, "detail": str(sentence)}
        for name, of_one in sentences.items()
        for sentence in of_one
    ]


def problem(request, status, **more):
    """The members of a problem document."""
    name, title = KINDS.get(status, ("", HTTPStatus(status).phrase))
    return {
        "type": f"{TYPE}{name}" if name else "about:blank",
        "title": gettext(title),
        "status": status,
        "instance": request.get_full_path(),
        **more,
    }


def server_error(request):
    """handler500: a problem under /api/, the usual page elsewhere."""
    if not request.path.startswith("/api/"):
        return defaults.server_error(request)
    return JsonResponse(
        problem(request, 500),
        status=500,
        content_type=CONTENT_TYPE,
        json_dumps_params={"ensure_ascii": False},
    )
