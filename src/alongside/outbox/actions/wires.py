"""Texts and e-mails: chosen from our few templates, queued at once, sent by the task."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.access import folders
from alongside.access.moving import move
from alongside.access.viewer import Refused, Viewer
from alongside.outbox import rules
from alongside.outbox.actions.deciding import decide, must_be_theirs
from alongside.outbox.holds import HOLDS
from alongside.outbox.models import Message
from alongside.outbox.states import WIRE
from alongside.outbox.wording import TEMPLATES, first_name
from alongside.people.models import ContactWay


@transaction.atomic
def send(
    *, by: Viewer, folder: int, template: str, channel: str, way: ContactWay, at: dt.datetime | None = None
) -> Message:
    """Send a text or e-mail about this part of the record, by one of this person's own ways: queued, or held and why."""
    kind = TEMPLATES.get(template)
    if kind is None or channel not in kind.channels or channel == Message.Channel.LETTER:
        raise Refused(_("There is no such message. Choose one of those on the page."))
    must_be_theirs(by, folder, way)
    if kind.speaks_of_a_time and (at is None or at < by.now):
        raise Refused(_("Say which time it is about. It must still be to come."))
    message = Message.add(
        by=by,
        folder=folder,
        channel=channel,
        template=template,
        state=WIRE.first,
        way=way.pk,
        way_folder=way.folder,
        who=first_name(by.name),
        at=at if kind.speaks_of_a_time else None,
        written_by=by.staff,
    )
    decision = decide(by, message)
    if isinstance(decision, rules.Hold):
        move(message, WIRE, "hold", by=by, held_why=decision.why)
    else:
        _queue(by, message, decision)
    return message


def _queue(by: Viewer, message: Message, decision: rules.Decision) -> None:
    """Into the queue, in the same transaction: it learns of a row and a folder, and of nothing in them."""
    due = decision.until if isinstance(decision, rules.Wait) else by.now
    message.change(by=by, due_at=due)
    folders.call("select access.send_later(%s, %s, %s)", message.folder, message.pk, due)


@transaction.atomic
def send_again(*, by: Viewer, message: Message, looked: bool = False) -> Message:
    """Try once more what was held, could not be delivered or was cut off; `looked` where a worker looked at the reason.

    It is a new sending: whoever asks for it after a cut-off takes it upon them that it may arrive twice.
    """
    if looked and message.held_why in HOLDS and HOLDS[message.held_why].may_look:
        message.looked_on = by.today
    decision = decide(by, message)
    if isinstance(decision, rules.Hold):
        why = HOLDS[decision.why]
        raise Refused(f"{_(why.words)} {_(why.todo)}")
    looked_on, message.looked_on = message.looked_on, None
    move(message, WIRE, "again", by=by, held_why="", key="", looked_on=looked_on)
    _queue(by, message, decision)
    return message


@transaction.atomic
def it_arrived(*, by: Viewer, message: Message) -> Message:
    """It was cut off, and they say that it came."""
    move(message, WIRE, "went", by=by, sent_at=by.now, held_why="")
    return message
