"""Signing in where nobody is made up: a password, and a code from the app on one's phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from alongside.accounts.tests.people import PASSWORD, Somebody, account
from tests import ground
from tests.journeys.desk import Desks
from tests.journeys.serving import Site, serving

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def real(chromium: Browser) -> Iterator[tuple[Site, Somebody]]:
    """A service that is no demo, with one account."""
    with ground.clone() as house:
        house.sql.execute(
            "insert into access.birth (demo, service, born_at) values (false, 'Riverside', now())"
        )
        ash = account(house.staff("Ash", house.team("North")), "ash@example.org")
        with serving(house) as site:
            yield site, ash


def test_a_password_and_a_code_open_the_house(chromium: Browser, real: tuple[Site, Somebody]) -> None:
    site, ash = real
    desks = Desks(chromium, site)
    desk = desks.open()
    page = desk.page
    desk.go("/people/")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    expect(page.locator(".ribbon")).to_have_count(0)

    page.get_by_label("E-mail").fill(ash.email)
    page.get_by_role("textbox", name="Password").fill("not this one")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()

    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    desk.go("/people/")
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    page.get_by_label("Code", exact=False).first.fill(ash.code())
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", name="People", exact=True)).to_be_visible()
    desk.sign_out()
    desks.close()
    assert not desks.complaints


def test_nobody_is_made_up_outside_the_demo(chromium: Browser, real: tuple[Site, Somebody]) -> None:
    desks = Desks(chromium, real[0])
    desk = desks.open(allowing="404")
    assert desk.go("/demo-sign-in").status == 404
    desk.go("/sign-in/")
    expect(desk.page.get_by_text("Demonstration")).to_have_count(0)
    desks.close()
