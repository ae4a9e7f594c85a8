"""Which language a person is answered in, and how long an answer may be kept."""

from django.conf import settings
from django.utils import translation
from django.utils.cache import patch_vary_headers


def language(get_response):
    """Chosen by cookie, else Chinese; only API clients are asked by Accept-Language.

    Django's own middleware believes the browser first. Most readers of a Chinese paper whose
    browser says English have not chosen that, and every page would vary by header.
    """
    offered = dict(settings.LANGUAGES)

    def middleware(request):
        for_api = request.path.startswith("/api/")
        if for_api:
            code = translation.get_language_from_request(request)
        else:
            code = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        translation.activate(code if code in offered else settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = translation.get_language()
        response = get_response(request)
        response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        if for_api:
            patch_vary_headers(response, ["Accept-Language"])
        return response

    return middleware


def revalidate(get_response):
    """Answers that say nothing else may be kept, and are asked after each time they are used.

    With the ETag of ConditionalGetMiddleware a proxy's question costs no transfer, and a
    withdrawn article is gone at once.
    """

    def middleware(request):
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-cache")
        return response

    return middleware
