"""Opening a part in an emergency: what is opened, who is told, what is answered alike, and that it is reviewed."""

import datetime as dt
import html
import re

import psycopg
import pytest
from django.db import IntegrityError, ProgrammingError
from tests.ground import is_there

from alongside.access import denials, folders
from alongside.people.models import Details, Line
from alongside.staff import emergency
from alongside.web.wrapper import database_token

pytestmark = pytest.mark.slow

WHY = "She collapsed in the waiting room and cannot speak."
LOU, JAY, NOBODY, NHS = "K7-4QX-9", "C7-4QX-9", "D7-4QX-9", "9434765919"


@pytest.fixture(name="urgent")
def with_urgent(tellers):
    return urgent_of(tellers)


def urgent_of(tellers):
    """Ash works with Lou. Eve holds nothing; Fay is privacy officer, Chris leads Lou's team, Dee administers."""
    house = tellers.house
    tellers.eve, tellers.fay = house.staff("Eve", house.team("South")), house.staff("Fay")
    tellers.dee = house.staff("Dee", administrator=True)
    house.seat("privacy", None, "Privacy officer", tellers.fay)
    for who, staff, name, reference in (
        (tellers.one, tellers.ash, "Lou", LOU),
        (tellers.other, tellers.bo, "Jay", JAY),
    ):
        with house.viewer(staff) as by:
            Line.add(
                by=by, folder=who.folders["line"], call_name=name, sort_key=name.lower(), reference=reference
            )
            Details.add(by=by, folder=who.folders["contact"], nhs_number=NHS if name == "Lou" else "")
    return tellers


def open_it(urgent, staff=None, who=LOU, kind="treatment", reason=WHY):
    staff = staff or urgent.eve
    with urgent.house.viewer(staff) as by:
        return emergency.open_part(
            by=by, token=database_token(urgent.house.token(staff)), who=who, kind=kind, reason=reason
        )


def held(urgent, staff=None):
    with urgent.house.viewer(staff or urgent.eve):
        return [(r["kind"], r["writes"]) for r in folders.rows("select * from access.held()")]


def told(urgent):
    return dict(urgent.house.sql.execute(
        "select s.name, t.told_as from access.told t join access.staff s on s.id = t.staff").fetchall())  # fmt: skip


def conflict(urgent, staff):
    urgent.house.sql.execute(
        "insert into access.conflict (id, staff, person, why, starts, recorded_by)"
        " values (access.new_id(), %s, %s, 'family', access.clock(), %s)", (staff, urgent.one.id, urgent.lead),
    )  # fmt: skip


@pytest.mark.parametrize("who", [LOU, "k7 4qx9", NHS, "943 476 5919"])
def test_one_part_opens_to_read_for_four_hours(urgent, who):
    assert open_it(urgent, who=who) == urgent.one.folders["treatment"]
    assert held(urgent) == [("treatment", False)]
    urgent.house.pass_time(hours=4, seconds=1)
    urgent.house.tokens.clear()
    assert held(urgent) == []


def test_a_reference_that_was_changed_finds_no_more(urgent):
    with urgent.house.viewer(urgent.ash) as by:
        Line.current.get().change(by=by, reference=NOBODY)
    assert open_it(urgent, who=LOU) is None
    assert open_it(urgent, who=NOBODY) == urgent.one.folders["treatment"]


def test_two_are_told_at_the_same_moment_and_never_the_opener(urgent):
    open_it(urgent)
    assert told(urgent) == {"Fay": "privacy officer", "Chris": "second person"}


def test_whoever_opens_is_not_the_one_who_is_told(urgent):
    open_it(urgent, staff=urgent.fay)
    assert told(urgent) == {"Dee": "privacy officer", "Chris": "second person"}


def test_nobody_in_conflict_is_told(urgent):
    conflict(urgent, urgent.lead)
    desk = urgent.house.staff("Gil")
    urgent.house.seat("desk", None, "Desk", desk)
    open_it(urgent)
    assert told(urgent) == {"Fay": "privacy officer", "Gil": "second person"}


# What is answered alike -------------------------------------------------------------------------------------------------


def canonical(page):
    return re.sub(
        r'(name="(csrfmiddlewaretoken|once|who)"[^>]*value|content|data-csrf|hx-headers)="[^"]*"', "", page
    )


def nothing_answers(urgent):
    """A browser's answers where there is nobody, no such part, a record kept close, and a conflict."""
    conflict(urgent, urgent.eve)
    with urgent.house.viewer(urgent.bo) as by:
        folders.keep_close(by=by, folder=urgent.other.folders["line"], close=True)
    browser = urgent.house.browser(urgent.eve)
    asked = ((NOBODY, "treatment"), (LOU, "treatment"), (JAY, "treatment"), (LOU, "safety"))
    return [browser.post("/emergency/", {"who": who, "kind": kind, "reason": WHY}) for who, kind in asked]


def test_absent_closed_and_kept_close_are_one_answer(urgent):
    answers = nothing_answers(urgent)
    assert {a.status_code for a in answers} == {200}
    pages = [canonical(a.content.decode()).replace(" checked", "") for a in answers]
    assert "Nothing was opened" in pages[0]
    assert len(set(pages)) == 1
    assert held(urgent) == []
    assert told(urgent) == {}
    assert urgent.house.sql.execute(
        "select count(*) from log.denied where what like 'asked for%'"
    ).fetchone() == (4,)


def test_in_conflict_nothing_is_ever_opened(urgent):
    conflict(urgent, urgent.eve)
    for who in (LOU, NHS):
        for kind in ("contact", "treatment"):
            assert open_it(urgent, who=who, kind=kind) is None
    assert held(urgent) == []


def test_what_is_kept_close_opens_for_the_desk_alone(urgent):
    desk = urgent.house.staff("Gil")
    urgent.house.seat("desk", None, "Desk", desk)
    with urgent.house.viewer(urgent.ash) as by:
        folders.keep_close(by=by, folder=urgent.one.folders["line"], close=True)
    assert open_it(urgent) is None
    assert open_it(urgent, staff=desk) == urgent.one.folders["treatment"]


def test_a_reference_of_two_people_finds_neither(urgent):
    with urgent.house.viewer(urgent.bo) as by:
        Line.current.get().change(by=by, reference=LOU)
    assert open_it(urgent) is None


def test_there_are_five_tries_on_a_day(urgent):
    browser = urgent.house.browser(urgent.eve)
    for _time in range(5):
        assert (
            browser.post("/emergency/", {"who": NOBODY, "kind": "contact", "reason": WHY}).status_code == 200
        )
    answer = browser.post("/emergency/", {"who": LOU, "kind": "contact", "reason": WHY})
    assert answer.status_code == 409
    assert "until tomorrow" in answer.content.decode()
    assert open_it(urgent, staff=urgent.bo), "of each, not of all"
    urgent.house.pass_time(days=1)
    urgent.house.tokens.clear()
    assert open_it(urgent), "tomorrow it is open again"


def test_a_try_is_written_before_it_is_answered(urgent):
    """Whoever can send SQL tries on one connection and rolls it back: each try is for one mark, and stays."""
    token = database_token(urgent.house.token(urgent.eve))
    with urgent.house.viewer(urgent.eve), pytest.raises(ProgrammingError, match="to open"):
        nr = folders.call("select access.attempt_emergency(%s, 'reference', %s, 'treatment')", token, LOU)
        folders.call("select access.open_in_emergency(%s, 'x')", nr)
    for nth in range(1, 6):
        assert denials.attempt(token, by="reference", text=NOBODY, kind="treatment") == nth
    assert denials.attempt(token, by="reference", text=LOU, kind="treatment") is None
    with urgent.house.viewer(urgent.eve):
        assert [folders.call("select access.open_in_emergency(%s, 'x')", nth) for nth in range(1, 6)] == [
            None
        ] * 5


def test_another_ones_try_is_nobodys(urgent):
    nr = denials.attempt(
        database_token(urgent.house.token(urgent.bo)), by="reference", text=LOU, kind="treatment"
    )
    with urgent.house.viewer(urgent.eve), pytest.raises(ProgrammingError, match="to open"):
        folders.call("select access.open_in_emergency(%s, 'x')", nr)
    assert denials.attempt(None, by="reference", text=LOU, kind="treatment") is None


@pytest.mark.parametrize(
    ("kind", "reason"), [("own", WHY), ("line", WHY), ("couple", WHY), ("contact", "  ")]
)
def test_it_needs_a_part_that_is_opened_so_and_a_reason(urgent, kind, reason):
    with pytest.raises(Exception, match="Say what has happened"):
        open_it(urgent, kind=kind, reason=reason)


def test_nobody_makes_it_longer_or_gives_it_by_hand(urgent):
    open_it(urgent)
    (one,) = urgent.house.sql.execute("select opening from access.emergency").fetchone()
    with urgent.house.viewer(urgent.ash) as by, pytest.raises(ProgrammingError, match="to renew"):
        folders.renew_grant(by=by, grant=one)
    for purpose in ("duty", "emergency"):
        with urgent.house.viewer(urgent.ash) as by, pytest.raises(IntegrityError, match="needs its reason"):
            folders.give(
                by=by, folder=urgent.one.folders["line"], staff=urgent.bo, purpose=purpose, reason="x"
            )
    page = urgent.house.browser(urgent.ash).get(f"/person/{urgent.one.handle()}/access/").content.decode()
    assert page.count("/renew/") == 4, "their own four"


# Afterwards ---------------------------------------------------------------------------------------------------------------


def today(urgent, staff):
    return html.unescape(re.sub(r"<[^>]+>", " ", urgent.house.browser(staff).get("/today/").content.decode()))


def test_by_the_pages_from_the_opening_to_its_review(urgent):
    eve, chris = urgent.house.browser(urgent.eve), urgent.house.browser(urgent.lead)
    answer = eve.post("/emergency/", {"who": LOU, "kind": "treatment", "reason": WHY})
    assert answer.status_code == 303
    assert eve.get(answer.headers["Location"]).status_code == 200
    for who in (urgent.fay, urgent.lead):
        assert WHY in today(urgent, who)
        assert not is_there("Lou", today(urgent, who)), "who they are is for those who hold it"
    assert WHY not in today(urgent, urgent.eve)
    assert WHY not in today(urgent, urgent.bo)
    assert "In an emergency" in today(urgent, urgent.ash), "who works with them is told too"
    path = re.search(r"/emergency/\d+/", chris.get("/today/").content.decode())[0]
    assert WHY in html.unescape(chris.get(path).content.decode())
    for empty in ({}, {"outcome": "right", "words": ""}, {"outcome": "right", "words": "  "}, {"words": "x"}):
        assert chris.post(path, empty).status_code == 200
    assert chris.post(path, {"outcome": "right", "words": "We talked it through."}).status_code == 303
    assert chris.get(path).status_code == 404
    assert WHY not in today(urgent, urgent.fay)
    assert eve.get(path).status_code == urgent.house.browser(urgent.bo).get(path).status_code == 404


def test_a_review_is_due_and_cannot_be_closed_empty_nor_by_the_opener(urgent):
    open_it(urgent)
    sql = urgent.house.sql
    one, due = sql.execute("select id, review_by - opened_at from access.emergency").fetchone()
    assert due == dt.timedelta(hours=72)
    with pytest.raises(IntegrityError, match="what came of it"), urgent.house.viewer(urgent.fay):
        folders.call("select access.review_emergency(%s, 'right', ' ')", one)
    for who in (urgent.bo, urgent.dee, urgent.eve):
        with pytest.raises(ProgrammingError, match="to review"), urgent.house.viewer(who):
            folders.call("select access.review_emergency(%s, 'right', 'fine')", one)
    for change in ("outcome = 'right'", "reviewed_at = now(), reviewed_by = staff, outcome = 'right', words = 'x'",
                   f"reviewed_at = now(), reviewed_by = {urgent.fay}, outcome = 'right'"):  # fmt: skip
        with pytest.raises(psycopg.errors.CheckViolation):
            sql.execute(f"update access.emergency set {change}")
    urgent.house.pass_time(hours=73)
    urgent.house.tokens.clear()
    assert "overdue" in today(urgent, urgent.fay)


def test_when_those_who_were_told_have_left_an_administrator_reviews(urgent):
    open_it(urgent)
    with urgent.house.viewer(urgent.dee) as by:
        assert emergency.to_review(by) == []
    urgent.house.sql.execute("update access.staff set left_at = access.clock() where id = any(%s)",
                             ([urgent.fay, urgent.lead],))  # fmt: skip
    with urgent.house.viewer(urgent.dee) as by:
        assert len(emergency.to_review(by)) == 1
