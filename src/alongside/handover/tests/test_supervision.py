"""Supervision: a lead holds names and dates of a colleague's people, sees whom to talk about, and one thing is agreed."""

import datetime as dt
import html

import pytest
from django.db import ProgrammingError
from tests.ground import folders_for, is_there

from alongside.access import folders
from alongside.access.viewer import LONDON, Refused
from alongside.care import actions as care
from alongside.care.models import Due
from alongside.handover import actions
from alongside.handover.models import Agreed
from alongside.handover.tests.ground import holds, knows

pytestmark = pytest.mark.slow

SUPERVISED = {("line", False), ("dates", False)}


def supervise(tellers, staff=None, by=None):
    with tellers.house.viewer(by or tellers.lead):
        folders.call("select access.supervise(%s)", staff or tellers.ash)


def page(tellers, staff):
    return html.unescape(tellers.house.browser(staff).get("/supervision/").content.decode())


def test_a_lead_holds_line_and_dates_and_no_more(named):
    supervise(named)
    assert holds(named, named.lead, named.one) == SUPERVISED
    assert holds(named, named.lead, named.other) == set()
    with named.house.viewer(named.lead, "person", named.one.folders["line"]):
        may = {
            k: folders.call("select access.may_write(%s, %s)", f, [k]) for k, f in named.one.folders.items()
        }
    assert may == {"line": False, "dates": True, "contact": False, "treatment": False}


def test_what_is_kept_close_is_simply_not_there(named):
    with named.house.viewer(named.ash) as by:
        folders.keep_close(by=by, folder=named.one.folders["line"], close=True)
    supervise(named)
    assert holds(named, named.lead, named.one) == set()
    assert holds(named, named.lead, named.third) == SUPERVISED
    assert not is_there("Lou", page(named, named.lead))


def test_whom_the_lead_knows_outside_work_is_not_there(named):
    knows(named, named.lead, named.one)
    supervise(named)
    assert holds(named, named.lead, named.one) == set()
    assert not is_there("Lou", page(named, named.lead))


def test_a_part_of_another_team_is_not_hers(named):
    south = named.house.team("South")
    sol = named.house.staff("Sol", south)
    folders_for(named.house, sol, team=south)
    for staff in (sol, named.lead):
        with pytest.raises(ProgrammingError, match="the lead of one"):
            supervise(named, staff)


def test_nobody_but_a_lead_supervises(named):
    with pytest.raises(ProgrammingError, match="the lead of one"):
        supervise(named, named.ash, by=named.bo)
    browser = named.house.browser(named.bo)
    assert browser.get("/supervision/").status_code == 404
    assert browser.post("/supervision/", {"staff": named.ash}).status_code == 404


def test_a_second_time_gives_nothing_twice(named):
    supervise(named)
    supervise(named)
    (number,) = named.house.sql.execute(
        "select count(*) from access.grant where staff = %s", (named.lead,)
    ).fetchone()
    assert number == 4


def test_by_the_page_it_begins_and_shows_whom_to_talk_about(named):
    with named.house.viewer(named.ash) as by:
        Due.add(by=by, folder=named.one.folders["dates"], what="today", on=by.today)
    assert not is_there("Lou", page(named, named.lead))
    lead = named.house.browser(named.lead)
    assert lead.post("/supervision/", {"staff": named.ash}).status_code == 303
    text = page(named, named.lead)
    assert "Lou" in text
    assert "serious now" in text
    assert not is_there("Jay", text)
    assert lead.post("/supervision/", {"staff": named.lead}).status_code == 404
    assert lead.post("/supervision/", {"staff": "1"}).status_code == 404


def test_one_thing_is_agreed_with_a_day_and_stands_on_today_until_done(named):
    supervise(named)
    lead, path = named.house.browser(named.lead), f"/person/{named.one.handle()}/agree/"
    assert lead.get(path).status_code == 200
    soon = dt.datetime.now(LONDON).date() + dt.timedelta(days=2)
    sent = {"what": "see", "staff": named.ash, "on": soon.strftime("%d/%m/%Y")}
    assert lead.post(path, sent).status_code == 303
    assert lead.post(path, sent | {"what": "ring"}).status_code == 303
    states = named.house.sql.execute("select what, state from handover_agreed order by made_at").fetchall()
    assert states == [("see", "off"), ("ring", "open")]
    ash = named.house.browser(named.ash)
    today = ash.get("/today/").content.decode()
    assert "Ring them" in today
    done = next(word for word in today.split('"') if word.startswith("/agreed/"))
    assert named.house.browser(named.bo).post(done).status_code == 404
    assert ash.post(done, {"what": "done"}).status_code == 303
    assert "Ring them" not in ash.get("/today/").content.decode()


def test_who_came_to_a_group_was_met(named):
    house = named.house
    with house.viewer(named.ash) as by:
        Due.add(by=by, folder=named.one.folders["dates"], what="session", on=by.today - dt.timedelta(days=60))
    house.sql.execute("update care_due set made_at = made_at - interval '60 days'")
    supervise(named)
    assert "not met for three weeks" in page(named, named.lead)
    with house.viewer(named.ash) as by:
        care.write_session(by=by, folder=named.one.folders["treatment"], at=by.now, how="group")
    assert "not met for three weeks" not in page(named, named.lead)


def test_only_a_lead_agrees_and_only_where_the_dates_are_hers(named):
    path = f"/person/{named.one.handle()}/agree/"
    for staff in (named.ash, named.bo, named.lead):
        assert named.house.browser(staff).get(path).status_code == 404


@pytest.mark.parametrize("days", [-1, 120])
def test_the_day_is_one_to_come_and_not_far_away(named, days):
    supervise(named)
    with (
        named.house.viewer(named.lead, "person", named.one.folders["line"]) as by,
        pytest.raises(Refused, match="three months"),
    ):
        actions.agree(
            by=by,
            person=by.person(named.one.id),
            what="see",
            on=by.today + dt.timedelta(days=days),
            staff=named.ash,
        )


def test_what_was_settled_is_not_settled_twice(named):
    supervise(named)
    with named.house.viewer(named.lead, "person", named.one.folders["line"]) as by:
        row = actions.agree(by=by, person=by.person(named.one.id), what="see", on=by.today, staff=named.ash)
        actions.settle(by=by, row=row, done=True)
        assert (row.state, row.done_on) == (Agreed.State.DONE, by.today)
        with pytest.raises(Refused, match="settled already"):
            actions.settle(by=by, row=row, done=False)


def test_what_was_agreed_goes_with_whoever_takes_over(named):
    supervise(named)
    with named.house.viewer(named.lead, "person", named.one.folders["line"]) as by:
        actions.agree(by=by, person=by.person(named.one.id), what="see", on=by.today, staff=named.ash)
    with named.house.viewer(named.ash, "mine") as by:
        actions.hand_over(by=by, person=by.person(named.one.id), to=named.bo)
    assert "See them" in named.house.browser(named.bo).get("/today/").content.decode()
