"""The clock of those who wait: when it begins, when it ends, in working days, and who sees it."""

import datetime as dt

import pytest
from tests.ground import Tellers, telling

from alongside.care import actions as care
from alongside.care import rules
from alongside.care.models import Due, Referral
from alongside.intake import actions
from alongside.intake.models import Meanwhile
from alongside.intake.tests.ground import first, plain, text

TUESDAY = dt.datetime(2035, 11, 6, 10, 0, tzinfo=dt.UTC)


@telling
def tellers(house):
    house.at(TUESDAY)
    return Tellers(house)


def comes(tellers, **more):
    """Ren comes to Ash; the person and the part."""
    with tellers.house.viewer(tellers.ash) as by:
        person = actions.first_contact(by=by, **{"how": "walk_in", "call_name": "Ren", **more})
        return person, person.folder("treatment")


def clock(tellers):
    with tellers.house.viewer(tellers.ash):
        return Due.current.filter(what__in=("wait", "today")).values_list("state", "met_on", "on").get()


def later(tellers, **delta):
    tellers.house.pass_time(**delta)
    tellers.house.tokens.clear()


@pytest.mark.parametrize(
    ("since", "today", "days"),
    [
        ("2035-11-06", "2035-11-06", 0),
        ("2035-11-06", "2035-11-07", 1),
        ("2035-11-09", "2035-11-10", 0),
        ("2035-11-09", "2035-11-12", 1),
        ("2035-11-10", "2035-11-12", 1),
        ("2035-11-06", "2035-11-20", 10),
        ("2035-11-06", "2035-11-05", 0),
    ],
)
def test_working_days(since, today, days):
    assert rules.working_days(dt.date.fromisoformat(since), dt.date.fromisoformat(today)) == days


def test_a_working_day_is_what_the_floor_calls_one(tellers):
    for n in range(7):
        day = TUESDAY + dt.timedelta(days=n)
        after = tellers.house.sql.execute("select access.next_working_day(%s)", (day,)).fetchone()[0]
        assert rules.working_days(day.date(), after.date()) == 1


def test_it_begins_on_the_first_day_and_ends_when_care_begins(tellers):
    comes(tellers)
    assert clock(tellers) == ("due", None, dt.date(2035, 11, 6))
    later(tellers, days=8)
    with tellers.house.viewer(tellers.ash) as by:
        care.accept(by=by, referral=Referral.current.get())
    assert clock(tellers) == ("met", dt.date(2035, 11, 14), dt.date(2035, 11, 6))


@pytest.mark.parametrize(("how", "state", "ends"), [
    ("in_person", "came", "met"), ("home", "came", "met"), ("phone", "came", "due"), ("in_person", "missed", "due"),
])  # fmt: skip
def test_it_ends_when_they_are_seen_and_not_by_a_call_or_a_miss(tellers, how, state, ends):
    _person, folder = comes(tellers)
    with tellers.house.viewer(tellers.ash) as by:
        care.write_session(by=by, folder=folder, at=by.now, how=how, state=state)
    assert clock(tellers)[0] == ends


def test_a_booked_call_is_a_first_appointment(tellers):
    _person, folder = comes(tellers)
    with tellers.house.viewer(tellers.ash) as by:
        due = care.book(by=by, folder=folder, at=by.now)
        care.write_session(by=by, folder=folder, at=by.now, how="phone", due=due)
    assert clock(tellers)[0] == "met"


def test_it_ends_when_it_is_not_for_us_or_they_took_it_back(tellers):
    comes(tellers)
    with tellers.house.viewer(tellers.ash) as by:
        care.withdraw(by=by, referral=Referral.current.get())
    assert clock(tellers)[0] == "off"


def test_what_cannot_wait_may_be_found_to_wait_after_all(tellers):
    comes(tellers, signs=["pregnant"], today=True)
    with tellers.house.viewer(tellers.ash) as by:
        assert Due.current.get().what == "today"
        care.change_referral(by=by, referral=Referral.current.get(), urgent=False)
        assert Due.current.get().what == "wait"


def test_a_wait_is_neither_overdue_nor_an_appointment(tellers):
    person, folder = comes(tellers)
    later(tellers, days=2)
    browser = tellers.house.browser(tellers.ash)
    today = text(browser.get("/today/"))
    assert "2 working days, since 6 Nov" in today
    assert "Overdue" not in today
    with tellers.house.viewer(tellers.ash, "person", folder) as by:
        from alongside.web.wrapper import url

        due = Due.current.get()
        mark = url("mark", part=by.person(person.id).held[0], due=due)
        page = url("person", person=by.person(person.id))
    assert browser.post(mark, {"what": "missed"}).status_code == 404
    assert "2 working days" in text(browser.get(page))


def test_longer_than_three_weeks_is_said_and_not_red(tellers):
    comes(tellers)
    later(tellers, days=22)
    today = text(tellers.house.browser(tellers.ash).get("/today/"))
    assert "longer than three weeks" in today
    assert "16 working days" in today


def test_what_happened_meanwhile_stands_beside_the_clock(tellers):
    _person, folder = comes(tellers)
    browser = tellers.house.browser(tellers.ash)
    with tellers.house.viewer(tellers.ash, "person", folder) as by:
        from alongside.web.wrapper import url

        page = url("meanwhile", part=next(h for h in by.held if h.folder == folder))
    assert "Nothing is written for the meantime yet" in text(browser.get("/today/"))
    assert browser.post(page, {"line": "", "on": "today"}).status_code == 200
    assert browser.post(page, {"line": "Rang to ask how it goes", "on": "today"}).status_code == 303
    assert "Rang to ask how it goes" in text(browser.get("/today/"))
    assert "Rang to ask how it goes" in text(browser.get(page))
    assert "still to come" not in text(browser.get(page))


def test_two_lines_written_at_once_are_both_kept(tellers):
    _person, folder = comes(tellers)
    for line in ("One", "Two"):
        with tellers.house.viewer(tellers.ash) as by:
            actions.add_meanwhile(by=by, folder=folder, line=line)
    with tellers.house.viewer(tellers.ash):
        assert Meanwhile.current.count() == 2


def test_duty_sees_who_waits_in_the_team_and_not_what_was_said(tellers):
    house = tellers.house
    eve = house.staff("Eve", tellers.team)
    house.seat("duty", tellers.team, "Duty", eve)
    _person, folder = comes(tellers, words="quillwort", team=tellers.team)
    with house.viewer(tellers.ash) as by:
        actions.add_meanwhile(by=by, folder=folder, line="hellebore")
    browser = house.browser(eve)
    assert "/waiting/" in text(browser.get("/today/"))
    page = text(browser.get("/waiting/"))
    assert "Ren" in page
    assert "quillwort" not in page
    assert "hellebore" not in page
    assert "hellebore" in text(house.browser(tellers.ash).get("/waiting/"))


def test_whoever_holds_nothing_sees_that_nobody_waits(tellers):
    browser = tellers.house.browser(tellers.bo)
    before = text(browser.get("/waiting/"))
    comes(tellers)
    first(tellers.house.browser(tellers.ash), call_name="Kim", signs=["outside"], today="yes")
    assert plain(text(browser.get("/waiting/"))) == plain(before)
    assert "Nobody waits" in before
