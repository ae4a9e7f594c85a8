"""The form of an article."""

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.forms.prose import ProseWidget
from articles.forms.versioned import VersionedForm
from articles.models import CorrectionKind, NotAllowed


class ArticleForm(VersionedForm):
    """Refuses other words for what is published."""

    correction = None  # what the words were saved with, for the photos that are saved after them

    class Meta:
        widgets = {
            "kicker": forms.Textarea({"rows": 1, "data-count": "", "data-grow": ""}),
            "headline": forms.Textarea({"rows": 2, "data-count": "", "data-grow": ""}),
            "subheadline": forms.Textarea({"rows": 1, "data-count": "", "data-grow": ""}),
            "byline": forms.Textarea({"rows": 1, "data-grow": ""}),
            "body": ProseWidget({"data-count": ""}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        photos = self.instance.prepared.get("photos", ())
        self.fields["body"].widget.photos = [photo for photo in photos if photo["src"]]

    @property
    def taken_back(self):
        """When the text was typed, if this is a draft taken back: it is shown, and not saved."""
        return self.data.get("taken-back", "")

    def _post_clean(self):
        super()._post_clean()
        if self.taken_back:
            self.add_error(None, _("This is an unsaved text."))
        if self.instance.pk and not self.errors:
            try:
                self.instance.refuse_other_words(self.instance.stored())
            except NotAllowed as refusal:
                self.add_error("note" if "note" in self.fields else None, str(refusal))


class CorrectionForm(ArticleForm):
    """That of a published article, for who may correct it: its words change with a note."""

    kind = forms.ChoiceField(
        label=_("kind"), choices=CorrectionKind, initial=CorrectionKind.CORRECTION
    )
    note = forms.CharField(
        label=_("what was wrong"),
        required=False,
        widget=forms.Textarea({"rows": 2, "data-grow": ""}),
        help_text=_(
            "Needed for other words, captions or photos. Readers see it with the article and in "
            "the list of corrections, unless only the transcript is mended."
        ),
    )

    def clean(self):
        cleaned = super().clean()
        self.instance.is_being_corrected = bool(cleaned.get("note"))
        return cleaned
