"""Which language a person is answered in."""

from django.conf import settings
from django.utils import translation


def language(get_response):
    """Chosen by cookie, else Chinese; only API clients are asked by Accept-Language.

    Django's own middleware believes the browser first. Most readers of a Chinese paper whose
    browser says English have not chosen that, and every page would vary by header.
    """
    offered = dict(settings.LANGUAGES)

    def middleware(request):
        if request.path.startswith("/api/"):
            code = translation.get_language_from_request(request)
        else:
            code = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        translation.activate(code if code in offered else settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = translation.get_language()
        response = get_response(request)
        response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        return response

    return middleware
