"""The course of care of one person for the person page: six queries, however many parts and rows."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import CharField, F, Value
from django.db.models.functions import TruncDate

from alongside.access.prepared import AnyOf, Given, Prepared
from alongside.access.viewer import LONDON, Held, Person, Viewer, current
from alongside.care.models import PARTS, Choice, Due, Episode, Goal, Plan, Referral, Review, Session, Step
from alongside.care.timescale import year_before
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


PARTS_OF = AnyOf("folders")
EMPTY = Value("", CharField())


def _wanted() -> Any:
    plans = Plan.current.filter(folder=PARTS_OF).exclude(state="closed")
    goals = Goal.current.filter(folder=PARTS_OF, state="open")
    columns = ("folder", "id", "kind_is", "words", "state", "source", "made_at")
    return (
        plans.annotate(kind_is=Value("plan", CharField())).order_by().values_list(*columns)
        .union(goals.annotate(kind_is=Value("goal", CharField())).order_by().values_list(*columns), all=True)
    )  # fmt: skip


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
    return _happened(Session, "contact", TruncDate("at", tzinfo=LONDON), F("state")).union(
        _happened(Snapshot, "map", F("drawn_on"), EMPTY),
        _happened(Review, "review", F("on"), F("state")),
        all=True,
    )


CAME = ("folder", "id", "kind_is", "began", "ended", "state", "how", "who_is", "said", "quick")


def _came() -> Any:
    referrals = Referral.current.filter(folder=PARTS_OF).annotate(
        kind_is=Value("referral", CharField()), began=F("on"), ended=F("decided_on"), how=F("came_from"),
        who_is=F("who"), said=F("words"), quick=F("urgent"),
    )  # fmt: skip
    episodes = Episode.current.filter(folder=PARTS_OF).annotate(
        kind_is=Value("episode", CharField()), began=F("began_on"), ended=F("finished_on"),
        how=F("finished_how"), who_is=EMPTY, said=F("finished_words"), quick=F("in_error"),
    )  # fmt: skip
    return referrals.order_by().values_list(*CAME).union(episodes.order_by().values_list(*CAME), all=True)


WANTED, STEPS, EVENTS, REFERRED = Prepared(_wanted), Prepared(_steps), Prepared(_events), Prepared(_came)
CHOICES = Prepared(lambda: Choice.current.filter(folder=PARTS_OF).order_by("on", "made_at"))
DUES = Prepared(
    lambda: Due.current.filter(folder=Given("dates"), state=Due.State.DUE).order_by("on", "at", "made_at")
)


class CareOfPerson:
    """What the panels of one person page share; each table is asked once, when a panel first needs it."""

    def __init__(self, viewer: Viewer, person: Person) -> None:
        self.viewer, self.person = viewer, person
        parts = [h for h in person.held if h.kind in PARTS]
        self.parts: list[Held] = sorted(parts, key=lambda h: (PARTS.index(h.kind), h.folder))
        self.folders = [h.folder for h in self.parts]

    @cached_property
    def wanted(self) -> list[tuple[Any, ...]]:
        """Plans and open goals: folder, id, kind, words, state, source, when."""
        return sorted(WANTED(folders=self.folders), key=lambda row: row[6])

    @cached_property
    def steps(self) -> list[Step]:
        """Steps that are open or were done in the last two weeks, with who helps."""
        open_ones = STEPS(folders=self.folders)
        return sorted(open_ones, key=lambda s: (s.due_on is None, s.due_on or dt.date.max, s.made_at))

    @cached_property
    def choices(self) -> list[Choice]:
        """What was wanted, offered, agreed, in order."""
        return CHOICES(folders=self.folders)

    @cached_property
    def dues(self) -> list[Due]:
        """What is due, in order."""
        dates = self.person.folder("dates")
        return [] if dates is None else DUES(dates=dates)

    @cached_property
    def events(self) -> list[Event]:
        """Contacts, missed ones, maps and reviews of the last year, in order."""
        rows = EVENTS(folders=self.folders, since=year_before(self.viewer.today))
        found = [Event(folder, row, kind, what, on) for folder, row, kind, what, on in rows]
        return sorted(found, key=lambda e: (e.on, e.kind, e.id))

    @cached_property
    def came(self) -> list[dict[str, Any]]:
        """How they came and when care began and finished: referrals and episodes, in order."""
        found = [dict(zip(CAME, row, strict=True)) for row in REFERRED(folders=self.folders)]
        return sorted(found, key=lambda r: (r["began"], r["kind_is"] == "episode"))


def care_of(request: Request, person: Person) -> CareOfPerson:
    """What is shared by the panels of this page; made once for a request."""
    found = getattr(request, "care_of_person", None)
    if found is None or found.person.id != person.id:
        found = CareOfPerson(current(), person)
        request.care_of_person = found  # type: ignore[attr-defined]
    return found
