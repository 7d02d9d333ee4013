"""Whoever is in conflict with a person reads and writes nothing of theirs, by whichever ways they were let in."""

import contextlib
import datetime as dt

import pytest
from django.db import ProgrammingError, connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.access import folders
from alongside.people.models import Line

pytestmark = pytest.mark.slow

WAYS = ("own", "assigned", "seat", "duty", "opened by duty", "in an emergency")
"""Every way into a record that there is. One that comes later belongs here."""
SCOPES = ("all", "mine", "person", "none")


def open_by(tellers, way):
    """Let Bo into Lou's line and treatment by one way, as the database holds it."""
    sql, bo = tellers.house.sql, tellers.bo
    grant = (
        "insert into access.grant (id, folder, staff, seat, purpose, reason, assigned, starts, ends) "
        "values (access.new_id(), %s, %s, %s, %s, 'x', %s, access.clock(), access.clock() + interval '9 days')"
    )
    for kind in ("line", "treatment"):
        folder = tellers.one.folders[kind]
        match way:
            case "own" | "assigned":
                sql.execute(grant, (folder, bo, None, "works_with", way == "assigned"))
            case "seat":
                sql.execute(grant, (folder, None, tellers.nurse, "prescribing", False))
            case "in an emergency":
                sql.execute(grant, (folder, bo, None, "emergency", False))
    if "duty" in way:
        sql.execute(
            "insert into access.seat_holding (id, seat, staff, starts) values (access.new_id(), %s, %s, access.clock())",
            (tellers.duty, bo),
        )
    if way == "opened by duty":
        # Refused where the record is kept close.
        with contextlib.suppress(ProgrammingError), tellers.house.viewer(bo):
            folders.call("select access.open_on_duty(%s, 'treatment', 'crisis')", tellers.one.folders["line"])


def all_that_is_answered(tellers, staff, scope):
    """Whatever any function of the floor, or any table, says to this viewer of Lou's folders."""
    mine = list(tellers.one.folders.values())
    said = []
    with tellers.house.viewer(staff, scope, tellers.one.folders["line"]) as by:
        said += [h.folder for h in by.held]
        for only in (None, "*", "{" + ",".join(map(str, mine)) + "}"):
            if only is not None:
                folders.call("select set_config('alongside.only', %s, true)", only)
            said += folders.call("select access.my_folders()")
            said += [row["folder"] for row in folders.rows("select folder from access.held()")]
            for kinds in (["line"], ["treatment", "dates"]):
                said += [row["f"] for row in folders.rows("select access.my_writes(%s) as f", kinds)]
                said += [f for f in mine if folders.call("select access.may_write(%s, %s)", f, kinds)]
            said += list(Line.objects.values_list("folder", flat=True))
        for one in ("held_here", "who_can_open"):
            said += [row["folder"] for row in folders.rows(f"select folder from access.{one}(%s)", mine)]
        said += [row["folder"] for row in folders.rows("select folder from access.my_access()")]
        said += [mine[0] for f in mine if folders.call("select access.person_of(%s)", f)]
        said += [mine[0] for _ in folders.rows("select * from access.conflicts_of(%s)", mine)]
    return sorted(set(said) & set(mine))


@pytest.fixture(name="ways")
def with_ways(tellers):
    return ways_of(tellers)


def ways_of(tellers):
    """Lou's record, the seats that open it, and no way in for Bo yet."""
    with tellers.house.viewer(tellers.ash) as by:
        Line.add(by=by, folder=tellers.one.folders["line"], call_name="Lou", sort_key="lou", reference="")
    tellers.nurse = tellers.house.seat("nurse", tellers.team, "Nurse", tellers.bo)
    tellers.duty = tellers.house.seat("duty", tellers.team, "Duty")
    return tellers


def again(tellers):
    """Take back what an example did."""
    sql = tellers.house.sql
    sql.execute("delete from access.conflict")
    sql.execute('delete from access."grant" where staff = %s and folder = any(%s)',
                (tellers.bo, list(tellers.one.folders.values())))  # fmt: skip
    sql.execute('delete from access."grant" where seat is not null')
    sql.execute("delete from access.seat_holding where seat = %s", (tellers.duty,))
    connections["default"].close()


def conflict(tellers, starts, ends):
    tellers.house.sql.execute(
        "insert into access.conflict (id, staff, person, why, starts, ends, recorded_by) "
        "values (access.new_id(), %s, %s, 'family', access.clock() + %s, access.clock() + %s, %s)",
        (tellers.bo, tellers.one.id, starts, ends, tellers.lead),
    )


HOURS = st.integers(min_value=-50, max_value=50).filter(bool).map(lambda h: dt.timedelta(hours=h))


def ended(ways, staff, grant):
    """What is answered to whoever would end a grant, which stays."""
    with ways.house.viewer(staff, "all"), pytest.raises(ProgrammingError) as refused:
        folders.call("select access.end_grant(%s, 'no longer')", grant)
    return str(refused.value)


def grant_of(ways, staff):
    return ways.house.sql.execute(
        'select id from access."grant" where staff = %s and folder = %s order by id limit 1',
        (staff, ways.one.folders["line"]),
    ).fetchone()[0]


def test_a_grant_of_one_s_own_is_not_there_to_end_either(ways):
    open_by(ways, "own")
    mine = grant_of(ways, ways.bo)
    conflict(ways, dt.timedelta(hours=-1), None)
    assert ended(ways, ways.bo, mine) == ended(ways, ways.bo, 7)


def test_what_ran_out_is_not_there_to_end_for_whoever_may_give(ways):
    open_by(ways, "own")
    over = grant_of(ways, ways.bo)
    ways.house.sql.execute(
        """update access."grant" set starts = starts - interval '100 days', ends = access.clock() - interval '1 day'
            where id = %s""",
        (over,),
    )
    assert ended(ways, ways.ash, over) == ended(ways, ways.ash, 7)
    assert ended(ways, ways.lead, over) == ended(ways, ways.lead, 7)


def test_in_conflict_is_nothing_by_every_way_and_scope(ways):
    """The ways let Bo in before, so that nothing afterwards means something."""

    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        by=st.sets(st.sampled_from(WAYS), min_size=1),
        scope=st.sampled_from(SCOPES),
        starts=HOURS,
        lasts=st.none() | st.integers(min_value=1, max_value=60).map(lambda h: dt.timedelta(hours=h)),
    )
    def holds(by, scope, starts, lasts):
        again(ways)
        for way in by:
            open_by(ways, way)
        before = all_that_is_answered(ways, ways.bo, scope)
        assert before, "they were let in"
        ends = None if lasts is None else starts + lasts
        conflict(ways, starts, ends)
        live = starts < dt.timedelta() and (ends is None or ends > dt.timedelta())
        assert all_that_is_answered(ways, ways.bo, scope) == ([] if live else before)
        assert all_that_is_answered(ways, ways.ash, scope), "nobody else is closed out"

    holds()


def test_in_conflict_is_nothing(ways):
    """The same, one way at a time, as quick as can be."""
    for way in WAYS:
        again(ways)
        open_by(ways, way)
        conflict(ways, dt.timedelta(hours=-1), None)
        for scope in SCOPES:
            assert all_that_is_answered(ways, ways.bo, scope) == [], (way, scope)


@pytest.mark.parametrize("way", WAYS)
def test_it_closes_in_the_middle_of_a_page(ways, way):
    open_by(ways, way)
    with ways.house.viewer(ways.bo):
        assert Line.objects.filter(call_name="Lou").exists()
        conflict(ways, dt.timedelta(hours=-1), None)
        assert not Line.objects.filter(call_name="Lou").exists()
        assert not set(folders.call("select access.my_folders()")) & set(ways.one.folders.values())


@pytest.mark.parametrize("way", WAYS)
def test_a_write_is_refused(ways, way):
    open_by(ways, way)
    conflict(ways, dt.timedelta(hours=-1), None)
    label = ways.one.folders["line"]
    with pytest.raises(ProgrammingError, match="row-level security"), ways.house.viewer(ways.bo) as by:
        Line.add(by=by, folder=label, call_name="x", sort_key="x", reference="")
    with pytest.raises(ProgrammingError, match="not a person"), ways.house.viewer(ways.bo) as by:
        folders.open_folder(by=by, kind="safety", person=ways.one.id, purpose="x")
