"""Who may open what, as the pages show it: by person, with names only where the viewer holds the line."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps

from alongside.access import folders, handles
from alongside.access.viewer import Person, Viewer
from alongside.staff import words

SOON = dt.timedelta(days=14)


@dataclass
class Given:
    """One entry of "who can open it, and why"."""

    grant_id: int
    folder: int
    kind: str
    purpose: str
    ends: dt.datetime
    person: int = 0
    reason: str = ""
    writes: bool = True
    assigned: bool = False
    name: str = ""
    by_seat: str = ""
    given_by: str = ""
    mine_to_end: bool = False
    soon: bool = False

    @property
    def handle(self) -> str:
        """Its sealed name, for a link or a form."""
        return handles.seal("grant", self.folder, self.grant_id)

    @property
    def part(self) -> str:
        """Which part of the record, in words."""
        return words.part(self.kind)

    @property
    def brief(self) -> bool:
        """Was it opened on duty or in an emergency, for hours?"""
        return self.purpose in words.OPENED_BY

    @property
    def why(self) -> str:
        """The purpose in words."""
        return words.purpose(self.purpose)


@dataclass
class Theirs:
    """What is open of one person's record, under their name where that may be seen."""

    person: int
    name: str | None
    given: list[Given] = field(default_factory=list)
    handle: str = ""

    def together(self) -> list[list[Given]]:
        """Entries that differ only in the part, side by side: one line for what was given as one."""
        alike: dict[tuple[Any, ...], list[Given]] = {}
        for one in self.given:
            key = (one.purpose, one.reason, one.by_seat, one.given_by, one.writes, one.ends.date())
            alike.setdefault(key, []).append(one)
        return list(alike.values())


def names(by: Viewer) -> dict[int, str]:
    """Names to call by, of the persons whose line the viewer holds in this transaction."""
    mine = folders.rows("select folder, person from access.my_access() where kind = 'line'")
    whose = {row["folder"]: row["person"] for row in mine}
    if not whose:
        return {}
    line = apps.get_model("people", "Line")  # people lies above this app and may not be imported here
    found = line.current.in_sight().values_list("folder", "call_name")
    return {whose[folder]: name for folder, name in found if folder in whose}


def by_person(given: Iterable[Given], called: dict[int, str]) -> list[Theirs]:
    """The same under each person: those with a name first, by name."""
    found: dict[int, Theirs] = {}
    for one in given:
        found.setdefault(one.person, Theirs(one.person, called.get(one.person))).given.append(one)
    order = list(words.PARTS)
    for theirs in found.values():
        theirs.given.sort(key=lambda g: (order.index(g.kind) if g.kind in order else 99, g.ends))
    return sorted(found.values(), key=lambda t: (t.name is None, (t.name or "").casefold(), t.person))


def _given(row: dict[str, Any], by: Viewer) -> Given:
    known = {k: v for k, v in row.items() if k in Given.__dataclass_fields__ and v is not None}
    # What was opened on duty or in an emergency ends by itself, and is not renewed.
    return Given(**known, soon=row["ends"] < by.now + SOON and row["purpose"] not in words.OPENED_BY)


def my_access(by: Viewer) -> list[Theirs]:
    """What the viewer holds and why, by person."""
    rows = folders.rows("select * from access.my_access()")
    return by_person([_given(row, by) for row in rows], names(by))


def who_can_open(by: Viewer, parts: list[int]) -> list[Given]:
    """Everybody who can open these parts of a record, and why."""
    found = [_given(row, by) for row in folders.rows("select * from access.who_can_open(%s)", parts)]
    order = list(words.PARTS)
    return sorted(found, key=lambda g: (order.index(g.kind), g.name.casefold(), g.grant_id))


def team_by_colleague(by: Viewer, team: int) -> dict[str, list[Theirs]]:
    """Who in a lead's team works with whom; seats among them. For its lead."""
    called = names(by)
    held: dict[str, list[Given]] = {}
    for row in folders.rows("select * from access.team_grants(%s)", team):
        who = row.pop("staff_name") or row["seat_name"]
        held.setdefault(who, []).append(_given(row, by))
    return {
        who: by_person(given, called) for who, given in sorted(held.items(), key=lambda i: i[0].casefold())
    }


@dataclass
class Alone:
    """A person of the team with whom nobody works now."""

    person: int
    name: str | None
    parts: list[str]
    folders: list[int]
    last: str | None
    until: dt.datetime | None
    handle: str


def nobody_holds(by: Viewer, team: int) -> list[Alone]:
    """Persons of a lead's team whose parts nobody can open now, to be handed on."""
    called = names(by)
    found: dict[int, Alone] = {}
    for row in folders.rows("select * from access.nobody_holds(%s)", team):
        one = found.setdefault(
            row["person"],
            Alone(
                row["person"],
                called.get(row["person"]),
                [],
                [],
                row["last_name"],
                row["last_until"],
                to_give(team, row["person"]),
            ),
        )
        one.parts.append(words.part(row["kind"]))
        one.folders.append(row["folder"])
    return sorted(found.values(), key=lambda a: (a.name is None, (a.name or "").casefold(), a.person))


def to_give(team: int, person: int) -> str:
    """The sealed name of a person of a lead's team, whose record the lead need not hold."""
    return handles.seal("to give", team, person)


def parts_to_give(by: Viewer, team: int, person: int) -> dict[int, str]:
    """The parts of one person's record that lie with a lead's team: folder and kind."""
    rows = [*folders.rows("select folder, kind, person from access.team_grants(%s)", team),
            *folders.rows("select folder, kind, person from access.nobody_holds(%s)", team)]  # fmt: skip
    return {row["folder"]: row["kind"] for row in rows if row["person"] == person}


@dataclass
class Colleague:
    """Somebody who works here, or did."""

    id: int
    name: str
    job: str
    administrator: bool
    joined_at: dt.datetime
    left_at: dt.datetime | None
    teams: list[dict[str, Any]]
    seats: list[dict[str, Any]]

    @property
    def team_names(self) -> str:
        """The teams, in a line."""
        return ", ".join(team["name"] for team in self.teams)


def colleagues(left: bool = False) -> list[Colleague]:
    """Who works here now, by name; with `left`, who did."""
    found = [Colleague(**row) for row in folders.rows("select * from access.colleagues()")]
    return [c for c in found if bool(c.left_at) is left]


def called(these: Iterable[int | None], left: bool = False) -> dict[int | None, str]:
    """What these colleagues are called: those of them who work here now; with `left`, whoever left too."""
    asked = sorted({one for one in these if one is not None})
    found = folders.rows("select id, name, left_at from access.colleagues_named(%s)", asked) if asked else []
    return {row["id"]: row["name"] for row in found if left or row["left_at"] is None}


def who_left() -> list[Colleague]:
    """Who worked here, the last to leave first."""
    return sorted(colleagues(left=True), key=lambda c: c.left_at or c.joined_at, reverse=True)


def holdings() -> list[dict[str, Any]]:
    """Who holds which seat, held it or will hold it."""
    return folders.rows("select * from access.holdings()")


def who_opens(by: Viewer, part: int) -> dict[int, bool]:
    """Colleagues who can open one part of a record now, by themselves or in a seat that they hold; for whoever holds it.

    Of each whether it is assigned to them: only then it stands on their Today.
    """
    given = folders.rows("select staff, seat, assigned from access.who_can_open(%s)", [part])
    seats = {one["seat"] for one in given if one["seat"] is not None}
    held = [h for h in holdings() if h["seat"] in seats] if seats else []
    found = {
        h["staff"]: False for h in held if h["starts"] <= by.now and (h["ends"] is None or h["ends"] > by.now)
    }
    for one in given:
        if one["staff"] is not None:
            found[one["staff"]] = found.get(one["staff"], False) or one["assigned"]
    return found


def my_seats(by: Viewer) -> set[str]:
    """The kinds of the seats that one holds now."""
    return {
        h["kind"] for h in holdings()
        if h["staff"] == by.staff and h["starts"] <= by.now and (h["ends"] is None or h["ends"] > by.now)
    }  # fmt: skip


def choice_of(person: Person) -> dict[str, Any] | None:
    """What the person chose about who may open their record, who recorded it and when; None where nobody asked yet."""
    return next(iter(folders.rows("select * from access.choice_of(%s)", person.folders())), None)


def line_called(reference: str) -> int | None:
    """The line of somebody with this reference, among those that the viewer holds."""
    six = "".join(sign for sign in reference.upper() if sign.isalnum())
    line = apps.get_model("people", "Line")  # people lies above this app and may not be imported here
    written = f"{six[:2]}-{six[2:5]}-{six[5:]}"
    return line.current.in_sight().filter(reference=written).values_list("folder", flat=True).first()
