"""Reviews in the admin: what an article's form offers, what its buttons do, the printed sheet."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe

from articles.models import Article, ArticleStatus, NotAllowed, Verdict

# {what a button sends: (the verb it calls, whether it hands on the opinion, what it says)}
ACTS = {
    "submit": ("submit", False, gettext_lazy("Save and hand in")),
    "reopen": ("reopen", False, gettext_lazy("Save and make a draft again")),
    Verdict.USE: ("pass_review", True, pgettext_lazy("verdict", "Use")),
    Verdict.REVISE: ("return_to_author", True, pgettext_lazy("verdict", "Return for revision")),
    Verdict.HOLD: ("hold", True, pgettext_lazy("verdict", "Hold over")),
    Verdict.REJECT: ("reject", True, pgettext_lazy("verdict", "Turn down")),
}


def around(article, user):
    """What an article's form shows of its reviews: past ones, and what this user may do next."""
    refusal = article.why_not_reviewed_by(user)
    return {
        "reviews": article.reviews.select_related("reviewer"),
        "level": article.level,
        "refusal": refusal,
        "verdicts": {} if refusal else {verdict: ACTS[verdict][2] for verdict in Verdict},
        "moves": {act: ACTS[act][2] for act in _moves(article)},
    }


def _moves(article):
    if article.status == ArticleStatus.DRAFT:
        return ["submit"]
    return [] if article.status == ArticleStatus.APPROVED else ["reopen"]


def carry_out(request, pk):
    """Do what a button of the form asked for, after the form has been saved."""
    verb, has_opinion, _label = ACTS.get(request.POST.get("review"), (None, False, ""))
    if verb is None:
        return
    article = Article.objects.select_related("newspaper").get(pk=pk)
    said = {"opinion": request.POST.get("opinion", "").strip()} if has_opinion else {}
    try:
        getattr(article, verb)(by=request.user, **said)
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        told = {"article": article, "status": article.get_status_display()}
        messages.success(request, _("“%(article)s”: %(status)s.") % told)


@permission_required("articles.view_article", raise_exception=True)
@require_safe
def sheet(request, pk):
    """审稿单: the article's way through its reviews, to be printed and filed."""
    articles = Article.objects.select_related("newspaper", "issue", "page", "section", "author")
    article = get_object_or_404(articles, pk=pk)
    context = {
        "title": _("Review sheet"),
        "article": article,
        "reviews": article.reviews.select_related("reviewer"),
    }
    return TemplateResponse(request, "admin/review_sheet.html", request.admin_context | context)
