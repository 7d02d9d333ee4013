"""The changes that the drawing page sends one at a time: read, checked against the room, and done once each.

The protocol stands in `assets/README.md`. An edit names by `seen` the version it was made on; where somebody else has
changed them since, nothing is done and `Changed` carries how they stand now. An edit carries a random `key`; the same
edit sent again after a lost answer is answered and not done twice.
"""

import datetime as dt
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.access import handles
from alongside.access.viewer import Refused, Viewer
from alongside.ties import rules
from alongside.ties.actions.knowing import know, not_know
from alongside.ties.actions.people import add_alter, locked, put_back, rename, take_off
from alongside.ties.actions.saying import say
from alongside.ties.models import Alter, Drawing
from alongside.ties.queries.around import Someone, someone_now
from alongside.web.wrapper import first_time, went_to

LONGEST: Final = 20_000
"""Bytes of one edit; two texts of 500 characters fit several times over."""

KEY: Final = re.compile(r"[A-Za-z0-9_-]{8,60}")
_NEVER: Final = object()
NAMING: Final = frozenset({"name", "shape"})


class Changed(Exception):
    """Somebody else changed them in between; `theirs` is how they stand now, None when they are off the map."""

    def __init__(self, theirs: Someone | None, by: int | None, at: dt.datetime | None) -> None:
        super().__init__("changed by somebody else in between")
        self.theirs, self.by, self.at = theirs, by, at


@dataclass(frozen=True)
class Edit:
    """One change of a map, as it came."""

    op: str
    key: str
    alter: str = ""
    other: str = ""
    seen: str | None = None
    values: dict[str, Any] = field(default_factory=dict)


def read(body: bytes) -> Edit:
    """Read an edit from the JSON that was posted; anything that is not one is refused."""
    unreadable = Refused(_("That could not be read."))
    if len(body) > LONGEST:
        raise unreadable
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        raise unreadable from None
    if not isinstance(told, dict) or not isinstance(told.get("op"), str) or told["op"] not in OPS:
        raise unreadable
    key, seen, values = told.get("key"), told.get("seen"), told.get("values")
    if not isinstance(key, str) or not KEY.fullmatch(key):
        raise unreadable
    names = [told.get(name) for name in ("alter", "other")]
    if any(name is not None and not isinstance(name, str) for name in names):
        raise unreadable
    if not (seen is None or isinstance(seen, str)) or not (values is None or isinstance(values, dict)):
        raise unreadable
    return Edit(told["op"], key, names[0] or "", names[1] or "", seen, values or {})


@transaction.atomic
def apply(*, by: Viewer, drawing: Drawing, edit: Edit) -> Someone:
    """Do an edit, or answer for one that was done before, with how its person stands now."""
    if not rules.is_open(drawing, by.now):
        raise Refused(_("This drawing has ended. Open the map again and say who is in the room."))
    word = f"map:{edit.key}".encode()
    done = first_time(word)
    if done:
        return someone_now(locked(drawing.folder, int(done), off_too=True))
    rules.may_be_asked(edit.values, drawing.in_the_room)
    alter = OPS[edit.op](by, drawing.folder, edit)
    went_to(word, str(alter.pk))
    return someone_now(locked(drawing.folder, alter.pk, off_too=True))


def _named(folder: int, handle: str) -> Alter:
    opened = handles.unseal("alter", handle)
    if opened is None or opened.folder != folder:
        raise Refused(_("There is nobody here to change."))
    return locked(folder, opened.id, off_too=True)


def _as_seen(folder: int, edit: Edit) -> Alter:
    """Whom the edit names, if they stand as whoever made it saw them, or as it wants them already."""
    alter = _named(folder, edit.alter)
    now = someone_now(alter)
    if alter.ended_at is not None:
        raise Changed(None, None, alter.ended_at)
    stands = bool(edit.values) and all(
        getattr(now, name, _NEVER) == value for name, value in edit.values.items()
    )
    if edit.seen != now.version and not stands:
        raise Changed(now, now.told_by, now.told_at)
    return alter


def _add(by: Viewer, folder: int, edit: Edit) -> Alter:
    values = dict(edit.values)
    name, shape = values.pop("name", None), values.pop("shape", None)
    return add_alter(by=by, folder=folder, name=name, shape=shape, **rules.told(values))


def _change(by: Viewer, folder: int, edit: Edit) -> Alter:
    alter = _as_seen(folder, edit)
    told = rules.told({name: value for name, value in edit.values.items() if name not in NAMING})
    if NAMING & edit.values.keys():
        rename(by=by, alter=alter, name=edit.values.get("name", alter.name), shape=edit.values.get("shape"))
    if told:
        say(by=by, alter=alter, **told)
    return alter


def _move(by: Viewer, folder: int, edit: Edit) -> Alter:
    if not edit.values or not edit.values.keys() <= {"closeness", *rules.PLACE}:
        raise Refused(_("That could not be read."))
    return _change(by, folder, edit)


def _take_off(by: Viewer, folder: int, edit: Edit) -> Alter:
    alter = _named(folder, edit.alter)
    if alter.ended_at is None:
        take_off(by=by, alter=_as_seen(folder, edit))
    return alter


def _put_back(by: Viewer, folder: int, edit: Edit) -> Alter:
    return put_back(by=by, alter=_named(folder, edit.alter))


def _both(folder: int, edit: Edit) -> tuple[Alter, Alter]:
    one, other = _named(folder, edit.alter), _named(folder, edit.other)
    for end in (one, other):
        if end.ended_at is not None:
            raise Changed(None, None, end.ended_at)
    return one, other


def _link(by: Viewer, folder: int, edit: Edit) -> Alter:
    one, other = _both(folder, edit)
    know(by=by, one=one, other=other)
    return one


def _unlink(by: Viewer, folder: int, edit: Edit) -> Alter:
    one, other = _both(folder, edit)
    not_know(by=by, one=one, other=other)
    return one


OPS: Final[dict[str, Callable[[Viewer, int, Edit], Alter]]] = {
    "add": _add,
    "change": _change,
    "move": _move,
    "take_off": _take_off,
    "put_back": _put_back,
    "link": _link,
    "unlink": _unlink,
}
"""Every edit there is, by its name in the protocol."""
