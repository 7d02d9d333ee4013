"""The two ways to fail: a warning that does not arrive, and anything else that does."""

import html
import re

import psycopg
import pytest
from django.db import ProgrammingError
from tests.ground import folders_for, is_there

from alongside.access import folders
from alongside.access.viewer import Refused
from alongside.desk import actions, queries
from alongside.desk.tests.ground import CANARY, KIT, LOU, asked_of, desk_of, later, pass_on, tell, worry_of

pytestmark = pytest.mark.slow


@pytest.fixture
def desk(tellers):
    return desk_of(tellers)


def today(desk, staff):
    html = desk.house.browser(staff).get("/today/").content.decode()
    # As it is read: without what a word says when it is pressed.
    return re.sub(r'<span class="term__says".*?</span></span>|</?span[^>]*>', "", html)


def close_to(desk, staff, person, by=None):
    """Somebody knows a person outside work."""
    desk.house.sql.execute(
        "insert into access.conflict (id, staff, person, why, starts, recorded_by) "
        "values (access.new_id(), %s, %s, 'family', access.clock(), %s)", (staff, person, by or desk.boss),
    )  # fmt: skip


def shape(browser, path):
    """What an answer says, with the one-time words of forms put alike."""
    answer = browser.get(path)
    text = re.sub(r'(name="(?:csrfmiddlewaretoken|once)" value)="[^"]*"', r"\1", answer.content.decode())
    return answer.status_code, text


# It arrives ---------------------------------------------------------------------------------------------------------


def test_it_arrives_in_the_next_request_though_the_receiver_holds_nothing_of_the_other_end(desk):
    assert "From the safeguarding desk" not in today(desk, desk.hal)
    tell(desk, pass_on(desk))
    page = today(desk, desk.hal)
    assert "From the safeguarding desk" in page
    number = re.search(r"/desk/for-you/(\d+)/", page)[1]
    said = html.unescape(desk.house.browser(desk.hal).get(f"/desk/for-you/{number}/").content.decode())
    assert "Two workers. Not at home." in said
    assert "That anybody told us anything." in said
    assert CANARY not in said and not is_there("Lou", said), "without its reason"


def test_with_its_reason_where_the_desk_gives_it(desk):
    tell(desk, pass_on(desk), reason="Somebody close has been threatened.")
    (one,) = asked_of(desk, desk.hal)
    assert one["reason"] == "Somebody close has been threatened."


@pytest.mark.parametrize("how", ["kept close", "no grant", "conflict with the other end", "both"])
def test_it_arrives_whatever_they_hold(desk, how):
    """The receiver's own grant ended, the record is kept close, the other end is closed to them."""
    if how in ("kept close", "both"):
        with desk.house.viewer(desk.hal) as by:
            folders.keep_close(by=by, folder=desk.kit.folders["line"], close=True)
    if how in ("no grant", "both"):
        desk.house.sql.execute(
            'update access."grant" set ended_at = access.clock() where staff = %s', (desk.hal,)
        )
    if how == "conflict with the other end":
        close_to(desk, desk.hal, desk.one.id)
    tell(desk, pass_on(desk))
    assert [one["words"] for one in asked_of(desk, desk.hal)] == ["Two workers. Not at home."]
    assert "From the safeguarding desk" in today(desk, desk.hal)


def test_to_a_seat_it_reaches_whoever_holds_it_then(desk):
    sam = desk.house.staff("Sam", desk.south)
    tell(desk, pass_on(desk), staff=[], seats=[desk.duty])
    assert asked_of(desk, desk.eve)
    assert asked_of(desk, sam) == []
    desk.house.sql.execute("update access.seat_holding set staff = %s where seat = %s", (sam, desk.duty))
    assert asked_of(desk, sam)
    assert asked_of(desk, desk.eve) == []


def test_it_stays_until_it_is_read_and_the_desk_sees_when(desk):
    worry = pass_on(desk)
    tell(desk, worry)
    (one,) = asked_of(desk, desk.hal)
    later(desk, days=2)
    assert "From the safeguarding desk" not in today(desk, desk.hal), "until its last day, and no longer"
    worry = pass_on(desk)
    tell(desk, worry)
    (one,) = asked_of(desk, desk.hal)
    assert worry_of(desk, worry)["decisions"][0]["instructions"][0]["reads"] == []
    answer = desk.house.browser(desk.hal).post(f"/desk/for-you/{one['id']}/")
    assert answer.status_code == 303
    assert "From the safeguarding desk" not in today(desk, desk.hal)
    (read,) = worry_of(desk, worry)["decisions"][0]["instructions"][0]["reads"]
    assert read["name"] == "Hal"
    assert read["at"] == desk.house.sql.execute("select access.clock()").fetchone()[0]
    assert len(asked_of(desk, desk.hal)) == 1, "it holds on, though it was read"


def test_it_stands_before_a_meeting_with_whom_it_concerns_and_nobody_else(desk):
    other = folders_for(desk.house, desk.hal)
    tell(desk, pass_on(desk))
    browser = desk.house.browser(desk.hal)
    assert "Two workers." in browser.get(f"/person/{desk.kit.handle()}/before/").content.decode()
    assert "Two workers." not in browser.get(f"/person/{other.handle()}/before/").content.decode()


def test_what_is_withdrawn_is_gone_at_once_and_why_stays_at_the_desk(desk):
    worry = pass_on(desk)
    decision = tell(desk, worry)
    with desk.house.viewer(desk.fay, "none") as by:
        actions.end(by=by, decision=decision, why="It was somebody else.")
    assert asked_of(desk, desk.hal) == []
    assert worry_of(desk, worry)["decisions"][0]["ended_why"] == "It was somebody else."


def test_the_desk_is_told_where_an_instruction_reaches_nobody(desk):
    worry = pass_on(desk)
    tell(desk, worry, seats=[desk.duty])
    desk.house.sql.execute("update access.staff set left_at = access.clock() where id = %s", (desk.hal,))
    desk.house.sql.execute("delete from access.seat_holding where seat = %s", (desk.duty,))
    assert [i["shut"] for i in worry_of(desk, worry)["decisions"][0]["instructions"]] == [True, True]


# Nothing else does ------------------------------------------------------------------------------------------------------


def bystanders(desk):
    """Everybody but the desk, whoever passed it on and whom it names."""
    return {
        "Bo": desk.bo,
        "Chris, who leads the North": desk.lead,
        "Eve, on duty in the South": desk.eve,
        "an administrator": desk.boss,
    }


PATHS = ("/today/", "/desk/", "/people/", "/my-access/", "/desk/kept/", "/worry/", "/known/settle/")


def test_nobody_else_learns_anything(desk):
    """Pages before and after, of everybody else and of the passer: byte for byte."""
    desk.house.at(desk.house.sql.execute("select access.clock()").fetchone()[0])
    browsers = {name: desk.house.browser(staff) for name, staff in bystanders(desk).items()}
    before = {(name, path): shape(b, path) for name, b in browsers.items() for path in PATHS}
    lou = f"/person/{desk.one.handle()}/"
    ash = desk.house.browser(desk.ash)
    theirs = {path: shape(ash, path) for path in ("/today/", lou, f"{lou}before/", f"{lou}who/")}
    worry = pass_on(desk)
    tell(desk, worry)
    for (name, path), was in before.items():
        assert shape(browsers[name], path) == was, (name, path)
    for path, was in theirs.items():
        assert shape(ash, path) == was, f"whoever passed it on, on {path}"


def test_the_receiver_s_page_of_the_person_does_not_change(desk):
    """Somebody may sit beside them and look at the screen: what is there is there for everybody."""
    kit, browser = f"/person/{desk.kit.handle()}/", desk.house.browser(desk.hal)
    desk.house.at(desk.house.sql.execute("select access.clock()").fetchone()[0])
    was = shape(browser, kit)
    tell(desk, pass_on(desk))
    assert shape(browser, kit) == was
    assert "Before you meet" in was[1]


def test_no_record_s_log_tells_of_it(desk):
    """Who opened a record can be shown to the person: passing on and deciding leave no trace there."""
    before = desk.house.sql.execute("select count(*) from log.opened where person is not null").fetchone()
    about = f"/worry/?about={desk.one.handle()}"
    page = desk.house.browser(desk.ash).get(about).content.decode()
    assert LOU in page, "it says whom it was opened from"
    asked = {"danger": "soon", "kind": "adult", "words": "x", "about": f"Lou {LOU}", "other": KIT}
    assert desk.house.browser(desk.ash).post("/worry/", asked).status_code == 303
    with desk.house.viewer(desk.dee, "none") as by:
        (one,) = queries.worries(by, decided=False)
    desk.house.browser(desk.dee).get(f"/desk/worry/{one['id']}/")
    tell(desk, one["id"])
    assert (
        desk.house.sql.execute("select count(*) from log.opened where person is not null").fetchone()
        == before
    )


@pytest.mark.parametrize("sql", [
    "select access.decide({worry}, 0, 'desk', '{{}}', '{{}}', '', null, '', '', '', '', '', null, 'mine')",
    "select access.add_to_worry({worry}, 'K7-4QX-9')",
    "select access.end_decision({decision}, 'because')",
    "select access.read_instruction({instruction})",
])  # fmt: skip
def test_nobody_else_decides_adds_ends_or_reads(desk, sql):
    worry = pass_on(desk)
    decision = tell(desk, worry)
    (one,) = asked_of(desk, desk.hal)
    for staff in (desk.bo, desk.ash, desk.lead, desk.boss):
        with desk.house.viewer(staff), pytest.raises(ProgrammingError) as said:
            folders.call(sql.format(worry=worry, decision=decision, instruction=one["id"]))
        assert isinstance(said.value.__cause__, psycopg.errors.InsufficientPrivilege)
    if "read_instruction" in sql:
        with desk.house.viewer(desk.dee), pytest.raises(ProgrammingError):
            folders.call(sql.format(instruction=one["id"]))


def test_its_pages_are_not_there_for_others_hidden_as_absent(desk):
    worry = pass_on(desk)
    decision = tell(desk, worry)
    (one,) = asked_of(desk, desk.hal)
    for path in (f"/desk/worry/{worry}/", f"/desk/worry/{worry}/tell/", f"/desk/worry/{worry}/nobody/",
                 f"/desk/worry/{worry}/end/{decision}/", f"/desk/for-you/{one['id']}/"):  # fmt: skip
        absent = re.sub(r"\d+", "5", path)
        for staff in (desk.bo, desk.ash, desk.lead, desk.boss):
            browser = desk.house.browser(staff)
            answer = shape(browser, path)
            assert answer[0] == 404, path
            assert answer == shape(browser, absent), path
            assert browser.post(path, {"why": "x"}).status_code == 404


def test_a_conflict_closes_it_to_one_of_the_desk_and_the_other_answers(desk):
    close_to(desk, desk.dee, desk.kit.id)
    worry = pass_on(desk)
    assert worry_of(desk, worry) is None
    assert desk.house.browser(desk.dee).get(f"/desk/worry/{worry}/").status_code == 404
    with desk.house.viewer(desk.dee, "none") as by:
        assert queries.worries(by, decided=False) == []
    assert "waits for a decision" not in today(desk, desk.dee)
    assert worry_of(desk, worry, desk.fay)
    assert "waits for a decision" in today(desk, desk.fay)


def test_kept_from_one_of_the_desk_it_is_not_there_for_them(desk):
    worry = pass_on(desk, not_for=[desk.fay])
    assert worry_of(desk, worry, desk.fay) is None
    assert worry_of(desk, worry)


def test_where_the_desk_is_empty_or_closed_administrators_stand_in(desk):
    worry = pass_on(desk)
    assert worry_of(desk, worry, desk.boss) is None
    close_to(desk, desk.dee, desk.one.id)
    close_to(desk, desk.fay, desk.one.id)
    assert worry_of(desk, worry, desk.boss)
    desk.house.sql.execute(
        "delete from access.seat_holding where seat = any(%s)", ([desk.seat, desk.deputy],)
    )
    assert "Nobody holds the safeguarding desk" in today(desk, desk.boss)
    assert worry_of(desk, pass_on(desk, about="Somebody", other=""), desk.boss)
    assert worry_of(desk, worry, desk.lead) is None, "a lead only where no administrator is left"
    close_to(desk, desk.boss, desk.one.id, by=desk.dee)
    assert worry_of(desk, worry, desk.lead)


def test_whoever_stands_in_is_not_told_of_a_record_that_is_kept_close(desk):
    with desk.house.viewer(desk.hal) as by:
        folders.keep_close(by=by, folder=desk.kit.folders["line"], close=True)
    before = pass_on(desk, about=f"Kit {KIT}", other="")
    worry = pass_on(desk)
    assert {p["person"] for p in worry_of(desk, worry)["people"]} == {desk.one.id, desk.kit.id}
    assert [o["id"] for o in worry_of(desk, worry)["others"]] == [before]
    desk.house.sql.execute(
        "delete from access.seat_holding where seat = any(%s)", ([desk.seat, desk.deputy],)
    )
    found = worry_of(desk, worry, desk.boss)
    assert [p["person"] for p in found["people"]] == [desk.one.id]
    assert found["others"] == []
    with pytest.raises(Refused):
        tell(desk, worry, by=desk.boss)


def test_nobody_left_to_read_it_is_refused(desk):
    everybody = [r[0] for r in desk.house.sql.execute("select id from access.staff").fetchall()]
    with pytest.raises(Refused, match="Nobody would be left"):
        pass_on(desk, not_for=everybody)


def test_what_concerns_somebody_they_know_is_not_told_to_them(desk):
    worry = pass_on(desk)
    close_to(desk, desk.hal, desk.kit.id)
    with pytest.raises(Refused, match="outside work"):
        tell(desk, worry)
    assert worry_of(desk, worry)["decided_at"] is None, "nothing of it was kept"


def test_the_reason_is_not_told_to_whoever_knows_the_other_end(desk):
    worry = pass_on(desk)
    close_to(desk, desk.hal, desk.one.id)
    with pytest.raises(Refused, match="outside work"):
        tell(desk, worry, reason="A threat was made.")
    tell(desk, worry)
    desk.house.sql.execute("update access.instruction set reason = 'A threat was made.'")
    assert asked_of(desk, desk.hal)[0]["reason"] == "", "nor where the conflict came later"


def test_a_conflict_that_comes_later_closes_what_concerns_them(desk):
    worry = pass_on(desk)
    tell(desk, worry)
    close_to(desk, desk.hal, desk.kit.id)
    assert asked_of(desk, desk.hal) == []
    assert worry_of(desk, worry)["decisions"][0]["instructions"][0]["shut"], (
        "and the desk is told that it reaches nobody"
    )
