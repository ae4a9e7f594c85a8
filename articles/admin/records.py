"""What happened: editorial events, imports with what they left to a person, logins, all read only;
and the error ledger."""

from django.contrib import admin, messages
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles.admin.base import ListedAdmin, TrackedAdmin
from articles.admin.filters import DateRange, TimeRange
from articles.models import (
    EditorialEvent,
    ImportProblem,
    ImportRun,
    LoginAttempt,
    Mistake,
    Page,
)


class ReadOnlyAdmin(ListedAdmin):
    list_display_links = None

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class EventDate(TimeRange):
    field = "at"


@admin.register(EditorialEvent)
class EditorialEventAdmin(ReadOnlyAdmin):
    list_display = ["at", "by_name", "verb", "about", "note"]
    list_filter = ["verb", EventDate]
    search_fields = ["title"]
    ordering = ["-id"]

    @admin.display(description=_("subject"))
    def about(self, event):
        """With a link to the thing's history."""
        try:
            url = reverse(f"admin:articles_{event.subject}_history", args=[event.subject_id])
        except NoReverseMatch:
            return event.title
        return format_html('<a href="{}">{}</a>', url, event.title)


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnlyAdmin):
    list_display = ["source", "newspaper", "date", "edition", "status", "by", "started_at"]
    list_filter = ["newspaper", "status", DateRange]
    list_select_related = ["newspaper", "by"]
    search_fields = ["source_name"]
    ordering = ["-id"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("report")

    @admin.display(description=_("source"))
    def source(self, run):
        url = reverse("admin:import-report", args=[run.pk])
        return format_html('<a href="{}">{}</a>', url, run.source_name)


@admin.register(ImportProblem)
class ImportProblemAdmin(ReadOnlyAdmin):
    list_display = ["sentence", "page", "item", "needs_decision", "decided_at", "report"]
    list_filter = ["needs_decision", ("decided_at", admin.EmptyFieldListFilter)]
    list_select_related = ["run"]
    search_fields = ["text"]
    ordering = ["-id"]

    @admin.display(description=_("problem"))
    def sentence(self, problem):
        return problem.sentence

    @admin.display(description=_("import run"))
    def report(self, problem):
        url = reverse("admin:import-report", args=[problem.run_id])
        return format_html('<a href="{}">{}</a>', url, problem.run.source_name)


@admin.register(Mistake)
class MistakeAdmin(TrackedAdmin):
    """Written down from a page's proofs or the morning after; `?page=` names the page."""

    list_display = ["words", "instead", "kind", "where", "person", "weight", "is_printed"]
    list_filter = ["kind", "is_printed", "page__issue__newspaper"]
    list_select_related = ["page__issue"]
    search_fields = ["words", "instead", "person"]
    search_help_text = _("The words, or who answers for them")
    autocomplete_fields = ["page", "article"]
    fields = [
        ("page", "article"),
        ("words", "instead"),
        ("kind", "weight"),
        ("person", "is_printed", "found_on"),
        "note",
    ]

    def get_changeform_initial_data(self, request):
        """The page brings who answers for it; what is not out yet was caught in time."""
        initial = super().get_changeform_initial_data(request)
        page = Page.objects.select_related("issue").filter(pk=initial.get("page") or 0).first()
        if page:
            initial |= {"is_printed": page.issue.is_published, "person": page.editor}
        return initial

    @admin.display(description=_("page"))
    def where(self, mistake):
        return f"{mistake.page.issue.date.isoformat()} {mistake.page.label}"


@admin.register(LoginAttempt)
class LoginAttemptAdmin(ReadOnlyAdmin):
    list_display = ["at", "username", "address", "outcome", "unlocked_by"]
    list_filter = ["outcome", EventDate]
    search_fields = ["username", "address"]
    actions = ["unlock"]

    @admin.action(description=_("Unlock: these people may try again at once"), permissions=["view"])
    def unlock(self, request, attempts):
        people = {(attempt.username, attempt.address): attempt for attempt in attempts}
        for attempt in people.values():
            attempt.unlock(by=request.user)
        names = ", ".join(sorted({username for username, _address in people}))
        messages.success(request, _("May try again at once: %(names)s") % {"names": names})
