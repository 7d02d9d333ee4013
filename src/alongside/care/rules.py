"""Decisions of the course of care that need nobody's record: dates, choices, help, lost touch."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Final, Protocol, TypeVar

from alongside.access.viewer import LONDON
from alongside.care.states import _

LOST_TOUCH_AFTER: Final = 21
"""Days without a contact after which somebody stands under "lost touch" on Today: a convention of ours, of no
source. It stands beside the list, and the worker decides what to do."""

MILESTONES: Final = (90, 182, 365, 730, 1095)
"""Days since care began that are worth a word: three months, half a year, a year, two, three. A custom of ours."""

WELL_FOR: Final = 28
"""Days for which what went well stands on the person page: ours."""

NEXT_STEPS: Final = 3
"""How many steps the person page shows; the plan has them all."""

WEEK: Final = dt.timedelta(days=7)

LONG_WAIT: Final = 21
"""Days after which a wait is called long: the national statistics on treatment for drugs and alcohol in England count who
began within three weeks (NDTMS; in Scotland the Standard of 2011). These are days of the calendar, as theirs."""

NOT_A_MEETING: Final = ("phone",)
"""Ways of being in touch that end a wait only where they were booked: a call to ask how somebody is, is not an appointment."""


class Said(Protocol):
    """What a tie says of help."""

    @property
    def helps(self) -> int | None:
        """0 does not help, 3 helps a lot; None: not asked."""


T = TypeVar("T", bound=Said)


def helps(tie: Said | None) -> bool:
    """May a step lean on them? Only where the person said that they help, be it a little."""
    return tie is not None and (tie.helps or 0) >= 1


def helpers_first(ties: Iterable[T]) -> list[T]:
    """Those who help, most first; the others after, in the order they came."""
    return sorted(ties, key=lambda t: -(t.helps or 0))


def why_not_finish(began: dt.date, finished: dt.date, today: dt.date) -> str:
    """Why care cannot finish on this day; empty where it can."""
    if finished < began:
        return _("It cannot finish before it began.")
    if finished > today:
        return _("It cannot finish in the future. Write it on the day.")
    return ""


def why_not_begin(begins: dt.date, referred: dt.date | None, today: dt.date) -> str:
    """Why care cannot begin on this day."""
    if begins > today:
        return _("It cannot begin in the future. Write it on the day.")
    if referred and begins < referred:
        return _("It cannot begin before they came to us.")
    return ""


def why_not_review(on: dt.date, planned: dt.date | None, today: dt.date) -> str:
    """Why there cannot be a review on this day."""
    if on > today:
        return _("A review cannot be written before its day.")
    if planned and on < planned:
        return _("A review cannot come before the plan that it looks back on.")
    return ""


def why_not_next(next_on: dt.date | None, after: dt.date) -> str:
    """Why the next date cannot be this one."""
    if next_on and next_on < after:
        return _("The next date cannot come before this one.")
    return ""


def moments(day: dt.date, time: dt.time) -> tuple[dt.datetime, ...]:
    """The moments that this day and time are in London: none in the hour left out in spring, two in that which comes again."""
    said = dt.datetime.combine(day, time, LONDON)
    both = (said, said.replace(fold=1))
    if both[0].utcoffset() == both[1].utcoffset():
        return (said,)
    naive = said.replace(tzinfo=None)
    there = both[0].astimezone(dt.UTC).astimezone(LONDON).replace(tzinfo=None) == naive
    return both if there else ()


def why_not_session(at: dt.datetime, state: str, now: dt.datetime) -> str:
    """Why a contact cannot be written at this time."""
    if at > now and state in ("came", "missed", "tried"):
        return _("This is still to come. Write it up afterwards, or say that it was cancelled.")
    return ""


def why_not_agree(goals: int) -> str:
    """Why a plan cannot be agreed."""
    return "" if goals else _("There is nothing to agree yet. Write down first what they want.")


def why_not_choice(stage: str, stages_before: Sequence[str]) -> str:
    """Why this side of a choice cannot be written yet: what they want is asked before anything is agreed."""
    if stage == "agreement" and "preference" not in stages_before:
        return _("Ask first what they want. “Undecided” is an answer too.")
    return ""


def working_days(since: dt.date, today: dt.date) -> int:
    """Working days after the first day until today; Saturdays and Sundays do not count, as in `access.next_working_day`."""
    weeks, rest = divmod(max((today - since).days, 0), 7)
    return weeks * 5 + sum((today - dt.timedelta(days=n)).isoweekday() < 6 for n in range(rest))


def long_wait(since: dt.date, today: dt.date) -> bool:
    """Have they waited longer than three weeks?"""
    return (today - since).days > LONG_WAIT


def ends_the_wait(how: str, booked: bool) -> bool:
    """Were they seen, so that they wait no longer for a first appointment?"""
    return booked or how not in NOT_A_MEETING


def days_out_of_touch(last: dt.date | None, began: dt.date, today: dt.date) -> int:
    """Days since the last contact, or since care began where there was none."""
    return (today - max(last or began, began)).days


def lost_touch(last: dt.date | None, began: dt.date, today: dt.date) -> bool:
    """Does their name stand under "lost touch"?"""
    return days_out_of_touch(last, began, today) >= LOST_TOUCH_AFTER


def milestone(began: dt.date, today: dt.date, within: int) -> int | None:
    """The last milestone that was come to within so many days; None where there is none."""
    days = (today - began).days
    return next((m for m in reversed(MILESTONES) if m <= days < m + within), None)
