"""The demo's one-click sign-in is there in a demo and nowhere else."""

import re

import pytest
from django.test import Client, override_settings


@pytest.fixture
def demo(house):
    house.sql.execute("insert into access.birth (demo, service, born_at) values (true, 'Demo', now())")
    house.ash = house.staff("Ash", house.team("North"))
    return house


def test_one_click_signs_in(demo):
    browser = Client()
    assert "Ash" in browser.get("/demo-sign-in").content.decode()
    answer = browser.post("/demo-sign-in", {"staff": demo.ash, "next": "/my-access/"})
    assert answer["Location"] == "/my-access/"
    page = browser.get("/my-access/")
    assert page.status_code == 200
    assert 'class="ribbon"' in page.content.decode()
    assert browser.get("/you/").status_code == 200


def test_it_asks_for_the_token_of_its_form(demo):
    browser = Client(enforce_csrf_checks=True)
    assert browser.post("/demo-sign-in", {"staff": demo.ash}).status_code == 403


def test_somebody_who_is_not_there_is_not_signed_in(demo):
    for staff in ("1", "", "x", "-1"):
        assert Client().post("/demo-sign-in", {"staff": staff}).status_code == 404


@pytest.mark.family
@pytest.mark.parametrize("born", [None, False])
@pytest.mark.parametrize("method", ["get", "head", "post", "put", "delete", "options", "patch"])
@override_settings(DEMO=True)
def test_elsewhere_it_answers_like_an_address_that_is_nobodys(house, born, method):
    if born is not None:
        house.sql.execute(
            "insert into access.birth (demo, service, born_at) values (%s, 'Real', now())", (born,)
        )
    staff = house.staff("Ash", house.team("North"))

    def answer(path):
        browser = Client(enforce_csrf_checks=True)
        got = (
            getattr(browser, method)(path, {"staff": staff})
            if method == "post"
            else getattr(browser, method)(path)
        )
        text = got.content.decode().replace(path, "/…")
        return got.status_code, sorted(got.headers.items()), re.sub(r'value="[^"]{64}"', "", text)

    assert answer("/demo-sign-in") == answer("/nobodys-here1")
    assert answer("/demo-sign-in/") == answer("/nobodys-here1/")


def test_no_setting_of_the_pages_role_makes_a_demo(house):
    from alongside.access import folders

    staff = house.staff("Ash")
    with pytest.raises(Exception, match="permission denied"), house.viewer(staff):
        folders.call("insert into access.birth (demo, service, born_at) values (true, '', now())")
