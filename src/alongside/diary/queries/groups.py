"""Groups, and who goes to them, as far as the viewer may open it."""

import datetime as dt
from dataclasses import dataclass

from alongside.access import folders
from alongside.access.viewer import Held, Person, Viewer
from alongside.care.models import PARTS, Session
from alongside.diary.models import Member
from alongside.people.queries.lines import lines_of


@dataclass(frozen=True)
class Group:
    """A group that meets."""

    id: int
    team: int
    team_name: str
    name: str


@dataclass(frozen=True)
class Goes:
    """Somebody who goes to a group, or may."""

    person: Person
    name: str
    part: Held
    member: Member | None = None


def groups() -> list[Group]:
    """The groups of the viewer's teams, by name."""
    return [Group(**row) for row in folders.rows("select * from access.meetings()")]


def held(by: Viewer) -> list[Held]:
    """What the viewer holds: of a page about everybody the floor tells it only when asked."""
    if not by.all_held():
        by.opened_now.extend(Held(**row) for row in folders.rows("select * from access.held()"))
    return by.all_held()


def going(by: Viewer, group: int) -> list[Goes]:
    """Who goes to a group, by name; whoever is not the viewer's to open is not there."""
    rows = list(Member.current.in_sight().filter(group=group).order_by("since", "id"))
    if not rows:
        return []
    parts = {h.folder: h for h in held(by)}
    return _named(by, [(parts[r.folder], r) for r in rows if r.folder in parts])


def mine(by: Viewer) -> list[Goes]:
    """Everybody with whom the viewer works and in whose record she writes, by name; one part of each."""
    first: dict[int, Held] = {}
    for h in sorted(
        (h for h in held(by) if h.kind in PARTS and h.writes and h.assigned),
        key=lambda h: PARTS.index(h.kind),
    ):
        first.setdefault(h.person, h)
    return _named(by, [(h, None) for h in first.values()])


def _named(by: Viewer, found: list[tuple[Held, Member | None]]) -> list[Goes]:
    people = {h.person: by.person(h.person) for h, _member in found}
    lines = lines_of(people.values())
    made = [
        Goes(people[h.person], lines[h.person].call_name, h, member)
        for h, member in found
        if h.person in lines
    ]
    return sorted(made, key=lambda g: (g.name, g.part.folder))


def written_then(labels: list[int], at: dt.datetime) -> list[Session]:
    """What somebody wrote of the same hour of a group already."""
    near = dt.timedelta(minutes=30)
    rows = Session.current.filter(
        folder__in=labels, how=Session.How.GROUP, at__gt=at - near, at__lt=at + near
    )
    return list(rows.order_by("at", "id")) if labels else []
