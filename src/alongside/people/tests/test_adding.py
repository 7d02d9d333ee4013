"""Adding a person: only a name is needed; whether they were known tells nothing."""

import re

import pytest

from alongside.people.models import ContactWay, Line
from alongside.people.tests.people import somebody

NAME = {
    "call_name": "Lou",
    "parts": ["treatment"],
    "may_contact": "not_asked",
    "when": "not_asked",
    "leave_message": "not_asked",
}


def add(browser, **more):
    return browser.post("/people/add/", {**NAME, **more})


def test_a_name_is_enough_and_leads_to_the_record(tellers):
    browser = tellers.house.browser(tellers.ash)
    answer = add(browser)
    assert answer.status_code == 303
    page = browser.get(answer["Location"]).content.decode()
    assert "Lou" in page
    assert "Nothing agreed as safe yet" in page
    assert re.search(r"\b[A-Z0-9]{2}-[A-Z0-9]{3}-[A-Z0-9]\b", page)


def test_the_parts_are_opened_in_the_makers_team_and_assigned(tellers):
    add(tellers.house.browser(tellers.ash), parts=["treatment", "family"])
    made = tellers.house.sql.execute(
        "select f.kind, f.team, g.assigned from access.folder f join access.grant g on g.folder = f.id"
        " where f.person = (select person from access.folder where kind = 'family')"
    ).fetchall()
    assert {kind for kind, _team, _assigned in made} == {"line", "dates", "contact", "treatment", "family"}
    assert {(team, assigned) for _kind, team, assigned in made} == {(tellers.team, True)}


def test_three_answers_become_the_first_way(tellers):
    add(
        tellers.house.browser(tellers.ash),
        number="07700 900123",
        may_contact="text",
        when="times",
        days=["2", "3", "4"],
        until_time="3pm",
        leave_message="no",
    )
    with tellers.house.viewer(tellers.ash):
        way = ContactWay.current.get()
    assert (way.value, way.may_contact, way.days, way.leave_message) == ("+447700900123", "text", "234", "no")


def test_answers_without_a_number_are_sent_back(tellers):
    answer = add(tellers.house.browser(tellers.ash), may_contact="text")
    assert answer.status_code == 200
    assert "a number that is not here" in answer.content.decode()


def test_somebody_who_is_here_already_is_answered_alike(tellers):
    somebody(tellers.house, tellers.bo, "Lou")
    known, new = (add(tellers.house.browser(tellers.ash), call_name=n) for n in ("Lou", "Xyz"))
    assert known.status_code == new.status_code == 303


def test_a_double_submit_makes_one_person(tellers):
    browser = tellers.house.browser(tellers.ash)
    first, second = add(browser, once="abc123"), add(browser, once="abc123")
    assert first["Location"] == second["Location"]
    with tellers.house.viewer(tellers.ash):
        assert Line.current.count() == 1


@pytest.mark.family
@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"call_name": ""}, "Write what to call them"),
        ({"call_name": "x" * 121}, "too long"),
        ({"call_name": "a\x00b"}, "cannot be seen"),
        ({"parts": []}, "at least one"),
        ({"parts": ["safety"]}, "not among them"),
        ({"number": "12"}, "not a telephone number"),
        ({"may_contact": "surely"}, "not among them"),
        ({"number": "07700 900123", "when": "times"}, "on which days"),
        ({"number": "07700 900123", "when": "times", "from_time": "3pm", "until_time": "9.00"}, "later than"),
        ({"number": "07700 900123", "when": "times", "days": ["9"]}, "not among them"),
        ({"number": "07700 900123", "when": "times", "from_time": "soon"}, "not a time"),
    ],
)
def test_bad_input_is_said_and_nothing_is_made(tellers, more, words):
    answer = add(tellers.house.browser(tellers.ash), **more)
    assert answer.status_code == 200
    assert words in answer.content.decode()
    with tellers.house.viewer(tellers.ash):
        assert Line.current.count() == 0


@pytest.mark.family
@pytest.mark.parametrize(
    "name", ["محمد", "שרה לוי", "李小龍", "🦊 Fox", "Zoë O’Brien-Łoś", "x" * 120, "ﷺ" * 120]
)
def test_every_script_comes_back_as_it_was_written(tellers, name):
    browser = tellers.house.browser(tellers.ash)
    page = browser.get(add(browser, call_name=name)["Location"]).content.decode()
    assert name in page
