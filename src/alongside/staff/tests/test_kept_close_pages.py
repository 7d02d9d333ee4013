"""Who may open their record: asked at the beginning and on any day, and shown where access is shown."""

import html

import pytest

from alongside.people.tests.test_adding import add

pytestmark = pytest.mark.slow


def choice(tellers):
    return tellers.house.sql.execute(
        "select kept_close, recorded_by from access.choice order by said_at"
    ).fetchall()


@pytest.mark.parametrize(
    ("said", "kept"), [("close", [True]), ("team", [False]), ("not_asked", []), (None, [])]
)
def test_the_question_is_asked_of_everybody_who_is_added(tellers, said, kept):
    browser = tellers.house.browser(tellers.ash)
    assert "Who may open their record?" in html.unescape(browser.get("/people/add/").content.decode())
    made = add(browser, **({"who_opens": said} if said else {}))
    assert choice(tellers) == [(one, tellers.ash) for one in kept]
    shown = html.unescape(browser.get(f"{made['Location']}access/").content.decode())
    words = {
        None: "Nobody has asked them yet",
        True: "Only those who are named",
        False: "whoever stands in for them",
    }
    assert words[kept[0] if kept else None] in shown


def test_it_is_changed_on_any_day(tellers):
    browser, path = tellers.house.browser(tellers.ash), f"/person/{tellers.one.handle()}/access/kept-close/"
    assert browser.post(path, {}).status_code == 200, "one is chosen"
    assert browser.post(path, {"who_opens": "close"}).status_code == 303
    assert browser.post(path, {"who_opens": "team"}).status_code == 303
    assert [one for one, _who in choice(tellers)] == [True, False]


def test_a_seat_is_refused_in_words(tellers):
    browser, path = tellers.house.browser(tellers.ash), f"/person/{tellers.one.handle()}/access/"
    seat = tellers.house.seat("nurse", tellers.team, "Nurse")
    browser.post(f"{path}kept-close/", {"who_opens": "close"})
    answer = browser.post(f"{path}give/", {"to": f"seat {seat}", "parts": ["0"], "purpose": "cover", "reason": "x",
                                           "writes": "read", "days": "3"})  # fmt: skip
    assert answer.status_code == 409
    assert "by name, and not to a seat" in html.unescape(answer.content.decode())
