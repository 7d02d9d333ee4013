"""Appointments: a date among somebody's `dates`, with how it is to be where that part is held."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

from alongside.access.prepared import AnyOf, Given, IsAmong, Prepared
from alongside.access.viewer import LONDON, Held, Person, Viewer, people_of
from alongside.care.models import OPEN, PARTS, Due, Session
from alongside.care.queries import person as on_person
from alongside.care.queries import today as on_today
from alongside.care.queries.today import APPOINTMENTS
from alongside.diary import rules
from alongside.diary.models import Appointment
from alongside.diary.queries.visits import Out
from alongside.people.queries.lines import lines_of, lines_of_mine
from alongside.staff.queries import called
from alongside.web.wrapper import Request

OF_DUES = Prepared(lambda: Appointment.current.filter(folder=AnyOf("folders"), due=AnyOf("dues")))
# Of open dates, and so of few; in the same statement as those.
on_today.TOGETHER.add(
    "appointments",
    lambda: Appointment.current.filter(
        IsAmong(
            "due",
            Due.current.filter(folder=AnyOf("dates"), state__in=OPEN, on__lte=Given("soon")).values("id"),
        ),
        folder=AnyOf("folders"),
    ),
)
on_person.TOGETHER.add(
    "appointments",
    lambda: Appointment.current.filter(
        IsAmong("due", Due.current.filter(folder=AnyOf("dates"), state__in=OPEN).values("id")),
        folder=AnyOf("folders"),
    ),
)
BETWEEN = Prepared(
    lambda: Due.current.filter(
        folder=AnyOf("folders"), state__in=OPEN, on__gte=Given("first"), on__lte=Given("last")
    ).order_by("on", "at", "made_at")
)


@dataclass(frozen=True)
class Booked:
    """An appointment of one person: its day, how it is to be as far as that is known, and whose it is."""

    due: Due
    person: Person
    name: str
    part: Held | None
    details: Appointment | None
    at_once: tuple[str, ...] = ()
    booked_by: str = ""
    """Who wrote it among the dates, where with whom it is is not the viewer's to see."""

    @property
    def how(self) -> str:
        """In which way."""
        return self.details.how if self.details else ""

    @property
    def minutes(self) -> int:
        """How long."""
        return self.details.minutes if self.details else rules.MINUTES

    @property
    def worker(self) -> int | None:
        """Who meets them: whoever booked it, unless somebody else was named."""
        return self.details.worker if self.details else self.due.made_by

    @property
    def words(self) -> str:
        """Home visit, 3 High Street, with Jo."""
        if self.details is None:
            return ""
        how = "" if self.details.how == Session.How.IN_PERSON else self.details.get_how_display()
        return ", ".join(filter(None, [how, self.details.place]))


def details_of(parts: Iterable[Held], dues: Collection[Due]) -> dict[int, Appointment]:
    """How these appointments are to be, by the id of their date; nothing is asked where there are none."""
    folders = [h.folder for h in parts if h.kind in PARTS]
    ids = [due.id for due in dues if due.what in APPOINTMENTS]
    return {row.due: row for row in OF_DUES(folders=folders, dues=ids)}


def part_of(person: Person, details: Appointment | None) -> Held | None:
    """The part in which it is written up: where it was booked, else their own use before support as somebody affected."""
    parts = sorted((h for h in person.held if h.kind in PARTS), key=lambda h: PARTS.index(h.kind))
    booked_in = [h for h in parts if details and h.folder == details.folder]
    return next(iter([*booked_in, *parts]), None)


def details(due: Due, person: Person) -> Appointment | None:
    """How one appointment is to be."""
    return details_of(person.held, [due]).get(due.id)


def clashes(booked: Iterable[Booked]) -> dict[int, tuple[str, ...]]:
    """The names of those whom the same worker meets at the same time, by date; only of those that are listed at all."""
    timed = [b for b in booked if b.due.at is not None]
    found: dict[int, tuple[str, ...]] = {}
    for one in timed:
        names = tuple(
            other.name
            for other in timed
            if other is not one and other.worker == one.worker and _overlap(one, other)
        )
        if names:
            found[one.due.id] = names
    return found


def _overlap(one: Booked, other: Booked) -> bool:
    if one.due.at is None or other.due.at is None:
        return False
    return rules.at_once(one.due.at, one.minutes, other.due.at, other.minutes)


def others_then(
    by: Viewer, person: Person, at: dt.datetime, minutes: int, but: int | None = None
) -> list[Booked]:
    """What the same person has booked at that time already."""
    dates = person.folder("dates")
    if dates is None:
        return []
    day = at.date()
    near = dt.timedelta(days=1)
    dues = [
        d
        for d in BETWEEN(folders=[dates], first=day - near, last=day + near)
        if d.at and d.what in APPOINTMENTS and d.id != but
    ]
    known = details_of(person.held, dues)
    found = [Booked(d, person, "", None, known.get(d.id)) for d in dues]
    return [b for b in found if b.due.at and rules.at_once(at, minutes, b.due.at, b.minutes)]


def of_mine(request: Request, first: dt.date, last: dt.date) -> list[Booked]:
    """Everybody with whom the viewer works, between two days, in order, with who is booked at the same time: three queries."""
    by: Viewer = request.viewer
    held: dict[int, Held] = {h.folder: h for h in by.all_held()}
    dues = [
        d
        for d in BETWEEN(folders=by.folders("dates"), first=first, last=last)
        if d.what in APPOINTMENTS and d.folder in held
    ]
    known = details_of(held.values(), dues)
    names = {held[line.folder].person: line.call_name for line in lines_of_mine(request)}
    people = {p.id: p for p in by.people()}
    made: list[Any] = []
    for due in dues:
        person = people[held[due.folder].person]
        if person.id in names:
            its = known.get(due.id)
            made.append(Booked(due, person, names[person.id], part_of(person, its), its))
    return with_clashes(made)


def covered(by: Viewer) -> list[Booked]:
    """On duty: who is expected today of those whom the viewer covers, and by whom: four queries, none where nobody is."""
    if not by.covered:
        return []
    # Whose dates are the viewer's own anyway stands among her own people.
    people = {
        dates: person for person in people_of(by.covered) if (dates := person.folder("dates")) is not None
    }
    lines = lines_of(people.values())
    dues = [
        due
        for due in BETWEEN(folders=list(people), first=by.today, last=by.today)
        if due.what in APPOINTMENTS and due.state == Due.State.DUE and people[due.folder].id in lines
    ]
    # With whom it is stands in the part it was booked in; of what was not opened there, who wrote the date is known.
    theirs = {person.id for person in people.values()}
    known = details_of([h for h in by.all_held() if h.person in theirs], dues)
    wrote = called(due.made_by for due in dues if due.id not in known)
    made = [
        Booked(
            due,
            person,
            lines[person.id].call_name,
            None,
            its,
            booked_by="" if its else wrote.get(due.made_by, ""),
        )
        for due in dues
        for person, its in ((people[due.folder], known.get(due.id)),)
    ]
    return sorted(made, key=lambda b: (b.due.at is None, b.due.at or EARLY, b.name))


def visited(by: Viewer, out: Out) -> Booked | None:
    """The home visit from which somebody is back, as long as nobody has written it up: two queries, of one person alone."""
    person = next((p for p in by.people() if out.line and p.folder("line") == out.line), None)
    dates = person.folder("dates") if person else None
    if person is None or dates is None:
        return None
    first = out.began.astimezone(LONDON).date()
    dues = [d for d in BETWEEN(folders=[dates], first=first, last=by.today) if d.what in APPOINTMENTS]
    known = details_of(person.held, dues)
    those = [(d, its) for d in dues if (its := known.get(d.id)) and its.how == Session.How.HOME]
    those.sort(key=lambda one: one[1].worker != by.staff)
    return next((Booked(d, person, "", part_of(person, its), its) for d, its in those), None)


EARLY = dt.datetime.min.replace(tzinfo=dt.UTC)


def with_clashes(booked: list[Booked]) -> list[Booked]:
    """The same in order, each with who is booked at the same time; what has no time comes last of its day."""
    at_once = clashes(booked)
    in_order = sorted(booked, key=lambda b: (b.due.on, b.due.at is None, b.due.at or EARLY, b.name))
    return [replace(b, at_once=at_once.get(b.due.id, ())) for b in in_order]
