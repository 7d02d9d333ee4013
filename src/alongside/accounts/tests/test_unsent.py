"""What a page may keep in the browser, and what a script of ours hears when it sends a form by itself."""

import re

import pytest

from alongside.accounts.tests.people import PIN, account, quick_passwords

SAVE = {"X-Requested-With": "save"}


@pytest.fixture(autouse=True)
def quick():
    with quick_passwords():
        yield


def ash_of(tellers):
    """Ash, signed in, with a form to send."""
    one = account(tellers.ash, "ash@example.org")
    one.sign_in()
    one.house, one.tellers, one.form = tellers.house, tellers, f"/person/{tellers.one.handle()}/access/give/"
    one.sent = {
        "reason": "She asked", "days": "30", "to": f"staff {tellers.bo}", "parts": ["0"], "purpose": "cover",
        "writes": "read", "once": "w1",
    }  # fmt: skip
    return one


@pytest.fixture
def ash(tellers):
    return ash_of(tellers)


def key(browser, path="/today/"):
    found = re.findall(r'data-keeps="([^"]*)"', browser.get(path).content.decode())
    return found[0] if found else None


def test_each_page_of_a_session_gives_the_same_key(ash):
    assert len(key(ash.browser)) == 44
    assert key(ash.browser) == key(ash.browser, ash.form)


def test_another_person_has_another_key(ash):
    house, tellers = ash.house, ash.tellers
    assert key(house.browser(tellers.ash)) == key(ash.browser)
    assert key(house.browser(tellers.bo)) != key(ash.browser)


def test_a_draft_that_a_script_sends_while_signed_out_says_nothing_for_later(ash):
    """The script keeps it, and tries again each minute."""
    draft = f"/part/{ash.tellers.one.part()}/write/draft/"
    ash.browser.post("/sign-out/")
    for sent in ({"X-Requested-With": "draft"}, {}):
        assert ash.browser.post(draft, {"note": "Soup"}, headers=sent).status_code == 302
        said = ash.browser.get("/sign-in/").content.decode()
        assert ("was not done" in said) is (not sent)


def test_a_locked_session_is_given_none_until_the_pin(ash):
    before = key(ash.browser)
    ash.house.pass_time(minutes=11)
    for path in ("/locked/", "/guide/", "/today/"):
        assert "data-keeps" not in ash.browser.get(path, follow=True).content.decode()
    ash.browser.post("/locked/", {"pin": PIN, "next": "/today/"})
    assert key(ash.browser) == before


def test_signed_out_there_is_none(ash):
    ash.browser.post("/sign-out/")
    assert key(ash.browser, "/sign-in/") is None


def test_a_script_that_sends_a_form_is_told_where_it_leads(ash):
    first = ash.browser.post(ash.form, ash.sent, headers=SAVE)
    assert (first.status_code, first.content, "Location" in first.headers) == (204, b"", False)
    assert first["X-Leads-To"].startswith("/person/")
    assert "X-Before" not in first.headers
    # What is said on the next page is still said there.
    assert 'role="status"' in ash.browser.get(first["X-Leads-To"]).content.decode()


def test_the_same_press_again_is_done_once_and_says_so(ash):
    ways = [ash.browser.post(ash.form, ash.sent, headers=SAVE) for _ in range(2)]
    assert ways[0]["X-Leads-To"] == ways[1]["X-Leads-To"]
    assert ways[1].headers.get("X-Before") == "1"
    asked = ash.house.sql.execute("select count(*) from access.grant where reason = 'She asked'")
    assert asked.fetchone() == (1,)


def test_what_is_wrong_with_it_is_a_page(ash):
    answer = ash.browser.post(ash.form, {**ash.sent, "reason": ""}, headers=SAVE)
    assert "X-Leads-To" not in answer.headers
    assert "Something needs another look" in answer.content.decode()


def test_sent_while_locked_it_is_kept_and_leads_to_the_lock(ash):
    ash.house.pass_time(minutes=11)
    answer = ash.browser.post(ash.form, ash.sent, headers=SAVE)
    assert answer["X-Leads-To"].startswith("/locked/?next=")
    assert answer["X-Leads-To"].endswith("kept%3D1")
    assert ash.house.sql.execute("select count(*) from access.kept_form").fetchone() == (1,)


def test_a_browser_that_sends_a_form_is_led_on_as_ever(ash):
    answer = ash.browser.post(ash.form, ash.sent)
    assert (answer.status_code, "X-Leads-To" in answer.headers) == (303, False)
