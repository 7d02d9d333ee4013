"""The week: who holds which seat when, where nobody does; who is away; who works where. None of it opens a record."""

import datetime as dt
import html

import pytest
from django.db import IntegrityError, ProgrammingError

from alongside.access import folders
from alongside.access.viewer import LONDON, Refused
from alongside.staff import week

SLOW = pytest.mark.slow
MONDAY = dt.date(2026, 11, 16)


def at(day, hour, minute=0):
    return dt.datetime(2026, 11, day, hour, minute, tzinfo=LONDON)


# What is nobody's -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("held", "expected"), [
    ([], [(9, 17)]),
    ([(9, 17)], []),
    ([(8, 18)], []),
    ([(9, 12)], [(12, 17)]),
    ([(13, 17)], [(9, 13)]),
    ([(9, 11), (14, 17)], [(11, 14)]),
    ([(14, 17), (9, 15)], []),
    ([(9, 16), (10, 11)], [(16, 17)]),
    ([(6, 8)], [(9, 17)]),
    ([(18, 20)], [(9, 17)]),
])  # fmt: skip
def test_gaps(held, expected):
    found = week.gaps((at(16, 9), at(16, 17)), [(at(16, a), at(16, b)) for a, b in held])
    assert found == [(at(16, a), at(16, b)) for a, b in expected]


def holding(starts, ends, staff=1, kind="duty", seat=5):
    return {"seat": seat, "kind": kind, "staff": staff, "name": "Ash", "starts": starts, "ends": ends}


def test_an_open_end_holds_the_whole_day():
    day = week.day_of("desk", MONDAY, [holding(at(1, 9), None)], set())
    assert (day.gaps, [s.whole for s in day.shifts]) == ([], [True])


def test_whoever_is_away_does_not_hold_it_though_they_stand_there():
    day = week.day_of("duty", MONDAY, [holding(at(16, 9), at(16, 17))], {(1, MONDAY)})
    assert day.gaps == [(at(16, 9), at(16, 17))]
    assert [shift.away for shift in day.shifts] == [True]


def test_the_desk_is_to_be_held_at_the_weekend_and_duty_is_not():
    saturday = dt.date(2026, 11, 21)
    assert week.day_of("desk", saturday, [], set()).whole_gap
    assert week.day_of("duty", saturday, [], set()).gaps == []
    assert week.day_of("reception", MONDAY, [], set()).gaps == []


def test_a_shift_over_midnight_stands_on_both_days():
    night = [holding(at(16, 17), at(17, 9))]
    first, second = (week.day_of("desk", MONDAY + dt.timedelta(days=n), night, set()) for n in (0, 1))
    assert [(s.starts, s.ends) for s in first.shifts] == [(at(16, 17), at(17, 0))]
    assert [(s.starts, s.ends) for s in second.shifts] == [(at(17, 0), at(17, 9))]


def test_days_that_are_alike_are_told_together_and_empty_ones_not():
    days = [
        week.day_of("duty", MONDAY + dt.timedelta(days=n), [holding(at(16, 9), at(18, 12))], set())
        for n in range(7)
    ]
    runs = week.Row(5, "North duty", days).runs
    assert [(first.day, last.day) for first, last, _day in runs] == [(16, 16), (17, 17), (18, 18), (19, 20)]


# A pattern ------------------------------------------------------------------------------------------------------------


def test_a_pattern_is_made_for_the_days_to_come():
    made = week.shifts(dt.date(2026, 11, 17), [0, 2], (dt.time(9), dt.time(17)), 2, at(16, 8))
    assert [(s.date().day, s.hour, e.hour) for s, e in made] == [(18, 9, 17), (23, 9, 17), (25, 9, 17)]


def test_what_has_passed_of_today_is_left_out():
    made = week.shifts(MONDAY, [0], (dt.time(9), dt.time(17)), 1, at(16, 12, 30))
    assert made == [(at(16, 12, 30), at(16, 17))]
    assert week.shifts(MONDAY, [0], (dt.time(9), dt.time(17)), 1, at(16, 18)) == []


def test_nine_is_nine_before_and_after_the_clocks_change():
    first = dt.date(2026, 10, 19)
    now = dt.datetime(2026, 10, 18, 12, tzinfo=LONDON)
    made = week.shifts(first, [0], (dt.time(9), dt.time(17)), 2, now)
    assert [s.astimezone(dt.UTC).hour for s, _e in made] == [8, 9]


def test_a_time_before_the_first_is_on_the_next_day():
    starts, ends = week.span(MONDAY, dt.time(17), dt.time(9))
    assert (starts, ends) == (at(16, 17), at(17, 9))


@pytest.mark.parametrize(("moment", "expected"), [
    (at(16, 8, 59), True), (at(16, 9), False), (at(16, 16, 59), False), (at(16, 17), True), (at(21, 12), True),
])  # fmt: skip
def test_out_of_hours(moment, expected):
    assert week.closed(moment) is expected


# By the pages ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def seat(tellers):
    return tellers.house.seat("duty", tellers.team, "North duty")


def day(days):
    return (dt.datetime.now(LONDON).date() + dt.timedelta(days=days)).strftime("%d/%m/%Y")


def pattern(tellers, its_seat, **over):
    return {
        "seat": its_seat, "staff": tellers.ash, "days": ["0", "1", "2", "3", "4", "5", "6"], "from_time": "9.00",
        "until_time": "17.00", "first": day(1), "weeks": "2", **over,
    }  # fmt: skip


@SLOW
def test_a_lead_puts_somebody_in_for_two_weeks_and_everybody_sees_it(tellers, seat):
    assert tellers.house.browser(tellers.lead).post("/rota/", pattern(tellers, seat)).status_code == 303
    (number,) = tellers.house.sql.execute("select count(*) from access.seat_holding").fetchone()
    assert 8 <= number <= 14
    text = tellers.house.browser(tellers.bo).get(
        "/rota/?week=" + (dt.date.today() + dt.timedelta(days=7)).isoformat()
    )
    assert "Ash" in text.content.decode()
    assert "North duty" in text.content.decode()


@SLOW
def test_nobody_else_changes_it(tellers, seat):
    bo = tellers.house.browser(tellers.bo)
    assert bo.post("/rota/", pattern(tellers, seat)).status_code == 404
    south = tellers.house.staff("Dee", tellers.house.team("South"), leads=True)
    assert tellers.house.browser(south).post("/rota/", pattern(tellers, seat)).status_code == 200, (
        "it is not offered"
    )
    assert tellers.house.sql.execute("select count(*) from access.seat_holding").fetchone() == (0,)


@SLOW
@pytest.mark.parametrize(("over", "status"), [
    ({"days": []}, 200), ({"weeks": "13"}, 200), ({"first": day(-1)}, 200), ({"from_time": "x"}, 200), ({"seat": "1"}, 200),
])  # fmt: skip
def test_what_is_wrong_with_a_pattern_is_said(tellers, seat, over, status):
    answer = tellers.house.browser(tellers.lead).post("/rota/", pattern(tellers, seat, **over))
    assert answer.status_code == status
    assert tellers.house.sql.execute("select count(*) from access.seat_holding").fetchone() == (0,)


@SLOW
def test_one_shift_that_stands_already_undoes_the_whole_pattern(tellers, seat):
    lead = tellers.house.browser(tellers.lead)
    assert lead.post("/rota/", pattern(tellers, seat, weeks="1", first=day(7))).status_code == 303
    (before,) = tellers.house.sql.execute("select count(*) from access.seat_holding").fetchone()
    assert lead.post("/rota/", pattern(tellers, seat)).status_code == 409
    assert tellers.house.sql.execute("select count(*) from access.seat_holding").fetchone() == (before,)


@SLOW
def test_a_gap_shows(tellers, seat):
    assert "nobody" in tellers.house.browser(tellers.ash).get("/rota/").content.decode()


@SLOW
@pytest.mark.parametrize("asked", ["", "x", "0001-01-01", "9999-12-31", "2026-02-31"])
def test_an_odd_week_is_this_one(tellers, seat, asked):
    assert tellers.house.browser(tellers.ash).get("/rota/", {"week": asked}).status_code == 200


# Away -----------------------------------------------------------------------------------------------------------------


def gone(tellers):
    return tellers.house.sql.execute(
        "select staff from access.away where taken_back_at is null order by recorded_at"
    ).fetchall()


@SLOW
def test_one_says_it_of_oneself_and_a_lead_of_her_team(tellers):
    ash, lead = tellers.house.browser(tellers.ash), tellers.house.browser(tellers.lead)
    assert ash.post("/away/", {"first": day(0), "last": day(3), "staff": tellers.bo}).status_code == 303
    assert gone(tellers) == [(tellers.ash,)], "of nobody else, whatever is sent"
    assert lead.post("/away/", {"first": day(1), "last": day(1), "staff": tellers.bo}).status_code == 303
    text = html.unescape(tellers.house.browser(tellers.bo).get("/away/").content.decode())
    assert "Ash" in text
    assert "Bo" in text


@SLOW
def test_the_floor_says_who_may(tellers):
    today = dt.datetime.now(LONDON).date()
    with pytest.raises(ProgrammingError, match="to say"), tellers.house.viewer(tellers.ash):
        folders.call("select access.record_away(%s, %s, %s)", tellers.bo, today, today)
    with tellers.house.viewer(tellers.bo):
        made = folders.call("select access.record_away(%s, %s, %s)", tellers.bo, today, today)
    with pytest.raises(ProgrammingError, match="to take back"), tellers.house.viewer(tellers.ash):
        folders.call("select access.take_back_away(%s)", made)
    with pytest.raises(IntegrityError, match="already"), tellers.house.viewer(tellers.bo):
        folders.call("select access.record_away(%s, %s, %s)", tellers.bo, today, today)
    with tellers.house.viewer(tellers.bo):
        folders.call("select access.take_back_away(%s)", made)
    assert gone(tellers) == []


@SLOW
@pytest.mark.parametrize("days", [(-3, -1), (2, 1), (400, 401)])
def test_days_that_cannot_be_are_refused(tellers, days):
    with tellers.house.viewer(tellers.ash) as by, pytest.raises(Refused):
        first, last = (by.today + dt.timedelta(days=n) for n in days)
        week.record_away(by=by, staff=tellers.ash, first=first, last=last)
    assert gone(tellers) == []


@SLOW
def test_being_away_closes_and_opens_nothing(tellers):
    def holds(staff):
        with tellers.house.viewer(staff):
            return folders.rows("select folder, kind from access.my_access()")

    before = holds(tellers.ash), holds(tellers.bo)
    tellers.house.browser(tellers.ash).post("/away/", {"first": day(0), "last": day(3)})
    assert (holds(tellers.ash), holds(tellers.bo)) == before


# Who works where --------------------------------------------------------------------------------------------------------


@SLOW
def test_an_organisation_is_named_and_opens_nothing(tellers):
    admin = tellers.house.staff("Adi", administrator=True)
    sent = {"team": tellers.team, "organisation": "Hearth"}
    assert tellers.house.browser(tellers.ash).post("/where/team/", sent).status_code == 404
    assert tellers.house.browser(admin).post("/where/team/", sent).status_code == 303
    assert "Hearth" in tellers.house.browser(tellers.bo).get("/where/").content.decode()
    assert tellers.house.browser(tellers.bo).get(f"/person/{tellers.one.handle()}/").status_code == 404
    assert tellers.house.browser(admin).post("/where/team/", sent | {"organisation": ""}).status_code == 303
    assert "Hearth" not in tellers.house.browser(tellers.bo).get("/where/").content.decode()
    with pytest.raises(ProgrammingError, match="administrator"), tellers.house.viewer(tellers.lead):
        folders.call("select access.put_team(%s, 'Mine')", tellers.team)


@SLOW
def test_saving_leads_back_to_the_week_that_one_was_on(tellers, seat):
    lead = tellers.house.browser(tellers.lead)
    ahead = dt.datetime.now(LONDON).date() + dt.timedelta(days=14)
    monday = ahead - dt.timedelta(days=ahead.weekday())
    page = lead.get("/rota/", {"week": ahead.isoformat()}).content.decode()
    assert f'action="/rota/?week={monday.isoformat()}"' in page
    answer = lead.post(f"/rota/?week={monday.isoformat()}", pattern(tellers, seat, first=day(14), weeks="1"))
    assert answer.headers["Location"] == f"/rota/?week={monday.isoformat()}"
