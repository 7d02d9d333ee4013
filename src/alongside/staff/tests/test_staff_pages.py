"""Joining, moving, leaving, seats: what administrators do, and that it works at once."""

import datetime as dt
import html
import re

import pytest
from django.test import Client

from alongside.access.viewer import LONDON
from alongside.accounts.tests.people import account, quick_passwords
from alongside.staff import words
from alongside.web.registry import PAGES

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def quick():
    with quick_passwords():
        yield


@pytest.fixture
def admin(tellers):
    tellers.admin = tellers.house.staff("Adi", administrator=True)
    return tellers.house.browser(tellers.admin)


JOINS = {"name": "Ren", "job": "Keyworker", "team": "", "email": "ren@example.org"}


def test_somebody_joins_and_their_link_is_shown_once(tellers, admin):
    answer = admin.post("/staff/join/", {**JOINS, "team": str(tellers.team), "once": "w1"})
    link = re.search(r"http://testserver(/welcome/[\w-]+/)", answer.content.decode())[1]
    assert Client().get(link).status_code == 200
    again = admin.post("/staff/join/", {**JOINS, "team": str(tellers.team), "once": "w1"})
    assert again.status_code == 303, "the same form twice makes one colleague"
    assert tellers.house.sql.execute("select count(*) from access.staff where name = 'Ren'").fetchone() == (
        1,
    )
    assert "Ren" in admin.get("/staff/").content.decode()


@pytest.mark.family
@pytest.mark.parametrize("over", [
    {"name": ""}, {"name": "x" * 121}, {"name": "a\x00b"}, {"email": ""}, {"email": "ren"}, {"team": "1"},
    {"email": "ASH@example.org"},
])  # fmt: skip
def test_what_is_wrong_with_a_joiner_is_said(tellers, admin, over):
    account(tellers.ash, "ash@example.org")
    answer = admin.post("/staff/join/", {**JOINS, **over})
    assert answer.status_code == 200
    assert "Something needs another look" in answer.content.decode()
    assert tellers.house.sql.execute("select count(*) from access.staff where name = 'Ren'").fetchone() == (
        0,
    )


def test_a_leaver_is_out_with_the_next_request(tellers, admin):
    ash = account(tellers.ash, "ash@example.org")
    ash.sign_in()
    assert ash.browser.get("/my-access/").status_code == 200
    answer = admin.post(f"/staff/{tellers.ash}/leave/", {"why": "a new job"})
    assert answer.status_code == 303
    assert ash.browser.get("/my-access/").status_code == 302
    assert ash.browser.get(f"/person/{tellers.one.handle()}/access/").status_code == 302
    assert ash.browser.get("/you/").status_code == 302
    assert ash.password().status_code == 200, "the password no longer signs in"
    assert "Ash" in html.unescape(admin.get("/staff/").content.decode())
    assert admin.get(f"/staff/{tellers.ash}/").status_code == 404


@pytest.mark.parametrize("deed", ["move", "leave"])
def test_an_administrator_is_not_told_how_many_records_a_colleague_could_open(tellers, admin, deed):
    new = tellers.house.staff("Nia", tellers.team)
    south, answers = tellers.house.team("South"), set()
    for colleague in (tellers.ash, new):
        posted = admin.post(
            f"/staff/{colleague}/{deed}/", {"team": str(south), "why": "asked to"}, follow=True
        )
        text = html.unescape(posted.content.decode())
        answers.add(re.search(r"Done\.[^<]*", text)[0])
    assert len(answers) == 1


def test_a_mover_loses_the_old_teams_records_with_the_next_request(tellers, admin):
    south = tellers.house.team("South")
    seat = tellers.house.seat("duty", tellers.team, "Duty", holder=tellers.ash)
    ash = tellers.house.browser(tellers.ash)
    assert ash.get(f"/person/{tellers.one.handle()}/access/").status_code == 200
    assert (
        admin.post(f"/staff/{tellers.ash}/move/", {"team": str(south), "why": "asked to"}).status_code == 303
    )
    assert ash.get(f"/person/{tellers.one.handle()}/access/").status_code == 404
    assert ash.get("/my-access/").status_code == 200
    assert "South" in admin.get(f"/staff/{tellers.ash}/").content.decode()
    held = tellers.house.sql.execute(
        "select count(*) from access.seat_holding where seat = %s and (ends is null or ends > now())", (seat,)
    )
    assert held.fetchone() == (0,)


def test_nobody_signs_themselves_off(tellers, admin):
    answer = admin.post(f"/staff/{tellers.admin}/leave/", {"why": "x"})
    assert answer.status_code == 409
    assert admin.get("/staff/").status_code == 200


def test_who_administers_is_for_another_to_say(tellers, admin):
    assert admin.post(f"/staff/{tellers.ash}/", {"administers": "yes"}).status_code == 303
    assert tellers.house.browser(tellers.ash).get("/staff/").status_code == 200
    assert (
        tellers.house.browser(tellers.ash).post(f"/staff/{tellers.admin}/", {"administers": "no"}).status_code
        == 303
    )
    assert admin.get("/staff/").status_code == 404
    answer = tellers.house.browser(tellers.ash).post(f"/staff/{tellers.ash}/", {"administers": "no"})
    assert answer.status_code == 409


def test_a_new_link_for_somebody_who_cannot_sign_in(tellers, admin):
    ash = account(tellers.ash, "ash@example.org")
    ash.sign_in()
    answer = admin.post(f"/staff/{tellers.ash}/link/", {"second": "on"})
    link = re.search(r"http://testserver(/welcome/[\w-]+/)", answer.content.decode())[1]
    assert ash.browser.get("/my-access/").status_code == 302
    assert ash.password().status_code == 200, "the old password is gone"
    fresh = Client()
    chosen = {"password": "otter cloud paper", "again": "otter cloud paper", "pin": "4915"}
    assert fresh.post(link, chosen).status_code == 302
    assert "set up a second step" in fresh.get("/you/").content.decode()


def test_it_is_written_down_who_made_a_link(tellers, admin):
    account(tellers.ash, "ash@example.org")
    admin.post(f"/staff/{tellers.ash}/link/", {})
    assert tellers.house.sql.execute(
        "select staff from log.decided where deed = 'sign-in link'"
    ).fetchall() == [(tellers.admin,)]


def test_administering_opens_no_record(tellers, admin):
    assert admin.get(f"/person/{tellers.one.handle()}/access/").status_code == 404
    assert "can open no record yet" in admin.get("/my-access/").content.decode()


ONLY_ADMINISTRATORS = ("/staff/", "/staff/join/", "/staff/teams/add/", "/staff/seats/add/")


def test_nobody_else_has_these_pages(tellers, admin):
    there = [
        *ONLY_ADMINISTRATORS,
        *(f"/staff/{tellers.bo}/{deed}" for deed in ("", "move/", "leave/", "link/")),
    ]
    for staff in (tellers.ash, tellers.lead):
        browser = tellers.house.browser(staff)
        for path in there:
            assert browser.get(path).status_code == 404, path
            answer = browser.post(path, {"why": "x", "team": str(tellers.team)})
            assert answer.status_code == (405 if path == "/staff/" else 404), path
    assert tellers.house.sql.execute(
        "select count(*) from access.staff where left_at is not null"
    ).fetchone() == (0,)
    names = {p.name for p in PAGES.values() if p.view.__module__ == "alongside.staff.pages.administering"}
    assert len(there) == len(names)


def test_teams_and_seats_are_added(tellers, admin):
    assert admin.post("/staff/teams/add/", {"name": "East", "site": "High Street"}).status_code == 303
    assert "East" in admin.get("/staff/").content.decode()
    assert admin.post("/staff/teams/add/", {"name": "East", "site": ""}).status_code == 409
    assert (
        admin.post(
            "/staff/seats/add/", {"name": "Duty", "kind": "duty", "team": str(tellers.team)}
        ).status_code
        == 303
    )


@pytest.mark.parametrize("kind", words.OF_A_TEAM)
def test_a_seat_that_shows_a_teams_people_is_a_teams(tellers, admin, kind):
    answer = admin.post("/staff/seats/add/", {"name": "Front", "kind": kind, "team": ""})
    assert answer.status_code == 200
    assert "Choose a team" in answer.content.decode()
    assert tellers.house.sql.execute(
        "select count(*) from access.seat where kind = %s", (kind,)
    ).fetchone() == (0,)


# Seats -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def seat(tellers):
    return tellers.house.seat("duty", tellers.team, "Duty")


def day(days):
    return (dt.datetime.now(LONDON).date() + dt.timedelta(days=days)).strftime("%d/%m/%Y")


def held(tellers, seat):
    return tellers.house.sql.execute(
        "select count(*) from access.seat_holding where seat = %s", (seat,)
    ).fetchone()[0]


def test_a_lead_puts_somebody_in_a_seat_and_ends_it(tellers, seat):
    lead = tellers.house.browser(tellers.lead)
    assert (
        lead.post(
            "/seats/", {"seat": seat, "staff": tellers.ash, "starts": day(0), "ends": day(7)}
        ).status_code
        == 303
    )
    assert lead.post("/seats/", {"seat": seat, "staff": tellers.bo, "starts": day(8)}).status_code == 303
    text = lead.get("/seats/").content.decode()
    assert "Later" in text
    number = tellers.house.sql.execute(
        "select id from access.seat_holding where staff = %s", (tellers.ash,)
    ).fetchone()[0]
    assert lead.post("/seats/", {"end": number}).status_code == 303
    assert "Before" in lead.get("/seats/").content.decode()


@pytest.mark.family
@pytest.mark.parametrize("over", [
    {"starts": day(-1)}, {"starts": day(5), "ends": day(2)}, {"ends": day(-3)}, {"starts": ""}, {"starts": "31/2/2027"},
    {"seat": ""}, {"seat": "1"}, {"staff": ""}, {"staff": "1"},
])  # fmt: skip
def test_what_is_wrong_with_the_days_is_said(tellers, admin, seat, over):
    answer = admin.post("/seats/", {"seat": seat, "staff": tellers.ash, "starts": day(0), **over})
    assert answer.status_code == 200
    assert "Something needs another look" in answer.content.decode()
    assert held(tellers, seat) == 0


def test_the_same_person_twice_on_one_day_is_refused(tellers, admin, seat):
    for expected in (303, 409):
        assert (
            admin.post(
                "/seats/", {"seat": seat, "staff": tellers.ash, "starts": day(1), "ends": day(3)}
            ).status_code
            == expected
        )
    assert held(tellers, seat) == 1


def test_somebody_who_left_holds_no_seat(tellers, admin, seat):
    admin.post(f"/staff/{tellers.ash}/leave/", {"why": "a new job"})
    assert admin.post("/seats/", {"seat": seat, "staff": tellers.ash, "starts": day(0)}).status_code == 200
    assert held(tellers, seat) == 0


def test_the_database_refuses_what_a_page_would_not_ask(tellers, admin, seat):
    from alongside.access import folders

    bad = [
        (seat, tellers.ash, "now() - interval '2 days'", "null"),
        (seat, tellers.ash, "now() + interval '2 days'", "now() + interval '1 day'"),
        (seat, 1, "now() + interval '1 hour'", "null"),
    ]
    for number, staff, starts, ends in bad:
        with pytest.raises(Exception, match="violates|seat|works here"), tellers.house.viewer(tellers.admin):
            folders.call(f"select access.hold_seat(%s, %s, {starts}, {ends})", number, staff)
    assert held(tellers, seat) == 0


def test_another_teams_lead_and_a_worker_change_no_seat(tellers, admin, seat):
    tellers.house.browser(tellers.lead).post(
        "/seats/", {"seat": seat, "staff": tellers.ash, "starts": day(0)}
    )
    number = tellers.house.sql.execute("select id from access.seat_holding").fetchone()[0]
    other = tellers.house.staff("Dee", tellers.house.team("South"), leads=True)
    dee = tellers.house.browser(other)
    assert dee.post("/seats/", {"end": number}).status_code == 404
    assert dee.post("/seats/", {"seat": seat, "staff": other, "starts": day(0)}).status_code == 404
    assert tellers.house.browser(tellers.ash).get("/seats/").status_code == 404
