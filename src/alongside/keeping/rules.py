"""Decisions that need nobody's record: what is due of each line, what shows at once, what is asked for. No Django.

A figure with a clinical meaning has its source beside it. None of these does anything by itself: it shows, and a worker decides.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final


def _(words: str) -> str:
    """Mark words for the catalogue; whoever shows them translates them."""
    return words


MISSED: Final = 3
"""Doses missed in a row that show on Today of duty and of the prescriber: the figure of the UK clinical guidelines of 2017 as we
know it (the library's `orange-book-2017`); its page was not looked up, so the page says "unconfirmed"."""
MISSED_FROM: Final = "orange-book-2017"

KIT_AHEAD: Final = dt.timedelta(days=28)
"""How long before a naloxone kit runs out it stands among the dates: our own custom, of no source."""

VISITS: Final = {
    "two": _("Go in pairs"),
    "elsewhere": _("Not at home: meet somewhere else"),
    "ring": _("Ring before you set out"),
    "day": _("By daylight only"),
    "animal": _("There is an animal in the home"),
    "tell": _("Say at the office when you arrive and when you leave"),
    "ask": _("Speak with their worker before you book"),
}
"""What is kept to on a visit: codes, as they lie where no text lies."""

Dated = tuple[tuple[str, dt.date | None], ...]


def due_of(kind: str, row: Any, today: dt.date) -> Dated:
    """The dates of one line: (code, day) each, None where nothing is due of that code."""
    match kind:
        case "risk" | "household" | "visiting":
            return (("again", row.review_on),)
        case "atrisk":
            return (
                ("meeting", row.conference_on),
                ("report", row.report_on),
                ("again", today if row.referral == "today" else None),
            )
        case "medicine":
            review = ("script" if row.script else "again", row.review_on)
            other = ("again" if row.script else "script", None)
            return (review, other, ("doses", today if row.missed >= MISSED else None))
        case "kit":
            return (("kit", row.expires_on - KIT_AHEAD),)
        case "health":
            return (("health", row.next_on),)
        case "onward":
            return (("chase", row.chase_on if row.answer in OPEN else None),)
    raise LookupError(kind)


OPEN: Final = ("none", "list")
"""Answers that are none yet: they have a day on which they are chased."""


def starts_once(kind: str, code: str) -> bool:
    """Does this date stay where it was put, as long as it holds?"""
    return (kind, code) in (("medicine", "doses"), ("atrisk", "again"))


def why_not(kind: str, told: Mapping[str, Any], today: dt.date, before: Any = None) -> str:
    """Why a line cannot be written like this; empty where it can. `before` is the row that is changed."""
    match kind:
        case "risk":
            if told["level"] == "now" and not told["who"].strip():
                return _(
                    "It is serious now. Say who does what, so that nobody thinks that somebody else does it."
                )
            return _new_day_passed(told["review_on"], before and before.review_on, today)
        case "atrisk":
            if told["referral"] == "sent" and not told["referred_to"].strip():
                return _("Say to whom the referral was sent.")
        case "household":
            return _new_day_passed(told["review_on"], before and before.review_on, today)
        case "medicine":
            if told["script"] and told["review_on"] is None:
                return _("A prescription has a day on which it is reviewed. Say which.")
            return _new_day_passed(told["review_on"], before and before.review_on, today)
        case "kit":
            if told["whose"] == "around" and not told["name"].strip():
                return _("Say whose kit it is: a name or how they are called.")
            if told["expires_on"] <= told["given_on"]:
                return _("A kit is good until a day after it was given. Look at the date on the box.")
        case "onward":
            if told["answer"] in OPEN and told["chase_on"] is None:
                return _("There is no answer yet. Say on which day you chase it.")
            if told["chase_on"] and told["answer"] in OPEN and told["chase_on"] < told["sent_on"]:
                return _("It cannot be chased before it was sent.")
        case "visiting":
            return _new_day_passed(told["review_on"], before and before.review_on, today)
    return ""


def _new_day_passed(day: dt.date | None, was: dt.date | None, today: dt.date) -> str:
    """A day that is set now lies ahead; one that stood there before may have passed meanwhile."""
    if day is not None and day < today and day != was:
        return _("The day to look at it again has to be still to come.")
    return ""


def red(kind: str, row: Any) -> bool:
    """Does it stand in red on the page and on Today?"""
    match kind:
        case "risk":
            return bool(row.level == "now")
        case "atrisk":
            return bool(row.referral == "today")
        case "medicine":
            return bool(row.missed >= MISSED)
    return False


def kept_near(kind: str) -> bool:
    """Do the dates of this part stand in `dates`? Those of `safety` do not: they would tell that there is such a part."""
    return kind != "safety"
