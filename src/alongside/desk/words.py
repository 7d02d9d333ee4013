"""What the desk's choices are called for people to read."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from alongside.people.codes import PARTS

KINDS: tuple[tuple[str, Any], ...] = (
    ("disclosure", _("Somebody told of harm, or I saw it")),
    ("life", _("A threat to somebody’s life")),
    ("staff", _("A threat to somebody who works here")),
    ("child", _("A child may come to harm")),
    ("adult", _("An adult who cannot keep themselves safe may come to harm")),
    ("other", _("Something else that somebody should know")),
)
DANGER: tuple[tuple[str, Any], ...] = (
    ("now", _("Yes, now")),
    ("soon", _("Not this minute, and soon")),
    ("no", _("No")),
    ("unsure", _("I cannot tell")),
)
# The ways in which something is told without the person's knowledge: decided here, and kept here.
WAYS: tuple[tuple[str, Any, Any], ...] = (
    ("desk", _("To keep somebody safe"), _("Decided here, on what was passed on")),
    ("duty", _("Duty to warn"), _("There is a threat to a life, and whoever it is made against or police are told")),
    ("marac", _("MARAC"), _("A meeting about somebody at high risk of serious harm")),
    ("safeguarding", _("Safeguarding of a child or an adult"), ""),
    ("court", _("A court’s order"), ""),
)  # fmt: skip


def kind(code: str) -> str:
    """What sort of worry it is."""
    return str(dict(KINDS).get(code, code))


def danger(code: str) -> str:
    """Is anyone in danger, as it was answered."""
    return str(dict(DANGER).get(code, code))


def way(code: str) -> str:
    """A way of telling, in words."""
    return str(next((words for known, words, _more in WAYS if known == code), code))


def part(code: str) -> str:
    """A part of the record, short."""
    return str(PARTS.get(code, {"contact": _("how to reach them")}.get(code, code)))


def moment(text: str | None) -> dt.datetime | None:
    """A time that came as text in an answer of the database."""
    return dt.datetime.fromisoformat(text) if text else None
