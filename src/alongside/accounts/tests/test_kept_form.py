"""A form that was sent after the session had ended is there after signing in, for the same person alone."""

from urllib.parse import parse_qs, urlsplit

import pytest

from alongside.accounts.tests.people import account, quick_passwords

WORDS = "She asked me to bring Bo in while I am away"


@pytest.fixture(autouse=True)
def quick():
    with quick_passwords():
        yield


@pytest.fixture
def late(house, tellers):
    """Ash wrote for more than an hour, and then sent it."""
    ash, bo = account(tellers.ash, "ash@example.org"), account(tellers.bo, "bo@example.org")
    ash.sign_in()
    path = f"/person/{tellers.one.handle()}/access/give/"
    assert ash.browser.get(path).status_code == 200
    house.pass_time(minutes=61)
    answer = ash.browser.post(path, {"reason": WORDS, "days": "30", "to": f"staff {tellers.bo}"})
    assert answer.status_code == 302
    ash.next = parse_qs(urlsplit(answer["Location"]).query)["next"][0]
    assert ash.next == f"{path}?kept=1"
    return house, ash, bo


def test_the_text_is_there_after_signing_in(late):
    _house, ash, _bo = late
    assert ash.sign_in(next=ash.next, step=1)["Location"] == ash.next
    page = ash.browser.get(ash.next).content.decode()
    assert WORDS in page
    assert "It is not saved yet" in page


def test_nothing_was_saved_meanwhile(late):
    house, _ash, _bo = late
    assert house.sql.execute("select count(*) from access.grant where reason = %s", (WORDS,)).fetchone() == (
        0,
    )


def test_it_is_kept_sealed(late):
    house, _ash, _bo = late
    kept = house.sql.execute("select sealed from access.kept_form").fetchall()
    assert len(kept) == 1
    assert WORDS.encode() not in bytes(kept[0][0])


def test_somebody_else_on_the_same_browser_never_sees_it(late):
    _house, ash, bo = late
    bo.browser = ash.browser
    assert bo.sign_in(next=ash.next)["Location"] == ash.next
    answer = bo.browser.get(ash.next)
    assert answer.status_code == 404, "it is about a person whose record they do not hold"
    assert WORDS not in answer.content.decode()


def test_not_even_where_they_may_open_the_page(late):
    house, ash, bo = late
    house.sql.execute(
        "insert into access.grant (id, folder, staff, purpose, assigned, starts, ends)"
        " select access.new_id(), folder, %s, 'cover', true, starts, ends"
        " from access.grant where staff = %s", (bo.staff, ash.staff))  # fmt: skip
    bo.browser = ash.browser
    bo.sign_in(next=ash.next)
    answer = bo.browser.get(ash.next)
    assert answer.status_code == 200
    assert WORDS not in answer.content.decode()


def test_it_is_gone_once_it_was_sent(late):
    house, ash, bo = late
    ash.sign_in(next=ash.next, step=1)
    sent = {
        "reason": WORDS,
        "days": "30",
        "to": f"staff {bo.staff}",
        "parts": ["0"],
        "purpose": "cover",
        "writes": "read",
        "once": "w1",
    }
    answer = ash.browser.post(urlsplit(ash.next).path, sent)
    assert answer.status_code == 303, answer.content.decode()
    assert house.sql.execute("select count(*) from access.kept_form").fetchone() == (0,)
    assert WORDS not in ash.browser.get(ash.next).content.decode()
