"""What people type: the editors' forms."""

from articles.forms.article import ArticleForm, CorrectionForm
from articles.forms.desk import PlaceForm, PointsField, PublishForm, ReasonForm
from articles.forms.intake import ImportForm, is_pdf
from articles.forms.login import LoginForm, network_address
from articles.forms.terms import StyleRulesForm, TermsForm
from articles.forms.versioned import VersionedForm

__all__ = [
    "ArticleForm",
    "CorrectionForm",
    "ImportForm",
    "LoginForm",
    "PlaceForm",
    "PointsField",
    "PublishForm",
    "ReasonForm",
    "StyleRulesForm",
    "TermsForm",
    "VersionedForm",
    "is_pdf",
    "network_address",
]
