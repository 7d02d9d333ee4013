"""Whoever is on duty for a team: what they see of its people, what they open with a reason, and who is told."""

import datetime as dt
import html
import re

import pytest
from django.db import IntegrityError, ProgrammingError, connections
from django.test.utils import CaptureQueriesContext
from tests.ground import folders_for, is_there

from alongside.access import folders
from alongside.care.models import Due
from alongside.diary import actions as diary
from alongside.diary.queries import appointments
from alongside.people.models import Line

pytestmark = pytest.mark.slow


@pytest.fixture(name="on_duty")
def with_duty(tellers):
    return duty_of(tellers)


def duty_of(tellers):
    """Ash works with Lou; Eve of the same team holds the duty seat; the South is another team, with a person of its own."""
    house = tellers.house
    tellers.eve = house.staff("Eve", tellers.team)
    tellers.seat = house.seat("duty", tellers.team, "North duty", tellers.eve)
    for who, staff, name in ((tellers.one, tellers.ash, "Lou"), (tellers.other, tellers.bo, "Jay")):
        with house.viewer(staff) as by:
            Line.add(by=by, folder=who.folders["line"], call_name=name, sort_key=name.lower(), reference="")
    south = house.team("South")
    tellers.southerner = folders_for(house, house.staff("Sol", south), team=south)
    return tellers


def held(tellers, staff, scope="all", who=None):
    with tellers.house.viewer(staff, scope, (who or tellers.one).folders["line"]):
        return {(r["kind"], r["person"], r["writes"]) for r in folders.rows("select * from access.held()")}


def open_part(tellers, staff=None, kind="treatment", reason="crisis", who=None):
    with tellers.house.viewer(staff or tellers.eve):
        return folders.call(
            "select access.open_on_duty(%s, %s, %s)", (who or tellers.one).folders["line"], kind, reason
        )


def test_on_duty_one_holds_line_and_dates_of_the_team_and_no_more(on_duty):
    people = (on_duty.one.id, on_duty.other.id)
    assert held(on_duty, on_duty.eve) == {("line", p, False) for p in people} | {
        ("dates", p, True) for p in people
    }
    assert held(on_duty, on_duty.eve, "person") == {("line", people[0], False), ("dates", people[0], True)}
    assert held(on_duty, on_duty.eve, "person", on_duty.southerner) == set()
    with on_duty.house.viewer(on_duty.eve, "person", on_duty.southerner.folders["line"]) as by:
        assert by.held == ()
    with on_duty.house.viewer(on_duty.eve):
        assert {line.call_name for line in Line.current.all()} == {"Lou", "Jay"}
        assert list(folders.call("select array_agg(w) from access.my_writes('{line,dates}') w")) != []
    with on_duty.house.viewer(on_duty.eve, "mine"):
        assert Line.current.count() == 0, "they are nobody's whom one works with"


def expected_today(on_duty, who, staff, days=0, what="session", at=None):
    with on_duty.house.viewer(staff) as by:
        return Due.add(
            by=by,
            folder=who.folders["dates"],
            what=what,
            on=by.today + dt.timedelta(days=days),
            at=at,
            state="due",
        )


def covered(on_duty, staff=None):
    with on_duty.house.viewer(staff or on_duty.eve, "today") as by:
        return (
            {(h.kind, h.person) for h in by.covered},
            [(b.name, b.due.what) for b in appointments.covered(by)],
            by.held,
        )


def test_today_of_whoever_is_on_duty_holds_those_of_the_team_who_are_expected(on_duty):
    assert covered(on_duty) == (set(), [], ())
    expected_today(on_duty, on_duty.one, on_duty.ash)
    expected_today(on_duty, on_duty.other, on_duty.bo, days=1)
    expected_today(on_duty, on_duty.other, on_duty.bo, what="review")
    of_lou = {("line", on_duty.one.id), ("dates", on_duty.one.id)}
    assert covered(on_duty) == (of_lou, [("Lou", "session")], ())
    with on_duty.house.viewer(on_duty.eve, "today"):
        assert [line.call_name for line in Line.current.all()] == ["Lou"]
        assert Due.current.count() == 1
    assert covered(on_duty, on_duty.bo)[:2] == (set(), []), "nobody who is not on duty"
    assert covered(on_duty, on_duty.ash)[:2] == (set(), [])
    with on_duty.house.viewer(on_duty.ash) as by:
        folders.keep_close(by=by, folder=on_duty.one.folders["line"], close=True)
    assert covered(on_duty) == (set(), [], ()), "kept close: simply not there"


def test_today_of_whoever_is_on_duty_shows_them(on_duty):
    due = expected_today(on_duty, on_duty.one, on_duty.ash)
    client = on_duty.house.browser(on_duty.eve)
    text = client.get("/today/").content.decode()
    assert "Expected, and you are on duty" in text and "Lou" in text and not is_there("Jay", text)
    assert "booked by Ash" in text, "whose it is, as far as it stands in what duty sees"
    with on_duty.house.viewer(on_duty.ash) as by:
        Due.current.get(pk=due.pk).end(by=by, why="moved")
    assert not is_there("Lou", client.get("/today/").content.decode())


def test_what_was_opened_at_one_moment_is_told_in_an_order_that_says_nothing_of_other_rows(on_duty):
    for kind in ("treatment", "contact"):
        open_part(on_duty, kind=kind)
    sql = on_duty.house.sql
    sql.execute(
        "update access.grant set starts = (select min(starts) from access.grant where duty is not null) where duty is not null"
    )

    def told():
        with on_duty.house.viewer(on_duty.ash):
            return [one["folder"] for one in folders.answer("select access.for_today()")["stood_in"]]

    before = told()
    assert before == sorted(before) and len(before) == 2
    # A row that is written again lies behind the other.
    sql.execute(
        "update access.grant set reason = reason where duty is not null and folder = %s", (before[0],)
    )
    assert told() == before


def test_it_lasts_as_long_as_the_shift(on_duty):
    sql = on_duty.house.sql
    sql.execute("update access.seat_holding set ends = access.clock() + interval '2 hours'")
    open_part(on_duty)
    assert ("treatment", on_duty.one.id, True) in held(on_duty, on_duty.eve)
    assert sql.execute("select max(ends - starts) from access.grant where duty is not null").fetchone()[
        0
    ] <= dt.timedelta(hours=2)
    sql.execute("update access.seat_holding set ends = access.clock()")
    assert held(on_duty, on_duty.eve) == set()


@pytest.mark.parametrize("how", ["ended", "moved"])
def test_a_shift_that_is_ended_closes_what_it_opened_at_once(on_duty, how):
    boss = on_duty.house.staff("Dee", administrator=True)
    open_part(on_duty)
    with on_duty.house.viewer(boss):
        if how == "ended":
            holding = on_duty.house.sql.execute("select id from access.seat_holding").fetchone()[0]
            folders.call("select access.end_holding(%s)", holding)
        else:
            folders.call(
                "select access.move_staff(%s, %s, false, 'x')", on_duty.eve, on_duty.house.team("West")
            )
    assert held(on_duty, on_duty.eve) == set()


def test_an_open_end_is_twelve_hours_for_what_was_opened(on_duty):
    open_part(on_duty)
    (lasts,) = on_duty.house.sql.execute(
        "select ends - starts from access.grant where duty is not null"
    ).fetchone()
    assert lasts == dt.timedelta(hours=12)


@pytest.mark.parametrize("kind", ["safety", "family", "programme", "own", "couple", "line", "dates"])
def test_no_other_part_is_opened_by_it(on_duty, kind):
    with on_duty.house.viewer(on_duty.ash) as by:
        if kind not in ("line", "dates"):
            folders.open_folder(
                by=by, kind=kind, person=on_duty.one.id, team=on_duty.team, purpose="keyworker"
            )
    with pytest.raises(IntegrityError, match="one of two parts"):
        open_part(on_duty, kind=kind)
    assert {k for k, _p, _w in held(on_duty, on_duty.eve)} == {"line", "dates"}


def test_it_needs_one_of_the_five_reasons(on_duty):
    for reason in ("", "curious", "because"):
        with pytest.raises(IntegrityError, match="one of two parts"):
            open_part(on_duty, reason=reason)
    for reason in ("here", "crisis", "medicine", "calling", "worried"):
        assert open_part(on_duty, reason=reason) == on_duty.one.folders["treatment"]
    (number,) = on_duty.house.sql.execute(
        "select count(*) from access.grant where duty is not null"
    ).fetchone()
    assert number == 1, "what is open is not opened twice"


def test_another_teams_people_and_whoever_is_off_duty_open_nothing(on_duty):
    with pytest.raises(ProgrammingError, match="to open"):
        open_part(on_duty, who=on_duty.southerner)
    with pytest.raises(ProgrammingError, match="to open"):
        open_part(on_duty, staff=on_duty.lead)
    with pytest.raises(ProgrammingError, match="to open"):
        open_part(on_duty, staff=on_duty.ash)


def test_a_part_of_another_team_is_not_opened(on_duty):
    on_duty.house.sql.execute(
        "update access.folder set team = (select id from access.team where name = 'South') where id = %s",
        (on_duty.one.folders["treatment"],),
    )
    assert open_part(on_duty) is None
    browser = on_duty.house.browser(on_duty.eve)
    answer = browser.post(f"/person/{on_duty.one.handle()}/on-duty/", {"kind": "treatment", "reason": "here"})
    assert answer.status_code == 409
    assert "no such part" in answer.content.decode()


def test_on_duty_nobody_opens_new_parts(on_duty):
    open_part(on_duty)
    with pytest.raises(ProgrammingError, match="not a person"), on_duty.house.viewer(on_duty.eve) as by:
        folders.open_folder(by=by, kind="safety", person=on_duty.one.id, purpose="x")


def test_by_the_pages_and_who_works_with_them_is_told(on_duty):
    house, path = on_duty.house, f"/person/{on_duty.one.handle()}/"
    eve, ash = house.browser(on_duty.eve), house.browser(on_duty.ash)
    today = html.unescape(eve.get("/today/").content.decode())
    assert "North duty" in today
    assert "Lou" in eve.post("/people/find/", {"who": "Lou"}).content.decode()
    assert f"{path}on-duty/" in eve.get(path).content.decode()
    assert eve.get(f"{path}on-duty/").status_code == 200
    assert ash.get(f"{path}on-duty/").status_code == 404
    assert "Opened while you were away" not in ash.get("/today/").content.decode()
    assert eve.post(f"{path}on-duty/", {"kind": "contact", "reason": "medicine"}).status_code == 303
    told = html.unescape(re.sub(r"<[^>]+>", " ", ash.get("/today/").content.decode()))
    assert re.search(
        r"Lou .* Eve · who they are, how to reach them · On duty · A medicine or a script", told, re.S
    )
    assert "Opened while you were away" not in house.browser(on_duty.bo).get("/today/").content.decode()
    house.pass_time(days=5)
    house.tokens.clear()
    assert "Opened while you were away" not in house.browser(on_duty.ash).get("/today/").content.decode()


def test_one_writes_on_duty_what_happened(on_duty):
    """The dates, and the part that was opened; the name to call by stays as it is."""
    open_part(on_duty)
    label = on_duty.one.folders
    with on_duty.house.viewer(on_duty.eve, "person", label["line"]):
        may = {k: folders.call("select access.may_write(%s, %s)", label[k], [k]) for k in label}
    assert may == {"line": False, "dates": True, "contact": False, "treatment": True}


def test_a_new_person_of_the_team_is_there_at_once(on_duty):
    new = folders_for(on_duty.house, on_duty.ash, team=on_duty.team)
    assert ("line", new.id, False) in held(on_duty, on_duty.eve)


def test_today_of_whoever_is_on_duty_asks_at_most_fifteen_times_with_the_name_of_who_booked(on_duty):
    expected_today(on_duty, on_duty.one, on_duty.ash)
    expected_today(on_duty, on_duty.other, on_duty.bo)
    client = on_duty.house.browser(on_duty.eve)
    client.get("/today/")
    with CaptureQueriesContext(connections["default"]) as asked:
        page = client.get("/today/").content.decode()
    assert "booked by Ash" in page and "booked by Bo" in page
    assert len(asked) <= 15, len(asked)
    whom = [q["sql"] for q in asked if "access.colleagues" in q["sql"]]
    assert len(whom) == 1 and "colleagues_named" in whom[0], "of two colleagues, not of all twenty thousand"


def test_with_whom_it_is_is_told_where_that_part_was_opened(on_duty):
    """Else only who wrote the date: with whom stands in the part it was booked in."""
    part = on_duty.one.folders["treatment"]
    with on_duty.house.viewer(on_duty.ash) as by:
        folders.give(
            by=by, folder=on_duty.one.folders["dates"], staff=on_duty.bo, purpose="cover", reason="away"
        )
        diary.book(by=by, folder=part, at=by.now + dt.timedelta(minutes=5), worker=on_duty.bo)
    assert "booked by Ash" in on_duty.house.browser(on_duty.eve).get("/today/").content.decode()
    on_duty.house.tokens.clear()
    with on_duty.house.viewer(on_duty.eve, "today") as by:
        (one,) = appointments.covered(by)
        assert (one.details, one.booked_by) == (None, "Ash")
    with on_duty.house.viewer(on_duty.ash) as by:
        folders.give(
            by=by, folder=part, staff=on_duty.eve, purpose="works_with", reason="joint", assigned=True
        )
    on_duty.house.tokens.clear()
    with on_duty.house.viewer(on_duty.eve, "today") as by:
        (one,) = appointments.covered(by)
        assert (one.details.worker_name, one.booked_by) == ("Bo", "")
