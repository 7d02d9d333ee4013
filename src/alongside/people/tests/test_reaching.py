"""Ways to reach somebody: what was not asked is not allowed, and two who write at once both see both."""

import datetime as dt
import zoneinfo

import pytest
from tests.ground import telling

from alongside.people import actions
from alongside.people.models import ContactWay
from alongside.people.tests.people import said, somebody

ANSWERS = {
    "kind": "phone",
    "value": "07700 900123",
    "may_contact": "text",
    "when": "any",
    "leave_message": "no",
    "shared": "not_asked",
    "watched": "not_asked",
    "say_who": "not_asked",
    "source": "said",
}


@telling
def lou(tellers):
    return somebody(tellers.house, tellers.ash, "Lou")


@telling
def way(tellers, lou):
    with tellers.house.viewer(tellers.ash) as by:
        said = {**ANSWERS, "value": "+447700900123"}
        return actions.add_way(by=by, folder=lou.folders["contact"], **said)


def ways_of(tellers):
    with tellers.house.viewer(tellers.ash):
        return list(ContactWay.current.order_by("made_at"))


def test_a_way_is_added_and_shown_as_people_write_it(tellers, lou):
    browser = tellers.house.browser(tellers.ash)
    answer = browser.post(f"/person/{lou.handle}/reach/add/", ANSWERS)
    assert answer.status_code == 303
    page = browser.get(answer["Location"]).content.decode()
    assert "07700 900123" in page
    assert "Text only · any time · no voicemail" in page


def test_a_new_way_is_to_be_asked_again_in_three_months(tellers, lou):
    now = tellers.house.sql.execute("select access.clock()").fetchone()[0]
    tellers.house.at(now)
    page = tellers.house.browser(tellers.ash).get(f"/person/{lou.handle}/reach/add/").content.decode()
    asked = now.astimezone(zoneinfo.ZoneInfo("Europe/London")).date() + dt.timedelta(days=91)
    assert f"{asked.day} {asked:%b}" in page


def test_what_was_never_asked_is_said_so(tellers, lou):
    browser = tellers.house.browser(tellers.ash)
    unasked = {**ANSWERS, "may_contact": "not_asked", "when": "not_asked", "leave_message": "not_asked"}
    page = browser.get(browser.post(f"/person/{lou.handle}/reach/add/", unasked)["Location"]).content.decode()
    assert "Not asked: do not use it yet" in page
    assert "Nothing agreed as safe yet" in page


def test_only_one_way_is_tried_first(tellers, lou):
    browser = tellers.house.browser(tellers.ash)
    for value in ("07700 900123", "07700 900456"):
        browser.post(f"/person/{lou.handle}/reach/add/", {**ANSWERS, "value": value, "first": "on"})
    assert [w.first for w in ways_of(tellers)] == [False, True]


def test_a_way_is_ended_with_its_reason_and_stays_in_the_record(tellers, lou, way):
    browser = tellers.house.browser(tellers.ash)
    path = f"/way/{lou.row('way', way)}/end/"
    assert "Write something" in browser.post(path, {"why": ""}).content.decode()
    assert browser.post(path, {"why": "phone lost"}).status_code == 303
    assert browser.post(path, {"why": "phone lost"}).status_code == 303
    assert ways_of(tellers) == []
    with tellers.house.viewer(tellers.ash):
        assert ContactWay.objects.get().ended_why == "phone lost"
    assert browser.get(f"/way/{lou.row('way', way)}/").status_code == 404


def test_two_who_change_it_at_once_are_shown_both(tellers, lou, way):
    browser = tellers.house.browser(tellers.ash)
    path = f"/way/{lou.row('way', way)}/"
    assert 'name="seen" value="1"' in browser.get(path).content.decode()
    assert browser.post(path, {**ANSWERS, "seen": "1", "unsafe_when": "after 5"}).status_code == 303
    second = browser.post(path, {**ANSWERS, "seen": "1", "unsafe_when": "Sundays"})
    page = second.content.decode()
    assert second.status_code == 409
    assert "after 5" in page
    assert "Sundays" in page
    assert 'name="seen" value="2"' in page
    assert page.count('id="id_from_time"') == 1
    assert browser.post(path, {**ANSWERS, "seen": "2", "unsafe_when": "Sundays"}).status_code == 303
    assert ways_of(tellers)[0].unsafe_when == "Sundays"


@pytest.mark.family
@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"value": ""}, "Write something"),
        ({"value": "123"}, "not a telephone number"),
        ({"kind": "email", "value": "nobody", "may_contact": "yes"}, "not an e-mail"),
        ({"kind": "email", "value": "a@b.org", "may_contact": "text"}, "are for a telephone"),
        ({"kind": "pigeon"}, "not among them"),
        ({"value": "x" * 400, "kind": "post", "may_contact": "yes"}, "too long"),
        ({"unsafe_when": "x" * 201}, "too long"),
        ({"whose": "a\x07b"}, "cannot be seen"),
        ({"review_by": "1/1/2001"}, "today or later"),
        ({"review_by": "soon"}, "not a date"),
        ({"letter_rule": "open"}, "not among them"),
        ({"source": "rumour"}, "not among them"),
    ],
)
def test_bad_input_is_said_and_nothing_is_made(tellers, lou, more, words):
    answer = tellers.house.browser(tellers.ash).post(f"/person/{lou.handle}/reach/add/", {**ANSWERS, **more})
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert ways_of(tellers) == []


def test_a_problem_among_the_folded_rules_opens_them(tellers, lou):
    answer = tellers.house.browser(tellers.ash).post(
        f"/person/{lou.handle}/reach/add/", {**ANSWERS, "review_by": "soon"}
    )
    assert '<details class="govuk-details card" open' in answer.content.decode()


@pytest.mark.parametrize("end", ["", "end/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_way_of_somebody_hidden_is_answered_like_none(tellers, lou, way, end, method):
    browser = tellers.house.browser(tellers.bo)
    theirs = getattr(browser, method)(f"/way/{lou.row('way', way)}/{end}", {"why": "x"})
    nobodys = getattr(browser, method)(f"/way/{'A' * 43}/{end}", {"why": "x"})
    assert said(theirs) == said(nobodys)
    assert theirs.status_code == 404
