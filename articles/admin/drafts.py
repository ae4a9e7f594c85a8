"""What is typed and not saved yet: kept while it is typed, offered again, taken back."""

from uuid import UUID, uuid4

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import localize
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.models import Article, Draft, EditorialEvent, Presence
from articles.models.review import REVIEWED_FIELDS
from articles.text.clean import clean_html, plain_text
from articles.text.difference import difference, elided

# What a form says about its draft, and what only the moment of sending needs.
ABOUT = ("draft", "draft-version", "draft-article")
PASSING = (*ABOUT, "csrfmiddlewaretoken", "take-back", "taken-back")
LONGEST_NUMBER = 10
MOST = 20


@require_POST
def keep(request):
    """Keep a form's fields as its author's draft; nothing of the article changes."""
    key, article = _key(request.POST.get("draft")), _article(request)
    if key is None:
        return JsonResponse({"error": _("This is not a draft.")}, status=400)
    fields = {name: values for name, values in request.POST.lists() if name not in PASSING}
    draft = Draft.objects.keep(
        by=request.user,
        key=key,
        version=_number(request.POST.get("draft-version")),
        article=article,
        fields=fields,
    )
    at = localtime(draft.saved_at).strftime("%H:%M:%S")
    said = _("Kept at %(time)s as your draft; nobody else sees it before you save.") % {"time": at}
    return JsonResponse({"draft": draft.pk, "version": draft.version, "said": said})


@require_POST
def discard(request, pk):
    """Offer a draft no longer. It can still be taken back from among the discarded."""
    draft = get_object_or_404(_own(request), pk=pk)
    draft.discarded_at = timezone.now()
    draft.save()
    return redirect(address(draft))


@permission_required("articles.change_article", raise_exception=True)
@require_POST
def presence(request, pk):
    """Say that the article is open here, and hear where else it is, and whether it was saved."""
    article = get_object_or_404(Article.objects.only("version"), pk=pk)
    Presence.objects.tell(request.user, article)
    said = [others(request.user, article), _newer(article, request.POST.get("version"))]
    return JsonResponse({"said": [sentence for sentence in said if sentence]})


def others(user, article):
    """Who else has it open, as a sentence; "" when nobody has."""
    names = article.presences.now().exclude(user=user).names()
    return _("Also open at: %(names)s.") % {"names": "、".join(names)} if names else ""


def around(request, article):
    """What an article's form needs for its draft, and what it offers to take back."""
    key = _key(request.POST.get("draft")) or uuid4()
    drafts = _own(request).filter(article=article).exclude(pk=key).select_related("article")
    drafts = [(draft, told(draft)) for draft in drafts[:MOST]]
    return {
        "draft": key,
        "draft_version": _number(request.POST.get("draft-version")),
        "drafts": [(draft, changes) for draft, changes in drafts if not draft.discarded_at],
        "discarded": [(draft, changes) for draft, changes in drafts if draft.discarded_at],
        "others": others(request.user, article) if article else "",
    }


def told(draft):
    """[(label, difference)] of the words in which a draft differs from what is saved."""
    changes = []
    for name in REVIEWED_FIELDS if draft.fields else ():
        if name not in draft.fields:
            continue
        saved, typed = getattr(draft.article, name, ""), draft.text(name).replace("\r\n", "\n")
        if name == "body":
            saved, typed = plain_text(saved), plain_text(clean_html(typed))
        if saved != typed:
            label = Article._meta.get_field(name).verbose_name
            changes.append((label, list(elided(difference(saved, typed)))))
    return changes


def take_back(request):
    """Put a draft's fields where those of the request were: the form shows them, and saves none."""
    draft = get_object_or_404(_own(request), pk=_key(request.POST["take-back"]))
    fields = QueryDict(mutable=True)
    for name, values in draft.fields.items():
        fields.setlist(name, values)
    fields["draft"], fields["draft-version"] = str(draft.pk), str(draft.version)
    fields["taken-back"] = localize(localtime(draft.saved_at))
    request.POST = fields


def settle(request):
    """The form is saved: its draft has done its work."""
    _own(request).filter(pk=_key(request.POST.get("draft"))).delete()


def address(draft):
    """The form a draft belongs to."""
    if draft.article_id:
        return reverse("admin:articles_article_change", args=[draft.article_id])
    return reverse("admin:articles_article_add")


def _own(request):
    return Draft.objects.filter(user=request.user)


def _key(text):
    """The key of a draft as a form sends it; None of anything else."""
    try:
        return UUID(text or "")
    except ValueError:
        return None


def _article(request):
    """The article a form is about, None for a new one, if the user may write there."""
    pk = request.POST.get("draft-article", "")
    act = "change" if pk else "add"
    if not request.user.has_perm(f"articles.{act}_article"):
        raise PermissionDenied
    return get_object_or_404(Article, pk=_number(pk)) if pk else None


def _newer(article, version):
    """Whether somebody has saved since the form was opened, as a sentence."""
    if version is None or article.version == _number(version):
        return ""
    event = EditorialEvent.objects.about(article).exclude(version=None).first()
    name = (event and event.by_name) or "—"
    return _(
        "%(name)s has saved this article since you opened it. When you save, what differs is "
        "merged, or shown to you."
    ) % {"name": name}


def _number(text):
    """What a form says as a number; 0 when it says none."""
    text = text or ""
    return int(text) if text.isdecimal() and len(text) < LONGEST_NUMBER else 0
