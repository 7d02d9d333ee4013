"""What goes wrong on an ordinary day: signed out while writing, two at once, pressed twice, the Back button."""

import pytest
from playwright.sync_api import expect

from tests.journeys.desk import Desk, Desks
from tests.journeys.drawing import Drawing
from tests.journeys.record import Record
from tests.journeys.serving import Site

pytestmark = pytest.mark.browser

NOTE = "She came with Nan. Sundays are settled – “whole weekends next”. Ζωή 🌱"


def begin_a_note(desk: Desk) -> Record:
    """Lou's worker writes up a contact, and has not saved it."""
    desk.sign_in_as("Ash Okafor")
    record = desk.open_record("Lou")
    record.press("Write it up")
    record.write("Note", NOTE)
    return record


def sign_in_again(desk: Desk, name: str) -> None:
    """From the sign-in page that one was sent to."""
    expect(desk.page.get_by_role("heading", name="Sign in")).to_be_visible()
    desk.page.get_by_role("link", name="Demonstration: choose who to be").click()
    desk.page.get_by_role("button", name=f"sign in – {name}").click()


def test_signed_out_while_writing_the_words_come_back(desk: Desk, site: Site) -> None:
    record = begin_a_note(desk)
    site.let_time_pass(minutes=61)
    record.press("Save")
    sign_in_again(desk, "Ash Okafor")
    expect(desk.page.get_by_label("Note")).to_have_value(NOTE)
    record.press("Save")
    expect(desk.page.get_by_role("status").first).to_contain_text("Written up")
    record.read_contact("In person")
    expect(desk.page.locator("main")).to_contain_text(NOTE)


def test_the_words_do_not_come_to_whoever_signs_in_next(desks: Desks, site: Site) -> None:
    desk = desks.open(allowing="404")
    record = begin_a_note(desk)
    site.let_time_pass(minutes=61)
    record.press("Save")
    sign_in_again(desk, "Hal Brennan")
    expect(desk.page.get_by_role("heading", level=1)).to_have_text("There is nothing here")
    assert "Sundays are settled" not in desk.page.content()


def test_the_second_of_two_is_shown_both(desks: Desks) -> None:
    ash, dev = desks.open(allowing="409"), desks.open(allowing="409")
    pages = []
    for desk, name in ((ash, "Ash Okafor"), (dev, "Dev Anand")):
        desk.sign_in_as(name)
        record = desk.open_record("Lou")
        record.turn_to("Plan")
        record.press("Change", about="their words")
        pages.append(record)
    first, second = pages
    first.write("What do they want?", "Whole weekends, every week.")
    first.press("Save")
    expect(ash.page.locator("blockquote").first).to_contain_text("Whole weekends, every week.")

    second.write("What do they want?", "Whole weekends, and Christmas.")
    second.press("Save")
    expect(dev.page.get_by_role("heading", level=1)).to_have_text("Somebody else changed this too")
    expect(dev.page.locator(".versions")).to_contain_text("Whole weekends, every week.")
    expect(dev.page.locator(".versions")).to_contain_text("Whole weekends, and Christmas.")
    second.write("What do they want?", "Whole weekends, every week, and Christmas.")
    second.press("Save mine")
    expect(dev.page.locator("blockquote").first).to_contain_text("every week, and Christmas.")


def test_two_who_draw_at_once_are_shown_both(desks: Desks) -> None:
    ash, dev = desks.open(allowing="409"), desks.open(allowing="409")
    maps: list[Drawing] = []
    for desk, name in ((ash, "Ash Okafor"), (dev, "Dev Anand")):
        desk.sign_in_as(name)
        maps.append(desk.open_record("Lou").draw())
    maps[0].say("Nan", helps="a lot")
    maps[1].say("GP", helps="a lot")
    maps[1].open("Nan")
    dev.page.get_by_role("group", name="How much do they help?").get_by_text("not at all", exact=True).click()
    asked = dev.page.locator("#map-conflict")
    expect(asked).to_contain_text("Ash Okafor changed Nan")
    asked.get_by_role("button", name="Keep theirs").click()
    maps[1].saved()
    expect(maps[1].in_the_list("Nan")).to_contain_text("a lot")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_pressed_twice_it_is_saved_once(desks: Desks, scripts: bool) -> None:
    desk = desks.open(java_script_enabled=scripts)
    desk.sign_in_as("Bo Lindqvist")
    record = desk.open_record("Stevie")
    record.press("Write it up")
    note = f"Pressed twice, {scripts}"
    record.write("Note", note)
    desk.page.get_by_role("button", name="Save").dblclick()
    expect(desk.page.get_by_role("status")).to_contain_text("Written up")
    written = desk.site.house.sql.execute(
        "select count(*) from care_session where note = %s", (note,)
    ).fetchone()
    assert written == (1,)


def test_after_signing_out_back_shows_nothing(desk: Desk) -> None:
    desk.sign_in_as("Ash Okafor")
    desk.page.get_by_role("link", name="Lou", exact=True).first.click()
    Record(desk.page, "Lou").turn_to("Plan")
    desk.sign_out()
    for _ in range(3):
        desk.page.go_back()
        assert "weekends" not in desk.page.content()
        assert "Lou" not in desk.page.locator("body").inner_text()
    expect(desk.page.get_by_role("heading", name="Sign in")).to_be_visible()
