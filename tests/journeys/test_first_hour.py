"""The first hour in a real browser: by keyboard alone, without scripts, on a telephone; each input is counted."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.desk import PHONE

MOST = 12
WORRY = "She says he will come tonight and that this time he means it."


class Counted:
    """A pair of hands on the keyboard: each field entered, each choice, each press is one input."""

    def __init__(self, page):
        self.page, self.inputs, self.typed = page, 0, {}

    def to(self, locator):
        """Come to a field or button as the keyboard does; it must be reachable so."""
        for _n in range(150):
            if locator.evaluate("e => e === document.activeElement"):
                return locator
            self.page.keyboard.press("Tab")
        raise AssertionError(f"no way there by keyboard: {locator}")

    def types(self, label, words):
        """Type into a field; the same words never into two."""
        assert words not in self.typed.values(), f"{words!r} is typed twice"
        self.typed[label] = words
        self.to(self.page.get_by_label(label))
        self.page.keyboard.type(words)
        self.inputs += 1

    def chooses(self, group, choice):
        """One of a few: by Tab to the group, then by the arrows."""
        radio = self.page.get_by_role("group", name=group).get_by_label(choice, exact=True)
        first = self.page.get_by_role("group", name=group).get_by_role("radio")
        checked = first.and_(self.page.locator(":checked"))
        self.to(checked if checked.count() else first.first)
        for _n in range(12):
            if radio.is_checked():
                break
            self.page.keyboard.press(
                "Space" if radio.evaluate("e => e === document.activeElement") else "ArrowDown"
            )
        assert radio.is_checked(), choice
        self.inputs += 1

    def presses(self, name):
        """A button."""
        self.to(self.page.get_by_role("button", name=name, exact=True))
        self.page.keyboard.press("Enter")
        self.inputs += 1


@pytest.mark.browser
def test_somebody_is_written_down_in_twelve_inputs_by_keyboard_without_a_script(desks):
    desk = desks.open(java_script_enabled=False)
    desk.sign_in_as("Ash Okafor")
    page, hands = desk.page, Counted(desk.page)
    hands.presses("Somebody has come to us")
    hands.types("What do they want to be called?", "Saffron")
    hands.types("Telephone number", "07700 900777")
    hands.chooses("Is it safe to ring or text this number?", "Text only")
    hands.chooses("When is it safe?", "Any day, any time")
    hands.chooses("How did they come?", "They walked in")
    hands.types("What do they say, or what does the letter say?", "Cannot sleep, cannot stop")
    hands.presses("Write it down")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Saffron")
    expect(page.get_by_text("since today")).to_be_visible()
    assert hands.inputs <= MOST
    page.get_by_role("link", name="while they wait").click()
    expect(page.get_by_text("Cannot sleep, cannot stop")).to_be_visible()


@pytest.mark.browser
def test_a_mother_rings_and_the_worry_goes_with_the_same_words(desks):
    desk = desks.open(viewport=PHONE, allowing="409")
    desk.sign_in_as("Ellis Grant")
    page, hands = desk.page, Counted(desk.page)
    hands.presses("A call")
    hands.types("What do they say?", WORRY)
    hands.types("What do they want to be called?", "Bryony")
    hands.chooses("Is anyone in danger now?", "Not this minute, and soon: pass it on")
    hands.types("Whom are they worried about?", "Her daughter, about thirty")
    hands.chooses("What is it about most?", "A threat to somebody’s life")
    hands.chooses("And what about you?", "Yes: they would like help of their own")
    hands.presses("Keep it")
    expect(page).to_have_url(re.compile("/call/kept/$"))
    assert hands.inputs <= MOST
    page.goto("/today/")
    expect(page.get_by_role("link", name="Bryony", exact=True).first).to_be_visible()
    at_the_desk = desks.open()
    at_the_desk.sign_in_as("Kerry Walsh")
    at_the_desk.go("/desk/")
    at_the_desk.page.get_by_role("link", name="Her daughter").first.click()
    expect(at_the_desk.page.get_by_text(WORRY)).to_be_visible()
    expect(at_the_desk.page.get_by_text("Bryony")).to_be_visible()


@pytest.mark.browser
def test_a_call_that_breaks_off_is_there_again(desks):
    desk = desks.open()
    desk.sign_in_as("Ash Okafor")
    desk.go("/call/")
    desk.page.get_by_label("What do they say?").fill("My son is")
    with desk.page.expect_response("**/first/draft/call/"):
        pass
    fresh = desks.open()
    fresh.sign_in_as("Ash Okafor")
    fresh.go("/call/")
    fresh.page.get_by_role("link", name="Go on with it").click()
    expect(fresh.page.get_by_label("What do they say?")).to_have_value("My son is")


@pytest.mark.browser
@pytest.mark.parametrize("address", ["/first/", "/call/", "/call/kept/", "/waiting/"])
def test_nothing_stands_beside_a_telephone_s_width(desks, address):
    desk = desks.open(viewport=PHONE)
    desk.sign_in_as("Ash Okafor")
    desk.go(address)
    assert desk.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
