"""Issues, their pages and the zones of the pages."""

import datetime

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import Exists, OuterRef
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from articles.admin import desk
from articles.admin.base import Parts, TrackedAdmin
from articles.admin.filters import DateRange
from articles.forms import PointsField
from articles.models import Article, Issue, MakeUp, Newspaper, Page, PageCredit, Zone


@admin.register(Issue)
class IssueAdmin(TrackedAdmin):
    list_display = ["date", "newspaper", "edition", "number", "status", "publish_at"]
    list_display_links = ["date"]
    list_filter = ["newspaper", "status", "edition", DateRange]
    list_select_related = ["newspaper"]
    search_fields = ["number"]
    search_help_text = _("The total issue number")
    fields = [("newspaper", "date"), ("edition", "number"), "title"]
    change_form_template = "admin/issue.html"

    def get_readonly_fields(self, request, obj=None):
        """A published issue stands at its address for ever."""
        address = ["date", "edition"] if obj and obj.publish_at else []
        return [*super().get_readonly_fields(request, obj), *address]

    def get_changeform_initial_data(self, request):
        return {"newspaper": Newspaper.objects.first()} | super().get_changeform_initial_data(
            request
        )

    def has_delete_permission(self, request, obj=None):
        """Only an issue in which nothing stands."""
        empty = obj and not obj.pages.exists() and not obj.articles.exists()
        return bool(empty) and super().has_delete_permission(request, obj)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        issue = self.get_object(request, object_id)
        board = desk.board(request, issue) if issue else {}
        return super().change_view(request, object_id, form_url, board | (extra_context or {}))


class PrintedOn(DateRange):
    """By the date of the issue.

    A short stretch is found by its issues and then sorted. A long one would be half the archive
    to sort, so its rows are taken in order and each is asked for its issue.
    """

    title = _("date of issue")
    longest_to_sort = datetime.timedelta(days=92)

    def queryset(self, request, queryset):
        first, last = self.days()
        if not (first or last):
            return queryset
        issues = super().queryset(request, Issue.objects.order_by())
        if first and last and last - first <= self.longest_to_sort:
            return queryset.filter(issue__in=issues)
        return queryset.filter(Exists(issues.filter(pk=OuterRef("issue"))))


class PageCredits(Parts):
    model = PageCredit
    fields = [("role", "person", "position")]


class Zones(Parts):
    """The zones of a page, drawn on its picture by a script."""

    model = Zone
    template = "admin/edit_inline/zones.html"
    formfield_overrides = {models.JSONField: {"form_class": PointsField}}
    fields = [("article", "role"), "points"]

    class Media:
        js = [forms.Script("articles/js/zones.js", type="module")]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("page").defer("page__furniture")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """The articles of the issue, fetched once for all zones."""
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "article":
            page = request.resolver_match.kwargs.get("object_id")
            field.queryset = Article.objects.filter(issue__pages=page).in_reading_order()
            listed = field.queryset.select_related("page").only(
                "headline", "summary", "page__label"
            )
            field.choices = [
                ("", field.empty_label),
                *((a.pk, f"{a.page.label if a.page else '—'} {a}") for a in listed),
            ]
        return field


@admin.register(Page)
class PageAdmin(TrackedAdmin):
    list_display = ["label", "title", "issue", "is_advert"]
    list_filter = [PrintedOn]
    list_select_related = ["issue__newspaper"]
    search_fields = ["=label", "title"]
    ordering = ["-id"]
    autocomplete_fields = ["issue"]
    fields = [("issue", "label", "number"), ("title", "is_advert"), ("image", "pdf")]
    inlines = [PageCredits, Zones]
    change_form_template = "admin/page.html"

    def get_inlines(self, request, obj):
        """Zones are drawn on a page that is there."""
        return self.inlines if obj else [PageCredits]

    def has_delete_permission(self, request, obj=None):
        """Only a page on which nothing stands."""
        empty = obj and not obj.articles.exists()
        return bool(empty) and super().has_delete_permission(request, obj)

    def render_change_form(self, request, context, obj=None, **kwargs):
        context["has_make_up"] = bool(obj) and MakeUp.objects.filter(page=obj).exists()
        return super().render_change_form(request, context, obj=obj, **kwargs)

    def response_post_save_change(self, request, obj):
        """Back to the board of the issue."""
        return redirect(f"{desk.address(obj.issue)}#page-{obj.pk}")

    response_post_save_add = response_post_save_change


@admin.register(Zone)
class ZoneAdmin(TrackedAdmin):
    list_display = ["page", "role", "article"]
    list_filter = ["role"]
    list_select_related = ["page", "article"]
    autocomplete_fields = ["page", "article"]
    formfield_overrides = {models.JSONField: {"form_class": PointsField}}
    fields = [("page", "role"), "article", "points"]
