"""Everybody around one teller as they stand now: one folder, two queries."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any

from django.db import connections

from alongside.access import handles
from alongside.access.viewer import ALIAS
from alongside.ties import picture, rules, scales
from alongside.ties.models import Alter, Tie


@dataclass(frozen=True, slots=True)
class Someone:
    """Someone in the teller's life, with what holds of them now."""

    folder: int
    id: int
    name: str
    shape: str
    since: dt.datetime
    version: str
    tie: int | None = None
    source: str = ""
    told_at: dt.datetime | None = None
    told_by: int | None = None
    kind: str = ""
    closeness: int | None = None
    contact: str = ""
    helps: int | None = None
    helps_how: str = ""
    harder: int | None = None
    harder_how: str = ""
    used_together: str = ""
    in_recovery: bool | None = None
    uses: bool | None = None
    lives_with: bool | None = None
    willing: bool | None = None
    real_friend: bool | None = None
    feared: bool | None = None
    angle: float | None = None
    distance: float | None = None

    @property
    def handle(self) -> str:
        """The sealed name for a page."""
        return handles.seal("alter", self.folder, self.id)

    @property
    def is_close(self) -> bool:
        """Do they stand close?"""
        return self.closeness is not None and self.closeness >= scales.CLOSE_FROM

    def told(self) -> dict[str, Any]:
        """What is said of them, by field."""
        return {field: getattr(self, field) for field in rules.TOLD}

    def only(self, allowed: Iterable[str]) -> "Someone":
        """The same with nothing told but these fields."""
        hidden = set(rules.TOLD) - set(allowed)
        blank: dict[str, Any] = {f.name: f.default for f in fields(self) if f.name in hidden}
        return replace(self, **blank)


@dataclass(frozen=True)
class Around:
    """Everybody on one map, in the order in which they came, and who knows whom (pairs of ids)."""

    folder: int
    people: Sequence[Someone] = ()
    links: Sequence[tuple[int, int]] = ()

    @cached_property
    def by_id(self) -> dict[int, Someone]:
        """Each by id."""
        return {someone.id: someone for someone in self.people}

    @property
    def changed_at(self) -> dt.datetime | None:
        """When anything was last told."""
        return max((max(s.since, s.told_at or s.since) for s in self.people), default=None)

    def for_the_room(self, in_the_room: str) -> "Around":
        """As much as may be drawn with those who are in the room."""
        if rules.is_alone(in_the_room):
            return self
        return replace(self, people=tuple(someone.only(rules.WITH_OTHERS) for someone in self.people))

    def known_to(self, someone: Someone) -> list[Someone]:
        """Those on the map whom somebody knows."""
        ids = {b if a == someone.id else a for a, b in self.links if someone.id in (a, b)}
        return [other for other in self.people if other.id in ids]

    def map(self, centre: str) -> picture.Map:
        """What the picture is drawn from; ids are sealed."""
        sealed = {someone.id: someone.handle for someone in self.people}
        return picture.Map(
            alters=tuple(drawn(someone, sealed[someone.id]) for someone in self.people),
            links=tuple((sealed[a], sealed[b]) for a, b in self.links),
            centre=centre,
        )


_DRAWN = tuple(f.name for f in fields(picture.Alter) if f.name in {g.name for g in fields(Someone)})


def drawn(someone: Someone, key: str) -> picture.Alter:
    """One alter for the picture, by a name of its own choosing."""
    return picture.Alter(**{name: getattr(someone, name) for name in _DRAWN if name != "id"}, id=key)


def version_of(alter_version: int, tie: int | None, tie_version: int | None) -> str:
    """A mark that differs whenever anything told of somebody differs, and tells nothing else."""
    if tie is None:
        return f"{alter_version}"
    return f"{alter_version}.{tie_version}.{hashlib.blake2b(str(tie).encode(), digest_size=6).hexdigest()}"


_TOLD = tuple(rules.TOLD)
_PEOPLE = f"""
    select a.folder, a.id, a.name, a.shape, a.made_at, a.version, t.id, t.version, t.source, t.made_at, t.made_by,
           {", ".join(f"t.{field}" for field in _TOLD)}
      from {Alter._meta.db_table} a
      left join {Tie._meta.db_table} t
        on t.folder = a.folder and t.alter_id = a.id and t.ended_at is null and not t.in_error
     where a.folder = any(%s) and a.ended_at is null and not a.in_error
     order by a.folder, a.made_at, a.id
"""
_LINKS = """
    select k.folder, k.one_id, k.other_id
      from ties_knows k
      join ties_alter a on a.folder = k.folder and a.id = k.one_id and a.ended_at is null and not a.in_error
      join ties_alter b on b.folder = k.folder and b.id = k.other_id and b.ended_at is null and not b.in_error
     where k.folder = any(%s) and k.ended_at is null and not k.in_error
     order by k.folder, k.made_at, k.id
"""


def _someone(row: Sequence[Any]) -> Someone:
    folder, key, name, shape, since, version, tie, tie_version, source, told_at, told_by, *told = row
    mark = version_of(version, tie, tie_version)
    if tie is None:
        return Someone(folder, key, name, shape, since, mark)
    return Someone(
        folder,
        key,
        name,
        shape,
        since,
        mark,
        tie,
        source,
        told_at,
        told_by,
        **dict(zip(_TOLD, told, strict=True)),
    )


def around(folders: Sequence[int], links: bool = True) -> dict[int, Around]:
    """The current map of each of a few folders: two queries, one without links."""
    people: dict[int, list[Someone]] = {folder: [] for folder in folders}
    pairs: dict[int, list[tuple[int, int]]] = {folder: [] for folder in folders}
    with connections[ALIAS].cursor() as cursor:
        cursor.execute(_PEOPLE, [list(folders)])
        for row in cursor:
            people[row[0]].append(_someone(row))
        if links:
            cursor.execute(_LINKS, [list(folders)])
            for folder, one, other in cursor:
                pairs[folder].append((one, other))
    return {folder: Around(folder, tuple(people[folder]), tuple(pairs[folder])) for folder in folders}


def around_one(folder: int) -> Around:
    """The current map of one folder, in two queries."""
    return around([folder])[folder]


def someone_now(alter: Alter) -> Someone:
    """One of them as they stand now, whether or not they are still on the map."""
    tie = Tie.current.filter(folder=alter.folder, alter_id=alter.pk).first()
    base = Someone(
        alter.folder, alter.pk, alter.name, alter.shape, alter.made_at,
        version_of(alter.version, tie and tie.pk, tie and tie.version),
    )  # fmt: skip
    if tie is None:
        return base
    told = {field: getattr(tie, field) for field in _TOLD}
    return replace(base, tie=tie.pk, source=tie.source, told_at=tie.made_at, told_by=tie.made_by, **told)
