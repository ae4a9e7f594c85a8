"""NewsroomSite: Django's admin under the newsroom's own roof."""

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.urls import path
from django.utils.translation import gettext_lazy as _

from articles.admin import deleted, desk, drafts, history, intake, ledger, makeup, reviews, signing
from articles.forms import LoginForm


class Choices(AutocompleteJsonView):
    """What a choice with search offers: of the newspaper, and the issue, the form is about."""

    def get_queryset(self):
        things = super().get_queryset()
        fields, related = OFFERED.get(things.model._meta.model_name, ({}, []))
        for name, field in fields.items():
            given = self.request.GET.get(name, "")
            if given.isdecimal():
                things = things.filter(**{field: given[:9]})
        return things.select_related(*related) if related else things

    def serialize_result(self, thing, to_field_name):
        return super().serialize_result(thing, to_field_name) | {"text": told_apart(thing)}


# {model: ({what the form tells: field that must be it}, what its name is made of)}
OFFERED = {
    "article": ({"newspaper": "newspaper"}, ["issue", "page"]),
    "column": ({"newspaper": "newspaper"}, []),
    "contributor": ({"newspaper": "newspaper"}, []),
    "issue": ({"newspaper": "newspaper"}, ["newspaper"]),
    "page": ({"newspaper": "issue__newspaper", "issue": "issue"}, ["issue"]),
    "section": ({"newspaper": "newspaper"}, []),
}


def told_apart(thing):
    """A page or an article with the place it stands at: its name alone is one of many."""
    issue = getattr(thing, "issue", None)
    place = f"{issue.date} {getattr(thing, 'page', None) or ''}".strip() if issue else ""
    return f"{place} {thing}".strip()


class NewsroomSite(admin.AdminSite):
    """The admin site of the newsroom, and the addresses of its own screens."""

    site_header = site_title = _("Newsroom")
    index_title = _("Desk")
    enable_nav_sidebar = False
    login_form = LoginForm

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Nothing is deleted by the heap; each model says what may be deleted one at a time.
        self.disable_action("delete_selected")

    def get_urls(self):
        screens = [
            path("bin/", self.screen(deleted.contents), name="bin"),
            path("bin/<int:pk>/take-out/", self.screen(deleted.take_out), name="take-out"),
            path("drafts/", self.screen(drafts.keep), name="keep-draft"),
            path("drafts/<uuid:pk>/discard/", self.screen(drafts.discard), name="discard-draft"),
            path("errors/", self.screen(ledger.errors), name="errors"),
            path("counts/", self.screen(ledger.counts), name="counts"),
            path("import/", self.screen(intake.bring_in), name="import"),
            path("import/<int:pk>/", self.screen(intake.report), name="import-report"),
            path("import/<int:pk>/act/", self.screen(intake.act), name="import-act"),
            path("import/problems/<int:pk>/", self.screen(intake.decide), name="decide"),
            path("issues/<int:pk>/publish/", self.screen(desk.publish), name="publish"),
            path(
                "issues/<int:pk>/withdraw/", self.screen(desk.withdraw_issue), name="withdraw-issue"
            ),
            path("issues/<int:pk>/arrange/", self.screen(desk.arrange), name="arrange"),
            path("issues/<int:pk>/preflight/", self.screen(signing.preflight), name="preflight"),
            path("pages/<int:pk>/sign-off/", self.screen(signing.sign_off), name="sign-off"),
            path(
                "pages/<int:pk>/sign-off-sheet/", self.screen(signing.sheet), name="sign-off-sheet"
            ),
            path("pages/<int:pk>/make-up/", self.screen(makeup.make_up), name="make-up"),
            path("articles/<int:pk>/keywords/", self.screen(desk.keywords), name="keywords"),
            path("articles/<int:pk>/presence/", self.screen(drafts.presence), name="presence"),
            path("articles/<int:pk>/place/", self.screen(desk.place), name="place"),
            path("articles/<int:pk>/release/", self.screen(desk.release), name="release"),
            path(
                "articles/<int:pk>/withdraw/",
                self.screen(desk.withdraw_article),
                name="withdraw-article",
            ),
            path(
                "articles/<int:pk>/review-sheet/", self.screen(reviews.sheet), name="review-sheet"
            ),
            path(
                "articles/<int:pk>/bring-back/<int:event>/",
                self.screen(history.bring_back),
                name="bring-back",
            ),
            path("articles/<int:pk>/restore/", self.screen(desk.restore), name="restore"),
        ]
        return screens + super().get_urls()

    def screen(self, view):
        """A view of ours as one of the admin: for staff only, never cached, with our frame."""

        def framed(request, **arguments):
            request.admin_context = self.each_context(request)
            return view(request, **arguments)

        return self.admin_view(framed)

    def autocomplete_view(self, request):
        return Choices.as_view(admin_site=self)(request)

    def index(self, request, extra_context=None):
        return super().index(request, desk.home(request.user) | (extra_context or {}))
