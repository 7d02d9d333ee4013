"""The course of care of everybody whom the viewer works with, for Today: six queries, however many people."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from alongside.access.prepared import AnyOf, Given, Prepared
from alongside.access.viewer import LONDON, Held, Person, Viewer, current
from alongside.care import rules
from alongside.care.models import PARTS, Due, Episode, Goal, Session, Step
from alongside.people.models import Line
from alongside.web.wrapper import Request

APPOINTMENTS = (Due.What.SESSION, Due.What.FIRST)

PARTS_OF = AnyOf("folders")
NAMES = Prepared(lambda: Line.current.filter(folder=PARTS_OF).values_list("folder", "call_name"))
DUES = Prepared(
    lambda: Due.current.filter(folder=PARTS_OF, state=Due.State.DUE, on__lte=Given("soon")).order_by(
        "on", "at", "made_at"
    )
)
LAST_SESSIONS = Prepared(
    lambda: (
        Session.current.filter(folder=PARTS_OF, state=Session.Came.CAME)
        .order_by("folder", "-at")
        .distinct("folder")
        .only("folder", "at", "agreed", "how", "version", "ended_at", "in_error")
    )
)
UNDER_WAY = Prepared(lambda: Episode.current.filter(folder=PARTS_OF, state="open"))
STEPS_DONE = Prepared(
    lambda: (
        Step.current.filter(folder=PARTS_OF, state="done", done_on__gte=Given("since"))
        .select_related("helper")
        .order_by("-done_on", "-made_at")
    )
)
GOALS_REACHED = Prepared(
    lambda: Goal.current.filter(folder=PARTS_OF, state="reached", moved_on__gte=Given("since")).order_by(
        "-moved_on", "-made_at"
    )
)


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

    def __init__(self, viewer: Viewer) -> None:
        self.viewer, self.today = viewer, viewer.today
        self.people = {p.id: p for p in viewer.people()}
        self.held = {h.folder: h for h in viewer.all_held()}
        self.parts = [h for h in self.held.values() if h.kind in PARTS]
        self.folders = [h.folder for h in self.parts]

    @cached_property
    def names(self) -> dict[int, str]:
        """What to call each person; those whose line is not held have none."""
        lines = NAMES(folders=self.viewer.folders("line"))
        return {self.held[folder].person: name for folder, name in lines}

    @cached_property
    def dues(self) -> list[Due]:
        """What is due until a week from now, what was and is not settled."""
        return DUES(folders=self.viewer.folders("dates"), soon=self.today + rules.WEEK)

    @cached_property
    def last_sessions(self) -> dict[int, Session]:
        """The last time that somebody came, by part of the record."""
        return {s.folder: s for s in LAST_SESSIONS(folders=self.folders)}

    @cached_property
    def under_way(self) -> dict[int, Episode]:
        """Care that is under way, by part of the record."""
        return {e.folder: e for e in UNDER_WAY(folders=self.folders)}

    @cached_property
    def steps_done(self) -> list[Step]:
        """Steps done in the last week, with who helped."""
        return STEPS_DONE(folders=self.folders, since=self.today - rules.WEEK)

    @cached_property
    def goals_reached(self) -> list[Goal]:
        """Goals reached in the last week."""
        return GOALS_REACHED(folders=self.folders, since=self.today - rules.WEEK)

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
            last = self.last_sessions.get(folder)
            met = last.at.astimezone(LONDON).date() if last else None
            name = self.name_of(folder)
            if name and rules.lost_touch(met, episode.began_on, self.today):
                days = rules.days_out_of_touch(met, episode.began_on, self.today)
                made.append(OutOfTouch(self.person_of(folder), name, self.held[folder], days, met))
        return sorted(made, key=lambda o: (-o.days, o.name))


def care_of_mine(request: Request) -> CareOfMine:
    """What is shared by the panels of Today; made once for a request."""
    found = getattr(request, "care_of_mine", None)
    if found is None:
        found = CareOfMine(current())
        request.care_of_mine = found  # type: ignore[attr-defined]
    return found
