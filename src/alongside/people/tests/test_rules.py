"""The pure rules: names folded, references, safe contact in words, ages, numbers."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from alongside.access.viewer import LONDON
from alongside.people import codes, rules, safe
from alongside.people.models import ContactWay
from alongside.people.names import fold, parts
from alongside.people.references import ALPHABET, heard, new_reference

MONDAY = dt.date(2026, 11, 23)


def way(**said):
    return ContactWay(
        **{"kind": "phone", "value": "+447700900123", "made_at": dt.datetime(2026, 1, 1), **said}
    )


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Renée", "renee"),
        ("O’Brien-Łoś", "obrien los"),
        ("STRAẞE", "strasse"),
        ("  Ngũgĩ   wa Thiong'o ", "ngugi wa thiongo"),
        ("İnci", "inci"),
        ("🦊", "🦊"),
        ("100%_x", "100 x"),
    ],
)
def test_names_are_folded(name, folded):
    assert fold(name) == folded


def test_parts_are_few():
    assert len(parts("a " * 50)) == 6


def test_references_are_of_letters_that_cannot_be_confused():
    reference = new_reference()
    assert heard(reference.lower().replace("-", " ")) == reference
    assert not set("01258OILSZBGUVAEI") & set(ALPHABET)


@pytest.mark.parametrize("typed", ["", "Lou", "K7-4QX", "K7-4QX-99", "B1-111-1"])
def test_what_is_not_a_reference(typed):
    assert heard(typed) is None


@pytest.mark.parametrize(
    ("said", "facts"),
    [
        ({}, ["Not asked: do not use it yet"]),
        (
            {
                "may_contact": "text",
                "when": "times",
                "days": "234",
                "until_time": dt.time(15),
                "leave_message": "no",
            },
            ["Text only", "Tue to Thu before 3 pm", "no voicemail"],
        ),
        ({"may_contact": "yes"}, ["Ring or text", "when: not asked", "voicemail: not asked"]),
        (
            {"may_contact": "ring", "when": "any", "leave_message": "yes", "voicemail_words": "Jo called"},
            ["Ring only", "any time", "message: say “Jo called”"],
        ),
        ({"may_contact": "they_ring"}, ["They will reach us"]),
        ({"may_contact": "no", "when": "any"}, ["Do not use"]),
        (
            {
                "kind": "email",
                "may_contact": "yes",
                "when": "times",
                "days": "16",
                "from_time": dt.time(9, 30),
            },
            ["E-mail", "Mon, Sat after 9.30 am"],
        ),
    ],
)
def test_a_way_in_words(said, facts):
    assert safe.facts_of(way(**said)) == facts


def test_nothing_known_is_a_warning():
    assert safe.strip_of([], MONDAY) == safe.Strip(
        ["Nothing agreed as safe yet", "ask before you ring, text or write"], care=True
    )


def test_the_strip_says_the_first_and_the_others():
    strip = safe.strip_of(
        [
            way(may_contact="text", when="any", leave_message="no", first=True),
            way(kind="email", may_contact="yes"),
        ],
        MONDAY,
    )
    assert strip.facts == ["Text only", "any time", "no voicemail", "also: e-mail"]
    assert not strip.care


def test_what_was_to_be_asked_again_is_a_warning():
    strip = safe.strip_of([way(may_contact="text", when="any", review_by=MONDAY - dt.timedelta(1))], MONDAY)
    assert strip.care
    assert strip.facts[-1].startswith("ask again")


@pytest.mark.parametrize(
    ("said", "channel", "at", "allowed"),
    [
        ({}, "text", (24, 12), False),
        ({"may_contact": "text", "when": "not_asked"}, "text", (24, 12), False),
        ({"may_contact": "text", "when": "any"}, "ring", (24, 12), False),
        ({"may_contact": "text", "when": "any"}, "text", (24, 12), True),
        ({"may_contact": "yes", "when": "times", "days": "2"}, "ring", (24, 23), True),
        ({"may_contact": "yes", "when": "times", "days": "2"}, "ring", (25, 0), False),
        ({"may_contact": "yes", "when": "times", "until_time": dt.time(15)}, "ring", (24, 15), True),
        ({"may_contact": "yes", "when": "times", "until_time": dt.time(15)}, "ring", (24, 16), False),
        ({"may_contact": "yes", "when": "any", "review_by": dt.date(2026, 11, 23)}, "ring", (24, 12), False),
    ],
)
def test_what_may_be_sent_when(said, channel, at, allowed):
    moment = dt.datetime(2026, 11, at[0], at[1], tzinfo=LONDON)
    assert safe.allows(way(**said), channel, moment.astimezone(dt.UTC)) is allowed


def test_age_on_the_day():
    assert rules.age_on(dt.date(1992, 11, 23), MONDAY) == 34
    assert rules.age_on(dt.date(1992, 11, 24), MONDAY) == 33
    assert rules.age_on(dt.date(2004, 2, 29), dt.date(2026, 2, 28)) == 21


def test_the_nhs_number_has_a_check_digit():
    assert rules.nhs_number("943 476 5919") == "9434765919"
    assert rules.nhs_number_in_words("9434765919") == "943 476 5919"
    for wrong in ("943 476 5918", "12", "abcdefghij", "94347659190"):
        with pytest.raises(ValidationError):
            rules.nhs_number(wrong)


def test_postcodes():
    assert rules.postcode("sw1a1aa") == "SW1A 1AA"
    for wrong in ("SW1A", "12345", "QQ1 1QQ!"):
        with pytest.raises(ValidationError):
            rules.postcode(wrong)


def test_there_are_nineteen_groups_each_with_its_code_for_returns():
    assert sorted(int(c) for _g, lines in codes.ETHNICITY for c, _w, _n in lines) == list(range(1, 20))
    assert set(codes.NDTMS_ETHNIC.values()) <= set("ABCDEFGHJKLMNPRSZ")
