"""A record that is kept close opens for grants to somebody by name, and for nothing else; nobody else's changes."""

import pytest
from django.db import ProgrammingError, connections

from alongside.access import folders
from alongside.access.tests.test_conflicts import SCOPES, all_that_is_answered, open_by, ways_of, with_ways  # noqa: F401

pytestmark = pytest.mark.slow

BY_NAME = ("own", "assigned")
BY_SEAT = ("seat", "duty", "opened by duty")
"""Ways in that are a seat's, or follow from one."""


def keep(tellers, close=True, kind="line"):
    with tellers.house.viewer(tellers.ash) as by:
        folders.keep_close(by=by, folder=tellers.one.folders[kind], close=close)


def only(tellers, way):
    """Bo's one way in."""
    sql = tellers.house.sql
    sql.execute('delete from access."grant" where staff = %s and folder = any(%s) or seat is not null',
                (tellers.bo, list(tellers.one.folders.values())))  # fmt: skip
    sql.execute("delete from access.seat_holding where seat = %s", (tellers.duty,))
    open_by(tellers, way)
    connections["default"].close()


def test_only_names_open_it(ways):
    """Kept before the seat was let in, and after; and open again when they choose so."""
    for way in BY_SEAT:
        for kept_first in (True, False):
            keep(ways, close=kept_first)
            only(ways, way)
            if not kept_first:
                keep(ways)
            for scope in SCOPES:
                assert all_that_is_answered(ways, ways.bo, scope) == [], (way, scope, kept_first)
    for way in BY_NAME:
        only(ways, way)
        assert all_that_is_answered(ways, ways.bo, "all"), way
    assert all_that_is_answered(ways, ways.ash, "mine")


@pytest.mark.parametrize("way", BY_SEAT)
def test_it_opens_again_when_they_choose_so(ways, way):
    only(ways, way)
    before = all_that_is_answered(ways, ways.bo, "all")
    keep(ways)
    keep(ways, close=False)
    assert all_that_is_answered(ways, ways.bo, "all") == before != []


def test_what_is_opened_later_is_kept_close_too(ways):
    keep(ways)
    with ways.house.viewer(ways.ash) as by:
        safety = folders.open_folder(
            by=by, kind="safety", person=ways.one.id, team=ways.team, purpose="keyworker"
        )
    kept = ways.house.sql.execute("select kept_close from access.folder where id = %s", (safety,)).fetchone()
    assert kept == (True,)


def test_a_lead_meets_it_nowhere(ways):
    with ways.house.viewer(ways.lead):
        before = {r["person"] for r in folders.rows("select person from access.team_grants(%s)", ways.team)}
    assert before == {ways.one.id, ways.other.id}
    keep(ways)
    with ways.house.viewer(ways.lead):
        rows = folders.rows("select person from access.team_grants(%s)", ways.team)
        assert {r["person"] for r in rows} == {ways.other.id}
    ways.house.sql.execute(
        'update access."grant" set ended_at = access.clock() where staff = %s', (ways.ash,)
    )
    with ways.house.viewer(ways.lead):
        assert folders.rows("select * from access.nobody_holds(%s)", ways.team) == []
    with pytest.raises(ProgrammingError, match="to give"), ways.house.viewer(ways.lead) as by:
        folders.give(by=by, folder=ways.one.folders["line"], staff=ways.lead, purpose="x", reason="x")


def test_the_desk_answers_for_it(ways):
    desk = ways.house.staff("Fay")
    ways.house.seat("desk", None, "Desk", desk)
    keep(ways)
    look = "select distinct person from access.kept_alone()"
    with ways.house.viewer(desk):
        assert folders.rows(look) == []
    ways.house.sql.execute(
        'update access."grant" set ended_at = access.clock() where staff = %s', (ways.ash,)
    )
    for who in (ways.lead, ways.bo):
        with ways.house.viewer(who):
            assert folders.rows(look) == []
    with ways.house.viewer(desk) as by:
        assert folders.rows(look) == [{"person": ways.one.id}]
        folders.give(
            by=by, folder=ways.one.folders["line"], staff=ways.bo, purpose="keyworker", reason="left"
        )
    assert all_that_is_answered(ways, ways.bo, "all") == [ways.one.folders["line"]]


def test_it_is_given_to_no_seat(ways):
    keep(ways)
    with pytest.raises(Exception, match="given by name"), ways.house.viewer(ways.ash) as by:
        folders.give(by=by, folder=ways.one.folders["line"], seat=ways.nurse, purpose="x", reason="x")


@pytest.mark.parametrize("whom", ["reader", "stranger"])
def test_it_is_said_only_by_whoever_may_let_others_in(ways, whom):
    if whom == "reader":
        open_by(ways, "own")
    with pytest.raises(ProgrammingError, match="to say"), ways.house.viewer(ways.bo) as by:
        folders.keep_close(by=by, folder=ways.one.folders["line"], close=False)


def test_nothing_changes_for_anybody_else(ways):
    look = "select id, kind, team, kept_close from access.folder where person <> %s order by id"
    before = ways.house.sql.execute(look, (ways.one.id,)).fetchall()
    keep(ways)
    assert ways.house.sql.execute(look, (ways.one.id,)).fetchall() == before
