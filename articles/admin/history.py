"""What was done to a thing, by whom and when, with differences a Chinese reader can read."""

from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import FieldDoesNotExist, PermissionDenied
from django.db import models
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.dateparse import parse_datetime
from django.utils.formats import localize
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.models import Article, EditorialEvent, NotAllowed
from articles.models.review import REVIEWED_FIELDS
from articles.text.clean import plain_text
from articles.text.difference import DELETED, INSERTED, difference, elided

SHOWN = 200
# A new article's first text is in the article; its history need not repeat it.
LONGEST_FIRST_TEXT = 80
LONGEST_NUMBER = 10


def of_one(model_admin, request, object_id):
    """The history page of one object, in place of Django's."""
    thing = model_admin.get_object(request, object_id)
    if thing is None:
        raise Http404
    if not model_admin.has_view_or_change_permission(request, thing):
        raise PermissionDenied
    events = list(EditorialEvent.objects.about(thing, *_parts(model_admin, thing))[:SHOWN])
    context = model_admin.admin_site.each_context(request) | {
        "title": _("History of %(thing)s") % {"thing": thing},
        "opts": model_admin.opts,
        "object": thing,
        "acts": told(events),
        "can_come_back": _can_come_back(events, thing),
    }
    return TemplateResponse(request, "admin/history.html", context)


@permission_required("articles.change_article", raise_exception=True)
@require_POST
def bring_back(request, pk, event):
    """Give an article the text it had after one of its events; what it has now stays on record."""
    article = get_object_or_404(Article, pk=pk)
    event = get_object_or_404(EditorialEvent.objects.about(article), pk=event)
    seen = request.POST.get("version", "")
    article.version = int(seen) if seen.isdecimal() and len(seen) < LONGEST_NUMBER else None
    try:
        article.bring_back(event, by=request.user)
        messages.success(request, _("The article has that text again."))
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    return redirect("admin:articles_article_history", pk)


def _can_come_back(events, thing):
    """The keys of the events after which an article read otherwise than now."""
    keys, reads_otherwise = set(), False
    for event in events if isinstance(thing, Article) else ():
        if event.subject != "article":
            continue
        if reads_otherwise:
            keys.add(event.pk)
        reads_otherwise = reads_otherwise or any(
            name in REVIEWED_FIELDS and isinstance(change, list) and change[0]
            for name, change in event.changes.items()
        )
    return keys


def _parts(model_admin, thing):
    """What is edited on the same page: the credits and photos of an article."""
    for inline in model_admin.inlines:
        yield from inline.model._base_manager.filter(**{model_admin.opts.model_name: thing})


def told(events):
    """[(event, [(label, difference)])], foreign keys named, with one query per related model."""
    events = list(events)
    names = _names(events)
    return [(event, list(_changes(event, names))) for event in events]


def _changes(event, names):
    model = _model(event)
    for name, change in event.changes.items():
        old, new = change if isinstance(change, list) else ("", change)
        field = _field(model, name)
        old, new = (_readable(field, value, names) for value in (old, new))
        if old == new and field:
            old, new = (str(value or "") for value in change)
        if not old and len(new) > LONGEST_FIRST_TEXT:
            new = new[:LONGEST_FIRST_TEXT] + "…"
        yield (field.verbose_name if field else name), _difference(field, old, new)


def _difference(field, old, new):
    """To the character for what is written; a name or a date is another one as a whole."""
    if isinstance(field, models.CharField | models.TextField) and not field.choices:
        return list(elided(difference(old, new)))
    return [(kind, text) for kind, text in ((DELETED, old), (INSERTED, new)) if text]


def _readable(field, value, names):
    """A stored value as people say it. HTML is compared as text unless only its marks changed."""
    if value in (None, ""):
        return ""
    if isinstance(field, models.ForeignKey):
        return names.get((field.related_model, str(value)), str(value))
    if isinstance(field, models.DateTimeField):
        return localize(localtime(parse_datetime(value)))
    if isinstance(field, models.TextField) and field.name == "body":
        return plain_text(value)
    if field and field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return str(value)


def _names(events):
    """{(model, key): name} of every foreign key the events mention."""
    wanted = {}
    for event in events:
        for name, change in event.changes.items():
            field = _field(_model(event), name)
            if isinstance(field, models.ForeignKey) and isinstance(change, list):
                wanted.setdefault(field.related_model, set()).update(filter(None, change))
    return {
        (model, str(thing.pk)): str(thing)
        for model, keys in wanted.items()
        for thing in _with_newspaper(model).filter(pk__in=keys)
    }


def _with_newspaper(model):
    """An issue says its newspaper's name."""
    things = model._base_manager.all()
    is_issue = model._meta.model_name == "issue"
    return things.select_related("newspaper") if is_issue else things


def _model(event):
    registered = {model._meta.model_name: model for model in admin.site._registry}
    return registered.get(event.subject)


def _field(model, name):
    try:
        return model and model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
