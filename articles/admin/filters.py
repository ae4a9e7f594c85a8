"""Filters of the admin's lists that need no query over the table to be shown."""

from datetime import datetime, time, timedelta

from django.contrib import admin
from django.utils.dateparse import parse_date
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _


class DateRange(admin.ListFilter):
    """From one day to another. Subclasses name the field when it is another one."""

    template = "admin/date_range.html"
    title = _("date")
    field = "date"

    def __init__(self, request, params, model, model_admin):
        super().__init__(request, params, model, model_admin)
        for name in self.expected_parameters():
            self.used_parameters[name] = params.pop(name, [""])[-1]

    def expected_parameters(self):
        return ["from", "until"]

    def has_output(self):
        return True

    def choices(self, changelist):
        """What the form has to carry along: the other filters and the search."""
        own = {*self.expected_parameters(), "p"}
        return [(name, value) for name, value in changelist.params.items() if name not in own]

    def days(self):
        """(first, last), None where nothing valid was given."""
        return tuple(_day(self.used_parameters[name]) for name in self.expected_parameters())

    def queryset(self, request, queryset):
        first, last = self.days()
        if first:
            queryset = queryset.filter(**{f"{self.field}__gte": first})
        if last:
            queryset = queryset.filter(**{f"{self.field}__lte": last})
        return queryset


class TimeRange(DateRange):
    """The same for a time stamp, compared as such: a cast to a date would be made for every row."""

    def days(self):
        first, last = super().days()
        return (
            first and make_aware(datetime.combine(first, time.min)),
            last and make_aware(datetime.combine(last, time.min) + timedelta(days=1)),
        )


def _day(typed):
    try:
        return parse_date(typed)
    except ValueError:
        return None
