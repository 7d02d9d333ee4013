"""What may be said of somebody on a map, and what may be asked with others in the room. Decisions only; no rows."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from alongside.access.sources import Source
from alongside.access.viewer import Refused
from alongside.ties import scales
from alongside.ties.kinds import BY_CODE
from alongside.ties.models import Alter, Drawing, Tie
from alongside.web.forms.text import plain_text

NAME_LENGTH: Final = 120
MOST_PEOPLE: Final = 500
"""More than this on one map is a mistake, not a life."""

WITH_OTHERS: Final = frozenset({"name", "shape", "kind", "closeness", "angle", "distance"})
"""With anybody else in the room only these are asked and drawn; the rest waits until the two are alone."""

DRAWING_LASTS: Final = dt.timedelta(hours=12)
"""A sitting that nobody ended is over by then: whoever was in the room is there no longer."""

SEES_ALL: Final = frozenset({Drawing.Room.ALONE.value})


def is_alone(room: str) -> bool:
    """May everything be asked? On the telephone nobody knows who else can hear."""
    return room in SEES_ALL


def room(value: Any) -> str:
    """Who is in the room, as one of the answers there are."""
    if value not in Drawing.Room.values:
        raise Refused(_("Say who is in the room."))
    return str(value)


def is_open(drawing: Drawing, now: dt.datetime) -> bool:
    """Is this sitting still going on?"""
    return drawing.ended_at is None and now - drawing.made_at < DRAWING_LASTS


def text(value: Any, most: int, what: str) -> str:
    """Text as somebody typed it: what the forms let in, and no longer than can be kept."""
    if not isinstance(value, str):
        raise Refused(_("%(what)s is not text.") % {"what": what})
    try:
        clean = plain_text(value, lines=True)
    except ValidationError as refusal:
        raise Refused(refusal.message) from refusal
    if len(clean) > most:
        raise Refused(_("%(what)s is longer than %(most)s characters.") % {"what": what, "most": most})
    return clean


def name(value: Any) -> str:
    """A name: one line, something in it, at most 120 characters."""
    clean = " ".join(text(value, NAME_LENGTH * 4, _("The name")).split())
    if not clean:
        raise Refused(_("Write a name first. Any name will do: Mum, J from the hostel."))
    return text(clean, NAME_LENGTH, _("The name"))


def shape(value: Any) -> str:
    """A person, a professional, a group or a place."""
    if value not in Alter.Shape.values:
        raise Refused(_("Choose a person, a professional, a group or a place."))
    return str(value)


def source(value: Any) -> str:
    """How it is known."""
    if value not in Source.values:
        raise Refused(_("Say how this is known."))
    return str(value)


def _whole(least: int, most: int, what: Any) -> Callable[[Any], int | None]:
    def checked(value: Any) -> int | None:
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise Refused(
                _("%(what)s is a whole number from %(least)s to %(most)s.")
                % {"what": what(), "least": least, "most": most}
            )
        return value

    return checked


def _number(least: float, most: float, what: Any) -> Callable[[Any], float | None]:
    def checked(value: Any) -> float | None:
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise Refused(_("%(what)s is not a number.") % {"what": what()})
        if not least <= value <= most:  # which no infinity and no NaN is
            raise Refused(_("%(what)s lies outside the map.") % {"what": what()})
        return float(value)

    return checked


def _truth(value: Any) -> bool | None:
    if value is None or isinstance(value, bool):
        return value
    raise Refused(_("Answer yes, no, or leave it out."))


def _one_of(codes: Mapping[str, Any] | frozenset[str], what: Any) -> Callable[[Any], str]:
    def checked(value: Any) -> str:
        if value in (None, ""):
            return ""
        if not isinstance(value, str) or value not in codes:
            raise Refused(_("%(what)s is not one of the answers there are.") % {"what": what()})
        return str(value)

    return checked


def _words(what: Any) -> Callable[[Any], str]:
    def checked(value: Any) -> str:
        return "" if value is None else text(value, 500, what())

    return checked


TOLD: Final[dict[str, Callable[[Any], Any]]] = {
    "kind": _one_of(BY_CODE, lambda: _("Who they are")),
    "closeness": _whole(scales.CLOSENESS[0], scales.CLOSENESS[-1], lambda: _("How close they are")),
    "contact": _one_of(frozenset(Tie.Contact.values), lambda: _("How often they are in touch")),
    "helps": _whole(scales.HELPS[0], scales.HELPS[-1], lambda: _("How much they help")),
    "helps_how": _words(lambda: _("What they help with")),
    "harder": _whole(scales.HELPS[0], scales.HELPS[-1], lambda: _("How much they make it harder")),
    "harder_how": _words(lambda: _("What they make harder")),
    "used_together": _one_of(frozenset(Tie.Together.values), lambda: _("Whether they used together")),
    "in_recovery": _truth,
    "uses": _truth,
    "lives_with": _truth,
    "willing": _truth,
    "real_friend": _truth,
    "feared": _truth,
    "angle": _number(-360, 720, lambda: _("The place on the map")),
    "distance": _number(0, 1.2, lambda: _("The place on the map")),
}
"""Everything that can be told of somebody, each with what makes it acceptable."""

PLACE: Final = ("angle", "distance")


def told(values: Mapping[str, Any]) -> dict[str, Any]:
    """What is said of somebody, checked field by field; an unknown field is refused."""
    unknown = [field for field in values if field not in TOLD]
    if unknown:
        raise Refused(_("Nothing of that name can be said of somebody."))
    return {field: TOLD[field](value) for field, value in values.items()}


def may_be_asked(fields: Any, in_the_room: str) -> None:
    """Refuse what is not asked with somebody else in the room."""
    if not is_alone(in_the_room) and not WITH_OTHERS.issuperset(fields):
        raise Refused(
            _(
                "With somebody else in the room, only who people are and how close they stand. The rest can wait."
            )
        )


def two_people(one: int, other: int) -> tuple[int, int]:
    """Two who know each other, the smaller id first; nobody is joined to themselves."""
    if one == other:
        raise Refused(_("Choose two different people."))
    return (one, other) if one < other else (other, one)


def room_for_one_more(count: int) -> None:
    """Refuse somebody beyond the most that one map can hold."""
    if count >= MOST_PEOPLE:
        raise Refused(_("There are %(count)s people on this map already.") % {"count": count})
