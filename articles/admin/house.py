"""House style in an article's form: what it says of the text, and its buttons."""

from django.contrib import messages
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Article, NotAllowed
from articles.models.remark import fix, let_stand, remarks


def around(article):
    """{"remarks": [{"first", "all", "keys"}]}: the same mistake together, in the order of the text;
    `may_fix` where the words may be changed without a correction."""
    together = {}
    for remark in remarks([article])[article.pk]:
        mark = remark.mark
        same = (mark.kind, remark.words, mark.instead, remark.sentence)
        together.setdefault(same, []).append(remark)
    groups = [
        {"first": found[0], "all": found, "keys": ",".join(one.key for one in found)}
        for found in together.values()
    ]
    return {"remarks": groups, "may_fix": not article.keeps_words}


def is_asked(request):
    return "fix" in request.POST or "let-stand" in request.POST


def carry_out(request, pk):
    """Do what a button beside a remark asked for, after the form has been saved."""
    article = Article.objects.select_related("issue", "newspaper").get(pk=pk)
    keys = request.POST.get("fix") or request.POST.get("let-stand", "")
    keys = keys.split(",")
    try:
        if "fix" in request.POST:
            said = _("%(count)d mended.") % {"count": fix(article, keys, by=request.user)}
        else:
            reason = request.POST.get(f"reason-{keys[0]}", "")
            let_stand(article, keys, by=request.user, reason=reason)
            said = _("Let stand.")
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)


def tell(request, pk):
    """Say how much there is to look at in a text that was just saved, with the way there."""
    article = Article.objects.select_related("issue").get(pk=pk)
    if count := len(remarks([article])[pk]):
        said = ngettext(
            "House style: %(count)d place to look at.",
            "House style: %(count)d places to look at.",
            count,
        )
        address = f"{request.path}#style-group"
        said %= {"count": count}
        messages.warning(request, format_html('<a href="{}">{}</a>', address, said))
