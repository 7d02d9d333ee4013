"""What stands on the pages of handing over and of supervision: a fixed number of queries, however many people."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Max, Min, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from alongside.access import folders
from alongside.access.handles import seal
from alongside.access.prepared import AnyOf, Prepared
from alongside.access.viewer import LONDON, Person, Viewer
from alongside.care.models import OPEN, Due
from alongside.care.queries import today
from alongside.care.queries.today import APPOINTMENTS
from alongside.handover import rules, words
from alongside.handover.models import Agreed, HandedOver
from alongside.people.queries.lines import lines_of, lines_of_mine
from alongside.staff import queries as staff
from alongside.staff import week
from alongside.staff.words import part
from alongside.web.wrapper import Request

SHOWN = 2
"""How many dates stand beside a name when people are handed over."""

today.TOGETHER.add(
    "handed_over",
    lambda: HandedOver.current.filter(folder=AnyOf("folders"), seen_at=None).order_by("made_at", "id"),
)
today.TOGETHER.add(
    "agreed",
    lambda: Agreed.current.filter(folder=AnyOf("dates"), state=Agreed.State.OPEN).order_by("on", "id"),
)
NEXT = Prepared(
    lambda: Due.current.filter(folder=AnyOf("folders"), state__in=OPEN).order_by("on", "at", "made_at", "id")
)


# Handing over


@dataclass(frozen=True)
class Confided:
    """A part in which they told the viewer something in confidence: a code, what it is called, whether she alone holds it."""

    code: str
    folder: int
    name: str
    alone: bool


@dataclass(frozen=True)
class Mine:
    """Somebody with whom the viewer works and whom she may hand over: a code for the form, a name, what comes next."""

    code: str
    person: Person
    name: str
    reference: str
    next: list[Due]
    confided: list[Confided]


def mine(request: Request) -> list[Mine]:
    """Everybody whom the viewer may hand over, by name, each with what is due next."""
    by: Viewer = request.viewer
    people = {line: p for p in by.people() if (line := p.folder("line")) is not None}
    due: dict[int, list[Due]] = defaultdict(list)
    for one in NEXT(folders=by.folders("dates")):
        due[one.folder].append(one)
    told = {p.id: parts for p in people.values() if (parts := rules.confided(p))}
    alone = mine_alone([h.folder for parts in told.values() for h in parts]) if told else set()
    return [
        Mine(
            person.handle, person, line.call_name, line.reference, due[person.folder("dates") or 0][:SHOWN],
            [
                Confided(seal("part", h.folder, h.folder), h.folder, part(h.kind), h.folder in alone)
                for h in told.get(person.id, [])
            ],
        )
        for line in lines_of_mine(request)
        if (person := people.get(line.folder)) and rules.works_with(person)
    ]  # fmt: skip


def mine_alone(parts: Collection[int]) -> set[int]:
    """Of these parts, those that nobody but the viewer can open and write in."""
    return {row["f"] for row in folders.rows("select f from access.mine_alone(%s) as f", list(parts))}


def receivers(by: Viewer) -> list[tuple[str, str]]:
    """Colleagues who could take somebody over, by name: with their teams, and until when they are away."""
    away = {a["staff"]: a["last_day"] for a in week.who_is_away(by.today, by.today)}
    made = []
    for one in staff.colleagues():
        if one.id == by.staff:
            continue
        said = [one.name, one.team_names]
        if one.id in away:
            said.append(_("away today"))
        made.append((str(one.id), " · ".join(filter(None, said))))
    return made


# Supervision


@dataclass
class Supervised:
    """Somebody with whom a colleague works, as far as their dates go."""

    person: Person
    name: str
    why: list[str]
    codes: tuple[str, ...]
    agreed: Agreed | None
    who: str
    late: bool


@dataclass
class Colleague:
    """A colleague of a lead's team: whom to look at together, who needs nothing now, and whether some are not held yet."""

    id: int
    name: str
    look: list[Supervised] = field(default_factory=list)
    well: list[Supervised] = field(default_factory=list)
    not_yet: bool = False

    @property
    def works_with_nobody(self) -> bool:
        """Nobody of this team, as far as its lead is told."""
        return not (self.look or self.well or self.not_yet)


def dates_of(labels: list[int], day: dt.date) -> dict[int, rules.Dates]:
    """What the dates in these parts say, each summed up by the database."""
    appointment, review = Q(what__in=APPOINTMENTS), Q(what=Due.What.REVIEW)
    in_touch = Q(what__in=(*APPOINTMENTS, Due.What.CONTACT))
    met, due = Q(state=Due.State.MET), Q(state=Due.State.DUE)
    serious = (
        Q(what=Due.What.TODAY) | Q(what=Due.What.DOSES, on__lte=day) | Q(what=Due.What.SCRIPT, on__lt=day)
    )
    when = Coalesce("met_on", "on")
    found: Any = (
        Due.current.filter(folder__in=labels)
        .order_by()
        .values("folder")
        .annotate(
            since=Min("made_at"),
            first=Min("on"),
            serious=Count("id", filter=due & serious),
            contact_met=Max(when, filter=in_touch & met),
            contact_next=Min("on", filter=appointment & due & Q(on__gte=day)),
            review_met=Max(when, filter=review & met),
            review_due=Min("on", filter=review & due),
            step_met=Max(when, filter=Q(what=Due.What.STEP) & met),
        )
    )
    made = {}
    for row in found:
        since = min(row.pop("since").astimezone(LONDON).date(), row.pop("first"))
        folder = row.pop("folder")
        made[folder] = rules.Dates(since=since, **row)
    return made


def _worked_with(by: Viewer) -> dict[int, dict[int, int]]:
    """By colleague: the `dates` of those with whom they work, and whose they are; as a lead is told of her teams' people."""
    made: dict[int, dict[int, int]] = defaultdict(dict)
    for team in sorted(by.leads):
        for row in folders.rows("select * from access.team_grants(%s)", team):
            if row["kind"] == "dates" and row["assigned"] and row["staff"] not in (None, by.staff):
                made[row["staff"]][row["folder"]] = row["person"]
    return made


def led(by: Viewer) -> list[tuple[int, str]]:
    """The colleagues of the viewer's teams, by name."""
    return [
        (one.id, one.name)
        for one in staff.colleagues()
        if one.id != by.staff and any(team["id"] in by.leads for team in one.teams)
    ]


def supervised(by: Viewer) -> list[Colleague]:
    """Each colleague of the viewer's teams with those of their people whose dates the viewer holds."""
    held = {h.folder: h.person for h in folders.all_held(by) if h.kind == "dates"}
    work = _worked_with(by)
    labels = sorted({label for theirs in work.values() for label in theirs if label in held})
    dates = dates_of(labels, by.today) if labels else {}
    open_now = {
        row.folder: row for row in Agreed.current.filter(folder__in=labels, state=Agreed.State.OPEN)
    } if labels else {}  # fmt: skip
    whole = {person.id: person for person in by.people()}
    people = {label: whole[held[label]] for label in labels}
    lines = lines_of(people.values())
    called = staff.called(row.staff for row in open_now.values())
    made = []
    for number, name in led(by):
        one = Colleague(number, name)
        for label in work.get(number, {}):
            person = people.get(label)
            line = lines.get(person.id) if person else None
            if person is None or line is None:
                one.not_yet = True
                continue
            # Of whom there is no date at all, the day they came to us is the only one there is.
            its_dates = dates.get(label) or rules.Dates(line.made_at.astimezone(LONDON).date())
            codes = rules.why(its_dates, by.today)
            row = open_now.get(label)
            its = Supervised(
                person, line.call_name, [words.why(code) for code in codes], codes, row,
                called.get(row.staff, "") if row else "", bool(row and row.on < by.today),
            )  # fmt: skip
            (one.look if codes or row else one.well).append(its)
        one.look.sort(
            key=lambda s: (rules.RED not in s.codes, not s.late, -len(s.codes), s.name, s.person.id)
        )
        one.well.sort(key=lambda s: (s.name, s.person.id))
        made.append(one)
    return made


def workers_of(dates: int) -> list[tuple[str, str]]:
    """Who works with somebody, as choices: those who hold their dates as their worker."""
    rows: list[dict[str, Any]] = folders.rows("select * from access.who_can_open(%s)", [dates])
    found = {row["staff"]: row["name"] for row in rows if row["staff"] and row["assigned"]}
    return [(str(number), name) for number, name in sorted(found.items(), key=lambda i: (i[1], i[0]))]
