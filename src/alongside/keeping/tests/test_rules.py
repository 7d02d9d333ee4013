"""What is due of a line, what is red, and what is asked for before it is written."""

import datetime as dt
from types import SimpleNamespace

import pytest

from alongside.keeping import rules
from alongside.keeping.ideas import THINGS
from alongside.keeping.tests.ground import TODAY, in_days, medicine, risk


def kit(**more):
    return {"whose": "theirs", "name": "", "given_on": TODAY, "expires_on": in_days(700), **more}


def onward(**more):
    return {"answer": "none", "chase_on": in_days(7), "sent_on": TODAY, **more}


@pytest.mark.parametrize(("kind", "told", "refused"), [
    ("risk", risk(), False),
    ("risk", risk(level="now"), True),
    ("risk", risk(level="now", who="Ash rings at nine"), False),
    ("risk", risk(review_on=in_days(-1)), True),
    ("risk", risk(review_on=TODAY), False),
    ("medicine", medicine(), False),
    ("medicine", medicine(review_on=None), True),
    ("medicine", medicine(review_on=None, script=False), False),
    ("atrisk", {"referral": "sent", "referred_to": " "}, True),
    ("atrisk", {"referral": "today", "referred_to": ""}, False),
    ("kit", kit(), False),
    ("kit", kit(whose="around"), True),
    ("kit", kit(expires_on=TODAY), True),
    ("onward", onward(), False),
    ("onward", onward(chase_on=None), True),
    ("onward", onward(chase_on=None, answer="yes"), False),
    ("onward", onward(chase_on=None, answer="list"), True),
    ("onward", onward(chase_on=in_days(-1)), True),
    ("visiting", {"review_on": in_days(-1)}, True),
    ("household", {"review_on": None}, False),
])  # fmt: skip
def test_what_is_asked_for_before_it_is_written(kind, told, refused):
    assert bool(rules.why_not(kind, told, TODAY)) is refused


def test_a_day_that_passed_meanwhile_may_stay():
    before = SimpleNamespace(review_on=in_days(-3))
    assert rules.why_not("risk", risk(review_on=in_days(-3)), TODAY, before) == ""
    assert rules.why_not("risk", risk(review_on=in_days(-2)), TODAY, before)


def dated(kind, **told):
    row = SimpleNamespace(**told)
    return {what: on for what, on in rules.due_of(kind, row, TODAY) if on}


def test_what_is_due():
    assert dated("medicine", script=True, review_on=in_days(5), missed=2) == {"script": in_days(5)}
    assert dated("medicine", script=False, review_on=in_days(5), missed=3) == {
        "again": in_days(5),
        "doses": TODAY,
    }
    assert dated("kit", expires_on=dt.date(2035, 12, 31)) == {"kit": dt.date(2035, 12, 3)}
    assert dated("onward", answer="none", chase_on=TODAY) == {"chase": TODAY}
    assert dated("onward", answer="no", chase_on=TODAY) == {}
    assert dated("atrisk", conference_on=in_days(2), report_on=in_days(1), referral="today") == {
        "meeting": in_days(2), "report": in_days(1), "again": TODAY,
    }  # fmt: skip


@pytest.mark.parametrize("kind", sorted([*THINGS, "visiting"]))
def test_every_sort_of_line_says_what_is_due_of_it(kind):
    row = SimpleNamespace(
        review_on=None, conference_on=None, report_on=None, referral="no", script=False, missed=0, next_on=None,
        expires_on=TODAY, chase_on=None, answer="none", level="quiet",
    )  # fmt: skip
    assert isinstance(rules.due_of(kind, row, TODAY), tuple)
    assert not rules.red(kind, row)


@pytest.mark.parametrize(("kind", "told", "red"), [
    ("risk", {"level": "now"}, True), ("risk", {"level": "watch"}, False),
    ("medicine", {"missed": 3}, True), ("medicine", {"missed": 2}, False),
    ("atrisk", {"referral": "today"}, True), ("atrisk", {"referral": "sent"}, False),
])  # fmt: skip
def test_what_is_red(kind, told, red):
    assert rules.red(kind, SimpleNamespace(**told)) is red


def test_nothing_of_the_sealed_part_stands_among_the_dates():
    assert [kind for kind in ("treatment", "family", "safety", "dates") if not rules.kept_near(kind)] == [
        "safety"
    ]
