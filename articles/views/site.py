"""The public pages: front page, issue, article, and the lists of a newspaper."""

from itertools import groupby

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.filters import LARGEST_ID
from articles.models import (
    Article,
    Column,
    Contributor,
    Correction,
    Edition,
    Issue,
    Newspaper,
    Page,
    Section,
)
from articles.models.newspaper import address
from articles.search.related import related as find_related
from articles.text.clean import without_pictures
from articles.views.errors import gone
from articles.views.facsimile import asked_for
from articles.views.front import compose

LIST_LENGTH = 30


@require_safe
def home(request):
    """Today's front page, or the front pages of several newspapers side by side."""
    issues = list(Issue.objects.published().latest_of_each_newspaper())
    if not issues:
        return _no_issue(request, Newspaper.objects.first())
    if len(issues) == 1:
        return _front_page(request, issues[0])
    return _kiosk(request, issues)


@require_safe
def newspaper(request, paper):
    latest = Issue.objects.published().filter(newspaper__slug=paper).latest_of_each_newspaper()
    found = latest.first()
    if found:
        return _front_page(request, found)
    return _no_issue(request, get_object_or_404(Newspaper, slug=paper))


def _no_issue(request, newspaper):
    return render(request, "articles/no_issue.html", {"newspaper": newspaper})


def _front_page(request, issue):
    newspaper = issue.newspaper
    pages = _pages_of_day(newspaper, issue.date)
    articles = newspaper.articles.published().filter(page__in=pages).for_contents()
    _set_out(articles.with_opening(), pages)
    own = [page for page in pages if page.issue_id == issue.pk]
    context = {
        "newspaper": newspaper,
        "issue": issue,
        "pages": own,
        "front": compose(own[0].stories) if own else None,
        "other_editions": _other_editions(pages, issue),
    }
    return render(request, "articles/newspaper.html", context)


def _pages_of_day(newspaper, date):
    pages = list(Page.objects.published().of_day(date).filter(issue__newspaper=newspaper))
    for page in pages:
        page.issue.newspaper = newspaper
    return pages


def _set_out(articles, pages):
    """Give every page its `stories`, in the order of `articles`, and which of them start there.

    A second half whose first half is not public reads as a story of its own.
    """
    by_id = {page.pk: page for page in pages}
    ids = {article.pk for article in articles}
    for page in pages:
        page.stories, page.starts = [], []
    for article in articles:
        article.page = by_id[article.page_id]
        article.is_continuation = article.continues_id in ids
        article.page.stories.append(article)
        if not article.is_continuation:
            article.page.starts.append(article)


def _other_editions(pages, issue):
    """The first page of each other edition of the day, to lead there."""
    editions = groupby(pages, key=lambda page: page.issue_id)
    return [next(group) for issue_id, group in editions if issue_id != issue.pk]


def _kiosk(request, issues):
    fronts = Page.objects.published().filter(issue__in=issues, number=1).select_related("issue")
    leads = Article.objects.published().filter(page__in=fronts).for_contents()
    for issue in issues:
        issue.front = next((page for page in fronts if page.issue_id == issue.pk), None)
        issue.leads = [article for article in leads if article.issue_id == issue.pk][:3]
    return render(request, "articles/kiosk.html", {"issues": issues})


@require_safe
def issue(request, paper, date, edition=Edition.DAILY):
    """An issue: its pages and its table of contents; before publication, for editors only."""
    issues = Issue.objects.filter(newspaper__slug=paper).on(date, edition)
    issue = issues.published().with_neighbours().first()
    if issue is None:
        return _unpublished_issue(request, issues)
    articles = issue.newspaper.articles.published()
    return _contents(request, issue, _pages_of_day(issue.newspaper, date), articles)


@never_cache
def _unpublished_issue(request, issues):
    """To editors what readers will see; to readers that it is gone, or was never there."""
    if not request.user.has_perm("articles.view_issue"):
        return gone(request, issues.withdrawn())
    issue = get_object_or_404(issues.with_neighbours().select_related("newspaper"))
    articles = issue.newspaper.articles.filter(withdrawn_at=None)
    return _contents(request, issue, list(issue.pages.for_preview()), articles, is_preview=True)


def _contents(request, issue, pages, articles, is_preview=False):
    _set_out(articles.filter(page__in=pages).for_contents(), pages)
    own = [page for page in pages if page.issue_id == issue.pk]
    context = {
        "newspaper": issue.newspaper,
        "issue": issue,
        "pages": own,
        "has_pdf": bool(own) and all(page.has_public_pdf for page in own),
        "other_editions": _other_editions(pages, issue),
        "is_preview": is_preview,
    }
    return render(request, "articles/issue.html", context)


@require_safe
def article(request, paper, pk):
    """An article with the parts it jumps to; before publication, for editors only."""
    found = Article.objects.filter(newspaper__slug=paper, pk=pk).for_own_page()
    try:
        article = found.published().get()
    except Article.DoesNotExist:
        return _unpublished(request, found)
    return _story(request, article, Article.objects.published())


@never_cache
def _unpublished(request, found):
    """To editors what readers will see; to readers that it is gone, or was never there."""
    if not request.user.has_perm("articles.view_article"):
        return gone(request, found.withdrawn())
    return _story(request, get_object_or_404(found), Article.objects.all(), is_preview=True)


def _story(request, article, visible, is_preview=False):
    in_issue = visible.filter(issue=article.issue_id)
    outline = list(in_issue.for_outline()) if article.issue_id else []
    ids = article.story(outline)
    found = {article.pk: article}
    if len(ids) > 1:
        found |= visible.for_own_page().in_bulk(ids)
    parts = [found[pk] for pk in ids if pk in found]
    shown_from = {other.pk: other.page__shown_from for other in outline}
    for part in parts:
        part.settle(shown_from.get(part.pk))
        if part.page:
            part.page.in_preview = is_preview
    context = {
        "newspaper": article.newspaper,
        "article": parts[0],
        "parts": parts,
        "asked_for": asked_for(request),
        "is_preview": is_preview,
        **_around(parts[0], outline),
    }
    return render(request, "articles/article.html", context)


def _around(article, outline):
    """What stands before and after a story in its issue, and beside it on its page."""
    ids = {other.pk for other in outline}
    starts = [other for other in outline if other.continues_id not in ids]
    here = next((at for at, other in enumerate(starts) if other.pk == article.pk), None)
    if here is None:
        return {}
    beside = [other for other in starts if other.page_id == article.page_id]
    return {
        "previous": _named(article.newspaper, starts[max(here - 1, 0) : here]),
        "next": _named(article.newspaper, starts[here + 1 : here + 2]),
        "beside": _named(article.newspaper, [o for o in beside if o.pk != article.pk]),
    }


def _named(newspaper, outline):
    """[(address, headline on one line)]"""
    return [
        (address("article", newspaper.slug, other.pk), " ".join(other.headline.split()))
        for other in outline
    ]


@require_safe
def related(request, paper, pk):
    """What else was printed about the same; where the article cannot be read, nor can this."""
    found = Article.objects.filter(newspaper__slug=paper, pk=pk).for_own_page()
    article = found.published().first()
    if article is None:
        return never_cache(gone)(request, found.withdrawn())
    article.settle()
    published = Article.objects.published()
    outline = published.filter(issue=article.issue_id).for_outline() if article.issue_id else []
    others = find_related(published.for_entries(), article, without=article.story(outline))
    for other in others:
        other.newspaper = article.newspaper
    context = {"newspaper": article.newspaper, "article": article, "articles": others}
    return render(request, "articles/related.html", context)


@require_safe
def as_printed(request, paper, pk):
    """The words of a corrected article as they were printed, to be cited. Without its photos: one
    that was taken back is not shown here again."""
    found = Article.objects.filter(newspaper__slug=paper, pk=pk).for_own_page()
    article = found.published().first()
    if article is None:
        return never_cache(gone)(request, found.withdrawn())
    words = article.as_printed()
    if words is None:
        return redirect(article)
    article.settle()
    for name in words.keys() - {"photos"}:
        setattr(article, name, words[name])
    article.body = without_pictures(article.body)
    context = {"newspaper": article.newspaper, "article": article, "captions": words["photos"]}
    return render(request, "articles/as_printed.html", context)


@require_safe
def corrections(request, paper):
    """What the newspaper has put right, newest first; `?before=` goes on from there."""
    newspaper = get_object_or_404(Newspaper, slug=paper)
    told = Correction.objects.published().filter(article__newspaper=newspaper)
    told = told.newest_first().for_list()
    before = request.GET.get("before", "")
    if before:
        if not before.isdecimal() or len(before) > len(str(LARGEST_ID)):
            raise Http404
        told = told.filter(pk__lt=min(int(before), LARGEST_ID))
    found = list(told[: LIST_LENGTH + 1])
    shown = found[:LIST_LENGTH]
    older = shown[-1].pk if len(found) > LIST_LENGTH else None
    context = {"newspaper": newspaper, "corrections": shown, "older": older}
    return render(request, "articles/corrections.html", context)


@require_safe
def section(request, paper, slug):
    sections = Section.objects.select_related("newspaper")
    section = get_object_or_404(sections, newspaper__slug=paper, slug=slug)
    articles = Article.objects.filter(section=section)
    return _list(request, "articles/section.html", articles, section=section)


@require_safe
def column(request, paper, slug):
    columns = Column.objects.select_related("newspaper")
    column = get_object_or_404(columns, newspaper__slug=paper, slug=slug)
    articles = Article.objects.filter(column=column)
    return _list(request, "articles/column.html", articles, column=column)


@require_safe
def contributor(request, paper, pk):
    """A person and what they have in print; nobody is shown before their first article is."""
    people = Contributor.objects.published().select_related("newspaper")
    contributor = get_object_or_404(people, newspaper__slug=paper, pk=pk)
    articles = Article.objects.by(contributor)
    return _list(request, "articles/contributor.html", articles, contributor=contributor)


def _list(request, template, articles, **subject):
    """One stretch of a list, newest first; `?before=` goes on where the last one ended."""
    (newspaper,) = [thing.newspaper for thing in subject.values()]
    articles = articles.published().newest_first().for_entries()
    if "before" in request.GET:
        articles = _before(articles, request.GET["before"])
    found = list(articles[: LIST_LENGTH + 1])
    shown = found[:LIST_LENGTH]
    for article in shown:
        article.newspaper = newspaper
    older = shown[-1].cursor if len(found) > LIST_LENGTH else None
    context = {"newspaper": newspaper, "articles": shown, "older": older, **subject}
    return render(request, template, context)


def _before(articles, cursor):
    try:
        return articles.before(cursor)
    except (ValueError, OverflowError, OSError) as error:
        raise Http404 from error
