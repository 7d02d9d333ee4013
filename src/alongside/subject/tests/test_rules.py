"""What of a statement goes."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.subject import rules
from alongside.subject.rules import LEFT_OUT, Fact, Statement


@dataclass
class Look:
    as_of: int = 1
    verdict: str = "give"
    held: str = ""
    left_out: str = ""


DATE = Fact("on", "On", "3 November 2026", "2026-11-03")
NOTE = Fact("note", "Note", "Jay from number 7 shouted. Jay left.", None, look=True)
MOOD = Fact("mood", "Mood", "low", 1, look=True)


def one(*facts, **more):
    return Statement("table", 5, 1, facts or (DATE, NOTE, MOOD), **more)


def test_what_nobody_has_looked_at_stays_here():
    assert rules.goes(one(), None) is None


def test_what_needs_no_look_goes_as_it_is():
    assert rules.goes(one(DATE), None) == (DATE,)


def test_what_was_looked_at_goes():
    assert rules.goes(one(), Look()) == (DATE, NOTE, MOOD)


def test_what_changed_since_is_looked_at_again():
    assert rules.goes(Statement("table", 5, 2, (DATE, NOTE)), Look(as_of=1)) is None


def test_what_somebody_else_told_never_goes():
    assert rules.goes(one(told=True), Look()) is None
    assert rules.goes(one(DATE, told=True), None) is None


def test_what_was_entered_in_error_waits_for_a_look():
    assert rules.goes(one(DATE, error=True), None) is None
    assert rules.goes(one(DATE, error=True), Look()) == (DATE,)


def test_what_is_held_back_goes_nowhere():
    assert rules.goes(one(), Look(verdict="hold")) is None


def test_a_field_that_is_held_is_not_there():
    assert rules.goes(one(), Look(verdict="some", held="note")) == (DATE, MOOD)


def test_words_that_are_left_out_leave_a_sign_and_no_code():
    (_date, note, mood) = rules.goes(one(), Look(verdict="some", left_out="Jay\nfrom number 7\nlow"))
    assert note.text == f"{LEFT_OUT} {LEFT_OUT} shouted. {LEFT_OUT} left."
    assert mood == Fact("mood", "Mood", LEFT_OUT, None, look=True)


def test_words_that_stand_nowhere_are_told():
    assert rules.missing(one(), ["Jay", "jay"]) == "jay"
    assert rules.missing(one(), ["3 November"]) == "3 November", "what needs no look is not cut"


@pytest.mark.parametrize(("words", "left"), [
    (["Jay from", "from number 7"], f"{LEFT_OUT} shouted. Jay left."),
    (["number 7", "number"], f"Jay from {LEFT_OUT} shouted. Jay left."),
])  # fmt: skip
def test_words_that_overlap_are_all_left_out(words, left):
    assert rules.without(NOTE.text, words) == left


@given(st.text("ab ", max_size=12), st.lists(st.text("ab", min_size=1, max_size=3), max_size=3))
def test_no_word_that_is_left_out_stands_there_still(text, words):
    left = rules.without(text, words)
    assert not any(word in left for word in words)
    assert set(left.replace(LEFT_OUT, "")) <= set(text)
