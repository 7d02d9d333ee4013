"""What somebody could do who can run SQL as the pages' role: set any setting, use a connection again."""

import pytest
from django.db import connections
from tests.ground import TEMPLATE

from alongside.access import folders, viewer
from alongside.people.models import Line


def say(tellers):
    for who, staff, name in ((tellers.one, tellers.ash, "Lou"), (tellers.other, tellers.bo, "Jay")):
        with tellers.house.viewer(staff) as by:
            Line.add(by=by, folder=who.folders["line"], call_name=name, sort_key=name.lower(), reference="")


def names():
    return sorted(line.call_name for line in Line.current.all())


def test_forging_what_the_page_is_about_only_takes_away(tellers):
    say(tellers)
    forged = ["*", "{}", "{" + str(tellers.other.folders["line"]) + "}", "{1,2,3}"]
    for only in forged:
        with tellers.house.viewer(tellers.ash):
            folders.call("select set_config('alongside.only', %s, true)", only)
            assert names() in ([], ["Lou"]), only


@pytest.mark.parametrize("token", ["public", "00", "ff" * 32, "", "not hex"])
def test_a_forged_token_opens_nothing(tellers, token):
    say(tellers)
    with pytest.raises(Exception), tellers.house.viewer(tellers.ash):  # noqa: B017, PT011 – whatever is raised is a no
        folders.call("select set_config('alongside.token', %s, true)", token)
        assert names() == []
        raise LookupError


def test_the_hash_that_is_kept_is_not_the_token(tellers):
    say(tellers)
    tellers.house.token(tellers.bo)
    kept = tellers.house.sql.execute(
        "select encode(hash, 'hex') from access.session where staff = %s", (tellers.bo,)
    )
    (hashed,) = kept.fetchone()
    with pytest.raises(Exception, match="no viewer is open"), tellers.house.viewer(tellers.ash):
        folders.call("select set_config('alongside.token', %s, true)", hashed)
        names()


@pytest.mark.family
@pytest.mark.parametrize("sql", [
    "select access.open_session('\\x00', 1, now())",
    "select access.end_session('\\x00')",
    "select access.end_sessions(1, null)",
    "select access.live_grants(1)",
    "select * from access.session",
    "select * from access.grant",
    "select * from access.staff",
    "select * from authn.accounts_user",
    "select * from log.opened",
    "insert into log.opened (at, route, scope) values (now(), '', '')",
    "set role alongside_gate",
    "set session authorization alongside_owner",
    "alter table people_line disable row level security",
    "create table here (x int)",
    "create temporary table here (x int)",
])  # fmt: skip
def test_the_pages_role_may_not(tellers, sql):
    from django.db import DatabaseError

    with pytest.raises(DatabaseError), tellers.house.viewer(tellers.ash):
        folders.call(sql.replace("alongside", TEMPLATE))


@pytest.mark.slow
def test_two_viewers_by_turns_on_one_connection_never_mix(tellers):
    say(tellers)
    with viewer.opened(None):
        process = folders.call("select pg_backend_pid()")
    wanted = {tellers.ash: ["Lou"], tellers.bo: ["Jay"]}
    for turn in range(1000):
        staff = (tellers.ash, tellers.bo)[turn % 2]
        with tellers.house.viewer(staff) as by:
            assert by.staff == staff
            assert names() == wanted[staff]
        if turn % 10 == 0:
            with pytest.raises(viewer.NoViewer):
                names()
    with viewer.opened(None):
        assert folders.call("select pg_backend_pid()") == process, "it was one connection all the time"


def test_a_failed_request_leaves_nothing_of_its_viewer(tellers):
    say(tellers)
    with pytest.raises(ZeroDivisionError), tellers.house.viewer(tellers.ash):
        raise ZeroDivisionError
    with connections["default"].wrap_database_errors, pytest.raises(viewer.NoViewer):
        names()
    with viewer.opened(None):
        assert names() == []
