"""What stands from day to day: newspapers, sections, columns, contributors; and the accounts."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.admin.base import TrackedAdmin
from articles.models import Column, Contributor, Newspaper, Section


@admin.register(Newspaper)
class NewspaperAdmin(TrackedAdmin):
    list_display = ["name", "slug", "city", "cn_number"]
    search_fields = ["name"]
    fieldsets = [
        (None, {"fields": [("name", "slug"), ("name_en", "city"), "slogan"]}),
        (_("Look"), {"fields": ["nameplate", ("accent", "position")]}),
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
