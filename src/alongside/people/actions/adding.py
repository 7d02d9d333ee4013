"""A new person: parts of a record are opened for whoever adds them, and their name is written down."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from alongside.access import folders
from alongside.access.viewer import Held, Person, Viewer
from alongside.people.models import ContactWay, Details, Line
from alongside.people.names import fold
from alongside.people.references import new_reference

ALWAYS = ("line", "dates", "contact")
"""Everybody has these: a name to call them by, what is due, and who they are and how to reach them."""
PARTS = ("treatment", "family")
KEYWORKER = "keyworker"
BATCH = 2000


@transaction.atomic
def add_person(
    *,
    by: Viewer,
    call_name: str,
    parts: Iterable[str] = ("treatment",),
    team: int | None = None,
    way: Mapping[str, Any] | None = None,
    details: Mapping[str, Any] | None = None,
    keep_close: bool | None = None,
) -> Person:
    """Open a record for somebody; whether they were known before is neither asked nor told.

    `parts` are their own use ("treatment"), support as someone affected ("family"), or both. `way` is a first
    way to reach them, as the fields of a ContactWay. `keep_close` is what they chose about who may open their record.
    """
    person: int | None = None
    opened: dict[str, int] = {}
    for kind in (*ALWAYS, *parts):
        opened[kind] = folders.open_folder(
            by=by, kind=kind, person=person, team=team, purpose=KEYWORKER, assigned=True
        )
        person = person or by.opened_now[-1].person
    Line.add(
        by=by, folder=opened["line"], call_name=call_name, sort_key=fold(call_name), reference=new_reference()
    )
    Details.add(by=by, folder=opened["contact"], **(details or {}))
    if way:
        ContactWay.add(by=by, folder=opened["contact"], first=True, asked_on=by.today, **way)
    if keep_close is not None:
        folders.keep_close(by=by, folder=opened["line"], close=keep_close)
    return by.person(person or 0)


@transaction.atomic
def add_people(
    *, by: Viewer, call_names: list[str], parts: tuple[str, ...] = ("treatment",), team: int | None = None
) -> list[Person]:
    """Open many records in three statements, in the order of the names: for what comes in from a file."""
    if not call_names:
        return []
    opened = folders.rows(
        "select * from access.open_people(%s, %s, %s, %s)",
        len(call_names),
        [*ALWAYS, *parts],
        team,
        KEYWORKER,
    )
    held: dict[int, list[Held]] = {}
    for row in opened:
        held.setdefault(row["nth"], []).append(
            Held(row["folder"], row["kind"], row["person"], KEYWORKER, True, True)
        )
    people = [Person(held[n][0].person, tuple(held[n])) for n in range(1, len(call_names) + 1)]
    by.opened_now.extend(h for person in people for h in person.held)
    lines = [
        Line(folder=folder, made_by=by.staff, call_name=name, sort_key=fold(name), reference=new_reference())
        for person, name in zip(people, call_names, strict=True)
        if (folder := person.folder("line")) is not None
    ]
    Line.objects.bulk_create(lines, batch_size=BATCH)
    return people
