"""The first test of all, and what follows from it: no viewer, no statement; no grant, no row."""

import pytest
from django.db import connections

from alongside.access import folders, viewer
from alongside.people.models import Line


def add_line(house, who, staff, name):
    with house.viewer(staff) as by:
        Line.add(
            by=by, folder=who.folders["line"], call_name=name, sort_key=name.lower(), reference="K7-4QX-9"
        )


def test_a_query_without_a_viewer_raises_before_it_is_sent(house):
    with pytest.raises(viewer.NoViewer):
        Line.objects.count()


def test_a_query_after_a_request_raises(tellers):
    tellers.house.browser(tellers.ash).get("/")
    with pytest.raises(viewer.NoViewer):
        Line.objects.count()


def test_the_database_itself_refuses_where_nobody_began(tellers):
    add_line(tellers.house, tellers.one, tellers.ash, "Lou")
    with pytest.raises(Exception, match="no viewer is open"), connections["default"].wrap_database_errors:
        token = viewer._opening.set(True)
        try:
            Line.objects.count()
        finally:
            viewer._opening.reset(token)


def test_each_worker_reads_only_what_was_granted(tellers):
    add_line(tellers.house, tellers.one, tellers.ash, "Lou")
    add_line(tellers.house, tellers.other, tellers.bo, "Jay")
    with tellers.house.viewer(tellers.ash):
        assert [line.call_name for line in Line.current.all()] == ["Lou"]
    with tellers.house.viewer(tellers.bo):
        assert [line.call_name for line in Line.current.all()] == ["Jay"]


def test_what_is_held_comes_once_and_in_an_order_of_its_own(tellers):
    """Not as the grants lie in their table: that tells of others' grants between them."""
    for folder in sorted(tellers.one.folders.values()):
        tellers.house.sql.execute(
            "insert into access.grant (id, folder, staff, purpose, starts, ends)"
            " select access.new_id(), %s, %s, 'again', clock_timestamp() - interval '1 day',"
            " clock_timestamp() + interval '1 day'",
            (folder, tellers.ash),
        )
    with tellers.house.viewer(tellers.ash):
        held = folders.call("select access.my_folders()")
    assert held == sorted(tellers.one.folders.values())


def test_a_hidden_folder_cannot_be_written(tellers):
    with pytest.raises(Exception, match="row-level security"), tellers.house.viewer(tellers.ash) as by:
        Line.add(by=by, folder=tellers.other.folders["line"], call_name="x", sort_key="x", reference="")


def test_a_row_lies_only_in_its_kinds(tellers):
    with pytest.raises(Exception, match="row-level security"), tellers.house.viewer(tellers.ash) as by:
        Line.add(by=by, folder=tellers.one.folders["treatment"], call_name="x", sort_key="x", reference="")


def test_a_grant_that_ended_opens_nothing_at_once(tellers):
    add_line(tellers.house, tellers.one, tellers.ash, "Lou")
    with tellers.house.viewer(tellers.ash) as by:
        grant = next(g for g in folders.rows("select * from access.my_access()") if g["kind"] == "line")
        assert Line.current.count() == 1
        folders.end_grant(by=by, grant=grant["grant_id"], why="left the team")
    with tellers.house.viewer(tellers.ash):
        assert Line.current.count() == 0


def test_grants_last_ninety_days(tellers):
    add_line(tellers.house, tellers.one, tellers.ash, "Lou")
    tellers.house.pass_time(days=89)
    tellers.house.tokens.clear()
    with tellers.house.viewer(tellers.ash):
        assert Line.current.count() == 1
    tellers.house.pass_time(days=2)
    tellers.house.tokens.clear()
    with tellers.house.viewer(tellers.ash):
        assert Line.current.count() == 0


def test_an_update_keeps_the_old_version(tellers):
    add_line(tellers.house, tellers.one, tellers.ash, "Lou")
    with tellers.house.viewer(tellers.ash) as by:
        Line.current.get().change(by=by, call_name="Louise")
    kept = tellers.house.sql.execute("select old ->> 'call_name', staff from log.version").fetchall()
    assert kept == [("Lou", tellers.ash)]


def test_a_narrowed_viewer_sees_the_one_person(tellers):
    add_line(tellers.house, tellers.one, tellers.ash, "Lou")
    from tests.ground import folders_for

    second = folders_for(tellers.house, tellers.ash)
    add_line(tellers.house, second, tellers.ash, "Sam")
    with tellers.house.viewer(tellers.ash, "person", second.folders["line"]) as by:
        assert [line.call_name for line in Line.current.all()] == ["Sam"]
        assert {h.person for h in by.held} == {second.id}
    with tellers.house.viewer(tellers.ash, "person", tellers.other.folders["line"]) as by:
        assert by.held == ()
        assert Line.current.count() == 0


@pytest.mark.parametrize("scope", ["all", "person"])
def test_an_import_asks_another_way_and_gets_the_same_answer(tellers, scope):
    mine, hidden = tellers.one.folders["line"], tellers.other.folders["line"]
    with tellers.house.viewer(tellers.ash, scope, mine) as by, folders.many_rows():
        Line.add(by=by, folder=mine, call_name="Lou", sort_key="lou", reference="K")
    for folder in (hidden, tellers.one.folders["treatment"]):
        with (
            pytest.raises(Exception, match="row-level security"),
            tellers.house.viewer(tellers.ash, scope, mine) as by,
            folders.many_rows(),
        ):
            Line.add(by=by, folder=folder, call_name="x", sort_key="x", reference="")
