"""New words of a newspaper's dictionary and new rules of its style, many at a time."""

import re

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Newspaper, StyleRule, Term

MOST = 1000
ARROW = re.compile(r"\s*(?:→|=>|\t)\s*")


class ManyForm(forms.ModelForm):
    """New things, one to a line, as `things`; lines that are known already are passed over."""

    words = forms.CharField(widget=forms.Textarea({"rows": 12}))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("newspaper", Newspaper.objects.first())

    def clean(self):
        cleaned = super().clean()
        typed = cleaned.get("words", "")
        lines = dict.fromkeys(line.strip() for line in typed.splitlines() if line.strip())
        if len(lines) > MOST:
            self.add_error("words", _("At most 1,000 words can be added at a time."))
        elif lines and {"newspaper", "kind"} <= cleaned.keys():
            self._make(lines, cleaned["newspaper"], cleaned["kind"])
        return cleaned

    def _make(self, lines, newspaper, kind):
        made = [self.made_of(line, newspaper=newspaper, kind=kind) for line in lines]
        known = self._meta.model.objects.filter(newspaper=newspaper)
        known = set(known.values_list("text", flat=True))
        self.things = [thing for thing in made if thing.text not in known]
        if not self.things:
            self.add_error("words", self.nothing_new)
        for thing in self.things:
            try:
                thing.full_clean()
            except forms.ValidationError as error:
                told = {"word": thing, "problem": error.messages[-1]}
                self.add_error("words", _("“%(word)s”: %(problem)s") % told)


class TermsForm(ManyForm):
    words = forms.CharField(
        label=gettext_lazy("words"),
        widget=forms.Textarea({"rows": 12}),
        help_text=gettext_lazy("One to a line, 2 to 16 characters each, at most 1,000 at a time."),
    )
    nothing_new = gettext_lazy("This newspaper's dictionary has all these words.")

    def made_of(self, line, **fields):
        return Term(text=line, **fields)


class StyleRulesForm(ManyForm):
    words = forms.CharField(
        label=gettext_lazy("rules"),
        widget=forms.Textarea({"rows": 12}),
        help_text=gettext_lazy(
            "One to a line, at most 1,000 at a time: the words, → and what is written instead or "
            "the person's post, → and why. Columns pasted from a spreadsheet will do."
        ),
    )
    nothing_new = gettext_lazy("All these rules are there.")

    def made_of(self, line, **fields):
        text, instead, why, *_more = [*ARROW.split(line), "", ""]
        return StyleRule(text=text, instead=instead, explanation=why, **fields)
