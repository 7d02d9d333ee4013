"""Standing in: what whoever is on duty for a team opens of its people, and what is said of it to who works with them."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from alongside.access import folders
from alongside.access.refusing import said
from alongside.access.viewer import Person, Refused, Viewer
from alongside.staff import queries, words


def on_duty_for(person: Person) -> bool:
    """Is the viewer on duty for their team?"""
    return any(h.purpose == "duty" and h.kind in ("line", "dates") for h in person.held)


def open_part(*, by: Viewer, person: Person, kind: str, reason: str) -> int:
    """Open one more part of their record, for the rest of the shift; who works with them sees it on Today."""
    with said(_("Choose one of the parts, and one of the reasons.")):
        opened = folders.call("select access.open_on_duty(%s, %s, %s)", person.folders()[0], kind, reason)
    if opened is None:
        raise Refused(_("Your team has no such part of their record."))
    return opened


@dataclass(frozen=True)
class StoodIn:
    """Somebody opened a part of the record of a person with whom the viewer works."""

    person: int
    name: str | None
    part: str
    who: str
    why: str
    how: str
    at: dt.datetime
    line: int


def stood_in(by: Viewer, found: list[dict[str, Any]]) -> list[StoodIn]:
    """The same with the persons' names; those whose line is not held have none."""
    called = queries.names(by) if found else {}
    lines = {h.person: h.folder for h in by.all_held() if h.kind == "line"}
    return [
        StoodIn(
            one["person"], called.get(one["person"]), words.part(one["kind"]), one["name"],
            words.reason(one["purpose"], one["reason"]), words.purpose(one["purpose"]),
            dt.datetime.fromisoformat(one["at"]), lines.get(one["person"], one["folder"]),
        )
        for one in found
    ]  # fmt: skip
