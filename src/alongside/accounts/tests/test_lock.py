"""The lock: after ten minutes, or by hand, nothing is answered until the PIN is given; then one is back where one was."""

import re
import threading
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client, override_settings
from tests.ground import is_there

from alongside.access import viewer
from alongside.accounts import pins
from alongside.accounts.models import Pin, User
from alongside.accounts.tests.people import PASSWORD, PIN, account, quick_passwords
from alongside.web.wrapper import database_token

pytestmark = pytest.mark.slow

HELD = "/my-access/"
WORDS = "She asked me to bring Bo in while I am away"


@pytest.fixture(autouse=True)
def quick():
    with quick_passwords():
        yield


def ash_of(tellers):
    """Ash, signed in, with a record of somebody's."""
    made = account(tellers.ash, "ash@example.org")
    made.sign_in()
    made.house, made.tellers = tellers.house, tellers
    made.record = f"/person/{tellers.one.handle()}/"
    return made


@pytest.fixture
def ash(tellers):
    return ash_of(tellers)


def away(ash, minutes=11):
    """Ash goes away from the screen."""
    ash.house.pass_time(minutes=minutes)
    return ash


def give(ash, pin, there=HELD):
    return ash.browser.post("/locked/", {"pin": pin, "next": there})


def token_of(ash):
    """What the database derives its answer from."""
    return database_token(ash.browser.cookies["alongside"].value)


def is_over(ash, token):
    """Has the session ended, for good?"""
    sql = "select ended_at is not null from access.session where hash = sha256(%s)"
    return ash.house.sql.execute(sql, (token,)).fetchone()[0]


def is_locked(ash, path=HELD):
    answer = ash.browser.get(path)
    return answer.status_code == 302 and answer.get("Location", "").startswith("/locked/?next=")


def test_ten_minutes_without_a_move_and_it_is_locked(ash):
    away(ash, 9)
    assert ash.browser.get(HELD).status_code == 200
    away(ash, 9)
    assert ash.browser.get(HELD).status_code == 200, "each page is a move"
    away(ash, 11)
    assert is_locked(ash)


def test_the_pin_opens_it_where_one_was(ash):
    answer = away(ash).browser.get(ash.record + "?x=1")
    assert answer.get("Location", "") == f"/locked/?next={ash.record.replace('/', '%2F')}%3Fx%3D1"
    page = ash.browser.get(answer.get("Location", ""))
    assert page.status_code == 200
    answer = give(ash, " 49 15 ", ash.record + "?x=1")
    assert answer.get("Location", "") == ash.record + "?x=1"
    assert ash.browser.get(answer.get("Location", "")).status_code == 200


def test_the_lock_page_shows_nothing_of_whose_it_is(ash):
    page = away(ash).browser.get(ash.browser.get(HELD).get("Location", "")).content.decode()
    assert not is_there("Ash", page)
    assert "ash@example.org" not in page
    assert "Sign out" not in page
    assert "<title>Locked</title>" in page


def test_by_hand_it_is_locked_at_once(ash):
    answer = ash.browser.post("/lock/", {"next": ash.record})
    assert parse_qs(urlsplit(answer.get("Location", "")).query) == {"next": [ash.record]}
    assert is_locked(ash)
    assert ash.browser.get(ash.record).get("Location", "").startswith("/locked/")


def test_the_database_answers_nobody_whose_session_is_locked(ash):
    token = token_of(ash)
    with viewer.opened(token, scope="all") as who:
        assert who.staff == ash.staff
    ash.browser.post("/lock/")
    with viewer.opened(token, scope="all") as who:
        assert who.staff is None
        assert who.locked


def test_a_page_that_is_being_made_when_it_locks_reads_nothing_more(ash):
    from alongside.access import folders

    token = token_of(ash)
    with viewer.opened(token, scope="all"):
        assert folders.call("select access.me()") == ash.staff
        ash.house.sql.execute("update access.session set locked_at = now()")
        with pytest.raises(Exception, match="no viewer is open"):
            folders.call("select access.me()")


def test_a_wrong_pin_opens_nothing_and_the_fifth_ends_the_session(ash):
    token = token_of(ash)
    away(ash)
    for left in (4, 3, 2, 1):
        page = give(ash, "5194")
        assert page.status_code == 200
        assert "once more" in page.content.decode() if left == 1 else f"{left} times" in page.content.decode()
        assert is_locked(ash)
    answer = give(ash, "5194")
    assert answer.get("Location", "") == "/sign-in/?next=%2Fmy-access%2F"
    assert is_over(ash, token)
    assert give(ash, PIN).get("Location", "") == HELD, "there is nothing to unlock"
    assert ash.browser.get(HELD).get("Location", "").startswith("/sign-in/")


def test_looking_at_the_lock_again_gives_no_more_tries(ash):
    away(ash)
    for _ in range(4):
        give(ash, "5194")
        ash.browser.get("/locked/")
        ash.browser.post("/lock/")
    assert give(ash, "5194").get("Location", "").startswith("/sign-in/")


def test_many_tries_at_once_are_five(ash):
    away(ash)
    token = token_of(ash)
    got = []

    def tries():
        from tests.ground import superuser

        with superuser(ash.house.name) as sql:
            got.append(sql.execute("select access.try_pin(sha256(%s))", (token,)).fetchone()[0])

    threads = [threading.Thread(target=tries) for _ in range(9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(g for g in got if g is not None) == [0, 1, 2, 3, 4]


def test_the_right_pin_forgets_the_wrong_ones(ash):
    away(ash)
    for _ in range(3):
        give(ash, "5194")
    assert give(ash, PIN).get("Location", "") == HELD
    away(ash)
    for _ in range(4):
        assert give(ash, "5194").status_code == 200


def test_a_session_that_is_open_takes_no_pin(ash):
    assert give(ash, "5194").get("Location", "") == HELD
    assert ash.house.sql.execute("select max(pin_tries) from access.session").fetchone() == (0,)


def test_after_an_hour_the_pin_is_not_enough(ash):
    ash.browser.post("/lock/")
    away(ash, 61)
    assert give(ash, PIN).get("Location", "") == HELD
    assert ash.browser.get(HELD).get("Location", "").startswith("/sign-in/")


def test_the_pin_makes_no_session_longer_than_twelve_hours(ash):
    for _ in range(14):
        away(ash, 50)
        give(ash, PIN)
        assert ash.browser.get(HELD).status_code == 200
    away(ash, 21)
    assert give(ash, PIN).get("Location", "") == HELD
    assert ash.browser.get(HELD).get("Location", "").startswith("/sign-in/")


def test_another_session_s_pin_page_opens_only_that(ash):
    bo = account(ash.tellers.bo, "bo@example.org")
    bo.sign_in()
    away(ash)
    assert bo.browser.post("/locked/", {"pin": PIN, "next": HELD}).get("Location", "") == HELD
    assert bo.browser.get(HELD).status_code == 200
    assert is_locked(ash)


# The form that arrives locked --------------------------------------------------------------------------------------


def late_of(ash):
    """Ash wrote for a quarter of an hour with nothing sent meanwhile, and then sent it."""
    ash.form = f"{ash.record}access/give/"
    ash.sent = {
        "reason": WORDS, "days": "30", "to": f"staff {ash.tellers.bo}", "parts": ["0"], "purpose": "cover", "writes": "read",
    }  # fmt: skip
    assert ash.browser.get(ash.form).status_code == 200
    answer = away(ash, 15).browser.post(ash.form, {**ash.sent, "once": "w1"})
    ash.next = parse_qs(urlsplit(answer.get("Location", "")).query)["next"][0]
    return ash


@pytest.fixture
def late(ash):
    return late_of(ash)


def test_what_was_written_is_there_after_the_pin(late):
    assert late.next == f"{late.form}?kept=1"
    assert WORDS not in late.browser.get("/locked/").content.decode()
    assert give(late, PIN, late.next).get("Location", "") == late.next
    page = late.browser.get(late.next).content.decode()
    assert WORDS in page
    assert "It is not saved yet" in page
    assert late.browser.post(late.form, {**late.sent, "once": "w2"}).status_code == 303
    assert late.house.sql.execute("select count(*) from access.kept_form").fetchone() == (0,)


def test_it_was_not_done_meanwhile_and_lies_sealed_in_its_folder(late):
    assert late.house.sql.execute(
        "select count(*) from access.grant where reason = %s", (WORDS,)
    ).fetchone() == (0,)
    ((folder, sealed),) = late.house.sql.execute("select folder, sealed from access.kept_form").fetchall()
    assert folder == late.tellers.one.folders["line"]
    assert WORDS.encode() not in bytes(sealed)


def test_whoever_signs_in_instead_does_not_get_it(late):
    late.house.sql.execute(
        "insert into access.grant (id, folder, staff, purpose, assigned, starts, ends)"
        " select access.new_id(), folder, %s, 'cover', true, starts, ends from access.grant where staff = %s",
        (late.tellers.bo, late.staff))  # fmt: skip
    bo = account(late.tellers.bo, "bo@example.org")
    bo.browser = late.browser
    bo.browser.post("/sign-out/")
    bo.sign_in(next=late.next)
    page = bo.browser.get(late.next)
    assert page.status_code == 200
    assert WORDS not in page.content.decode()


def test_it_is_there_after_the_whole_sign_in_as_well(late):
    for _ in range(5):
        give(late, "5194", late.next)
    assert late.sign_in(next=late.next, step=1).get("Location", "") == late.next
    assert WORDS in late.browser.get(late.next).content.decode()


def test_a_deed_with_no_page_of_its_own_leads_back_to_where_it_was_pressed(ash):
    page = f"http://testserver{ash.record}access/"
    ash.browser.post("/lock/")
    answer = ash.browser.post("/you/sign-out-everywhere/", headers={"Referer": page})
    assert parse_qs(urlsplit(answer.get("Location", "")).query)["next"] == [f"{ash.record}access/"]
    assert "was not done" in ash.browser.get(answer.get("Location", "")).content.decode()
    away_from_here = ash.browser.post(
        "/you/sign-out-everywhere/", headers={"Referer": "https://example.org/x/"}
    )
    assert away_from_here.get("Location", "") == "/locked/?next=%2F"


def test_a_password_that_arrives_locked_is_kept_nowhere(ash):
    ash.browser.post("/lock/")
    ash.browser.post("/you/password/", {"oldpassword": PASSWORD, "password1": "otter cloud paper"})
    assert ash.house.sql.execute("select count(*) from access.kept_form").fetchone() == (0,)


# Still here, and with scripts or without -------------------------------------------------------------------------------


def test_whoever_types_for_long_says_that_they_are_there(ash):
    for _ in range(4):
        away(ash, 4)
        assert ash.browser.get("/still-here/").status_code == 204
    assert ash.browser.get(HELD).status_code == 200
    away(ash, 11)
    assert ash.browser.get("/still-here/").status_code == 302


def test_without_scripts_a_page_to_read_goes_to_the_lock_by_itself(ash):
    page = ash.browser.get(ash.record).content.decode()
    refresh = re.search(r'<noscript><meta http-equiv="refresh" content="(\d+); url=([^"]+)"', page)
    assert int(refresh[1]) > 600
    assert refresh[2] == f"/locked/?next={ash.record}"
    away(ash, 11)
    assert ash.browser.get(refresh[2]).status_code == 200
    form = give(ash, PIN, f"{ash.record}access/give/").get("Location", "")
    assert "http-equiv" not in ash.browser.get(form).content.decode(), (
        "words that are being typed would be lost"
    )


def test_where_nobody_is_signed_in_there_is_nothing_to_lock():
    page = Client().get("/sign-in/").content.decode()
    assert "data-locks" not in page
    assert "http-equiv" not in page


# The PIN -----------------------------------------------------------------------------------------------------------


def test_it_is_kept_as_a_hash_that_the_database_alone_cannot_guess(ash):
    from django.contrib.auth.hashers import check_password

    kept = Pin.objects.get(user__staff=ash.staff).hash
    assert PIN not in kept
    assert not check_password(PIN, kept)
    assert pins.is_right(User.objects.get(staff=ash.staff), PIN)
    with override_settings(SECRET_KEY="another"):
        assert not pins.is_right(User.objects.get(staff=ash.staff), PIN)


def test_without_one_the_whole_sign_in_comes_and_the_words_are_kept(late):
    Pin.objects.all().delete()
    token = token_of(late)
    answer = late.browser.get(f"/locked/?next={late.next}")
    assert answer.get("Location", "").startswith("/sign-in/?next=")
    assert is_over(late, token)
    late.sign_in(next=late.next, step=1)
    assert WORDS in late.browser.get(late.next).content.decode()


def test_it_is_changed_after_the_password_once_more(ash):
    new = {"pin": "7302", "pin_again": "7302"}
    assert ash.browser.post("/you/pin/", new).get("Location", "").startswith("/sign-in/again/")
    ash.browser.post("/sign-in/again/", {"password": PASSWORD, "next": "/you/pin/"})
    assert ash.browser.get("/you/pin/").status_code == 200
    assert "not the same" in ash.browser.post("/you/pin/", {**new, "pin_again": "7303"}).content.decode()
    assert (
        "no pattern" in ash.browser.post("/you/pin/", {"pin": "1234", "pin_again": "1234"}).content.decode()
    )
    assert ash.browser.post("/you/pin/", new).get("Location", "") == "/you/"
    away(ash)
    assert give(ash, PIN).status_code == 200
    assert give(ash, "7302").get("Location", "") == HELD


def test_in_a_demo_the_lock_says_everybody_s_pin(house):
    house.sql.execute("insert into access.birth (demo, service, born_at) values (true, 'Demo', now())")
    staff, browser = house.staff("Ash", house.team("North")), Client()
    browser.post("/demo-sign-in", {"staff": staff})
    browser.post("/lock/")
    assert browser.get(HELD).get("Location", "").startswith("/locked/")
    assert pins.OF_THE_DEMO in browser.get("/locked/").content.decode()
    assert browser.get("/demo-sign-in").status_code == 200
    assert browser.post("/locked/", {"pin": pins.OF_THE_DEMO}).get("Location", "") == "/"
    assert browser.get(HELD).status_code == 200
    assert browser.get("/you/pin/").get("Location", "") == "/you/"


def test_elsewhere_the_lock_says_nobody_s(ash):
    away(ash)
    assert pins.OF_THE_DEMO not in ash.browser.get("/locked/").content.decode()
