"""What parts of a record, purposes and seats are called for people to read."""

from typing import Any

from django.utils.translation import gettext_lazy as _

PARTS: dict[str, Any] = {
    "line": _("name to call by"),
    "dates": _("what is due"),
    "visit": _("appointments"),
    "contact": _("who they are, how to reach them"),
    "treatment": _("their own use"),
    "family": _("as someone affected"),
    "safety": _("as someone harmed"),
    "programme": _("change programme"),
    "peer": _("as mentor or volunteer"),
    "own": _("private pages"),
    "couple": _("joint work"),
    "alias": _("two records of one person"),
}

# The code, what it is called, and whether the person then stands among those one works with.
PURPOSES: tuple[tuple[str, Any, bool], ...] = (
    ("keyworker", _("Keyworker: works with them"), True),
    ("works_with", _("Works with them beside the keyworker"), True),
    ("cover", _("Cover while somebody is away"), False),
    ("supervision", _("Supervision"), False),
    ("prescribing", _("Nurse or prescriber"), False),
    ("safeguarding", _("Safeguarding"), False),
    ("other", _("Something else, said below"), False),
)

# Reasons that stand with what was opened, and that nobody gives by hand.
OPENED_BY: dict[str, Any] = {"duty": _("On duty"), "emergency": _("In an emergency")}

# What is asked for where somebody may be known here already.
ASKED_HERE: tuple[tuple[str, Any], ...] = (
    ("contact", _("Who they are, how to reach them")),
    ("treatment", _("Their own use")),
    ("family", _("Support as someone affected")),
)

# Why somebody on duty opens one more part: the reason stands on Today for who works with them.
ON_DUTY_FOR: tuple[tuple[str, Any], ...] = (
    ("here", _("They are here now")),
    ("crisis", _("They are in crisis")),
    ("medicine", _("A medicine or a script")),
    ("calling", _("I am returning a call")),
    ("worried", _("I am worried for somebody’s safety")),
)
ON_DUTY_OPENS: tuple[tuple[str, Any], ...] = (
    ("contact", _("Who they are, how to reach them")),
    ("treatment", _("Their own use")),
)

IN_AN_EMERGENCY: tuple[tuple[str, Any], ...] = (
    ("contact", _("Who they are, how to reach them")),
    ("treatment", _("Their own use")),
    ("safety", _("As someone harmed")),
    ("family", _("As someone affected")),
    ("programme", _("Change programme")),
    ("peer", _("As mentor or volunteer")),
)
OUTCOMES: tuple[tuple[str, Any], ...] = (
    ("right", _("It was right to open it")),
    ("other_way", _("It was right to look, and there was another way")),
    ("wrong", _("It should not have been opened")),
)

SEATS: tuple[tuple[str, Any], ...] = (
    ("keyworker", _("Keyworker's post")),
    ("duty", _("Duty")),
    ("lead", _("Team lead")),
    ("nurse", _("Nurse or prescriber")),
    ("reception", _("Reception")),
    ("desk", _("Safeguarding desk")),
    ("marac", _("MARAC representative")),
    ("privacy", _("Privacy officer")),
    ("records", _("Records officer")),
    ("other", _("Another post")),
)
OF_A_TEAM = ("duty", "reception")
"""Seats through which a team's people are seen: without a team they open nothing."""

# What everybody is asked at the beginning, in the same words, so that an answer says nothing of why.
WHO_MAY_OPEN: tuple[tuple[str, Any, Any], ...] = (
    (
        "team",
        _("Those who work with them, and whoever stands in for them"),
        _("A colleague on duty can find them, and open what is needed."),
    ),
    (
        "close",
        _("Only those who are named to them, one by one"),
        _("For everybody else who works here it is as if there were no record."),
    ),
    ("not_asked", _("Not asked yet"), ""),
)

# How somebody who works here knows a person. It closes the record to them, whatever the reason.
KNOWS: tuple[tuple[str, Any], ...] = (
    ("self", _("It is the same person")),
    ("family", _("Family")),
    ("partner", _("Partner, now or before")),
    ("near", _("Lives with them, or close by")),
    ("friend", _("Friend, or knows them from somewhere")),
    ("work", _("By other work or business")),
    ("other", _("Another way")),
)


def part(kind: str) -> str:
    """A part of the record, in words."""
    return str(PARTS.get(kind, kind))


def purpose(code: str) -> str:
    """Why it was given, in words."""
    return str(next((words for known, words, _works in PURPOSES if known == code), OPENED_BY.get(code, code)))


def works_with(code: str) -> bool:
    """Does this purpose make the person one whom the colleague works with?"""
    return any(known == code and works for known, _words, works in PURPOSES)


def seat(code: str) -> str:
    """A kind of seat, in words."""
    return str(next((words for known, words in SEATS if known == code), code))


def knows(code: str) -> str:
    """How somebody knows a person, in words."""
    return str(next((words for known, words in KNOWS if known == code), code))


def reason(purpose: str, text: str) -> str:
    """Why something was opened: one of the five reasons of whoever is on duty, else as it was written."""
    return str(dict(ON_DUTY_FOR).get(text, text)) if purpose == "duty" else text
