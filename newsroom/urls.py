"""All addresses: the editors' admin, the API, and the public site last (its paths are greedy)."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("articles.urls")),
]
