"""Who waits, since when, and what happened meanwhile."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from alongside.access import folders
from alongside.access.prepared import AnyOf, Prepared
from alongside.access.viewer import Held, Person
from alongside.care import rules
from alongside.care.models import PARTS, WAITS, Due
from alongside.intake.models import Meanwhile
from alongside.people.queries.lines import lines_of

MOST = 100

LAST_LINES = Prepared(
    lambda: (
        Meanwhile.current.filter(folder=AnyOf("folders"))
        .order_by("folder", "-on", "-made_at")
        .distinct("folder")
    )
)


@dataclass(frozen=True)
class Waiting:
    """Somebody who waits. `days` are working days; `part` is where what happens is written, as far as it is held."""

    person: Person
    name: str
    since: dt.date
    days: int
    long: bool
    today: bool
    part: Held | None
    last: Meanwhile | None


def part_of(person: Person) -> Held | None:
    """The part in which it is written what happens while they wait."""
    parts = sorted((h for h in person.held if h.kind in PARTS), key=lambda h: PARTS.index(h.kind))
    return parts[0] if parts else None


def last_lines(parts: Iterable[Held | None]) -> dict[int, Meanwhile]:
    """The last line of each part; nothing is asked where nobody waits."""
    labels = [p.folder for p in parts if p]
    return {row.folder: row for row in LAST_LINES(folders=labels)} if labels else {}


def told(due: Due, person: Person, name: str, today: dt.date, last: dict[int, Meanwhile]) -> Waiting:
    """One who waits, with the working days since they came."""
    part = part_of(person)
    return Waiting(
        person, name, due.on, rules.working_days(due.on, today), rules.long_wait(due.on, today),
        due.what == Due.What.TODAY, part, last.get(part.folder) if part else None,
    )  # fmt: skip


def in_order(found: Iterable[Waiting]) -> list[Waiting]:
    """What cannot wait first, then the longest."""
    return sorted(found, key=lambda w: (not w.today, w.since, w.name))


def all_in_sight(today: dt.date) -> list[Waiting]:
    """Everybody who waits and whose dates the viewer holds, by name, by a seat or on duty; the longest hundred, in order."""
    rows = Due.current.in_sight().filter(what__in=WAITS, state=Due.State.DUE)
    dues = list(rows.order_by("what", "on", "id")[:MOST])
    if not dues:
        return []
    mine = [Held(**row) for row in folders.rows("select * from access.held()")]
    whose = {h.folder: h.person for h in mine if h.folder in {d.folder for d in dues}}
    held: dict[int, list[Held]] = {}
    for h in mine:
        if h.person in set(whose.values()):
            held.setdefault(h.person, []).append(h)
    people = {who: Person(who, tuple(parts)) for who, parts in held.items()}
    lines = lines_of(people.values())
    last = last_lines(map(part_of, people.values()))
    return in_order(
        told(due, people[whose[due.folder]], lines[whose[due.folder]].call_name, today, last)
        for due in dues if whose.get(due.folder) in lines
    )  # fmt: skip
