"""Leaving in a real browser: prepared in good order, and a death that is written by mistake and undone; inputs are counted."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.desk import PHONE

MOST = 12


@pytest.mark.browser
def test_somebody_leaves_as_planned_in_twelve_inputs(desks):
    desk = desks.open(allowing="409")
    desk.sign_in_as("Bo Lindqvist")
    record = desk.open_record("Bram")
    page = desk.page
    record.press("go on")
    record.press("go on writing")
    inputs = 2
    for question, answer in (
        ("Letters to send", "Nothing to do"),
        ("Questions that are due", "Nothing to do"),
        ("Who is told that they leave", "Nothing to do"),
    ):
        record.choose(question, answer)
        inputs += 1
    page.get_by_label("On which day?").fill("today")
    page.get_by_label("They have left: their care finishes on that day").check()
    record.press("Save")
    inputs += 3
    expect(page.get_by_text("they have left").first).to_be_visible()
    assert inputs <= MOST
    desk.go("/today/")
    expect(page.get_by_role("heading", name="Left as planned")).to_be_visible()


@pytest.mark.browser
def test_a_death_that_was_a_mistake_is_undone_and_looked_at_first(desks):
    desk = desks.open(viewport=PHONE)
    desk.sign_in_as("Ash Okafor")
    record, page = desk.open_record("Wyn"), desk.page
    expect(page.get_by_text(re.compile("Wyn died on"))).to_be_visible()
    record.press("look back on it")
    record.press("it was a mistake")
    record.write("How did the mistake come about?", "Another person of that name.")
    record.press("Undo it")
    expect(page.get_by_text(re.compile("Messages to them are still stopped"))).to_be_visible()
    record.press("look, and let messages go again")
    page.get_by_label(re.compile("I have looked at how they are reached")).check()
    record.press("Let them go again")
    expect(page.get_by_text(re.compile("Messages go again"))).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
