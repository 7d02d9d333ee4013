"""A query whose text is kept answers as one that is made anew, and keeps nothing else."""

import threading

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from alongside.access.prepared import AnyOf, Given, Prepared
from alongside.people.models import Line

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
