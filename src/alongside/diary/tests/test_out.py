"""Out alone: whoever is late is looked for, by whom and when; whom they visit is told to nobody who does not hold that name."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError, connections
from django.test.utils import CaptureQueriesContext
from tests.ground import is_there

from alongside.access import handles
from alongside.access.viewer import Refused
from alongside.care.tests.ground import NOW as START
from alongside.care.tests.ground import on_pages
from alongside.diary import actions
from alongside.diary.queries import visits
from alongside.web.wrapper import url

PLACE, PHONE = "12 Mill Lane, the blue door", "+447700900123"


def read(answer):
    return answer.content.decode()


def going_of(tellers, lou=None):
    """Ash sets off to somebody, to be back in an hour; when that was."""
    lou = lou or on_pages(tellers.house, tellers.ash, tellers.one)
    with tellers.house.viewer(tellers.ash, "person", lou.care.folder) as by:
        until = by.now + dt.timedelta(hours=1)
        actions.set_off(by=by, person=by.person(lou.who.id), back_by=until, place=PLACE, phone=PHONE)
        return by.now


@pytest.fixture
def going(lou, tellers):
    return going_of(tellers, lou)


def seat(house, team, kind, who):
    made = house._new(
        "insert into access.seat (id, kind, team, name) values (access.new_id(), %s, %s, %s) returning id",
        kind, team, f"The {kind} seat",
    )  # fmt: skip
    house._new(
        "insert into access.seat_holding (id, seat, staff, starts) "
        "values (access.new_id(), %s, %s, access.clock() - interval '1 day') returning id",
        made, who,
    )  # fmt: skip


def after(tellers, going, minutes):
    tellers.house.at(going + dt.timedelta(minutes=60 + minutes))
    tellers.house.tokens.clear()


def sees(tellers, who):
    with tellers.house.viewer(who, "none"):
        return [(v.name, v.mine, v.line is not None) for v in visits.now()]


def team_of(tellers, staff):
    return tellers.house.sql.execute(
        "select team from access.team_member where staff = %s limit 1", (staff,)
    ).fetchone()[0]


def test_nobody_but_oneself_sees_it_until_a_quarter_of_an_hour_has_passed(going, tellers):
    seat(tellers.house, team_of(tellers, tellers.ash), "duty", tellers.bo)
    after(tellers, going, 14)
    assert sees(tellers, tellers.ash) == [("Ash", True, True)]
    assert sees(tellers, tellers.bo) == []
    after(tellers, going, 15)
    assert [name for name, _mine, _line in sees(tellers, tellers.bo)] == ["Ash"]
    assert "A colleague has not said" in read(tellers.house.browser(tellers.bo).get("/today/"))


def test_whom_they_visit_is_told_only_to_whoever_holds_that_name(going, tellers):
    seat(tellers.house, None, "desk", tellers.bo)
    after(tellers, going, 60)
    assert sees(tellers, tellers.bo) == [("Ash", False, False)]
    number = late_one(tellers)
    page = read(tellers.house.browser(tellers.bo).get(f"/out/{number}/"))
    assert "not yours to open" in page and not is_there("Lou", page) and "07700 900123" in page


def late_one(tellers):
    return tellers.house.sql.execute("select id from access.lone").fetchone()[0]


def third_of(tellers, **more):
    """Somebody else who works here."""
    return tellers.house._new(
        "insert into access.staff (id, name, job, joined_at, administrator) "
        "values (access.new_id(), 'Cass', 'worker', access.clock() - interval '1 day', %s) returning id",
        bool(more.get("administrator")),
    )  # fmt: skip


def test_the_desk_looks_after_an_hour_and_not_before(going, tellers):
    seat(tellers.house, None, "desk", tellers.bo)
    seat(tellers.house, team_of(tellers, tellers.ash), "duty", third_of(tellers))
    after(tellers, going, 59)
    assert sees(tellers, tellers.bo) == []
    after(tellers, going, 60)
    assert len(sees(tellers, tellers.bo)) == 1


def test_the_lead_looks_at_once_where_nobody_is_on_duty_and_after_half_an_hour_in_any_case(going, tellers):
    team = team_of(tellers, tellers.ash)
    tellers.house.sql.execute(
        "update access.team_member set team = %s, leads = true where staff = %s", (team, tellers.bo)
    )
    after(tellers, going, 15)
    assert len(sees(tellers, tellers.bo)) == 1
    seat(tellers.house, team, "duty", third_of(tellers))
    assert sees(tellers, tellers.bo) == []
    after(tellers, going, 30)
    assert len(sees(tellers, tellers.bo)) == 1


def test_one_tap_says_that_one_is_back(going, tellers):
    ash = tellers.house.browser(tellers.ash)
    assert "You are out" in read(ash.get("/today/"))
    number = late_one(tellers)
    assert ash.post(f"/out/{number}/back/", {"what": "longer"}).status_code == 303
    assert ash.post(f"/out/{number}/back/").status_code == 303
    assert "You are out" not in read(ash.get("/today/"))
    assert ash.post(f"/out/{number}/back/").status_code == 404


def test_whoever_found_them_says_how_they_know(going, tellers):
    seat(tellers.house, team_of(tellers, tellers.ash), "duty", tellers.bo)
    after(tellers, going, 20)
    bo, page = tellers.house.browser(tellers.bo), f"/out/{late_one(tellers)}/"
    assert "Write something" in read(bo.post(page, {"words": ""}))
    assert bo.post(page, {"words": "Rang, she is in the car"}).status_code == 303
    assert sees(tellers, tellers.ash) == []


def test_a_visit_of_somebody_else_is_not_there(going, tellers):
    bo, number = tellers.house.browser(tellers.bo), late_one(tellers)
    for address in (f"/out/{number}/", f"/out/{number + 1}/"):
        assert bo.get(address).status_code == 404
        assert bo.post(address, {"words": "well"}).status_code == 404
        assert bo.post(address + "back/").status_code == 404
    with (
        tellers.house.viewer(tellers.bo, "none") as by,
        pytest.raises(Exception, match="not this viewer's|permission"),
    ):
        actions.back(by=by, visit=number, words="well")


def test_one_is_out_once_and_for_twelve_hours_at_most(going, lou, tellers):
    there = {"place": PLACE, "phone": PHONE}
    with tellers.house.viewer(tellers.ash, "person", lou.care.folder) as by:
        person = by.person(lou.who.id)
        with pytest.raises(Refused, match="out already"):
            actions.set_off(by=by, person=person, back_by=by.now + dt.timedelta(hours=1), **there)
        for hours in (0, -1, 13):
            with pytest.raises(Refused, match="next twelve hours"):
                actions.set_off(by=by, person=person, back_by=by.now + dt.timedelta(hours=hours), **there)


def test_setting_off_is_asked_with_a_time_that_fits(lou, tellers):
    on_duty(tellers)
    with tellers.house.viewer(tellers.ash) as by:
        its = actions.book(
            by=by, folder=lou.care.folder, at=by.now + dt.timedelta(hours=2), how="home", minutes=60
        )
    ash = tellers.house.browser(tellers.ash)
    dates = lou.who.folders["dates"]
    page = url("set-off", part=lou.who.part(), due=handles.seal("due", dates, its.due))
    assert (
        "1.30 pm" in read(ash.get(page)) or "13.30" in read(ash.get(page)) or "1.30pm" in read(ash.get(page))
    )
    assert "Write something" in read(
        ash.post(page, {"back_by": "1.30 pm", "place": "", "phone": "07700 900123"})
    )
    assert ash.post(page, {"back_by": "1.30 pm", "place": PLACE, "phone": "07700 900123"}).status_code == 303
    assert "back by 1.30 pm" in read(ash.get("/today/"))


def out_to(tellers, lou, at):
    """Ash is booked at Lou's home, and sets off; the number of being out."""
    with tellers.house.viewer(tellers.ash) as by:
        its = actions.book(by=by, folder=lou.care.folder, at=by.now + at, how="home")
    going_of(tellers, lou)
    return its, late_one(tellers)


def test_back_leads_to_writing_up_the_visit(lou, tellers):
    its, number = out_to(tellers, lou, dt.timedelta(minutes=5))
    ash = tellers.house.browser(tellers.ash)
    answer = ash.post(f"/out/{number}/back/")
    from alongside.access import handles

    due = handles.seal("due", lou.who.folders["dates"], its.due)
    assert answer.headers["Location"] == url("appointment", part=lou.who.part(), due=due)
    page = read(ash.get(answer.headers["Location"]))
    deeds = page[page.index('class="card') :]
    assert "Write it up" in deeds[: deeds.index("came")]


def test_back_from_a_visit_that_nobody_booked_leads_to_their_record(going, lou, tellers):
    answer = tellers.house.browser(tellers.ash).post(f"/out/{late_one(tellers)}/back/")
    assert answer.headers["Location"] == url("person", person=lou.who.handle())
    page = read(tellers.house.browser(tellers.ash).get(answer.headers["Location"]))
    assert "Write it up" in page


def test_a_quarter_of_an_hour_more_leads_back_to_today(going, tellers):
    ash = tellers.house.browser(tellers.ash)
    assert ash.post(f"/out/{late_one(tellers)}/back/", {"what": "longer"}).headers["Location"] == "/today/"


def test_back_from_somebody_who_is_not_ones_to_open_any_more_leads_to_today(going, lou, tellers):
    tellers.house.sql.execute(
        "update access.grant set ended_at = access.clock() where staff = %s", (tellers.ash,)
    )
    tellers.house.tokens.clear()
    answer = tellers.house.browser(tellers.ash).post(f"/out/{late_one(tellers)}/back/")
    assert answer.headers["Location"] == "/today/"


# Where they are ---------------------------------------------------------------------------------------------------------


def opens(tellers, who):
    """Where Ash is, as the floor tells it to somebody; None where it does not."""
    with tellers.house.viewer(who, "none") as by:
        try:
            return actions.open_place(by=by, visit=late_one(tellers))
        except DatabaseError:
            return None


def nobody_leads(tellers):
    tellers.house.sql.execute("update access.team_member set leads = false")


def on_duty(tellers):
    seat(tellers.house, team_of(tellers, tellers.ash), "duty", tellers.bo)


def test_whoever_looks_for_them_opens_where_they_are_and_they_are_told(going, tellers):
    on_duty(tellers)
    after(tellers, going, 20)
    bo, page = tellers.house.browser(tellers.bo), f"/out/{late_one(tellers)}/"
    assert PLACE not in read(bo.get(page)) and PLACE not in read(bo.get("/today/"))
    assert bo.post(page, {"what": "where"}).status_code == 303
    assert PLACE in read(bo.get(page))
    assert not is_there("Lou", read(bo.get(page)))
    said = tellers.house.sql.execute(
        "select staff, about from log.decided where deed = 'open visit'"
    ).fetchall()
    assert said == [(tellers.bo, {"visit": late_one(tellers)})]
    ash = tellers.house.browser(tellers.ash)
    ash.post(f"{page}back/")
    assert "Bo opened where you were" in read(ash.get("/today/"))
    tellers.house.at(going + dt.timedelta(days=5))
    tellers.house.tokens.clear()
    assert "opened where you were" not in read(tellers.house.browser(tellers.ash).get("/today/"))


def test_nobody_opens_it_before_they_are_late(going, tellers):
    on_duty(tellers)
    after(tellers, going, 14)
    assert opens(tellers, tellers.bo) is None
    after(tellers, going, 15)
    assert opens(tellers, tellers.bo) == PLACE


def test_nobody_opens_it_once_they_are_back_and_it_is_gone(going, tellers):
    on_duty(tellers)
    after(tellers, going, 20)
    with tellers.house.viewer(tellers.ash, "none") as by:
        actions.back(by=by, visit=late_one(tellers))
    assert opens(tellers, tellers.bo) is None
    assert tellers.house.sql.execute("select place from access.lone").fetchall() == [("",)]


def test_nobody_else_opens_it(going, tellers):
    on_duty(tellers)
    after(tellers, going, 120)
    assert opens(tellers, third_of(tellers)) is None
    assert opens(tellers, tellers.ash) is None, "oneself opens nothing, so nothing is told"


def test_one_who_takes_longer_is_late_no_more(going, tellers):
    on_duty(tellers)
    after(tellers, going, 20)
    assert opens(tellers, tellers.bo) == PLACE
    with tellers.house.viewer(tellers.ash, "none") as by:
        actions.longer(by=by, visit=late_one(tellers), back_by=by.now + dt.timedelta(hours=1))
    assert sees(tellers, tellers.bo) == [] and opens(tellers, tellers.bo) is None


def knows_lou(tellers, who):
    tellers.house._new(
        "insert into access.conflict (id, staff, person, why, starts, recorded_by) values (access.new_id(), %s, "
        "(select person from access.folder where id = %s), 'kin', access.clock() - interval '1 day', %s) returning id",
        who, tellers.one.folders["line"], tellers.ash,
    )  # fmt: skip


def is_away(tellers, who):
    tellers.house._new(
        "insert into access.away (id, staff, first_day, last_day, recorded_by, recorded_at) "
        "values (access.new_id(), %s, access.london_today(), access.london_today(), %s, access.clock()) returning id",
        who, who,
    )  # fmt: skip


def test_whoever_knows_the_person_does_not_look_and_the_next_does_in_their_place(going, tellers):
    """Where a colleague went would tell them who is here."""
    on_duty(tellers)
    boss = third_of(tellers, administrator=True)
    after(tellers, going, 20)
    assert sees(tellers, boss) == []
    knows_lou(tellers, tellers.bo)
    assert sees(tellers, tellers.bo) == [] and opens(tellers, tellers.bo) is None
    assert opens(tellers, boss) == PLACE
    desk = third_of(tellers)
    seat(tellers.house, None, "desk", desk)
    assert sees(tellers, boss) == [], "the desk does, and nobody else learns that it had to"
    assert opens(tellers, desk) == PLACE
    knows_lou(tellers, desk)
    assert sees(tellers, desk) == [] and opens(tellers, boss) == PLACE


def test_a_lead_is_told_no_sooner_because_somebody_on_duty_knows_the_person(going, tellers):
    """At fifteen minutes instead of thirty they would learn that duty knows whoever is visited."""
    on_duty(tellers)
    knows_lou(tellers, tellers.bo)
    after(tellers, going, 29)
    assert sees(tellers, tellers.lead) == []
    after(tellers, going, 30)
    assert opens(tellers, tellers.lead) == PLACE


# Kept close -------------------------------------------------------------------------------------------------------------


def close_keeping(tellers):
    """Lou's record is kept close; Bo is on duty, and somebody holds the desk: who."""
    tellers.house.sql.execute(
        "update access.folder set kept_close = true where person = (select person from access.folder where id = %s)",
        (tellers.one.folders["line"],),
    )
    on_duty(tellers)
    desk = third_of(tellers)
    seat(tellers.house, None, "desk", desk)
    return desk


def test_where_it_is_kept_close_the_desk_opens_the_place_at_once_and_no_other_seat_does(going, tellers):
    desk = close_keeping(tellers)
    after(tellers, going, 14)
    assert sees(tellers, desk) == [] and opens(tellers, desk) is None
    after(tellers, going, 15)
    assert opens(tellers, tellers.bo) is None and opens(tellers, desk) == PLACE
    after(tellers, going, 59)
    for who in (tellers.bo, tellers.lead):
        assert sees(tellers, who) == [("Ash", False, False)] and opens(tellers, who) is None
    bo, address = tellers.house.browser(tellers.bo), f"/out/{late_one(tellers)}/"
    page = read(bo.get(address))
    assert "07700 900123" in page and "where they went is theirs to open" in page
    assert "Open where they went" not in page and PLACE not in page
    bo.post(address, {"what": "where"})
    assert PLACE not in read(bo.get(address))
    page = read(tellers.house.browser(desk).get(address))
    assert PLACE in page and "where they went is theirs to open" not in page


def test_after_an_hour_whoever_looks_opens_what_is_kept_close(going, tellers):
    """The desk may be asleep: two ways to get somebody killed, telling and not telling."""
    close_keeping(tellers)
    boss = third_of(tellers, administrator=True)
    after(tellers, going, 60)
    assert opens(tellers, tellers.bo) == opens(tellers, tellers.lead) == PLACE
    assert opens(tellers, boss) is None, "administrators look after two hours"
    after(tellers, going, 120)
    assert opens(tellers, boss) == PLACE


@pytest.mark.parametrize("without", ["nobody holds it", "away", "knows the person"])
def test_where_nobody_at_the_desk_can_look_the_others_open_what_is_kept_close(going, tellers, without):
    desk = close_keeping(tellers)
    after(tellers, going, 20)
    assert opens(tellers, tellers.bo) is None
    if without == "nobody holds it":
        tellers.house.sql.execute(
            "update access.seat_holding set ends = access.clock() where staff = %s", (desk,)
        )
    elif without == "away":
        is_away(tellers, desk)
    else:
        knows_lou(tellers, desk)
    assert opens(tellers, tellers.bo) == PLACE


def test_whoever_holds_it_by_name_opens_what_is_kept_close(going, tellers):
    close_keeping(tellers)
    after(tellers, going, 20)
    assert opens(tellers, tellers.bo) is None
    tellers.house.sql.execute(
        "insert into access.grant (id, folder, staff, purpose, given_by, starts, ends) values (access.new_id(), %s, %s, "
        "'keyworker', %s, access.clock() - interval '1 day', access.clock() + interval '1 day')",
        (tellers.one.folders["line"], tellers.bo, tellers.ash),
    )
    assert opens(tellers, tellers.bo) == PLACE


# Never nobody -----------------------------------------------------------------------------------------------------------


def test_where_no_seat_is_held_administrators_look(going, tellers):
    nobody_leads(tellers)
    boss = third_of(tellers, administrator=True)
    after(tellers, going, 14)
    assert sees(tellers, boss) == []
    after(tellers, going, 15)
    assert [name for name, *_ in sees(tellers, boss)] == ["Ash"]
    on_duty(tellers)
    assert sees(tellers, boss) == [], "somebody is on duty"


def test_a_seat_whose_holder_is_away_looks_for_nobody(going, tellers):
    nobody_leads(tellers)
    boss = third_of(tellers, administrator=True)
    on_duty(tellers)
    after(tellers, going, 15)
    assert sees(tellers, boss) == []
    is_away(tellers, tellers.bo)
    assert [name for name, *_ in sees(tellers, boss)] == ["Ash"]


def test_the_desk_looks_at_once_where_there_is_neither_duty_nor_lead(going, tellers):
    nobody_leads(tellers)
    seat(tellers.house, None, "desk", tellers.bo)
    after(tellers, going, 15)
    assert len(sees(tellers, tellers.bo)) == 1


def test_administrators_see_it_after_two_hours_whoever_else_does(going, tellers):
    on_duty(tellers)
    boss = third_of(tellers, administrator=True)
    after(tellers, going, 119)
    assert sees(tellers, boss) == []
    after(tellers, going, 120)
    assert opens(tellers, boss) == PLACE


@pytest.mark.parametrize(
    ("there", "says"),
    [
        ("duty", ""),
        ("desk", ""),
        ("lead", "and they may be at home"),
        ("away", "and they may be at home"),
        ("administrator", "and they may be at home"),
        ("knows", "Nobody can look for you at that time"),
        ("nobody", "Nobody can look for you at that time"),
    ],
)
def test_before_one_sets_off_the_page_says_where_nobody_could_look(lou, tellers, there, says):
    if there not in ("lead", "away"):
        nobody_leads(tellers)
    if there in ("duty", "knows", "away"):
        on_duty(tellers)
    if there == "away":
        is_away(tellers, tellers.bo)
    if there == "knows":
        knows_lou(tellers, tellers.bo)
    if there == "desk":
        seat(tellers.house, None, "desk", tellers.bo)
    if there == "administrator":
        third_of(tellers, administrator=True)
    page = read(tellers.house.browser(tellers.ash).get(set_off_page(lou, tellers)))
    assert "Set off to" in page
    # Words that explain themselves stand between those of ours: what is between them is looked for.
    for words in ("and they may be at home", "Nobody can look for you at that time"):
        assert (words in page) is (words == says)
    assert ("A colleague knows where I will be" in page) is bool(says)


def duty_ends(tellers, at):
    """Bo is on duty until then."""
    on_duty(tellers)
    tellers.house.sql.execute("update access.seat_holding set ends = %s where staff = %s", (at, tellers.bo))


def test_what_counts_is_the_quarter_of_an_hour_after_the_time_that_stands_in_the_form(lou, tellers):
    """The form stands at three and a half hours from now: duty may be over when one is late."""
    now = tellers.house.sql.execute("select access.clock()").fetchone()[0]
    tellers.house.at(now)
    page, ash = set_off_page(lou, tellers), tellers.house.browser(tellers.ash)
    duty_ends(tellers, now + dt.timedelta(hours=3, minutes=45))
    assert "and they may be at home" in read(ash.get(page))
    tellers.house.sql.execute("update access.seat_holding set ends = ends + interval '1 second'")
    assert "and they may be at home" not in read(ash.get(page))


def test_a_time_at_which_nobody_could_look_is_asked_about_once(lou, tellers):
    page, ash = set_off_page(lou, tellers), tellers.house.browser(tellers.ash)
    duty_ends(tellers, START + dt.timedelta(hours=4))
    assert "A colleague knows where I will be" not in read(ash.get(page))
    sent = {"back_by": "2 pm", "place": PLACE, "phone": "07700 900123"}
    asked = read(ash.post(page, sent))
    assert "and they may be at home" in asked and "then tick this to go on" in asked
    assert PLACE in asked
    assert tellers.house.sql.execute("select count(*) from access.lone").fetchone() == (0,)
    assert ash.post(page, {**sent, "agreed": "on"}).status_code == 303
    assert tellers.house.sql.execute("select count(*) from access.lone").fetchone() == (1,)


def test_a_time_at_which_somebody_looks_is_not_asked_about(lou, tellers):
    page, ash = set_off_page(lou, tellers), tellers.house.browser(tellers.ash)
    duty_ends(tellers, START + dt.timedelta(hours=3, minutes=30))
    assert "A colleague knows where I will be" in read(ash.get(page))
    sent = {"back_by": "1 pm", "place": PLACE, "phone": "07700 900123"}
    assert ash.post(page, sent).status_code == 303


def set_off_page(lou, tellers, place=""):
    with tellers.house.viewer(tellers.ash) as by:
        its = actions.book(
            by=by,
            folder=lou.care.folder,
            at=by.now + dt.timedelta(hours=2),
            how="home",
            minutes=60,
            place=place,
        )
    dates = lou.who.folders["dates"]
    return url("set-off", part=lou.who.part(), due=handles.seal("due", dates, its.due))


def test_where_it_is_to_be_is_offered_and_filled_by_nobody_else(lou, tellers):
    on_duty(tellers)
    page, ash = (
        set_off_page(lou, tellers, place="At her sister’s, 4 Hill Rise"),
        tellers.house.browser(tellers.ash),
    )
    asked = read(ash.get(page))
    assert "4 Hill Rise" in asked and "checked" not in asked
    sent = {"back_by": "1.30 pm", "phone": "07700 900123"}
    assert "Choose one" in read(ash.post(page, sent))
    assert ash.post(page, {**sent, "where": "At her sister’s, 4 Hill Rise"}).status_code == 303
    where = "select place, phone from access.lone"
    assert tellers.house.sql.execute(where).fetchone() == ("At her sister’s, 4 Hill Rise", "+447700900123")


def test_where_a_letter_may_go_is_offered_and_where_not_is_not():
    ways: Any = [SimpleNamespace(kind="post", value="1 High St\nLeeds", may_contact="yes"),
                 SimpleNamespace(kind="post", value="2 Low St", may_contact="no"),
                 SimpleNamespace(kind="email", value="a@b.example", may_contact="yes")]  # fmt: skip
    home: Any = SimpleNamespace(address="3 Mid St\nLeeds", postcode="LS1 1AA")
    assert visits.places("", home, ways) == ["3 Mid St, Leeds, LS1 1AA", "1 High St Leeds"]
    assert visits.places("the café", None, []) == ["the café"]


def test_ones_own_number_stands_there_the_next_time(going, lou, tellers):
    ash = tellers.house.browser(tellers.ash)
    ash.post(f"/out/{late_one(tellers)}/back/")
    assert "07700 900123" in read(ash.get(set_off_page(lou, tellers)))


# Told on every page -----------------------------------------------------------------------------------------------------

SAYS = "A colleague has not said that they are back."


def test_every_page_says_it_to_whoever_looks_for_them_and_to_nobody_else(going, tellers):
    on_duty(tellers)
    after(tellers, going, 14)
    assert SAYS not in read(tellers.house.browser(tellers.bo).get("/people/"))
    after(tellers, going, 15)
    bo = tellers.house.browser(tellers.bo)
    for path in ("/people/", "/groups/", "/today/"):
        page = read(bo.get(path))
        assert SAYS in page and f'href="/out/{late_one(tellers)}/"' in page
        assert not is_there("Ash", page.split("data-late")[1].split("</div>")[0]), (
            "whoever looks at the screen too"
        )
    assert SAYS not in read(bo.get(f"/out/{late_one(tellers)}/")).replace("<h1>" + SAYS, "")
    assert SAYS not in read(tellers.house.browser(tellers.ash).get("/people/"))


def test_it_costs_no_statement(going, tellers):
    def statements():
        bo = tellers.house.browser(tellers.bo)
        bo.get("/groups/")
        with CaptureQueriesContext(connections["default"]) as asked:
            said = SAYS in read(bo.get("/groups/"))
        return said, len(asked)

    on_duty(tellers)
    after(tellers, going, 14)
    before = statements()
    after(tellers, going, 15)
    assert (before[0], statements()) == (False, (True, before[1]))


def test_today_that_looks_again_by_itself_keeps_no_session_open(lou, tellers):
    def seen(again):
        bo = tellers.house.browser(tellers.bo)
        bo.get("/today/")
        tellers.house.at(START + dt.timedelta(minutes=5))
        answer = bo.get("/today/", **({"headers": {"X-Requested-With": "look"}} if again else {}))
        assert answer.status_code == 200
        return tellers.house.sql.execute(
            "select max(seen_at) from access.session where staff = %s", (tellers.bo,)
        ).fetchone()[0]

    assert seen(again=True) == START
    tellers.house.at(START)
    assert seen(again=False) == START + dt.timedelta(minutes=5)
    routes = tellers.house.sql.execute(
        "select route from log.opened where staff = %s order by n", (tellers.bo,)
    ).fetchall()
    assert ("today by itself",) in routes
