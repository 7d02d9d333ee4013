"""A message in words, for a page: what it is, how it reads, where it goes, what to do with it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from alongside.access.viewer import Viewer
from alongside.outbox import checks, neutral
from alongside.outbox.holds import HOLDS, Why
from alongside.outbox.models import Message
from alongside.outbox.states import OPEN
from alongside.outbox.wording import TEMPLATES, dear, said
from alongside.people import safe
from alongside.people.models import ContactWay

KINDS = {"held": "care", "unsure": "care", "failed": "care", "waiting": "care", "sent": "good"}


@dataclass(frozen=True)
class Deed:
    """One button of a message."""

    code: str
    text: str
    main: bool = False


def what(message: Message) -> str:
    """Text: please ring."""
    template = TEMPLATES.get(message.template)
    if message.goes_outside:
        return _("Letter to %(whom)s") % {"whom": message.to_name}
    if message.channel == Message.Channel.LETTER or template is None:
        return message.get_channel_display()
    return _("%(channel)s: %(what)s") % {
        "channel": message.get_channel_display(),
        "what": str(template.title).lower(),
    }


def facts_of(way: ContactWay | None) -> list[str]:
    """What they agreed of this way, as far as it counts for what goes by it: a letter keeps no hours."""
    if way is None:
        return []
    if way.kind != ContactWay.Kind.POST:
        return safe.facts_of(way)
    how = way.get_letter_rule_display() if way.letter_rule else _("how a letter may come: not asked")
    return [safe.may_in_words(way), how] if safe.channels(way) else [safe.may_in_words(way)]


def stands(message: Message, stopped: bool = False) -> str:
    """How it stands, in words; what was stopped stands still, however far it was."""
    return _("stopped") if stopped and message.state in OPEN else message.state_words


def why(message: Message, by: Viewer | None = None, *, stopped: bool = False) -> Why | None:
    """Why it is stopped or held, came back or was cut off, and what this viewer can do."""
    if stopped and message.state in OPEN:
        return Why(_(HOLDS["stopped"].words), _(HOLDS["stopped"].todo))
    if message.state == "unsure" and not message.held_why:
        return Why(
            _("The connection ended while it was handed over. It may have gone."),
            _("Ask them. Then say that it arrived, or send it again."),
        )
    if message.state == "failed":
        return Why(
            _("There is no such number or address."),
            _("Check it with them, then send it again or cancel it."),
        )
    if message.state == "waiting":
        if by is not None and by.staff in (message.made_by, message.written_by):
            return Why(
                _("Somebody else has to look at it."),
                _("It stands among the letters of colleagues who may open this."),
            )
        return Why(_("Somebody else has to look at it."), _("Read it, then let it go or give it back."))
    held = HOLDS.get(message.held_why)
    return Why(_(held.words), _(held.todo), held.may_look) if held else None


def body(message: Message, way: ContactWay | None) -> str:
    """How it reads."""
    if message.channel == Message.Channel.LETTER:
        return message.words
    named = way is not None and checks.may_be_named(way)
    service = checks.service().name if named else ""
    return said(message.template, who=message.who, at=message.at, service=service)


def greeted(letter: Message) -> str:
    """Whom a letter greets."""
    return dear(letter.to_name) if letter.goes_outside else letter.to_name


def signed_for(letter: Message) -> str:
    """The name of the service below the writer's, where whoever reads it is to know who we are."""
    return checks.service().name if letter.goes_outside else ""


def says_who_we_are(message: Message) -> list[str]:
    """For whoever looks at a letter: the words in it that would tell a stranger what this is about."""
    if message.channel != Message.Channel.LETTER or message.goes_outside:
        return []  # whoever it goes to outside knows who we are
    return neutral.giveaways(message.words, checks.service().name)


def where_to(message: Message, way: ContactWay | None) -> str:
    """The number or address, as it is now."""
    if message.goes_outside:
        return message.to_address
    return safe.value_in_words(way) if way is not None else ""


def deeds(message: Message, by: Viewer, *, stopped: bool = False) -> list[Deed]:
    """What may be done with it now, by this viewer; the first is the main one. What was stopped may be cancelled."""
    mine = by.staff in (message.made_by, message.written_by)
    held = HOLDS.get(message.held_why)
    look = message.state == "held" and held is not None and held.may_look
    offered: list[tuple[str, Any, bool]] = [
        ("ask", _("Ask somebody else to look"), True),
        ("pass", _("Let it go"), not mine),
        ("post", _("It is posted"), message.printed_at is not None),
        ("looked", _("I have looked: send it"), look and message.may("again")),
        (
            "again",
            _("Try again") if message.state == "held" else _("Send it again"),
            not look and (message.channel != Message.Channel.LETTER or message.passed_by is not None),
        ),
        ("went", _("It arrived"), True),
        ("back", _("Give it back") if not mine else _("Take it back"), True),
        ("cancel", _("Cancel it"), True),
    ]
    found = [
        Deed(code, text)
        for code, text, shown in offered
        if shown and (code == "looked" or message.may(code)) and (not stopped or code in ("went", "cancel"))
    ]
    return [Deed(d.code, d.text, n == 0 and d.code != "cancel") for n, d in enumerate(found)]
