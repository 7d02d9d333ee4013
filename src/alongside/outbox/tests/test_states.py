"""Each table whole: every deed in every state leads somewhere known or says why not."""

import itertools

import pytest

from alongside.access import courses
from alongside.outbox import states
from alongside.outbox.states import COURSES

ROWS = [(course, row) for course in COURSES for row in course.rows]


def named(value):
    return getattr(value, "name", None) or f"{value.state}-{value.deed}"


@pytest.mark.parametrize("course", COURSES, ids=named)
def test_every_deed_is_decided_in_every_state_once(course):
    pairs = [(r.state, r.deed) for r in course.rows]
    assert sorted(pairs) == sorted(itertools.product(course.states, course.deeds))


@pytest.mark.parametrize(("course", "row"), [(c, r) for c, r in ROWS if r.to], ids=named)
def test_what_is_allowed_leads_to_a_known_state(course, row):
    assert course.next(row.state, row.deed) in course.states
    assert row.who in courses.WHO


@pytest.mark.parametrize(("course", "row"), [(c, r) for c, r in ROWS if not r.to], ids=named)
def test_what_is_refused_says_why_in_a_sentence(course, row):
    with pytest.raises(courses.Refusal) as refusal:
        course.next(row.state, row.deed)
    assert refusal.value.sentence.endswith(".")


@pytest.mark.parametrize("course", COURSES, ids=named)
def test_every_state_can_be_come_to(course):
    reached = {course.first}
    while more := {r.to for r in course.rows if r.state in reached and r.to} - reached:
        reached |= more
    assert reached == set(course.states)


@pytest.mark.parametrize("course", COURSES, ids=named)
def test_what_has_gone_or_was_cancelled_is_over(course):
    for state in ("sent", "cancelled"):
        assert not [r for r in course.rows if r.state == state and r.to]


def test_only_the_task_hands_a_message_over():
    for deed in ("take", "deliver", "refuse", "lose"):
        assert {r.who for r in states.WIRE.rows if r.deed == deed and r.to} == {courses.TASK}


def test_a_letter_becomes_ready_only_by_somebody_else():
    ways = {(r.state, r.deed): r.who for r in states.LETTER.rows if r.to == "ready"}
    assert ways.pop(("held", "again"))  # was let go by somebody else before
    assert set(ways.values()) == {courses.SECOND}


def test_open_states_are_those_that_are_not_over():
    assert set(states.OPEN) == {s for c in COURSES for s in c.states} - {"sent", "cancelled"}
    assert set(states.NEEDS_SOMEBODY) < set(states.OPEN)
