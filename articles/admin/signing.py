"""The way of a page to print: its proofs, its sign-off, the sheet that is filed; the preflight."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from articles.models import Article, Issue, NotAllowed, Page
from articles.models.preflight import Preflight
from articles.models.proof import hash_of
from articles.text.clean import plain_text
from articles.text.difference import difference, elided

# What the parts of a page's content are called; those of an article are called as its fields are.
PARTS = {
    "issue": gettext_lazy("date and number"),
    "image": gettext_lazy("picture"),
    "pdf": gettext_lazy("PDF"),
    "credits": gettext_lazy("credits"),
    "furniture": gettext_lazy("page furniture"),
    "zones": gettext_lazy("zones"),
    "order": gettext_lazy("articles in order"),
    "photos": gettext_lazy("captions"),
    "pictures": gettext_lazy("photos"),
    "continues": gettext_lazy("continues"),
}
ONLY_THAT = {"zones", "image", "pdf", "pictures", "continues"}  # nobody reads what is stored there


@permission_required("articles.view_page", raise_exception=True)
@require_http_methods(["GET", "POST"])
def sign_off(request, pk):
    """A page's proofs and sign-off; POST writes down the next proof, or signs."""
    page = get_object_or_404(Page.objects.select_related("issue__newspaper"), pk=pk)
    if request.method == "POST":
        try:
            _act(page, request)
        except NotAllowed as refusal:
            messages.error(request, str(refusal))
        return redirect("admin:sign-off", pk)
    return TemplateResponse(
        request,
        "admin/sign_off.html",
        request.admin_context
        | around(page)
        | {
            "title": _("Proofs and sign-off"),
            "why_not_proof": page.why_not_proofed_by(request.user),
            "why_not_sign": page.why_not_signed_by(request.user),
        },
    )


def _act(page, request):
    if request.POST.get("act") == "sign":
        page.sign_off(by=request.user, seen=request.POST.get("seen", ""))
        messages.success(request, _("Page %(page)s is signed off.") % {"page": page.label})
    elif request.POST.get("act") == "proof":
        done = page.proof(by=request.user, note=request.POST.get("note", "").strip())
        messages.success(
            request,
            _("%(proof)s of page %(page)s is written down.") % {"proof": done, "page": page.label},
        )


def around(page):
    """What the screen and the sheet show of a page."""
    content = page.content()
    newest = page.sign_offs.select_related("by").first()
    is_valid = newest is not None and newest.content_hash == hash_of(content)
    return {
        "page": page,
        "articles": page.articles.order_by("position", "pk"),
        "proofs": page.proofs.select_related("reader"),
        "rounds": page.issue.newspaper.proof_rounds,
        "signed": newest,
        "is_valid": is_valid,
        "changes": [] if is_valid or not newest else list(told(newest, content)),
        "seen": hash_of(content),
    }


def told(signed, content):
    """[(whose, what, difference)]: how the page reads otherwise than it was signed."""
    for subject, part, old, new in signed.changes(content):
        titles = (kept.get(subject, {}).get("headline", "") for kept in (content, signed.content))
        whose = _("page") if subject == "page" else next(filter(None, titles), subject)
        if part == "body":
            old, new = plain_text(old), plain_text(new)
        silent = part in ONLY_THAT or old == new
        yield whose, _name(subject, part), [] if silent else list(elided(difference(old, new)))


def _name(subject, part):
    model = Page if subject == "page" else Article
    return PARTS.get(part) or model._meta.get_field(part).verbose_name


@permission_required("articles.view_page", raise_exception=True)
@require_safe
def sheet(request, pk):
    """签发单: who read the page, who answers for it, and what stands on it; printed and filed."""
    page = get_object_or_404(Page.objects.select_related("issue__newspaper"), pk=pk)
    context = {"title": _("Sign-off sheet"), **around(page)}
    return TemplateResponse(request, "admin/sign_off_sheet.html", request.admin_context | context)


@permission_required("articles.view_issue", raise_exception=True)
@require_safe
def preflight(request, pk):
    """Everything that stops an issue from being published, and everything worth a look."""
    issue = get_object_or_404(Issue.objects.for_board(), pk=pk)
    seen = Preflight(issue)
    context = {
        "title": _("Before publication"),
        "issue": issue,
        "stops": by_page(seen.stops()),
        "looks": by_page(seen.worth_a_look()),
    }
    return TemplateResponse(request, "admin/preflight.html", request.admin_context | context)


def by_page(findings):
    """[(page or None, [{"sentence", "url"}])], the issue as a whole first, pages in order."""
    grouped = {}
    for finding in findings:
        grouped.setdefault(finding.page, []).append(link(finding))
    return sorted(grouped.items(), key=lambda item: item[0].number if item[0] else 0)


def link(finding):
    """A finding with the address of the place that mends it."""
    thing = finding.thing
    if finding.part == "sign_offs":
        url = reverse("admin:sign-off", args=[thing.pk])
    else:
        url = reverse(f"admin:articles_{thing._meta.model_name}_change", args=[thing.pk])
        url += f"#{finding.part}-group" if finding.part else ""
    return {"sentence": finding.sentence, "url": url}
