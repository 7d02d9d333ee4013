"""Read at a glance: Today's beginning without scrolling, and the person on one page on one side of paper."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.desk import Desk

pytestmark = pytest.mark.browser
SCREEN = 900
"""Pixels: what an office's screen shows of a page."""


def bottom(page: Page, heading: str) -> float:
    """Where the card with this heading ends."""
    card = page.locator("main .card").filter(has=page.get_by_role("heading", name=heading))
    expect(card).to_have_count(1)
    box = card.bounding_box()
    assert box is not None
    return box["y"] + box["height"]


def sides(page: Page) -> int:
    """How many sides of A4 a page is, printed."""
    return len(re.findall(rb"/Type /Page\b(?!s)", page.pdf(format="A4")))


def test_what_is_serious_and_who_comes_today_are_seen_without_scrolling(desk: Desk) -> None:
    desk.page.set_viewport_size({"width": 1280, "height": SCREEN})
    desk.sign_in_as("Ash Okafor")
    assert bottom(desk.page, "Serious now") < bottom(desk.page, "Today’s people") <= SCREEN


def test_each_person_on_one_page_is_one_side_of_paper(desk: Desk) -> None:
    desk.sign_in_as("Ash Okafor")
    desk.go("/people/")
    links = desk.page.locator('main a[href^="/person/"]')
    people = dict(
        zip(links.evaluate_all("all => all.map((a) => a.href)"), links.all_inner_texts(), strict=True)
    )
    assert len(people) > 12
    found = {}
    for href, name in people.items():
        desk.go(href)
        found[name] = sides(desk.page)
    assert {name: n for name, n in found.items() if n != 1} == {}
    desk.page.emulate_media(media="print")
    expect(desk.page.get_by_role("heading", name="Not written yet")).to_be_hidden()


def test_a_record_with_much_to_say_goes_on_overleaf_and_cuts_nothing(desk: Desk) -> None:
    """Where it is more than a side holds, it is two: nothing is left out for the sake of the paper."""
    desk.sign_in_as("Ash Okafor")
    desk.open_record("Fran")
    desk.page.evaluate("""() => {
        const rows = document.querySelector('main .rows');
        for (let n = 0; n < 60; n++) rows.append(rows.lastElementChild.cloneNode(true));
    }""")
    assert sides(desk.page) > 1
