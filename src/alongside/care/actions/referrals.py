"""How somebody came, and what we answered."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.access import folders
from alongside.access.sources import Source
from alongside.access.viewer import Refused, Viewer
from alongside.care import rules, states
from alongside.care.actions import episodes, waits
from alongside.care.actions.moving import allowed, move, next_state
from alongside.care.models import Due, Episode, Referral
from alongside.care.queries.colleagues import name_of
from alongside.care.queries.parts import whose

WORKS_WITH = ("line", "dates", "contact")


@transaction.atomic
def refer(
    *, by: Viewer, folder: int, came_from: str, on: dt.date | None = None, who: str = "", words: str = "",
    conditions: str = "", urgent: bool = False, source: str = Source.SAID, may_know: bool | None = None,
) -> Referral:  # fmt: skip
    """Write down how somebody came; it waits for an answer. A court order brings its conditions."""
    on = on or by.today
    if on > by.today:
        raise Refused(_("This day is still to come."))
    referral = Referral.add(
        by=by, folder=folder, came_from=came_from, on=on, who=who, words=words, urgent=urgent, source=source,
        may_know=may_know, conditions=conditions if came_from == Referral.From.COURT else "",
    )  # fmt: skip
    waits.begin(by=by, referral=referral)
    return referral


@transaction.atomic
def change_referral(*, by: Viewer, referral: Referral, seen: int | None = None, **values: Any) -> Referral:
    """Correct what was written; the old version is kept."""
    referral.change(by=by, seen=seen, **values)
    waits.correct(by=by, referral=referral)
    return referral


@transaction.atomic
def accept(*, by: Viewer, referral: Referral, to: int | None = None, on: dt.date | None = None) -> Episode:
    """Accept it: care begins, and the accepting worker, or the colleague named, may open what it needs."""
    worker = to or by.staff
    next_state(states.REFERRAL, referral.state, "accept")
    allowed(rules.why_not_begin(on or by.today, referral.on, by.today))
    let_work(by=by, folder=referral.folder, worker=worker)
    move(referral, states.REFERRAL, "accept", by=by, decided_on=by.today)
    waits.over(by=by, referral=referral, state=Due.State.MET, on=on or by.today)
    return episodes.begin(by=by, folder=referral.folder, on=on, referral=referral)


def let_work(*, by: Viewer, folder: int, worker: int | None) -> None:
    """Let a worker open this part of the record, and the line, dates and ways of contact that go with it."""
    if worker is None or name_of(worker) is None:
        raise Refused(_("They do not work here now. Choose somebody else."))
    person = whose(by, folder)
    labels = [folder, *(f for f in map(person.folder, WORKS_WITH) if f is not None)]
    opened = folders.rows("select * from access.who_can_open(%s)", labels)
    has = {o["folder"] for o in opened if o["staff"] == worker and o["assigned"] and o["writes"]}
    may_give = {o["folder"] for o in opened if o["mine_to_end"]}
    if folder not in has and folder not in may_give:
        raise Refused(_("Only their worker or the team's lead can take this on or pass it on."))
    for label in labels:
        if label not in has and label in may_give:
            folders.give(
                by=by,
                folder=label,
                staff=worker,
                purpose="keyworker",
                reason=str(_("Took on the referral")),
                assigned=True,
            )


@transaction.atomic
def decline(*, by: Viewer, referral: Referral, why: str, offered: str, on: dt.date | None = None) -> Referral:
    """Not for us now: say why, and what was offered instead."""
    next_state(states.REFERRAL, referral.state, "decline")
    if not why.strip() or not offered.strip():
        raise Refused(_("Say why, and what was offered instead. Nobody is sent away with nothing."))
    move(referral, states.REFERRAL, "decline", by=by, why=why, offered=offered, decided_on=on or by.today)
    waits.over(by=by, referral=referral, state=Due.State.OFF, on=on or by.today)
    return referral


@transaction.atomic
def withdraw(*, by: Viewer, referral: Referral, why: str = "", on: dt.date | None = None) -> Referral:
    """They, or whoever sent them, took it back."""
    move(referral, states.REFERRAL, "withdraw", by=by, why=why, decided_on=on or by.today)
    waits.over(by=by, referral=referral, state=Due.State.OFF, on=on or by.today)
    return referral
