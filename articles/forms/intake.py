"""What is brought in: files, and which issue they are."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Edition, Newspaper

MOST_MEGABYTES = 200  # of the files brought in at once


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
