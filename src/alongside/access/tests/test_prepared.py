"""A query whose text is kept answers as one that is made anew, and keeps nothing else."""

import datetime as dt
import threading

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from alongside.access.prepared import AnyOf, Given, Prepared, Together
from alongside.people.models import ContactWay, Line

OF = Prepared(lambda: Line.current.filter(folder=AnyOf("folders")).order_by("folder"))
CALLED = Prepared(
    lambda: Line.current.filter(folder=Given("folder"), call_name=Given("name")).values_list("pk")
)


@pytest.fixture
def named(tellers):
    for staff, theirs in ((tellers.ash, tellers.one), (tellers.bo, tellers.other)):
        with tellers.house.viewer(staff) as by:
            Line.add(by=by, folder=theirs.folders["line"], call_name="Lou%", sort_key="lou", reference="K")
    return [(tellers.ash, tellers.one.folders["line"]), (tellers.bo, tellers.other.folders["line"])]


def test_each_viewer_gets_their_own_rows(tellers, named):
    both = [folder for _staff, folder in named]
    for staff, folder in named * 2:
        with tellers.house.viewer(staff):
            found = OF(folders=both)
            assert [line.folder for line in found] == [folder]
            assert found == list(Line.current.filter(folder__in=both))


def test_what_is_given_is_a_value_and_never_text(tellers, named):
    staff, folder = named[0]
    with tellers.house.viewer(staff):
        assert len(CALLED(folder=folder, name="Lou%")) == 1
        for other in ("' or true --", "%s", "%", "Lou%%", "Lou%'"):
            assert CALLED(folder=folder, name=other) == []


def test_of_no_values_nothing_is_asked(tellers):
    with tellers.house.viewer(tellers.ash), CaptureQueriesContext(connections["default"]) as asked:
        assert OF(folders=[]) == []
        assert len(asked) == 0


def test_threads_have_connections_of_their_own(tellers, named):
    found = {}

    def look(staff):
        try:
            with tellers.house.viewer(staff):
                found[staff] = [line.folder for line in OF(folders=[folder for _staff, folder in named])]
        finally:
            connections.close_all()

    threads = [threading.Thread(target=look, args=(staff,)) for staff, _folder in named]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {staff: [folder] for staff, folder in named}


TOGETHER = Together()
TOGETHER.add("lines", lambda: Line.current.filter(folder=AnyOf("folders")).order_by("-call_name"))
TOGETHER.add("ways", lambda: ContactWay.current.filter(folder=AnyOf("contact")))


def test_what_is_asked_together_is_what_each_asks_alone(tellers, named):
    both = [folder for _staff, folder in named]
    contact = tellers.one.folders["contact"]
    with tellers.house.viewer(tellers.ash) as by:
        Line.add(by=by, folder=named[0][1], call_name="Jo", sort_key="jo", reference="“K”\\")
        ContactWay.add(
            by=by, folder=contact, kind="phone", value="+447700900111", from_time=dt.time(9, 30), asked_on=by.today
        )  # fmt: skip
    with tellers.house.viewer(tellers.ash), CaptureQueriesContext(connections["default"]) as asked:
        found = TOGETHER(folders=both, contact=[contact, tellers.other.folders["contact"]])
        assert len(asked) == 1
        alone = {
            "lines": list(Line.current.filter(folder__in=both).order_by("-call_name")),
            "ways": list(ContactWay.current.filter(folder=contact)),
        }
        for name, rows in alone.items():
            assert [r.__dict__ | {"_state": None} for r in found[name]] == [
                r.__dict__ | {"_state": None} for r in rows
            ]


def test_what_there_can_be_none_of_is_left_out(tellers, named):
    with tellers.house.viewer(tellers.bo), CaptureQueriesContext(connections["default"]) as asked:
        assert TOGETHER(folders=[], contact=[]) == {"lines": [], "ways": []}
        assert len(asked) == 0
        assert [len(rows) for rows in TOGETHER(folders=[named[1][1]], contact=[]).values()] == [1, 0]
        assert "people_contactway" not in asked[0]["sql"]
