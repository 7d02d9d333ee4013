"""Whether a text or e-mail could be carried at all: a carrier is set up, and neither it nor the words say who we are."""

from dataclasses import dataclass
from typing import Any

from alongside.access import folders
from alongside.outbox import neutral
from alongside.outbox.carriers import Carrier
from alongside.outbox.models import Message
from alongside.outbox.wording import Written, written

NOT_SET_UP = {"text": "no_texts_set_up", "email": "no_emails_set_up"}


@dataclass(frozen=True)
class Service:
    """What this service is called, and whether it is a demonstration."""

    name: str
    demo: bool


def service() -> Service:
    """As the database was born."""
    (row,) = folders.rows("select m ->> 'service' as name, m ->> 'demo' as demo from access.birth_mark() m")
    return Service(row["name"] or "", row["demo"] == "true")


def may_be_named(way: Any) -> bool:
    """Did they allow us to say who we are?"""
    return way.say_who == "yes"


def words_of(message: Message, named: bool, name: str) -> Written:
    """The message as it goes out."""
    return written(
        message.channel, message.template, who=message.who, at=message.at, service=name if named else ""
    )


def why_not(message: Message, carrier: Carrier | None, named: bool, name: str) -> str:
    """The line of `holds` that keeps it here, or nothing."""
    if carrier is None:
        return NOT_SET_UP[message.channel]
    if neutral.giveaways(carrier.sender, name, named=named, links=False):
        return "sender"
    words = words_of(message, named, name)
    if neutral.giveaways(f"{words.subject} {words.body}", name, named=named):
        return "wording"
    return ""
