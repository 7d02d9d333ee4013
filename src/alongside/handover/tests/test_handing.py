"""A caseload handed over: access moves at once, all of it or nothing, and each refusal stands with the one it concerns."""

import datetime as dt
import html

import pytest
from django.db import IntegrityError, ProgrammingError
from tests.ground import is_there

from alongside.access import folders
from alongside.access.viewer import Refused
from alongside.care import actions as care
from alongside.care.models import Due
from alongside.diary import actions as diary
from alongside.handover import actions
from alongside.handover.tests.ground import away, holds, knows

pytestmark = pytest.mark.slow


ALL = {("line", True), ("dates", True), ("contact", True), ("treatment", True)}


NAME = {("line", False)}


def hand(tellers, to, words="", who=None, **more):
    who = who or tellers.one
    with tellers.house.viewer(tellers.ash, "mine") as by:
        actions.hand_over(by=by, person=by.person(who.id), to=to, words=words, **more)


def confided(tellers, kind="safety", *others):
    """Lou told Ash something in confidence, in a part of its own; others who hold it."""
    with tellers.house.viewer(tellers.ash) as by:
        made = folders.open_folder(
            by=by, kind=kind, person=tellers.one.id, team=tellers.team, purpose="specialist", assigned=True
        )
        for one in others:
            folders.give(
                by=by, folder=made, staff=one, purpose="works_with", reason="both of us", assigned=True
            )
    return made


def everything_shown_to(tellers, staff):
    """All that the floor tells somebody of who holds what."""
    with tellers.house.viewer(staff):
        mine = folders.rows("select * from access.my_access()")
        of = folders.rows("select * from access.who_can_open(%s)", [row["folder"] for row in mine])
    return sorted((row["kind"], row["name"], row["purpose"], row["reason"], row["assigned"]) for row in of)


def lines(tellers):
    return tellers.house.sql.execute("select to_name, words from handover_handedover").fetchall()


def test_access_moves_at_once_and_the_line_with_it(named):
    hand(named, named.bo, "Rings on Mondays.")
    assert holds(named, named.bo, named.one) == ALL
    assert holds(named, named.ash, named.one) == NAME
    assert holds(named, named.ash, named.third) == ALL
    assert lines(named) == [("Bo", "Rings on Mondays.")]


def test_appointments_to_come_are_with_whoever_took_over(named):
    with named.house.viewer(named.ash, "mine") as by:
        diary.book(by=by, folder=named.one.folders["treatment"], at=by.now + dt.timedelta(days=2))
    hand(named, named.bo)
    found = named.house.sql.execute("select worker, worker_name from diary_appointment").fetchall()
    assert found == [(named.bo, "Bo")]


def test_only_what_one_works_in_oneself_goes(named):
    with named.house.viewer(named.ash) as by:
        sealed = folders.open_folder(
            by=by, kind="safety", person=named.one.id, team=named.team, purpose="other"
        )
        folders.give(by=by, folder=named.one.folders["contact"], staff=named.lead, purpose="works_with",
                     reason="both of us", assigned=True)  # fmt: skip
    hand(named, named.bo)
    assert holds(named, named.bo, named.one) == ALL
    assert holds(named, named.ash, named.one) == NAME | {("safety", False)}
    assert holds(named, named.lead, named.one) == {("contact", True)}
    assert sealed


def test_whoever_works_with_them_already_goes_on_for_ninety_days(named):
    with named.house.viewer(named.ash) as by:
        folders.give(by=by, folder=named.one.folders["line"], staff=named.bo, purpose="works_with",
                     reason="both of us", assigned=True, days=2)  # fmt: skip
    hand(named, named.bo)
    found = named.house.sql.execute(
        "select ends > access.clock() + interval '89 days' from access.grant where staff = %s and folder = %s",
        (named.bo, named.one.folders["line"]),
    ).fetchall()
    assert found == [(True,)]


def test_nobody_goes_to_whoever_is_away(named):
    away(named, named.bo)
    with pytest.raises(Refused, match="away today"):
        hand(named, named.bo, "Rings on Mondays.")
    assert holds(named, named.ash, named.one) == ALL
    assert holds(named, named.bo, named.one) == set()
    assert lines(named) == []


def test_whoever_is_away_next_week_takes_over_today(named):
    away(named, named.bo, 7, 9)
    hand(named, named.bo)
    assert holds(named, named.bo, named.one) == ALL


def test_nobody_goes_to_whoever_knows_them_and_nothing_is_said_of_why(named):
    knows(named, named.bo, named.one)
    with pytest.raises(Refused) as refused:
        hand(named, named.bo)
    assert "know" not in str(refused.value).lower()
    assert holds(named, named.ash, named.one) == ALL
    assert lines(named) == []


def test_what_is_kept_close_goes_to_a_colleague_by_name(named):
    with named.house.viewer(named.ash) as by:
        folders.keep_close(by=by, folder=named.one.folders["line"], close=True)
    hand(named, named.bo)
    assert holds(named, named.bo, named.one) == ALL


@pytest.mark.parametrize("who", ["bo", "lead"])
def test_nobody_hands_over_whom_they_do_not_work_with(named, who):
    line = named.one.folders["line"]
    with pytest.raises(ProgrammingError, match="to hand over"), named.house.viewer(getattr(named, who)):
        folders.call("select access.hand_over(%s, %s, 'x', '{}', '{}')", line, named.ash)
    assert holds(named, named.ash, named.one) == ALL


def test_whoever_only_covers_does_not_learn_whom_a_colleague_knows(named):
    with named.house.viewer(named.ash) as by:
        folders.give(by=by, folder=named.one.folders["line"], staff=named.lead, purpose="supervision",
                     reason="to look at together")  # fmt: skip
    knows(named, named.bo, named.one)
    for to in (named.bo, named.ash):
        with (
            pytest.raises(ProgrammingError, match="not this viewer's to hand over"),
            named.house.viewer(named.lead),
        ):
            folders.call("select access.hand_over(%s, %s, 'x', '{}', '{}')", named.one.folders["line"], to)


# What was told in confidence ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["safety", "family", "programme", "peer"])
def test_what_was_told_in_confidence_goes_only_where_it_is_said_with_why(named, kind):
    part = confided(named, kind)
    hand(named, named.bo, along={part: "She asked that Bo knows."})
    assert holds(named, named.bo, named.one) == ALL | {(kind, True)}
    assert holds(named, named.ash, named.one) == NAME
    given = named.house.sql.execute(
        "select reason from access.grant where staff = %s and folder = %s", (named.bo, part)
    ).fetchall()
    assert given == [("She asked that Bo knows.",)]


@pytest.mark.parametrize("why", ["", "  "])
def test_it_goes_nowhere_without_why(named, why):
    part = confided(named)
    with pytest.raises(Refused, match="why what was told in confidence"):
        hand(named, named.bo, along={part: why})
    assert holds(named, named.ash, named.one) == ALL | {("safety", True)}
    assert holds(named, named.bo, named.one) == set()


def test_it_is_never_left_with_nobody(named):
    confided(named)
    with pytest.raises(Refused, match="Nobody but you"):
        hand(named, named.bo)
    assert holds(named, named.ash, named.one) == ALL | {("safety", True)}
    assert holds(named, named.bo, named.one) == set()


def of_nobody(named):
    """By SQL too: a part that one holds alone is never closed, nor given without why."""
    part, line = confided(named), named.one.folders["line"]
    for along in ("{}", f'{{"{part}": " "}}'):
        with pytest.raises(IntegrityError), named.house.viewer(named.ash):
            folders.call("select access.hand_over(%s, %s, 'x', %s::jsonb, '{}')", line, named.bo, along)
    assert ("safety", True) in holds(named, named.ash, named.one)
    assert holds(named, named.bo, named.one) == set()


def test_nor_by_sql(named):
    of_nobody(named)


def test_with_a_colleague_who_knows_them_outside_work_it_is_with_nobody(named):
    gwen = named.house.staff("Gwen", named.team)
    part = confided(named, "safety", gwen)
    knows(named, gwen, named.one)
    with pytest.raises(Refused, match="Nobody but you"):
        hand(named, named.bo)
    assert part


def test_nobody_is_left_with_dates_of_a_part_that_does_not_go_along(named):
    part = confided(named, "family")
    with named.house.viewer(named.ash, "mine") as by:
        diary.book(by=by, folder=part, at=by.now + dt.timedelta(days=2))
    with pytest.raises(Refused, match="dates to come"):
        hand(named, named.bo, stays=[part])
    assert holds(named, named.bo, named.one) == set()
    hand(named, named.bo, along={part: "Bo goes on with it."})
    assert ("family", True) in holds(named, named.bo, named.one)


def test_a_part_whose_dates_are_settled_may_stay(named):
    part = confided(named, "family")
    with named.house.viewer(named.ash, "mine") as by:
        its = diary.book(by=by, folder=part, at=by.now + dt.timedelta(days=2))
        care.call_off(by=by, due=Due.current.get(pk=its.due))
    hand(named, named.bo, stays=[part])
    assert holds(named, named.bo, named.one) == ALL


def test_where_a_colleague_holds_it_too_it_closes_to_whoever_handed_over(named):
    confided(named, "safety", named.lead)
    hand(named, named.bo)
    assert holds(named, named.bo, named.one) == ALL
    assert holds(named, named.ash, named.one) == NAME
    assert holds(named, named.lead, named.one) == {("safety", True)}


def unticked(named):
    """Where it stays, neither whoever took over nor a colleague who works with them learns that there is such a part."""
    with named.house.viewer(named.ash) as by:
        for kind in ("line", "dates", "treatment"):
            folders.give(by=by, folder=named.one.folders[kind], staff=named.lead, purpose="works_with",
                         reason="both of us", assigned=True)  # fmt: skip
    part = confided(named)
    hand(named, named.bo, "Rings on Mondays.", stays=[part])
    hand(named, named.bo, who=named.third)
    assert holds(named, named.ash, named.one) == NAME | {("safety", True)}
    assert holds(named, named.bo, named.one) == ALL == holds(named, named.bo, named.third)
    shown = everything_shown_to(named, named.bo)
    assert {row[0] for row in shown} == {"line", "dates", "contact", "treatment"}
    # Of somebody with such a part and of somebody without, the same is told of whoever handed over.
    ashes = [row for row in shown if row[1] == "Ash"]
    assert ashes == [("line", "Ash", "other", "handed over", False)] * 2
    assert "safety" not in {row[0] for row in everything_shown_to(named, named.lead)}


def test_where_it_stays_nobody_learns_that_there_is_one(named):
    unticked(named)


def test_the_page_asks_of_what_was_told_in_confidence(named):
    part = confided(named)
    ash, one = named.house.browser(named.ash), named.one.handle()
    page = html.unescape(ash.get("/handover/").content.decode())
    assert "What Lou told in confidence: as someone harmed" in page
    assert "it closes to me" not in page
    code = page.split('name="part-')[1].split('"')[0]
    sent = {"to": named.bo, f"go-{one}": "on"}
    answer = html.unescape(ash.post("/handover/", sent).content.decode())
    assert "Say whether it goes along or stays with you" in answer
    answer = html.unescape(ash.post("/handover/", {**sent, f"part-{code}": "goes"}).content.decode())
    assert "Say why it goes along" in answer
    assert holds(named, named.bo, named.one) == set()
    sent |= {f"part-{code}": "goes", f"why-{code}": "She asked that Bo knows."}
    assert ash.post("/handover/", sent).status_code == 303
    assert ("safety", True) in holds(named, named.bo, named.one)
    assert part


def test_of_whom_nobody_is_handed_over_nothing_is_asked(named):
    confided(named)
    sent = {"to": named.bo, f"go-{named.third.handle()}": "on"}
    assert named.house.browser(named.ash).post("/handover/", sent).status_code == 303
    assert ("safety", True) in holds(named, named.ash, named.one)


# By the page ------------------------------------------------------------------------------------------------------------


def test_one_sitting_by_the_page_moves_those_who_were_ticked(named):
    ash = named.house.browser(named.ash)
    page = html.unescape(ash.get("/handover/").content.decode())
    assert "Lou" in page
    assert "Sam" in page
    assert not is_there("Jay", page)
    one, third = named.one.handle(), named.third.handle()
    sent = {"to": named.bo, f"go-{one}": "on", f"line-{one}": "Rings on Mondays."}
    assert ash.post("/handover/", sent).status_code == 303
    assert ash.post("/handover/", {"to": named.lead, f"go-{third}": "on"}).status_code == 303
    assert holds(named, named.bo, named.one) == ALL
    assert holds(named, named.lead, named.third) == ALL
    assert not is_there("Lou", ash.get("/handover/").content.decode())


def test_a_refused_line_is_marked_and_nobody_has_gone(named):
    knows(named, named.bo, named.one)
    ash, one, third = named.house.browser(named.ash), named.one.handle(), named.third.handle()
    answer = ash.post("/handover/", {"to": named.bo, f"go-{one}": "on", f"go-{third}": "on"})
    assert answer.status_code == 409
    text = html.unescape(answer.content.decode())
    assert text.count("This person cannot go to them") == 2, "above, and beside the one whom it concerns"
    assert "Nobody has been handed over yet" in text
    for who in (named.one, named.third):
        assert holds(named, named.ash, who) == ALL


@pytest.mark.parametrize(
    ("over", "to"),
    [
        ({}, "bo"),
        ({"go": "on"}, ""),
        ({"go": "on"}, "1"),
        ({"go": "on"}, "ash"),
        ({"line": "a line for nobody"}, "bo"),
    ],
)
def test_what_is_not_filled_in_well_hands_nobody_over(named, over, to):
    one = named.one.handle()
    sent = {f"{name}-{one}": value for name, value in over.items()} | {"to": getattr(named, to, to)}
    assert named.house.browser(named.ash).post("/handover/", sent).status_code == 200
    assert holds(named, named.ash, named.one) == ALL


def test_another_s_person_is_not_handed_over_by_their_code(named):
    other = named.other.handle()
    answer = named.house.browser(named.ash).post("/handover/", {"to": named.lead, f"go-{other}": "on"})
    assert answer.status_code == 200
    assert holds(named, named.bo, named.other) == ALL


def test_a_hundred_people_and_sixty_colleagues_are_a_light_page(named):
    from tests.ground import folders_for

    from alongside.people.models import Line

    for n in range(60):
        named.house.staff(f"Colleague {n:02} Okonkwo-Lindqvist", named.team)
    for n in range(98):
        who = folders_for(named.house, named.ash, team=named.team)
        with named.house.viewer(named.ash) as by:
            name = f"Marigold {n:02}"
            Line.add(by=by, folder=who.folders["line"], call_name=name, sort_key=name, reference="K7-4QX-9")
            for day in (3, 9):
                diary.book(
                    by=by, folder=who.folders["treatment"], at=by.now + dt.timedelta(days=day, hours=n / 10)
                )
    page = named.house.browser(named.ash).get("/handover/")
    assert page.content.count(b'type="checkbox"') == 100
    assert page.content.count(b"<option") >= 61
    assert len(page.content) <= 150_000


def test_it_stands_on_today_until_it_is_read_by_whoever_took_over(named):
    hand(named, named.bo, "Rings on Mondays.")
    bo = named.house.browser(named.bo)
    page = bo.get("/today/").content.decode()
    assert "Rings on Mondays." in page
    path = next(word for word in page.split('"') if word.startswith("/handed-over/"))
    assert named.house.browser(named.ash).post(path).status_code == 404
    assert bo.post(path).status_code == 303
    assert "Rings on Mondays." not in bo.get("/today/").content.decode()
