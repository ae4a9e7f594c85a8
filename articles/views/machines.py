"""What machines ask for: health, robots.txt, OpenSearch, the web app manifest."""

from django.db import DatabaseError, connection
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.models import Newspaper

# (file, media type, sizes, purpose): a mask may cut off what is beyond the middle four fifths.
ICONS = [
    ("icon.svg", "image/svg+xml", "any", "any"),
    ("icon-192.png", "image/png", "192x192", "any"),
    ("icon-512.png", "image/png", "512x512", "any"),
    ("icon-maskable-512.png", "image/png", "512x512", "maskable"),
]


@require_safe
def healthz(request):
    """The process answers. Asks nothing of the database."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def readyz(request):
    """The process can serve pages: the database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database unavailable", content_type="text/plain", status=503)
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def robots(request):
    return render(request, "articles/robots.txt", content_type="text/plain")


@require_safe
def opensearch(request):
    context = {"newspaper": Newspaper.objects.first()}
    media_type = "application/opensearchdescription+xml"
    return render(request, "articles/opensearch.xml", context, content_type=media_type)


@require_safe
def manifest(request):
    newspaper = Newspaper.objects.first()
    name = newspaper.name if newspaper else "Newsroom"
    return JsonResponse(
        {
            "name": name,
            "short_name": name,
            "lang": "zh-Hans",
            "start_url": reverse("home"),
            "display": "browser",
            "background_color": "#fdfcf9",
            "theme_color": newspaper.accent if newspaper else "#a3231f",
            "icons": [
                {
                    "src": static(f"articles/img/{file}"),
                    "type": kind,
                    "sizes": sizes,
                    "purpose": use,
                }
                for file, kind, sizes, use in ICONS
            ],
        },
        content_type="application/manifest+json",
        json_dumps_params={"ensure_ascii": False},
    )
