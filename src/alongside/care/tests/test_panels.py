"""The panels of the person page and Today: what they say, to whom, and in how many queries."""

import datetime as dt

import pytest
from django.db import connections
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from tests.ground import folders_for, is_there, telling

from alongside.care import actions
from alongside.care.panels import person as on_person
from alongside.care.panels import today as on_today
from alongside.care.tests.ground import NOW, TODAY, on_pages, under_way
from alongside.diary.panels import person as booked
from alongside.diary.panels import today as expecting
from alongside.people.models import Line
from alongside.web.panels import drawn

DAY = dt.timedelta(days=1)
OF_PERSON = (on_person.wants, booked.coming, on_person.year, on_person.came)
OF_TODAY = (
    expecting.expected,
    on_today.overdue,
    on_today.due_this_week,
    on_today.lost_touch,
    on_today.going_well,
)


def asked_by(viewer, person=None):
    request = RequestFactory().get("/")
    request.viewer, request.person, request.part = viewer, person, None
    return request


def people(house, staff, count):
    """So many people with care under way, an appointment today and a step done."""
    made = []
    for n in range(count):
        who = folders_for(house, staff)
        with house.viewer(staff) as by:
            Line.add(
                by=by,
                folder=who.folders["line"],
                call_name=f"P{n:02}",
                sort_key=f"p{n:02}",
                reference="K7-4QX-9",
            )
            care = under_way(by, who.folders["treatment"])
            actions.book(by=by, folder=care.folder, at=by.now + dt.timedelta(minutes=n + 1))
            done = actions.add_step(by=by, goal=care.goal, words="Rang", by_whom="someone", helper=care.nan)
            actions.step_done(by=by, step=done)
        made.append(who)
    return made


def today_of(house, staff):
    with house.viewer(staff, "mine") as by, CaptureQueriesContext(connections["default"]) as queries:
        request = asked_by(by)
        return {view.__name__: view(request) for view in OF_TODAY}, len(queries)


def person_of(house, staff, who, kind="treatment"):
    with house.viewer(staff, "person", who.folders[kind]) as by:
        person = by.person(who.id)
        request = asked_by(by, person)
        from alongside.people.identity import identity_of

        assert identity_of(request, person).name
        with CaptureQueriesContext(connections["default"]) as queries:
            return {view.__name__: view(request, person) for view in OF_PERSON}, len(queries)


@pytest.mark.slow
def test_today_asks_four_queries_for_one_person_and_for_forty(tellers):
    """Three, and the one that all panels of Today share."""
    people(tellers.house, tellers.ash, 1)
    one, for_one = today_of(tellers.house, tellers.ash)
    people(tellers.house, tellers.ash, 39)
    forty, for_forty = today_of(tellers.house, tellers.ash)
    assert (for_one, for_forty) == (4, 4)
    assert len(forty["expected"]["appointments"]) == 40
    assert len(forty["going_well"]["lines"]) == 40


@pytest.mark.slow
def test_the_person_page_asks_four_queries_however_much_there_is(tellers):
    lou = on_pages(tellers.house, tellers.ash, tellers.one)
    _panels, few = person_of(tellers.house, tellers.ash, tellers.one)
    with tellers.house.viewer(tellers.ash) as by:
        for n in range(40):
            actions.write_session(by=by, folder=lou.care.folder, at=NOW - n * DAY)
            goal = actions.add_goal(by=by, plan=lou.care.plan, words=f"goal {n}")
            actions.add_step(
                by=by, goal=goal, words=f"step {n}", by_whom="someone", helper=lou.care.nan, due_on=TODAY
            )
            actions.choose(by=by, episode=lou.care.episode, stage="preference", value="less")
    panels, many = person_of(tellers.house, tellers.ash, tellers.one)
    assert (few, many) == (4, 4)
    assert len(panels["wants"]["parts"][0]["steps"]) == 3
    assert panels["wants"]["parts"][0]["more"] == 38


@telling
def forty(tellers):
    return people(tellers.house, tellers.ash, 40)


@pytest.mark.slow
@pytest.mark.parametrize("page", ["today", "person"])
def test_the_whole_page_stays_within_fifteen(tellers, forty, page):
    who = forty[0]
    browser = tellers.house.browser(tellers.ash)
    address = "/today/" if page == "today" else f"/person/{who.handle()}/"
    browser.get(address)
    with CaptureQueriesContext(connections["default"]) as queries:
        answer = browser.get(address)
    assert answer.status_code == 200
    asked = [
        q["sql"] for q in queries if not q["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"))
    ]
    assert len(asked) <= 15, "\n".join(q[:160] for q in asked)


def test_today_says_who_is_expected_in_time_order_with_what_was_agreed(tellers):
    people(tellers.house, tellers.ash, 2)
    panels, _n = today_of(tellers.house, tellers.ash)
    lines = panels["expected"]["appointments"]
    assert [(a.name, agreed) for a, agreed in lines] == [
        ("P00", "ask Nan about the meeting"),
        ("P01", "ask Nan about the meeting"),
    ]
    browser = tellers.house.browser(tellers.ash)
    page = browser.get("/today/").content.decode()
    assert "Last time you agreed: ask Nan about the meeting" in page
    for word in ("came", "missed", "write"):
        assert word in page


def test_today_says_what_is_overdue_and_due_this_week(tellers):
    people(tellers.house, tellers.ash, 1)
    tellers.house.at(NOW + 2 * DAY)
    tellers.house.tokens.clear()
    panels, _n = today_of(tellers.house, tellers.ash)
    assert [line["due"].what for line in panels["overdue"]["lines"]] == ["session", "step"]
    assert panels["due_this_week"]["lines"] == []
    tellers.house.at(NOW + 25 * DAY)
    tellers.house.tokens.clear()
    panels, _n = today_of(tellers.house, tellers.ash)
    assert [line["due"].what for line in panels["due_this_week"]["lines"]] == ["review"]


def test_lost_touch_says_for_how_long_and_closes_nothing(tellers):
    people(tellers.house, tellers.ash, 1)
    assert today_of(tellers.house, tellers.ash)[0]["lost_touch"] is None
    tellers.house.at(NOW + 14 * DAY)
    tellers.house.tokens.clear()
    panels, _n = today_of(tellers.house, tellers.ash)
    assert [(line.name, line.days) for line in panels["lost_touch"]["lines"]] == [("P00", 21)]
    assert "21" in panels["lost_touch"]["facts"]
    assert tellers.house.sql.execute("select state from care_episode").fetchall() == [("open",)]


def test_going_well_says_who_helped(tellers):
    people(tellers.house, tellers.ash, 1)
    page = tellers.house.browser(tellers.ash).get("/today/").content.decode()
    assert "Rang" in page and "with Nan" in page


def test_what_was_let_go_or_finished_stands_on_today_no_longer(tellers):
    lou = on_pages(tellers.house, tellers.ash, tellers.one)
    with tellers.house.viewer(tellers.ash) as by:
        actions.call_off(by=by, due=lou.due)
        actions.finish(by=by, episode=lou.care.episode, how="died")
    panels, _n = today_of(tellers.house, tellers.ash)
    assert panels["expected"]["appointments"] == []
    assert (panels["overdue"], panels["due_this_week"]["lines"], panels["lost_touch"]) == (None, [], None)


def test_each_worker_has_only_her_own_today(tellers):
    on_pages(tellers.house, tellers.ash, tellers.one)
    page = tellers.house.browser(tellers.bo).get("/today/").content.decode()
    assert not is_there("Lou", page)


def test_the_person_page_says_what_they_want_and_who_helps(tellers):
    lou = on_pages(tellers.house, tellers.ash, tellers.one)
    page = tellers.house.browser(tellers.ash).get(f"/person/{lou.who.handle()}/").content.decode()
    assert "What Lou wants" in page
    assert "Whole weekends with him" in page
    assert "<strong><bdi>Nan</bdi></strong>" in page
    assert "In twelve months: 1 contact, 1 look back." in page
    assert "Wants weekends back" in page


def test_a_part_that_is_not_held_has_no_panel_and_leaves_no_gap(tellers):
    from alongside.access import folders

    lou = on_pages(tellers.house, tellers.ash, tellers.one)
    with tellers.house.viewer(tellers.ash) as by:
        for kind in ("line", "dates"):
            folders.give(
                by=by, folder=lou.who.folders[kind], staff=tellers.bo, purpose="cover", reason="Ash is away"
            )
    with tellers.house.viewer(tellers.bo, "person", lou.who.folders["line"]) as by:
        person = by.person(lou.who.id)
        names = [panel.name for panel in drawn(asked_by(by, person), "person", person)]
        html = "".join(panel.html for panel in drawn(asked_by(by, person), "person", person))
    assert "coming" in names
    assert not {"wants", "year", "came"} & set(names)
    assert "Ask about Sundays" not in html and "came" not in html


def test_two_parts_of_one_record_stand_apart(tellers):
    lou = on_pages(tellers.house, tellers.ash, tellers.one)
    with tellers.house.viewer(tellers.ash) as by:
        from alongside.access import folders

        label = folders.open_folder(
            by=by, kind="family", person=lou.who.id, purpose="keyworker", assigned=True
        )
        care = under_way(by, label, name="Del")
        actions.change_goal(by=by, goal=care.goal, words="My son to be well")
    panels, asked = person_of(tellers.house, tellers.ash, lou.who)
    assert [str(p["label"]) for p in panels["wants"]["parts"]] == ["own use", "family"]
    assert asked == 4


def test_the_year_is_drawn_within_its_width(tellers):
    lou = on_pages(tellers.house, tellers.ash, tellers.one)
    with tellers.house.viewer(tellers.ash) as by:
        for n in range(1, 30):
            actions.write_session(
                by=by, folder=lou.care.folder, at=NOW - 13 * n * DAY, state="missed" if n % 9 == 0 else "came"
            )
    panels, _n = person_of(tellers.house, tellers.ash, lou.who)
    year = panels["year"]
    assert all(0 <= mark["x"] <= year["width"] for mark in year["marks"])
    assert len(year["months"]) == 12
    assert len(year["lines"]) == len(year["marks"])
