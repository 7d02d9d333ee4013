"""Somebody goes from one worker to another in one sitting, and a lead agrees what comes next."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.desk import PHONE, Desks

pytestmark = pytest.mark.browser

LINE = "Thursdays at the van. She likes to be asked first."


def test_handed_over_in_one_sitting_and_read_on_a_phone(desks: Desks) -> None:
    ines, bo = desks.open(allowing="404"), desks.open(allowing="404", viewport=PHONE)
    ines.sign_in_as("Ines Duarte")
    told = ines.page.locator("main")
    expect(told).to_contain_text("let him win a game")
    ines.page.get_by_role("button", name=re.compile("I have read it")).click()
    expect(told).not_to_contain_text("let him win a game")
    expect(told).to_contain_text("Agreed in supervision")

    ines.go("/handover/")
    choice = ines.page.get_by_label("Who takes over?")
    choice.select_option(choice.locator("option", has_text="Bo Lindqvist").get_attribute("value"))
    ines.page.get_by_label("Ida", exact=True).check()
    ines.page.get_by_label("What matters next for Ida?").fill(LINE)
    ines.page.get_by_role("button", name="Hand over", exact=True).click()
    expect(ines.page.get_by_label("Vern", exact=True)).to_be_visible()
    expect(ines.page.get_by_label("Ida", exact=True)).to_have_count(0)
    expect(told).not_to_contain_text("Ida")

    bo.sign_in_as("Bo Lindqvist")
    expect(bo.page.locator("main")).to_contain_text(LINE)
    bo.open_record("Ida")


def test_a_lead_agrees_one_thing_with_a_day(desks: Desks) -> None:
    carmen = desks.open()
    carmen.sign_in_as("Carmen Reyes")
    carmen.go("/supervision/")
    expect(carmen.page.locator("main")).to_contain_text("See them")
    carmen.page.get_by_role("link", name=re.compile("agree something else.*Ida")).click()
    carmen.page.get_by_label("Ring them").check()
    carmen.page.get_by_label("By when?").fill(carmen.site.day(7))
    carmen.page.get_by_role("button", name="Agree it").click()
    expect(carmen.page.locator("main")).to_contain_text("Ring them")
