"""The application, and the admin site that every ModelAdmin of the project registers with."""

from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps  # a class imported here would be a default
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    default = True
    name = "articles"
    verbose_name = _("Newsroom")

    def ready(self):
        import_module("articles.checks")


class NewsroomAdminConfig(admin_apps.AdminConfig):
    default = False
    default_site = "articles.admin.site.NewsroomSite"

    def ready(self):
        """Load our ModelAdmins before anybody else asks for the site.

        Asked first, the site would import them while it is being made, and they would register
        with a second one that is thrown away.
        """
        import_module("articles.admin")
        super().ready()
