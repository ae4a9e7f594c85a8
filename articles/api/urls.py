"""The API's addresses; the names of `root` are those of the lists."""

from django.urls import path, re_path

from articles.api import views


def resource(name, view, pk="<int:pk>"):
    return [
        path(f"{name}/", view.as_view({"get": "list"}), name=name),
        path(f"{name}/{pk}/", view.as_view({"get": "retrieve"}), name=f"{name}-detail"),
    ]


app_name = "api"
urlpatterns = [
    path("", views.Root.as_view(), name="root"),
    *resource("newspapers", views.Newspapers),
    *resource("sections", views.Sections),
    *resource("columns", views.Columns),
    *resource("contributors", views.Contributors),
    *resource("issues", views.Issues),
    *resource("pages", views.Pages),
    *resource("articles", views.Articles),
    *resource("corrections", views.Corrections),
    path("search/", views.Search.as_view({"get": "list"}), name="search"),
    path("schema/", views.Schema.as_view(), name="schema"),
    path("docs/", views.Docs.as_view(), name="docs"),
    # Only with its closing slash, so that an address without is led to the one with it.
    re_path(r".+/\Z", views.Nothing.as_view()),
]
