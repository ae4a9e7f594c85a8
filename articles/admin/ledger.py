"""A month in figures: the error ledger, and what everybody wrote; as pages, CSV and XLSX."""

from datetime import date

from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from articles.exporters.table import csv_bytes, xlsx_bytes
from articles.models import Credit, Mistake, Newspaper
from articles.models.mistake import LIMIT, Ledger, months

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MISTAKE_HEAD = (
    gettext_lazy("date"),
    gettext_lazy("page"),
    gettext_lazy("article"),
    gettext_lazy("kind"),
    gettext_lazy("as printed"),
    gettext_lazy("should be"),
    gettext_lazy("who answers for it"),
    gettext_lazy("counts"),
    gettext_lazy("was printed"),
    gettext_lazy("found on"),
    gettext_lazy("note"),
)
RATE_HEAD = (
    gettext_lazy("characters"),
    gettext_lazy("errors"),
    gettext_lazy("in ten thousand"),
    gettext_lazy("over the limit"),
)
COUNT_HEAD = (
    gettext_lazy("contributor"),
    gettext_lazy("affiliation"),
    gettext_lazy("role"),
    gettext_lazy("pieces"),
    gettext_lazy("characters"),
    gettext_lazy("pieces, shared"),
    gettext_lazy("characters, shared"),
)


@permission_required("articles.view_mistake", raise_exception=True)
@require_safe
def errors(request):
    """Errors in ten thousand characters by page, by person and by month; `table` is one to take
    along."""
    newspaper, first = _asked(request)
    ledger = Ledger(newspaper, first)
    tables = {
        "page": (_("By page"), ledger.by_page()),
        "person": (_("By person"), ledger.by_person()),
        "month": (_("By month"), months(newspaper, first)),
    }
    name = request.GET.get("table")
    if name == "mistake":
        found = Mistake.objects.in_month(newspaper, first)
        found = found.select_related("page__issue", "article").order_by("page__issue", "page", "pk")
        return _file(request, _("Error ledger"), MISTAKE_HEAD, map(_mistake, found))
    if name in tables:
        title, rates = tables[name]
        return _file(request, title, (title, *RATE_HEAD), map(_rate, rates))
    context = {
        "title": _("Error ledger"),
        "whole": ledger.whole(""),
        "limit": LIMIT,
        "tables": tables,
        **_around(newspaper, first),
    }
    return TemplateResponse(request, "admin/errors.html", request.admin_context | context)


@permission_required("articles.count_contributor", raise_exception=True)
@require_safe
def counts(request):
    """Pieces and characters of everybody credited in a month, for pay and appraisal."""
    newspaper, first = _asked(request)
    found = Credit.objects.counted(newspaper, first)
    if "as" in request.GET:
        return _file(request, _("What everybody wrote"), COUNT_HEAD, map(_count, found))
    context = {"title": _("What everybody wrote"), "counts": found, **_around(newspaper, first)}
    return TemplateResponse(request, "admin/counts.html", request.admin_context | context)


def _asked(request):
    """(newspaper, the first day of the month) that the address names; by default this month."""
    newspapers = Newspaper.objects.order_by("position", "pk")
    slug = request.GET.get("newspaper")
    newspaper = get_object_or_404(newspapers, slug=slug) if slug else newspapers.first()
    if newspaper is None:
        raise Http404
    try:
        first = date.fromisoformat(f"{request.GET['month']}-01")
    except (KeyError, ValueError):
        first = timezone.localdate().replace(day=1)
    return newspaper, first


def _around(newspaper, first):
    return {
        "newspaper": newspaper,
        "newspapers": Newspaper.objects.order_by("position", "pk"),
        "first": first,
        "query": f"newspaper={newspaper.slug}&month={first:%Y-%m}",
    }


def _file(request, title, head, rows):
    """The table as CSV, or as XLSX when the address asks for that."""
    head = [str(name) for name in head]
    name = f"{title}-{request.GET.get('month', '')}".strip("-")
    if request.GET.get("as") == "xlsx":
        response = HttpResponse(xlsx_bytes(title, head, rows), content_type=XLSX)
        filename = f"{name}.xlsx"
    else:
        response = HttpResponse(csv_bytes(head, rows), content_type="text/csv; charset=utf-8")
        filename = f"{name}.csv"
    response.headers["Content-Disposition"] = content_disposition_header(True, filename)
    return response


def _mistake(mistake):
    return [
        mistake.page.issue.date.isoformat(),
        mistake.page.label,
        mistake.article.short_title if mistake.article else "",
        mistake.get_kind_display(),
        mistake.words,
        mistake.instead,
        mistake.person,
        float(mistake.weight),
        _("yes") if mistake.is_printed else _("no"),
        mistake.found_on.isoformat(),
        mistake.note,
    ]


def _rate(rate):
    per = rate.per_ten_thousand
    over = _("yes") if rate.is_over else _("no")
    return [
        rate.name,
        rate.characters,
        float(rate.errors),
        "" if per is None else float(per),
        over,
    ]


def _count(count):
    shared = [round(float(part), 2) for part in (count.shared_pieces, count.shared_characters)]
    role = str(count.role.label)
    return [count.name, count.affiliation, role, count.pieces, count.characters, *shared]
