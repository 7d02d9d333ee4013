"""What the README leads a newcomer through, step by step, as it says."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.desk import Desk
from tests.journeys.drawing import Drawing
from tests.journeys.serving import ROOT

pytestmark = pytest.mark.browser

README = (ROOT / "README.md").read_text()
STEPS = re.findall(r"^(\d)\. ((?:.|\n   )+)", README, re.M)


def says(step: int, *words: str) -> None:
    """The README names what is pressed next."""
    text = re.sub(r"\s+", " ", dict(STEPS)[str(step)])
    assert all(word in text for word in words), (words, text)


def test_the_readme_leads_to_lous_map(desk: Desk) -> None:
    page, drawing = desk.page, Drawing(desk.page, "Lou")
    assert [int(number) for number, _text in STEPS] == [1, 2, 3, 4, 5, 6, 7]

    says(1, "Sign in", "Demonstration: choose who to be", "Ash Okafor")
    desk.sign_in_as("Ash Okafor")
    says(2, "Today", "Lou")
    page.get_by_role("link", name="Lou", exact=True).first.click()
    says(3, "how to reach her safely", "what she wants", "her last year")
    for heading in ("Around Lou", "What Lou wants", "Next and overdue", "The last year"):
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
    expect(page.locator(".strip")).to_contain_text("Text only")

    says(4, "Around them", "Only the two of us", "Begin", "As a list")
    page.get_by_role("link", name="Around them", exact=True).click()
    page.get_by_label("Only the two of us").check()
    page.get_by_role("button", name="Begin").click()
    drawing.drag("Football", towards=(0.3, 0.1))
    drawing.add("Priya")
    drawing.open("Priya")
    page.get_by_role("link", name="As a list").click()
    expect(drawing.in_the_list("Football")).to_contain_text("closest")

    says(5, "Done", "Whom would you like closer?")
    drawing.done(closer="Nan")
    expect(page.get_by_role("group", name="Who does it?").get_by_label("Nan", exact=True)).to_be_checked()

    says(6, "Around them", "Then and now")
    page.get_by_role("link", name="Around them", exact=True).click()
    page.get_by_role("link", name="Then and now").click()
    expect(page.get_by_role("heading", name="What changed")).to_be_visible()

    says(7, "Ellis Grant", "Maureen")
    desk.sign_out()
    desk.sign_in_as("Ellis Grant")
    expect(desk.find("Lou")).to_have_count(0)
    expect(desk.find("Maureen")).to_have_count(1)
