"""A map, made by keyboard alone and made with no script at all. By mouse: test_family.py."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.desk import Desk, Desks
from tests.journeys.drawing import Drawing
from tests.journeys.keyboard import Keyboard

pytestmark = pytest.mark.browser


def test_a_map_is_drawn_by_keyboard_alone(desk: Desk) -> None:
    desk.sign_in_as("Hal Brennan")
    record = desk.add_somebody("Kim", because="For their own use")
    page, keys, drawing = desk.page, Keyboard(desk.page), Drawing(desk.page, "Kim")

    keys.follow(page.get_by_role("link", name="Around them", exact=True))
    keys.go_to(page.get_by_label("Only the two of us"))
    keys.press("Space", "Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Around Kim")
    expect(drawing.board).to_be_visible()

    keys.go_to(page.get_by_label("Who is in Kim’s life?"))
    for name in ("Mum", "Aunt Bee"):
        keys.type(name)
        keys.press("Enter")
        expect(drawing.who(name)).to_be_visible()
    keys.go_to(drawing.who("Mum"))
    keys.press("ArrowUp", "ArrowUp", "ArrowUp", "ArrowUp", "ArrowUp", "ArrowRight", "l")
    keys.go_to(drawing.who("Aunt Bee"))
    keys.press("ArrowUp", "ArrowUp", "ArrowLeft", "l")
    expect(page.locator("[data-live]")).to_contain_text("Mum and Aunt Bee know each other")
    keys.press("Enter")
    expect(page.locator("[data-panel]").get_by_role("heading", level=2)).to_be_focused()
    keys.go_to(page.get_by_role("group", name="How much do they help?").get_by_role("radio").first)
    keys.press("ArrowRight", "ArrowRight", "Escape")
    expect(drawing.who("Aunt Bee")).to_be_focused()
    drawing.saved()
    expect(drawing.in_the_list("Mum")).to_contain_text("closest")
    expect(drawing.in_the_list("Aunt Bee")).to_contain_text("quite a bit")

    page.keyboard.press("Shift+Tab")
    page.reload()
    keys.follow(page.get_by_role("link", name="Done"))
    expect(page.get_by_role("heading", level=1)).to_have_text("What do you notice?")
    keys.go_to(page.get_by_role("radio").first)
    keys.press("ArrowUp")
    expect(page.get_by_label("Nobody just now")).to_be_checked()
    keys.press("Enter")
    expect(page.get_by_role("heading", name="What the map says")).to_be_visible()
    record.overview()
    expect(record.card("Around Kim")).to_contain_text("2 on the map")


def test_a_map_is_made_with_no_script_at_all(desks: Desks) -> None:
    desk = desks.open(java_script_enabled=False)
    desk.sign_in_as("Hal Brennan")
    record = desk.add_somebody("Vik", because="For their own use")
    page = desk.page
    record.turn_to("Around them")
    page.get_by_label("Only the two of us").check()
    record.press("Begin")

    someone_is_added(desk, "Sister", kind="Brother or sister", close="closest", helps="a lot")
    someone_is_added(
        desk, "The lads", kind="Another group", close="further", harder="quite a bit", shape="group"
    )
    page.get_by_role("link", name="Change Sister").click()
    page.get_by_label("Someone they know").select_option(label="The lads")
    record.press("They know each other")
    expect(page.get_by_role("button", name=re.compile("do not know each other.*The lads"))).to_be_visible()
    page.get_by_role("link", name="The map").click()

    expect(page.get_by_role("img", name="Map of the people around Vik")).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("^Sister"))).to_contain_text("The lads")
    page.get_by_role("link", name="Done").click()
    page.get_by_label("Nobody just now").check()
    record.press("Keep the map and go on")
    expect(page.locator("main")).to_contain_text("2 on the map: 1 closest, 1 further")

    page.get_by_role("link", name="Around them", exact=True).click()
    page.get_by_label("Only the two of us").check()
    record.press("Begin")
    page.get_by_role("link", name="Change The lads").click()
    record.press("Take off the map")
    record.press("Go on with the map")
    page.get_by_role("link", name="Put back The lads").click()
    record.press("Put back", about="The lads")
    expect(page.get_by_role("row", name=re.compile("^The lads"))).to_be_visible()


def someone_is_added(
    desk: Desk, name: str, *, kind: str, close: str, shape: str = "person", helps: str = "", harder: str = ""
) -> None:
    page = desk.page
    page.get_by_label("Who is in Vik’s life?").fill(name)
    page.locator(".drawing__add").get_by_label(shape, exact=True).check(force=True)
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_label("Who they are").select_option(label=kind)
    asked = {"How close?": close, "How much do they help?": helps, "How much do they make it harder?": harder}
    for question, answer in asked.items():
        if answer:
            page.get_by_role("group", name=question).get_by_label(answer, exact=True).check()
    page.get_by_role("button", name="Save").click()
