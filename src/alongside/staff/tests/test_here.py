"""Known here? Asked with somebody's agreement; a yes opens, a no and nobody are one answer."""

import datetime as dt
import html
import re

import pytest
from django.db import ProgrammingError

from alongside.access import folders
from alongside.people.models import Line
from alongside.staff import here, known

LOU, NOBODY = "K7-4QX-9", "C2-2CC-2"


def here_of(tellers):
    """Ash works with Lou, whose reference is K7-4QX-9; Bo has never met her."""
    with tellers.house.viewer(tellers.ash) as by:
        Line.add(by=by, folder=tellers.one.folders["line"], call_name="Lou", sort_key="lou", reference=LOU)
    return tellers


@pytest.fixture
def named(tellers):
    return here_of(tellers)


def ask(tellers, staff, who=LOU, called="Lou", parts=("contact", "treatment")):
    with tellers.house.viewer(staff, "none") as by:
        here.ask(by=by, who=who, called=called, parts=list(parts), reason="came to the drop-in")


def asked_of(tellers, staff):
    with tellers.house.viewer(staff) as by:
        return [(one["called"], one["name"]) for one in here.to_answer(by)]


def answer(tellers, staff, let_in):
    with tellers.house.viewer(staff) as by:
        (one,) = here.to_answer(by)
        here.answer(by=by, asked=one["id"], line=one["line"], let_in=let_in)


def mine(tellers, staff):
    with tellers.house.viewer(staff, "none") as by:
        return [(one["called"], one["over"]) for one in here.mine(by)]


def opens(tellers, staff):
    with tellers.house.viewer(staff):
        held = {one["folder"] for one in folders.rows("select unnest(access.my_folders()) as folder")}
    return {kind for kind, folder in tellers.one.folders.items() if folder in held}


def test_a_yes_opens_what_was_asked_and_the_name(named):
    ask(named, named.bo)
    assert asked_of(named, named.ash) == [("Lou", "Bo")]
    assert opens(named, named.bo) == set()
    answer(named, named.ash, True)
    assert opens(named, named.bo) == {"line", "dates", "contact", "treatment"} & set(named.one.folders)
    assert mine(named, named.bo) == []
    assert asked_of(named, named.ash) == []


@pytest.mark.parametrize("late", [False, True])
def test_a_no_and_nobody_are_one_answer(named, late):
    ask(named, named.bo)
    ask(named, named.bo, NOBODY, "Sky")
    answer(named, named.ash, False)
    if late:
        named.house.pass_time(days=4)
        named.house.tokens.clear()
    assert sorted(mine(named, named.bo)) == [("Lou", late), ("Sky", late)]
    assert opens(named, named.bo) == set()


def test_nobody_else_is_told_of_it(named):
    ask(named, named.bo)
    admin = named.house.staff("Dee", administrator=True)
    for staff in (named.bo, named.lead, admin):
        assert asked_of(named, staff) == []


def test_their_lead_is_told_once_it_is_late_where_they_hold_the_name(named):
    with named.house.viewer(named.ash) as by:
        folders.give(
            by=by, folder=named.one.folders["line"], staff=named.lead, purpose="supervision", reason="x"
        )
    ask(named, named.bo)
    assert asked_of(named, named.lead) == []
    named.house.pass_time(days=4)
    named.house.tokens.clear()
    assert asked_of(named, named.lead) == [("Lou", "Bo")]


def test_nobody_answers_for_others(named):
    ask(named, named.bo)
    asked = named.house.sql.execute("select id from access.asked_here").fetchone()[0]
    with pytest.raises(ProgrammingError, match="not this viewer's to answer"), named.house.viewer(named.bo):
        folders.call("select access.answer_here(%s, %s, true)", asked, named.one.folders["line"])
    assert opens(named, named.bo) == set()


def test_whoever_knows_them_outside_work_is_not_let_in_and_learns_nothing(named):
    with named.house.viewer(named.ash) as by:
        folders.give(
            by=by, folder=named.one.folders["line"], staff=named.lead, purpose="supervision", reason="x"
        )
    with named.house.viewer(named.lead, "person", named.one.folders["line"]) as who:
        known.record(by=who, person=who.person(named.one.id), staff=named.bo, why="family")
    ask(named, named.bo)
    assert mine(named, named.bo) == [("Lou", False)]
    assert asked_of(named, named.ash) == []


def test_no_part_that_is_sealed_can_be_asked_for(named):
    for kind in ("safety", "programme", "own"):
        with pytest.raises(Exception, match="asked_here_parts_check|twenty"):
            ask(named, named.bo, parts=(kind,))


def test_twenty_a_day(named):
    browser = named.house.browser(named.bo)
    sent = {"who": NOBODY, "called": "Sky", "parts": ["contact"], "reason": "x", "agreed": ["yes"]}
    for _ in range(20):
        assert browser.post("/here/", sent).status_code == 303
    refused = browser.post("/here/", sent)
    assert refused.status_code == 409
    assert "ask again tomorrow" in html.unescape(refused.content.decode())


@pytest.mark.parametrize(("at", "due"), [
    ("2026-11-19 10:00+00", "2026-11-20 10:00+00"), ("2026-11-20 10:00+00", "2026-11-23 10:00+00"),
    ("2026-11-21 10:00+00", "2026-11-23 10:00+00"), ("2026-11-22 10:00+00", "2026-11-23 10:00+00"),
    ("2026-10-23 10:00+01", "2026-10-26 10:00+00"),
])  # fmt: skip
def test_a_working_day(house, at, due):
    found = house.sql.execute("select access.next_working_day(%s)", (at,)).fetchone()[0]
    assert found == dt.datetime.fromisoformat(due)


def test_the_pages(named):
    browser, theirs = named.house.browser(named.bo), named.house.browser(named.ash)
    nothing = browser.post("/here/", {"who": LOU, "called": "Lou", "parts": ["contact"], "reason": "x"})
    assert nothing.status_code == 200, "without their agreement nothing is asked"
    sent = {
        "who": LOU,
        "called": "Lou",
        "parts": ["contact"],
        "reason": "came to the drop-in",
        "agreed": ["yes"],
    }
    known_here, absent = (browser.post("/here/", {**sent, "who": who}) for who in (LOU, NOBODY))
    assert (
        (known_here.status_code, known_here["Location"])
        == (absent.status_code, absent["Location"])
        == (303, "/here/")
    )
    today = html.unescape(theirs.get("/today/").content.decode())
    assert "A colleague has them there" in today and "came to the drop-in" in today
    path = re.search(r"/person/[^/\"]+/here/\d+/", today)[0]
    assert "Has with them" in theirs.get(path).content.decode()
    assert theirs.post(path, {}).status_code == 200
    assert browser.get(path).status_code == 404
    assert theirs.post(path, {"answer": "yes"}).status_code == 303
    assert theirs.get(path).status_code == 404
    assert "Lou" in browser.get("/people/").content.decode()
