"""TrackedAdmin: how every model of the newsroom is listed, saved and told of in the admin."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.views.main import PAGE_VAR, ChangeList
from django.core.paginator import Page, Paginator
from django.db import models
from django.utils.translation import gettext as _

from articles.admin import history
from articles.admin.help_texts import HELP_TEXTS
from articles.forms import VersionedForm
from articles.models import Stale


class OpenPage(Page):
    """A page that has seen whether another one follows."""

    follows = False

    def has_next(self):
        return self.follows


class OpenPaginator(Paginator):
    """Knows whether a page follows, and never how many: that would count a million rows."""

    def page(self, number):
        start = (number - 1) * self.per_page
        rows = list(self.object_list[start : start + self.per_page + 1])
        page = OpenPage(rows[: self.per_page], number, self)
        page.follows = len(rows) > self.per_page
        return page


class NewsroomChangeList(ChangeList):
    """A list without totals, with a way to the next page and back."""

    def get_results(self, request):
        page = OpenPaginator(self.queryset, self.list_per_page).page(self.page_num)
        self.result_list = page.object_list
        self.result_count = len(page.object_list)
        self.full_result_count = None
        self.can_show_all = self.multi_page = False
        self.show_admin_actions = bool(page.object_list)
        self.paginator = Paginator(page.object_list, self.list_per_page)
        self.newer = self.page_link(self.page_num - 1) if page.has_previous() else ""
        self.older = self.page_link(self.page_num + 1) if page.has_next() else ""

    def page_link(self, number):
        return self.get_query_string({PAGE_VAR: number})


class ListedAdmin(admin.ModelAdmin):
    """A list that stays quick however long it is."""

    list_per_page = 50
    paginator = OpenPaginator
    sortable_by = ()  # sorting a million rows by anything that has no index takes seconds
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    view_on_site = False

    def get_changelist(self, request, **kwargs):
        return NewsroomChangeList


class PlainFields:
    """The browser's own calendar, boxes that grow, help; beside a choice only what adds to it."""

    formfield_overrides = {
        models.DateField: {"widget": forms.DateInput({"type": "date"}, "%Y-%m-%d")},
        models.DateTimeField: {
            "form_class": forms.DateTimeField,
            "widget": forms.DateTimeInput({"type": "datetime-local"}, "%Y-%m-%dT%H:%M"),
        },
        models.TextField: {"widget": forms.Textarea({"rows": 2, "data-grow": ""})},
    }

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field, forms.ModelChoiceField):
            for act in ("change", "delete", "view"):
                setattr(field.widget, f"can_{act}_related", False)
        if field and not field.help_text:
            field.help_text = HELP_TEXTS.get(str(db_field).removeprefix("articles.").lower(), "")
        return field


class TrackedAdmin(PlainFields, ListedAdmin):
    """A model with a version: stale saves are refused, and EditorialEvents tell its history."""

    form = VersionedForm
    save_on_top = False

    def get_readonly_fields(self, request, obj=None):
        """What is settled when it is created is only shown afterwards."""
        settled = self.model.lasting_fields if obj else ()
        return [*super().get_readonly_fields(request, obj), *settled]

    def save_model(self, request, obj, form, change):
        obj.save(by=request.user)
        tell_merged(request, form)

    def delete_model(self, request, obj):
        obj.delete(by=request.user)

    def save_formset(self, request, form, formset, change):
        for part in formset.save(commit=False):
            part.save(by=request.user)
        for part in formset.deleted_objects:
            part.delete(by=request.user)
        formset.save_m2m()

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Somebody may save between our form's check and our save; the check then runs again."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Stale:
            return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(self, request, context, **kwargs):
        if context.get("errors") and request.FILES:
            messages.warning(
                request, _("Choose the files again: a browser sends a file only once.")
            )
        return super().render_change_form(request, context, **kwargs)

    def history_view(self, request, object_id, extra_context=None):
        return history.of_one(self, request, object_id)

    def log_addition(self, request, obj, message):
        """EditorialEvent is the record; Django's own would say less, twice."""

    def log_change(self, request, obj, message):
        """As `log_addition`."""

    def log_deletions(self, request, queryset):
        """As `log_addition`."""


def tell_merged(request, form):
    if form.merged:
        messages.info(request, form.merged)


class Parts(PlainFields, admin.StackedInline):
    """Parts of a whole, one to a row, each with its own version."""

    form = VersionedForm
    extra = 0
