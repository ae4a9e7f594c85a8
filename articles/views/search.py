"""The search page, and what it suggests while somebody types."""

import datetime
import re
from itertools import islice

from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from articles.filters import SearchFilter
from articles.models import Article, Column, Contributor, Issue, Newspaper, Page, Term
from articles.search import BadQuery, highlight, mark
from articles.search.query import WORD
from articles.search.results import COUNTED
from articles.search.spelling import suggestions
from articles.text.fold import fold
from articles.views import facets

LABELS = {
    "newspaper": _("Newspaper"),
    "section": _("Section"),
    "column": _("Column"),
    "contributor": _("Contributor"),
    "page": _("Page"),
    "date_after": _("From"),
    "date_before": _("Until"),
}
DAY = re.compile(r"([0-9]{4})[-./年]([0-9]{1,2})[-./月]([0-9]{1,2})日?")
MOST_ALONE = 5  # words looked for alone when all together are nowhere
SUGGESTED = 4  # of each kind
TRIED = 12  # words of the dictionary


@require_safe
def search(request):
    """What was printed and contains what was typed; the form alone when nothing was."""
    asked = {name: request.GET.get(name, "").strip() for name in (*facets.NAMES, "before")}
    if asked["date_before"] and asked["date_before"] < asked["date_after"]:  # the wrong way round
        asked |= {"date_after": asked["date_before"], "date_before": asked["date_after"]}
    narrowing = SearchFilter.for_readers(asked, Article.objects.published().for_own_page())
    is_understood = narrowing.is_valid()
    context = {"asked": asked, "errors": _errors(narrowing, asked)} | _form(narrowing, asked)
    if is_understood:
        try:
            context |= _found(narrowing, asked, context)
        except BadQuery as error:
            context["errors"] = [("", error)]
    return render(request, "articles/search.html", context)


def _errors(narrowing, asked):
    """[(field, sentence)]; that nothing was typed is none, unless something was chosen."""
    errors = [
        (LABELS.get(name, ""), sentence)
        for name, sentences in narrowing.form.errors.items()
        for sentence in sentences
        if name != "q" or asked["q"]
    ]
    if not asked["q"] and any(asked[name] for name in LABELS if name != "newspaper"):
        errors.append(("", _("Type also what to look for: a name, half a sentence.")))
    return errors


def _form(narrowing, asked):
    """What the form offers; sections and columns only where one newspaper is meant."""
    newspapers = list(Newspaper.objects.all())
    meant = [paper for paper in newspapers if asked["paper"] in {"", paper.slug}]
    newspaper = meant[0] if len(meant) == 1 else None
    columns = Column.objects.filter(newspaper=newspaper).values("slug", "name", "name_en")
    person = narrowing.form.cleaned_data.get("contributor")
    return {
        "newspaper": newspaper,
        "newspapers": newspapers,
        "meant": meant,
        "sections": _offered(newspaper.menu if newspaper else [], asked["section"]),
        "columns": _offered(columns, asked["column"]),
        "contributor": person and Contributor.objects.published().filter(pk=person).first(),
    }


def _offered(parts, slug):
    """The parts, and what was asked for even if it is none of them: it narrows all the same."""
    parts = list(parts)
    if slug and slug not in {part["slug"] for part in parts}:
        parts.append({"slug": slug, "name": slug, "name_en": ""})
    return parts


def _found(narrowing, asked, form):
    for name in ("date_after", "date_before"):
        asked[name] = str(narrowing.form.cleaned_data[name] or "")
    results = narrowing.results(asked["order"] or "relevance")
    page = results.page(asked["before"])
    pages = Page.objects.filter(pk__in=[article.page_id for article in page.articles])
    shown_from = dict(pages.values_list("pk", "shown_from"))
    for article in page.articles:
        article.settle(shown_from.get(article.page_id))
        article.found = highlight(article, results.words)
        article.marked_kicker = mark(" ".join(article.kicker.split()), results.words)
    context = {
        "results": results,
        "page": page,
        "query": facets.address({"q": asked["q"]}),
        "chips": facets.chips(asked, form),
        "address": facets.address(asked, order=""),
    }
    if not results.count:
        return context | _nothing(narrowing, asked, context["chips"], form["meant"])
    return context | _counted(results, asked, form["meant"])


def _counted(results, asked, newspapers):
    """What the results can be narrowed by; only by time if counting takes too long to wait for."""
    try:
        facts, newest = results.facets, results.newest_day
    except BadQuery:
        return {"stretches": facets.stretches(asked)}
    is_any_time = not asked["date_after"] and not asked["date_before"]
    return {
        "stretches": facets.stretches(asked, newest if is_any_time else None),
        "total": facets.total(facts),
        "counted": f"{facets.counted(facts):,}",
        "groups": facets.groups(facts, asked, newspapers),
    }


def _nothing(narrowing, asked, chips, newspapers):
    """Where something would have been found: each word alone, without narrowing, on that day."""
    words = [match[0] for match in WORD.finditer(asked["q"]) if not match["minus"]][:MOST_ALONE]
    alone = [(word, _count(narrowing.results(typed=word))) for word in words if len(words) > 1]
    everywhere = _count(Article.objects.published().search(asked["q"])) if chips else 0
    return {
        "spellings": suggestions(Article.objects.published(), asked["q"]),
        "alone": [(word, _told(count)) for word, count in alone if count],
        "everywhere": everywhere and _told(everywhere),
        "issues": Issue.objects.published().filter(newspaper__in=newspapers, date=_day(asked["q"])),
    }


def _day(typed):
    """The day that was typed, if it is one; else None, on which nothing was printed."""
    numbers = DAY.fullmatch(fold(typed))
    try:
        return numbers and datetime.date(*map(int, numbers.groups()))
    except ValueError:
        return None


def _count(results):
    """0 also when counting takes too long: what is offered besides must not spoil the answer."""
    try:
        return results.count
    except BadQuery:
        return 0


def _told(count):
    return str(count) if count <= COUNTED else f"{COUNTED:,}+"


@require_safe
def suggest(request):
    """{kind: [{text, url}]} as JSON: what the public can see and has what was typed in its name."""
    asked = request.GET.get("q", "")
    typed = fold(asked)
    paper = request.GET.get("paper", "").replace("\0", "")
    narrowed = {"newspaper__slug": paper} if paper else {}
    things = {
        "people": _named(Contributor.objects.published().filter(**narrowed), typed),
        "columns": _named(Column.objects.filter(**narrowed), typed),
    }
    found = {
        kind: [{"text": str(thing), "url": thing.get_absolute_url()} for thing in of_kind]
        for kind, of_kind in things.items()
    }
    headlines = _headlines(asked, paper) if len(typed) > 1 else []
    found["headlines"] = [
        {"text": _telling(article, typed), "url": article.get_absolute_url()}
        for article in headlines
    ]
    page = reverse("search")
    found["words"] = [
        {"text": word, "url": page + facets.address({"q": word, "paper": paper})}
        for word in _words(Term.objects.filter(**narrowed), typed, paper)
    ]
    return JsonResponse(found)


def _telling(article, typed):
    """The headline; after the kicker where only that has what was typed."""
    in_kicker = typed in fold(article.kicker) and typed not in fold(article.headline)
    return f"{' '.join(article.kicker.split())} {article}" if in_kicker else str(article)


def _named(things, typed):
    found = things.filter(name__icontains=typed).select_related("newspaper")
    return found[:SUGGESTED] if typed else []


def _words(terms, typed, paper):
    """Those of the dictionary that are in print: a mere entry may be tomorrow's secret."""
    words = terms.filter(text__icontains=typed).order_by("text") if typed else terms.none()
    words = words.values_list("text", flat=True).distinct()[:TRIED]
    return list(islice((word for word in words if _is_in_print(word, paper)), SUGGESTED))


def _is_in_print(word, paper):
    asked = {"q": f'"{word}"', "paper": paper}
    narrowing = SearchFilter.for_readers(asked, Article.objects.published())
    try:
        return narrowing.is_valid() and narrowing.results("date").is_found
    except BadQuery:
        return False


def _headlines(typed, paper):
    """The newest articles with these words in the headline; none if they mean nothing."""
    titled = " ".join(f'标题:"{word}"' for word in re.split(r'["＂\s]+', typed) if word)
    articles = Article.objects.published().select_related("newspaper")
    articles = articles.only("kicker", "headline", "summary", "newspaper__slug")
    narrowing = SearchFilter.for_readers({"q": titled, "paper": paper}, articles)
    if not narrowing.is_valid():
        return []
    try:
        return narrowing.results("date").page(size=SUGGESTED).articles
    except BadQuery:
        return []
