"""Maps as pages show them: pictures in this language, sentences, and what each page of the map needs."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.ties import picture, rules, words
from alongside.ties.kinds import KINDS, all_words
from alongside.ties.models import Drawing
from alongside.ties.queries.around import Around, Someone, drawn
from alongside.web.jinja import date

WIDE, NARROW, SIDE = 790, 340, 560
"""Widths of the picture on a desk, on a phone, and of one of two side by side."""

PANEL = (360, 345)
"""Width and height of the small picture on the person page."""


def ring_words() -> tuple[str, str, str, str]:
    """The rings' names, and the place of those who have none yet."""
    return _("closest"), _("close"), _("further"), _("not placed yet")


def pictured(map: picture.Map, width: int, marks: bool = True, **more: Any) -> picture.Picture:
    """The picture of a map at a width, with words in this language."""
    return picture.draw(map, width, marks=marks, ring_words=ring_words(), **more)


def described(drawing: picture.Picture) -> str:
    """What a picture shows, in a sentence."""
    return picture.describe(drawing, _, ngettext)


def translated(said: Iterable[words.Said]) -> list[str]:
    """Sentences of `words` in this language."""
    return [ngettext(one.one, one.many, one.count) % one.values for one in said]


def noticed(around: Around, at_most: int | None = words.AT_MOST) -> list[str]:
    """What there is to notice; nobody is named."""
    map = around.map("")
    return translated(words.notice(map.alters, map.links, at_most))


def changes(then: Around, now: Around) -> list[str]:
    """What changed between two dates."""
    before, after = then.map(""), now.map("")
    return translated(words.changed(before.alters, after.alters, before.links, after.links))


def kinds_for_a_form() -> list[tuple[str, str, str]]:
    """Code, words and shape of each kind."""
    return [(kind.code, str(kind.words), kind.shape) for kind in KINDS]


def both_widths(around: Around, centre: str, marks: bool = True) -> dict[str, Any]:
    """The picture for a desk and for a phone, and what it shows in words and in a table."""
    map = around.map(centre)
    wide = pictured(map, WIDE, marks)
    return {
        "picture": wide,
        "picture_narrow": pictured(map, NARROW, marks),
        "said": described(wide),
        "kind_words": all_words(),
        "marks": marks,
    }


def room_in_words(drawing: Drawing) -> str:
    """Who is in the room, in a line under the heading."""
    return {
        "alone": _("drawing together · only the two of you in the room"),
        "family": _("their family or a friend is in the room"),
        "child": _("a child is in the room"),
        "interpreter": _("an interpreter is in the room"),
        "other": _("somebody else is in the room"),
        "phone": _("on the phone"),
    }[drawing.in_the_room]


def as_sent(someone: Someone, in_the_room: str) -> dict[str, Any]:
    """Somebody for the drawing page's script: as much as may be drawn in this room.

    Where no place is kept of somebody who stands close or far, the page's own place for them holds.
    """
    told = asdict(drawn(someone, someone.handle))
    if someone.closeness is not None and someone.angle is None:
        del told["angle"], told["distance"]
    if rules.is_alone(in_the_room):
        return told
    return {name: value for name, value in told.items() if name not in picture.TOLD}


def dated(day: dt.date | dt.datetime | None) -> str:
    """A date as pages write it, with its year where that is not this one."""
    return date(day)
