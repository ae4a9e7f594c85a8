"""Reading everything published: a list and a detail of each kind, the search, and the entrance."""

from contextlib import nullcontext
from functools import cache

from django.db.models import Prefetch
from django.http import Http404
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_filters.rest_framework import DjangoFilterBackend
from django_filters.utils import translate_validation
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiJsonRenderer2, OpenApiYamlRenderer
from drf_spectacular.views import SpectacularSwaggerSplitView
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet

from articles import filters, search
from articles.api import parameters, serializers
from articles.api.pagination import KeysetPagination, SearchPagination
from articles.api.problems import Withdrawn
from articles.models import (
    Article,
    Column,
    Contributor,
    Correction,
    Issue,
    Newspaper,
    Page,
    Section,
    Zone,
)


class FilterBackend(DjangoFilterBackend):
    def filter_queryset(self, request, queryset, view):
        """Nothing to filter by, no form made: it would cost more than the query."""
        asked = view.filterset_class.base_filters.keys() & request.query_params.keys()
        return super().filter_queryset(request, queryset, view) if asked else queryset


class Published(GenericViewSet):
    """A list and a detail of one kind of published thing.

    For each action, `about` says in a line what it answers, `expandable` what is shown in full
    when asked for, `expanded` what always. The first of `orderings` {name: fields} is the
    list's own.
    """

    http_method_names = ["get", "head"]
    filter_backends = [FilterBackend]
    pagination_class = KeysetPagination
    orderings = {}
    about = {}
    expandable = {"list": (), "retrieve": ()}
    expanded = {"list": frozenset(), "retrieve": frozenset()}
    # As asked for; see `understand()`.
    fields = expand = frozenset()
    ordering = None

    def list(self, request):
        narrowing = self.filterset_class.base_filters
        required = [name for name, it in narrowing.items() if it.extra["required"]]
        ordering = ["ordering"] if self.orderings else []
        self.understand({*narrowing, *ordering, "cursor", "page_size"}, required)
        rows = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        return self.get_paginated_response(self.shown(rows))

    def retrieve(self, request, pk):
        self.understand(set())
        thing = self.get_queryset().filter(pk=pk).first()
        if thing is None:
            self.refuse(pk)
        return Response(self.shown([thing])[0])

    def understand(self, known, required=()):
        """Read `fields`, `expand` and `ordering`; refuse what is not known here."""
        asked, expandable = self.request.query_params, self.expandable[self.action]
        known |= {"fields", "expand"} if expandable else {"fields"}
        parameters.check(asked, known, required)
        self.fields = parameters.names(asked, "fields", self.field_names())
        self.expand = with_parents(parameters.names(asked, "expand", expandable))
        self.ordering = parameters.choice(asked, "ordering", self.orderings)

    def field_names(self):
        """What can be chosen by `fields`: all that is there without being expanded."""
        left_out = set(self.expandable[self.action])
        return [name for name in self.serializer_class._declared_fields if name not in left_out]

    def shown(self, things):
        serializer = self.get_serializer()
        rows = [serializer.to_representation(thing) for thing in things]
        if not self.fields:
            return rows
        wanted = {"id"} | self.fields | self.expand
        return [{name: row[name] for name in row if name in wanted} for row in rows]

    def get_serializer_context(self):
        expand = self.expand | self.expanded[self.action]
        return {"site": self.request.build_absolute_uri("/").rstrip("/"), "expand": expand}

    def refuse(self, pk):
        """Answer 410 with the reason if the public saw that once, else 404."""
        gone = self.withdrawn(pk)
        if gone is None:
            raise Http404
        raise Withdrawn(gone.withdrawal_reason or gone.issue.withdrawal_reason)

    def withdrawn(self, pk):
        """What was public at this address and was taken back, or None."""


def with_parents(paths):
    """Those paths and all they stand in: pages.zones brings pages."""
    return {
        ".".join(path.split(".")[: n + 1]) for path in paths for n in range(path.count(".") + 1)
    }


class Newspapers(Published):
    about = {
        "list": _("Newspapers, in the order of the site"),
        "retrieve": _("A newspaper with its imprint and filings"),
    }
    serializer_class = serializers.NewspaperSerializer
    filterset_class = filters.NewspaperFilter

    def get_queryset(self):
        return Newspaper.objects.order_by("position", "id")


class Sections(Published):
    about = {
        "list": _("Standing departments of the newspapers, in the order of their menus"),
        "retrieve": _("A section"),
    }
    serializer_class = serializers.SectionSerializer
    filterset_class = filters.PartFilter

    def get_queryset(self):
        sections = Section.objects.select_related("newspaper")
        return sections.order_by("newspaper_id", "position", "id")


class Columns(Published):
    about = {
        "list": _("Standing labels over stories"),
        "retrieve": _("A column"),
    }
    serializer_class = serializers.ColumnSerializer
    filterset_class = filters.PartFilter

    def get_queryset(self):
        columns = Column.objects.select_related("newspaper")
        return columns.order_by("newspaper_id", "position", "id")


class Contributors(Published):
    about = {
        "list": _("People whose names stand with something published"),
        "retrieve": _("A contributor"),
    }
    serializer_class = serializers.ContributorSerializer
    filterset_class = filters.ContributorFilter

    def get_queryset(self):
        return Contributor.objects.published().select_related("newspaper").order_by("id")


class Issues(Published):
    about = {
        "list": _("Issues, newest first"),
        "retrieve": _("An issue, with its pages and articles if asked for"),
    }
    serializer_class = serializers.IssueSerializer
    filterset_class = filters.IssueFilter
    orderings = {"-date": ("-date", "edition", "id"), "date": ("date", "edition", "id")}
    expandable = {
        "list": ("pages", "pages.zones"),
        "retrieve": ("pages", "pages.zones", "pages.articles", "pages.articles.body"),
    }

    def get_queryset(self):
        pages = Page.objects.only("issue")  # to be counted
        if "pages" in self.expand:
            pages = pages_with(self.expand, "pages.")
        pages = Prefetch("pages", pages.order_by("number", "id"))
        issues = Issue.objects.published().defer("newspaper__menu").prefetch_related(pages)
        return issues.order_by(*self.orderings[self.ordering or "-date"])

    def withdrawn(self, pk):
        return Issue.objects.withdrawn().filter(pk=pk).first()


class Pages(Published):
    about = {
        "list": _("Pages, newest issue first, each issue from its first page to its last"),
        "retrieve": _("A page, with its zones and articles if asked for"),
    }
    serializer_class = serializers.PageSerializer
    filterset_class = filters.PageFilter
    expandable = {"list": ("zones",), "retrieve": ("zones", "articles", "articles.body")}

    def get_queryset(self):
        pages = pages_with(self.expand).select_related("issue__newspaper")
        return pages.defer("furniture", "issue__imprint", "issue__newspaper__menu").order_by(
            "-issue__date", "issue_id", "number", "id"
        )

    def withdrawn(self, pk):
        return Issue.objects.withdrawn().filter(pages__id=pk).first()


def pages_with(expand, path=""):
    """Public pages with what is expanded in them, named after `path`."""
    pages = Page.objects.published().defer("furniture").prefetch_related("credits")
    if f"{path}zones" in expand:
        pages = pages.prefetch_related(Prefetch("zones", Zone.objects.published()))
    if f"{path}articles" in expand:
        articles = articles_with(expand, f"{path}articles.").in_reading_order()
        pages = pages.prefetch_related(Prefetch("articles", articles))
    return pages


def articles_with(expand, path=""):
    """Public articles with what is shown of them, the text only if that is expanded."""
    text = ["body"] if f"{path}body" in expand else []
    return serializers.ArticleSerializer.with_parts(Article.objects.published(), *text)


class Articles(Published):
    about = {
        "list": _("Articles, newest first, those of an issue together"),
        "retrieve": _("An article with its text"),
    }
    serializer_class = serializers.ArticleSerializer
    filterset_class = filters.ArticleFilter
    orderings = {
        "-published_at": ("-public_from", "id"),
        "published_at": ("public_from", "id"),
    }
    expandable = {"list": ("body",), "retrieve": ()}
    expanded = {"list": frozenset(), "retrieve": {"body"}}

    def paginate_queryset(self, articles):
        """What is typed may stand only in old articles: looked for no longer than by a search."""
        is_searched = "q" in self.request.query_params
        with search.in_time(articles) if is_searched else nullcontext():
            return super().paginate_queryset(articles)

    def get_queryset(self):
        articles = articles_with(self.expand | self.expanded[self.action])
        return articles.order_by(*self.orderings[self.ordering or "-published_at"])

    def withdrawn(self, pk):
        return Article.objects.withdrawn().filter(pk=pk).select_related("issue").first()


class Corrections(Published):
    about = {
        "list": _("What was put right since it was published, newest first"),
        "retrieve": _("A correction"),
    }
    serializer_class = serializers.CorrectionSerializer
    filterset_class = filters.CorrectionFilter

    def get_queryset(self):
        return Correction.objects.published().for_list().newest_first()


class Search(Published):
    about = {
        "list": _(
            "Articles that contain what `q` says, best first, each with the passage where it stands"
        ),
    }
    serializer_class = serializers.HitSerializer
    filterset_class = filters.SearchFilter
    pagination_class = SearchPagination
    orderings = dict.fromkeys(["relevance", "date"])
    expandable = {"list": ("body",)}
    expanded = {"list": frozenset()}

    def get_queryset(self):
        """With the text and the column's name, which passages are taken from."""
        articles = serializers.ArticleSerializer.with_parts(
            Article.objects.published(), "body", "column__name"
        )
        return articles.select_related("column")

    def filter_queryset(self, queryset):
        narrowing = FilterBackend().get_filterset(self.request, queryset, self)
        if not narrowing.is_valid():
            raise translate_validation(narrowing.errors)
        self.found = narrowing.results(self.ordering)
        return self.found

    def get_serializer_context(self):
        return super().get_serializer_context() | {"words": self.found.words}


class Root(APIView):
    """What there is to read, by name."""

    http_method_names = ["get", "head"]
    serializer_class = serializers.RootSerializer

    def get(self, request):
        parameters.check(request.query_params, known=())
        names = self.serializer_class._declared_fields
        return Response({name: reverse(f"api:{name}", request=request) for name in names})


class Schema(APIView):
    """The description of all this in OpenAPI 3.1: JSON, or YAML for those who ask for it."""

    http_method_names = ["get", "head"]
    renderer_classes = [OpenApiJsonRenderer2, OpenApiJsonRenderer, OpenApiYamlRenderer]
    schema = None

    def get(self, request):
        parameters.check(request.query_params, known=())
        return Response(description(get_language()))


@cache
def description(language):
    """The document in that language, which has to be the active one; it takes 100 ms to make."""
    return SchemaGenerator().get_schema(public=True)


class Docs(SpectacularSwaggerSplitView):
    """The same to read and to try. Our own template: drf-spectacular's has an inline style."""

    http_method_names = ["get", "head"]
    template_name = "articles/api_docs.html"
    url_name = "api:schema"


class Nothing(APIView):
    """Any other address below: a problem, not the page that people get."""

    schema = None

    def initial(self, request, *args, **kwargs):
        raise Http404
