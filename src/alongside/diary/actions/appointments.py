"""Appointments: offered or booked, moved, and what came of them. Nothing here closes anybody's care."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.access.viewer import LONDON, Refused, Viewer
from alongside.care import actions as care
from alongside.care.actions.dues import settle_one
from alongside.care.models import OPEN, Due, Session
from alongside.care.queries.colleagues import name_of
from alongside.care.queries.parts import dates_to_write, whose
from alongside.diary import rules
from alongside.diary.models import Appointment
from alongside.diary.queries.appointments import details
from alongside.staff.queries import who_opens


@transaction.atomic
def book(
    *, by: Viewer, folder: int, at: dt.datetime | None = None, on: dt.date | None = None, how: str = Session.How.IN_PERSON,
    minutes: int = rules.MINUTES, place: str = "", worker: int | None = None, offered: bool = False, due: Due | None = None,
) -> Appointment:  # fmt: skip
    """Book an appointment, or offer one. A drop-in has a day (`on`) and no time. `due` is a date that stands there already."""
    dates = dates_to_write(by, folder)
    if dates is None:
        raise Refused(_("You may not write in the diary of this person. Ask their worker."))
    if worker not in (None, by.staff) and worker not in who_opens(by, dates):
        raise Refused(rules.WITH_WHOM)
    name = name_of(worker or by.staff)
    if name is None:
        raise Refused(_("They do not work here now. Choose somebody else."))
    if due is None:
        due = _date(by, dates, folder, at, on, how, offered)
    return Appointment.add(
        by=by, folder=folder, due=due.id, how=how, minutes=minutes, place=place, worker=worker or by.staff, worker_name=name
    )  # fmt: skip


def _date(
    by: Viewer, dates: int, folder: int, at: dt.datetime | None, on: dt.date | None, how: str, offered: bool
) -> Due:
    state = Due.State.OFFERED if offered else Due.State.DUE
    if how == Session.How.DROP_IN:
        day = on or (at.astimezone(LONDON).date() if at else None)
        if day is None or day < by.today:
            raise Refused(_("This day has passed. Choose one that is still to come, or write up a contact."))
        return Due.add(by=by, folder=dates, what=Due.What.DROP_IN, on=day, state=state)
    if at is None:
        raise Refused(_("Write a day and a time."))
    _still_to_come(by, at)
    came = Session.current.filter(folder=folder, state=Session.Came.CAME).exists()
    what = Due.What.SESSION if came else Due.What.FIRST
    return Due.add(by=by, folder=dates, what=what, on=at.astimezone(LONDON).date(), at=at, state=state)


def _still_to_come(by: Viewer, at: dt.datetime) -> None:
    if at < by.now:
        raise Refused(_("This time has passed. Book one that is still to come, or write up a contact."))


@transaction.atomic
def move(*, by: Viewer, due: Due, at: dt.datetime, seen: int | None = None) -> Due:
    """The same appointment at another time; when it was to be before is kept."""
    if due.state not in OPEN:
        raise Refused(_("This date is settled already."))
    if due.at is None:
        raise Refused(_("A drop-in has no time. Say that it is not this time, and book another day."))
    _still_to_come(by, at)
    due.change(by=by, seen=seen, at=at, on=at.astimezone(LONDON).date())
    return due


@transaction.atomic
def offer_taken(*, by: Viewer, due: Due) -> Due:
    """They said yes to a time that they were offered."""
    if due.state != Due.State.OFFERED:
        raise Refused(_("This time is booked or settled already."))
    due.change(by=by, state=Due.State.DUE)
    return due


@transaction.atomic
def offer_turned_down(*, by: Viewer, due: Due) -> Due:
    """The time does not suit them, or nobody dropped in: it is no longer, and it is no miss."""
    if due.state != Due.State.OFFERED and due.what != Due.What.DROP_IN:
        raise Refused(_("This time was booked. Say who cancelled it."))
    if due.state not in OPEN:
        raise Refused(_("This date is settled already."))
    settle_one(by=by, due=due, state=Due.State.OFF)
    return due


def was_agreed(*, by: Viewer, due: Due, what: str) -> None:
    """Nobody misses or cancels what they never agreed to; who comes to an offered time has taken it."""
    if due.state == Due.State.OFFERED:
        if what != Session.Came.CAME:
            raise Refused(
                _("They had not said yes to this time, so nobody missed it. Say that it does not suit, and offer another.")
            )  # fmt: skip
        offer_taken(by=by, due=due)
    if due.what == Due.What.DROP_IN and what != Session.Came.CAME:
        raise Refused(_("A drop-in is open to come or not: nobody misses it. Say “not this time”."))


@transaction.atomic
def mark(*, by: Viewer, folder: int, due: Due, what: str) -> Session:
    """One press: they came, they missed it, they cancelled, we cancelled. The contact that it was is written."""
    was_agreed(by=by, due=due, what=what)
    its = details(due, whose(by, folder))
    how = its.how if its else Session.How.IN_PERSON
    if what == Session.Came.CAME:
        return care.came(by=by, folder=folder, due=due, how=how)
    if what == Session.Came.MISSED:
        return care.missed(by=by, folder=folder, due=due, how=how)
    at = due.at or dt.datetime.combine(due.on, dt.time(12), LONDON)
    return care.write_session(by=by, folder=folder, at=at, how=how, state=what, due=due)
