"""Messages as pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from alongside.access.viewer import Held, Person, Viewer
from alongside.outbox.actions.deciding import stopped_among
from alongside.outbox.models import PARTS, Message
from alongside.outbox.states import NEEDS_SOMEBODY, OPEN
from alongside.people.models import Line
from alongside.people.queries.lines import lines_of

SHOWN = 60


@dataclass(frozen=True)
class Named:
    """A message with whose it is."""

    message: Message
    person: Person
    name: str
    part: Held


def messages_of(folder: int) -> list[Message]:
    """Everything written about one part of a record, the newest first."""
    return list(Message.current.filter(folder=folder).order_by("-made_at")[:SHOWN])


def open_messages(parts: Iterable[Held]) -> list[Message]:
    """What waits or is held in these parts, the newest first."""
    rows = Message.current.filter(folder__in=[h.folder for h in parts if h.kind in PARTS], state__in=OPEN)
    return list(rows.order_by("-made_at"))


def needing_somebody(viewer: Viewer) -> list[Message]:
    """Of everybody the viewer works with: what is held, was cut off, came back, or waits for a second look."""
    folders = [h.folder for h in viewer.all_held() if h.kind in PARTS]
    rows = Message.current.filter(folder__in=folders, state__in=NEEDS_SOMEBODY)
    # What one wrote oneself waits for somebody else.
    mine = Q(state="waiting") & (Q(written_by=viewer.staff) | Q(made_by=viewer.staff))
    found = list(rows.exclude(mine).order_by("made_at"))
    # What was stopped waits for nobody.
    still = stopped_among(m.folder for m in found)
    return [m for m in found if m.folder not in still]


def letters_in_sight(viewer: Viewer) -> list[Message]:
    """Letters that wait for a second look or for the post, or are held, of everybody whom the viewer may open."""
    rows = Message.current.in_sight().filter(
        channel=Message.Channel.LETTER, state__in=("waiting", "ready", "held")
    )
    return list(rows.order_by("made_at"))


def named(viewer: Viewer, messages: Iterable[Message], known: Iterable[Line] | None = None) -> list[Named]:
    """With what to call each person, by the lines where they are known already; those whose line is not held are left out."""
    rows = list(messages)
    if not rows:
        return []
    held = {h.folder: h for h in viewer.all_held()}
    people = {m.folder: viewer.person(held[m.folder].person) for m in rows if m.folder in held}
    lines = (
        lines_of({p.id: p for p in people.values()}.values())
        if known is None
        else {held[line.folder].person: line for line in known if line.folder in held}
    )
    return [
        Named(m, people[m.folder], lines[people[m.folder].id].call_name, held[m.folder])
        for m in rows
        if m.folder in people and people[m.folder].id in lines
    ]
