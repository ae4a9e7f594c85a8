"""The editors' screens that are not plain forms: the desk, the board of an issue, the verbs."""

import json

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.admin import house, intake, reviews, signing
from articles.forms import PlaceForm, PublishForm, ReasonForm
from articles.models import (
    Article,
    ArticleStatus,
    Draft,
    EditorialEvent,
    Issue,
    MakeUp,
    NotAllowed,
    NotReady,
)
from articles.models.night import Night
from articles.models.preflight import Preflight
from articles.search import words
from articles.text.clean import plain_text

LATEST = 8
MOST_TASKS = 30


def allowed(permission):
    """Signed in but not permitted is 403; the admin site has seen to signing in."""
    return permission_required(f"articles.{permission}", raise_exception=True)


# What the screens show ---------------------------------------------------------------------------


def home(user):
    """The desk: what waits for the user, the issue in the making, the latest acts and issues."""
    issue = Issue.objects.for_board().in_making()
    pages = pages_of(issue, user) if issue else []
    own = Article.objects.filter(author=user, status=ArticleStatus.DRAFT, withdrawn_at=None)
    return {
        "issue": issue,
        "pages": pages,
        "my_pages": [part for part in pages if part["desk"] and part["desk"].is_mine],
        "my_articles": own.for_list().with_last_review().order_by("-id")[:LATEST],
        "missing": missing(issue) if issue else [],
        "drafts": Draft.objects.waiting(user).select_related("article")[:LATEST],
        "tasks": Article.objects.waiting_for(user)[:MOST_TASKS],
        "events": EditorialEvent.objects.select_related("by")[:LATEST],
        "issues": Issue.objects.select_related("newspaper").newest_first()[:LATEST],
    }


def board(request, issue):
    """What an issue's page shows round its form."""
    issue = Issue.objects.for_board().get(pk=issue.pk)
    return {
        "issue": issue,
        "pages": pages_of(issue, request.user),
        "missing": missing(issue),
        "layout": json.dumps(issue.layout()),
        "publish_form": PublishForm(),
        "decisions": intake.decisions(issue.import_problems.undecided().select_related("run")),
        "runs": issue.import_runs.defer("report"),
    }


def around(request, article):
    """What an article's page shows round its form."""
    return {
        "state": state(article),
        "decisions": intake.decisions(
            intake.about(article, article.issue) if article.issue else []
        ),
        "doubts": article.import_problems.filter(needs_decision=False, decided_at=None),
        **reviews.around(article, request.user),
        **house.around(article),
    }


def pages_of(issue, user):
    """[{"page", "articles", "characters", "waiting", "signed", "desk"}], what stands on no page
    last, under None.

    `waiting` is how many blocks of the page's make-up are to be looked at; None: it has none.
    `signed` is the page's sign-off, if it is valid. `desk` is where the page lies, and `desk` of
    each article where that does.
    """
    night = Night(issue, user)
    waiting = dict(MakeUp.objects.filter(page__issue=issue).values_list("page", "waiting"))
    standing = {
        page.pk: {"page": page, "articles": [], "waiting": waiting.get(page.pk)}
        for page in issue.pages.all()
    }
    unplaced = {"page": None, "articles": [], "waiting": None}
    for article in sorted(issue.articles.all(), key=lambda a: (a.position, a.pk)):
        article.desk = night.of_article(article)
        standing.get(article.page_id, unplaced)["articles"].append(article)
    for part in (*standing.values(), unplaced):
        page, articles = part["page"], part["articles"]
        part["characters"] = sum(article.characters for article in articles)
        part["signed"] = page and page.valid_sign_off(articles)
        part["desk"] = page and night.of_page(page, articles, part["signed"])
    return [*standing.values(), unplaced]


def missing(issue):
    """[{"sentence", "url"}]: what stops publication, and where to mend it."""
    return [signing.link(finding) for finding in Preflight(issue).stops()]


def address(thing):
    """The admin page of a thing."""
    return reverse(f"admin:articles_{thing._meta.model_name}_change", args=[thing.pk])


def state(article):
    """Where an article is on its way to the reader, in a word."""
    if article.withdrawn_at:
        return _("withdrawn")
    if article.is_public:
        return _("published")
    if article.public_from:
        return _("waiting for its hour")
    if article.issue_id and article.awaits_release:
        return _("not released")
    return article.get_status_display()


# Issues ------------------------------------------------------------------------------------------


@allowed("publish_issue")
@require_POST
def publish(request, pk):
    issue = get_object_or_404(Issue, pk=pk)
    form = PublishForm(request.POST)
    if not form.is_valid():
        return refused(request, issue, form.errors["at"])
    try:
        issue.publish(by=request.user, at=form.cleaned_data["at"])
    except NotReady as refusal:
        return refused(
            request, issue, [str(refusal)], missing(Issue.objects.for_board().get(pk=pk))
        )
    except NotAllowed as refusal:
        return refused(request, issue, [str(refusal)])
    said = _("%(issue)s is published.") if issue.is_published else _("%(issue)s will be published.")
    messages.success(request, said % {"issue": issue})
    return redirect(address(issue))


@allowed("withdraw_issue")
@require_http_methods(["GET", "POST"])
def withdraw_issue(request, pk):
    return withdrawal(request, get_object_or_404(Issue, pk=pk))


@allowed("change_issue")
@require_POST
def arrange(request, pk):
    """Take the order of pages and articles as dragged; 409 when it was not dragged from ours."""
    issue = get_object_or_404(Issue, pk=pk)
    try:
        was, now = json.loads(request.POST["was"]), json.loads(request.POST["now"])
        issue.arrange(was, now, by=request.user)
    except (KeyError, ValueError, TypeError):
        return JsonResponse({"error": _("The order could not be read.")}, status=400)
    except NotAllowed as refusal:
        return JsonResponse({"error": str(refusal)}, status=409)
    return JsonResponse({"layout": issue.layout()})


# Articles ----------------------------------------------------------------------------------------


@allowed("view_article")
@require_safe
def keywords(request, pk):
    """What the article's text suggests; by itself, so that only who asks waits for jieba."""
    article = get_object_or_404(Article.objects.select_related("newspaper"), pk=pk)
    words.learn()
    text = "\n".join([article.headline, article.kicker, plain_text(article.body)])
    context = {
        "title": _("Keywords"),
        "article": article,
        "keywords": words.keywords(text),
        "back": address(article),
    }
    return screen(request, "admin/keywords.html", context)


@allowed("change_article")
@require_http_methods(["GET", "POST"])
def place(request, pk):
    article = get_object_or_404(Article, pk=pk)
    form = PlaceForm(article.newspaper, typed(request), initial={"page": article.page_id})
    if request.method == "POST" and form.is_valid():
        page = form.cleaned_data["page"]
        try:
            article.place(page and page.issue, page, by=request.user)
            return redirect(address(article))
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
    return asked(request, article, form, _("Place"))


@allowed("release_article")
@require_POST
def release(request, pk):
    return done(request, get_object_or_404(Article, pk=pk), "release")


@allowed("withdraw_article")
@require_http_methods(["GET", "POST"])
def withdraw_article(request, pk):
    return withdrawal(request, get_object_or_404(Article, pk=pk))


@allowed("withdraw_article")
@require_POST
def restore(request, pk):
    return done(request, get_object_or_404(Article, pk=pk), "restore")


# Shared answers ----------------------------------------------------------------------------------


def withdrawal(request, thing):
    """Ask for the reason, then withdraw."""
    form = ReasonForm(typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            thing.withdraw(by=request.user, reason=form.cleaned_data["reason"])
            messages.success(request, _("%(thing)s is withdrawn.") % {"thing": thing})
            return redirect(address(thing))
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
    return asked(request, thing, form, _("Withdraw"))


def done(request, thing, verb):
    """Call a verb that asks nothing, and say how it went."""
    try:
        getattr(thing, verb)(by=request.user)
        messages.success(request, _("Done."))
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    return redirect(address(thing))


def typed(request):
    """The form as sent, even when it was sent empty; None when it was only asked for."""
    return request.POST if request.method == "POST" else None


def asked(request, thing, form, act):
    context = {"thing": thing, "form": form, "act": act, "back": address(thing), "title": act}
    status = 400 if form.is_bound else 200
    return screen(request, "admin/ask.html", context, status=status)


def refused(request, issue, sentences, problems=()):
    """The whole list of what stands in the way, each with a way there."""
    context = {
        "title": _("Not published"),
        "issue": issue,
        "sentences": sentences,
        "missing": problems,
        "back": address(issue),
    }
    return screen(request, "admin/refused.html", context, status=409)


def screen(request, template, context, status=200):
    """A page of the admin site; `admin_context` is put there by NewsroomSite."""
    return TemplateResponse(request, template, request.admin_context | context, status=status)
