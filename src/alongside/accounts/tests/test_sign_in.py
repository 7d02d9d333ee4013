"""Signing in, as people do it: through the pages, with real commits."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from alongside.accounts.tests.people import PASSWORD, account, quick_passwords

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def quick():
    with quick_passwords():
        yield


@pytest.fixture
def ash(house):
    house.north = house.team("North")
    return account(house.staff("Ash", house.north), "ash@example.org")


HELD = "/my-access/"


def test_without_signing_in_nothing_opens(house):
    answer = Client().get(HELD)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/?next=")


def test_password_and_code_open_the_house(ash):
    assert ash.password(next=HELD)["Location"] == "/sign-in/code/"
    assert ash.browser.get(HELD).status_code == 302, "the password alone opens nothing"
    answer = ash.browser.post("/sign-in/code/", {"code": ash.code()})
    assert answer["Location"] == HELD
    assert ash.browser.get(HELD).status_code == 200


def test_a_wrong_code_opens_nothing(ash):
    ash.password()
    answer = ash.browser.post("/sign-in/code/", {"code": "000000" if ash.code() != "000000" else "000001"})
    assert answer.status_code == 200
    assert ash.browser.get(HELD).status_code == 302


def test_a_code_works_once(house, ash):
    code = ash.code()
    ash.password()
    ash.browser.post("/sign-in/code/", {"code": code})
    ash.browser.post("/sign-out/")
    ash.password()
    ash.browser.post("/sign-in/code/", {"code": code})
    assert ash.browser.get(HELD).status_code == 302


def test_a_spare_code_works_once(ash):
    user = Authenticator.objects.get(type="totp").user
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    spare = RecoveryCodes.activate(user).get_unused_codes()[0]
    for expected in (200, 302):
        ash.password()
        ash.browser.post("/sign-in/code/", {"code": spare})
        assert ash.browser.get(HELD).status_code == expected
        ash.browser.post("/sign-out/")


def test_what_was_set_up_is_sealed_with_the_key(house, ash):
    kept = house.sql.execute("select data::text from authn.mfa_authenticator").fetchone()[0]
    assert ash.secret not in kept


def test_without_a_second_step_only_its_setting_up_opens(house):
    bo = account(house.staff("Bo", house.team("North")), "bo@example.org", second_step=False)
    assert bo.password(next=HELD)["Location"] == "/you/"
    answer = bo.browser.get(HELD)
    assert answer["Location"].startswith("/sign-in/")
    answer = bo.browser.get(answer["Location"])
    assert answer["Location"] == "/you/"
    assert bo.browser.get("/you/").status_code == 200
    assert bo.browser.get("/you/password/")["Location"] == "/you/"
    page = bo.browser.get("/you/second-step/app/").content.decode()
    bo.secret = re.search(r"<code>([A-Z2-7]+)</code>", page)[1]
    answer = bo.browser.post("/you/second-step/app/", {"code": bo.code()})
    assert answer["Location"] == "/you/second-step/codes/"
    assert bo.browser.get(HELD).status_code == 200
    codes = bo.browser.get("/you/second-step/codes/").content.decode()
    assert len(re.findall(r"<code>\d{8}</code>", codes)) == 10
    assert "<code>" not in bo.browser.get("/you/second-step/codes/").content.decode(), "they are shown once"
    assert bo.browser.get("/you/onwards/")["Location"] == HELD


def test_the_last_second_step_stays(ash):
    ash.sign_in()
    answer = ash.browser.post("/you/second-step/app/remove/")
    assert answer["Location"].startswith("/sign-in/again/")
    ash.browser.post(answer["Location"], {"password": PASSWORD})
    answer = ash.browser.post("/you/second-step/app/remove/")
    assert answer.status_code == 200
    assert Authenticator.objects.filter(type="totp").count() == 1


def test_known_and_unknown_addresses_are_answered_alike(ash):
    def words(answer):
        text = re.sub(
            r'name="csrfmiddlewaretoken" value="[^"]+"|name="once" value="[^"]+"', "", answer.content.decode()
        )
        return text.replace("ash@example.org", "x").replace("nobody@example.org", "x")

    known = Client().post("/sign-in/", {"login": "ash@example.org", "password": "not this one"})
    unknown = Client().post("/sign-in/", {"login": "nobody@example.org", "password": "not this one"})
    assert known.status_code == unknown.status_code == 200
    assert words(known) == words(unknown)


def test_a_forgotten_password_says_nothing_of_accounts(ash, settings_with_mail):
    def words(answer):
        return (answer.status_code, answer.get("Location"))

    known = Client().post("/sign-in/forgotten/", {"email": "ash@example.org"})
    unknown = Client().post("/sign-in/forgotten/", {"email": "nobody@example.org"})
    assert words(known) == words(unknown) == (302, "/sign-in/forgotten/sent/")
    from django.core import mail

    assert [m.to for m in mail.outbox] == [["ash@example.org"], ["nobody@example.org"]]
    link = re.search(r"http://testserver(/\S+)", mail.outbox[0].body)[1]
    browser = Client()
    where = browser.get(link)["Location"]
    answer = browser.post(where, {"password1": "otter cloud paper", "password2": "otter cloud paper"})
    assert answer["Location"] == "/sign-in/forgotten/done/"
    assert ash.password("otter cloud paper")["Location"] == "/sign-in/code/"


@pytest.fixture
def settings_with_mail():
    from django.core import mail
    from django.test import override_settings

    mail.outbox = []
    with override_settings(
        EMAIL_HOST="mail.invalid", EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"
    ):
        yield


def test_without_a_mail_server_the_page_says_whom_to_ask(house):
    assert "administrators" in Client().get("/sign-in/forgotten/").content.decode()


def test_five_wrong_passwords_and_the_right_one_waits(house, ash):
    for _ in range(5):
        ash.password("not this one")
    answer = ash.password()
    assert answer.status_code == 200
    assert "Wait five minutes" in answer.content.decode()
    keys = [k for (k,) in house.sql.execute("select cache_key from authn.accounts_counted")]
    assert keys
    assert all(re.fullmatch("[0-9a-f]{64}", k) for k in keys), "what is counted says nothing of whom"


def test_signing_out_ends_the_session_at_once(house, ash):
    ash.sign_in()
    cookie = ash.browser.cookies["alongside"].value
    ash.browser.post("/sign-out/")
    thief = Client()
    thief.cookies["alongside"] = cookie
    assert thief.get(HELD).status_code == 302
    assert house.sql.execute("select count(*) from access.session where ended_at is null").fetchone() == (0,)


def test_signing_out_everywhere_leaves_only_this_browser(ash):
    ash.sign_in()
    here, ash.browser = ash.browser, Client()
    ash.sign_in(step=1)
    there = ash.browser
    assert there.get(HELD).status_code == here.get(HELD).status_code == 200
    here.post("/you/sign-out-everywhere/")
    assert (here.get(HELD).status_code, there.get(HELD).status_code) == (200, 302)
    assert there.get("/you/").status_code == 302


def test_a_new_password_ends_the_other_sessions(ash):
    ash.sign_in()
    here, ash.browser = ash.browser, Client()
    ash.sign_in(step=1)
    there = ash.browser
    new = {"oldpassword": PASSWORD, "password1": "otter cloud paper", "password2": "otter cloud paper"}
    assert here.post("/you/password/", new).status_code == 302
    assert (here.get(HELD).status_code, there.get(HELD).status_code) == (200, 302)


def test_an_hour_without_a_move_and_the_session_is_over(house, ash):
    ash.sign_in()
    house.pass_time(minutes=59)
    assert ash.browser.get(HELD)["Location"].startswith("/locked/")
    house.pass_time(minutes=2)
    assert ash.browser.get(HELD)["Location"].startswith("/sign-in/")
    assert ash.browser.get("/sign-in/").status_code == 200, "no circle between the two"


def test_twelve_hours_at_most(house, ash):
    ash.sign_in()
    for _ in range(79):
        house.pass_time(minutes=9)
        assert ash.browser.get(HELD).status_code == 200
    house.pass_time(minutes=9, seconds=30)
    assert ash.browser.get(HELD)["Location"].startswith("/sign-in/")


def test_the_cookie_stands_nowhere_in_the_database(house, ash):
    ash.sign_in()
    cookie = ash.browser.cookies["alongside"].value
    for table in ("authn.accounts_session", "access.session"):
        assert cookie not in str(house.sql.execute(f"select * from {table}").fetchall())


def test_nobody_signs_up(house):
    for path in ("/signup/", "/accounts/signup/", "/sign-up/", "/you/email/"):
        assert Client().get(path).status_code == 404


def test_the_public_pages_open(house, ash):
    for path in (
        "/sign-in/",
        "/sign-in/forgotten/",
        "/sign-in/forgotten/sent/",
        "/sign-in/gone/",
        "/sign-out/",
    ):
        assert Client().get(path).status_code == 200, path
    ash.sign_in()
    for path in ("/you/", "/you/password/", "/sign-out/"):
        assert ash.browser.get(path).status_code == 200, path
    ash.browser.post("/sign-in/again/", {"password": PASSWORD, "next": "/you/"})
    for path in ("/you/second-step/passkeys/add/", "/you/second-step/app/remove/"):
        assert ash.browser.get(path).status_code == 200, path


def test_signing_out_after_a_while_waits_for_nobody(house, ash):
    """The page's own transaction must not hold the row that the accounts' connection is to end."""
    ash.sign_in()
    house.pass_time(minutes=5)
    assert ash.browser.post("/sign-out/").status_code == 302
    assert house.sql.execute("select count(*) from access.session where ended_at is null").fetchone() == (0,)


def test_a_new_password_after_a_while_waits_for_nobody(house, ash):
    ash.sign_in()
    house.pass_time(minutes=5)
    new = {"oldpassword": PASSWORD, "password1": "otter cloud paper", "password2": "otter cloud paper"}
    assert ash.browser.post("/you/password/", new).status_code == 302
    assert ash.browser.get(HELD).status_code == 200
