"""What stands from day to day: newspapers, sections, columns, contributors, the dictionary."""

from django.contrib import admin, messages
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.admin.base import ListedAdmin, PlainFields, TrackedAdmin
from articles.forms import TermsForm
from articles.models import Assignment, Column, Contributor, Newspaper, Section, Term


@admin.register(Newspaper)
class NewspaperAdmin(TrackedAdmin):
    list_display = ["name", "slug", "city", "cn_number"]
    search_fields = ["name"]
    fieldsets = [
        (None, {"fields": [("name", "slug"), ("name_en", "city"), "slogan"]}),
        (_("Look"), {"fields": ["nameplate", ("accent", "position")]}),
        (_("Editing room"), {"fields": ["review_levels", "proof_rounds", "closing_time"]}),
        (
            _("Imprint"),
            {
                "fields": [
                    ("cn_number", "issn"),
                    ("post_code", "price"),
                    "sponsors",
                    ("publisher", "editor_in_chief"),
                    ("address", "zip_code"),
                    ("email", "printer"),
                    "hotlines",
                ]
            },
        ),
        (
            _("Filings"),
            {"fields": [("icp_number", "police_number"), ("news_licence", "complaints")]},
        ),
    ]

    def has_delete_permission(self, request, obj=None):
        """Everything printed hangs on it."""
        return False


@admin.register(Assignment)
class AssignmentAdmin(PlainFields, ListedAdmin):
    list_display = ["user", "newspaper", "section"]
    list_filter = ["newspaper"]
    list_select_related = ["user", "newspaper", "section"]
    search_fields = ["user__username"]


@admin.register(Section)
class SectionAdmin(TrackedAdmin):
    list_display = ["name", "newspaper", "slug", "position"]
    list_filter = ["newspaper"]
    list_select_related = ["newspaper"]
    search_fields = ["name"]
    fields = ["newspaper", ("name", "slug"), ("name_en", "position")]


@admin.register(Column)
class ColumnAdmin(TrackedAdmin):
    list_display = ["name", "newspaper", "honor", "position"]
    list_filter = ["newspaper"]
    list_select_related = ["newspaper"]
    search_fields = ["name"]
    fields = ["newspaper", ("name", "slug"), ("name_en", "position"), "honor", "description"]


@admin.register(Contributor)
class ContributorAdmin(TrackedAdmin):
    list_display = ["name", "affiliation", "title", "newspaper"]
    list_filter = ["newspaper"]
    list_select_related = ["newspaper"]
    search_fields = ["name", "affiliation"]
    autocomplete_fields = ["user"]
    fields = ["newspaper", ("name", "affiliation"), ("title", "user"), "bio"]


@admin.register(Term)
class TermAdmin(TrackedAdmin):
    """Words are added many at a time and changed one by one."""

    purpose = _(
        "Names, places and columns of the newspaper's own. Search puts articles first that use "
        "them as words, suggests them, and takes them for keywords."
    )
    list_display = ["text", "kind", "newspaper", "updated_at"]
    list_filter = ["newspaper", "kind"]
    list_select_related = ["newspaper"]
    search_fields = ["text"]

    def get_fields(self, request, obj=None):
        return ["newspaper", "text", "kind"] if obj else ["newspaper", "kind", "words"]

    def get_form(self, request, obj=None, **kwargs):
        return super().get_form(request, obj, **kwargs | ({} if obj else {"form": TermsForm}))

    def add_view(self, request, form_url="", extra_context=None):
        """What is added is not one thing to go on with."""
        shown = {"show_save_and_continue": False, "show_save_and_add_another": False}
        return super().add_view(request, form_url, shown | (extra_context or {}))

    def save_model(self, request, obj, form, change):
        if change:
            return super().save_model(request, obj, form, change)
        for term in form.terms:
            term.save(by=request.user)
        said = ngettext("%(count)d new word.", "%(count)d new words.", len(form.terms))
        return messages.success(request, said % {"count": len(form.terms)})

    def response_add(self, request, obj, post_url_continue=None):
        return redirect("admin:articles_term_changelist")
