"""Decisions of the diary that need nobody's record: two at once, what to try next, when a visit is late. Knows no database."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

MINUTES: Final = 45
"""How long an appointment is unless somebody says otherwise: ours."""
LENGTHS: Final = (15, 30, 45, 60, 90, 120)
AFTER_A_VISIT: Final = dt.timedelta(minutes=30)
"""How long after its end a home visit is to be over, unless the worker says otherwise: ours."""
LONGEST_VISIT: Final = dt.timedelta(hours=12)
FIGURE_DAYS: Final = 91
"""Whose first visit was in so many days, the second visits on Today are counted of: ours."""
SOON: Final = 14
"""Days after a first visit in which a second is still to come: ours."""

WITH_WHOM: Final = _(
    "Choose somebody who can open this person’s dates. It stands on Today of whoever works with them, and for others in the "
    "record; nobody else would learn of it. To book anybody else, give them access first: “Who can open it, and why”."
)
"""With whom somebody is booked, and how anybody else comes to be among them."""


@dataclass(frozen=True)
class Step:
    """One rung of the ladder: what it is called, what to mind, how it stands among the contacts, what may come of it."""

    code: str
    title: Any
    mind: Any
    how: str
    outcomes: tuple[str, ...]


LADDER: Final = (
    Step(
        "call",
        _("Ring them"),
        _("By a way that is safe, as it stands above. Ask how they are before why."),
        "phone",
        ("reached", "not_reached"),
    ),
    Step(
        "pharmacy",
        _("Ask their pharmacist"),
        _("Where they agreed to it. Ask whether they were seen; say nothing of why."),
        "through",
        ("passed_on", "not_reached"),
    ),
    Step(
        "someone",
        _("Ask somebody they named"),
        _("Only whom they agreed that we may ask. Say nothing of why."),
        "through",
        ("passed_on", "not_reached"),
    ),
    Step(
        "visit",
        _("Go and see them"),
        _("Book it as a home visit, so that somebody knows where you are."),
        "home",
        ("reached", "not_reached"),
    ),
    Step(
        "welfare",
        _("Ask for a welfare check"),
        _("A life in danger: 999. Otherwise 101, or the service that knows the house."),
        "through",
        ("asked", "reached", "not_reached"),
    ),
)
"""After a miss, in this order; each is offered, none is done or closed by itself. The order is ours."""

BY_CODE: Final = {step.code: step for step in LADDER}


def next_rung(tried: Collection[str], there: Collection[str]) -> str:
    """What to try next: the first rung of those there are that was not tried; the last one where all were."""
    for step in LADDER:
        if step.code in there and step.code not in tried:
            return step.code
    return LADDER[-1].code


def reached(outcomes: Collection[tuple[str, str]]) -> bool:
    """Is it settled by somebody: they were reached, or it was left with them?"""
    return any(outcome == "reached" or what == "rest" for what, outcome in outcomes)


def at_once(one: dt.datetime, its: int, other: dt.datetime, others: int) -> bool:
    """Do two appointments, each of so many minutes, overlap?"""
    return one < other + dt.timedelta(minutes=others) and other < one + dt.timedelta(minutes=its)


def back_by(at: dt.datetime | None, minutes: int, now: dt.datetime) -> dt.datetime:
    """By when a visit is to be over: half an hour after its end, or as long after now where it begins late."""
    return max(at or now, now) + dt.timedelta(minutes=minutes) + AFTER_A_VISIT


def second_visits(firsts: Collection[tuple[dt.date, int]], today: dt.date) -> tuple[int, int, int]:
    """Of those who came for a first time: how many came again, of how many, and for how many it is too early to say."""
    again = sum(times > 1 for _first, times in firsts)
    soon = sum(times == 1 and (today - first).days < SOON for first, times in firsts)
    return again, len(firsts) - soon, soon
