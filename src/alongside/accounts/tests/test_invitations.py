"""Somebody new, by a link from an administrator."""

import re

import pytest
from django.test import Client

from alongside.accounts import actions, pins
from alongside.accounts.models import User
from alongside.accounts.tests.people import PASSWORD, PIN, quick_passwords

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def quick():
    with quick_passwords():
        yield


@pytest.fixture
def link(house):
    house.ash = house.staff("Ash", house.team("North"))
    return f"/welcome/{actions.invite(staff=house.ash, email='Ash@Example.org')}/"


def take(link, browser=None, password=PASSWORD, again=None, pin=PIN):
    return (browser or Client()).post(link, {"password": password, "again": again or password, "pin": pin})


def test_a_link_sets_a_password_and_leads_to_the_second_step(house, link):
    browser = Client()
    assert "ash@example.org" in browser.get(link).content.decode()
    assert take(link, browser).status_code == 302
    assert browser.get("/you/").status_code == 200
    assert browser.get("/my-access/").status_code == 302


def test_it_works_once(link):
    assert take(link).status_code == 302
    assert take(link).status_code == 404
    assert Client().get(link).status_code == 404


def test_it_works_for_three_days(house, link):
    house.pass_time(days=3, minutes=1)
    assert Client().get(link).status_code == 404


def test_used_old_and_made_up_links_are_answered_alike(house, link):
    take(link)

    def answer(path):
        return re.sub(r'value="[^"]{64}"', "", Client().get(path).content.decode())

    assert answer(link) == answer("/welcome/made-up/")


def test_a_new_link_ends_the_old_one(house, link):
    newer = f"/welcome/{actions.invite_again(staff=house.ash)}/"
    assert Client().get(link).status_code == 404
    assert Client().get(newer).status_code == 200


@pytest.mark.parametrize("password", ["short", "password1234", "123456789012", "ash@example.org"])
def test_a_weak_password_is_refused_with_its_reason(link, password):
    answer = take(link, password=password)
    assert answer.status_code == 200
    assert "govuk-error-summary" in answer.content.decode()


@pytest.mark.parametrize(
    "pin", ["", "123", "4444", "2345", "9876", "4747", "1987", "49150000000000", "49ab", "٤٩١٥"]
)
def test_a_pin_that_is_tried_first_is_refused_with_its_reason(link, pin):
    answer = take(link, pin=pin)
    assert answer.status_code == 200
    assert "govuk-error-summary" in answer.content.decode()


def test_the_pin_that_was_chosen_is_the_account_s(house, link):
    take(link)
    user = User.objects.get(staff=house.ash)
    assert pins.is_right(user, PIN)
    assert not pins.is_right(user, "5194")


def test_two_different_ones_are_refused(link):
    assert "not the same" in take(link, again="otter cloud paper").content.decode()


def test_the_link_stands_nowhere_in_the_database(house, link):
    assert link.split("/")[2] not in str(
        house.sql.execute("select * from authn.accounts_invitation").fetchall()
    )
