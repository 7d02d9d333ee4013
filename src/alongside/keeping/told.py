"""What was said elsewhere in the same part of a record and could stand here too: written by whoever takes it over.

An app above says what was said (`TELLS`); which of it stands here already is decided here. Nothing is written by itself.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from alongside.access.viewer import LONDON, Person
from alongside.keeping.models import Household
from alongside.keeping.queries import Line
from alongside.people.names import fold
from alongside.web.jinja import date
from alongside.web.wrapper import Request


@dataclass(frozen=True)
class Told:
    """One thing that was said, as a line of keeping safe and well would say it."""

    folder: int
    thing: str
    code: str
    title: str
    said: tuple[tuple[str, str], ...]
    """Each question with its answer, in words."""
    values: dict[str, Any]
    """What its form begins with; what was not said is left for whoever writes it."""
    on: dt.date
    how: str
    """How it is known, in words."""
    rests_on: tuple[int, ...] = ()
    """The rows in which it was said."""
    asked_on: dict[str, dt.date] = field(default_factory=dict)
    """When each was asked, where that differs."""
    says: tuple[tuple[str, str], ...] = ()
    """What it calls for, each with how loud."""
    line: Line | None = None
    """The line about the same that stands here, and was looked at before this was said."""

    @property
    def words(self) -> str:
        """What was said, on one line."""
        return " · ".join(f"{question} {answer}".strip() for question, answer in self.said)

    @property
    def known(self) -> str:
        """How it is known, and since when."""
        return _("%(how)s, in the assessment, %(day)s") % {"how": self.how, "day": date(self.on)}


@dataclass
class Said:
    """What was said, and on which day each sort of thing was asked about, whatever was answered."""

    told: list[Told]
    asked: dict[tuple[int, str], dt.date]

    def of(self, folder: int, kinds: Iterable[str]) -> list[Told]:
        """What was said in one part of the record for some sorts of line."""
        return [one for one in self.told if one.folder == folder and one.thing in kinds]

    def asked_on(self, folder: int, kinds: Iterable[str]) -> dt.date | None:
        """When it was asked about at the latest."""
        return max((day for kind in kinds if (day := self.asked.get((folder, kind)))), default=None)


TAKEN_OVER = ("risk", "household", "atrisk", "medicine")
"""The sorts of line that may be taken over."""
TELLS: list[Callable[[Request, Person, int | None], Said]] = []
"""Apps above that know what was said: of the parts shown on a person page, or of one part."""


def said_of(
    request: Request, person: Person, lines: list[Line], ended: list[Line], part: int | None = None
) -> Said:
    """What was said and is written nowhere here yet, or after the line about it was looked at last."""
    found = [tells(request, person, part) for tells in TELLS]
    told = [
        replace(one, line=older(one, lines))
        for said in found for one in said.told
        if not stands(one, lines, ended)
    ]  # fmt: skip
    return Said(told, {key: day for said in found for key, day in said.asked.items()})


def stands(one: Told, lines: Iterable[Line], ended: Iterable[Line] = ()) -> bool:
    """Is it written here already, or was it, and somebody decided since that it is over?"""
    here = [line for line in lines if line.folder == one.folder and line.kind == one.thing]
    if one.thing == "household":
        return not _asked_since(one, here)
    since = [
        line
        for line in ended
        if line.folder == one.folder and line.kind == one.thing and line.ended is not None
        and line.ended.astimezone(LONDON).date() >= one.on
    ]  # fmt: skip
    return any(_same(one, line) for line in (*here, *since)) and older(one, lines) is None


def older(one: Told, lines: Iterable[Line]) -> Line | None:
    """The line about this danger, where nobody has looked at it, or at another about the same, since this was said."""
    if one.thing != "risk":
        return None
    same = [line for line in lines if line.folder == one.folder and line.kind == "risk" and _same(one, line)]
    last = max(same, key=lambda line: line.since or dt.date.max, default=None)
    return last if last is not None and last.since is not None and last.since < one.on else None


def _same(one: Told, line: Line) -> bool:
    match one.thing:
        case "risk":
            return line.code == one.values["about"]
        case "atrisk" if one.values["kind"] == "unborn":
            return line.said == "unborn"
        case "medicine" if one.values.get("script"):
            return line.level == "script"
    return fold(line.code) == fold(one.values["called"])


def _asked_since(one: Told, here: list[Line]) -> bool:
    """Were children asked about since it was written down last, or is where medicines are kept known otherwise now?"""
    last = max(here, key=lambda line: line.since or dt.date.min, default=None)
    if last is None or last.since is None:
        return True
    children, stored = one.asked_on.get("children"), one.asked_on.get("stored")
    kept = last.said or Household.Stored.NOT_ASKED
    return bool(
        (children and children > last.since)
        or (stored and stored >= last.since and one.values.get("stored") != kept)
    )
