"""A letter to somebody's GP in a real browser: four actions, at a desk without a script, and on a telephone."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys.desk import PHONE, Desks

pytestmark = pytest.mark.browser
ACTIONS = 4


@pytest.mark.parametrize("how", [{"java_script_enabled": False}, {"viewport": PHONE}], ids=["bare", "phone"])
def test_a_letter_to_the_gp_takes_four_actions_from_the_person_page(
    desks: Desks, how: dict[str, Any]
) -> None:
    desk = desks.open(**how)
    desk.sign_in_as("Ash Okafor")
    desk.open_record("Robin")
    page, done = desk.page, 0
    for role, name in (
        ("link", re.compile("^write to them")),
        ("link", re.compile("^choose all that may go")),
        ("button", "Make the letter"),
        ("button", "Ask somebody else to look"),
    ):
        if name == "Make the letter":
            # What goes stands there to be read, and what stays out with it.
            expect(page.get_by_role("checkbox", checked=True).first).to_be_visible()
            expect(page.get_by_text("What stays out, and why")).to_be_visible()
        page.get_by_role(role, name=name).first.click()
        done += 1
    expect(page.get_by_text("waits until somebody else has looked at it").first).to_be_visible()
    assert done <= ACTIONS
