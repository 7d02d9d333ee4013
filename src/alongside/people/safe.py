"""How to reach somebody safely: what the rules allow, and how that is said. Nothing is assumed safe."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import phonenumbers
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _

from alongside.access.viewer import LONDON

# What each answer to "may we?" allows on a telephone number.
ON_A_NUMBER = {"yes": {"ring", "text"}, "text": {"text"}, "ring": {"ring"}}
MONTHS_UNTIL_ASKED_AGAIN = 3


def channels(way: Any) -> set[str]:
    """How this way may be used: ring, text, email, post, app or other; empty where it may not."""
    if way.kind == "phone":
        return ON_A_NUMBER.get(way.may_contact, set())
    return {way.kind} if way.may_contact == "yes" else set()


def lapsed(way: Any, today: dt.date) -> bool:
    """Was it to be asked again by a day that has passed? Then nothing is sent by itself."""
    return way.review_by is not None and way.review_by < today


def allows(way: Any, channel: str, at: dt.datetime) -> bool:
    """May it be used for this at this moment? Times hold in London, on their days, to their last minute."""
    here = at.astimezone(LONDON)
    if channel not in channels(way) or lapsed(way, here.date()):
        return False
    if way.when == "any":
        return True
    if way.when != "times" or (way.days and str(here.isoweekday()) not in way.days):
        return False
    now = here.time().replace(tzinfo=None)
    return (way.from_time is None or now >= way.from_time) and (
        way.until_time is None or now <= way.until_time
    )


def review_day(today: dt.date) -> dt.date:
    """When to ask again, unless somebody says otherwise: in three months."""
    return today + dt.timedelta(days=30 * MONTHS_UNTIL_ASKED_AGAIN + 1)


# In words ------------------------------------------------------------------------------------------


def clock(time: dt.time) -> str:
    """3 pm, 9.30 am."""
    hour, half = time.hour % 12 or 12, _("am") if time.hour < 12 else _("pm")
    return f"{hour}.{time.minute:02d} {half}" if time.minute else f"{hour} {half}"


def days_in_words(days: str) -> str:
    """Tue to Thu; Mon, Wed; empty for every day."""
    numbers = sorted({int(d) for d in days if d in "1234567"})
    if len(numbers) in (0, 7):
        return ""
    runs: list[list[int]] = []
    for n in numbers:
        if runs and runs[-1][-1] == n - 1:
            runs[-1].append(n)
        else:
            runs.append([n])

    def name(n: int) -> str:
        return str(WEEKDAYS_ABBR[n - 1])

    said = []
    for run in runs:
        if len(run) > 2:
            said.append(_("%(first)s to %(last)s") % {"first": name(run[0]), "last": name(run[-1])})
        else:
            said += [name(n) for n in run]
    return ", ".join(said)


def times_in_words(first: dt.time | None, last: dt.time | None) -> str:
    """from 9 am to 3 pm; before 3 pm; after 9.30 am."""
    if first and last:
        return _("from %(first)s to %(last)s") % {"first": clock(first), "last": clock(last)}
    if last:
        return _("before %(time)s") % {"time": clock(last)}
    return _("after %(time)s") % {"time": clock(first)} if first else ""


def when_in_words(way: Any) -> str:
    """When it is safe."""
    if way.when == "any":
        return _("any time")
    if way.when != "times":
        return _("when: not asked")
    return " ".join(
        filter(None, [days_in_words(way.days), times_in_words(way.from_time, way.until_time)])
    ) or _("any time")


def may_in_words(way: Any) -> str:
    """Whether we may, and how."""
    if way.may_contact == "not_asked":
        return _("Not asked: do not use it yet")
    if way.may_contact == "they_ring":
        return _("They will reach us")
    if way.may_contact == "no":
        return _("Do not use")
    if way.kind == "phone":
        return {"yes": _("Ring or text"), "text": _("Text only"), "ring": _("Ring only")}[way.may_contact]
    return {"email": _("E-mail"), "post": _("Letter"), "app": _("Message by app")}.get(
        way.kind, _("Another way")
    )


def message_in_words(way: Any) -> str:
    """Whether a message may be left, for what can take one."""
    if "ring" not in channels(way):
        # A text is a message; only a call can end in a voicemail.
        return _("no voicemail") if way.kind == "phone" and way.leave_message == "no" else ""
    if way.leave_message == "yes":
        said = way.voicemail_words.strip()
        return _("message: say “%(words)s”") % {"words": said} if said else _("a message may be left")
    return _("no voicemail") if way.leave_message == "no" else _("voicemail: not asked")


def value_in_words(way: Any) -> str:
    """The number or address as people write it."""
    return number_in_words(way.value) if way.kind == "phone" else way.value


def number_in_words(said: str) -> str:
    """A telephone number as people write it."""
    try:
        number = phonenumbers.parse(said, "GB")
    except phonenumbers.NumberParseException:
        return said
    form = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(
        number, form.NATIONAL if number.country_code == 44 else form.INTERNATIONAL
    )


def facts_of(way: Any) -> list[str]:
    """The rules of one way, shortest first."""
    facts = [may_in_words(way)]
    if channels(way):
        facts += [when_in_words(way), message_in_words(way)]
        facts += [_("never: %(words)s") % {"words": way.unsafe_when}] if way.unsafe_when else []
    return [f for f in facts if f]


@dataclass(frozen=True)
class Strip:
    """What stands at the head of every page of a record."""

    facts: list[str] = field(default_factory=list)
    care: bool = False


def first_to_try(ways: Iterable[Any]) -> Any | None:
    """The way that stands in the strip: the one to try first, of those that may be used."""
    allowed = [w for w in ways if channels(w)]
    return min(allowed, key=lambda w: (not w.first, w.made_at), default=None)


def strip_of(ways: Iterable[Any], today: dt.date, date: Any = str) -> Strip:
    """How to reach somebody, in a line. `date` says a day in words."""
    known = list(ways)
    way = first_to_try(known)
    if way is None:
        if any(w.may_contact == "they_ring" for w in known):
            return Strip([_("They will reach us"), _("do not ring, text or write")])
        if known and all(w.may_contact == "no" for w in known):
            return Strip([_("Do not ring, text or write"), _("no way is safe")], care=True)
        return Strip([_("Nothing agreed as safe yet"), _("ask before you ring, text or write")], care=True)
    facts = facts_of(way)
    others = [may_in_words(w).lower() for w in known if w is not way and channels(w)]
    if others:
        facts.append(_("also: %(ways)s") % {"ways": ", ".join(dict.fromkeys(others))})
    if lapsed(way, today):
        return Strip([*facts, _("ask again: agreed until %(day)s") % {"day": date(way.review_by)}], care=True)
    return Strip(facts)
