"""Who opened a record, as it is shown; and what was denied, as it is kept."""

import html
import re

import pytest
from tests.ground import folders_for, is_there

from alongside.access import folders, handles
from alongside.people.models import Line


@pytest.fixture(name="named")
def with_names(tellers):
    return named_of(tellers)


def named_of(tellers):
    """Ash works with Lou; Bo may open Lou's name and treatment; Gwen Lou's name and a part that Bo does not hold."""
    gwen = tellers.gwen = tellers.house.staff("Gwen", tellers.team)
    with tellers.house.viewer(tellers.ash) as by:
        Line.add(by=by, folder=tellers.one.folders["line"], call_name="Lou", sort_key="lou", reference="")
        safety = folders.open_folder(
            by=by, kind="safety", person=tellers.one.id, purpose="keyworker", assigned=True
        )
        for staff, label in (
            (tellers.bo, "line"),
            (tellers.bo, "treatment"),
            (gwen, "line"),
            (gwen, "safety"),
        ):
            folder = safety if label == "safety" else tellers.one.folders[label]
            folders.give(by=by, folder=folder, staff=staff, purpose="works_with", reason="x")
    return tellers


def shown(named, staff, who=None):
    page = named.house.browser(staff).get(f"/person/{(who or named.one).handle()}/opened/")
    assert page.status_code == 200
    return html.unescape(re.sub(r"<[^>]+>", " ", page.content.decode().split("<main", 1)[1]))


def test_who_opened_it_when_and_on_which_page(named):
    named.house.browser(named.bo).get(f"/person/{named.one.handle()}/")
    named.house.browser(named.bo).get(f"/person/{named.one.handle()}/access/")
    text = shown(named, named.ash)
    assert re.search(r"Bo\s+.*Who can open it, and why, Overview", text, re.S)


def test_openings_of_another_person_are_not_in_it(named):
    named.house.browser(named.bo).get(f"/person/{named.other.handle()}/")
    assert not is_there("Bo", shown(named, named.ash))


def test_openings_by_a_part_that_one_does_not_hold_are_not_in_it(named):
    """Gwen opens it by her part alone: to Bo, who holds others, she was not there."""
    named.house.sql.execute(
        'update access."grant" set ended_at = access.clock() where staff = %s and folder = %s',
        (named.gwen, named.one.folders["line"]),
    )
    safety = named.house.sql.execute("select id from access.folder where kind = 'safety'").fetchone()[0]
    assert (
        named.house.browser(named.gwen).get(f"/person/{handles.seal('person', safety, safety)}/").status_code
        == 200
    )
    assert "Gwen" in shown(named, named.ash)
    assert "Gwen" not in shown(named, named.bo)


def test_pages_about_a_part_that_one_does_not_hold_are_not_in_it(named):
    """Somebody who holds the name only is not told that there is a plan."""
    named.house.browser(named.bo).get(f"/person/{named.one.handle()}/map/")
    named.house.sql.execute(
        "insert into log.opened (at, staff, route, scope, folders, person) values (access.clock(), %s, 'plan', 'person', %s, %s)",
        (named.bo, [named.one.folders["line"], named.one.folders["treatment"]], named.one.id),
    )
    assert "Plan" in shown(named, named.ash)
    assert "Plan" not in shown(named, named.gwen)


def test_nobody_who_holds_nothing_is_told_anything(named):
    with named.house.viewer(named.lead):
        rows = folders.rows(
            "select * from access.who_opened(%s, '{person,plan}', access.clock() + interval '1 day', 9)",
            list(named.one.folders.values()),
        )
    assert rows == []


def test_the_list_goes_on(named, monkeypatch):
    from alongside.staff.pages import who_opened

    monkeypatch.setattr(who_opened, "MOST", 2)
    browser, path = named.house.browser(named.ash), f"/person/{named.one.handle()}/opened/"
    for _time in range(3):
        browser.get(f"/person/{named.one.handle()}/")
    page = browser.get(path).content.decode()
    onwards = re.search(r'href="(\?before=[^"]+)"', page)[1]
    assert browser.get(path + onwards).status_code == 200
    for odd in ("?before=x", "?before=2020-01-01", "?before=2020-01-01T00:00:00Z"):
        assert browser.get(path + odd).status_code == 200


# What was denied --------------------------------------------------------------------------------------------------------


def denied(house):
    return house.sql.execute("select staff, route, what, folder from log.denied order by n").fetchall()


def test_what_was_denied_is_kept_though_the_request_is_undone(named):
    hidden, browser = named.other.folders["line"], named.house.browser(named.ash)
    assert browser.get(f"/person/{named.other.handle()}/").status_code == 404
    assert browser.post(f"/person/{named.other.handle()}/known/", {"why": "self"}).status_code == 404
    assert browser.get(f"/person/{'x' * 43}/").status_code == 404
    assert denied(named.house) == [
        (named.ash, "person", "handle", hidden),
        (named.ash, "knows-person", "handle", hidden),
        (named.ash, "person", "no handle of ours", None),
    ]


def test_what_is_refused_in_a_deed_is_kept_too(named):
    """Bo may read, and not let others in."""
    answer = named.house.browser(named.bo).get(f"/person/{named.one.handle()}/access/give/")
    assert answer.status_code == 404
    assert [(who, route) for who, route, _what, _folder in denied(named.house)] == [(named.bo, "give-access")]


def test_who_is_not_signed_in_writes_nothing(named):
    named.house.browser().get(f"/person/{named.one.handle()}/")
    named.house.browser().get("/nothing/here/")
    assert denied(named.house) == []


def test_what_is_there_is_not_denied(named):
    named.house.browser(named.ash).get(f"/person/{named.one.handle()}/")
    assert denied(named.house) == []


def test_hidden_absent_and_forged_take_the_same_statements(named):
    """One statement for each, on the same connection; only what stands in the row differs."""
    third = folders_for(named.house, named.house.staff("Eve"))
    browser = named.house.browser(named.ash)
    for handle in (third.handle(), handles.seal("person", 5, 5), "x" * 43):
        browser.get(f"/person/{handle}/")
    assert len(denied(named.house)) == 3
