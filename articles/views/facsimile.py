"""What was printed, as printed: a page with its stories outlined, an issue as PDF."""

from pathlib import PurePosixPath
from urllib.parse import urlencode

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.shortcuts import render
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from articles.exporters import issue_pdf as pdf
from articles.models import Edition, Issue, MakeUp, Page, Zone
from articles.search.places import places
from articles.search.query import BadQuery, parse
from articles.views.errors import gone


@require_safe
def page(request, paper, date, label, edition=Edition.DAILY):
    """A page: the facsimile with its zones, and its headlines; before publication for editors."""
    pages = Page.objects.of_day(date).with_neighbouring_issues().select_related("issue__newspaper")
    pages = pages.filter(issue__newspaper__slug=paper, issue__edition=edition)
    shown = list(pages.published())
    here = next((at for at, page in enumerate(shown) if page.label == label), None)
    if here is None:
        return _unpublished_page(request, pages, label)
    articles = shown[here].issue.newspaper.articles.published()
    return _sheet(request, shown, here, articles)


@never_cache
def _unpublished_page(request, pages, label):
    """As an issue before its publication."""
    if not request.user.has_perm("articles.view_page"):
        withdrawn = Issue.objects.withdrawn().filter(pages__in=pages.filter(label=label).order_by())
        return gone(request, withdrawn)
    pages = list(pages.for_preview())
    here = next((at for at, page in enumerate(pages) if page.label == label), None)
    if here is None:
        raise Http404
    articles = pages[here].issue.newspaper.articles.filter(withdrawn_at=None)
    return _sheet(request, pages, here, articles, is_preview=True)


def _sheet(request, pages, here, articles, is_preview=False):
    page, asked = pages[here], request.GET.get("q", "").strip()
    stories = _with_zones(articles.on_page(page))
    context = {
        "newspaper": page.issue.newspaper,
        "issue": page.issue,
        "page": page,
        "pages": pages,
        "stories": stories,
        "asked": asked,
        "asked_for": asked_for(request),
        "hits": _hits(page, stories, asked),
        "credits": page.credits.all(),
        "previous": pages[here - 1] if here else None,
        "next": pages[here + 1] if here + 1 < len(pages) else None,
        "has_pdf": all(page.has_public_pdf for page in pages),
        "is_preview": is_preview,
    }
    return render(request, "articles/page.html", context)


def asked_for(request):
    """`?q=…` when one came from a search: pages as printed mark what was found, as one turns them
    and comes back to them."""
    asked = request.GET.get("q", "").strip()
    return f"?{urlencode({'q': asked})}" if asked else ""


def _with_zones(articles):
    """The articles of a page, each with the `shapes` it has there; one query."""
    stories = {}
    for row in articles.for_contents():
        story = stories.setdefault(row.pk, row)
        story.shapes = getattr(story, "shapes", [])
        if row.points:
            story.shapes.append(Zone(points=row.points).svg_points)
    return list(stories.values())


def _hits(page, stories, asked):
    """[(id of a story, Hit)] of what was searched for on the page as shown; None if it is not
    known what stands where. One query, and none where nothing was searched for."""
    words = _words(asked)
    read = MakeUp.objects.filter(page=page).exclude(reading={})
    make_up = read.first() if words and page.facsimile else None
    if make_up is None:
        return None
    shown = {story.pk for story in stories}
    ids = {int(number): pk for number, pk in make_up.articles.items() if pk in shown}
    return [(ids[hit.story], hit) for hit in places(make_up.reading, words, ids)]


def _words(asked):
    try:
        return [word.text for word in parse(asked).wanted]
    except BadQuery:
        return []


@require_safe
@cache_control(no_cache=True)
def issue_pdf(request, paper, date, edition=Edition.DAILY):
    """All pages of an issue as one PDF, while each may be shown as printed; asked after each time.

    503 while it cannot be had at once.
    """
    issues = Issue.objects.filter(newspaper__slug=paper).on(date, edition)
    issue = issues.published().select_related("newspaper").first()
    if issue is None:
        return gone(request, issues.withdrawn())
    pages = list(issue.pages.all())
    if not pages or not all(page.has_public_pdf for page in pages):
        raise Http404
    try:
        name = pdf.issue_pdf(issue, pages)
    except pdf.NotNow:
        return _not_now(request, issue)
    file = default_storage.open(name)
    response = FileResponse(file, filename=f"{paper}-{date}.pdf", content_type="application/pdf")
    response.headers["ETag"] = f'"{PurePosixPath(name).stem}"'
    return response


def _not_now(request, issue):
    context = {"newspaper": issue.newspaper, "issue": issue}
    response = render(request, "articles/not_now.html", context, status=503)
    response.headers["Retry-After"] = "60"
    return response
