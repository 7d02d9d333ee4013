"""The course of care of everybody whom the viewer works with, for Today: two queries, however many people."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from alongside.access.prepared import AnyOf, Given, Prepared, Together
from alongside.access.viewer import LONDON, Held, Person, Viewer, current
from alongside.care import rules
from alongside.care.models import OPEN, PARTS, Due, Episode, Goal, Session, Step
from alongside.people.queries.lines import lines_of_mine
from alongside.web.wrapper import Request

APPOINTMENTS = (Due.What.SESSION, Due.What.FIRST, Due.What.DROP_IN)

PARTS_OF = AnyOf("folders")
TOGETHER = Together()
"""What several panels of Today ask, in one statement. Given: `folders` (of the course of care), `dates`, `soon`, `since`."""
TOGETHER.add(
    "dues",
    lambda: Due.current.filter(folder=AnyOf("dates"), state__in=OPEN, on__lte=Given("soon")).order_by(
        "on", "at", "made_at"
    ),
)
TOGETHER.add(
    "last_sessions",
    lambda: (
        Session.current.filter(folder=PARTS_OF, state=Session.Came.CAME)
        .order_by("folder", "-at")
        .distinct("folder")
        .only("folder", "at", "agreed", "how", "version", "ended_at", "in_error")
    ),
)
TOGETHER.add("under_way", lambda: Episode.current.filter(folder=PARTS_OF, state="open"))
TOGETHER.add(
    "deaths",
    lambda: Episode.current.filter(folder=PARTS_OF, state="finished", finished_how=Episode.How.DIED),
)
STEPS_DONE = Prepared(
    lambda: (
        Step.current.filter(folder=PARTS_OF, state="done", done_on__gte=Given("since"))
        .select_related("helper")
        .order_by("-done_on", "-made_at")
    )
)
TOGETHER.add(
    "goals_reached",
    lambda: Goal.current.filter(folder=PARTS_OF, state="reached", moved_on__gte=Given("since")).order_by(
        "-moved_on", "-made_at"
    ),
)


DIED = ["deaths"]
"""Of what is asked together: the rows that say in their part that somebody died. An app above adds its own."""


@dataclass(frozen=True)
class Appointment:
    """Somebody expected today, or expected before and not written up."""

    due: Due
    person: Person
    name: str
    part: Held | None
    agreed: str


@dataclass(frozen=True)
class OutOfTouch:
    """Somebody whom nobody has met for long."""

    person: Person
    name: str
    part: Held
    days: int
    last: dt.date | None


class CareOfMine:
    """What the panels of Today share; each table is asked once, when a panel first needs it."""

    def __init__(self, viewer: Viewer, request: Request) -> None:
        self.viewer, self.today, self.request = viewer, viewer.today, request
        self.people = {p.id: p for p in viewer.people()}
        self.held = {h.folder: h for h in viewer.all_held()}
        self.parts = [h for h in self.held.values() if h.kind in PARTS]
        self.folders = [h.folder for h in self.parts]

    @cached_property
    def names(self) -> dict[int, str]:
        """What to call each person; those whose line is not held have none."""
        return {self.held[line.folder].person: line.call_name for line in lines_of_mine(self.request)}

    @cached_property
    def asked(self) -> dict[str, list[Any]]:
        """What is asked together, by name."""
        return TOGETHER(
            folders=self.folders, dates=self.viewer.folders("dates"), soon=self.today + rules.WEEK, since=self.today - rules.WEEK
        )  # fmt: skip

    @cached_property
    def open(self) -> list[Due]:
        """What is due or was offered until a week from now, what was and is not settled."""
        return self.asked["dues"]

    @cached_property
    def dues(self) -> list[Due]:
        """What of it is due: a time that was only offered is neither expected nor overdue."""
        return [due for due in self.open if due.state == Due.State.DUE]

    @cached_property
    def last_sessions(self) -> dict[int, Session]:
        """The last time that somebody came, by part of the record."""
        return {s.folder: s for s in self.asked["last_sessions"]}

    @cached_property
    def under_way(self) -> dict[int, Episode]:
        """Care that is under way, by part of the record."""
        return {e.folder: e for e in self.asked["under_way"]}

    @cached_property
    def died(self) -> frozenset[int]:
        """Who has died, as far as it stands: nothing of them is urgent any more."""
        return frozenset(self.held[row.folder].person for name in DIED for row in self.asked[name])

    @cached_property
    def steps_done(self) -> list[Step]:
        """Steps done in the last week, with who helped."""
        return STEPS_DONE(folders=self.folders, since=self.today - rules.WEEK)

    @cached_property
    def goals_reached(self) -> list[Goal]:
        """Goals reached in the last week."""
        return self.asked["goals_reached"]

    def person_of(self, folder: int) -> Person:
        """Whose folder this is."""
        return self.people[self.held[folder].person]

    def name_of(self, folder: int) -> str | None:
        """What to call the person whose folder this is."""
        return self.names.get(self.held[folder].person)

    def part_for(self, due: Due) -> Held | None:
        """The part in which an appointment is written up: where it was agreed, else where they last came."""
        parts = [h for h in self.parts if h.person == self.held[due.folder].person]
        met = {folder: s for folder, s in self.last_sessions.items() if folder in {p.folder for p in parts}}
        agreed_in = [p for p in parts if p.folder in met and met[p.folder].id == due.about]
        going_on = [p for p in parts if p.folder in self.under_way]
        going_on.sort(key=lambda p: met[p.folder].at.timestamp() if p.folder in met else 0, reverse=True)
        return next(iter([*agreed_in, *going_on, *parts]), None)

    def appointments(self, on: dt.date) -> list[Appointment]:
        """Who is expected on a day, in time order."""
        made = []
        for due in self.dues:
            name = self.name_of(due.folder)
            if due.what not in APPOINTMENTS or due.on != on or name is None:
                continue
            part = self.part_for(due)
            last = self.last_sessions.get(part.folder) if part else None
            agreed = last.agreed if last else ""
            made.append(Appointment(due, self.person_of(due.folder), name, part, agreed))
        return sorted(made, key=lambda a: (a.due.at is None, a.due.at.timestamp() if a.due.at else 0, a.name))

    def last_met(self, folder: int) -> dt.date | None:
        """The day on which somebody last came, by part of the record."""
        last = self.last_sessions.get(folder)
        return last.at.astimezone(LONDON).date() if last else None

    def out_of_touch(self) -> list[OutOfTouch]:
        """Those under way whom nobody has met for long and who are not expected this week, the longest first."""
        made = []
        expected = {
            self.held[due.folder].person
            for due in self.dues
            if due.what in APPOINTMENTS and due.on >= self.today and due.folder in self.held
        }
        for folder, episode in self.under_way.items():
            if self.held[folder].person in expected:
                continue
            met = self.last_met(folder)
            name = self.name_of(folder)
            if name and rules.lost_touch(met, episode.began_on, self.today):
                days = rules.days_out_of_touch(met, episode.began_on, self.today)
                made.append(OutOfTouch(self.person_of(folder), name, self.held[folder], days, met))
        return sorted(made, key=lambda o: (-o.days, o.name))


def care_of_mine(request: Request) -> CareOfMine:
    """What is shared by the panels of Today; made once for a request."""
    found = getattr(request, "care_of_mine", None)
    if found is None:
        found = CareOfMine(current(), request)
        request.care_of_mine = found  # type: ignore[attr-defined]
    return found
