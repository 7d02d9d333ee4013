"""The log is closed each minute; what changes afterwards shows, and which entry it was."""

import pytest
from django.conf import settings
from django.db import connections, transaction

from alongside.access import folders, seals, tasks
from alongside.access.arrange import as_gate
from alongside.people.models import Line

pytestmark = pytest.mark.slow


def as_task(monkeypatch):
    """Point the pages' alias at the task's own log-in."""
    found = settings.HOME.database()["roles"]["task"]
    for key, value in (("USER", found["user"]), ("PASSWORD", found["password"])):
        monkeypatch.setitem(connections["default"].settings_dict, key, value)
    connections["default"].close()


@pytest.fixture
def sealed(tellers, monkeypatch):
    """Three seals over entries of every table, and the numbers of the entries."""
    for name in (seals.FILE, seals.MARKS):
        (settings.HOME.path / name).unlink(missing_ok=True)
    for nth in range(3):
        with tellers.house.viewer(tellers.ash) as by:
            line = Line.add(
                by=by, folder=tellers.one.folders["line"], call_name="L", sort_key="l", reference="K"
            )
            line.change(by=by, call_name=f"Lou {nth}")
            folders.keep_close(by=by, folder=tellers.one.folders["line"], close=bool(nth % 2))
        tellers.house.sql.execute(
            "insert into log.denied (at, staff, route, what) values (now(), %s, 'person', 'handle')",
            (tellers.bo,),
        )
        with monkeypatch.context() as patch:
            as_task(patch)
            seals.seal()
        connections["default"].close()
    return tellers.house


def verified():
    with transaction.atomic(using="owner"), as_gate(connections["owner"]) as cursor:
        return seals.verify(cursor)


def test_a_log_that_is_as_it_was_holds(sealed):
    number, entries, bad = verified()
    assert (number, bad) == (3, None)
    total = "select sum((select count(*) from log.opened where seal is not null)"
    more = "".join(f" + (select count(*) from log.{t} where seal is not null)" for t in seals.TABLES[1:])
    assert entries == sealed.sql.execute(f"{total}{more})").fetchone()[0] > 15


@pytest.mark.parametrize("table", seals.TABLES)
@pytest.mark.parametrize("deed", ["was changed", "was removed", "was put in afterwards"])
@pytest.mark.parametrize("which", ["min", "max"])
def test_the_first_entry_that_is_not_as_it_was_is_named(sealed, table, deed, which):
    entry, seal = sealed.sql.execute(
        f"select n, seal from log.{table} where n = (select {which}(n) from log.{table} where seal is not null)"
    ).fetchone()
    if deed == "was changed":
        sealed.sql.execute(
            f"update log.{table} set at = at + interval '1 microsecond' where n = %s", (entry,)
        )
    elif deed == "was removed":
        sealed.sql.execute(f"delete from log.{table} where n = %s", (entry,))
    else:
        column = {"opened": "route", "version": "name", "decided": "deed", "denied": "what"}[table]
        names = [r[0] for r in sealed.sql.execute(
            "select column_name from information_schema.columns where table_schema = 'log' and table_name = %s"
            " and column_name <> 'n'", (table,))]  # fmt: skip
        put = ", ".join("'other'" if name == column else name for name in names)
        entry = sealed.sql.execute(
            f"insert into log.{table} ({', '.join(names)}) select {put} from log.{table} where n = %s returning n",
            (entry,),
        ).fetchone()[0]
    _seals, _entries, bad = verified()
    assert (bad.seal, bad.table, bad.entry, bad.what) == (seal, table, entry, deed)


@pytest.mark.parametrize("column", ["staff", "route", "scope", "folders", "person", "seal", "task"])
def test_every_word_of_an_entry_counts(sealed, column):
    value = {"folders": "'{1}'", "route": "'x'", "scope": "'x'", "task": "'x'", "seal": "null"}.get(
        column, "1"
    )
    sealed.sql.execute(f"update log.opened set {column} = {value} where n = (select min(n) from log.opened)")
    assert verified()[2].table == "opened"


def test_an_entry_moved_between_the_columns_of_a_neighbour_shows(sealed):
    sealed.sql.execute(
        "update log.decided set deed = deed || ',', about = about where n = (select min(n) from log.decided)"
    )
    assert verified()[2].entry


def test_a_database_that_changed_its_own_seals_and_functions_too_is_found(sealed):
    """Whoever may do anything in the database alters an entry, the seal, and what works it out."""
    sql = sealed.sql
    entry = sql.execute(
        "update log.decided set deed = 'x' where n = (select min(n) from log.decided) returning n"
    ).fetchone()[0]
    sql.execute(
        "update log.seal s set hash = access.digest_of(s.id, null) where s.id = (select min(id) from log.seal)"
    )
    sql.execute(
        "create or replace function access.marks(p_first bigint, p_last bigint)"
        " returns table (seal bigint, place integer, entries bigint, marks bytea)"
        " language sql as 'select 1::bigint, 1, 1::bigint, null::bytea'"
    )
    _seals, _entries, bad = verified()
    assert (bad.table, bad.entry) == ("decided", entry)


def test_a_seal_that_was_taken_away_shows(sealed):
    path = settings.HOME.path / seals.FILE
    first, second, third = path.read_text().splitlines()
    path.write_text(f"{first}\n{third}\n")
    assert verified()[2] is not None
    path.write_text(f"{first}\n{second}\n")
    assert verified()[2] is None, "what is not kept outside yet is not looked at"


def test_what_a_process_that_died_did_not_write_is_written_with_the_next(sealed, monkeypatch):
    path = settings.HOME.path / seals.FILE
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(lines[:-1]))
    as_task(monkeypatch)
    seals.seal()
    assert [line.number for line in seals.kept()][:3] == [int(line.split()[0]) for line in lines]
    connections["default"].close()
    assert verified()[2] is None


def test_the_command_says_which_and_ends_so(sealed, capsys):
    import argparse

    from alongside.config import audit

    assert audit.run(argparse.Namespace(what="verify")) == 0
    assert "3 seals hold" in capsys.readouterr().out
    entry = sealed.sql.execute(
        "delete from log.denied where n = (select max(n) from log.denied) returning n"
    ).fetchone()[0]
    assert audit.run(argparse.Namespace(what="verify")) == 1
    assert f"Entry {entry} of log.denied was removed" in capsys.readouterr().out


def test_a_task_opens_nothing_beyond_its_kinds(tellers, monkeypatch):
    with tellers.house.viewer(tellers.ash) as by:
        Line.add(by=by, folder=tellers.one.folders["line"], call_name="Lou", sort_key="lou", reference="K")
    as_task(monkeypatch)
    with tasks.opened("seal", [tellers.one.folders["line"]]):
        assert Line.objects.count() == 0
