"""The bin: what was deleted, as the record keeps it, and the way back."""

from datetime import timedelta

from django.apps import apps
from django.db import models, transaction
from django.utils.translation import gettext as _

from articles.models.event import EditorialEvent, Verb
from articles.models.tracked import NotAllowed, Tracked, check

NEWEST = 500
TOGETHER = timedelta(minutes=1)  # within which parts were deleted before their whole


def tracked_models():
    """{name: model} of all that is tracked."""
    found = apps.get_app_config("articles").get_models()
    return {model._meta.model_name: model for model in found if issubclass(model, Tracked)}


def deleted(names):
    """The events of what was deleted and is not there again, newest first.

    `names` are the kinds of things to tell of. What belonged to something else that was deleted
    comes back with that, and is not told of.
    """
    known = tracked_models()
    events = EditorialEvent.objects.filter(verb=Verb.DELETED, subject__in=known)[:NEWEST]
    events = {(event.subject, event.subject_id): event for event in reversed(events)}
    for name, model in known.items():
        keys = [key for subject, key in events if subject == name]
        for key in model._base_manager.filter(pk__in=keys).values_list("pk", flat=True):
            del events[name, key]
    gone = [event for event in events.values() if not _owners(event) & events.keys()]
    gone.sort(key=lambda event: -event.pk)
    return [event for event in gone if event.subject in names]


def _owners(event):
    """{(kind, key)} of what it referred to."""
    model = tracked_models()[event.subject]
    fields = {name: model._meta.get_field(name) for name in event.changes}
    return {
        (field.related_model._meta.model_name, int(event.changes[name][0]))
        for name, field in fields.items()
        if isinstance(field, models.ForeignKey)
    }


def bring_back(event, *, by):
    """Make again what this event says was deleted, under its own key, with its parts.

    Refused, with a sentence, where something else has its place by now.
    """
    model = tracked_models().get(event.subject)
    if model is None or event.verb != Verb.DELETED:
        raise NotAllowed(_("Only what was deleted can be brought back."))
    with transaction.atomic():
        if model._base_manager.filter(pk=event.subject_id).exists():
            raise NotAllowed(_("It is there again already."))
        thing = model(
            pk=event.subject_id,
            version=event.version or 0,
            **{name: _value(model, name, event) for name in model.traced_fields()},
        )
        check(thing)
        thing.save(by=by, verb=Verb.RESTORED, force_insert=True)
        for part in _parts(event, model):
            bring_back(part, by=by)
    return thing


def _value(model, name, event):
    """A field's last value; the record leaves out what was empty."""
    field = model._meta.get_field(name)
    if name in event.changes:
        return field.to_python(event.changes[name][0])
    if field.null:
        return None
    if isinstance(field, models.BooleanField):
        return False
    if isinstance(field, models.IntegerField | models.FloatField):
        return 0
    return "" if field.empty_strings_allowed else field.get_default()


def _parts(event, model):
    """What was deleted with it."""
    for name in model.parts:
        link = model._meta.get_field(name)
        yield from EditorialEvent.objects.filter(
            verb=Verb.DELETED,
            subject=link.related_model._meta.model_name,
            pk__lt=event.pk,
            at__gte=event.at - TOGETHER,
            **{f"changes__{link.field.attname}__0": str(event.subject_id)},
        )
