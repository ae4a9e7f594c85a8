"""The site's addresses and /bare/, a view that does nothing, as the yardstick."""

from django.http import HttpResponse
from django.urls import include, path


def bare(request):
    return HttpResponse("ok")


urlpatterns = [path("bare/", bare), path("", include("newsroom.urls"))]
