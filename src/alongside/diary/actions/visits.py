"""Out alone: a worker who visits somebody at home says by when they are back, and that they are. Who is late is looked for."""

import datetime as dt

from django.utils.translation import gettext as _

from alongside.access import folders
from alongside.access.refusing import said
from alongside.access.viewer import Person, Refused, Viewer
from alongside.diary import rules


def set_off(*, by: Viewer, person: Person, back_by: dt.datetime, place: str, phone: str) -> int:
    """Set off to somebody; by then you say that you are back and well, or colleagues look for you: there, and by that number."""
    line = person.folder("line")
    if line is None:
        raise Refused(_("You may not see what to call this person. Ask whoever works with them."))
    _in_time(by, back_by)
    if not place.strip() or not phone.strip():
        raise Refused(_("Say where you will be, and on what number you can be rung there."))
    with said(_("You are out already. Say first that you are back from there.")):
        return folders.call("select access.begin_lone(%s, %s, %s, %s)", line, back_by, place, phone)


def longer(*, by: Viewer, visit: int, back_by: dt.datetime) -> None:
    """It takes longer."""
    _in_time(by, back_by)
    with said(_("Choose a time in the next twelve hours.")):
        folders.call("select access.longer_lone(%s, %s)", visit, back_by)


def open_place(*, by: Viewer, visit: int) -> str:
    """Where a colleague is who is late, for whoever looks for them; it is written down, and they are told who opened it."""
    return folders.call("select access.open_lone(%s)", visit)


def back(*, by: Viewer, visit: int, words: str = "") -> None:
    """Back and well; `words` say how somebody else knows who looked for them."""
    with said(_("Say how you know that they are well.")):
        folders.call("select access.end_lone(%s, %s)", visit, words)


def _in_time(by: Viewer, back_by: dt.datetime) -> None:
    if not by.now < back_by <= by.now + rules.LONGEST_VISIT:
        raise Refused(_("Choose a time in the next twelve hours."))
