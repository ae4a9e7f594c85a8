"""What stands from day to day: newspapers, sections, columns, contributors, the dictionary."""

from django.contrib import admin, messages
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.admin.base import ListedAdmin, PlainFields, TrackedAdmin
from articles.forms import StyleRulesForm, TermsForm
from articles.models import Assignment, Column, Contributor, Newspaper, Section, StyleRule, Term


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


class AddedTogether(TrackedAdmin):
    """What is added many at a time, by `many_form`, and changed one by one."""

    list_filter = ["newspaper", "kind"]
    list_select_related = ["newspaper"]

    def get_fields(self, request, obj=None):
        return self.fields if obj else ["newspaper", "kind", "words"]

    def get_form(self, request, obj=None, **kwargs):
        kwargs |= {} if obj else {"form": self.many_form}
        return super().get_form(request, obj, **kwargs)

    def add_view(self, request, form_url="", extra_context=None):
        """What is added is not one thing to go on with."""
        shown = {"show_save_and_continue": False, "show_save_and_add_another": False}
        return super().add_view(request, form_url, shown | (extra_context or {}))

    def save_model(self, request, obj, form, change):
        if change:
            return super().save_model(request, obj, form, change)
        for thing in form.things:
            thing.save(by=request.user)
        said = ngettext("%(count)d is new.", "%(count)d are new.", len(form.things))
        return messages.success(request, said % {"count": len(form.things)})

    def response_add(self, request, obj, post_url_continue=None):
        return redirect(f"admin:articles_{obj._meta.model_name}_changelist")


@admin.register(Term)
class TermAdmin(AddedTogether):
    purpose = _(
        "Names, places and columns of the newspaper's own. Search puts articles first that use "
        "them as words, suggests them, and takes them for keywords."
    )
    many_form = TermsForm
    list_display = ["text", "kind", "newspaper", "updated_at"]
    search_fields = ["text"]
    fields = ["newspaper", "text", "kind"]


@admin.register(StyleRule)
class StyleRuleAdmin(AddedTogether):
    purpose = _(
        "How the newspaper writes. Every article is held against these rules while it is edited "
        "and before it is published; a word that is not printed stops publication."
    )
    many_form = StyleRulesForm
    list_display = ["text", "instead", "kind", "explanation", "newspaper", "is_active"]
    search_fields = ["text", "instead"]
    fields = ["newspaper", ("text", "instead"), ("kind", "is_active"), "explanation"]
