"""Signing in, and where a request comes from."""

import datetime
from ipaddress import ip_address, ip_network

from django import forms
from django.conf import settings
from django.contrib.admin.forms import AdminAuthenticationForm
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from articles.models import LoginAttempt, LoginOutcome


class LoginForm(AdminAuthenticationForm):
    """Login, slowed down for whoever guesses: see LoginAttempt."""

    def clean(self):
        if not (self.cleaned_data.get("username") and self.cleaned_data.get("password")):
            return super().clean()
        attempt = LoginAttempt.objects.create(
            username=self.cleaned_data["username"], address=network_address(self.request)
        )
        if until := attempt.wait_until():
            attempt.end(LoginOutcome.MADE_TO_WAIT)
            raise forms.ValidationError(
                _(
                    "Too many failed logins. Try again after %(time)s, or ask an administrator"
                    " to unlock you."
                ),
                params={"time": f"{localtime(until + datetime.timedelta(minutes=1)):%H:%M}"},
            )
        cleaned = super().clean()
        attempt.end(LoginOutcome.LET_IN)
        return cleaned


def network_address(request):
    """Where a request comes from; of IPv6 the /64, for a household has all of one; None: unknown.

    Behind the proxy it is what the proxy saw, the last in its header: what stands before that
    is the client's own word.
    """
    text = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        text = request.META.get("HTTP_X_FORWARDED_FOR", text).rpartition(",")[2].strip()
    try:
        address = ip_address(text)
    except ValueError:
        return None
    if address.version == 6:
        address = address.ipv4_mapped or ip_network((address, 64), strict=False)[0]
    return str(address)
