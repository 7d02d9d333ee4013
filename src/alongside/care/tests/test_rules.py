"""The pure decisions, as tables."""

import datetime as dt
from types import SimpleNamespace

import pytest

from alongside.care import rules

D = dt.date
TODAY = D(2026, 11, 3)
NOW = dt.datetime(2026, 11, 3, 10, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


@pytest.mark.parametrize(
    ("began", "finished", "fine"),
    [
        (D(2026, 10, 1), D(2026, 11, 3), True),
        (D(2026, 11, 3), D(2026, 11, 3), True),
        (D(2026, 10, 2), D(2026, 10, 1), False),
        (D(2026, 10, 2), D(2026, 11, 4), False),
    ],
)
def test_care_finishes_after_it_began_and_not_in_the_future(began, finished, fine):
    assert (rules.why_not_finish(began, finished, TODAY) == "") is fine


@pytest.mark.parametrize(
    ("begins", "referred", "fine"),
    [
        (TODAY, None, True),
        (TODAY, TODAY, True),
        (D(2026, 11, 4), None, False),
        (D(2026, 10, 1), D(2026, 10, 2), False),
    ],
)
def test_care_begins_after_they_came(begins, referred, fine):
    assert (rules.why_not_begin(begins, referred, TODAY) == "") is fine


@pytest.mark.parametrize(
    ("on", "planned", "fine"),
    [
        (TODAY, None, True),
        (TODAY, TODAY, True),
        (D(2026, 11, 4), None, False),
        (D(2026, 10, 1), D(2026, 10, 2), False),
    ],
)
def test_a_review_comes_after_its_plan(on, planned, fine):
    assert (rules.why_not_review(on, planned, TODAY) == "") is fine


@pytest.mark.parametrize(
    ("at", "state", "fine"),
    [
        (NOW, "came", True),
        (NOW + HOUR, "came", False),
        (NOW + HOUR, "missed", False),
        (NOW + HOUR, "they_cancelled", True),
        (NOW + HOUR, "we_cancelled", True),
    ],
)
def test_what_is_to_come_can_only_be_cancelled(at, state, fine):
    assert (rules.why_not_session(at, state, NOW) == "") is fine


@pytest.mark.parametrize(
    ("stage", "before", "fine"),
    [
        ("preference", [], True),
        ("offer", [], True),
        ("agreement", [], False),
        ("agreement", ["offer"], False),
        ("agreement", ["preference"], True),
    ],
)
def test_what_they_want_is_asked_before_anything_is_agreed(stage, before, fine):
    assert (rules.why_not_choice(stage, before) == "") is fine


@pytest.mark.parametrize(("helps", "leans"), [(None, False), (0, False), (1, True), (3, True)])
def test_a_step_leans_only_on_somebody_who_helps(helps, leans):
    assert rules.helps(SimpleNamespace(helps=helps)) is leans


def test_nobody_is_no_help():
    assert rules.helps(None) is False


def test_who_helps_most_stands_first_and_the_others_keep_their_order():
    ties = [SimpleNamespace(name=n, helps=h) for n, h in [("a", None), ("b", 1), ("c", 3), ("d", 0)]]
    assert [t.name for t in rules.helpers_first(ties)] == ["c", "b", "a", "d"]


@pytest.mark.parametrize(
    ("last", "began", "lost"),
    [
        (D(2026, 10, 14), D(2026, 1, 1), False),
        (D(2026, 10, 13), D(2026, 1, 1), True),
        (None, D(2026, 10, 30), False),
        (None, D(2026, 10, 1), True),
        (D(2026, 1, 1), D(2026, 10, 30), False),
    ],
)
def test_touch_is_lost_after_three_weeks(last, began, lost):
    assert rules.lost_touch(last, began, TODAY) is lost


@pytest.mark.parametrize(
    ("days", "said"), [(89, None), (90, 90), (96, 90), (97, None), (182, 182), (366, 365), (740, None), (1095, 1095)]
)  # fmt: skip
def test_a_milestone_stands_for_a_week_from_its_day(days, said):
    began = D(2020, 1, 1)
    assert rules.milestone(began, began + dt.timedelta(days=days), 7) == said
