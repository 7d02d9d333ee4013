"""An assessment in parts: by keyboard alone, with no script at all, and by two at once."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.desk import Desk, Desks
from tests.journeys.keyboard import Keyboard

pytestmark = pytest.mark.browser


def begin(page: Page, part: str) -> None:
    """From the list to one part."""
    page.get_by_role("link", name=re.compile(rf"^ask\s*–\s*{part}$")).click()


def test_first_things_by_keyboard_alone(desk: Desk) -> None:
    desk.sign_in_as("Hal Brennan")
    desk.add_somebody("Sol", because="For their own use")
    page, keys = desk.page, Keyboard(desk.page)
    keys.follow(page.get_by_role("link", name="Assessment", exact=True))
    keys.follow(page.get_by_role("button", name="Begin with the first things"))
    keys.follow(page.get_by_role("link", name=re.compile("^ask")))

    # What is for when they are alone waits until they are.
    thoughts = page.get_by_role("group", name="Are they thinking of ending their life?")
    expect(thoughts).to_be_hidden()
    keys.go_to(page.get_by_role("group", name="Who else can hear?").get_by_role("radio").first)
    keys.press("Space")
    expect(thoughts).to_be_visible()

    # A follow-up shows at once.
    much = page.get_by_label("How much, on a usual day?").first
    expect(much).to_be_hidden()
    keys.go_to(page.get_by_label("What do they use?").first)
    keys.type("Heroin")
    expect(much).to_be_visible()
    keys.go_to(much)
    keys.type("two bags")

    # What to do now stands beside the answer, before anything is saved.
    now = page.get_by_text("Ring 999 if there is danger now")
    expect(now).to_be_hidden()
    keys.go_to(thoughts.get_by_role("radio").first)
    keys.press("Space")
    expect(now).to_be_visible()
    keys.press("ArrowDown", "ArrowDown", "ArrowDown")
    expect(now).to_be_hidden()

    keys.go_to(page.get_by_label("Yes, asked"))
    keys.press("Space")
    keys.go_to(page.get_by_label("What do they want?"))
    keys.type("A week without")
    expect(page.locator("[data-save-state]")).to_contain_text("Saved at")
    keys.follow(page.get_by_role("button", name="This part is done"))
    expect(page.get_by_text("This part is done.")).to_be_visible()
    keys.follow(page.get_by_role("link", name="Assessment", exact=True))
    keys.follow(page.get_by_role("link", name="Close it"))
    keys.follow(page.get_by_role("button", name="Close it"))
    expect(page.get_by_text("Closed. Thank them")).to_be_visible()


def test_follow_ups_come_after_saving_with_no_script_at_all(desks: Desks) -> None:
    desk = desks.open(java_script_enabled=False)
    desk.sign_in_as("Hal Brennan")
    record = desk.add_somebody("Vic", because="For their own use")
    page = desk.page
    record.turn_to("Assessment")
    page.get_by_role("button", name="Begin the full one").click()
    begin(page, "The law")
    expect(page.get_by_label("When is the next date?")).to_be_hidden()
    page.get_by_label("A court date").check()
    page.get_by_role("button", name="This part is done").click()
    expect(page.get_by_text("a few more questions")).to_be_visible()
    page.get_by_label("When is the next date?").fill("3 Nov 2035")
    page.get_by_role("button", name="This part is done").click()
    expect(page.get_by_text("This part is done.")).to_be_visible()


def test_two_who_write_at_once_are_shown_both(desks: Desks) -> None:
    one, other = desks.open(), desks.open(allowing="409")
    for desk in (one, other):
        desk.sign_in_as("Ash Okafor")
        desk.open_record("Fran").turn_to("Assessment")
        desk.page.get_by_role("link", name=re.compile("^something changed")).first.click()
    # Both have it open before either begins to write: what is written is kept by itself after two seconds.
    one.page.get_by_label("Nobody else can hear us").check()
    one.page.get_by_label("What do they want?").fill("To sleep")
    one.page.get_by_role("button", name="Save, and stay").click()
    expect(one.page.get_by_text("Saved. Go on now")).to_be_visible()
    other.page.get_by_label("Nobody else can hear us").check()
    other.page.get_by_label("What do they want?").fill("To work")
    other.page.get_by_role("button", name="Save, and stay").click()
    expect(other.page.get_by_role("heading", level=1)).to_have_text("Somebody else changed this too")
    expect(other.page.get_by_text("To sleep", exact=True)).to_be_visible()
