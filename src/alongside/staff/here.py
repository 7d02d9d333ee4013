"""Known here? Somebody who is with a colleague agrees that we ask whether they have a record.

It is asked by exact identifiers alone. Whoever works with the person says yes, and the record opens; a no, and nobody of that
number, are one answer for whoever asked: go on as new.
"""

from typing import Any

from django.utils.translation import gettext as _

from alongside.access import folders
from alongside.access.refusing import said
from alongside.access.viewer import Refused, Viewer
from alongside.staff.emergency import named


def ask(*, by: Viewer, who: str, called: str, parts: list[str], reason: str) -> None:
    """Ask those who work with them, if anybody does."""
    found_by, text = named(who)
    with said(
        _(
            "You have asked for twenty people since yesterday. Go on with this one as new, or ask again tomorrow."
        )
    ):
        folders.call("select access.ask_here(%s, %s, %s, %s, %s)", found_by, text, called, parts, reason)


def mine(by: Viewer) -> list[dict[str, Any]]:
    """What the viewer asked and was not let in to: still asked, or to go on as new."""
    return folders.rows("select * from access.my_asked_here()")


def to_answer(by: Viewer) -> list[dict[str, Any]]:
    """What colleagues ask of the viewer's people."""
    return folders.rows("select * from access.asked_of_me()")


def answer(*, by: Viewer, asked: int, line: int, let_in: bool) -> None:
    """Let them in for ninety days, or not."""
    if not any(one["id"] == asked and one["line"] == line for one in to_answer(by)):
        raise Refused(_("Somebody else has answered this in the meantime."))
    with said(_("Somebody else has answered this in the meantime.")):
        folders.call("select access.answer_here(%s, %s, %s)", asked, line, let_in)
