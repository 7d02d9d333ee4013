"""Requests for a copy, and how far each has come in the parts that the viewer holds. Of other parts nothing is asked."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from alongside.access import folders
from alongside.access.models import FolderModel
from alongside.access.viewer import Held, Person, Viewer
from alongside.people.models import Line
from alongside.people.queries.lines import lines_of
from alongside.subject import gathering
from alongside.subject.models import PARTS, TOLD, Alone, Look, Piece


@dataclass(frozen=True)
class Asked:
    """That a person asked for a copy of what is held about them."""

    id: int
    person: int
    asked_on: dt.date
    due: dt.date
    how: str = ""
    withdrawn_at: dt.datetime | None = None
    withdrawn_why: str = ""

    def overdue(self, by: Viewer) -> bool:
        """Is it past its day?"""
        return self.due < by.today


def parts(held: Iterable[Held]) -> list[Held]:
    """The parts of which the viewer makes the copy: those they write in."""
    return sorted((h for h in held if h.kind in PARTS and h.writes), key=lambda h: PARTS.index(h.kind))


def told_in(held: Iterable[Held]) -> list[Held]:
    """Those in which something was told, the most sealed first."""
    order = ("safety", "programme", "treatment", "family", "peer", "contact")
    return sorted((h for h in parts(held) if h.kind in TOLD), key=lambda h: order.index(h.kind))


def asked_of(person: Person) -> list[Asked]:
    """What this person asked for, the last first."""
    return [Asked(**row) for row in folders.rows("select * from access.copies_of(%s)", person.folders())]


def asked(person: Person, number: int) -> Asked | None:
    """One of them."""
    return next((one for one in asked_of(person) if one.id == number), None)


def pieces(held: Iterable[Held], numbers: Iterable[int]) -> dict[tuple[int, int], Piece]:
    """What was made ready, by part and request."""
    found = Piece.current.filter(folder__in=[h.folder for h in held], request__in=list(numbers))
    return {(p.folder, p.request): p for p in found}


def alone(held: Iterable[Held], number: int) -> Alone | None:
    """What they said last when asked alone, as far as the viewer holds the part in which it lies."""
    ids = [h.folder for h in held if h.kind in TOLD]
    return Alone.current.filter(folder__in=ids, request=number).order_by("-made_at").first()


def looks(
    folder: int, number: int, model: type[FolderModel], ids: Iterable[int] | None = None
) -> dict[int, Look]:
    """How the statements of one table were looked at, by their rows."""
    found = Look.current.filter(folder=folder, request=number, table=model._meta.db_table)
    return {look.about: look for look in (found if ids is None else found.filter(about__in=list(ids)))}


def all_looks(folder: int, number: int) -> dict[tuple[str, int], Look]:
    """How the statements of every table of a part were looked at, by table and row."""
    return {(look.table, look.about): look for look in Look.current.filter(folder=folder, request=number)}


@dataclass
class Heap:
    """The statements of one table in one part: how many there are, and how many somebody looked at."""

    part: Held
    model: type[FolderModel]
    there: int
    seen: int = 0

    @property
    def table(self) -> str:
        """Its name, as it stands in an address."""
        return self.model._meta.db_table

    @property
    def title(self) -> str:
        """What it is called."""
        return gathering.title(self.model)


@dataclass
class Mine:
    """One part of the record in which the viewer writes, and how far its copy has come."""

    part: Held
    piece: Piece | None
    heaps: list[Heap] = field(default_factory=list)


def mine(held: Iterable[Held], number: int) -> list[Mine]:
    """Each such part with what lies in it: three queries, whatever there is."""
    its = parts(held)
    ready = pieces(its, [number])
    there = _counted(its)
    seen: dict[tuple[int, str], int] = {}
    for folder, table in Look.current.filter(folder__in=[h.folder for h in its], request=number).values_list(
        "folder", "table"
    ):
        seen[folder, table] = seen.get((folder, table), 0) + 1
    return [
        Mine(part, ready.get((part.folder, number)), [
            Heap(part, model, there[part.folder, table], seen.get((part.folder, table), 0))
            for model in gathering.tables_in(part.kind)
            if (table := model._meta.db_table) and there.get((part.folder, table))
        ])
        for part in its
    ]  # fmt: skip


def _counted(held: list[Held]) -> dict[tuple[int, str], int]:
    """How many rows lie in each table of each of these parts, in one statement."""
    asked_for: list[str] = []
    values: list[Any] = []
    for model in gathering.tables():
        ids = [h.folder for h in held if h.kind in model.lies_in]
        if ids:
            table = model._meta.db_table
            asked_for.append(
                f"select '{table}' as name, folder, count(*) as n from public.{table} where folder = any(%s) group by folder"
            )
            values.append(ids)
    if not asked_for:
        return {}
    return {
        (row["folder"], row["name"]): row["n"] for row in folders.rows(" union all ".join(asked_for), *values)
    }


@dataclass(frozen=True)
class Waiting:
    """A request that waits for the viewer, with whose it is."""

    asked: Asked
    person: Person
    line: Line | None


def waiting(by: Viewer, found: Iterable[Asked]) -> list[Waiting]:
    """Requests with whose they are, of the persons of whom the viewer holds something on this page."""
    people = {person.id: person for person in by.people()}
    known = [(one, people[one.person]) for one in found if one.person in people]
    lines = lines_of(p for _one, p in known)
    return [Waiting(one, p, lines.get(p.id)) for one, p in known]
