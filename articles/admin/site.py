"""NewsroomSite: Django's admin under the newsroom's own roof."""

from django.contrib import admin


class NewsroomSite(admin.AdminSite):
    """The admin site of the newsroom."""
