"""Pages of a list by keyset: a cursor names the last row shown, so that what is published or
withdrawn meanwhile neither repeats a row nor skips one."""

from operator import attrgetter

from django.core.signing import BadSignature, Signer
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from articles.search import BadQuery
from articles.search.results import COUNTED, Place

SIZE, LARGEST = 20, 100
PARAMETERS = [
    {
        "name": "cursor",
        "in": "query",
        "description": _("From “next” or “previous” of the page before."),
        "schema": {"type": "string"},
    },
    {
        "name": "page_size",
        "in": "query",
        "description": _("Entries on a page."),
        "schema": {"type": "integer", "minimum": 1, "maximum": LARGEST, "default": SIZE},
    },
]
# Signed, so that nobody builds on what is inside; without a time, so that ETags hold.
SIGNER = Signer(salt="articles.api.cursor", sep=".")


class KeysetPagination(BasePagination):
    """In the order of the queryset, whose last field has to be unique; no nulls among them."""

    def paginate_queryset(self, queryset, request, view=None):
        self.request, self.order = request, list(queryset.query.order_by)
        size, place = page_size(request), self._place()
        backwards, values = place or (False, None)
        if place:
            queryset = _beyond(queryset, self.order, values, backwards)
        found = list((queryset.reverse() if backwards else queryset)[: size + 1])
        more, rows = len(found) > size, found[:size]
        if backwards:
            rows.reverse()
        self.last = rows[-1] if rows and (more or backwards) else None
        self.first = rows[0] if rows and (more if backwards else place) else None
        return rows

    def get_paginated_response(self, shown):
        return Response(
            {
                "next": self.last and self._link(False, self.last),
                "previous": self.first and self._link(True, self.first),
                "results": shown,
            }
        )

    def get_paginated_response_schema(self, schema):
        return page_schema(schema, ["next", "previous"])

    def get_schema_operation_parameters(self, view):
        return PARAMETERS

    def _place(self):
        """(backwards, values of the row to go on from), or None at the beginning."""
        typed = self.request.query_params.get("cursor")
        if typed is None:
            return None
        try:
            order, backwards, values = SIGNER.unsign_object(typed)
        except BadSignature as error:
            raise bad_cursor() from error
        if order != self.order:
            raise bad_cursor()
        return backwards, values

    def _link(self, backwards, row):
        values = [_value(row, name) for name in self.order]
        cursor = SIGNER.sign_object([self.order, backwards, values])
        return replace_query_param(self.request.build_absolute_uri(), "cursor", cursor)


def page_size(request):
    typed = request.query_params.get("page_size", str(SIZE))
    if typed.isascii() and typed.isdigit() and 1 <= int(typed[:9]) <= LARGEST:
        return int(typed)
    sentence = gettext("A page has 1 to %(largest)d entries.") % {"largest": LARGEST}
    raise ValidationError({"page_size": [sentence]})


def bad_cursor():
    return ValidationError(
        {"cursor": [_("Take cursors unchanged from “next” and “previous” of the same list.")]}
    )


def _beyond(queryset, order, values, backwards):
    """The rows that come after the row with these values, or before it."""
    beyond = None
    for name, value in reversed(list(zip(order, values, strict=True))):
        field = name.lstrip("-")
        falls = name.startswith("-") != backwards
        further = Q(**{f"{field}__{'lt' if falls else 'gt'}": value})
        beyond = further | (Q(**{field: value}) & beyond) if beyond else further
    # Said again of the first field alone for the index, which cannot use an OR.
    return queryset.filter(beyond, **{f"{field}__{'lte' if falls else 'gte'}": value})


def _value(row, name):
    value = attrgetter(name.lstrip("-").replace("__", "."))(row)
    return value if isinstance(value, int | str) else value.isoformat()


class SearchPagination(BasePagination):
    """Pages of `articles.search.Results`, which only go on, and which know how many there are."""

    def paginate_queryset(self, results, request, view=None):
        self.results, self.request = results, request
        size, cursor = page_size(request), request.query_params.get("cursor", "")
        try:
            Place.read(cursor)
        except BadQuery as error:
            raise bad_cursor() from error
        page = results.page(cursor, size=size)
        self.cursor = page.next
        return page.articles

    def get_paginated_response(self, shown):
        here = self.request.build_absolute_uri()
        return Response(
            {
                "next": replace_query_param(here, "cursor", self.cursor) if self.cursor else None,
                "count": min(self.results.count, COUNTED),
                "count_is_exact": self.results.is_counted,
                "results": shown,
            }
        )

    def get_paginated_response_schema(self, schema):
        page = page_schema(schema, ["next"])
        page["properties"] |= {
            "count": {
                "type": "integer",
                "example": 1,
                "description": gettext("Hits, counted up to %(count)d.") % {"count": COUNTED},
            },
            "count_is_exact": {"type": "boolean", "example": True},
        }
        page["required"] += ["count", "count_is_exact"]
        return page

    def get_schema_operation_parameters(self, view):
        return PARAMETERS


def page_schema(schema, links):
    link = {"type": ["string", "null"], "format": "uri", "example": None}
    return {
        "type": "object",
        "properties": {**dict.fromkeys(links, link), "results": schema},
        "required": [*links, "results"],
    }
