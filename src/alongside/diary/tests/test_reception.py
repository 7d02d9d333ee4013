"""Reception: who is expected today, told to whoever holds a team's reception now; what of it is told, and what never is."""

import datetime as dt
import re

import pytest
from django.db import ProgrammingError, connections
from django.test.utils import CaptureQueriesContext
from tests.ground import folders_for, is_there

from alongside.access import folders, handles
from alongside.access.viewer import Refused
from alongside.care.models import Due, Session
from alongside.diary import actions
from alongside.diary.models import Appointment
from alongside.diary.queries import reception
from alongside.people.models import Line
from alongside.web.wrapper import url

NOT_THERE = "This is not on your list any more."


@pytest.fixture(name="front")
def at_the_front(tellers):
    return front_of(tellers)


def front_of(tellers):
    """Eve holds the reception of the North, where Ash works with Lou, and Bo with Jay; Sol works in the South with Kit."""
    house = tellers.house
    tellers.eve = house.staff("Eve")
    tellers.seat = house.seat("reception", tellers.team, "Reception, North", tellers.eve)
    tellers.south = house.team("South")
    tellers.sol = house.staff("Sol", tellers.south)
    tellers.southerner = folders_for(house, tellers.sol, team=tellers.south)
    for who, staff, name in (
        (tellers.one, tellers.ash, "Lou"),
        (tellers.other, tellers.bo, "Jay"),
        (tellers.southerner, tellers.sol, "Kit"),
    ):
        with house.viewer(staff) as by:
            Line.add(
                by=by,
                folder=who.folders["line"],
                call_name=name,
                sort_key=name.lower(),
                reference="K7-4QX-9",
            )
    return tellers


def expect(front, who=None, staff=None, *, how="in_person", days=0, minutes=30, worker=None, **more):
    """An appointment of somebody, as it stands among their dates; without `how` nothing but the date is known."""
    who, staff = who or front.one, staff or front.ash
    with front.house.viewer(staff) as by:
        due = Due.add(
            by=by,
            folder=who.folders["dates"],
            on=by.today + dt.timedelta(days=days),
            **{"what": "session", "at": by.now + dt.timedelta(minutes=minutes), "state": "due", **more},
        )
        if how:
            Appointment.add(
                by=by,
                folder=who.folders["treatment"],
                due=due.id,
                how=how,
                place="12 Mill Lane",
                worker=worker or staff,
                worker_name="Ash",
            )
    return due


def listed(front, who=None):
    """What stands on the list of somebody: None where there is no list."""
    with front.house.viewer(who or front.eve, "none") as by:
        found = reception.expected(by)
    return None if found is None else [(one.name, one.worker) for one in found]


def press(front, due, here=True, who=None):
    with front.house.viewer(who or front.eve, "none") as by:
        actions.say_arrived(by=by, due=due.id, here=here)


def arrivals(front):
    return front.house.sql.execute("select count(*) from access.arrived").fetchone()[0]


def today(front, who):
    return front.house.browser(who).get("/today/").content.decode()


def page(front, who=None):
    return front.house.browser(who or front.eve).get("/reception/")


def buttons(answer):
    return re.findall(r'action="(/reception/[^"]+)"', answer.content.decode())


def know(front, staff, who):
    front.house.sql.execute(
        "insert into access.conflict (id, staff, person, why, starts, ends, recorded_by) values "
        "(access.new_id(), %s, %s, 'family', access.clock(), access.clock() + interval '1 year', %s)",
        (staff, who.id, staff),
    )


# Who is told


def test_whoever_holds_the_reception_of_a_team_sees_who_is_expected_there(front):
    expect(front, minutes=60)
    expect(front, front.other, front.bo)
    assert listed(front) == [("Jay", "Bo"), ("Lou", "Ash")], "in order of time, with whom it is"


def test_nobody_else_has_such_a_page(front):
    expect(front)
    house = front.house
    for kind in ("duty", "nurse", "desk", "privacy", "records", "lead"):
        house.seat(kind, front.team, f"A {kind} seat", front.bo)
    house.seat("reception", None, "Reception of no team", front.lead)
    for who in (front.ash, front.bo, front.lead):
        assert listed(front, who) is None
        absent, shut = house.browser(who).get("/plans/nothing/"), page(front, who)
        assert shut.status_code == absent.status_code == 404
        assert "You are at reception" not in today(front, who)
    assert "You are at reception" in today(front, front.eve)


def test_it_is_over_with_the_shift(front):
    due = expect(front)
    front.house.sql.execute(
        "update access.seat_holding set starts = access.clock() - interval '9 hours', ends = access.clock() where seat = %s",
        (front.seat,),
    )
    assert listed(front) is None
    with pytest.raises(Refused, match=NOT_THERE):
        press(front, due)
    assert arrivals(front) == 0
    assert "You are at reception" not in today(front, front.eve)


def test_a_shift_that_is_to_come_tells_nothing_yet(front):
    expect(front)
    front.house.sql.execute(
        "update access.seat_holding set starts = access.clock() + interval '1 hour' where seat = %s",
        (front.seat,),
    )
    assert listed(front) is None


def test_reception_holds_nothing_and_nothing_is_opened(front):
    expect(front)
    for scope in ("all", "mine", "today"):
        with front.house.viewer(front.eve, scope) as by:
            assert by.held == () and folders.call("select access.my_folders()") == []
            assert not Line.current.exists() and not Due.current.exists() and not Appointment.current.exists()
    assert front.house.browser(front.eve).get(url("person", person=front.one.handle())).status_code == 404


def test_the_pages_role_reads_neither_the_list_nor_who_came_by_itself(front):
    for sql in (
        "select * from access.arrived",
        f"select * from access.expected_at_reception({front.eve})",
        f"select access.receives({front.eve})",
        "select * from access.arrived_now()",
    ):
        with pytest.raises(ProgrammingError), front.house.viewer(front.bo):
            folders.call(sql)


# What is told


def test_a_time_a_name_a_worker_and_whether_they_are_here_and_nothing_else(front):
    expect(front, what="first")
    with front.house.viewer(front.eve, "none"):
        told = folders.answer("select access.reception_today()")
    assert [set(one) for one in told] == [{"due", "at", "name", "worker", "here"}]
    text = page(front).content.decode()
    assert is_there("Lou", text) and "with Ash" in text
    assert "/person/" not in text and "K7-4QX-9" not in text and "Mill Lane" not in text
    assert "First" not in text and "first" not in text
    assert "Somebody may come who does not stand here" in text


def test_people_of_another_team_are_not_there(front):
    expect(front, front.southerner, front.sol)
    assert listed(front) == []


def test_whoever_knows_somebody_outside_work_is_not_told_of_them_even_here(front):
    due = expect(front)
    expect(front, front.other, front.bo)
    know(front, front.eve, front.one)
    assert listed(front) == [("Jay", "Bo")]
    with pytest.raises(Refused, match=NOT_THERE):
        press(front, due)
    assert arrivals(front) == 0


def test_what_is_kept_close_is_simply_not_there(front):
    due = expect(front)
    with front.house.viewer(front.ash):
        folders.call("select access.keep_close(%s, true)", front.one.folders["line"])
    assert listed(front) == []
    with pytest.raises(Refused, match=NOT_THERE):
        press(front, due)


def test_whoever_died_is_not_there(front):
    expect(front)
    front.house.sql.execute(
        "insert into access.stopped (person, at, by, died) values (%s, access.clock(), %s, array[%s]::bigint[])",
        (front.one.id, front.ash, front.one.folders["treatment"]),
    )
    assert listed(front) == []


def test_a_part_that_has_ended_is_not_there(front):
    expect(front)
    front.house.sql.execute(
        "update access.folder set ended_at = access.clock() where id = %s", (front.one.folders["dates"],)
    )
    assert listed(front) == []


def test_who_is_visited_rung_or_in_a_group_does_not_come_to_the_door(front):
    for how in ("home", "phone", "video", "group", "through"):
        expect(front, how=how)
    assert listed(front) == []
    for how in ("in_person", "joint", "drop_in", None):
        expect(front, how=how)
    assert listed(front) == [("Lou", "Ash")] * 4


def test_only_today_and_only_what_is_booked(front):
    expect(front, days=-1)
    expect(front, days=1)
    for state in ("offered", "off"):
        expect(front, state=state)
    for what in ("step", "review", "contact", "wait", "doses"):
        expect(front, what=what)
    assert listed(front) == []


def test_today_is_london_s(front):
    """An hour before midnight in UTC in summer it is tomorrow in London already."""
    front.house.at(dt.datetime(2036, 7, 1, 23, 30, tzinfo=dt.UTC))
    front.house.tokens.clear()
    front.house.sql.execute("update access.grant set ends = access.clock() + interval '30 days'")
    expect(front, at=dt.datetime(2036, 7, 1, 23, 45, tzinfo=dt.UTC))
    assert listed(front) == [("Lou", "Ash")]


def test_with_whom_it_is_and_not_who_booked_it(front):
    expect(front, worker=front.bo)
    assert listed(front) == [("Lou", "Bo")]


def test_what_was_written_up_does_not_show(front):
    """A list on which those who came, or did not, look otherwise would tell reception what became of somebody's day."""
    due = expect(front)
    before = page(front).content
    for what in (Session.Came.CAME, Session.Came.MISSED):
        with front.house.viewer(front.ash) as by:
            row = Due.current.get(folder=front.one.folders["dates"], pk=due.id)
            row.change(by=by, state="met" if what == Session.Came.CAME else "missed")
        assert _same(page(front).content) == _same(before)


def _same(body):
    return re.sub(rb'(name="(?:csrfmiddlewaretoken|once)" value=")[^"]*', rb"\1", body)


def test_what_one_teller_has_hidden_changes_nothing_for_the_other(front):
    """Two tellers, one hidden folder: what Jay said in confidence, and that there is such a part, shows on no line."""
    expect(front)
    expect(front, front.other, front.bo)
    before = page(front).content
    with front.house.viewer(front.bo) as by:
        folders.open_folder(by=by, kind="safety", person=front.other.id, team=front.team, purpose="keyworker")
    assert _same(page(front).content) == _same(before)


# They have come


def test_who_has_come_reaches_whoever_expects_them(front):
    due = expect(front)
    front.duty = front.house.staff("Dee", front.team)
    front.house.seat("duty", front.team, "Duty", front.duty)
    assert "here since" not in today(front, front.ash)
    answer = front.house.browser(front.eve).post(buttons(page(front))[0])
    assert answer.status_code == 303 and answer.headers["Location"] == "/reception/"
    assert "here since" in page(front).content.decode()
    for who in (front.ash, front.duty):
        assert "here since" in today(front, who)
    for who in (front.bo, front.sol, front.lead):
        assert "here since" not in today(front, who)
    with front.house.viewer(front.bo, "today"):
        assert folders.answer("select access.for_today()")["arrived"] == []
    with front.house.viewer(front.ash):
        row = Due.current.get(folder=front.one.folders["dates"], pk=due.id)
        assert (row.state, row.version) == ("due", 1), "it writes nothing up, and is in nobody's way"
        assert not Session.current.exists()


def test_it_is_taken_back_and_pressed_twice(front):
    due = expect(front)
    press(front, due)
    first = front.house.sql.execute("select at from access.arrived").fetchone()
    front.house.pass_time(minutes=3)
    press(front, due)
    assert front.house.sql.execute("select at from access.arrived").fetchone() == first, (
        "the first time holds"
    )
    press(front, due, here=False)
    press(front, due, here=False)
    assert arrivals(front) == 0
    assert "here since" not in today(front, front.ash)
    said = front.house.sql.execute(
        "select staff, deed, about from log.decided where deed like '%arrived' order by n"
    ).fetchall()
    assert [(who, deed) for who, deed, _about in said] == [
        (front.eve, "arrived"),
        (front.eve, "not arrived"),
    ]
    assert all(set(about) == {"folder", "date"} for _who, _deed, about in said)


def test_what_was_for_another_day_is_not_kept(front):
    due = expect(front)
    press(front, due)
    front.house.sql.execute("update access.arrived set day = day - 1")
    assert arrivals(front) == 1
    press(front, due)
    rows = front.house.sql.execute("select day = access.london_today() from access.arrived").fetchall()
    assert rows == [(True,)]


def test_the_button_that_takes_it_back_is_on_the_page(front):
    expect(front)
    browser = front.house.browser(front.eve)
    browser.post(buttons(page(front))[0])
    there = page(front)
    assert "not here after all" in there.content.decode()
    browser.post(buttons(there)[0], {"what": "not_here"})
    assert arrivals(front) == 0


@pytest.mark.parametrize("becomes", ["off", "offered", "moved"])
def test_what_is_no_longer_there_is_answered_alike(front, becomes):
    due = expect(front)
    browser, (button,) = front.house.browser(front.eve), buttons(page(front))
    with front.house.viewer(front.ash) as by:
        row = Due.current.get(folder=front.one.folders["dates"], pk=due.id)
        tomorrow = {"on": by.today + dt.timedelta(days=1), "at": by.now + dt.timedelta(days=1)}
        row.change(by=by, **(tomorrow if becomes == "moved" else {"state": becomes}))
    answer = browser.post(button)
    assert answer.status_code == 409 and NOT_THERE in answer.content.decode()
    assert not is_there("Lou", answer.content.decode()) and arrivals(front) == 0


def test_on_another_day_they_have_not_come_yet(front):
    """Moved after they had come: what was said of today says nothing of tomorrow."""
    due = expect(front, at=None)
    press(front, due)
    with front.house.viewer(front.ash) as by:
        row = Due.current.get(folder=front.one.folders["dates"], pk=due.id)
        row.change(by=by, on=by.today + dt.timedelta(days=1))
    front.house.pass_time(days=1)
    front.house.tokens.clear()
    assert "here since" not in today(front, front.ash)
    press(front, due)
    assert arrivals(front) == 1 and "here since" in today(front, front.ash)


def test_a_line_is_named_to_one_colleague_for_this_alone(front):
    due = expect(front)
    (button,) = buttons(page(front))
    for who in (front.ash, front.bo, front.lead):
        assert front.house.browser(who).post(button).status_code == 404, "sealed for somebody else"
    sealed = button.strip("/").split("/")[-1]
    assert handles.unseal("person", sealed) is None and handles.unseal("due", sealed) is None
    browser = front.house.browser(front.eve)
    for forged in ("x" * 43, handles.seal("due", front.one.folders["dates"], due.id), sealed[:-1], "0"):
        assert browser.post(f"/reception/{forged}/").status_code == 404
    assert browser.get(button).status_code == 405
    assert arrivals(front) == 0


def test_nor_by_sql(front):
    """Somebody who slips in SQL of their own says nothing of anybody, and hears nothing back."""
    due = expect(front)
    for who in (front.ash, front.bo, front.lead, front.sol):
        with front.house.viewer(who):
            assert folders.call("select access.reception_today()") is None
            assert folders.call("select access.say_arrived(%s, true)", due.id) is False
            assert folders.call("select access.say_arrived(1, true)") is False
    assert arrivals(front) == 0


def test_a_list_of_any_length_is_asked_for_once(front):
    for _ in range(3):
        expect(front)
    page(front)
    with CaptureQueriesContext(connections["default"]) as queries:
        page(front)
    assert sum("reception_today" in q["sql"] for q in queries) == 1
    assert len([q for q in queries if q["sql"].startswith("SELECT") or q["sql"].startswith("select")]) <= 4
