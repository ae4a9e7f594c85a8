"""What people type: the editors' forms."""

import json

from django import forms
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Edition, Newspaper, Page, Stale
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
            stored = shown(bound.field, self.initial.get(name))
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


class ProseWidget(forms.Textarea):
    """The prose editor with the styles of a newspaper. Without JavaScript, the HTML itself.

    The editor's module is named in a data attribute and imported from there: an import map
    would be an inline script.
    """

    class Media:
        css = {"all": ["django_prose_editor/editor.css"]}
        js = [forms.Script("articles/js/prose.js", type="module")]

    def __init__(self, attrs=None):
        super().__init__({"class": "prose", "rows": 20} | (attrs or {}))

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"] |= {
            "data-prose": static("django_prose_editor/editor.js"),
            "data-words": json.dumps(prose_words(), ensure_ascii=False),
        }
        return context

    def use_required_attribute(self, initial):
        return False


def prose_words():
    """{English: translation} of what the prose editor's own script says."""
    return {
        "Text": _("Text"),
        "Body text": _("Body text"),
        "Subhead": _("Subhead"),
        "Quote": _("Quote"),
        "Bulleted list": _("Bulleted list"),
        "Numbered list": _("Numbered list"),
        "Strong": _("Strong"),
        "Emphasis": _("Emphasis"),
        "Picture credit": _("Picture credit"),
        "Link": _("Link"),
        "Remove link": _("Remove link"),
        "Figure": _("Figure"),
        "Table": _("Table"),
        "Add row": _("Add row"),
        "Delete row": _("Delete row"),
        "Add column": _("Add column"),
        "Delete column": _("Delete column"),
        "Heading cell": _("Heading cell"),
        "Delete table": _("Delete table"),
        "Undo": _("Undo"),
        "Redo": _("Redo"),
        "Update": _("Update"),
        "Cancel": _("Cancel"),
        "Insert": _("Insert"),
        "URL": _("Web address"),
        "Title": _("Words shown over the link"),
        "Edit Link": _("Edit link"),
        "Image URL": _("Address of the picture (/media/…)"),
        "Alternative Text": _("What the picture shows"),
        "Caption": _("Caption"),
        "Edit Figure": _("Edit figure"),
        "Edit Image": _("Edit picture"),
        "Insert Figure": _("Insert figure"),
        "Add caption": _("Add caption"),
        "Remove caption": _("Remove caption"),
    }


class ArticleForm(VersionedForm):
    class Meta:
        widgets = {
            "kicker": forms.Textarea({"rows": 1, "data-count": "", "data-grow": ""}),
            "headline": forms.Textarea({"rows": 2, "data-count": "", "data-grow": ""}),
            "subheadline": forms.Textarea({"rows": 1, "data-count": "", "data-grow": ""}),
            "byline": forms.Textarea({"rows": 1, "data-grow": ""}),
            "author_note": forms.Textarea({"rows": 2, "data-grow": ""}),
            "body": ProseWidget({"data-count": ""}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        section = self.fields.get("section")
        if section and self.instance.newspaper_id:
            section.queryset = section.queryset.filter(newspaper=self.instance.newspaper_id)


class ImportForm(forms.Form):
    newspaper = forms.ModelChoiceField(Newspaper.objects.all(), label=gettext_lazy("newspaper"))
    source = forms.FileField(
        label=gettext_lazy("file"),
        allow_empty_file=True,
        help_text=gettext_lazy(
            "The text of a page or of a whole issue, as the page system dumps it."
        ),
    )
    date = forms.DateField(
        label=gettext_lazy("date"),
        required=False,
        widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
        help_text=gettext_lazy("Leave it empty when the file says its date."),
    )
    edition = forms.ChoiceField(
        label=gettext_lazy("edition"), choices=Edition, initial=Edition.DAILY
    )
    page_label = forms.RegexField(
        r"^[A-Z]{0,4}[0-9]{1,3}$",
        label=gettext_lazy("page"),
        required=False,
        help_text=gettext_lazy("Only when the file is one page and does not say which: A01."),
        error_messages={"invalid": gettext_lazy("A page label reads like 01, A01 or T12.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("newspaper", Newspaper.objects.first())


class PublishForm(forms.Form):
    at = forms.DateTimeField(
        label=gettext_lazy("Public from"),
        required=False,
        widget=forms.DateTimeInput({"type": "datetime-local"}),
        help_text=gettext_lazy("Empty: at once."),
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea({"rows": 3, "data-grow": ""}),
        help_text=gettext_lazy("Readers see it at the address of what is withdrawn."),
    )


class PlaceForm(forms.Form):
    """Where an article goes: a page of one of the newest issues, or the pool."""

    page = forms.ModelChoiceField(
        Page.objects.none(),
        label=gettext_lazy("page"),
        required=False,
        empty_label=gettext_lazy("(the pool, on no page)"),
    )

    def __init__(self, newspaper, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["page"].queryset = Page.objects.open_in(newspaper)
        self.fields["page"].label_from_instance = lambda page: f"{page.issue} {page}"
