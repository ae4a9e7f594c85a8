"""VersionedForm: the form of anything with a version refuses to save over newer work."""

from django import forms

from articles.forms.prose import ProseWidget
from articles.models import Stale
from articles.text.clean import clean_html, plain_text
from articles.text.difference import difference


class VersionedForm(forms.ModelForm):
    """Refuses to save over what somebody else saved since the form was opened.

    The refused form keeps what was typed. Each field that differs from the stored text carries
    it as `newer` {"text", "difference"}; the form has taken the new version, so that saving
    once more is to overwrite knowingly.
    """

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk and self.cleaned_data.get("version") != self.instance.version:
            self._refuse()
        return cleaned

    def _refuse(self):
        self.add_error(None, str(Stale(self.instance)))
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = self.instance.version
        for name in self.changed_data:
            bound = self[name]
            stored = shown(bound.field, bound.field.prepare_value(self.initial.get(name)))
            typed = shown(bound.field, bound.value())
            if stored != typed and not bound.is_hidden:
                bound.newer = {"text": stored, "difference": difference(stored, typed)}

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
