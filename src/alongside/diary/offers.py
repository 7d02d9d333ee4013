"""What may be sent about an appointment, by which way, in which words: all of it the outbox's own."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from alongside.access.viewer import Refused
from alongside.outbox import actions as outbox
from alongside.outbox.forms import CHANNELS
from alongside.outbox.models import Message
from alongside.outbox.wording import first_name, said
from alongside.people import safe
from alongside.people.identity import identity_of
from alongside.people.models import ContactWay
from alongside.web.wrapper import Part, Request, sealed


@dataclass(frozen=True)
class Offer:
    """One way that a message may go: its handle, the channel, the number or address, and its rules."""

    way: str
    channel: str
    to: str
    facts: tuple[str, ...]


@dataclass(frozen=True)
class Offers:
    """A message in its words, and the ways that they agreed to. None where nothing is safe."""

    words: str
    ways: tuple[Offer, ...]
    letter: bool


def _safe_ways(request: Request, part: Part) -> dict[str, tuple[ContactWay, str]]:
    """Their own ways of which they said that we may: those that were refused or never asked are not offered."""
    ways = identity_of(request, part.person).ways
    found = {}
    for way in ways:
        channel = CHANNELS.get(ContactWay.Kind(way.kind)) if way.kind in CHANNELS else None
        if channel and channel in safe.channels(way):
            found[sealed(way, "way")] = (way, channel)
    return found


def texts(request: Request, part: Part, template: str, at: dt.datetime | None) -> Offers:
    """What would be sent, word for word, and by which ways it may go."""
    ways = tuple(
        Offer(code, channel, safe.value_in_words(way), tuple(safe.facts_of(way)))
        for code, (way, channel) in _safe_ways(request, part).items()
    )
    words = said(template, who=first_name(request.viewer.name), at=at)
    posts = any("post" in safe.channels(w) for w in identity_of(request, part.person).ways)
    return Offers(words, ways, posts)


def send(request: Request, part: Part, template: str, at: Any) -> Message:
    """Send it by the way that was pressed; the outbox decides when it may go, or holds it and says why."""
    found = _safe_ways(request, part).get(request.POST.get("way", ""))
    if found is None:
        raise Refused(_("They have not said that this way is safe. Ask them, then write it down."))
    way, channel = found
    return outbox.send(
        by=request.viewer, folder=part.folder, template=template, channel=channel, way=way, at=at
    )
