"""New words of a newspaper's dictionary."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Newspaper, Term

MOST_TERMS = 1000


class TermsForm(forms.ModelForm):
    """New words of a newspaper's dictionary, as `terms`; those it has are passed over."""

    words = forms.CharField(
        label=gettext_lazy("words"),
        widget=forms.Textarea({"rows": 12}),
        help_text=gettext_lazy("One to a line, 2 to 16 characters each, at most 1,000 at a time."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("newspaper", Newspaper.objects.first())

    def clean(self):
        cleaned = super().clean()
        newspaper, typed = cleaned.get("newspaper"), cleaned.get("words", "")
        texts = dict.fromkeys(line.strip() for line in typed.splitlines() if line.strip())
        if len(texts) > MOST_TERMS:
            self.add_error("words", _("At most 1,000 words can be added at a time."))
        elif newspaper and texts and "kind" in cleaned:
            known = set(newspaper.terms.values_list("text", flat=True))
            new = [text for text in texts if text not in known]
            self.terms = [Term(newspaper=newspaper, kind=cleaned["kind"], text=t) for t in new]
            self._check()
        return cleaned

    def _check(self):
        if not self.terms:
            self.add_error("words", _("This newspaper's dictionary has all these words."))
        for term in self.terms:
            try:
                term.full_clean()
            except forms.ValidationError as error:
                told = {"word": term, "problem": error.messages[-1]}
                self.add_error("words", _("“%(word)s”: %(problem)s") % told)
