"""What is due, in the `dates` part of the record: a code and a date for whoever covers, and no text."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.access.viewer import LONDON, Refused, Viewer
from alongside.care.models import OPEN, Due
from alongside.care.queries.parts import dates_to_write


def put(
    *, by: Viewer, folder: int, what: str, on: dt.date | None, about: int, at: dt.datetime | None = None
) -> Due | None:
    """Say that something is due; None without a date, or where these dates are not the viewer's to write."""
    dates = dates_to_write(by, folder)
    if dates is None:
        return None
    for due in Due.current.filter(folder=dates, about=about, what=what).exclude(state=Due.State.OFF):
        if due.on == on and due.at == at:
            return due
        if due.state in OPEN and on:
            # The same appointment on another day: what is known of it stays with it.
            due.change(by=by, on=on, at=at)
            return due
        if due.state in OPEN:
            due.change(by=by, state=Due.State.OFF)
    return Due.add(by=by, folder=dates, what=what, on=on, at=at, about=about) if on else None


def settle(
    *, by: Viewer, folder: int, about: list[int], what: str = "", state: str, on: dt.date | None = None
) -> None:
    """Say that what was due about these was met, was missed, or is due no longer."""
    dates = dates_to_write(by, folder)
    if dates is None or not about:
        return
    due_about = Due.current.filter(folder=dates, about__in=about, state=Due.State.DUE)
    for due in due_about.filter(what=what) if what else due_about:
        settle_one(by=by, due=due, state=state, on=on)


def settle_one(*, by: Viewer, due: Due, state: str, on: dt.date | None = None) -> None:
    """The same for one date."""
    due.change(by=by, state=state, met_on=on if state == Due.State.MET else None)


def settle_again(*, by: Viewer, folder: int, due: int, state: str, on: dt.date | None = None) -> None:
    """What was written about an appointment was written otherwise since, or not at all."""
    dates = dates_to_write(by, folder)
    for row in Due.current.filter(folder=dates, pk=due) if dates else ():
        settle_one(by=by, due=row, state=state, on=on)


def met_anyway(*, by: Viewer, folder: int, about: int, on: dt.date | None) -> None:
    """They were in touch on a day for which nothing was booked, in a group or by telephone; None: they were not, after all."""
    dates = dates_to_write(by, folder)
    if dates is None:
        return
    row = Due.current.filter(folder=dates, about=about, what=Due.What.CONTACT, state=Due.State.MET).first()
    if row is None and on:
        Due.add(
            by=by, folder=dates, what=Due.What.CONTACT, on=on, about=about, state=Due.State.MET, met_on=on
        )
    elif row and on is None:
        settle_one(by=by, due=row, state=Due.State.OFF)
    elif row and row.on != on:
        row.change(by=by, on=on, met_on=on)


@transaction.atomic
def book(*, by: Viewer, folder: int, at: dt.datetime, what: str = Due.What.SESSION) -> Due:
    """Book an appointment with somebody: a date, a time and a code in their `dates`, and nothing else."""
    dates = dates_to_write(by, folder)
    if dates is None:
        raise Refused(_("You may not write in the diary of this person. Ask their worker."))
    if at < by.now:
        raise Refused(_("This time has passed. Book one that is still to come, or write up a contact."))
    return Due.add(by=by, folder=dates, what=what, on=at.astimezone(LONDON).date(), at=at)


@transaction.atomic
def call_off(*, by: Viewer, due: Due) -> Due:
    """Take a date off: it is due no longer."""
    if due.state not in OPEN:
        raise Refused(_("This date is settled already."))
    settle_one(by=by, due=due, state=Due.State.OFF)
    return due
