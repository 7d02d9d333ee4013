"""What the reasons of a supervision list are called for people to read."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from alongside.handover import rules

WHY: dict[str, Any] = {
    rules.RED: _("serious now"),
    rules.NO_CONTACT: _("not met for three weeks, nothing booked"),
    rules.NO_REVIEW: _("no look back planned, or it is overdue"),
    rules.STUCK: _("nothing has moved for six months"),
}


def why(code: str) -> str:
    """One reason, in words."""
    return str(WHY[code])
