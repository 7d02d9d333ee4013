"""Reception: who of its teams is expected today, as far as a door needs to know; and who has come, for whoever expects them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from alongside.access import folders, handles
from alongside.access.viewer import Viewer

PURPOSE = "expected"


@dataclass(frozen=True)
class Expected:
    """A line of reception's list: all that the floor tells of it, and a sealed name of it for whoever looks."""

    at: dt.datetime | None
    name: str
    worker: str | None
    here: dt.datetime | None
    handle: str


def _moment(text: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text) if text else None


def expected(by: Viewer) -> list[Expected] | None:
    """Who is expected today, in order of time; None for whoever does not hold a team's reception at this moment."""
    found = folders.answer("select access.reception_today()")
    if found is None or by.staff is None:
        return None
    return [
        Expected(
            _moment(one["at"]), one["name"], one["worker"], _moment(one["here"]),
            handles.seal(PURPOSE, by.staff, one["due"]),
        )
        for one in found
    ]  # fmt: skip


def named(by: Viewer, handle: str) -> int | None:
    """Which line it names; sealed for one colleague, it names nothing to another."""
    opened = handles.unseal(PURPOSE, handle)
    return opened.id if opened and opened.folder == by.staff else None


def arrived(found: Iterable[dict[str, Any]]) -> dict[int, dt.datetime]:
    """Who has come and since when, by the date among their dates, from what Today is told."""
    return {one["due"]: dt.datetime.fromisoformat(one["at"]) for one in found}
