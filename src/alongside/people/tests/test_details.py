"""Details: every answer is theirs to give or not; a former name is found by and never shown."""

import pytest
from tests.ground import telling

from alongside.people.forms.details import SECTIONS
from alongside.people.models import Details, Name
from alongside.people.tests.people import said, somebody


@telling
def lou(tellers):
    return somebody(tellers.house, tellers.ash, "Lou")


def details_of(tellers):
    with tellers.house.viewer(tellers.ash):
        return Details.current.get()


def seen_on(page):
    return page.content.decode().split('name="seen" value="')[1].split('"')[0]


@pytest.mark.family
@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_may_stay_empty(tellers, lou, section):
    browser = tellers.house.browser(tellers.ash)
    path = f"/person/{lou.handle}/details/{section}/"
    assert browser.post(path, {"seen": seen_on(browser.get(path))}).status_code == 303


@pytest.mark.family
@pytest.mark.parametrize(
    ("section", "said", "shown"),
    [
        ("age", {"pronouns": "they/them", "born_on": "3 Nov 1992"}, "3 November 1992"),
        ("age", {"age_band": "65-"}, "65 or over"),
        (
            "language",
            {"language": "Soomaali", "interpreter": "yes", "interpreter_rule": "a woman"},
            "a woman",
        ),
        ("background", {"ethnicity": "15"}, "Gypsy or Irish Traveller"),
        (
            "identity",
            {"gender_words": "woman", "gender_code": "2", "sexuality_words": "queer", "sexuality_code": "R"},
            "queer",
        ),
        ("easier", {"access_needs": "Large print.\nNo stairs."}, "No stairs."),
        ("numbers", {"nhs_number": "9434765919"}, "943 476 5919"),
        ("home", {"address": "1 High St\nHull", "postcode": "hu11aa"}, "HU1 1AA"),
    ],
)
def test_what_is_said_is_kept_and_shown_in_words(tellers, lou, section, said, shown):
    browser = tellers.house.browser(tellers.ash)
    path = f"/person/{lou.handle}/details/{section}/"
    answer = browser.post(path, {**said, "seen": seen_on(browser.get(path))})
    assert answer.status_code == 303
    assert shown in browser.get(answer["Location"]).content.decode()


@pytest.mark.family
@pytest.mark.parametrize(
    ("section", "said", "words"),
    [
        ("age", {"born_on": "31 Feb 1990"}, "has 28 days"),
        ("age", {"born_on": "1 Jan 2999"}, "Look at the year"),
        ("age", {"born_on": "1 Jan 1860"}, "or later"),
        ("age", {"age_band": "old"}, "not among them"),
        ("age", {"pronouns": "x" * 61}, "too long"),
        ("language", {"language": "a\x00"}, "cannot be seen"),
        ("background", {"ethnicity": "20"}, "not among them"),
        ("numbers", {"nhs_number": "9434765918"}, "not an NHS number"),
        ("home", {"postcode": "12345"}, "not a postcode"),
        ("easier", {"access_needs": "x" * 1001}, "too long"),
    ],
)
def test_bad_input_is_said_and_nothing_is_changed(tellers, lou, section, said, words):
    answer = tellers.house.browser(tellers.ash).post(f"/person/{lou.handle}/details/{section}/", said)
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert details_of(tellers).version == 1


def test_two_who_change_the_same_thing_are_shown_both(tellers, lou):
    browser = tellers.house.browser(tellers.ash)
    path = f"/person/{lou.handle}/details/age/"
    seen = seen_on(browser.get(path))
    assert browser.post(path, {"pronouns": "she/her", "seen": seen}).status_code == 303
    second = browser.post(path, {"pronouns": "they/them", "seen": seen})
    assert second.status_code == 409
    for words in ("she/her", "they/them"):
        assert words in second.content.decode()
    assert browser.post(path, {"pronouns": "they/them", "seen": seen_on(second)}).status_code == 303


def test_two_who_change_different_things_do_not_disturb_each_other(tellers, lou):
    browser = tellers.house.browser(tellers.ash)
    seen = {s: seen_on(browser.get(f"/person/{lou.handle}/details/{s}/")) for s in ("age", "language")}
    assert (
        browser.post(
            f"/person/{lou.handle}/details/age/", {"pronouns": "she/her", "seen": seen["age"]}
        ).status_code
        == 303
    )
    assert (
        browser.post(
            f"/person/{lou.handle}/details/language/", {"language": "Polski", "seen": seen["language"]}
        ).status_code
        == 303
    )
    assert (details_of(tellers).pronouns, details_of(tellers).language) == ("she/her", "Polski")


def test_another_name_to_call_them_by(tellers, lou):
    browser = tellers.house.browser(tellers.ash)
    path = f"/person/{lou.handle}/name/"
    assert browser.post(path, {"call_name": "Louise", "seen": "1"}).status_code == 303
    late = browser.post(path, {"call_name": "Lulu", "seen": "1"})
    assert late.status_code == 409
    assert "Louise" in late.content.decode()
    assert "Write what to call them" in browser.post(path, {"call_name": "", "seen": "2"}).content.decode()


def test_a_former_name_is_shown_nowhere(tellers, lou):
    browser = tellers.house.browser(tellers.ash)
    browser.post(f"/person/{lou.handle}/names/add/", {"kind": "former", "text": "Deadname"})
    browser.post(f"/person/{lou.handle}/names/add/", {"kind": "papers", "text": "Louise Smith"})
    with tellers.house.viewer(tellers.ash):
        name = Name.current.get(kind="former")
    for path in (
        f"/person/{lou.handle}/",
        f"/person/{lou.handle}/details/",
        f"/name/{lou.row('called', name)}/end/",
    ):
        assert "Deadname" not in browser.get(path).content.decode()
    assert "Louise Smith" in browser.get(f"/person/{lou.handle}/details/").content.decode()


def test_a_name_is_taken_away_with_its_reason(tellers, lou):
    browser = tellers.house.browser(tellers.ash)
    browser.post(f"/person/{lou.handle}/names/add/", {"kind": "also", "text": "Lulu"})
    with tellers.house.viewer(tellers.ash):
        name = Name.current.get()
    assert browser.post(f"/name/{lou.row('called', name)}/end/", {"why": ""}).status_code == 200
    assert browser.post(f"/name/{lou.row('called', name)}/end/", {"why": "not hers"}).status_code == 303
    assert "Lulu" not in browser.get(f"/person/{lou.handle}/details/").content.decode()
    other = tellers.house.browser(tellers.bo)
    theirs, nobodys = (other.get(f"/name/{handle}/end/") for handle in (lou.row("called", name), "A" * 43))
    assert said(theirs) == said(nobodys)
    assert theirs.status_code == 404


@pytest.mark.parametrize(
    "said", [{"kind": "nick", "text": "x"}, {"kind": "also", "text": ""}, {"kind": "also", "text": "x" * 201}]
)
def test_a_bad_name_is_not_kept(tellers, lou, said):
    assert (
        tellers.house.browser(tellers.ash).post(f"/person/{lou.handle}/names/add/", said).status_code == 200
    )
    with tellers.house.viewer(tellers.ash):
        assert Name.current.count() == 0


@pytest.mark.parametrize("words", ["שלום עולם", "🦊🦊", "العربية و English", "a‏b"])
def test_every_script_comes_back_as_it_was_written(tellers, lou, words):
    browser = tellers.house.browser(tellers.ash)
    path = f"/person/{lou.handle}/details/language/"
    browser.post(path, {"language": words, "seen": seen_on(browser.get(path))})
    assert details_of(tellers).language == words
