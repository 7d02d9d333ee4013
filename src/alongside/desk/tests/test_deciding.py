"""Passing on and deciding: alike for known and unknown, due the same day, never empty."""

import datetime as dt
import re

import psycopg
import pytest
from django.db import IntegrityError, connections
from django.test.utils import CaptureQueriesContext
from tests.ground import is_there

from alongside.access import folders
from alongside.access.viewer import Refused
from alongside.desk import actions, queries
from alongside.desk.tests.ground import KIT, LOU, asked_of, at, desk_of, later, named, pass_on, tell, worry_of

pytestmark = pytest.mark.slow

ASKED = {"danger": "soon", "kind": "adult", "words": "She is afraid.", "other": "", "told_by": ""}


@pytest.fixture
def desk(tellers):
    return desk_of(tellers)


def sent(desk, about):
    """What whoever passes it on is answered, and by how many statements of which words."""
    browser = desk.house.browser(desk.bo)
    with CaptureQueriesContext(connections["default"]) as asked:
        answer = browser.post("/worry/", {**ASKED, "about": about})
    shown = re.sub(r'value="[^"]*"', "", browser.get(answer.headers.get("Location", "/")).content.decode())
    return (
        answer.status_code,
        answer.headers.get("Location"),
        shown,
        [re.sub(r"'[^']*'|\d+", "?", q["sql"]) for q in asked],
    )


def test_known_and_unknown_are_one_screen_and_one_answer(desk):
    """Held by nobody here, held by somebody else, kept close, absent, a forged reference: Bo holds none of them."""
    with desk.house.viewer(desk.hal) as by:
        folders.keep_close(by=by, folder=desk.kit.folders["line"], close=True)
    sent(desk, "x")
    answers = [
        sent(desk, about)
        for about in (f"Lou {LOU}", f"Kit {KIT}", "Zed CC-CCC-C", "Somebody from the mill", "K7-4QX-8")
    ]
    assert answers[0][0] == 303
    assert all(answer == answers[0] for answer in answers)


@pytest.mark.parametrize("written", ["K7-4QX-9", "k7 4qx 9", "K74QX9", "her reference is K7-4QX-9."])
def test_a_reference_however_it_is_spaced_names_the_record_to_the_desk_alone(desk, written):
    worry = pass_on(desk, desk.bo, about=written, other="")
    (person,) = worry_of(desk, worry)["people"]
    assert person["person"] == desk.one.id
    assert [w["name"] for w in person["workers"]] == ["Ash"]


def test_a_number_that_two_records_have_names_neither(desk):
    named(desk.house, desk.bo, desk.other, "Jay", LOU)
    assert worry_of(desk, pass_on(desk, about=LOU, other=""))["people"] == []


def test_a_record_that_one_holds_is_named_by_its_part_and_another_s_is_not(desk):
    parts = [desk.one.folders["line"], desk.kit.folders["line"]]
    worry = pass_on(desk, about="Lou", other="", parts=parts)
    assert [p["person"] for p in worry_of(desk, worry)["people"]] == [desk.one.id]


@pytest.mark.parametrize(
    ("kind", "danger", "late"), [("life", "no", True), ("other", "now", True), ("other", "no", False)]
)
def test_it_is_due_the_same_day_and_a_threat_to_life_now(desk, kind, danger, late):
    at(desk, dt.datetime(2036, 3, 30, 0, 30, tzinfo=dt.UTC))  # the night on which the clocks go forward
    worry = pass_on(desk, kind=kind, danger=danger)
    later(desk, minutes=1)
    assert worry_of(desk, worry)["overdue"] is late
    at(desk, dt.datetime(2036, 3, 30, 22, 59, tzinfo=dt.UTC))
    assert worry_of(desk, worry)["overdue"] is late
    at(desk, dt.datetime(2036, 3, 30, 23, 1, tzinfo=dt.UTC))
    for staff in (desk.dee, desk.fay):
        assert worry_of(desk, worry, staff)["overdue"]
        assert "overdue" in desk.house.browser(staff).get("/today/").content.decode()
        assert "overdue since" in desk.house.browser(staff).get("/desk/").content.decode()


@pytest.mark.parametrize("left_out", ["may_say", "never_say", "why", "words", "about", "staff"])
def test_a_decision_is_never_empty(desk, left_out):
    worry = pass_on(desk)
    with pytest.raises(Refused):
        tell(desk, worry, **{left_out: [] if left_out == "staff" else "  "})
    assert worry_of(desk, worry)["decided_at"] is None


@pytest.mark.parametrize("broken", [
    "why = ' '", "may_say = ''", "never_say = ' '", "until = null", "staff = '{}'", "tells = false", "until = at",
])  # fmt: skip
def test_the_database_itself_holds_that_it_is_not_empty(desk, broken):
    tell(desk, pass_on(desk))
    with pytest.raises(psycopg.errors.CheckViolation):
        desk.house.sql.execute(f"update access.decision set {broken}")


def test_not_to_tell_is_a_decision_with_its_why(desk):
    worry = pass_on(desk)
    with desk.house.viewer(desk.fay, "none") as by, pytest.raises(Refused, match="why nobody"):
        actions.tell_nobody(by=by, worry=worry, seen=0, why=" ")
    with desk.house.viewer(desk.fay, "none") as by:
        actions.tell_nobody(by=by, worry=worry, seen=0, why="Lou asked us not to, and nobody is in danger.")
    found = worry_of(desk, worry)
    assert found["decided_at"] and not found["overdue"]
    assert found["decisions"][0]["why"].startswith("Lou asked")
    assert asked_of(desk, desk.hal) == []


def test_two_who_decide_at_once_are_told_of_each_other(desk):
    worry = pass_on(desk)
    tell(desk, worry)
    with pytest.raises(Refused, match="in the meantime"):
        tell(desk, worry, by=desk.fay)
    tell(desk, worry, by=desk.fay, seen=1)
    assert len(worry_of(desk, worry)["decisions"]) == 2


def test_only_somebody_whom_it_is_about_and_who_works_here(desk):
    worry = pass_on(desk)
    with pytest.raises(Refused):
        tell(desk, worry, person=desk.other.id)
    desk.house.sql.execute("update access.staff set left_at = access.clock() where id = %s", (desk.hal,))
    with pytest.raises(Refused):
        tell(desk, worry)


def test_somebody_outside_alone_can_be_told(desk):
    worry = pass_on(desk)
    tell(desk, worry, staff=[], outside="Police, by Dee, by telephone", about="", words="", way="duty")
    (decision,) = worry_of(desk, worry)["decisions"]
    assert (decision["outside"], decision["instructions"]) == ("Police, by Dee, by telephone", [])


def test_the_desk_adds_the_other_end_and_is_closed_out_by_a_conflict(desk):
    worry = pass_on(desk, other="her partner")
    browser = desk.house.browser(desk.dee)
    assert browser.post(f"/desk/worry/{worry}/", {"text": KIT}).headers["Location"] == f"/desk/worry/{worry}/"
    assert {p["person"] for p in worry_of(desk, worry)["people"]} == {desk.one.id, desk.kit.id}
    second = pass_on(desk, other="her partner")
    desk.house.sql.execute(
        "insert into access.conflict (id, staff, person, why, starts, recorded_by) "
        "values (access.new_id(), %s, %s, 'family', access.clock(), %s)", (desk.dee, desk.kit.id, desk.boss),
    )  # fmt: skip
    assert browser.post(f"/desk/worry/{second}/", {"text": KIT}).headers["Location"] == "/desk/"
    assert worry_of(desk, second) is None


def test_earlier_worries_about_the_same_people_stand_beside(desk):
    first = pass_on(desk)
    second = pass_on(desk, desk.hal, about=f"Kit {KIT}", other="")
    pass_on(desk, desk.bo, about="Somebody else", other="")
    assert [o["id"] for o in worry_of(desk, second)["others"]] == [first]


def test_whoever_passed_it_on_sees_that_they_did_and_no_more(desk):
    worry = pass_on(desk)
    with desk.house.viewer(desk.ash, "none") as by:
        before = queries.passed_on(by)
    tell(desk, worry)
    with desk.house.viewer(desk.ash, "none") as by:
        assert queries.passed_on(by) == before
    assert set(before[0]) == {"at", "about"}


def test_by_the_pages_from_worry_to_read(desk):
    """The forms themselves, and nothing typed is lost where a rule says no."""
    ash, dee, hal = (desk.house.browser(s) for s in (desk.ash, desk.dee, desk.hal))
    assert ash.post("/worry/", {**ASKED, "words": "", "about": "Lou"}).status_code == 200, "asked again"
    assert (
        ash.post("/worry/", {**ASKED, "about": f"Lou {LOU}", "other": KIT}).headers["Location"]
        == "/worry/passed/"
    )
    page = dee.get("/desk/").content.decode()
    path = re.search(r"/desk/worry/\d+/", page)[0]
    form = dee.get(f"{path}tell/").content.decode()
    whom = re.findall(r'name="whom"[^>]*value="(\d+)"|value="(\d+)"[^>]*name="whom"', form)
    assert {int(a or b) for a, b in whom} == {desk.ash, desk.hal}
    number = next(
        p["number"] for p in worry_of(desk, int(path.split("/")[3]))["people"] if p["person"] == desk.kit.id
    )
    asked = {
        "seen_decisions": "0", "whom": str(desk.hal), "also": "", "outside": "", "way": "duty", "person": str(number),
        "about": "Kit",
        "words": "Two workers.", "reason": "", "may_say": "Nothing.", "never_say": "Anything.", "until": "1/1/2031",
        "why": "A threat.",
    }  # fmt: skip
    again = dee.post(f"{path}tell/", {**asked, "never_say": ""})
    assert again.status_code == 200 and "Two workers." in again.content.decode()
    assert dee.post(f"{path}tell/", asked).headers["Location"] == path
    stale = dee.post(f"{path}tell/", asked)
    assert stale.status_code == 409 and "Two workers." in stale.content.decode()
    read = re.search(r"/desk/for-you/\d+/", hal.get("/today/").content.decode())[0]
    assert hal.post(read).headers["Location"] == "/today/"
    assert "read " in dee.get(path).content.decode()
    assert dee.get(f"{path}nobody/").status_code == 200
    decision = worry_of(desk, int(path.split("/")[3]))["decisions"][0]["id"]
    assert dee.get(f"{path}end/{decision}/").status_code == 200
    assert dee.post(f"{path}end/{decision}/", {"why": "Over."}).headers["Location"] == path
    assert dee.get(f"{path}end/{decision}/").status_code == 404, "ended already"


def test_what_is_kept_close_and_open_to_nobody_is_the_desk_s_to_give(desk):
    with desk.house.viewer(desk.hal) as by:
        folders.keep_close(by=by, folder=desk.kit.folders["line"], close=True)
    dee, boss = desk.house.browser(desk.dee), desk.house.browser(desk.boss)
    assert "/desk/kept/" not in dee.get("/today/").content.decode()
    desk.house.sql.execute("update access.staff set left_at = access.clock() where id = %s", (desk.hal,))
    assert "/desk/kept/" in dee.get("/today/").content.decode()
    listed = dee.get("/desk/kept/").content.decode()
    assert "Hal" in listed and not is_there("Kit", listed)
    path = re.search(r"/desk/kept/[^/\"]{43}/", listed)[0]
    assert re.findall(r"/desk/kept/[^/\"]{43}/", boss.get("/desk/kept/").content.decode()) == []
    given = {"staff": str(desk.eve), "reason": "Hal has left.", "days": "30"}
    assert boss.get(path).status_code == boss.post(path, given).status_code == 404
    close = {**given, "staff": str(desk.bo)}
    desk.house.sql.execute(
        "insert into access.conflict (id, staff, person, why, starts, recorded_by) "
        "values (access.new_id(), %s, %s, 'family', access.clock(), %s)", (desk.bo, desk.kit.id, desk.boss),
    )  # fmt: skip
    refused = dee.post(path, close)
    assert refused.status_code == 409 and "outside work" in refused.content.decode()
    assert dee.post(path, given).headers["Location"] == "/desk/kept/"
    with desk.house.viewer(desk.eve) as by:
        assert {
            r["kind"] for r in folders.rows("select * from access.held()") if r["person"] == desk.kit.id
        } == set(desk.kit.folders)
    assert dee.get(path).status_code == 404, "somebody can open it now"


def test_that_nobody_reads_for_hours_shows_at_the_desk(desk):
    tell(desk, pass_on(desk), until=dt.date(2031, 1, 1))
    assert "not been read" not in desk.house.browser(desk.dee).get("/today/").content.decode()
    later(desk, hours=5)
    assert "not been read" in desk.house.browser(desk.dee).get("/today/").content.decode()
    assert "not been read" not in desk.house.browser(desk.bo).get("/today/").content.decode()


def test_a_list_of_choices_that_the_database_does_not_know_is_refused(desk):
    with desk.house.viewer(desk.ash, "none"), pytest.raises((Refused, IntegrityError)):
        folders.call("select access.pass_on('gossip', 'no', 'x', '', 'y', '', '{}', '{}')")
