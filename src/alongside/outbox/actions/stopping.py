"""Stopping: one message, everything about one part of a record, or everything to one person."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.access import folders
from alongside.access.moving import move
from alongside.access.refusing import said
from alongside.access.viewer import Person, Refused, Viewer
from alongside.outbox.actions.deciding import stopped
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
def stop_all(*, by: Viewer, person: Person, folder: int | None = None) -> None:
    """Nothing goes to this person any more: they died, or the record was made in error. It is said in one part of their record.

    What waits is not changed, in whichever part: it stands still, and goes on from where it was if that was a mistake. Nobody is
    told whether there is any in a part that they do not hold; whoever works there sees that nothing goes.
    """
    mine = [h.folder for h in person.held if h.writes and h.kind in PARTS]
    if not mine or (folder is not None and folder not in mine):
        raise Refused(
            _("You may not write in this record. Ask whoever works with them to stop its messages.")
        )
    folders.call("select access.stop_person(%s)", folder or mine[0])


@transaction.atomic
def let_again(*, by: Viewer, folder: int) -> bool:
    """It was a mistake: what was stopped goes on. Answers whether it does; somebody may have said so in another part too.

    Whoever does not write in the part where it was said gets one answer, whatever was said there.
    """
    words = _(
        "It stands written that they died. Where that is a mistake, undo it first; then somebody looks, and lets "
        "messages go again."
    )
    elsewhere = _(
        "A colleague said so in a part of their record in which you do not write. Ask the safeguarding desk: "
        "they ask whoever said it."
    )
    with said(words, meanwhile=elsewhere):
        folders.call("select access.let_person(%s)", folder)
    return not stopped(folder)


@transaction.atomic
def somebody_died(*, by: Viewer, person: Person, folder: int) -> None:
    """They died, as it is written in this part: nothing goes any more, and is not let go again while that stands."""
    stop_all(by=by, person=person, folder=folder)
    folders.call("select access.said_died(%s, true)", folder)


@transaction.atomic
def not_died(*, by: Viewer, folder: int) -> None:
    """That was written by mistake. What was stopped stays so, until somebody looked and lets it go again."""
    folders.call("select access.said_died(%s, false)", folder)


def _cancel_all(by: Viewer, parts: Iterable[int]) -> None:
    for message in Message.current.filter(folder__in=list(parts), state__in=OPEN).exclude(state="sending"):
        cancel(by=by, message=message, why="stopped")
