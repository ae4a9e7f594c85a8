"""LoginAttempt: who tried to enter the editing room, from where, and who has to wait."""

import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

TRIES = 5
PERIOD = datetime.timedelta(minutes=15)
KEPT = datetime.timedelta(days=365)  # the law asks for half a year of such records


class LoginOutcome(models.TextChoices):
    WRONG = "wrong", _("wrong name or password")
    LET_IN = "let_in", _("logged in")
    MADE_TO_WAIT = "made_to_wait", _("made to wait")
    UNLOCKED = "unlocked", _("unlocked by an administrator")


class LoginAttempt(models.Model):
    """One attempt. It is written before the password is looked at, as if it were wrong.

    So guesses made at the same moment, by whatever process answered them, count each other.
    """

    at = models.DateTimeField(_("time"), auto_now_add=True)
    username = models.CharField(_("username"), max_length=150)
    address = models.GenericIPAddressField(_("network address"), null=True)
    outcome = models.CharField(
        _("outcome"), max_length=20, choices=LoginOutcome, default=LoginOutcome.WRONG
    )
    unlocked_by = models.CharField(_("unlocked by"), max_length=150, blank=True)

    class Meta:
        ordering = ["-id"]
        default_permissions = ["view"]
        indexes = [
            models.Index(fields=["username", "address", "at"], name="login_who"),
            models.Index(fields=["at"], name="login_at"),
        ]
        verbose_name = _("login attempt")
        verbose_name_plural = _("login attempts")

    def __str__(self):
        return f"{self.username} {self.get_outcome_display()}"

    def wait_until(self):
        """When the next password will be looked at; None: this one may be.

        Nobody but an attacker fails five times in a row from one address, and by counting name
        and address together no attacker can keep an editor out who sits elsewhere.
        """
        series = LoginAttempt.objects.filter(
            username=self.username, address=self.address, at__gt=self.at - PERIOD
        ).exclude(outcome=LoginOutcome.MADE_TO_WAIT)[: TRIES + 1]
        moments = [attempt.at for attempt in series if attempt.outcome == LoginOutcome.WRONG]
        return moments[-1] + PERIOD if len(moments) > TRIES else None

    def end(self, outcome):
        """Write down how it ended; a login also clears what is too old to be kept."""
        self.outcome = outcome
        self.save(update_fields=["outcome"])
        if outcome == LoginOutcome.LET_IN:
            LoginAttempt.objects.filter(at__lt=self.at - KEPT).delete()

    def unlock(self, *, by):
        """Look at this person's next passwords from there at once."""
        LoginAttempt.objects.create(
            username=self.username,
            address=self.address,
            outcome=LoginOutcome.UNLOCKED,
            unlocked_by=by.get_username(),
        )
