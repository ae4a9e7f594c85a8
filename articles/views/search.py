"""The search page."""

from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from articles.filters import ArticleFilter
from articles.models import Article, Column, Contributor, Newspaper
from articles.search import BadQuery, highlight, mark

LABELS = {
    "section": _("Section"),
    "column": _("Column"),
    "contributor": _("Contributor"),
    "page": _("Page"),
    "date_after": _("From"),
    "date_before": _("Until"),
}


@require_safe
def search(request):
    """What was printed and contains what was typed; the form alone when nothing was."""
    asked = request.GET.dict()
    typed = asked.get("q", "").strip()
    narrowing = ArticleFilter(
        asked | {"newspaper": asked.get("paper", ""), "q": ""},
        Article.objects.published().for_reading(),
    )
    context = _form(asked, narrowing) | {"typed": typed}
    if typed and narrowing.is_valid():
        try:
            context |= _found(narrowing.qs, typed, asked)
        except BadQuery as error:
            context["problem"] = error
    return render(request, "articles/search.html", context)


def _form(asked, narrowing):
    """What the form offers; sections and columns only where one newspaper is meant."""
    newspapers = list(Newspaper.objects.all())
    meant = [paper for paper in newspapers if asked.get("paper") in {None, "", paper.slug}]
    newspaper = meant[0] if len(meant) == 1 else None
    columns = Column.objects.filter(newspaper=newspaper).values("slug", "name", "name_en")
    contributor = narrowing.is_valid() and narrowing.form.cleaned_data["contributor"]
    return {
        "newspaper": newspaper,
        "newspapers": newspapers,
        "sections": _offered(newspaper.menu if newspaper else [], asked.get("section")),
        "columns": _offered(columns, asked.get("column")),
        "contributor": contributor and Contributor.objects.filter(pk=contributor).first(),
        "errors": [
            (LABELS.get(name, name), error)
            for name, errors in narrowing.form.errors.items()
            for error in errors
        ],
        "asked": asked,
        "is_narrowed": any(asked.get(name) for name in LABELS),
    }


def _offered(parts, slug):
    """The parts, and what was asked for even if it is none of them: it narrows all the same."""
    parts = list(parts)
    if slug and slug not in {part["slug"] for part in parts}:
        parts.append({"slug": slug, "name": slug, "name_en": ""})
    return parts


def _found(articles, typed, asked):
    results = articles.search(typed, ordering=asked.get("order") or "relevance")
    page = results.page(asked.get("before", ""))
    for article in page.articles:
        article.found = highlight(article, results.words)
        article.marked_kicker = mark(" ".join(article.kicker.split()), results.words)
    return {"results": results, "page": page}
