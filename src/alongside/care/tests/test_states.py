"""Each table whole: every deed in every state leads somewhere known or says why not."""

import itertools

import pytest

from alongside.care import states
from alongside.care.states import COURSES

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
    assert course.may(row.state, row.deed)
    assert row.who in states.WHO


@pytest.mark.parametrize(("course", "row"), [(c, r) for c, r in ROWS if not r.to], ids=named)
def test_what_is_refused_says_why_in_a_sentence(course, row):
    with pytest.raises(states.Refusal) as refusal:
        course.next(row.state, row.deed)
    assert refusal.value.sentence.endswith(".")
    assert not course.may(row.state, row.deed)


@pytest.mark.parametrize("course", COURSES, ids=named)
def test_every_state_can_be_come_to(course):
    reached = {course.first}
    while more := {r.to for r in course.rows if r.state in reached and r.to} - reached:
        reached |= more
    assert reached == set(course.states)
