"""VersionedForm: the form of anything with a version merges with newer work, or refuses."""

from copy import copy

from django import forms
from django.forms.models import construct_instance
from django.utils.translation import gettext as _

from articles.forms.prose import ProseWidget
from articles.models import EditorialEvent, Stale
from articles.models.event import as_it_was
from articles.text.clean import clean_html, plain_text
from articles.text.difference import difference
from articles.text.merge import merge_paragraphs
from articles.text.paragraphs import blocks


class VersionedForm(forms.ModelForm):
    """Never saves over what somebody else saved since the form was opened.

    What only one of the two changed is merged, the prose by paragraph; `merged` says whose it was
    and which fields. Where both changed the same, nothing is saved: the form keeps what was
    typed, and the field carries the stored text as `newer` {"name", "text", "difference"}. The
    form has then taken the new version, so that saving once more is to overwrite knowingly; a
    box beside the newer text takes that instead.
    """

    merged = ""
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version

    def clean(self):
        cleaned = super().clean()
        for name in self.fields:
            if self.data.get(f"take-{self.add_prefix(name)}"):
                cleaned[name] = getattr(self.instance, name)
        if self.instance.pk and cleaned.get("version") != self.instance.version:
            self._merge(cleaned)
        return cleaned

    def _merge(self, cleaned):
        events = EditorialEvent.objects.after(self.instance, cleaned.get("version"))
        was = as_it_was(events or [])
        typed = construct_instance(self, copy(self.instance), list(self.fields))
        typed.unify_line_ends()
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = self.instance.version
        differing, taken = [], []
        for name in set(self.changed_data) & set(cleaned) - {"version"}:
            theirs, mine = (self._plain(one, name) for one in (self.instance, typed))
            old = was.get(self._column(name), theirs) if events is not None else None
            if mine == theirs or (theirs == old and events is not None):
                continue
            if mine == old:
                text = getattr(self.instance, name)
            elif (text := self._with_both(name, old, theirs, mine)) is None:
                differing.append(name)
                continue
            self._take(name, text)
            taken.append(str(self[name].label))
        if differing or events is None:
            self._refuse(differing)
        elif taken:
            who = "、".join(dict.fromkeys(event.by_name for event in events if event.by_name))
            told = {"who": who or "—", "fields": "、".join(taken)}
            self.merged = _("Merged with what %(who)s saved meanwhile: %(fields)s.") % told

    def _column(self, name):
        return self.instance._meta.get_field(name).attname

    def _plain(self, instance, name):
        """What the record would say of a field; of prose as it is stored."""
        plain = instance.plain(self._column(name))
        return clean_html(plain or "") if self._is_prose(name) else plain

    def _is_prose(self, name):
        return isinstance(self.fields[name].widget, ProseWidget)

    def _with_both(self, name, old, theirs, mine):
        """Prose with what both wrote, if in no paragraph both did; else None."""
        if old is None or not self._is_prose(name):
            return None
        paragraphs, differing = merge_paragraphs(*map(blocks, (old, theirs, mine)))
        return None if differing else "".join(paragraphs)

    def _take(self, name, value):
        """Go on with another value than was typed, in what is saved and in what is shown again."""
        self.cleaned_data[name] = value
        field = self.fields[name]
        self.data[self.add_prefix(name)] = field.prepare_value(getattr(value, "pk", value))

    def _refuse(self, names):
        self.add_error(None, str(Stale(self.instance)))
        for name in names:
            bound = self[name]
            stored = shown(bound.field, bound.field.prepare_value(self.initial.get(name)))
            typed = shown(bound.field, bound.value())
            if stored != typed and not bound.is_hidden:
                bound.newer = {
                    "name": bound.html_name,
                    "text": stored,
                    "difference": difference(stored, typed),
                }

    def _post_clean(self):
        """Check every constraint: Django skips those with a field that is not in the form."""
        super()._post_clean()
        if self.instance.pk and not self.errors:
            try:
                self.instance.validate_constraints()
            except forms.ValidationError as error:
                self.add_error(None, error.messages)


def shown(field, value):
    """A form field's value as text for people, with the line ends it is stored with."""
    if value in (None, ""):
        return ""
    if isinstance(field, forms.ModelChoiceField):
        return str(field.queryset.filter(pk=value).first() or value)
    if isinstance(field.widget, ProseWidget):
        return plain_text(clean_html(value))
    return str(dict(getattr(field, "choices", ())).get(value, value)).replace("\r\n", "\n")
