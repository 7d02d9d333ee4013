"""Whoever the database is answering, opened in one place.

`opened(…)` begins the transaction in which the database answers one viewer, and closes it. `web.page` calls it for each
request and `access.tasks` for each task; nothing else does. A statement sent with no viewer open raises in
`access.backend` before it leaves this process.
"""

import contextlib
import datetime as dt
import json
from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connections, transaction

LONDON = ZoneInfo("Europe/London")
ALIAS = "default"


def end_of(day: dt.date) -> dt.datetime:
    """The moment after a day's last minute in London: an end date holds to its end."""
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), LONDON)


class NoViewer(RuntimeError):
    """A statement was to be sent while nobody was being answered."""


class Refused(Exception):
    """A rule said no; the message is for the person at the screen."""

    def __init__(self, message: Any) -> None:
        super().__init__(str(message))
        self.message = message


@dataclass(frozen=True)
class Held:
    """A folder that the viewer holds in this transaction."""

    folder: int
    kind: str
    person: int
    purpose: str
    writes: bool
    assigned: bool = False


@dataclass(frozen=True)
class Viewer:
    """Who is being answered: a member of staff, a task, or (both None) the public.

    `locked`: the public, as long as the PIN of a session that is there has not been given. `covered`: on Today, the lines and
    dates of those who are expected today and for whose team the viewer is on duty; they are nobody's whom she works with.
    `late`: visits of colleagues who have not said that they are back, and for whom the viewer is to look.
    """

    staff: int | None
    name: str
    now: dt.datetime
    task: str | None = None
    administrator: bool = False
    leads: tuple[int, ...] = ()
    held: tuple[Held, ...] = ()
    covered: tuple[Held, ...] = ()
    locked: bool = False
    late: tuple[int, ...] = ()
    opened_now: list[Held] = field(default_factory=list, compare=False)

    @cached_property
    def today(self) -> dt.date:
        """The date in London."""
        return self.now.astimezone(LONDON).date()

    def all_held(self) -> list[Held]:
        """What was held at the beginning and what was opened since."""
        return [*self.held, *self.opened_now]

    def folders(self, kind: str) -> list[int]:
        """The folders of one kind that are held."""
        return [h.folder for h in self.all_held() if h.kind == kind]

    def person(self, person_id: int) -> "Person":
        """One of the persons whose folders are held."""
        return Person(person_id, tuple(h for h in self.all_held() if h.person == person_id))

    def people(self) -> list["Person"]:
        """The persons whose folders are held, in no order that means anything."""
        return people_of(self.all_held())


@dataclass(frozen=True)
class Person:
    """A person, as far as the viewer may open their record."""

    id: int
    held: tuple[Held, ...]

    def folder(self, kind: str) -> int | None:
        """The folder of this kind, or None where there is none or it is not the viewer's to open."""
        return next((h.folder for h in self.held if h.kind == kind), None)

    def first(self, kinds: tuple[str, ...]) -> int | None:
        """The first of these kinds that is held."""
        return next((f for f in map(self.folder, kinds) if f is not None), None)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of folder held."""
        return tuple(h.kind for h in self.held)

    def writes(self, kind: str) -> bool:
        """May the viewer write in it?"""
        return any(h.kind == kind and h.writes for h in self.held)

    def folders(self) -> list[int]:
        """Every folder of this person that is held."""
        return [h.folder for h in self.held]

    @property
    def handle(self) -> str:
        """The sealed name of this person for a link: by the line, else by whichever folder is held."""
        from alongside.access import handles

        label = self.folder("line") or (self.held[0].folder if self.held else 0)
        return handles.seal("person", label, label)


def people_of(held: Iterable[Held]) -> list[Person]:
    """Whose folders these are, each person once."""
    by_person: dict[int, list[Held]] = {}
    for h in held:
        by_person.setdefault(h.person, []).append(h)
    return [Person(who, tuple(parts)) for who, parts in by_person.items()]


_viewer: ContextVar[Viewer | None] = ContextVar("viewer", default=None)
_ticks: ContextVar[int] = ContextVar("ticks", default=0)


def current() -> Viewer:
    """The viewer of this transaction; raises `NoViewer` where there is none."""
    viewer = _viewer.get()
    if viewer is None:
        raise NoViewer("no viewer is open")
    return viewer


def is_open() -> bool:
    """Is somebody being answered?"""
    return _viewer.get() is not None or _opening.get()


def today() -> dt.date:
    """The date in London: by the database's clock while somebody is being answered, else by this machine's."""
    viewer = _viewer.get()
    return viewer.today if viewer is not None else dt.datetime.now(LONDON).date()


def moment() -> dt.datetime:
    """The time at which a row is made: the database's clock, one microsecond on for each row of this transaction.

    Rows of one transaction so keep their order without a counter that others share.
    """
    viewer = _viewer.get()
    if viewer is None:
        raise NoViewer("no viewer is open")
    tick = _ticks.get()
    _ticks.set(tick + 1)
    return viewer.now + dt.timedelta(microseconds=tick)


_opening: ContextVar[bool] = ContextVar("opening", default=False)


def _viewer_of(answer: dict[str, Any]) -> Viewer:
    return Viewer(
        staff=answer.get("staff"),
        name=answer.get("name") or "",
        now=dt.datetime.fromisoformat(answer["now"]),
        administrator=bool(answer.get("administrator")),
        leads=tuple(answer.get("leads") or ()),
        held=tuple(Held(**h) for h in answer.get("held") or ()),
        covered=tuple(Held(**h) for h in answer.get("covered") or ()),
        locked=bool(answer.get("locked")),
        late=tuple(answer.get("late") or ()),
    )


def begin(token: bytes | None, scope: str, folder: int, route: str, writes: bool) -> Viewer:
    """Tell the database whom it is answering, inside the transaction that `opened` has begun."""
    connection: Any = connections[ALIAS]
    with connection.apart() as cursor:
        cursor.execute("select access.begin(%s, %s, %s, %s, %s)", [token, scope, folder, route, writes])
        answer = cursor.fetchone()[0]
    return _viewer_of(json.loads(answer) if isinstance(answer, str) else answer)


@contextlib.contextmanager
def opened(
    token: bytes | None, *, scope: str = "none", folder: int = 0, route: str = "", writes: bool = False
) -> Iterator[Viewer]:
    """Begin a durable transaction in which the database answers one viewer, and end it."""
    if _viewer.get() is not None:
        raise RuntimeError("a viewer is open already")
    opening = _opening.set(True)
    ticks = _ticks.set(0)
    named = None
    try:
        with transaction.atomic(using=ALIAS, durable=True):
            viewer = begin(token, scope, folder, route, writes)
            named = _viewer.set(viewer)
            yield viewer
    finally:
        if named is not None:
            _viewer.reset(named)
        _ticks.reset(ticks)
        _opening.reset(opening)


@contextlib.contextmanager
def opened_task(key: bytes, folders: list[int], *, route: str) -> Iterator[Viewer]:
    """The same for a named background task, by its key and the folders of its work."""
    if _viewer.get() is not None:
        raise RuntimeError("a viewer is open already")
    opening = _opening.set(True)
    ticks = _ticks.set(0)
    named = None
    try:
        with transaction.atomic(using=ALIAS, durable=True):
            connection: Any = connections[ALIAS]
            with connection.apart() as cursor:
                cursor.execute(
                    "select access.begin_task(%s, %s::bigint[], %s), access.clock()", [key, folders, route]
                )
                task, now = cursor.fetchone()
            viewer = Viewer(staff=None, name="", now=now, task=task)
            named = _viewer.set(viewer)
            yield viewer
    finally:
        if named is not None:
            _viewer.reset(named)
        _ticks.reset(ticks)
        _opening.reset(opening)
