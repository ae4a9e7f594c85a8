"""The prose editor, with the styles of a newspaper."""

import json

from django import forms
from django.templatetags.static import static
from django.utils.translation import gettext as _


class ProseWidget(forms.Textarea):
    """The prose editor with the styles of a newspaper. Without JavaScript, the HTML itself.

    The editor's module is named in a data attribute and imported from there: an import map
    would be an inline script.
    """

    class Media:
        css = {"all": ["django_prose_editor/editor.css"]}
        js = [forms.Script("articles/js/prose.js", type="module")]

    photos = ()  # of the article, as `Article.prepared` has them: they can be put into the text

    def __init__(self, attrs=None):
        super().__init__({"class": "prose", "rows": 20} | (attrs or {}))

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"] |= {
            "data-prose": static("django_prose_editor/editor.js"),
            "data-words": json.dumps(prose_words(), ensure_ascii=False),
            "data-photos": json.dumps(self.photos, ensure_ascii=False),
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
        "URL": _("Web address"),
        "Edit Link": _("Edit link"),
        "Image URL": _("Address of the picture (/media/…)"),
        "Alternative Text": _("What the picture shows"),
        "Caption": _("Caption"),
        "Edit Figure": _("Edit figure"),
        "Edit Image": _("Edit picture"),
        "Photo": _("photo"),
        "Into the text:": _("Into the text:"),
        "Pictures are added under Photos; saved ones can be put into the text here.": _(
            "Pictures are added under Photos; saved ones can be put into the text here."
        ),
        "Add caption": _("Add caption"),
        "Remove caption": _("Remove caption"),
    }
