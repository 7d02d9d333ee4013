"""The table is whole, a planned end needs that they were asked, a death has a day that has come."""

import datetime as dt
import itertools

import pytest

from alongside.leaving import rules
from alongside.leaving.states import LEAVING

DAY = dt.date(2035, 11, 6)
WEEK = dt.timedelta(days=7)


def test_every_deed_is_decided_in_every_state_once():
    pairs = [(r.state, r.deed) for r in LEAVING.rows]
    assert sorted(pairs) == sorted(itertools.product(LEAVING.states, LEAVING.deeds))
    assert all(
        row.to in LEAVING.states or (row.to is None and row.why_not.endswith(".")) for row in LEAVING.rows
    )


def test_every_state_can_be_come_to():
    reached = {LEAVING.first}
    while more := {r.to for r in LEAVING.rows if r.state in reached and r.to} - reached:
        reached |= more
    assert reached == set(LEAVING.states)


def test_the_page_has_ten_lines():
    """Where they go home to, and whether it is safe there, are the other two."""
    assert len(rules.LINES) + 2 == 10
    assert len(rules.TITLES) == len(rules.LINES)


@pytest.mark.parametrize(
    ("how", "asked", "fine"),
    [
        ("planned", "alone", True),
        ("planned", "not_safe", True),
        ("planned", "not_today", True),
        ("planned", "not_yet", False),
        ("planned", "", False),
        ("lost_touch", "", True),
        ("prison", "not_yet", True),
        ("moved", "", True),
    ],
)
def test_before_a_planned_end_they_are_asked_alone(how, asked, fine):
    assert (rules.why_not_leave(how, asked) == "") is fine


@pytest.mark.parametrize(
    ("on", "look_on", "says"),
    [
        (DAY, DAY + WEEK, ""),
        (DAY, DAY, ""),
        (DAY + WEEK, DAY + WEEK, "still to come"),
        (DAY, DAY - WEEK, "has passed"),
        (DAY - 9 * WEEK, DAY, "before it began"),
    ],
)
def test_a_death_has_a_day_that_has_come_and_is_looked_back_on_later(on, look_on, says):
    why = rules.why_not_death(on, DAY - WEEK, look_on, DAY)
    assert says in why
    assert bool(why) is bool(says)


def test_nobody_leaves_before_they_came():
    assert "before their care began" in rules.why_not_prepare(DAY - WEEK, DAY)
    assert rules.why_not_prepare(DAY + WEEK, DAY) == ""
