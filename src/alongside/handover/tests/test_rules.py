"""Whom to look at together, by dates alone."""

import datetime as dt

import pytest

from alongside.handover import rules
from alongside.handover.rules import NO_CONTACT, NO_REVIEW, RED, STUCK, Dates

TODAY = dt.date(2026, 11, 18)


def ago(days):
    return TODAY - dt.timedelta(days=days)


FINE = {
    "since": ago(400), "contact_met": ago(3), "review_met": ago(40), "review_due": ago(-40), "step_met": ago(20),
}  # fmt: skip


@pytest.mark.parametrize(("over", "expected"), [
    ({}, ()),
    ({"serious": 1}, (RED,)),
    ({"contact_met": ago(21)}, ()),
    ({"contact_met": ago(22)}, (NO_CONTACT,)),
    ({"contact_met": None}, (NO_CONTACT,)),
    ({"contact_met": None, "contact_next": TODAY}, ()),
    ({"review_due": ago(1)}, (NO_REVIEW,)),
    ({"review_due": TODAY}, ()),
    ({"review_due": None}, ()),
    ({"review_due": None, "review_met": ago(85)}, (NO_REVIEW,)),
    ({"step_met": ago(182), "review_met": ago(182)}, ()),
    ({"step_met": ago(183), "review_met": ago(183)}, (STUCK,)),
    ({"step_met": None, "review_met": ago(183)}, (STUCK,)),
    ({"serious": 2, "contact_met": None, "review_due": ago(1)}, (RED, NO_CONTACT, NO_REVIEW)),
])  # fmt: skip
def test_why_to_look_at_somebody(over, expected):
    assert rules.why(Dates(**(FINE | over)), TODAY) == expected


def test_who_came_last_week_needs_no_look():
    assert rules.why(Dates(since=ago(7)), TODAY) == ()
