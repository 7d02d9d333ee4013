"""What goes along where somebody is handed over; whom a lead and a worker look at together, from dates alone: pure decisions."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from alongside.access.viewer import Held, Person
from alongside.care.rules import LOST_TOUCH_AFTER

GOES_ALONG: Final = ("line", "dates", "visit", "contact", "treatment")
"""Kinds of part that go with somebody who is handed over; the floor has the same (`access.goes_along`), and holds to it."""

STUCK_AFTER: Final = 182
"""Days without a step met or a look back after which nothing has moved for somebody: half a year, a convention of ours."""

REVIEW_WITHIN: Final = 84
"""Days within which the first look back is planned: twelve weeks, a convention of ours."""

MOST_DAYS_AHEAD: Final = 92
"""What is agreed in supervision is for the next three months at most."""

RED, STUCK, NO_REVIEW, NO_CONTACT = "red", "stuck", "review", "contact"
ORDER = (RED, NO_CONTACT, NO_REVIEW, STUCK)


@dataclass(frozen=True)
class Dates:
    """What somebody's dates say: since when we know them, what was met last, what is to come."""

    since: dt.date
    serious: int = 0
    contact_met: dt.date | None = None
    contact_next: dt.date | None = None
    review_met: dt.date | None = None
    review_due: dt.date | None = None
    step_met: dt.date | None = None


def confided(person: Person) -> list[Held]:
    """The parts in which the viewer works and that were told in confidence: each goes only where it is said of this person."""
    theirs = [h for h in person.held if h.writes and h.assigned and h.kind not in GOES_ALONG]
    return sorted(theirs, key=lambda h: (h.kind, h.folder))


def works_with(person: Person) -> bool:
    """Does the viewer work in any part that goes along?"""
    return any(h.writes and h.assigned and h.kind in GOES_ALONG for h in person.held)


def _days(last: dt.date | None, since: dt.date, today: dt.date) -> int:
    """Days since it was last so, or since we know them."""
    return (today - max(last or since, since)).days


def why(dates: Dates, today: dt.date) -> tuple[str, ...]:
    """Why to look at somebody together; nothing where there is no cause."""
    found = set()
    if dates.serious:
        found.add(RED)
    moved = max(filter(None, (dates.step_met, dates.review_met)), default=None)
    if _days(moved, dates.since, today) > STUCK_AFTER:
        found.add(STUCK)
    overdue = dates.review_due is not None and dates.review_due < today
    if overdue or (dates.review_due is None and _days(dates.review_met, dates.since, today) > REVIEW_WITHIN):
        found.add(NO_REVIEW)
    if dates.contact_next is None and _days(dates.contact_met, dates.since, today) > LOST_TOUCH_AFTER:
        found.add(NO_CONTACT)
    return tuple(code for code in ORDER if code in found)
