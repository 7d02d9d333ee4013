"""Each rule of safe contact, one by one, and the times of day round the year, with the hours that clocks leave out or repeat."""

import datetime as dt
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from alongside.outbox import rules
from alongside.outbox.holds import HOLDS
from alongside.outbox.rules import Go, Hold, Wait, decide, next_safe, next_try
from alongside.people import safe
from alongside.people.models import ContactWay

LONDON = ZoneInfo("Europe/London")
NOW = dt.datetime(2035, 11, 6, 10, 0, tzinfo=dt.UTC)  # a Tuesday
TODAY = NOW.date()


def way(**said):
    made = {
        **dict.fromkeys(("from_time", "until_time", "review_by", "ended_at")),
        **dict.fromkeys(("days", "unsafe_when", "text_rule", "third_party", "letter_rule"), ""),
        **dict.fromkeys(("watched", "shared", "say_who"), "not_asked"),
        "kind": "phone",
        "may_contact": "yes",
        "when": "any",
        "leave_message": "no",
        "asked_on": TODAY,
        "in_error": False,
    }
    return SimpleNamespace(**{**made, **said})


def asked(said, channel="text", **more):
    return decide(said, channel, NOW, ask_again_days=92, **more)


def letter(**said):
    return way(**{"kind": "post", "letter_rule": "plain", "when": "not_asked", **said})


HELD = {
    "no such way": (None, "text", "no_way"),
    "ended": (way(ended_at=NOW), "text", "no_way"),
    "entered in error": (way(in_error=True), "text", "no_way"),
    "an e-mail to a telephone": (way(), "email", "no_way"),
    "a text to an e-mail address": (way(kind="email"), "text", "no_way"),
    "a letter to a telephone": (way(), "letter", "no_way"),
    "a text to an app": (way(kind="app"), "text", "no_way"),
    "never asked": (way(may_contact="not_asked"), "text", "not_asked"),
    "they ring": (way(may_contact="they_ring"), "text", "they_ring"),
    "no": (way(may_contact="no"), "text", "not_safe"),
    "ring only": (way(may_contact="ring"), "text", "no_texts"),
    "when was not asked": (way(when="not_asked"), "text", "when_not_asked"),
    "own words": (way(text_rule="As Jo from the gym"), "text", "own_words"),
    "to be asked again": (way(review_by=TODAY - dt.timedelta(days=1)), "text", "ask_again"),
    "asked too long ago": (way(asked_on=TODAY - dt.timedelta(days=93)), "text", "ask_again"),
    "nobody knows when asked": (way(asked_on=None), "text", "ask_again"),
    "times in words": (way(unsafe_when="when R is home"), "text", "never_when"),
    "watched": (way(watched="yes"), "text", "watched"),
    "through somebody": (way(third_party="My sister"), "text", "third_party"),
    "no day": (way(when="times", days="9"), "text", "no_safe_time"),
    "e-mail not asked": (way(kind="email", may_contact="not_asked"), "email", "not_asked"),
    "e-mail no": (way(kind="email", may_contact="no"), "email", "not_safe"),
    "letters not asked": (letter(letter_rule=""), "letter", "letter_not_asked"),
    "no letters": (letter(letter_rule="none"), "letter", "no_letters"),
    "letter to an address not asked": (letter(may_contact="not_asked"), "letter", "not_asked"),
    "letter to an old address": (letter(asked_on=TODAY - dt.timedelta(days=93)), "letter", "ask_again"),
    "letter that is watched": (letter(watched="yes"), "letter", "watched"),
}


@pytest.mark.parametrize("name", sorted(HELD))
def test_it_is_held(name):
    said, channel, why = HELD[name]
    assert asked(said, channel) == Hold(why)


@pytest.mark.parametrize(
    ("said", "channel"),
    [
        (way(), "text"),
        (way(may_contact="text"), "text"),
        (way(kind="email"), "email"),
        (letter(), "letter"),
        (letter(letter_rule="collect"), "letter"),
        (way(review_by=TODAY), "text"),
        (way(asked_on=TODAY - dt.timedelta(days=92)), "text"),
        (way(shared="yes"), "text"),
    ],
)
def test_it_may_go(said, channel):
    assert asked(said, channel) == Go()


@pytest.mark.parametrize("why", sorted({why for _s, _c, why in HELD.values()}))
def test_every_reason_says_what_to_do(why):
    assert HOLDS[why].words.endswith(".") and HOLDS[why].todo.endswith(".")


def test_no_answer_but_the_ones_that_allow_it_is_enough():
    """Whatever is added to the list of answers later is not allowed until somebody says so here."""
    for answer in ContactWay.May.values:
        allowed = asked(way(may_contact=answer), "text") == Go()
        assert allowed == (answer in ("yes", "text")), answer
    for answer in ContactWay.Letter.values:
        assert (asked(letter(letter_rule=answer), "letter") == Go()) == (answer in ("plain", "collect"))


@pytest.mark.parametrize(("said", "name"), [(said, n) for n, (said, c, why) in HELD.items()
                                            if HOLDS[why].may_look and c == "text"])  # fmt: skip
def test_a_worker_who_looked_today_may_let_it_go(said, name):
    assert asked(said, looked_on=TODAY) == Go()
    assert isinstance(asked(said, looked_on=TODAY - dt.timedelta(days=1)), Hold)


def test_looking_opens_nothing_that_is_not_for_a_person_to_decide():
    for said, channel, why in HELD.values():
        if not HOLDS[why].may_look:
            assert asked(said, channel, looked_on=TODAY) == Hold(why)


def test_at_the_wrong_time_it_waits():
    said = way(when="times", days="234", until_time=dt.time(15))  # Tuesday to Thursday before three
    evening = dt.datetime(2035, 11, 6, 18, 0, tzinfo=dt.UTC)
    friday = dt.datetime(2035, 11, 9, 9, 0, tzinfo=dt.UTC)
    midnight = dt.datetime(2035, 11, 7, 0, 0, tzinfo=dt.UTC)
    assert decide(said, "text", evening, ask_again_days=92) == Wait(midnight)
    assert decide(said, "text", friday, ask_again_days=92) == Wait(dt.datetime(2035, 11, 13, tzinfo=dt.UTC))
    assert asked(said) == Go()


def test_it_does_not_wait_beyond_the_day_on_which_to_ask_again():
    said = way(when="times", days="1", review_by=TODAY)
    assert asked(said) == Hold("no_safe_time")


def by_every_minute(said, now):
    """The first minute of the eight days ahead at which it is allowed."""
    end = dt.datetime.combine(
        now.astimezone(LONDON).date() + dt.timedelta(days=rules.DAYS_AHEAD), dt.time(0), LONDON
    )
    at = now
    while at < end:
        if safe.allows(said, "text", at):
            return at
        at += dt.timedelta(minutes=1)
    return None


minutes = st.integers(0, 24 * 60 - 1).map(lambda m: dt.time(m // 60, m % 60))
CHANGES = [dt.datetime(2036, 3, 30, 0, 0, tzinfo=dt.UTC), dt.datetime(2036, 10, 26, 0, 0, tzinfo=dt.UTC)]


@settings(max_examples=150, deadline=None)
@given(
    near=st.sampled_from([NOW, *CHANGES]),
    ago=st.integers(-3 * 24 * 60, 9 * 24 * 60),
    first=st.none() | minutes,
    last=st.none() | minutes,
    days=st.sets(st.integers(1, 7)).map(lambda d: "".join(map(str, sorted(d)))),
)
@example(near=CHANGES[0], ago=60, first=dt.time(1, 15), last=dt.time(2, 10), days="")
@example(near=CHANGES[0], ago=60, first=dt.time(1, 15), last=dt.time(1, 45), days="7")
@example(near=CHANGES[1], ago=0, first=dt.time(0, 30), last=dt.time(1, 15), days="7")
@example(near=CHANGES[1], ago=60, first=dt.time(1, 30), last=dt.time(1, 45), days="")
def test_the_next_safe_minute_is_the_one_that_looking_at_every_minute_finds(near, ago, first, last, days):
    said = way(when="times", from_time=first, until_time=last, days=days)
    now = near - dt.timedelta(minutes=ago)
    assert next_safe(said, "text", now) == by_every_minute(said, now)


@given(tries=st.integers(0, 12))
def test_tries_come_further_and_further_apart_and_end(tries):
    at = next_try(tries, NOW)
    assert (at is None) == (tries >= len(rules.BACKOFF))
    if at and tries:
        assert at - NOW > next_try(tries - 1, NOW) - NOW
