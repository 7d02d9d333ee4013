"""Opening one part of a record in an emergency: for four hours, told to two people at once, and always reviewed."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from alongside.access import denials, folders
from alongside.access.refusing import said
from alongside.access.viewer import Refused, Viewer

TRIES = 5
"""On one day; the database holds it (access.attempt)."""


def named(text: str) -> tuple[str, str]:
    """What somebody typed, as a record is found by it: an NHS number where it has ten digits, else a reference."""
    bare = "".join(sign for sign in text.upper() if sign.isalnum())
    if len(bare) == 10 and bare.isdigit():
        return "nhs number", bare
    return "reference", f"{bare[:2]}-{bare[2:5]}-{bare[5:]}"


def open_part(*, by: Viewer, token: bytes | None, who: str, kind: str, reason: str) -> int | None:
    """Open it; None where nothing is opened, whatever the cause. The try is written down first, on a connection of its own."""
    found_by, text = named(who)
    attempt = denials.attempt(token, by=found_by, text=text, kind=kind)
    if attempt is None:
        raise Refused(
            _("You have tried %(tries)s times today, so no more can be tried until tomorrow. Ring the safeguarding desk "
              "now, and 999 where a life is in danger.") % {"tries": TRIES}
        )  # fmt: skip
    with said(_("Say what has happened, and which part you need.")):
        return folders.call("select access.open_in_emergency(%s, %s)", attempt, reason)


def to_review(by: Viewer) -> list[dict[str, Any]]:
    """What waits for the viewer's review."""
    return folders.rows("select * from access.to_review()")


def review(*, by: Viewer, emergency: int, outcome: str, words: str) -> None:
    """Say what came of it, and why."""
    with said(_("Say how you see it, and why.")):
        folders.call("select access.review_emergency(%s, %s, %s)", emergency, outcome, words)


def moments(one: dict[str, Any]) -> dict[str, Any]:
    """The same with its times, which come as text in an answer for Today."""
    return {
        key: dt.datetime.fromisoformat(value)
        if key in ("opened_at", "review_by") and isinstance(value, str)
        else value
        for key, value in one.items()
    }
