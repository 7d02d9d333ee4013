"""Parts of a person's record, and who may open them: calls of the floor's own functions."""

import contextlib
import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connections

from alongside.access.viewer import ALIAS, Held, Person, Viewer

JSONB = 3802  # PostgreSQL's number of the type; Django hands it over as text


def call(sql: str, *values: Any) -> Any:
    """One value from a function of the floor."""
    with connections[ALIAS].cursor() as cursor:
        cursor.execute(sql, list(values))
        row = cursor.fetchone()
        return row[0] if row else None


def rows(sql: str, *values: Any) -> list[dict[str, Any]]:
    """Rows from a function of the floor, by column name; JSON is read."""
    with connections[ALIAS].cursor() as cursor:
        cursor.execute(sql, list(values))
        columns = [(column.name, column.type_code == JSONB) for column in cursor.description]
        return [
            {
                name: json.loads(value) if is_json and value is not None else value
                for (name, is_json), value in zip(columns, row, strict=True)
            }
            for row in cursor.fetchall()
        ]


def all_held(by: Viewer) -> list[Held]:
    """What the viewer holds: of a page about everybody the floor tells it only when asked."""
    if not by.all_held():
        by.opened_now.extend(Held(**row) for row in rows("select * from access.held()"))
    return by.all_held()


def open_folder(
    *,
    by: Viewer,
    kind: str,
    person: int | None = None,
    team: int | None = None,
    purpose: str,
    assigned: bool = False,
) -> int:
    """Open a new part of a record, granted to its maker; without a person, a new person begins with it."""
    label = call("select access.open_folder(%s, %s, %s, %s, %s)", kind, person, team, purpose, assigned)
    by.opened_now.append(Held(label, kind, person_of(label), purpose, True, assigned))
    return label


def answer(sql: str, *values: Any) -> Any:
    """What a function of the floor answers in one piece of JSON."""
    found = call(sql, *values)
    return json.loads(found) if found is not None else None


def person_of(folder: int) -> int:
    """Whose part of the record this is, for a folder that is held."""
    return call("select access.person_of(%s)", folder)


def whose(by: Viewer, folder: int) -> Person:
    """The person whose part of the record this is, with what the viewer holds of them."""
    held = by.all_held()
    if not any(h.folder == folder for h in held):
        # A task or a test that was opened for everything: it was not told what it holds.
        held = [Held(**row) for row in rows("select * from access.held()")]
    person = next((h.person for h in held if h.folder == folder), 0)
    return Person(person, tuple(h for h in held if h.person == person))


def give(
    *, by: Viewer, folder: int, staff: int | None = None, seat: int | None = None, purpose: str, reason: str,
    writes: bool = True, assigned: bool = False, days: int = 90,
) -> int:  # fmt: skip
    """Let a colleague or a seat open a folder, for a reason and for at most 90 days."""
    return call(
        "select access.give(%s, %s, %s, %s, %s, %s, %s, %s)",
        folder,
        staff,
        seat,
        purpose,
        reason,
        writes,
        assigned,
        days,
    )


def end_grant(*, by: Viewer, grant: int, why: str) -> None:
    """Take it back, at once."""
    call("select access.end_grant(%s, %s)", grant, why)


def renew_grant(*, by: Viewer, grant: int) -> None:
    """Ninety days more."""
    call("select access.renew_grant(%s)", grant)


def keep_close(*, by: Viewer, folder: int, close: bool) -> None:
    """Record what the person chose: that only those whom it is given to by name open any part of their record, or not."""
    call("select access.keep_close(%s, %s)", folder, close)


@dataclass(frozen=True)
class Place:
    """A site, a team or a seat."""

    kind: str
    id: int
    name: str
    within: int | None
    seat_kind: str | None


def places(kind: str) -> list[Place]:
    """Sites, teams or seats, by name."""
    return [Place(**row) for row in rows("select * from access.places()") if row["kind"] == kind]


def hold_seat(
    *, by: Viewer, seat: int, staff: int, starts: dt.datetime, ends: dt.datetime | None = None
) -> int:
    """Put somebody in a seat from one moment until another."""
    return call("select access.hold_seat(%s, %s, %s, %s)", seat, staff, starts, ends)


@contextlib.contextmanager
def many_rows() -> Iterator[None]:
    """For an import: the database asks once which folders may be written, not once for each row; its answer is the same."""
    call("select set_config('alongside.bulk', 'on', true)")
    try:
        yield
    finally:
        if not connections[ALIAS].needs_rollback:
            call("select set_config('alongside.bulk', 'off', true)")
