"""The log is closed each minute; what changes afterwards shows."""

from django.db import connections

from alongside.access import seals, tasks
from alongside.people.models import Line


def as_task(house, monkeypatch):
    """Point the pages' alias at the task's own log-in."""
    from django.conf import settings

    found = settings.HOME.database()["roles"]["task"]
    for key, value in (("USER", found["user"]), ("PASSWORD", found["password"])):
        monkeypatch.setitem(connections["default"].settings_dict, key, value)
    connections["default"].close()


def test_a_seal_covers_what_is_new_and_a_changed_entry_shows(tellers, monkeypatch):
    with tellers.house.viewer(tellers.ash) as by:
        Line.add(by=by, folder=tellers.one.folders["line"], call_name="Lou", sort_key="lou", reference="K")
    as_task(tellers.house, monkeypatch)
    number, digest, entries = seals.seal()
    assert entries > 0
    again, other, more = seals.seal()
    assert (again > number, other != digest) == (True, True)
    sql = tellers.house.sql
    before = sql.execute("select hash from log.seal where id = %s", (number,)).fetchone()[0]
    assert sql.execute("select access.digest_of(%s, null)", (number,)).fetchone()[0] == before
    sql.execute("update log.opened set route = 'other' where n = (select min(n) from log.opened)")
    assert sql.execute("select access.digest_of(%s, null)", (number,)).fetchone()[0] != before


def test_a_task_opens_nothing_beyond_its_kinds(tellers, monkeypatch):
    with tellers.house.viewer(tellers.ash) as by:
        Line.add(by=by, folder=tellers.one.folders["line"], call_name="Lou", sort_key="lou", reference="K")
    as_task(tellers.house, monkeypatch)
    with tasks.opened("seal", [tellers.one.folders["line"]]):
        assert Line.objects.count() == 0
