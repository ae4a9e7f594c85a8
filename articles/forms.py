"""What people type: the editors' forms."""

import datetime
import json
from ipaddress import ip_address, ip_network

from django import forms
from django.conf import settings
from django.contrib.admin.forms import AdminAuthenticationForm
from django.templatetags.static import static
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Edition, LoginAttempt, LoginOutcome, Newspaper, Page, Stale, Term
from articles.text.clean import clean_html, plain_text
from articles.text.difference import difference

MOST_TERMS = 1000
MOST_MEGABYTES = 200  # of the files brought in at once


class LoginForm(AdminAuthenticationForm):
    """Login, slowed down for whoever guesses: see LoginAttempt."""

    def clean(self):
        if not (self.cleaned_data.get("username") and self.cleaned_data.get("password")):
            return super().clean()
        attempt = LoginAttempt.objects.create(
            username=self.cleaned_data["username"], address=network_address(self.request)
        )
        if until := attempt.wait_until():
            attempt.end(LoginOutcome.MADE_TO_WAIT)
            raise forms.ValidationError(
                _(
                    "Too many failed logins. Try again after %(time)s, or ask an administrator"
                    " to unlock you."
                ),
                params={"time": f"{localtime(until + datetime.timedelta(minutes=1)):%H:%M}"},
            )
        cleaned = super().clean()
        attempt.end(LoginOutcome.LET_IN)
        return cleaned


def network_address(request):
    """Where a request comes from; of IPv6 the /64, for a household has all of one; None: unknown.

    Behind the proxy it is what the proxy saw, the last in its header: what stands before that
    is the client's own word.
    """
    text = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        text = request.META.get("HTTP_X_FORWARDED_FOR", text).rpartition(",")[2].strip()
    try:
        address = ip_address(text)
    except ValueError:
        return None
    if address.version == 6:
        address = address.ipv4_mapped or ip_network((address, 64), strict=False)[0]
    return str(address)


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


class PointsField(forms.JSONField):
    """The corners of a zone, which the form of its page draws on the page's picture."""

    widget = forms.Textarea({"rows": 1, "data-points": "", "data-grow": ""})

    def prepare_value(self, points):
        return "" if points is None else super().prepare_value(points)


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One text, or any number of PDFs, told apart by what is in them: a list of files."""

    widget = FilesInput

    def clean(self, files, initial=None):
        cleaned = [super(FilesField, self).clean(file, initial) for file in files or [None]]
        pdfs = [is_pdf(file) for file in cleaned]
        if len(cleaned) > 1 and not all(pdfs):
            name = cleaned[pdfs.index(False)].name
            raise forms.ValidationError(
                _("%(name)s is not a PDF. Bring texts in one by one.") % {"name": name}
            )
        if sum(file.size for file in cleaned) > MOST_MEGABYTES * 1024 * 1024:
            raise forms.ValidationError(
                _("The files are larger than %(limit)s MB together.") % {"limit": MOST_MEGABYTES}
            )
        return cleaned


def is_pdf(file):
    start = file.read(1024)
    file.seek(0)
    return b"%PDF-" in start


class ImportForm(forms.Form):
    newspaper = forms.ModelChoiceField(Newspaper.objects.all(), label=gettext_lazy("newspaper"))
    source = FilesField(
        label=gettext_lazy("files"),
        allow_empty_file=True,
        help_text=gettext_lazy(
            "The press PDFs of an issue, all at once; or the text of a page or of a whole issue,"
            " as the page system dumps it. Choose them, or drop them here."
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
