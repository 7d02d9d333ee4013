"""The course of care of one person for the person page: five queries, however many parts and rows."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import CharField, DateField, F, Value
from django.db.models.functions import Cast, TruncDate

from alongside.access.prepared import AnyOf, Given, Prepared, Together
from alongside.access.viewer import LONDON, Held, Person, Viewer, current
from alongside.care.models import (
    OPEN,
    PARTS,
    Choice,
    Due,
    Episode,
    Goal,
    Plan,
    Referral,
    Review,
    Session,
    Step,
)
from alongside.care.timescale import year_before
from alongside.sharing.models import Share
from alongside.ties.models import Snapshot
from alongside.web.wrapper import Request


@dataclass(frozen=True)
class Event:
    """Something that happened, for the line of the last year."""

    folder: int
    id: int
    kind: str
    what: str
    on: dt.date


WELL = 6
SHOWN = 5
PARTS_OF = AnyOf("folders")
EMPTY = Value("", CharField())


def _steps() -> Any:
    rows = Step.current.filter(folder=PARTS_OF).select_related("helper", "goal")
    return rows.filter(state="open", goal__state="open")


def _happened(model: Any, kind: str, on: Any, what: Any) -> Any:
    rows = model.current.filter(folder=PARTS_OF).annotate(
        happened=on, kind_is=Value(kind, CharField()), what_is=what
    )
    return (
        rows.filter(happened__gte=Given("since"))
        .order_by()
        .values_list("folder", "id", "kind_is", "what_is", "happened")
    )


def _events() -> Any:
    met = _happened(Session, "contact", TruncDate("at", tzinfo=LONDON), F("state"))
    # That somebody was rung and not reached is no event of their year.
    return met.exclude(state=Session.Came.TRIED).union(
        _happened(Snapshot, "map", F("drawn_on"), EMPTY),
        _happened(Review, "review", F("on"), F("state")),
        all=True,
    )


CAME = ("folder", "id", "kind_is", "began", "ended", "state_is", "how", "who_is", "said", "quick", "made_at")
NO_DAY = Cast(Value(None), DateField())


def _came() -> Any:
    """How they came, when care began, and what they want: in the columns that all of them have."""
    referrals = Referral.current.filter(folder=PARTS_OF).annotate(
        kind_is=Value("referral", CharField()), began=F("on"), ended=F("decided_on"), state_is=F("state"), how=F("came_from"),
        who_is=F("who"), said=F("words"), quick=F("urgent"),
    )  # fmt: skip
    episodes = Episode.current.filter(folder=PARTS_OF).annotate(
        kind_is=Value("episode", CharField()), began=F("began_on"), ended=F("finished_on"), state_is=F("state"),
        how=F("finished_how"), who_is=EMPTY, said=F("finished_words"), quick=F("in_error"),
    )  # fmt: skip
    plans, goals = (
        rows.filter(folder=PARTS_OF).annotate(
            kind_is=Value(kind, CharField()), began=NO_DAY, ended=NO_DAY, state_is=F("state"), how=F("source"), who_is=EMPTY,
            said=F("words"), quick=F("in_error"),
        )
        for kind, rows in (("plan", Plan.current.exclude(state="closed")), ("goal", Goal.current.filter(state="open")))
    )  # fmt: skip
    first, *rest = (rows.order_by().values_list(*CAME) for rows in (referrals, episodes, plans, goals))
    return first.union(*rest, all=True)


STEPS, EVENTS, REFERRED = Prepared(_steps), Prepared(_events), Prepared(_came)
TOGETHER = Together()
"""What several panels of the person page ask, in one statement. Given: `folders` (parts of the course of care), `dates`, `held`
(whatever of this person is held), `since` (a year ago) and `today`."""
TOGETHER.add("choices", lambda: Choice.current.filter(folder=PARTS_OF).order_by("on", "made_at"))
TOGETHER.add(
    "dues", lambda: Due.current.filter(folder=AnyOf("dates"), state__in=OPEN).order_by("on", "at", "made_at")
)
# Of every part that is held: what holds today, the first to end first.
TOGETHER.add(
    "shares",
    lambda: Share.current.filter(folder=AnyOf("held"), until__gte=Given("today")).order_by(
        "until", "made_at"
    )[:SHOWN],
)
# What went well lately: a few, the last first.
TOGETHER.add(
    "steps_done",
    lambda: Step.current.filter(folder=PARTS_OF, state="done").order_by("-done_on", "-made_at")[:WELL],
)
TOGETHER.add(
    "goals_reached",
    lambda: Goal.current.filter(folder=PARTS_OF, state="reached").order_by("-moved_on", "-made_at")[:WELL],
)


ALSO: list[Callable[[dict[str, list[Any]]], Iterable[Event]]] = []
"""What apps above add to the line of the year, from what they have asked together with the rest."""


class CareOfPerson:
    """What the panels of one person page share; each table is asked once, when a panel first needs it."""

    def __init__(self, viewer: Viewer, person: Person) -> None:
        self.viewer, self.person = viewer, person
        parts = [h for h in person.held if h.kind in PARTS]
        self.parts: list[Held] = sorted(parts, key=lambda h: (PARTS.index(h.kind), h.folder))
        self.folders = [h.folder for h in self.parts]

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        """Referrals, episodes, plans and open goals, from one query."""
        columns = ["state" if name == "state_is" else name for name in CAME]
        return [dict(zip(columns, row, strict=True)) for row in REFERRED(folders=self.folders)]

    @cached_property
    def asked(self) -> dict[str, list[Any]]:
        """What is asked together, by name."""
        dates = self.person.folder("dates")
        return TOGETHER(
            folders=self.folders, dates=[dates] if dates else [], held=self.person.folders(),
            since=dt.datetime.combine(year_before(self.viewer.today), dt.time(), LONDON),
            today=self.viewer.today,
        )  # fmt: skip

    @property
    def wanted(self) -> list[tuple[Any, ...]]:
        """Plans and open goals: folder, id, kind, words, state, source, when."""
        told = ("folder", "id", "kind_is", "said", "state", "how", "made_at")
        found = [tuple(row[name] for name in told) for row in self.rows if row["kind_is"] in ("plan", "goal")]
        return sorted(found, key=lambda row: row[6])

    @cached_property
    def steps(self) -> list[Step]:
        """Steps that are open or were done in the last two weeks, with who helps."""
        open_ones = STEPS(folders=self.folders)
        return sorted(open_ones, key=lambda s: (s.due_on is None, s.due_on or dt.date.max, s.made_at))

    @cached_property
    def choices(self) -> list[Choice]:
        """What was wanted, offered, agreed, in order."""
        return self.asked["choices"]

    @cached_property
    def open(self) -> list[Due]:
        """What is due or was offered, in order."""
        return self.asked["dues"]

    @cached_property
    def dues(self) -> list[Due]:
        """What is due, in order."""
        return [due for due in self.open if due.state == Due.State.DUE]

    @cached_property
    def events(self) -> list[Event]:
        """Contacts, missed ones, maps, reviews and what was asked in the last year, in order."""
        rows = EVENTS(folders=self.folders, since=year_before(self.viewer.today))
        found = [Event(folder, row, kind, what, on) for folder, row, kind, what, on in rows]
        found += [event for more in ALSO for event in more(self.asked)]
        return sorted(found, key=lambda e: (e.on, e.kind, e.id))

    @cached_property
    def came(self) -> list[dict[str, Any]]:
        """How they came and when care began and finished: referrals and episodes, in order."""
        found = [row for row in self.rows if row["kind_is"] in ("referral", "episode")]
        return sorted(found, key=lambda r: (r["began"], r["kind_is"] == "episode"))


def care_of(request: Request, person: Person) -> CareOfPerson:
    """What is shared by the panels of this page; made once for a request."""
    found = getattr(request, "care_of_person", None)
    if found is None or found.person.id != person.id:
        found = CareOfPerson(current(), person)
        request.care_of_person = found  # type: ignore[attr-defined]
    return found
