"""May this go to them, this way, now? Pure decisions over one way to reach somebody; nothing is assumed safe."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from alongside.access.viewer import LONDON
from alongside.people import safe

KIND_FOR: Final = {"letter": "post", "text": "phone", "email": "email"}
CHANNEL_FOR: Final = {"letter": "post", "text": "text", "email": "email"}
DAYS_AHEAD: Final = 8
"""How far a safe time is looked for: a week has every weekday once, and one day more for what is left of today."""
BACKOFF: Final = tuple(dt.timedelta(minutes=m) for m in (1, 5, 15, 60, 240))
"""How long until the next try, after each that failed; then it is held for a person to decide."""


@dataclass(frozen=True)
class Go:
    """It may go now."""


@dataclass(frozen=True)
class Wait:
    """It may go, from this moment on."""

    until: dt.datetime


@dataclass(frozen=True)
class Hold:
    """It may not go; `why` is a line of `holds`."""

    why: str


Decision = Go | Wait | Hold


def decide(
    way: Any | None, channel: str, now: dt.datetime, *, ask_again_days: int, looked_on: dt.date | None = None
) -> Decision:
    """May a message go by this way at this moment? The first reason against it counts.

    `looked_on` is the day on which a worker looked at what no machine can follow; it holds for that day.
    """
    today = now.astimezone(LONDON).date()
    if way is None or way.ended_at is not None or way.in_error or way.kind != KIND_FOR[channel]:
        return Hold("no_way")
    why = _why_not(way, channel) or _too_old(way, today, ask_again_days)
    if not why and looked_on != today:
        why = _for_a_person(way)
    if why:
        return Hold(why)
    if channel == "letter":
        return Go()  # a letter comes when the post comes: its rule is the envelope's
    at = next_safe(way, CHANNEL_FOR[channel], now)
    if at is None:
        return Hold("no_safe_time")
    return Go() if at <= now else Wait(at)


def _why_not(way: Any, channel: str) -> str:
    """What they said against it, or were never asked."""
    if CHANNEL_FOR[channel] not in safe.channels(way):
        return {"not_asked": "not_asked", "they_ring": "they_ring", "ring": "no_texts"}.get(
            way.may_contact, "not_safe"
        )
    if channel == "text" and way.text_rule.strip():
        return "own_words"
    if channel == "letter":
        return {"plain": "", "collect": "", "none": "no_letters"}.get(way.letter_rule, "letter_not_asked")
    return "when_not_asked" if way.when not in ("any", "times") else ""


def _too_old(way: Any, today: dt.date, days: int) -> str:
    """Rules are good until the day they were to be asked again, and for so many days since they were asked."""
    if safe.lapsed(way, today) or way.asked_on is None or (today - way.asked_on).days > days:
        return "ask_again"
    return ""


def _for_a_person(way: Any) -> str:
    """Rules in words, or about other people's eyes: a person has to look."""
    if way.unsafe_when.strip():
        return "never_when"
    if way.watched == "yes":
        return "watched"
    return "third_party" if way.third_party.strip() else ""


def next_safe(way: Any, channel: str, now: dt.datetime) -> dt.datetime | None:
    """The next moment at which this way allows this, in UTC; None where none comes in the days ahead.

    A window opens at its first minute, at midnight, or where the clocks change: twice a year an hour is left out or
    comes again, between one and two at night.
    """
    here = now.astimezone(LONDON).date()
    begins = {way.from_time or dt.time(0), dt.time(0), dt.time(1), dt.time(2)}
    moments = {
        dt.datetime.combine(here + dt.timedelta(days=n), time, LONDON).replace(fold=fold).astimezone(dt.UTC)
        for n in range(DAYS_AHEAD)
        for time in begins
        for fold in (0, 1)
    }
    ahead = (m for m in {now.astimezone(dt.UTC), *moments} if m >= now and safe.allows(way, channel, m))
    return min(ahead, default=None)


def has_passed(at: dt.datetime | None, now: dt.datetime) -> bool:
    """Is the time that a message speaks of over? It waited too long, and says nothing any more."""
    return at is not None and at <= now


def next_try(tries: int, now: dt.datetime) -> dt.datetime | None:
    """When to try again after so many tries that failed; None where it was tried often enough."""
    return now + BACKOFF[tries] if tries < len(BACKOFF) else None
