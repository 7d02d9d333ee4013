"""Decisions of the diary: two at once, the next rung, second visits, and the nights on which the clocks change."""

import datetime as dt

import pytest

from alongside.care.rules import moments
from alongside.diary import rules

TEN = dt.datetime(2035, 11, 6, 10, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("its", "after", "others", "clash"),
    [(45, 0, 45, True), (45, 44, 45, True), (45, 45, 45, False), (120, 90, 15, True), (15, -30, 30, False), (15, -29, 30, True)],
)  # fmt: skip
def test_two_at_once(its, after, others, clash):
    other = TEN + dt.timedelta(minutes=after)
    assert rules.at_once(TEN, its, other, others) is clash
    assert rules.at_once(other, others, TEN, its) is clash


@pytest.mark.parametrize(
    ("tried", "there", "next_one"),
    [
        ([], ["call", "visit", "welfare"], "call"),
        (["call"], ["call", "someone", "visit", "welfare"], "someone"),
        (["call"], ["call", "visit", "welfare"], "visit"),
        ([], ["visit", "welfare"], "visit"),
        (["call", "pharmacy", "someone", "visit", "welfare"], list(rules.BY_CODE), "welfare"),
    ],
)
def test_the_next_rung_is_the_first_that_was_not_tried(tried, there, next_one):
    assert rules.next_rung(tried, there) == next_one


@pytest.mark.parametrize(
    ("outcomes", "settled"),
    [
        ([], False), ([("call", "not_reached")], False), ([("someone", "passed_on")], False), ([("welfare", "asked")], False),
        ([("call", "not_reached"), ("visit", "reached")], True), ([("rest", "")], True),
    ],
)  # fmt: skip
def test_only_a_person_settles_a_miss(outcomes, settled):
    assert rules.reached(outcomes) is settled


def test_second_visits_leave_out_those_for_whom_it_is_too_early():
    day = dt.date(2035, 11, 6)
    ago = lambda n: day - dt.timedelta(days=n)  # noqa: E731
    assert rules.second_visits([(ago(40), 3), (ago(40), 1), (ago(3), 1), (ago(3), 2)], day) == (2, 3, 1)
    assert rules.second_visits([], day) == (0, 0, 0)


@pytest.mark.parametrize(
    ("day", "time", "utc"),
    [
        ("2035-11-06", "10:00", ["10:00"]),
        ("2035-03-25", "00:59", ["00:59"]),
        ("2035-03-25", "01:00", []),
        ("2035-03-25", "01:30", []),
        ("2035-03-25", "02:00", ["01:00"]),
        ("2035-10-28", "00:59", ["23:59"]),
        ("2035-10-28", "01:30", ["00:30", "01:30"]),
        ("2035-10-28", "02:00", ["02:00"]),
    ],
)
def test_a_time_is_one_moment_none_or_two(day, time, utc):
    found = moments(dt.date.fromisoformat(day), dt.time.fromisoformat(time))
    assert [m.astimezone(dt.UTC).strftime("%H:%M") for m in found] == utc


def test_a_visit_that_begins_late_is_over_late():
    assert rules.back_by(TEN, 45, TEN - dt.timedelta(hours=2)) == TEN + dt.timedelta(minutes=75)
    assert rules.back_by(TEN, 45, TEN + dt.timedelta(hours=1)) == TEN + dt.timedelta(minutes=135)
    assert rules.back_by(None, 30, TEN) == TEN + dt.timedelta(hours=1)
