"""Who decides on a pair, what joining does, and taking it back."""

import re

import psycopg
import pytest
from django.db import ProgrammingError
from tests.ground import telling

from alongside.access import folders
from alongside.access.viewer import Refused
from alongside.desk import actions as desk
from alongside.people.models import Details
from alongside.people.tests.people import line_of
from alongside.records import actions, queries
from alongside.records.tests import ground
from alongside.records.tests.ground import BORN

pytestmark = pytest.mark.slow

office = telling(ground.office)
RIGHTS = """
    select (select jsonb_agg(to_jsonb(g) order by g.id) from access.grant g join access.folder f on f.id = g.folder
             where f.kind <> 'alias'),
           (select jsonb_agg(to_jsonb(f) order by f.id) from access.folder f where f.kind <> 'alias'),
           (select jsonb_agg(to_jsonb(l) order by l.id) from people_line l),
           (select jsonb_agg(to_jsonb(d) order by d.id) from people_details d)
"""


def pair_of(office):
    """Ash and Bo have each added Lou Marsh."""
    office.one_lou = office.add(office.ash, "Lou Marsh", born_on=BORN, postcode="LS1 4AP")
    office.other_lou = office.add(office.bo, "Lou Marsh", born_on=BORN, phone="+447700900123")
    office.look()
    return office


@pytest.fixture
def pair(office):
    return pair_of(office)


def sees(office, staff, number):
    with office.house.viewer(staff, "none") as by:
        return queries.pair(by, number) is not None


def told(office, staff):
    """What somebody was told is joined."""
    with office.house.viewer(staff, "all") as by:
        return [sorted(line.call_name for _who, line in one["people"]) for one in queries.joined_of_mine(by)]


def reference_of(office, staff, who):
    return line_of(office.house, staff, who).reference


def number_of(office):
    return office.value("select id from access.alike")


# Who ----------------------------------------------------------------------------------------------------------------------


def test_it_waits_for_the_records_officer_and_for_nobody_else(pair):
    assert pair.names() == [("Lou Marsh", "Lou Marsh")]
    for staff in (pair.ash, pair.bo, pair.lead, pair.boss, pair.dee):
        assert pair.queue(staff) == []
        assert not sees(pair, staff, number_of(pair))
        with pair.house.viewer(staff, "none") as by, pytest.raises(ProgrammingError, match="not this viewer"):
            actions.settle(by=by, pair=number_of(pair), outcome="same", why="x")


@pytest.mark.parametrize(
    "path", ["/records/", "/records/decided/", "/records/{0}/", "/records/{0}/undo/", "/records/{0}/tell/"]
)
def test_for_everybody_else_the_pages_are_not_there(pair, path):
    pair.settle("same")
    here = path.format(number_of(pair))
    rae = pair.house.browser(pair.rae)
    assert rae.get(here).status_code == 200
    for staff in (pair.ash, pair.lead, pair.boss):
        browser = pair.house.browser(staff)
        assert browser.get(here).status_code == 404
        if not path.endswith("decided/"):
            assert browser.post(here, {"why": "x"}).status_code == 404


def test_only_what_decides_it_is_shown(pair):
    """No telephone, no part of a record, no worker; what is shown is logged."""
    with pair.house.viewer(pair.ash) as by:
        folders.open_folder(by=by, kind="safety", person=pair.one_lou.id, purpose="keyworker")
    references = {
        line_of(pair.house, staff, who).reference
        for staff, who in ((pair.ash, pair.one_lou), (pair.bo, pair.other_lou))
    }
    rae = pair.house.browser(pair.rae)
    shown = rae.get("/records/").content.decode() + rae.get(f"/records/{number_of(pair)}/").content.decode()
    assert all(one in shown for one in (*references, "LS1 4AP", "5 March 1984", "the same date of birth"))
    told = " ".join(re.findall(r"<main.*?</main>", shown, flags=re.S))
    assert "900123" not in told
    for hidden in ("safety", "harmed", "Ash", "Bo", "their own use", "North"):
        assert not re.search(rf"\b{hidden}\b", told.replace("Ash rang", "")), hidden
    assert (
        pair.value("select count(*) from log.decided where deed = 'look at pair' and staff = %s", pair.rae)
        == 1
    )


@pytest.mark.parametrize("why", ["kept close", "one worry", "a pair folder"])
def test_what_stands_between_two_goes_to_the_desk_alone(pair, why):
    number = number_of(pair)
    if why == "kept close":
        with pair.house.viewer(pair.bo) as by:
            folders.keep_close(by=by, folder=pair.other_lou.folders["line"], close=True)
    elif why == "one worry":
        words = (
            f"{reference_of(pair, pair.ash, pair.one_lou)} and {reference_of(pair, pair.bo, pair.other_lou)}"
        )
        with pair.house.viewer(pair.ash, "none") as by:
            desk.pass_on(by=by, kind="disclosure", danger="soon", words=words, about=words)
    else:
        pair.house.sql.execute(
            "insert into access.folder (id, kind, person, made_at) values (1, 'pair', %s, now())",
            (pair.one_lou.id,),
        )
    assert pair.queue() == [] and not sees(pair, pair.rae, number)
    assert pair.house.browser(pair.rae).get(f"/records/{number}/").status_code == 404
    assert "waits for a decision" not in pair.house.browser(pair.rae).get("/today/").content.decode()
    assert pair.names(pair.dee) == [("Lou Marsh", "Lou Marsh")]
    assert (
        "may not be safe from each other"
        in pair.house.browser(pair.dee).get(f"/records/{number}/").content.decode()
    )


@pytest.mark.parametrize("whom", ["one_lou", "other_lou"])
def test_whoever_knows_one_of_them_outside_work_does_not_decide(pair, whom):
    second = pair.house.staff("Sol")
    pair.house.sql.execute(
        "insert into access.seat_holding (id, seat, staff, starts) values (access.new_id(), %s, %s, now())",
        (pair.seat, second),
    )
    number = number_of(pair)
    pair.knows(pair.rae, getattr(pair, whom))
    assert pair.queue() == [] and not sees(pair, pair.rae, number)
    assert sees(pair, second, number)


def test_whoever_no_longer_holds_the_seat_sees_no_more(pair):
    assert pair.queue()
    pair.house.sql.execute("update access.seat_holding set ends = now() where staff = %s", (pair.rae,))
    assert pair.queue() == []


def test_today_says_that_they_wait_to_whoever_decides_alone(pair):
    def today(staff):
        return pair.house.browser(staff).get("/today/").content.decode()

    assert "1 pair waits for a decision." in today(pair.rae)
    for staff in (pair.ash, pair.bo, pair.lead, pair.boss, pair.dee):
        assert "/records/" not in today(staff)


# What ---------------------------------------------------------------------------------------------------------------------


def test_joining_touches_no_folder_grant_or_row_of_either(pair):
    before = pair.house.sql.execute(RIGHTS).fetchone()
    pair.settle("same")
    assert pair.house.sql.execute(RIGHTS).fetchone() == before
    found = pair.house.sql.execute(
        "select f.kind, f.person from access.alias a join access.folder f on f.id = a.folder"
    ).fetchall()
    assert [kind for kind, _person in found] == ["alias"]
    assert found[0][1] not in (pair.one_lou.id, pair.other_lou.id), "part of neither record"
    assert pair.queue() == []


@pytest.mark.parametrize("outcome", ["different", "apart"])
def test_who_are_two_is_never_asked_again_until_it_is_taken_back(pair, outcome):
    number = pair.settle(outcome)
    assert pair.value("select count(*) from access.alias") == 0
    with pair.house.viewer(pair.bo) as by:
        Details.current.get(folder=pair.other_lou.folders["contact"]).change(by=by, postcode="LS1 4AP")
    pair.look()
    assert pair.queue() == []
    with pair.house.viewer(pair.rae, "none") as by:
        actions.undo(by=by, pair=number, joined=False, why="It was the other Lou.")
    assert len(pair.queue()) == 1


def test_not_sure_comes_last(pair):
    pair.add(pair.ash, "Jay Okafor", born_on=BORN)
    pair.add(pair.bo, "Jay Okafur", born_on=BORN)
    pair.look()
    assert pair.names()[0] == ("Lou Marsh", "Lou Marsh")
    pair.settle("later")
    assert [one["state"] for one in pair.queue()] == ["open", "later"]
    assert pair.names()[1] == ("Lou Marsh", "Lou Marsh")
    pair.look()
    assert [one["state"] for one in pair.queue()] == ["open", "later"]


def test_it_is_undone_and_stays_as_history(pair):
    number = pair.settle("same")
    with pair.house.viewer(pair.rae, "none") as by:
        actions.tell(by=by, pair=number, staff=pair.lead, why="supervises both")
        actions.undo(by=by, pair=number, joined=True, why="They came in together.")
        shown = queries.pair(by, number)
    assert [(was["why"], was["ended_why"]) for was in shown["joined_before"]] == [
        ("Ash rang and asked.", "They came in together.")
    ]
    assert (
        pair.value(
            "select count(*) from access.grant g join access.alias a on a.folder = g.folder where g.ended_at is null"
        )
        == 0
    )
    assert pair.value("select ended_at is not null from access.folder where kind = 'alias'")
    assert len(pair.queue()) == 1, "it is asked again"
    pair.settle("same")
    assert pair.value("select count(*) from access.alias") == 2


@pytest.mark.parametrize("outcome", ["same", "different", "apart"])
def test_a_decision_says_how_it_is_known(pair, outcome):
    with pair.house.viewer(pair.rae, "none") as by, pytest.raises(Refused, match="how you know"):
        actions.settle(by=by, pair=number_of(pair), outcome=outcome, why="  ")
    with pytest.raises(psycopg.errors.CheckViolation):
        pair.settle(outcome)
        pair.house.sql.execute("update access.alike set why = ' '")


def test_two_who_decide_at_once_are_told_of_each_other(pair):
    number = pair.settle("different")
    with pair.house.viewer(pair.rae, "none") as by, pytest.raises(Refused, match="in the meantime"):
        actions.settle(by=by, pair=number, outcome="same", why="x")
    with pair.house.viewer(pair.rae, "none") as by, pytest.raises(Refused, match="in the meantime"):
        actions.undo(by=by, pair=number, joined=True, why="x")
    assert pair.value("select count(*) from access.alias") == 0


# Telling a colleague ---------------------------------------------------------------------------------------------------------


def hold_both(office, staff):
    with office.house.viewer(office.ash) as by:
        folders.give(
            by=by,
            folder=office.one_lou.folders["line"],
            staff=staff,
            purpose="works_with",
            reason="x",
            writes=False,
        )
    with office.house.viewer(office.bo) as by:
        folders.give(
            by=by,
            folder=office.other_lou.folders["line"],
            staff=staff,
            purpose="works_with",
            reason="x",
            writes=False,
        )


def test_a_colleague_is_told_by_name_and_only_if_they_hold_both_names(pair):
    number = pair.settle("same")
    sol = pair.house.staff("Sol")
    hold_both(pair, sol)
    assert told(pair, sol) == [], "holding both is not to be told"
    with pair.house.viewer(pair.rae, "none") as by:
        for staff in (pair.ash, sol):
            actions.tell(by=by, pair=number, staff=staff, why="works with both")
    assert told(pair, sol) == [["Lou Marsh", "Lou Marsh"]]
    assert told(pair, pair.ash) == [], "Ash holds one of the two"
    assert told(pair, pair.rae) == [], "who joined them opens neither"
    for staff in (pair.ash, pair.rae, pair.lead):
        with pair.house.viewer(staff, "all"):
            assert folders.rows("select * from access.my_aliases()") == []
    page = pair.house.browser(sol).get("/my-access/joined/").content.decode()
    assert page.count("Lou Marsh") >= 2
    pair.knows(sol, pair.one_lou)
    assert told(pair, sol) == []


def test_whoever_tells_learns_nothing_of_whom_the_colleague_works_with(pair):
    number = pair.settle("same")
    sol, kay, jo = pair.house.staff("Sol"), pair.house.staff("Kay"), pair.house.staff("Jo")
    hold_both(pair, sol)
    pair.knows(jo, pair.one_lou)
    rae = pair.house.browser(pair.rae)
    answers = set()
    for staff in (sol, kay, jo):
        answer = rae.post(f"/records/{number}/tell/", {"staff": str(staff), "why": "x"})
        shown = re.sub(r'value="[^"]*"', "", rae.get(answer.headers["Location"]).content.decode())
        answers.add((answer.status_code, shown))
    assert len(answers) == 1
    assert not re.search(r"\b(Sol|Kay|Jo)\b", str(answers))


def test_it_is_not_among_what_one_can_open(pair):
    pair.settle("same")
    page = pair.house.browser(pair.rae).get("/my-access/").content.decode()
    assert "two records of one person" not in page and "Somebody whose name" not in page


# Injected ---------------------------------------------------------------------------------------------------------------------

CLOSED = [
    "select count(*) from access.alike", "select count(*) from access.alias", "select count(*) from access.likeness",
    "select count(*) from access.likeness_block", "select count(*) from access.said_alike",
    "select count(*) from access.alike_run",
    "select access.look_alike(5)",
    "select access.alike_waits()", "select access.facts_alike(1)", "select * from access.likeness_of(0, 9)",
    "select access.decides_alike(1, 2, 3)", "select access.apart(1, 2)", "select access.begin_alike(1)",
    "insert into access.alike (id, one, other, bits, because, found_at) values (1, 2, 3, 4, '{}', now())",
    "update access.alike set state = 'open'", "insert into access.likeness_weight values ('given same', 99)",
    "select access.join_records(1, null, 'x')",
]  # fmt: skip


@pytest.mark.parametrize("sql", CLOSED)
def test_the_pages_role_can_send_none_of_it(pair, sql):
    pair.settle("same")
    with pair.house.viewer(pair.rae, "all"), pytest.raises(ProgrammingError, match="permission denied"):
        folders.call(sql)


@pytest.mark.parametrize("staff", ["ash", "lead", "boss"])
def test_the_questions_of_the_floor_answer_nobody_else(pair, staff):
    number = pair.settle("same")
    with pair.house.viewer(getattr(pair, staff), "all"):
        assert folders.rows("select * from access.alike_queue()") == []
        assert folders.rows("select * from access.alike_settled()") == []
        assert folders.rows("select * from access.alike_looked()") == []
        assert folders.rows("select * from access.my_aliases()") == []
        assert folders.call("select access.alike_pair(%s)", number) is None
        assert folders.answer("select access.for_today()")["alike"] is None
    for sql in (
        "access.tell_alias(%s, 1, 'x')",
        "access.end_alias(%s, 'x')",
        "access.reopen_alike(%s, 'x')",
        "access.settle_alike(%s, 'same', 'x')",
    ):
        for pair_id in (number, 12345):
            with (
                pair.house.viewer(getattr(pair, staff), "all"),
                pytest.raises(ProgrammingError, match="not this viewer"),
            ):
                folders.call(f"select {sql}", pair_id)


def test_by_the_pages(pair):
    rae = pair.house.browser(pair.rae)
    number = int(re.search(r"/records/(\d+)/", rae.get("/records/").content.decode())[1])
    here = f"/records/{number}/"
    again = rae.post(here, {"outcome": "same", "why": ""})
    assert again.status_code == 200 and "Say how you know" in again.content.decode()
    assert (
        rae.post(here, {"outcome": "same", "why": "Their worker asked."}).headers["Location"] == "/records/"
    )
    assert "Joined" in rae.get("/records/decided/").content.decode()
    assert rae.post(here + "undo/", {"why": "A mistake."}).headers["Location"] == here
    assert "A mistake." in rae.get(here).content.decode()
    assert rae.get(here + "undo/").status_code == 404, "nothing is decided"
    assert rae.post("/records/").status_code == 303
    assert "being looked for" in rae.get("/records/").content.decode()
