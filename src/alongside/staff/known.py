"""People whom somebody who works here knows outside work: their records are closed to that colleague, whatever is granted.

What is typed of somebody is never looked up for whoever types it, and what came of it is not told to them: either would
tell who is here.
"""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from alongside.access import folders
from alongside.access.refusing import said
from alongside.access.viewer import Person, Refused, Viewer, end_of


def record(*, by: Viewer, person: Person, staff: int, why: str, until: dt.date | None = None) -> None:
    """Close a person's record to a colleague, or to oneself, at once."""
    with said(_("They no longer work here.")):
        folders.call(
            "select access.record_conflict(%s, %s, %s, %s)",
            person.folders()[0],
            staff,
            why,
            end_of(until) if until else None,
        )


def end(*, by: Viewer, conflict: int, why: str) -> None:
    """It was a mistake, or is over: grants count again from now."""
    folders.call("select access.end_conflict(%s, %s)", conflict, why)


def tell(*, by: Viewer, name: str, why: str, words: str = "") -> None:
    """Say that one knows somebody, by a name; the lead and the desk settle it."""
    folders.call("select access.tell_known_outside(%s, %s, %s)", name, why, words)


def settle(*, by: Viewer, known: int, folder: int | None) -> None:
    """Close the record that was found to the colleague who said it, or say that one can open nobody of that name."""
    if not any(one["id"] == known for one in to_settle(by)):
        raise Refused(_("Somebody else has settled this in the meantime."))
    with said(_("They no longer work here.")):
        folders.call("select access.settle_known(%s, %s)", known, folder)


def of_person(by: Viewer, person: Person) -> list[dict[str, Any]]:
    """The colleagues to whom this record is closed."""
    return folders.rows("select * from access.conflicts_of(%s)", person.folders())


def mine(by: Viewer) -> list[dict[str, Any]]:
    """Whom the viewer said they know; nothing of what came of it."""
    return folders.rows("select * from access.my_known_outside()")


def to_settle(by: Viewer) -> list[dict[str, Any]]:
    """What colleagues said, for their lead, an administrator and the desk."""
    return folders.rows("select * from access.known_to_settle()")
