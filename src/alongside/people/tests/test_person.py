"""The person page, Today and the list of people: what is on them, for whom, at what cost."""

import datetime as dt

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from tests.ground import is_there
from tests.guards.test_queries import NOT_ASKING

from alongside.access import folders
from alongside.people import actions
from alongside.people.tests.people import said, somebody

SAFE = {
    "kind": "phone",
    "value": "+447700900123",
    "may_contact": "text",
    "when": "times",
    "days": "234",
    "until_time": dt.time(15),
    "leave_message": "no",
}


def queries_of(browser, path):
    with CaptureQueriesContext(connections["default"]) as asked:
        answer = browser.get(path)
    assert answer.status_code == 200
    number = sum(not q["sql"].startswith(NOT_ASKING) for q in asked)
    return number, answer.content.decode()


def test_the_head_says_how_to_reach_them_in_words(tellers):
    who = somebody(
        tellers.house, tellers.ash, "Lou", way=SAFE, details={"pronouns": "she/her", "age_band": "25-34"}
    )
    page = tellers.house.browser(tellers.ash).get(f"/person/{who.handle}/").content.decode()
    for words in ("Lou", "she/her · 25 to 34 ·", "Text only", "Tue to Thu before 3 pm", "no voicemail"):
        assert words in page


def test_the_person_page_asks_at_most_fifteen_times(tellers):
    who = somebody(tellers.house, tellers.ash, "Lou", way=SAFE, parts=("treatment", "family"))
    browser = tellers.house.browser(tellers.ash)
    number, _page = queries_of(browser, f"/person/{who.handle}/")
    assert number <= 15
    with tellers.house.viewer(tellers.ash) as by:
        for n in range(5):
            actions.add_way(by=by, folder=who.folders["contact"], kind="email", value=f"a{n}@example.org")
            actions.add_name(by=by, folder=who.folders["contact"], kind="also", text=f"L{n}")
    assert queries_of(browser, f"/person/{who.handle}/")[0] == number


def test_today_asks_at_most_fifteen_times_however_many_people(tellers):
    browser = tellers.house.browser(tellers.ash)
    number, page = queries_of(browser, "/today/")
    assert number <= 15
    assert "Nobody yet." in page
    with tellers.house.viewer(tellers.ash) as by:
        actions.add_people(by=by, call_names=[f"Lou {n:02}" for n in range(40)])
    more, page = queries_of(browser, "/today/")
    assert more <= 15
    assert "Lou 00" in page
    assert "Lou 39" not in page


def test_today_is_headed_by_the_day(tellers):
    tellers.house.at(dt.datetime(2037, 11, 23, 23, 30, tzinfo=dt.UTC))
    tellers.house.tokens.clear()
    assert "Monday 23 November" in tellers.house.browser(tellers.ash).get("/today/").content.decode()


def test_today_names_only_those_one_works_with(tellers):
    who = somebody(tellers.house, tellers.bo, "Jay")
    with tellers.house.viewer(tellers.bo) as by:
        for kind in ("line", "treatment"):
            folders.give(
                by=by, folder=who.folders[kind], staff=tellers.ash, purpose="cover", reason="on leave"
            )
    browser = tellers.house.browser(tellers.ash)
    assert not is_there("Jay", browser.get("/today/").content.decode())
    assert browser.get(f"/person/{who.handle}/").status_code == 200


def test_without_the_contact_part_neither_strip_nor_details_are_there(tellers):
    who = somebody(tellers.house, tellers.bo, "Jay", way=SAFE)
    with tellers.house.viewer(tellers.bo) as by:
        folders.give(by=by, folder=who.folders["line"], staff=tellers.ash, purpose="cover", reason="on leave")
    page = tellers.house.browser(tellers.ash).get(f"/person/{who.handle}/").content.decode()
    assert "Jay" in page
    for words in ("Text only", "Details", 'id="details"', "reach"):
        assert words not in page


def test_a_part_that_is_read_only_offers_no_change(tellers):
    who = somebody(tellers.house, tellers.bo, "Jay", way=SAFE)
    with tellers.house.viewer(tellers.bo) as by:
        for kind in ("line", "contact"):
            folders.give(
                by=by,
                folder=who.folders[kind],
                staff=tellers.ash,
                purpose="cover",
                reason="leave",
                writes=False,
            )
    browser = tellers.house.browser(tellers.ash)
    assert "reach/add" not in browser.get(f"/person/{who.handle}/reach/").content.decode()
    for path in ("reach/add/", "details/age/", "names/add/", "name/"):
        assert browser.get(f"/person/{who.handle}/{path}").status_code == 404


def test_a_person_without_a_name_yet_has_a_page(tellers):
    page = tellers.house.browser(tellers.ash).get(f"/person/{tellers.one.handle()}/")
    assert "Somebody without a name yet" in page.content.decode()


def test_the_front_page_is_for_anybody_and_leads_staff_to_today(tellers):
    assert "Sign in" in tellers.house.browser().get("/").content.decode()
    assert tellers.house.browser(tellers.ash).get("/")["Location"] == "/today/"


def test_the_list_goes_on_without_a_name_in_its_address(tellers):
    with tellers.house.viewer(tellers.ash) as by:
        actions.add_people(by=by, call_names=[f"Lou {n:03}" for n in range(70)])
    browser = tellers.house.browser(tellers.ash)
    page = browser.get("/people/").content.decode()
    assert "Lou 059" in page
    assert "Lou 060" not in page
    after = page.split('rel="next" href="')[1].split('"')[0]
    assert not is_there("Lou", after)
    second = browser.get(f"/people/{after}").content.decode()
    assert "Lou 060" in second
    assert "Lou 059" not in second


def test_a_forged_place_in_the_list_is_its_beginning(tellers):
    somebody(tellers.house, tellers.ash, "Lou")
    hidden = somebody(tellers.house, tellers.bo, "Abe")
    browser = tellers.house.browser(tellers.ash)
    for after in ("x", "A" * 43, hidden.handle):
        assert "Lou" in browser.get(f"/people/?after={after}").content.decode()


PATHS = ("", "reach/", "reach/add/", "details/", "details/age/", "details/nothing/", "name/", "names/add/")


@pytest.mark.family
@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_somebody_hidden_is_answered_like_nobody(tellers, path, method):
    hidden = somebody(tellers.house, tellers.bo, "Jay", way=SAFE)
    browser = tellers.house.browser(tellers.ash)
    theirs = getattr(browser, method)(f"/person/{hidden.handle}/{path}", {"call_name": "x"})
    nobodys = getattr(browser, method)(f"/person/{'A' * 43}/{path}", {"call_name": "x"})
    assert said(theirs) == said(nobodys)
    assert theirs.status_code in (404, 405)
