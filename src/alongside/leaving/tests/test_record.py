"""The record of somebody who died: one sentence at its head, nothing that asks, books or rings; a mistake brings all back."""

import datetime as dt
import html
import re

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from tests.ground import folders_for

from alongside.care import actions as care
from alongside.keeping.models import AtRisk, Risk
from alongside.leaving import actions
from alongside.leaving.tests.ground import dies, gwen_of, undoes
from alongside.people.models import Line
from alongside.web.wrapper import url

DAY = dt.timedelta(days=1)
SENTENCE = "Lou died on 6 November 2035."
REACH = "How to reach them safely"
ASKS = (
    REACH,
    "Write it up",
    "Book",
    "Next and overdue",
    "How we visit",
    "Before you meet",
    "Not asked yet",
    "Not written yet",
    "Next steps",
    "Draw it together",
    "whenever they ask",
    "Nothing agreed as safe yet",
)
"""What stands on the page of somebody who lives, and asks, books, rings or reminds."""


@pytest.fixture
def ash(tellers):
    return tellers.house.browser(tellers.ash)


@pytest.fixture
def risky(lou, tellers):
    """Something serious stands, and is to be looked at again."""
    with tellers.house.viewer(tellers.ash) as by:
        Risk.add(
            by=by, folder=lou.care.folder, about="overdose", level="now", now="Alone at night",
            source="said", looked_on=by.today, review_on=by.today,
        )  # fmt: skip
    return lou


def record(lou, browser):
    return html.unescape(browser.get(url("person", person=lou.who.handle())).content.decode())


def asked_on(page):
    return [words for words in ASKS if words in page]


def test_while_they_live_it_asks(lou, ash):
    """Each of these words is really there before: their absence afterwards says something."""
    page = record(lou, ash)
    assert asked_on(page) == [w for w in ASKS if w not in ("Draw it together", "Nothing agreed as safe yet")]
    assert "died" not in page


def test_one_sentence_and_nothing_asks_any_more(lou, ash, tellers):
    dies(lou, tellers)
    page = record(lou, ash)
    assert page.count(SENTENCE) == 1
    assert asked_on(page) == []


def test_how_they_were_reached_stands_a_page_further_on(lou, ash, tellers):
    assert "Text only" in record(lou, ash) or "Ring or text" in record(lou, ash)
    number = lou.way.value[-3:]
    dies(lou, tellers)
    page = record(lou, ash)
    assert number not in page
    kept = ash.get(url("ways", person=lou.who.handle())).content.decode()
    assert number in kept


def test_what_was_recorded_stays_readable(lou, ash, tellers):
    dies(lou, tellers)
    page = record(lou, ash)
    for words in (
        "Whole weekends with him",
        "What Lou wanted",
        "In twelve months",
        "Care finished",
        "Around Lou",
    ):
        assert words in page


def test_nothing_is_serious_or_due_any_more(risky, ash, tellers):
    before = record(risky, ash)
    assert "card--now" in before
    assert "Serious now" in ash.get("/today/").content.decode()
    dies(risky, tellers)
    page = record(risky, ash)
    assert "Overdose" in page
    assert "card--now" not in page
    assert "look at it again" not in page
    assert "Serious now" not in ash.get("/today/").content.decode()


def test_a_child_at_risk_is_so_after_a_death_too(lou, ash, tellers):
    with tellers.house.viewer(tellers.ash) as by:
        AtRisk.add(
            by=by, folder=lou.care.folder, called="Pip", kind="child", lives="home", referral="today", source="said"
        )  # fmt: skip
    dies(lou, tellers)
    assert "card--now" in record(lou, ash)
    assert "Serious now" in ash.get("/today/").content.decode()


def test_nothing_is_serious_of_somebody_whose_care_was_over(risky, ash, tellers):
    """Who had left before is no less dead: Today follows what is written of the death."""
    with tellers.house.viewer(tellers.ash) as by:
        care.finish(by=by, episode=risky.care.episode, how="planned")
    assert "Serious now" in ash.get("/today/").content.decode()
    dies(risky, tellers)
    assert "Serious now" not in ash.get("/today/").content.decode()


def books(page):
    return re.search(r">\s*Book\s*<", page) is not None


def test_no_page_of_the_record_rings_or_books(lou, ash, tellers):
    pages = [url(name, part=lou.who.part()) for name in ("contacts", "plan", "messages")]
    assert all(REACH in ash.get(page).content.decode() for page in pages)
    assert books(ash.get(pages[0]).content.decode())
    dies(lou, tellers)
    for page in pages:
        said = html.unescape(ash.get(page).content.decode())
        assert SENTENCE in said
        assert REACH not in said
        assert not books(said)


def test_a_contact_with_those_around_them_is_still_written(lou, ash, tellers):
    dies(lou, tellers)
    page = ash.get(url("contacts", part=lou.who.part())).content.decode()
    assert "write up a contact with those around them" in page
    assert ash.get(url("write", part=lou.who.part())).status_code == 200


def test_the_sentence_leads_to_the_look_back_and_to_undoing(lou, ash, tellers):
    row = dies(lou, tellers)
    page = record(lou, ash)
    assert url("leaving", leaving=row) in page
    assert url("leaving-undo", leaving=row) in page
    with tellers.house.viewer(tellers.ash) as by:
        actions.look_back(by=by, leaving=row, words="Ring the day after a miss.")
    page = record(lou, ash)
    assert "how it was looked back on" in page
    assert SENTENCE in page
    assert asked_on(page) == []


def test_it_is_said_once_at_the_head(lou, ash, tellers):
    dies(lou, tellers)
    assert "has died" not in record(lou, ash)


def test_a_mistake_brings_everything_back(risky, ash, tellers):
    before = asked_on(record(risky, ash))
    undoes(tellers, dies(risky, tellers))
    page = record(risky, ash)
    assert asked_on(page) == before
    assert SENTENCE not in page
    assert "card--now" in page
    assert "Serious now" in ash.get("/today/").content.decode()


READ_AFTERWARDS = {
    "leaving", "more", "around_them", "wants", "going_well", "waiting", "asides", "year", "came", "agreed", "shared", "hold",
    "details", "keeping_safe", "keeping_medicines", "keeping_around_home", "keeping_health", "keeping_onward",
}  # fmt: skip
"""Panels that stay, and word themselves for it: what was recorded is read."""


def test_of_every_panel_it_is_decided_whether_it_outlives_them():
    from alongside.web.registry import PANELS

    assert {panel.name for panel in PANELS["person"] if not panel.living} == READ_AFTERWARDS


# Who may know -----------------------------------------------------------------------------------------------------------


def opened_to(lou, tellers, *kinds):
    """A colleague who holds these parts of Lou's record and no more."""
    return tellers.house.browser(gwen_of(lou, tellers, *kinds))


def test_who_does_not_hold_the_part_learns_nothing_from_the_head(lou, tellers):
    from tests.guards.test_routes import canonical

    gwen = opened_to(lou, tellers, "line", "contact")
    address = url("person", person=lou.who.handle())
    before = canonical(gwen.get(address))
    assert REACH in html.unescape(gwen.get(address).content.decode())
    dies(lou, tellers)
    assert canonical(gwen.get(address)) == before


def test_who_reads_the_part_knows_and_undoes_nothing(lou, tellers):
    row = dies(lou, tellers)
    gwen = gwen_of(lou, tellers, "line", "treatment", writes=False)
    page = record(lou, tellers.house.browser(gwen))
    assert SENTENCE in page
    assert url("leaving-undo", leaving=row) not in page


def test_somebody_else_s_record_is_as_it_was(lou, ash, tellers):
    other = folders_for(tellers.house, tellers.ash)
    with tellers.house.viewer(tellers.ash) as by:
        Line.add(by=by, folder=other.folders["line"], call_name="Ren", sort_key="ren", reference="K7-4QX-9")
    dies(lou, tellers)
    page = html.unescape(ash.get(url("person", person=other.handle())).content.decode())
    assert "died" not in page
    assert REACH in page


# How much is asked ------------------------------------------------------------------------------------------------------


def queries_of(ash, address):
    with CaptureQueriesContext(connections["default"]) as asked:
        ash.get(address)
    return len(asked)


def test_the_page_of_the_person_asks_no_more_for_it(lou, ash, tellers, monkeypatch):
    """What the head says comes with what the panels ask together."""
    address = url("person", person=lou.who.handle())
    ash.get(address)
    with_it = queries_of(ash, address)
    monkeypatch.setattr("alongside.people.deaths.KNOWN", [])
    assert with_it == queries_of(ash, address)
