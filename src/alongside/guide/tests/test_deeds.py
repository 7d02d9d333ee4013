"""From a card to the deed, with somebody one works with: in the demo, where people have names."""

import re

import pytest
from tests import demo
from tests.journeys.walk import signed_in

from alongside.guide.content import guide

NAMES = re.compile(r'class="row__name" href="([^"]*)')


@pytest.fixture(scope="module")
def told():
    """The demo."""
    with demo.clone() as house:
        yield house


def test_a_deed_with_somebody_asks_with_whom_among_ones_own(told):
    one, other = (signed_in(told, name) for name in ("Ash Okafor", "Ellis Grant"))
    mine = set(NAMES.findall(one.get("/guide/do/write/").content.decode()))
    theirs = set(NAMES.findall(other.get("/guide/do/write/").content.decode()))
    assert mine and theirs and mine.isdisjoint(theirs)
    assert all(one.get(link).status_code == 200 for link in mine)


@pytest.mark.parametrize("deed", sorted({deed for card in guide().in_order for deed in card.deeds}))
def test_every_deed_of_every_card_leads_somewhere(told, deed):
    browser = signed_in(told, "Carmen Reyes" if deed in ("team", "seats", "staff") else "Ash Okafor")
    answer = browser.get(f"/guide/do/{deed}/")
    if answer.status_code == 303:
        assert browser.get(answer.headers["Location"]).status_code == 200 or deed == "staff"
        return
    link = NAMES.search(answer.content.decode())
    assert link, "nobody to do it with"
    assert browser.get(link[1]).status_code == 200
