"""Who is out alone: oneself, and colleagues who are late and for whom one looks."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from alongside.access import folders, handles
from alongside.people.models import ContactWay, Details
from alongside.people.safe import channels, number_in_words
from alongside.web.registry import address


@dataclass(frozen=True)
class Ready:
    """Before one sets off: one's number of the last time, and who could look: a `seat`, `others` (perhaps at home), `nobody`."""

    phone: str | None
    looked_for_by: str


@dataclass(frozen=True)
class Opening:
    """A colleague opened where one was."""

    name: str
    at: dt.datetime
    back_by: dt.datetime


@dataclass(frozen=True)
class Out:
    """A worker at somebody's home. `line` names whom, where the viewer holds that name; `place` where, for whoever opened it,
    which is the viewer's to do where it `opens`."""

    id: int
    staff: int
    name: str
    mine: bool
    began: dt.datetime
    back_by: dt.datetime
    line: int | None
    late: bool
    phone: str
    place: str | None
    opens: bool

    @property
    def number(self) -> str:
        """The number on which they can be rung, as people write it."""
        return number_in_words(self.phone)

    @property
    def href(self) -> str | None:
        """The record of whom they visit, where it is the viewer's to open."""
        return address("person", person=handles.seal("person", self.line, self.line)) if self.line else None


def now() -> list[Out]:
    """Who is out, as far as the viewer sees it."""
    return [Out(**row) for row in folders.rows("select * from access.lone_now()")]


def ready(line: int, back_by: dt.datetime) -> Ready:
    """What there is to know before one sets off to somebody, to be back by then."""
    return Ready(**folders.answer("select access.lone_ready(%s, %s)", line, back_by))


def openings(found: list[dict[str, Any]]) -> list[Opening]:
    """Who opened where one was, from what Today is told."""
    return [
        Opening(one["name"], *(dt.datetime.fromisoformat(one[name]) for name in ("at", "back_by")))
        for one in found
    ]


def places(agreed: str, details: Details | None, ways: Iterable[ContactWay]) -> list[str]:
    """Where a visit may be, to choose from: as it was agreed, where they live, where a letter may go."""
    home = ", ".join(filter(None, [*details.address.split("\n"), details.postcode])) if details else ""
    letters = [
        " ".join(way.value.split()) for way in ways if way.kind == ContactWay.Kind.POST and channels(way)
    ]
    known = (" ".join(place.split())[:300] for place in (agreed, home, *letters))
    return list(dict.fromkeys(filter(None, known)))


def told(found: list[dict[str, Any]]) -> list[Out]:
    """The same, from what Today is told in one answer."""
    moments = ("began", "back_by")
    return [
        Out(**{**row, **{name: dt.datetime.fromisoformat(row[name]) for name in moments}}) for row in found
    ]
