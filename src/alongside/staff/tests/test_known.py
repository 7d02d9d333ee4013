"""People known outside work: whoever is in conflict with somebody opens nothing of theirs, whatever was granted."""

import html
import re

import psycopg
import pytest
from django.db import IntegrityError, ProgrammingError

from alongside.access import folders
from alongside.access.viewer import Refused
from alongside.people.models import Line
from alongside.staff import actions, known


@pytest.fixture
def named(tellers):
    """Ash works with Lou and leads nobody; Chris leads North and may open Lou's name; Bo works with Jay."""
    for who, staff, name, reference in (
        (tellers.one, tellers.ash, "Lou", "K7-4QX-9"), (tellers.other, tellers.bo, "Jay", "C7-4QX-9"),
    ):  # fmt: skip
        with tellers.house.viewer(staff) as by:
            Line.add(
                by=by, folder=who.folders["line"], call_name=name, sort_key=name.lower(), reference=reference
            )
    let_in(tellers, tellers.lead, "line")
    return tellers


def let_in(tellers, staff, *kinds):
    with tellers.house.viewer(tellers.ash) as by:
        for kind in kinds or tellers.one.folders:
            folders.give(by=by, folder=tellers.one.folders[kind], staff=staff, purpose="cover", reason="x")


def close_to(tellers, staff, by=None, why="family", until=None):
    with tellers.house.viewer(by or tellers.lead, "person", tellers.one.folders["line"]) as who:
        known.record(by=who, person=who.person(tellers.one.id), staff=staff, why=why, until=until)


def seen(tellers, staff):
    with tellers.house.viewer(staff):
        return [line.call_name for line in Line.current.all()]


def test_it_closes_at_once_and_opens_again(named):
    let_in(named, named.bo)
    assert set(seen(named, named.bo)) == {"Jay", "Lou"}
    close_to(named, named.bo)
    assert seen(named, named.bo) == ["Jay"]
    with named.house.viewer(named.lead) as by:
        (one,) = folders.rows("select * from access.conflicts_of(%s)", [named.one.folders["line"]])
        assert (one["name"], one["why"], one["mine_to_end"]) == ("Bo", "family", True)
        known.end(by=by, conflict=one["id"], why="a mistake")
    assert set(seen(named, named.bo)) == {"Jay", "Lou"}


def test_it_ends_by_itself(named):
    let_in(named, named.bo)
    with named.house.viewer(named.lead) as by:
        day = by.today
    close_to(named, named.bo, until=day)
    assert seen(named, named.bo) == ["Jay"]
    named.house.pass_time(days=1)
    named.house.tokens.clear()
    assert set(seen(named, named.bo)) == {"Jay", "Lou"}


def test_somebody_may_say_it_of_themselves_and_cannot_take_it_back(named):
    browser = named.house.browser(named.ash)
    path = f"/person/{named.one.handle()}/known/"
    assert "How do you know them?" in html.unescape(browser.get(path).content.decode())
    assert browser.post(path, {"why": "friend"}).headers["Location"] == "/today/"
    assert browser.get(f"/person/{named.one.handle()}/").status_code == 404
    made = named.house.sql.execute("select id from access.conflict").fetchone()[0]
    assert browser.post(f"{path}{made}/end/", {"why": "x"}).status_code == 404
    with (
        pytest.raises(ProgrammingError, match="not this viewer's to end"),
        named.house.viewer(named.ash) as by,
    ):
        known.end(by=by, conflict=made, why="x")


def test_a_worker_closes_nothing_to_a_colleague(named):
    with pytest.raises(ProgrammingError, match="not this viewer's to record"):
        close_to(named, named.bo, by=named.ash)
    browser = named.house.browser(named.ash)
    browser.post(f"/person/{named.one.handle()}/known/", {"staff": str(named.bo), "why": "friend"})
    assert named.house.sql.execute("select staff from access.conflict").fetchall() == [(named.ash,)]


def test_a_lead_records_it_only_for_a_record_they_hold(named):
    with pytest.raises(ProgrammingError, match="not this viewer's to record"), named.house.viewer(named.lead):
        folders.call(
            "select access.record_conflict(%s, %s, 'family', null)", named.other.folders["line"], named.bo
        )


def test_a_lead_sees_and_ends_it_on_the_page(named):
    browser = named.house.browser(named.lead)
    path = f"/person/{named.one.handle()}/known/"
    assert browser.post(path, {"staff": str(named.bo), "why": "partner"}).status_code == 303
    text = html.unescape(browser.get(f"/person/{named.one.handle()}/access/").content.decode())
    assert "Partner, now or before" in text
    end = re.search(rf"{path}\d+/end/", text)[0]
    assert browser.get(end).status_code == 200
    assert browser.post(end, {"why": "a mistake"}).status_code == 303
    assert browser.get(end).status_code == 404


def test_nobody_lets_them_in(named):
    close_to(named, named.bo)
    with pytest.raises(Refused, match="know this person outside work"), named.house.viewer(named.ash) as by:
        actions.give(by=by, parts=[named.one.folders["line"]], staff=named.bo, purpose="cover", reason="x",
                     writes=True, days=3)  # fmt: skip


def test_a_lead_who_knows_them_neither_sees_nor_gives_them(named):
    boss = named.house.staff("Dee", administrator=True)
    let_in(named, boss, "line")
    rows = "select person from access.team_grants(%s)"
    with named.house.viewer(named.lead):
        assert named.one.id in {row["person"] for row in folders.rows(rows, named.team)}
    close_to(named, named.lead, by=boss)
    with named.house.viewer(named.lead):
        assert named.one.id not in {row["person"] for row in folders.rows(rows, named.team)}
    named.house.sql.execute(
        "update access.grant set ended_at = access.clock() where staff = %s", (named.ash,)
    )
    with named.house.viewer(named.lead):
        assert folders.rows("select * from access.nobody_holds(%s)", named.team) == []
    for staff in (named.lead, named.bo):
        with pytest.raises(ProgrammingError, match="to give"), named.house.viewer(named.lead) as by:
            folders.give(by=by, folder=named.one.folders["line"], staff=staff, purpose="x", reason="x")


def test_whom_only_they_hold_is_to_be_handed_on(named):
    close_to(named, named.ash)
    named.house.sql.execute(
        "update access.grant set ended_at = access.clock() where staff = %s", (named.lead,)
    )
    with named.house.viewer(named.lead):
        alone = {row["person"] for row in folders.rows("select * from access.nobody_holds(%s)", named.team)}
    assert alone == {named.one.id}
    with named.house.viewer(named.lead) as by:
        folders.give(by=by, folder=named.one.folders["line"], staff=named.bo, purpose="x", reason="x")


# "I know somebody" ------------------------------------------------------------------------------------------------------


def test_what_one_types_is_answered_alike_whoever_it_is(named):
    browser = named.house.browser(named.bo)
    answers = []
    for name in ("Lou", "Nobody Atall"):
        answer = browser.post("/known/", {"name": name, "why": "family"})
        page = browser.get("/known/").content.decode()
        answers.append((answer.status_code, answer.headers["Location"], page.count("<li")))
    assert answers[0][:2] == answers[1][:2]
    assert "Lou" in page


def test_the_lead_settles_it_and_the_worker_is_told_nothing(named):
    let_in(named, named.bo)
    browser = named.house.browser(named.bo)
    browser.post("/known/", {"name": "Louise", "why": "family", "words": "my sister"})
    browser.get("/known/")  # the message is shown once
    before = browser.get("/known/").content
    lead = named.house.browser(named.lead)
    assert "settle" in lead.get("/today/").content.decode()
    listed = html.unescape(lead.get("/known/settle/").content.decode())
    assert "my sister" in listed
    one = re.search(r"/known/settle/\d+/", listed)[0]
    wrong = lead.post(one, {"came": "found", "reference": "C7-4QX-9"}).content.decode()
    assert "nobody with this reference" in wrong, "Jay is not the lead's to open"
    assert lead.post(one, {"came": "found", "reference": "k7 4qx9"}).status_code == 303
    assert seen(named, named.bo) == ["Jay"]
    assert lead.get(one).status_code == 404
    strip = re.compile(rb'(value|csrf[-\w]*|content)="[^"]*"')
    assert strip.sub(b"", browser.get("/known/").content) == strip.sub(b"", before)


def test_only_the_lead_the_desk_and_an_administrator_settle_it(named):
    named.house.browser(named.bo).post("/known/", {"name": "Louise", "why": "family"})
    other = named.house.staff("Eve", named.house.team("South"), leads=True)
    desk, boss = named.house.staff("Fay"), named.house.staff("Dee", administrator=True)
    named.house.seat("desk", None, "Desk", desk)
    may = {who: bool(_waiting(named, who)) for who in (named.ash, named.bo, other, named.lead, desk, boss)}
    assert may == {named.ash: False, named.bo: False, other: False, named.lead: True, desk: True, boss: True}
    one = _waiting(named, named.lead)[0]["id"]
    for who in (named.bo, named.ash, other):
        with pytest.raises(ProgrammingError, match="to settle"), named.house.viewer(who):
            folders.call("select access.settle_known(%s, null)", one)
    with named.house.viewer(desk) as by:
        known.settle(by=by, known=one, folder=None)
    with pytest.raises(Refused, match="in the meantime"), named.house.viewer(named.lead) as by:
        known.settle(by=by, known=one, folder=None)


def _waiting(named, who):
    with named.house.viewer(who) as by:
        return known.to_settle(by)


def test_it_is_settled_for_nobody_whom_one_does_not_hold(named):
    named.house.browser(named.bo).post("/known/", {"name": "Louise", "why": "family"})
    one = _waiting(named, named.lead)[0]["id"]
    with pytest.raises(ProgrammingError, match="to record"), named.house.viewer(named.lead):
        folders.call("select access.settle_known(%s, %s)", one, named.other.folders["line"])


def test_it_needs_a_name_and_how(named):
    for name, why in (("", "family"), ("x", " ")):
        with pytest.raises(IntegrityError) as error, named.house.viewer(named.bo) as by:
            known.tell(by=by, name=name, why=why)
        assert isinstance(error.value.__cause__, psycopg.errors.CheckViolation)
