"""The demo is told through the actions of the pages; its mark is written once, and a killed one goes on."""

import argparse

import pytest

from alongside.config.command import Stop
from alongside.demo import build, stories
from alongside.demo.stories import hostel, returning, thinking


def told(monkeypatch, *some):
    monkeypatch.setattr(stories, "ALL", some)
    build.run(argparse.Namespace())


def test_a_story_is_told_and_the_database_marked(house, monkeypatch, capsys):
    told(monkeypatch, hostel)
    demo, done = house.sql.execute("select demo, told from access.birth").fetchone()
    assert (demo, done) == (True, ["hostel"])
    assert house.sql.execute("select call_name from people_line").fetchall() == [("Pat",)]
    assert house.sql.execute("select count(*) from access.session where ended_at is null").fetchone() == (0,)


def test_telling_again_changes_nothing(house, monkeypatch, capsys):
    told(monkeypatch, hostel)
    told(monkeypatch, hostel)
    assert house.sql.execute("select count(*) from people_line").fetchone() == (1,)
    assert house.sql.execute("select count(*) from access.staff").fetchone() == (12,)


def test_a_killed_demo_goes_on_and_shows_nothing_twice(house, monkeypatch, capsys):
    class Killed(BaseException):
        pass

    def cut(these):
        somebody = returning.somebody(these, "Ren", "Bo Lindqvist", 10)
        assert somebody.folder
        raise Killed

    told(monkeypatch, hostel)
    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(returning, "tell", cut)
        told(patch, hostel, returning)
    told(monkeypatch, hostel, returning)
    held = house.sql.execute(
        "select count(distinct f.person) from access.folder f join access.grant g on g.folder = f.id where g.ended_at is null"
    ).fetchone()
    assert held == (2,)


def test_a_database_in_use_is_refused(house, monkeypatch):
    house.staff("Ash")
    with pytest.raises(Stop):
        told(monkeypatch, hostel)
    assert house.sql.execute("select count(*) from access.birth").fetchone() == (0,)


def test_what_the_service_answered_a_year_ago_stands_beside_what_it_says_now(house, monkeypatch, capsys):
    told(monkeypatch, thinking)
    told(monkeypatch, thinking)
    staff = dict(house.sql.execute("select name, id from access.staff").fetchall())
    page = house.browser(staff["Ash Okafor"]).get("/reflection/").content.decode()
    before, now = (
        words for _who, _ago, name, words, _plans in thinking.SERVICE if name == "s-families-offer"
    )
    assert page.index(now) < page.index(before)
    assert 'class="answer answer--before"' in page
    assert ">look again<" in page, "one was not answered again within the year"
    assert house.sql.execute("select count(*) from access.reflection").fetchone() == (7,)
    assert thinking.OWN[0][2] in page
    assert thinking.OWN[0][2] not in house.browser(staff["Bo Lindqvist"]).get("/reflection/").content.decode()
