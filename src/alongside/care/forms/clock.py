"""A day and a time in London, where the clocks change twice a year."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as said_now
from django.utils.translation import gettext_lazy as _

from alongside.care import rules
from alongside.web import forms


class ClockForm(forms.Form):
    """A form with days and times: an hour that is left out is refused, one that comes twice is asked about."""

    moments: tuple[tuple[str, str], ...] = ()
    """Names of a day and its time."""
    which_hour = forms.Radios(
        label=_("The clocks go back that night, and this time comes twice. Which is meant?"),
        choices=[("first", _("The first, before they go back")), ("second", _("The second, an hour later"))],
        required=False,
    )
    comes_twice = False

    def clean(self) -> dict[str, Any]:
        """Each time is one moment."""
        data: dict[str, Any] = super().clean() or {}
        for on, at in self.moments:
            day, time = data.get(on), data.get(at)
            if not day or not time:
                continue
            found = rules.moments(day, time)
            if not found:
                self.add_error(
                    at, said_now("The clocks go forward that night: there is no such time. Choose one from 2.00 on.")
                )  # fmt: skip
            elif len(found) == 2:
                self.comes_twice = True
                if not data.get("which_hour") and "which_hour" not in self.errors:
                    self.add_error("which_hour", said_now("Choose one."))
        return data

    def moment(self, on: str, at: str) -> dt.datetime | None:
        """The moment that a day and a time are."""
        day, time = self.cleaned_data.get(on), self.cleaned_data.get(at)
        found = rules.moments(day, time) if day and time else ()
        if not found:
            return None
        return found[-1] if self.cleaned_data.get("which_hour") == "second" else found[0]
