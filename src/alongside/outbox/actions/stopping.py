"""Stopping: one message, everything about one part of a record, or everything to one person."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.access import folders
from alongside.access.moving import move
from alongside.access.viewer import Person, Refused, Viewer
from alongside.outbox.models import PARTS, Message
from alongside.outbox.states import OPEN


@transaction.atomic
def cancel(*, by: Viewer, message: Message, why: str = "") -> Message:
    """It does not go."""
    move(message, message.course, "cancel", by=by, held_why=why or message.held_why)
    if message.channel != Message.Channel.LETTER:
        folders.call("select access.send_no_more(%s, %s)", message.folder, message.pk)
    return message


@transaction.atomic
def stop_part(*, by: Viewer, folder: int) -> None:
    """Nothing that waits goes about this part of the record: it has ended, or was made in error."""
    _cancel_all(by, [folder])


@transaction.atomic
def stop_all(*, by: Viewer, person: Person) -> None:
    """Nothing goes to this person any more: they died, or the record was made in error.

    What the viewer may write is cancelled now. What waits in other parts is cancelled by the task, within the minute, and
    nobody is told whether there are any; whoever works there sees from then on that nothing goes.
    """
    mine = [h.folder for h in person.held if h.writes and h.kind in PARTS]
    if not mine:
        raise Refused(
            _("You may not write in this record. Ask whoever works with them to stop its messages.")
        )
    _cancel_all(by, mine)
    folders.call("select access.stop_person(%s)", mine[0])


@transaction.atomic
def let_again(*, by: Viewer, folder: int) -> None:
    """It was a mistake: messages may go to this person again. What was cancelled stays so."""
    folders.call("select access.let_person(%s)", folder)


def _cancel_all(by: Viewer, parts: Iterable[int]) -> None:
    for message in Message.current.filter(folder__in=list(parts), state__in=OPEN).exclude(state="sending"):
        cancel(by=by, message=message, why="stopped")
