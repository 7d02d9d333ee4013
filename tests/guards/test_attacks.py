"""Attacks that were thought of: by a colleague, by a leaver, and by somebody who can send SQL as the pages' role."""

import contextvars
import hashlib
import logging
import threading

import psycopg
import pytest
from django.contrib.messages import get_messages
from django.db import ProgrammingError, connections
from django.test import RequestFactory

from alongside.access import folders, handles, viewer
from alongside.access.viewer import Refused
from alongside.people.models import Details, Line
from alongside.web import wrapper
from alongside.web.registry import PAGES
from tests.ground import TEMPLATE, Tellers, folders_for, is_there, telling

NEW = {
    "call_name": "Nia", "parts": ["treatment"],
    "may_contact": "not_asked", "when": "not_asked", "leave_message": "not_asked",
}  # fmt: skip


def add_line(house, who, staff, name):
    with house.viewer(staff) as by:
        Line.add(by=by, folder=who.folders["line"], call_name=name, sort_key=name.lower(), reference="")


@telling
def told(tellers):
    """Lou told Ash, Jay told Bo."""
    add_line(tellers.house, tellers.one, tellers.ash, "Lou")
    add_line(tellers.house, tellers.other, tellers.bo, "Jay")
    return tellers


@pytest.fixture
def injected(house):
    """A connection of the pages' role, for somebody who can send any SQL by it, as soon as tables are there."""

    def log_in(alias="default", **more):
        its = connections[alias].settings_dict
        return psycopg.connect(
            host=its["HOST"], port=its["PORT"], dbname=its["NAME"], user=its["USER"], password=its["PASSWORD"],
            **more,
        )  # fmt: skip

    with log_in() as connection:
        connection.log_in = log_in
        yield connection
        connection.rollback()


def digest(token):
    return hashlib.sha256(token).digest()


def token_of(house, staff):
    return wrapper.database_token(house.token(staff))


def begin(connection, token, scope="all", folder=0):
    connection.execute("select access.begin(%s, %s, %s, 'attack', true)", (token, scope, folder))


# SQL as the pages' role -----------------------------------------------------------------------------------------------


def test_no_token_stands_in_the_statements_that_the_role_can_read(told, injected):
    """pg_stat_activity shows the text of what other connections of one's own role send."""
    token = token_of(told.house, told.ash).hex()
    # The service's own server shows none; on a given one it may be on, and then the token must stand apart.
    told.house.sql.execute(f'alter database "{told.house.name}" set track_activities = on')
    connections["default"].close()
    injected.autocommit = True
    seen = "select string_agg(query, ' ') from pg_stat_activity where usename = current_user and pid <> pg_backend_pid()"
    with told.house.viewer(told.ash):
        assert "access.begin" in injected.execute(seen).fetchone()[0], "the attack looks at the right thing"
        assert token not in injected.execute(seen).fetchone()[0]
    told.house.pass_time(minutes=61)
    told.house.browser(told.ash).post(f"/person/{told.one.handle()}/access/give/", {"reason": "x"})
    assert token not in injected.execute(seen).fetchone()[0]


def test_without_a_token_every_function_says_nothing(told, injected):
    mine = [told.one.folders["line"]]
    begin(injected, None)
    for sql in (
        "select * from access.held()", "select * from access.held_here(%(f)s)", "select * from access.my_access()",
        "select * from access.who_can_open(%(f)s)", "select * from access.colleagues()",
        "select * from access.colleagues_named(%(s)s)",
        "select * from access.places()",
        "select * from access.holdings()", "select * from public.people_line",
        "select * from access.team_grants(%(t)s)", "select * from access.nobody_holds(%(t)s)",
        "select * from access.conflicts_of(%(f)s)", "select * from access.my_known_outside()",
        "select * from access.known_to_settle()", "select * from access.choice_of(%(f)s)", "select * from access.kept_alone()",
        "select * from access.who_opened(%(f)s, '{person}', now(), 9)", "select * from access.to_review()",
    ):  # fmt: skip
        assert injected.execute(sql, {"f": mine, "t": told.team, "s": [told.ash]}).fetchall() == [], sql
    for sql in ("select access.person_of(%s)", "select access.me() where %s > 0"):
        assert injected.execute(sql, mine).fetchone() == (None,), sql


@pytest.mark.family
@pytest.mark.parametrize("sql", [
    "select access.open_folder('safety', %(person)s, null, 'x', false)",
    "select access.give(%(folder)s, %(me)s, null, 'x', 'x', true, true, 90)",
    "select access.end_grant(%(grant)s, 'x')",
    "select access.renew_grant(%(grant)s)",
    "select access.hold_seat(%(seat)s, %(me)s, now(), null)",
    "select access.let_administer(%(me)s, true)",
    "select access.join_staff('Mallory', '', null, true)",
    "select access.move_staff(%(me)s, %(team)s, true, 'x')",
    "select access.leave_staff(%(them)s, 'x')",
    "select access.note_link(%(them)s, true)",
    "select access.add_team('x', 'y')",
    "select access.begin_task('\\x00', '{}', 'x')",
    "select access.seal_log()",
    "select access.one_administers(%(me)s)",
    "select access.begun_for('seal')",
    "select access.staff_called('Bo')",
    "select access.sessions_of(%(them)s, null)",
    "select access.demo_staff()",
    "select access.record_conflict(%(folder)s, %(me)s, 'family', null)",
    "select access.record_conflict(%(mine)s, %(them)s, 'family', null)",
    "select access.write_conflict(%(me)s, %(mine)s, %(them)s, 'family', null)",
    "select access.end_conflict(%(grant)s, 'x')",
    "select access.settle_known(%(grant)s, null)",
    "select access.keep_close(%(folder)s, true)",
    "select access.open_on_duty(%(folder)s, 'treatment', 'crisis')",
    "select access.open_in_emergency(1, 'x')",
    "select access.review_emergency(%(grant)s, 'right', 'x')",
    "select access.to_be_told(%(me)s, %(folder)s)",
    "select access.covered(%(them)s)",
    "select access.duties(%(them)s)",
    "select access.in_conflict(%(them)s, %(folder)s)",
    "select access.marks(1, 9)",
    "select access.seals_since(0)",
    "select access.mark_of('reference', 'x')",
    "select * from access.found_by",
    "select * from log.denied",
    "update access.folder set kept_close = false",
    "delete from access.conflict",
    "delete from access.attempt",
])  # fmt: skip
def test_a_worker_takes_nothing_by_calling_functions(told, injected, sql):
    seat = told.house.seat("duty", None, "Duty")
    grant = told.house.sql.execute(
        "select id from access.grant where staff = %s limit 1", (told.bo,)
    ).fetchone()
    values = {
        "person": told.other.id, "folder": told.other.folders["line"], "grant": grant[0], "seat": seat,
        "me": told.ash, "them": told.bo, "team": told.team, "mine": told.one.folders["line"],
    }  # fmt: skip
    begin(injected, token_of(told.house, told.ash))
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        injected.execute(sql, values)


def test_whoever_is_in_conflict_forges_nothing_back(told, injected):
    """Ash's own grants stand, and open nothing: not by a setting, a seat he takes, or a colleague's hand."""
    told.house.sql.execute(
        "insert into access.conflict (id, staff, person, why, starts, recorded_by)"
        " values (access.new_id(), %s, %s, 'family', now(), %s)", (told.ash, told.one.id, told.lead),
    )  # fmt: skip
    label = told.one.folders["line"]
    begin(injected, token_of(told.house, told.ash))
    for only in ("*", f"{{{label}}}"):
        injected.execute("select set_config('alongside.only', %s, true)", (only,))
        assert injected.execute("select * from people_line").fetchall() == []
        assert injected.execute("select access.my_folders()").fetchone() == ([],)
    injected.commit()
    for sql in (
        "select access.give(%s, %s, null, 'x', 'x', true, true, 9)",
        "select access.record_conflict(%s, %s, 'family', null)",
    ):
        begin(injected, token_of(told.house, told.ash))
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            injected.execute(sql, (label, told.ash))
        injected.rollback()


def test_a_forged_denial_names_nobody_else(told, injected):
    """The log takes no name: only the hash of a live session stands for somebody."""
    injected.execute("select access.note_denied('x', 'person', 'handle', 1)")
    injected.execute("select access.note_denied(null, 'person', 'handle', 1)")
    injected.execute(
        "select access.note_denied(%s, 'person', 'handle', 1)", (token_of(told.house, told.ash),)
    )
    injected.commit()
    assert told.house.sql.execute("select staff from log.denied").fetchall() == [(told.ash,)]


def test_a_settings_forger_stays_within_his_own_grants(told, injected):
    theirs = told.other.folders["line"]
    begin(injected, token_of(told.house, told.ash), "none")
    for local in ("true", "false"):
        for only in ("*", f"{{{theirs}}}"):
            injected.execute(f"select set_config('alongside.only', %s, {local})", (only,))
            rows = {row[0] for row in injected.execute("select call_name from people_line")}
            assert rows <= {"Lou"}
            assert injected.execute("select * from access.held_here(%s)", ([theirs],)).fetchall() == []
    injected.commit()
    # What he left on the connection is not the next one's.
    begin(injected, None)
    assert injected.execute("select call_name from people_line").fetchall() == []
    begin(injected, token_of(told.house, told.bo), "none")
    assert injected.execute("select call_name from people_line").fetchall() == []


@pytest.mark.parametrize("kind", ["line", "treatment"])
def test_to_be_an_import_opens_no_folder_more(told, injected, kind):
    begin(injected, token_of(told.house, told.ash))
    where = told.other.folders["line"] if kind == "line" else told.one.folders[kind]
    injected.execute(
        "select set_config('alongside.bulk', 'on', true), set_config('alongside.only', '*', true)"
    )
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        injected.execute(
            "insert into people_line (id, folder, made_at, made_by, version, ended_why, in_error, call_name, sort_key,"
            " reference) values (7, %s, now(), %s, 1, '', false, 'x', 'x', '')",
            (where, told.ash),
        )


def test_nobody_signs_a_new_row_with_anothers_name(told):
    """Not by hand, not as an import, and not by leaving the name out."""
    label = told.one.folders["line"]
    for name in (told.bo, 1, None):
        for bulk in ("off", "on"):
            with told.house.viewer(told.ash), pytest.raises(ProgrammingError, match="row-level security"):
                folders.call("select set_config('alongside.bulk', %s, true)", bulk)
                Line(folder=label, made_by=name, call_name="x", sort_key="x", reference="").save()
    with told.house.viewer(told.ash), pytest.raises(ProgrammingError, match="permission denied"):
        Line.objects.filter(folder=label).update(made_by=told.bo)
    with told.house.viewer(told.ash):
        assert {line.made_by for line in Line.objects.all()} == {told.ash}


@pytest.mark.parametrize(
    "setting", ["alongside.token", "alongside.only", "session_replication_role", "row_security"]
)
def test_no_setting_outlives_the_connection_or_opens_a_row(told, injected, setting):
    value = {"session_replication_role": "replica", "row_security": "off"}.get(setting, "*")
    begin(injected, token_of(told.house, told.ash))
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        injected.execute("select set_config(%s, %s, false)", (setting, value))
        if "alongside" not in setting:
            injected.execute("select * from people_line")
        schema, _dot, name = setting.rpartition(".")
        quoted = f'{schema}."{name}"' if schema else name
        injected.execute(f"alter role current_user set {quoted} = '{value}'")
    injected.rollback()


@pytest.mark.family
@pytest.mark.parametrize("sql", [
    "select pg_read_file('postgresql.conf')", "select lo_import('/etc/passwd')", "copy (select 1) to program 'id'",
    "copy people_line from stdin", "create extension dblink", "truncate people_line",
    "delete from people_line", "select * from pg_authid", "select * from pg_statistic", "lock table people_line",
    "refresh materialized view x", "update people_line set folder = 1", "update people_line set made_by = 1",
    "select * from queue.procrastinate_jobs", "create function public.f() returns int language sql as 'select 1'",
    "create rule r as on select to people_line do instead nothing", "set role alongside_owner",
    "select lo_create(0)", "select lo_creat(-1)", "select lo_from_bytea(0, 'x')", "select lo_get(1)",
    "select lo_put(1, 0, 'x')", "select lo_open(1, 131072)", "select lo_unlink(1)",
])  # fmt: skip
def test_there_is_no_door_beside_the_functions(told, injected, sql):
    begin(injected, token_of(told.house, told.ash))
    with pytest.raises(
        (
            psycopg.errors.InsufficientPrivilege,
            psycopg.errors.UndefinedTable,
            psycopg.errors.FeatureNotSupported,
        )
    ):
        injected.execute(sql.replace("alongside", TEMPLATE))


def test_the_planner_keeps_what_it_learnt_to_itself(told, injected):
    told.house.sql.execute("analyze people_line")
    begin(injected, token_of(told.house, told.ash))
    found = injected.execute("select count(*) from pg_stats where tablename like 'people%'").fetchone()
    assert found == (0,)


def test_a_condition_that_tells_runs_only_over_what_may_be_seen(told, injected):
    """`1 / (name <> 'Jay')` would fail if Jay's row were looked at before the policy."""
    begin(injected, token_of(told.house, told.ash))
    sql = "select count(*) from people_line where 1 / (case when call_name = 'Jay' then 0 else 1 end) = 1"
    assert injected.execute(sql).fetchone() == (1,)


def test_errors_of_the_database_show_no_row(told, injected):
    begin(injected, token_of(told.house, told.ash))
    injected.execute("savepoint a")
    row = injected.execute("select * from people_line").fetchone()
    with pytest.raises(psycopg.errors.UniqueViolation) as error:
        injected.execute(
            "insert into people_line (id, folder, made_at, made_by, version, ended_why, in_error, call_name, sort_key,"
            " reference) values (%s, %s, now(), %s, 1, '', false, 'Lou', 'lou', '')", (row[0], row[1], told.ash))  # fmt: skip
    assert error.value.diag.message_detail is None
    injected.execute("rollback to a")
    with pytest.raises(psycopg.errors.NotNullViolation) as error:
        injected.execute("update people_line set call_name = null")
    assert error.value.diag.message_detail is None


def test_the_log_can_be_sealed_whatever_the_pages_role_holds(told, injected):
    injected.execute("select pg_advisory_lock(hashtext('alongside seal'))")
    with told.house.sql.transaction():
        told.house.sql.execute("set local lock_timeout = '1s'")
        assert told.house.sql.execute("select entries from access.seal_log()").fetchone()[0] > 0


def test_two_seals_do_not_run_into_one_another(told):
    with psycopg.connect(told.house.sql.info.dsn, password=told.house.sql.info.password) as first:
        first.execute("select access.seal_log()")
        with pytest.raises(psycopg.errors.LockNotAvailable), told.house.sql.transaction():
            told.house.sql.execute("set local lock_timeout = '100ms'")
            told.house.sql.execute("select access.seal_log()")


# A task ---------------------------------------------------------------------------------------------------------------


@pytest.fixture
def letters(told, injected):
    """A named task that may open one `line` at a time, and a connection as it."""
    told.house.sql.execute("insert into access.task_key values ('letters', sha256('key'), '{line}', 1)")
    name, connection = told.house.name, injected.log_in(autocommit=False)
    connection.close()
    from alongside.config.home import Home

    login = Home().database()["roles"]["task"]
    its = connections["default"].settings_dict
    with psycopg.connect(
        host=its["HOST"], port=its["PORT"], dbname=name, user=login["user"], password=login["password"]
    ) as task:
        yield told, task
        task.rollback()


def test_a_task_reads_what_it_said_it_would(letters):
    told, task = letters
    task.execute("select access.begin_task('key', %s, 'x')", ([told.one.folders["line"]],))
    assert task.execute("select call_name from people_line").fetchall() == [("Lou",)]


def test_a_task_signs_with_nobodys_name(letters):
    told, task = letters
    task.execute("select access.begin_task('key', %s, 'x')", ([told.one.folders["line"]],))
    sql = (
        "insert into people_line (id, folder, made_at, made_by, version, ended_why, in_error, call_name, sort_key,"
        " reference) values (7, %s, now(), %s, 1, '', false, 'x', 'x', '')"
    )
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level"), task.transaction():
        task.execute(sql, (told.one.folders["line"], told.ash))
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level"), task.transaction():
        task.execute(sql, (told.other.folders["line"], None))
    task.execute(sql, (told.one.folders["line"], None))


def test_a_task_cannot_go_on_to_folders_that_the_log_does_not_have(letters):
    told, task = letters
    task.execute("select access.begin_task('key', %s, 'x')", ([told.one.folders["line"]],))
    other = told.other.folders["line"]
    task.execute("select set_config('alongside.only', %s, true)", (f"{{{other}}}",))
    assert task.execute("select call_name from people_line").fetchall() == []
    assert task.execute("select access.may_write(%s, '{line}')", (other,)).fetchone() == (False,)
    # nor by the line of an earlier transaction
    task.commit()
    task.execute("select access.begin_task('key', %s, 'x')", ([other],))
    n = task.execute("select current_setting('alongside.entry')").fetchone()[0]
    task.commit()
    task.execute("select access.begin_task('key', '{}', 'x')")
    task.execute(
        "select set_config('alongside.only', %s, true), set_config('alongside.entry', %s, true)",
        (f"{{{other}}}", n),
    )
    assert task.execute("select call_name from people_line").fetchall() == []


def test_a_task_keeps_to_its_batch_and_its_kinds(letters):
    told, task = letters
    both = [told.one.folders["line"], told.other.folders["line"]]
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="batch"):
        task.execute("select access.begin_task('key', %s, 'x')", (both,))
    task.rollback()
    task.execute("select access.begin_task('key', %s, 'x')", ([told.one.folders["treatment"]],))
    assert task.execute("select access.my_folders()").fetchone() == ([],)


# Sessions and forms ---------------------------------------------------------------------------------------------------


def test_a_stolen_token_of_an_idle_session_opens_nothing(told, injected):
    token = token_of(told.house, told.ash)
    told.house.pass_time(minutes=61)
    injected.execute(
        "select set_config('alongside.token', %s, true), set_config('alongside.only', '*', true)",
        (token.hex(),),
    )
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        injected.execute("select call_name from people_line")


@pytest.mark.parametrize("how", ["signed out", "left"])
def test_nobody_plants_a_form_by_a_session_that_was_ended(told, injected, how):
    """Whoever holds an old cookie could have words of theirs stand in somebody's form."""
    token = token_of(told.house, told.ash)
    if how == "left":
        told.house.sql.execute("update access.staff set left_at = now() where id = %s", (told.ash,))
    else:
        told.house.sql.execute("select access.end_session(%s)", (digest(token),))
    begin(injected, None)
    assert injected.execute("select access.keep_form(%s, 0, '/x/', 'x')", (token,)).fetchone() == (False,)


def test_kept_forms_do_not_stay_for_ever(told, injected):
    begin(injected, None)
    injected.execute("select access.keep_form(%s, 0, '/x/', 'x')", (token_of(told.house, told.ash),))
    injected.commit()
    told.house.pass_time(hours=13)
    begin(injected, None)
    injected.execute("select access.keep_form(%s, 0, '/y/', 'x')", (token_of(told.house, told.bo),))
    injected.commit()
    assert told.house.sql.execute("select path from access.kept_form").fetchall() == [("/y/",)]


def test_the_word_of_a_form_is_its_senders_alone(told):
    """A colleague who sends the same word first takes nothing away, and learns nothing."""
    said = NEW | {"once": "same"}
    for staff in (told.ash, told.bo):
        browser = told.house.browser(staff)
        before = told.house.sql.execute("select count(*) from people_line").fetchone()[0]
        answer = browser.post("/people/add/", said)
        assert answer.status_code == 303, answer.content.decode()
        assert told.house.sql.execute("select count(*) from people_line").fetchone() == (before + 1,)


def test_a_form_sent_twice_is_done_once_and_leads_to_the_same_place(told):
    said = NEW | {"once": "w"}
    browser = told.house.browser(told.ash)
    first, second = browser.post("/people/add/", said), browser.post("/people/add/", said)
    assert first["Location"] == second["Location"]
    assert told.house.sql.execute("select count(*) from people_line where call_name = 'Nia'").fetchone() == (
        1,
    )


def test_a_form_that_was_filled_in_badly_may_be_sent_again_by_going_back(told):
    said = NEW | {"once": "w", "call_name": ""}
    browser = told.house.browser(told.ash)
    assert browser.post("/people/add/", said).status_code < 300
    assert browser.post("/people/add/", {**said, "call_name": "Nia"}).status_code == 303
    assert told.house.sql.execute("select count(*) from people_line where call_name = 'Nia'").fetchone() == (
        1,
    )


def test_sent_again_by_going_back_and_twice_at_once_it_is_done_once(told, injected):
    begin(injected, token_of(told.house, told.ash))
    assert injected.execute("select access.first_time('w')").fetchone() == (None,)
    injected.commit()  # filled in badly: it led nowhere
    went = []
    begin(injected, token_of(told.house, told.ash))

    def second():
        went.append(injected.execute("select access.first_time('w')").fetchone()[0])

    waiting = threading.Thread(target=second)
    with told.house.viewer(told.ash):
        assert wrapper.first_time(b"w") == ""
        waiting.start()
        waiting.join(0.3)
        assert waiting.is_alive(), "the second waits"
        wrapper.went_to(b"w", "/there/")
    waiting.join(10)
    assert went[0], "it was done"
    assert "there" not in went[0], "where it led is sealed"
    injected.rollback()
    with told.house.viewer(told.ash):
        assert wrapper.first_time(b"w") == "/there/"


def test_what_was_still_to_be_said_is_not_said_to_the_next_on_this_browser(told):
    from django.contrib.messages import success
    from django.contrib.messages.storage.cookie import CookieStorage

    from alongside.accounts import signing_in

    request = RequestFactory().get("/")
    request._messages = CookieStorage(request)
    success(request, "Bo can no longer open it by this.")
    signing_in.drop_messages(request)
    assert list(get_messages(request)) == [] or get_messages(request).used


# What goes wrong half-way ---------------------------------------------------------------------------------------------


@pytest.fixture
def page(told, monkeypatch):
    """A page of Lou's record whose view the test gives, and a browser for it."""

    def set_up(view):
        from dataclasses import replace

        import alongside.web.wrapper as at

        made = replace(PAGES["details"], view=view, methods=("GET", "POST"))
        monkeypatch.setitem(PAGES, "details", made)
        path = f"/person/{told.one.handle()}/details/"
        request = RequestFactory().post(path)
        request.COOKIES["alongside"] = told.house.token(told.ash)
        return at.answer(made, request, {"person": told.one.handle()}, True)

    return set_up


def changed(told):
    return told.house.sql.execute(
        "select call_name from people_line where folder = %s", (told.one.folders["line"],)
    ).fetchone()[0]


@pytest.mark.parametrize("status", [400, 404, 409, 422, 500, 503])
def test_what_a_page_wrote_before_it_said_no_is_gone(told, page, status):
    from django.http import HttpResponse

    def view(request, person):
        Line.current.get().change(by=request.viewer, call_name="half")
        return HttpResponse(status=status)

    assert page(view).status_code == status
    assert changed(told) == "Lou"
    if status < 500:
        logged = "select count(*) from log.opened where route = 'details' and staff = %s"
        assert told.house.sql.execute(logged, (told.ash,)).fetchone() == (1,), "that it was opened stays"


def test_what_a_page_wrote_before_it_broke_is_gone(told, page):
    def view(request, person):
        Line.current.get().change(by=request.viewer, call_name="half")
        raise Refused("no")

    assert page(view).status_code == 409
    assert changed(told) == "Lou"

    def broken(request, person):
        Line.current.get().change(by=request.viewer, call_name="half")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        page(broken)
    assert changed(told) == "Lou"
    assert not viewer.is_open()


def test_a_template_that_breaks_undoes_the_deed(told, page):
    from django.template.response import SimpleTemplateResponse

    class Broken(SimpleTemplateResponse):
        @property
        def rendered_content(self):
            raise ZeroDivisionError

    def view(request, person):
        Line.current.get().change(by=request.viewer, call_name="half")
        return Broken("x")

    with pytest.raises(ZeroDivisionError):
        page(view)
    assert changed(told) == "Lou"


def test_a_stream_is_finished_inside_and_keeps_its_status(told, page):
    from django.http import StreamingHttpResponse

    def view(request, person):
        return StreamingHttpResponse((line.call_name for line in Line.current.all()), status=203)

    answer = page(view)
    assert (answer.status_code, answer.content) == (203, b"Lou")


def test_no_value_of_a_failed_statement_reaches_a_log(told, page, caplog):
    secret = "told in confidence"

    def view(request, person):
        with connections["default"].cursor() as cursor:
            cursor.execute("select %s::bigint", [secret])

    caplog.set_level(logging.DEBUG)
    with pytest.raises(Exception, match="DataError 22P02") as error:  # noqa: PT011
        page(view)
    logging.getLogger("django.request").error("x", exc_info=error.value)
    import traceback

    assert secret not in "".join(traceback.format_exception(error.value))
    assert secret not in caplog.text


def test_a_grant_that_ends_while_the_page_is_made_closes_it_there_and_then(told):
    with told.house.viewer(told.ash):
        assert Line.current.count() == 1
        told.house.sql.execute("update access.grant set ended_at = now() where staff = %s", (told.ash,))
        assert Line.current.count() == 0
        assert not folders.call("select access.may_write(%s, '{line}')", told.one.folders["line"])


def test_a_leaver_is_out_in_the_middle_of_a_page(told, injected):
    boss = told.house.staff("Dee", administrator=True)
    begin(injected, token_of(told.house, boss))
    with pytest.raises(Exception, match="no viewer is open"), told.house.viewer(told.ash):
        injected.execute("select access.leave_staff(%s, 'x')", (told.ash,))
        injected.commit()
        Line.current.count()


def test_a_session_ends_after_its_hours_however_busy_it_was(told):
    browser = told.house.browser(told.ash)
    assert browser.get("/people/").status_code == 200
    told.house.pass_time(hours=13)
    told.house.sql.execute("update access.session set seen_at = access.clock()")
    assert browser.get("/people/").status_code == 302


def test_a_session_that_was_ended_answers_nobody(told):
    browser = told.house.browser(told.ash)
    told.house.sql.execute("update access.session set ended_at = access.clock()")
    assert browser.get("/people/").status_code == 302


def test_administrators_who_dismiss_each_other_at_once_leave_one(house):
    one, other = (house.staff(name, administrator=True) for name in ("Ash", "Bo"))
    failed = []
    with psycopg.connect(house.sql.info.dsn, password=house.sql.info.password) as second:
        second.execute(f'set session authorization "{TEMPLATE}_app"')
        begin(second, token_of(house, other))

        def dismiss():
            try:
                second.execute("select access.let_administer(%s, false)", (one,))
            except psycopg.errors.InsufficientPrivilege as error:
                failed.append(error)

        waiting = threading.Thread(target=dismiss)
        with house.viewer(one):
            folders.call("select access.let_administer(%s, false)", other)
            waiting.start()
            waiting.join(0.3)
            assert waiting.is_alive(), "the second waits"
        waiting.join(10)
        second.rollback()
    assert failed
    assert house.sql.execute("select id from access.staff where administrator").fetchall() == [(one,)]


# Threads and methods --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("with_context", [False, True])
def test_another_thread_is_nobody(told, with_context):
    """A thread has no viewer; one that took the viewer along meets the database's own question."""
    met = []

    def look():
        try:
            met.append(list(Line.objects.values_list("call_name")))
        except Exception as error:  # noqa: BLE001
            met.append(type(error).__name__)
        finally:
            connections["default"].close()

    with told.house.viewer(told.ash):
        context = contextvars.copy_context()
        run = (lambda: context.run(look)) if with_context else look
        thread = threading.Thread(target=run)
        thread.start()
        thread.join()
    assert met in (["NoViewer"], ["ProgrammingError"])


@pytest.mark.parametrize("method", ["head", "options", "put", "patch", "delete", "trace"])
def test_other_methods_tell_hidden_from_absent_by_nothing(told, method):
    browser = told.house.browser(told.bo)
    answers = set()
    for label in (told.one.folders["line"], 12345):
        answer = getattr(browser, method)(
            f"/person/{handles.seal('person', label, label)}/",
            HTTP_RANGE="bytes=0-9",
            HTTP_IF_MODIFIED_SINCE="Sun, 22 Nov 2026 00:00:00 GMT",
            HTTP_IF_NONE_MATCH="*",
        )
        answers.add((answer.status_code, answer.headers.get("Content-Length"), answer.headers.get("ETag")))
    assert len(answers) == 1
    assert answers.pop()[0] in (404, 405)


def test_a_part_of_a_page_asked_for_keeps_out_of_caches(told):
    answer = told.house.browser(told.ash).get(f"/person/{told.one.handle()}/", HTTP_RANGE="bytes=0-9")
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers
    assert "Last-Modified" not in answer.headers


# Handles --------------------------------------------------------------------------------------------------------------


def test_a_handle_opens_for_its_own_purpose_alone(told):
    folder = told.one.folders["line"]
    for purpose in ("part", "grant", "line", "to give", ""):
        handle = handles.seal(purpose, folder, folder)
        assert handles.unseal("person", handle) is None
        assert told.house.browser(told.ash).get(f"/person/{handle}/").status_code == 404


def test_a_row_has_one_handle(told):
    handle = told.one.handle()
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    same = [c for c in alphabet if handles.unseal("person", handle[:-1] + c)]
    assert same == [handle[-1]]
    assert handles.unseal("person", handle[:5] + "!" + handle[5:]) is None
    for odd in ("", "é" * 43, "=" * 43, "A" * 43, "A" * 4000):
        assert handles.unseal("person", odd) is None


def test_an_address_with_a_nul_is_nobodys(told):
    browser = told.house.browser(told.ash)
    told.house.pass_time(minutes=61)
    for path in ("/team/give/%00/", "/team/give/x%00y/?kept=1"):
        assert browser.get(path).status_code == 404
        assert browser.post(path, {"a": "b"}).status_code == 404


# Colleagues -----------------------------------------------------------------------------------------------------------


def test_whoever_may_only_read_can_neither_write_nor_pass_it_on(told):
    for folder in told.one.folders.values():
        with told.house.viewer(told.ash) as by:
            folders.give(
                by=by,
                folder=folder,
                staff=told.bo,
                purpose="cover",
                reason="away",
                writes=False,
                assigned=True,
            )
    label = told.one.folders["line"]
    for attempt in (
        lambda by: Line.current.get(folder=label).change(by=by, call_name="x"),
        lambda by: Details.add(by=by, folder=told.one.folders["contact"]),
        lambda by: folders.give(by=by, folder=label, staff=told.bo, purpose="x", reason="x"),
        lambda by: folders.open_folder(by=by, kind="safety", person=told.one.id, purpose="x"),
        lambda by: folders.renew_grant(by=by, grant=next(
            g["grant_id"] for g in folders.rows("select * from access.my_access()") if g["folder"] == label)),
    ):  # fmt: skip
        with (
            pytest.raises(Exception, match=r"row-level security|not this viewer|not a person"),
            told.house.viewer(told.bo) as by,
        ):
            assert Line.current.filter(folder=label).count() == 1
            attempt(by)
    browser = told.house.browser(told.bo)
    assert browser.get(f"/person/{told.one.handle()}/access/give/").status_code == 404
    assert browser.post(f"/person/{told.one.handle()}/name/", {"call_name": "x"}).status_code == 404


def test_one_of_two_grants_that_ends_leaves_the_other_alone(told):
    label = told.one.folders["line"]
    with told.house.viewer(told.ash) as by:
        folders.give(by=by, folder=label, staff=told.bo, purpose="cover", reason="x", writes=True)
        short = folders.give(
            by=by, folder=label, staff=told.bo, purpose="other", reason="x", writes=False, days=1
        )
    with told.house.viewer(told.ash) as by:
        folders.end_grant(by=by, grant=short, why="done")
    with told.house.viewer(told.bo):
        assert Line.current.filter(folder=label).count() == 1


def test_a_lead_reads_nothing_by_leading(told):
    browser = told.house.browser(told.lead)
    page = browser.get("/team/").content.decode()
    assert not is_there("Lou", page)
    assert not is_there("Jay", page)
    with told.house.viewer(told.lead):
        assert Line.objects.count() == 0


def test_part_and_person_of_two_people_do_not_mix(house):
    """A row's handle of one person, on an address that begins with another's."""
    tellers = Tellers(house)
    second = folders_for(house, tellers.ash)
    for page in PAGES.values():
        if page.route.count("<handle:") < 2:
            continue
        names = [piece.split(">")[0] for piece in page.route.split("<handle:")[1:]]
        kinds = [k for k in (page.needs or ("treatment",)) if k in second.folders] or ["treatment"]
        first, *rest = names
        path = "/" + page.route
        label = tellers.one.folders["line" if first == "person" else kinds[0]]
        path = path.replace(f"<handle:{first}>", handles.seal(first, label, label))
        for name in rest:
            path = path.replace(f"<handle:{name}>", handles.seal(name, second.folders[kinds[0]], 5))
        assert house.browser(tellers.ash).get(path).status_code in (404, 405), page.name
