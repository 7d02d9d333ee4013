"""A command is a named member of staff; a service is born once."""

import pytest

from alongside.access import folders
from alongside.access.viewer import NoViewer
from alongside.accounts import founding
from alongside.accounts.commands import NobodyCalled, as_staff
from alongside.accounts.models import User


def test_a_command_holds_what_its_member_of_staff_holds(tellers):
    User.objects.create_user("ash@example.org", tellers.ash)
    for who in ("ash@example.org", "ASH@example.org", "Ash"):
        with as_staff(who, command="import-people") as by:
            assert by.staff == tellers.ash
            assert folders.call("select array_agg(distinct person) from access.my_access()") == [
                tellers.one.id
            ]
    logged = tellers.house.sql.execute(
        "select distinct route from log.opened where route like 'command%'"
    ).fetchall()
    assert logged == [("command import-people",)]


def test_its_session_ends_with_it(tellers):
    with pytest.raises(ZeroDivisionError), as_staff("Ash"):
        raise ZeroDivisionError
    with pytest.raises(NoViewer):
        folders.call("select 1")
    open_now = (
        "select count(*) from access.session where staff = %s and ended_at is null and opened_at = seen_at"
    )
    with as_staff("Ash"):
        during = tellers.house.sql.execute(open_now, (tellers.ash,)).fetchone()[0]
    assert tellers.house.sql.execute(open_now, (tellers.ash,)).fetchone()[0] == during - 1


@pytest.mark.parametrize("who", ["", "Nobody", "nobody@example.org", "%"])
def test_nobody_of_that_name(tellers, who):
    with pytest.raises(NobodyCalled), as_staff(who):
        pass


def test_two_of_one_name_want_the_address(tellers):
    tellers.house.staff("Ash")
    with pytest.raises(NobodyCalled, match="address"), as_staff("Ash"):
        pass


def test_a_leaver_runs_no_command(tellers):
    User.objects.create_user("ash@example.org", tellers.ash)
    tellers.house.sql.execute(
        "update access.staff set left_at = now() - interval '1 day' where id = %s", (tellers.ash,)
    )
    for who in ("Ash", "ash@example.org"):
        with pytest.raises(NobodyCalled), as_staff(who):
            pass


ASH, BO = founding.Administrator("Ash", "ash@example.org"), founding.Administrator("Bo", "bo@example.org")


def test_a_service_is_born_once(house):
    words = founding.found(
        "Riverside", [("North", "High Street"), ("South", "High Street"), ("Web", "")], [ASH, BO]
    )
    assert set(words) == {"ash@example.org", "bo@example.org"}
    assert house.sql.execute("select service, demo from access.birth").fetchall() == [("Riverside", False)]
    assert house.sql.execute("select count(*) from access.site").fetchone() == (1,)
    assert house.sql.execute("select bool_and(administrator) from access.staff").fetchone() == (True,)
    assert house.browser().get(f"/welcome/{words['ash@example.org']}/").status_code == 200
    with pytest.raises(founding.AlreadyFounded):
        founding.found("Another", [], [ASH, BO])


def test_nothing_half_made(house):
    User.objects.create_user("ash@example.org", 1)
    with pytest.raises(Exception, match="duplicate key"):
        founding.found("Riverside", [("North", "")], [ASH, BO])
    assert house.sql.execute(
        "select (select count(*) from access.birth), (select count(*) from access.staff)"
    ).fetchone() == (0, 0)
