"""What the pages about likely duplicates show, from the floor's functions; each answers only for what is the viewer's."""

import datetime as dt
from typing import Any

from alongside.access import folders
from alongside.access.viewer import Held, Person, Viewer
from alongside.people.queries.lines import lines_of
from alongside.records import words
from alongside.web.jinja import date


def looked(by: Viewer) -> dict[str, Any] | None:
    """When it was last looked for, for whoever decides; None for everybody else."""
    found = folders.rows("select * from access.alike_looked()")
    return found[0] if found else None


def queue(by: Viewer) -> list[dict[str, Any]]:
    """What waits, the most likely first; last what was put off."""
    return [_told(one) for one in folders.rows("select * from access.alike_queue()")]


def settled(by: Viewer) -> list[dict[str, Any]]:
    """What was decided, the last first."""
    return [_told(one) for one in folders.rows("select * from access.alike_settled()")]


def pair(by: Viewer, number: int) -> dict[str, Any] | None:
    """One pair side by side, or None where it is not the viewer's to decide."""
    found = folders.answer("select access.alike_pair(%s)", number)
    if found is None:
        return None
    one = _told(found) | {key: moment(found[key]) for key in ("found_at", "decided_at")}
    one["joined_before"] = [
        was | {"joined_at": moment(was["joined_at"]), "ended_at": moment(was["ended_at"])}
        for was in found["joined_before"]
    ]
    return one


def moment(text: str | None) -> dt.datetime | None:
    """A time that came as text in an answer of the database."""
    return dt.datetime.fromisoformat(text) if text else None


def _told(row: dict[str, Any]) -> dict[str, Any]:
    return row | {
        "one": facts(row["one"]),
        "other": facts(row["other"]),
        "speaks_for": words.speaks(row["because"], words.FOR),
        "speaks_against": words.speaks(row["because"], words.AGAINST),
    }


def facts(said: dict[str, Any]) -> dict[str, Any]:
    """What is said of one of the two, in words; the first name is what they are called by."""
    names = [*said["called"], *(name for name in said["also"] if name not in said["called"])]
    return {
        "name": names[0] if names else "",
        "also": ", ".join(names[1:]),
        "born": ", ".join(date(dt.date.fromisoformat(day), long=True) for day in said["born"]),
        "reference": ", ".join(said["references"]),
        "postcode": ", ".join(said["postcodes"]),
    }


def joined_of_mine(by: Viewer) -> list[dict[str, Any]]:
    """Which of the people whose names the viewer holds are one person, as far as they were told."""
    found = folders.rows("select * from access.my_aliases()")
    if not found:
        return []
    lines = [row[side] for row in found for side in ("one", "other")]
    held = folders.rows("select * from access.held_here(%s)", lines)
    people = {row["folder"]: Person(row["person"], (Held(**row),)) for row in held}
    names = lines_of(people.values())
    shown = []
    for row in found:
        both = [people.get(row[side]) for side in ("one", "other")]
        called = [names.get(one.id) if one else None for one in both]
        if all(called):
            shown.append({"until": row["until"], "people": list(zip(both, called, strict=True))})
    return shown
