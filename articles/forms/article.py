"""The form of an article."""

from django import forms

from articles.forms.prose import ProseWidget
from articles.forms.versioned import VersionedForm


class ArticleForm(VersionedForm):
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
