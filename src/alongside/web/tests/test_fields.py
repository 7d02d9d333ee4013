"""What each field takes, what it refuses, and that it says so in words somebody can act on."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from alongside.web import forms
from alongside.web.forms import moment
from alongside.web.forms.text import plain_text

TODAY = dt.date(2026, 11, 23)


@pytest.fixture(autouse=True)
def on_a_known_day(monkeypatch):
    monkeypatch.setattr(moment, "today", lambda: TODAY)


def refused(field, value):
    """The words with which a field refuses a value."""
    with pytest.raises(ValidationError) as said:
        field.clean(value)
    return said.value.messages[0]


# Text ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Lou",
        "Zoë O’Brien-Smith",
        "محمد الأمين",
        "שָׁלוֹם",
        "李小龍",
        "𝒜 👩‍👧 𠜎",
        "a\u200fb",
        "Siobhán",
        "<b>&amp;",
    ],
)
def test_text_of_every_script_comes_back_as_it_was(text):
    assert forms.Text().clean(text) == text
    assert forms.Words().clean(text) == text


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\ud800"])
@pytest.mark.parametrize(
    "field", [forms.Text, forms.Words, forms.Date, forms.Time, forms.Number, forms.Email, forms.Phone]
)
def test_what_nobody_types_is_refused(field, character):
    assert "cannot be seen" in refused(field(), f"Lo{character}u")


def test_nul_is_refused_in_a_password():
    assert refused(forms.Password(), "a\x00b")


def test_text_is_trimmed_and_of_one_form():
    assert forms.Text().clean("  Zoe\u0308 \t Lane\n ") == "Zoë   Lane"
    assert forms.Words().clean("one\r\ntwo\rthree\n") == "one\ntwo\nthree"


def test_a_password_is_taken_as_it_is():
    assert forms.Password().clean("  a b ") == "  a b "


@pytest.mark.parametrize("empty", ["", "   ", "\n\t", None])
@pytest.mark.parametrize(
    ("field", "words"),
    [(forms.Text, "Write something"), (forms.Date, "Write a date"), (forms.Number, "Write a number")],
)
def test_what_is_missing_is_asked_for(field, words, empty):
    assert words in refused(field(), empty)
    assert not field(required=False).clean(empty)


def test_what_is_missing_is_asked_for_in_the_forms_own_words():
    assert refused(forms.Text(missing="What shall we call you?"), "") == "What shall we call you?"


def test_too_long_says_by_how_much():
    assert (
        refused(forms.Text(max_length=10), "x" * 11) == "This is 1 character too long: there is room for 10."
    )
    assert refused(forms.Words(max_length=2000), "x" * 3500).startswith("This is 1,500 characters too long")
    assert forms.Text(max_length=4).clean("👩‍👧!") == "👩‍👧!"


def test_too_short_says_how_many():
    assert "at least 3 characters" in refused(forms.Text(min_length=3), "ab")


def test_tabs_are_kept_in_words_only():
    assert plain_text("a\tb", lines=True) == "a\tb"
    assert plain_text("a\tb") == "a b"


# Addresses ----------------------------------------------------------------------------------------


def test_email():
    assert forms.Email().clean(" lou@example.org ") == "lou@example.org"
    assert "name@example.org" in refused(forms.Email(), "lou at home")


@pytest.mark.parametrize(
    "typed", ["07700 900123", "07700-900123", "+44 7700 900123", "0044 7700 900123", "(07700) 900123"]
)
def test_a_number_without_a_country_is_of_the_united_kingdom(typed):
    # 07700 900000 to 900999 are Ofcom's for drama: valid in form, nobody's.
    assert forms.Phone().clean(typed) == "+447700900123"


@pytest.mark.parametrize("typed", ["12", "ring Mum", "0770090012", "+999 123"])
def test_what_is_no_telephone_number_is_refused(typed):
    assert "not a telephone number" in refused(forms.Phone(), typed)


# Dates and times ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    ["3/11/2026", "03/11/2026", "3.11.2026", "3-11-2026", "3 11 2026", "3 Nov 2026", "3 november 2026",
     "3rd Nov 2026", "Tuesday 3 November 2026", "Tue. 3 Nov 2026", "3 Nov, 2026", "3nov2026",
     "2026-11-03", " 3/11/2026 "],
)  # fmt: skip
def test_dates_as_people_write_them(typed):
    assert forms.Date().clean(typed) == dt.date(2026, 11, 3)


def test_near_days_by_name():
    assert forms.Date().clean("Today") == TODAY
    assert forms.Date().clean("tomorrow") == TODAY + dt.timedelta(1)
    assert forms.Date().clean("yesterday") == TODAY - dt.timedelta(1)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("soon", "not a date"),
        ("3/11", "not a date"),
        ("3 Nov 26", "four figures"),
        ("11/23/2026", "day first"),
        ("3 Foo 2026", "no such month"),
        ("31/2/2026", "February 2026 has 28 days"),
        ("31 Feb 2024", "February 2024 has 29 days"),
        ("0/1/2026", "31 days"),
        ("1/1/0026", "year"),
        ("1/1/9999", "year"),
        ("٣/١١/٢٠٢٦٦", "four figures"),
        ("1" * 30, "not a date"),
        ("before 3 Nov 2026", "is a Tuesday"),
        ("Monday 3 Nov 2026", "3 Nov 2026 is a Tuesday"),
    ],
)
def test_what_is_no_date_is_refused_with_its_reason(typed, words):
    assert words in refused(forms.Date(), typed)


def test_dates_have_bounds():
    assert "today or before" in refused(forms.Date(past=True), "24/11/2026")
    assert "today or later" in refused(forms.Date(future=True), "22/11/2026")
    assert forms.Date(past=True, future=True).clean("today") == TODAY
    assert "1 November 2026 or later" in refused(forms.Date(earliest=dt.date(2026, 11, 1)), "31/10/2026")
    assert "1 November 2026 or before" in refused(
        forms.Date(latest=lambda: dt.date(2026, 11, 1)), "2/11/2026"
    )


@pytest.mark.parametrize(
    ("typed", "at"),
    [("9.30", (9, 30)), ("9:30", (9, 30)), ("0930", (9, 30)), ("9", (9, 0)), ("9am", (9, 0)),
     ("1.15pm", (13, 15)), ("1.15 p.m.", (13, 15)), ("13.15", (13, 15)),
     ("12pm", (12, 0)), ("12 am", (0, 0)), ("noon", (12, 0)),
     ("01.15", (1, 15)),
     ("00.00", (0, 0)), ("23:59", (23, 59)), ("7.00", (7, 0))],
)  # fmt: skip
def test_times_as_people_write_them(typed, at):
    assert forms.Time().clean(typed) == dt.time(*at)


def test_a_time_that_may_be_morning_or_afternoon_is_asked_about():
    assert refused(forms.Time(), "1.15") == "Is that 1.15am or 1.15pm? Write which."
    assert refused(forms.Time(), "2") == "Is that 2am or 2pm? Write which."


@pytest.mark.parametrize("typed", ["late", "25.00", "9.75", "13pm", "0am", "9.3", "123456"])
def test_what_is_no_time_is_refused(typed):
    assert "not a time" in refused(forms.Time(), typed)


# Numbers ------------------------------------------------------------------------------------------


def test_numbers():
    assert forms.Number().clean(" 1,200 ") == 1200
    assert forms.Number().clean("−5") == -5
    assert str(forms.Number(places=1).clean("12.5")) == "12.5"


@pytest.mark.parametrize("typed", ["many", "1e5", "NaN", "inf", "1.2.3", "0x10", "--1", "1" * 19])
def test_what_is_no_number_is_refused(typed):
    assert "not a number" in refused(forms.Number(places=2), typed)


def test_numbers_have_bounds():
    assert "whole number" in refused(forms.Number(), "1.5")
    assert "1 figure after" in refused(forms.Number(places=1), "1.25")
    assert "1 or more" in refused(forms.Number(least=1), "0")
    assert "200 or less" in refused(forms.Number(most=200), "201")


# Choices ------------------------------------------------------------------------------------------

CHOICES = [("a", "Adults"), ("f", "Families", "Support in their own right"), ("Peers", [("m", "Mentors")])]


@pytest.mark.parametrize("field", [forms.Select, forms.Radios])
def test_one_of_those_shown(field):
    assert field(choices=CHOICES).clean("m") == "m"
    assert "not among them" in refused(field(choices=CHOICES), "zz")
    assert "Choose one" in refused(field(choices=CHOICES), "")
    assert field(choices=CHOICES, required=False).clean(None) == ""
    assert field(choices=[(1, "One")], coerce=int, empty_value=None).clean("1") == 1


def test_several_of_those_shown():
    field = forms.Checkboxes(choices=CHOICES)
    assert field.clean(["a", "f", "a"]) == ["a", "f"]
    assert "not among them" in refused(field, ["a", "zz"])
    assert "at least one" in refused(field, [])
    assert forms.Checkboxes(choices=CHOICES, required=False).clean([]) == []


def test_choices_may_be_asked_for_later():
    later = [("x", "X")]
    field = forms.Select(choices=lambda: later)
    later.append(("y", "Y"))
    assert field.clean("y") == "y"


def test_a_switch():
    assert forms.Switch().clean("on") is True
    assert forms.Switch().clean(None) is False
    assert "Tick this" in refused(forms.Switch(required=True), None)


# Files --------------------------------------------------------------------------------------------


def test_files():
    field = forms.File(most=1, accept=(".csv",))
    assert field.clean(SimpleUploadedFile("People.CSV", b"x")).name == "People.CSV"
    assert "ends in .csv" in refused(field, SimpleUploadedFile("people.exe", b"x"))
    assert "2 MB: the most that can be sent is 1 MB" in refused(
        field, SimpleUploadedFile("a.csv", b"x" * 1_500_000)
    )
    assert "empty" in refused(field, SimpleUploadedFile("a.csv", b""))
    assert "Choose a file" in refused(field, None)
