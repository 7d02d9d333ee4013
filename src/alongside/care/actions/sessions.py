"""Contacts: written once, corrected with the old version kept, or entered in error."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.access.sources import Source
from alongside.access.viewer import LONDON, Refused, Viewer
from alongside.care import rules
from alongside.care.actions import dues, waits
from alongside.care.actions.moving import allowed, of_this_part
from alongside.care.models import Due, Episode, Present, Session
from alongside.staff.queries import called
from alongside.ties.models import Alter

SETTLES = {
    "came": Due.State.MET,
    "missed": Due.State.MISSED,
    "they_cancelled": Due.State.OFF,
    "we_cancelled": Due.State.OFF,
    "tried": Due.State.MISSED,
}


@transaction.atomic
def write_session(
    *, by: Viewer, folder: int, at: dt.datetime, how: str = Session.How.IN_PERSON,
    state: str = Session.Came.CAME, note: str = "", agreed: str = "", person_there: bool = True,
    workers: Iterable[int] | None = None,
    alters: Iterable[Alter] = (), others: Iterable[str] = (), next_on: dt.date | None = None,
    next_at: dt.datetime | None = None, due: Due | None = None, episode: Episode | None = None,
    source: str = Source.SEEN,
) -> Session:  # fmt: skip
    """Write up a contact. `workers` None means the writer alone; `due` is the appointment that it was."""
    alters = list(alters)
    of_this_part(folder, episode, *alters)
    next_on = next_at.astimezone(LONDON).date() if next_at else next_on
    _checked(by=by, at=at, state=state, next_on=next_on)
    episode = episode or Episode.current.filter(folder=folder, state="open").first()
    session = Session.add(
        by=by, folder=folder, episode=episode, at=at, how=how, state=state, note=note, agreed=agreed,
        source=source, next_on=next_on, next_at=next_at, due=due.id if due else None,
    )  # fmt: skip
    if state == Session.Came.CAME:
        _present(
            by=by, session=session, person_there=person_there, workers=workers, alters=alters, others=others
        )
    dues.put(by=by, folder=folder, what=Due.What.SESSION, on=next_on, at=next_at, about=session.id)
    if due is not None:
        if due.state != Due.State.DUE:
            raise Refused(_("This appointment is written up already."))
        dues.settle_one(by=by, due=due, state=SETTLES[state], on=at.astimezone(LONDON).date())
    elif person_there and state == Session.Came.CAME:
        dues.met_anyway(by=by, folder=folder, about=session.id, on=at.astimezone(LONDON).date())
    if state == Session.Came.CAME and rules.ends_the_wait(how, due is not None):
        waits.seen(by=by, folder=folder, on=at.astimezone(LONDON).date())
    return session


def _met_after_all(by: Viewer, session: Session) -> None:
    """What the dates say of somebody met without an appointment follows what is written of it now."""
    there = (
        session.state == Session.Came.CAME
        and Present.current.filter(folder=session.folder, session=session, who=Present.Who.PERSON).exists()
    )
    on = session.at.astimezone(LONDON).date() if there else None
    dues.met_anyway(by=by, folder=session.folder, about=session.id, on=on)


def _checked(*, by: Viewer, at: dt.datetime, state: str, next_on: dt.date | None) -> None:
    allowed(rules.why_not_session(at, state, by.now))
    allowed(rules.why_not_next(next_on, at.astimezone(LONDON).date()))


def _present(
    *,
    by: Viewer,
    session: Session,
    person_there: bool,
    workers: Iterable[int] | None,
    alters: list[Alter],
    others: Iterable[str],
) -> None:
    """Write who was there."""
    there: list[dict[str, Any]] = [{"who": Present.Who.PERSON}] if person_there else []
    asked = [by.staff] if workers is None else list(workers)
    names = called(asked)
    for worker in asked:
        if worker not in names:
            raise Refused(_("They do not work here now. Choose somebody else."))
        there.append({"who": Present.Who.WORKER, "worker": worker, "name": names[worker]})
    there += [{"who": Present.Who.ALTER, "alter": alter} for alter in alters]
    there += [{"who": Present.Who.OTHER, "name": name.strip()} for name in others if name.strip()]
    for one in there:
        Present.add(by=by, folder=session.folder, session=session, **one)


@transaction.atomic
def came(*, by: Viewer, folder: int, due: Due, how: str = Session.How.IN_PERSON) -> Session:
    """They came: one press; the note may be written later."""
    return write_session(by=by, folder=folder, at=_when(by, due), how=how, due=due)


@transaction.atomic
def missed(*, by: Viewer, folder: int, due: Due, how: str = Session.How.IN_PERSON) -> Session:
    """They missed it: one press."""
    return write_session(by=by, folder=folder, at=_when(by, due), how=how, state=Session.Came.MISSED, due=due)


def _when(by: Viewer, due: Due) -> dt.datetime:
    """When it was: as booked, or now where they came before their time."""
    booked = due.at or dt.datetime.combine(due.on, dt.time(12), LONDON)
    if due.on > by.today:
        raise Refused(_("This is still to come. Write it up afterwards, or say that it was cancelled."))
    return min(booked, by.now)


@transaction.atomic
def correct_session(
    *, by: Viewer, session: Session, seen: int | None = None, person_there: bool = True,
    workers: Iterable[int] | None = None, alters: Iterable[Alter] | None = None,
    others: Iterable[str] = (), **values: Any,
) -> Session:  # fmt: skip
    """Correct an entry; the old version is kept. Who was there is written anew where `alters` is given."""
    if session.in_error:
        raise Refused(_("This was entered in error. Write a new entry."))
    if values.get("next_at"):
        values["next_on"] = values["next_at"].astimezone(LONDON).date()
    state = values.get("state", session.state)
    _checked(
        by=by, at=values.get("at", session.at), state=state, next_on=values.get("next_on", session.next_on)
    )
    before = session.state
    session.change(by=by, seen=seen, **values)
    if session.due and state != before:
        dues.settle_again(
            by=by, folder=session.folder, due=session.due, state=SETTLES[state], on=session.at.astimezone(LONDON).date()
        )  # fmt: skip
    if alters is not None:
        alters = list(alters)
        of_this_part(session.folder, *alters)
        for row in Present.current.filter(folder=session.folder, session=session):
            row.end(by=by, why=_("Corrected"))
        if state == Session.Came.CAME:
            _present(
                by=by,
                session=session,
                person_there=person_there,
                workers=workers,
                alters=alters,
                others=others,
            )
    dues.put(
        by=by,
        folder=session.folder,
        what=Due.What.SESSION,
        on=session.next_on,
        at=session.next_at,
        about=session.id,
    )
    if not session.due:
        _met_after_all(by, session)
    return session


@transaction.atomic
def session_in_error(*, by: Viewer, session: Session, why: str) -> Session:
    """It never was, or it belongs to somebody else: it is kept, and shows no longer."""
    if session.in_error:
        raise Refused(_("This was entered in error. Write a new entry."))
    if not why.strip():
        raise Refused(_("Say what was wrong with it."))
    session.end(by=by, why=why[:200], in_error=True)
    dues.settle(by=by, folder=session.folder, about=[session.id], what=Due.What.SESSION, state=Due.State.OFF)
    dues.met_anyway(by=by, folder=session.folder, about=session.id, on=None)
    if session.due:
        # What was booked is as it was before somebody pressed the wrong word.
        dues.settle_again(by=by, folder=session.folder, due=session.due, state=Due.State.DUE)
    return session
