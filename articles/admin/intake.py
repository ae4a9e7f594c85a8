"""Import: bring in a source, read the report, decide what the importer left to a person."""

import os
import subprocess
import sys

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db import transaction
from django.http import HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from articles.forms import ImportForm, is_pdf
from articles.importers.again import CHANGES
from articles.importers.run import STAGES, ImportRefused, import_source, queue_pdfs
from articles.models import Article, ImportProblem, ImportRun, NotAllowed, Page
from articles.text.paragraphs import paragraphs

NEIGHBOUR = 28  # characters of a neighbouring paragraph, enough to see whether a sentence goes on


@permission_required("articles.add_importrun", raise_exception=True)
@require_http_methods(["GET", "POST"])
def bring_in(request):
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ImportForm(*sent, initial=request.GET.dict())
    if form.is_valid():
        run = _import(request, form)
        if run:
            return redirect("admin:import-report", run.pk)
    context = {"title": _("Import"), "form": form, "runs": _latest_runs()}
    status = 400 if form.errors else 200
    return TemplateResponse(
        request, "admin/import.html", request.admin_context | context, status=status
    )


def _import(request, form):
    """The run, or None with the refusal on the form."""
    typed = dict(form.cleaned_data)
    files, started = typed.pop("source"), timezone.now()
    if is_pdf(files[0]):
        run = queue_pdfs(files, by=request.user, **typed)
        transaction.on_commit(lambda: in_background("run_imports", run.pk))
        return run
    (source,) = files
    try:
        run = import_source(source.read(), source.name, by=request.user, **typed)
    except ImportRefused as refusal:
        form.add_error("source", str(refusal))
        return None
    if run.started_at < started:
        messages.info(request, _("This file was brought in before. Nothing was changed."))
    return run


def in_background(command, pk):
    """Run a command on one thing in a process of its own: no PDF may hold up the web server."""
    if settings.BACKGROUND_IMPORTS:
        subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-m", "django", command, str(pk)],
            cwd=settings.BASE_DIR,
            env=os.environ | {"DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )


@permission_required("articles.add_importrun", raise_exception=True)
@require_POST
def act(request, pk):
    """Cancel a run, or let it run again."""
    run = get_object_or_404(ImportRun, pk=pk)
    verbs = {"cancel": run.cancel, "retry": run.retry}
    if request.POST.get("act") not in verbs:
        return HttpResponseBadRequest()
    try:
        verbs[request.POST["act"]]()
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        if request.POST["act"] == "retry":
            transaction.on_commit(lambda: in_background("run_imports", run.pk))
    return redirect("admin:import-report", run.pk)


def _latest_runs():
    return ImportRun.objects.select_related("newspaper", "by").defer("report")[:10]


@permission_required("articles.view_importrun", raise_exception=True)
@require_GET
def report(request, pk):
    run = get_object_or_404(ImportRun.objects.select_related("newspaper", "issue", "by"), pk=pk)
    problems = list(run.problems.select_related("run", "article", "decided_by"))
    open_ones = [p for p in problems if p.needs_decision and not p.decided_at]
    context = {
        "title": _("Import report"),
        "run": run,
        "pages": _pages(run),
        "counts": run.report.get("counts"),
        "changed": _changed(run),
        "stage": STAGES.get(run.stage, ""),
        "can_retry": not run.is_open and run.issue is None and run.files.exists(),
        "decisions": decisions(open_ones),
        "decided": [p for p in problems if p.decided_at],
        "notes": [p for p in problems if not p.needs_decision],
    }
    return TemplateResponse(request, "admin/import_report.html", request.admin_context | context)


KINDS = {
    "masthead": gettext_lazy("masthead"),
    "advert": gettext_lazy("advertisement"),
    "notice": gettext_lazy("notice"),
    "furniture": gettext_lazy("page furniture"),
}


def _changed(run):
    """What a file changed on pages that were there before; some of it is no more."""
    told = run.report.get("changed", [])
    there = Article.objects.in_bulk([one["article"] for one in told])
    return [
        {**one, "what": CHANGES[one["what"]], "is_there": one["article"] in there} for one in told
    ]


def _pages(run):
    """[{"label", "title", "articles", "apart", "desk"}] of the pages this run brought in.

    `desk` is the page's key where it has a make-up.
    """
    told = run.report
    made = Page.objects.filter(issue=run.issue_id, make_up__isnull=False)
    desks = dict(made.values_list("label", "pk"))
    brought = {
        page["label"]: {**page, "articles": [], "apart": [], "desk": desks.get(page["label"])}
        for page in told.get("pages", [])
    }
    elsewhere = {"label": "", "title": _("(no page)"), "articles": [], "apart": []}
    for part in told.get("apart", []):
        if part["kind"] != "unplaced":
            kind = KINDS.get(part["kind"], part["kind"])
            brought.get(part["page"], elsewhere)["apart"].append({**part, "kind": kind})
    for article in run.issue.articles.in_reading_order().for_list() if run.issue else ():
        label = article.page.label if article.page else ""
        if label in brought or not label:
            brought.get(label, elsewhere)["articles"].append(article)
    extra = [elsewhere] if elsewhere["articles"] or elsewhere["apart"] else []
    return [*brought.values(), *extra]


@permission_required("articles.change_importproblem", raise_exception=True)
@require_POST
def decide(request, pk):
    """One click: place, join, set aside, or make an article of the text."""
    problem = get_object_or_404(ImportProblem.objects.select_related("run", "issue"), pk=pk)
    try:
        _carry_out(problem, request.POST, request.user)
        messages.success(request, problem.decision)
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    except (KeyError, ValueError):
        return HttpResponseBadRequest()
    return redirect(_back(request, problem))


def _carry_out(problem, asked, by):
    """Raises KeyError or ValueError on what no button of ours sends."""
    act = asked["act"]
    if act == "set-aside":
        return problem.set_aside(by=by)
    if act == "make-article":
        return problem.make_article(by=by)
    article = get_object_or_404(problem.issue.articles, pk=int(asked["article"]))
    if act == "append":
        return problem.place(article, len(paragraphs(article.body)), by=by)
    article.version = int(asked["version"])
    joins = {"join": True, "place": False}[act]
    return problem.place(article, int(asked["position"]), by=by, joins=joins)


def _back(request, problem):
    back = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(back, None):
        return back
    return reverse("admin:import-report", args=[problem.run_id])


def about(article, issue):
    """Undecided problems of the issue for which this article is a candidate."""
    return [
        problem
        for problem in issue.import_problems.undecided().select_related("run")
        if article.pk in {candidate["article"] for candidate in problem.candidates}
    ]


def decisions(problems):
    """[{"problem", "desk", "choices", "articles"}] for the decision screen, in three queries.

    A question about a block of a page's make-up is answered on the make-up desk, at `desk`.
    """
    problems = list(problems)
    issues = {problem.issue_id for problem in problems}
    made = Page.objects.filter(issue__in=issues, make_up__isnull=False) if issues else ()
    pages = {(page.issue_id, page.label): page.pk for page in made}
    articles = Article.objects.filter(issue__in=issues).in_reading_order() if issues else ()
    by_key = {article.pk: article for article in articles}
    return [
        {
            "problem": problem,
            "desk": pages.get((problem.issue_id, problem.page)) if problem.block else None,
            "choices": [
                _choice(candidate, by_key[candidate["article"]])
                for candidate in problem.candidates
                if candidate["article"] in by_key
            ],
            "articles": [a for a in by_key.values() if a.issue_id == problem.issue_id],
        }
        for problem in problems
    ]


def _choice(candidate, article):
    """A candidate with the words it would stand between."""
    texts, position = paragraphs(article.body), candidate["position"]
    return {
        "article": article,
        "position": position,
        "joins": candidate.get("joins", False),
        "score": round(candidate["score"] * 100),
        "why": WHY.get(candidate["why"], lambda: candidate["why"])(),
        "before": texts[position - 1][-NEIGHBOUR:] if 0 < position <= len(texts) else "",
        "after": texts[position][:NEIGHBOUR] if position < len(texts) else "",
    }


WHY = {
    "open-sentence": lambda: _("a sentence there is unfinished"),
    "shared-words": lambda: _("it speaks of the same things"),
    "nearby": lambda: _("it stood nearby in the file"),
}
