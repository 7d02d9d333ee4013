"""The few named ways in which part of a record is shared, and what each asks for. No database and no words here.

A seventh, the desk's own decision, lies with the desk: what a person does not know of is decided there and kept there.
"""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Way:
    """One way of sharing: on what it rests, to whom it may go, whether it needs a consent that holds, how long at most."""

    basis: str
    to: tuple[str, ...]
    consent: bool = False
    most_days: int = 366


WAYS: dict[str, Way] = {
    "consent": Way("agreed", ("colleague", "body"), consent=True),
    "request": Way("asked", ("them", "body", "colleague")),
    "safeguarding": Way("safeguarding", ("colleague", "body")),
    "marac": Way("life", ("colleague", "body")),
    "duty": Way("life", ("colleague", "body"), most_days=92),
    "court": Way("law", ("body",)),
}

TOPICS = (
    "attendance", "plan", "using", "medicines", "health", "safe", "reach", "people", "home", "told", "other",
)  # fmt: skip


@dataclass(frozen=True)
class Consent:
    """What a consent allows, as far as the rules ask."""

    topics: tuple[str, ...]
    to_whom: str
    until: dt.date
    ended: bool


ASKED = ("treatment", "return", "contact")
"""What they are asked beside sharing: care, the national return, being contacted."""
ASKED_OF_CONTACT = ("contact",)
"""What is asked in the part that says how to reach them: care and figures are none of it."""
SOON_DAYS = 28
"""How long before the end it is said that they are to be asked again: our choice, one visit in four weeks."""


def why_not(
    way: str, *, to: str, to_name: str, topic: str, today: dt.date, until: dt.date, they_know: bool, consent: Consent | None
) -> str:  # fmt: skip
    """The code of what stands against it, or nothing."""
    known = WAYS.get(way)
    if known is None or topic not in TOPICS:
        return "no_way"
    if not they_know:
        return "desk"
    if to not in known.to:
        return "not_to_them"
    if until < today or (until - today).days > known.most_days:
        return "period"
    if not known.consent:
        return "no_consent_here" if consent else ""
    if consent is None or consent.ended or consent.until < today:
        return "no_consent"
    if topic not in consent.topics or same(consent.to_whom) != same(to_name):
        return "other_consent"
    return "longer" if until > consent.until else ""


def same(name: str) -> str:
    """A name as it is compared."""
    return " ".join(name.split()).casefold()
