"""From a card to the deed, with somebody one works with: in the demo, where people have names."""

import re

import pytest
from django.test import Client
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
    mine = set(NAMES.findall(one.get("/do/write/").content.decode()))
    theirs = set(NAMES.findall(other.get("/do/write/").content.decode()))
    assert mine and theirs and mine.isdisjoint(theirs)
    assert all(one.get(link).status_code == 200 for link in mine)


@pytest.mark.parametrize("deed", sorted({deed for card in guide().in_order for deed in card.deeds}))
def test_every_deed_of_every_card_leads_somewhere(told, deed):
    browser = signed_in(told, "Carmen Reyes" if deed in ("team", "seats", "staff") else "Ash Okafor")
    answer = browser.get(f"/do/{deed}/")
    if answer.status_code == 303:
        assert browser.get(answer.headers["Location"]).status_code == 200 or deed == "staff"
        return
    link = NAMES.search(answer.content.decode())
    assert link, "nobody to do it with"
    assert browser.get(link[1]).status_code == 200


LINE = re.compile(r'data-beside="[^"]*" data-with="([^"]*)"')


def one_by_one(told, kind: str) -> tuple[Client, str]:
    """Ash, and a page of this name about somebody Ash works with, whose foot has a card."""
    ash = signed_in(told, "Ash Okafor")
    return ash, NAMES.search(ash.get(f"/do/{kind}/").content.decode())[1]


def test_a_card_beside_somebodys_page_leads_straight_to_the_deed_with_them(told):
    ash, page = one_by_one(told, "write")
    behind = LINE.search(ash.get(page).content.decode())[1]
    assert behind.startswith("in/")
    assert ash.get(f"/do/write/{behind}").headers["Location"] == page, "the same person, the same part"
    for deed in sorted(
        {deed for card in guide().in_order for deed in card.deeds} - {"staff", "seats", "team"}
    ):
        answer = ash.get(f"/do/{deed}/{behind}")
        assert answer.status_code in (302, 303), deed
        assert ash.get(answer.headers["Location"]).status_code == 200, deed


def test_beside_a_page_about_nobody_the_card_asks_with_whom(told):
    ash = signed_in(told, "Ash Okafor")
    assert LINE.search(ash.get("/worry/").content.decode())[1] == ""


def test_who_it_is_stands_in_no_address_of_the_guide(told):
    """The card is fetched as anybody fetches it; the sealed name goes behind the deed's address alone."""
    ash, page = one_by_one(told, "write")
    html = ash.get(page).content.decode()
    seal = LINE.search(html)[1].removeprefix("in/").strip("/")
    assert seal in page or len(seal) == 43
    assert [
        link
        for link in re.findall(r'(?:href|src)="(/(?:guide|help)/[^"]*)"', html)
        if seal in link or "?" in link
    ] == []


def test_a_colleague_cannot_go_by_the_same_address(told):
    ash, page = one_by_one(told, "write")
    behind = LINE.search(ash.get(page).content.decode())[1]
    other = signed_in(told, "Ellis Grant")
    assert other.get(f"/do/write/{behind}").status_code == 404
    assert ash.get(f"/do/healthz/{behind}").status_code == 404
