"""Figures of the law and of clinical guidance: each has its entry in the library, and stands on no page without it.

A sentence with a figure in it is a `web.figures.Figure`, or it is in `OUR_OWN` with why it needs no entry. Whoever writes a new
one decides which.
"""

import re

import pytest

from alongside.guide.content import FIRST, guide, unknown_figures
from alongside.web import figures
from alongside.web.figures import Figure
from tests.guards.test_words import messages

NUMBER = (
    r"(?:\d[\d.,]*|%\(\w+\)[sd]|an?|half an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|twenty|thirty"
    r"|ninety)"
)
UNIT = r"(?:minutes?|hours?|days?|weeks?|months?|years?|units?|mg|ml|g|per cent|%%)"
LAW = r"\b(?:Act|Regulations) \d{4}|GDPR|\b(?:article|schedule|section|regulation|guideline|paragraph)s? \d|\bNICE\b"
CLINICAL = r"threshold|cut-?off|naloxone|\bscores?\b"
SAYS_ONE = re.compile(rf"\b{NUMBER}[ -]{UNIT}\b|{LAW}|{CLINICAL}", re.IGNORECASE)

OUR_OWN = {
    "a sign of the first hour names its guideline beside it, or says that it is unconfirmed (intake/rules.py)": (
        "UK clinical guidelines 2017, unconfirmed", "NICE CG100", "NICE NG225, unconfirmed", "NICE CG110, unconfirmed",
        "Naloxone today, for them", "A prescription has stopped", "What they could take before may be too much",
    ),
    "how the national figures count a wait, which the page says": (
        "longer than three weeks", "Working days: Saturdays and Sundays",
    ),
    "a question of a fixed edition, and what to say at once to its answer; it advises no figure": (
        "On how many of the last 28 days", "Yes, in the last 28 days", "Yes, not in the last 28 days", "Is there naloxone where",
        "Stay with them. Ring 999", "Give them the numbers today", "Yes, in the last three months",
        "In the last 28 days, did they share", "What happens on a day without",
    ),
    "how long a link, a PIN or a page without a move lasts": (
        "Too many tries. Wait five minutes",
        "Kept for you for the next twelve hours",
        "4 to 12 digits, for this service alone", "Somebody, perhaps you, asked for a new",
        "We send a link to your e-mail", "If there is an account for that address", "This link no longer works",
        "It may have been used, or be more than three days", "After ten minutes without a move", "Give this to %(name)s yourself",
    ),
    "how long access lasts is this product's choice, which a service may shorten": (
        "It reaches a colleague only if they can open", "It can be given for 1 to 90 days",
        "One part of one record, to read, for four",
        "Open to you for four hours", "It is open to you until your shift ends", "Renew all for 90 days", "Renewed for 90 days",
        "What to call them you go on seeing for 90 days",
        "You see what to call their people, and what is due",
        "%(name)s can open it now, for ninety days", "Each try is written down", "in the last four days",
    ),
    "how long a consent or a warning holds before it is asked again is this product's choice": (
        "A consent ends on a day to come", "Within a year.", "Say until when it is shared",
    ),
    "when a page reminds somebody is a custom of ours, and the page says so": (
        "not met for three weeks, nothing booked", "nothing has moved for six months",
        "From what is due, met and missed alone",
        "Three weeks is our own custom", "no contact for %(days)s days or more",
        "An instruction has not been read for four hours",
        "Answer what speaks to you, and look again in a year", "Staff can answer them here and come back in a year",
        "A kit stands among the dates four weeks before it runs out: our own custom",
        # How long somebody has stayed in touch: days that are worth a word.
        "%(days)s days in touch", "Half a year in touch", "%(n)s year in touch",
    ),
    "how soon somebody who is out alone is rung is this product's choice, and the page says it": (
        "Choose a time in the next twelve hours", "Ring them. If they do not answer", "15 minutes more", "A quarter of an hour",
    ),
    "the night when clocks go back has two of one hour": (
        "The second, an hour later",
    ),
    "the name of a kit or a line on the record; it advises no figure": (
        "Naloxone to replace", "Naloxone kit", "naloxone and health",
    ),
    "how often a prescriber may ask is this product's choice": (
        "Only a nurse or prescriber asks this, with the number",
    ),
    "the span that a page shows, or how long a computer takes": (
        "Nothing is due in the next seven days", "In twelve months:", "No safe time comes in the next eight days",
        "For when somebody has died, or the record was made", "It is going out at this moment", "It is looked for again",
        "The file is not made yet", "Say on which day it came",
        "A pattern is made for 1 to 12 weeks", "Say it for days within a year", "Choose a day in the next three months",
        "in the last four weeks", "%(n)s day of questions", "As soon as this is saved nothing goes to them any more",
        "The two weeks before", "The two weeks after", "Nobody is booked in these two weeks", "in three months",
    ),
    "a day, with no number of anything": (
        "It stands among their dates as a choice and a day",
        "Nothing is due. Appointments, steps with a day", "Write a day and a time", "Until when it holds has to be a day",
        "Say on which day it was handed over", "Due within a month of the day on which they asked",
        "The day to look back on it has passed",
        "A prescription has a day on which it is reviewed", "A kit is good until a day after it was given",
    ),
    "the law that a choice rests on: its entry is linked below the form (subject.words.WITHHOLDING)": (
        "Data Protection Act 2018, schedule 2, paragraph 16.", "Data Protection Act 2018, schedule 3: serious",
        "Data Protection Act 2018, schedule 2, paragraph 2, where",
    ),
}  # fmt: skip


def figures_in_sentences() -> dict[str, str]:
    """Every sentence of ours with a figure in it, and where it stands."""
    return {text: where for text, where in messages().items() if SAYS_ONE.search(text)}


def test_every_figure_has_its_entry():
    assert figures.FIGURES
    assert unknown_figures(guide(FIRST)) == []


def test_every_sentence_with_a_figure_is_one_with_an_entry_or_our_own():
    known = {str(figure) for figure in figures.FIGURES}
    ours = tuple(start for starts in OUR_OWN.values() for start in starts)
    undecided = {
        text: where
        for text, where in figures_in_sentences().items()
        if text not in known and not text.startswith(ours)
    }
    assert not undecided, "make it a web.figures.Figure with its entry, or say in OUR_OWN why it needs none"


@pytest.mark.parametrize("start", [start for starts in OUR_OWN.values() for start in starts])
def test_what_is_called_our_own_still_stands_somewhere(start):
    assert any(text.startswith(start) for text in messages())


def test_an_entry_that_is_not_there_is_said(monkeypatch):
    monkeypatch.setattr(figures, "FIGURES", [])
    Figure("Within 28 days.", "no-such-entry")
    (problem,) = unknown_figures(guide(FIRST))
    assert "no-such-entry" in str(problem)


def test_a_new_figure_would_be_noticed():
    for text in (
        "Answered within 28 days.",
        "14 is a threshold for referral.",
        "Mental Capacity Act 2005",
        "at most 30 mg",
        "%(n)s units a week",
    ):
        assert SAYS_ONE.search(text), text


def test_a_word_or_a_kind_of_help_with_a_figure_says_where_it_comes_from():
    content = guide(FIRST)
    words = [term.term for term in content.terms if re.search(r"\d", term.short) and not term.source]
    kinds = [row["slug"] for row in content.interventions if not content.sources(row.get("sources", ()))]
    assert (words, kinds) == ([], [])


def test_no_source_that_a_word_names_is_missing():
    content = guide(FIRST)
    assert [term.term for term in content.terms if term.source and term.source not in content.entries] == []
