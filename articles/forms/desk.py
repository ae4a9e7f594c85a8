"""What an editor is asked before a verb is done; the corners of a zone."""

from django import forms
from django.utils.translation import gettext_lazy

from articles.models import Page


class PointsField(forms.JSONField):
    """The corners of a zone, which the form of its page draws on the page's picture."""

    widget = forms.Textarea({"rows": 1, "data-points": "", "data-grow": ""})

    def prepare_value(self, points):
        return "" if points is None else super().prepare_value(points)


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
