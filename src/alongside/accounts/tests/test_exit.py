"""Exit this page: through our own address, which ends the session, to somewhere else."""

import pytest
from django.test import Client, override_settings

from alongside.accounts.tests.people import account, quick_passwords

HELD = "/my-access/"


@pytest.fixture
def ash(house):
    with quick_passwords():
        made = account(house.staff("Ash", house.team("North")), "ash@example.org")
        made.sign_in()
        yield made


def test_it_ends_the_session_and_goes_elsewhere(house, ash):
    cookie = ash.browser.cookies["alongside"].value
    answer = ash.browser.get("/exit/")
    assert answer.status_code == 303
    assert answer["Location"] == "https://www.bbc.co.uk/weather"
    thief = Client()
    thief.cookies["alongside"] = cookie
    assert thief.get(HELD).status_code == 302
    assert house.sql.execute("select count(*) from access.session where ended_at is null").fetchone() == (0,)
    assert ash.browser.cookies["alongside"].value == ""


def test_the_other_site_is_not_told_where_one_came_from_and_nothing_stays(ash):
    answer = ash.browser.get("/exit/")
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert answer["Cache-Control"] == "no-store"
    assert not answer.content


def test_a_service_chooses_where_to(ash):
    with override_settings(EXIT_TO="https://example.org/"):
        assert Client().get("/exit/")["Location"] == "https://example.org/"
        assert 'data-exit-to="https://example.org/"' in Client().get("/sign-in/").content.decode()


def test_a_link_on_another_site_signs_nobody_out(ash):
    answer = ash.browser.get("/exit/", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 303
    assert ash.browser.get(HELD).status_code == 200
    ash.browser.get("/exit/", headers={"Sec-Fetch-Site": "same-origin"})
    assert ash.browser.get(HELD).status_code == 302


def test_it_works_where_nobody_is_signed_in_and_where_it_is_locked(ash):
    assert Client().get("/exit/").status_code == 303
    ash.browser.post("/lock/")
    assert ash.browser.get("/exit/").status_code == 303
    assert ash.browser.get(HELD)["Location"].startswith("/sign-in/")


def test_signing_out_asks_the_browser_to_keep_nothing(ash):
    answer = ash.browser.post("/sign-out/")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
