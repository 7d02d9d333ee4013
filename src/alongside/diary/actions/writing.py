"""Write it up: the contact, what was done of the plan, the next appointment, and a paragraph that is set apart."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.access import folders
from alongside.access.sources import Source
from alongside.access.viewer import Person, Refused, Viewer
from alongside.care import actions as care
from alongside.care.actions.moving import of_this_part
from alongside.care.models import Due, Session, Step
from alongside.care.queries.parts import dates_to_write, whose
from alongside.diary.actions.appointments import book, was_agreed
from alongside.diary.models import Aside

SAFETY = "safety"
PURPOSE = "keyworker"


@transaction.atomic
def write_up(
    *, by: Viewer, folder: int, due: Due | None = None, done: Iterable[Step] = (), apart: str = "",
    apart_into: int | None = None, apart_source: str = Source.SAID, **contact: Any,
) -> tuple[Session, Due | None]:  # fmt: skip
    """Write up a contact, whole: all of it is saved, or nothing. The next appointment comes back where one was agreed.

    `apart` is a paragraph that goes to another part of the record: `apart_into`, or a new one for what harmed them.
    """
    done = list(done)
    of_this_part(folder, *done)
    if due is not None:
        was_agreed(by=by, due=due, what=contact.get("state", Session.Came.CAME))
    session = care.write_session(by=by, folder=folder, due=due, **contact)
    for step in done:
        care.step_done(by=by, step=step)
    if apart.strip():
        set_apart(by=by, session=session, into=apart_into, words=apart, source=apart_source)
    return session, _next(by, session)


def _next(by: Viewer, session: Session) -> Due | None:
    """The next appointment is one like any other: with whom and how it is known to be."""
    dates = dates_to_write(by, session.folder)
    if dates is None or session.next_at is None:
        return None
    due = Due.current.filter(folder=dates, about=session.id, state=Due.State.DUE).first()
    if due is not None:
        how = (
            session.how
            if session.how in (Session.How.HOME, Session.How.VIDEO, Session.How.PHONE)
            else Session.How.IN_PERSON
        )
        book(by=by, folder=session.folder, due=due, how=how)
    return due


def safety_of(*, by: Viewer, person: Person) -> int:
    """The viewer's own part for what harmed them, or a new one that nobody else opens until it is given to them."""
    kept = next((h.folder for h in person.held if h.kind == SAFETY and h.writes), None)
    return kept or folders.open_folder(
        by=by, kind=SAFETY, person=person.id, purpose=PURPOSE, assigned=True
    )  # fmt: skip


@transaction.atomic
def set_apart(
    *, by: Viewer, session: Session, words: str, into: int | None = None, source: str = Source.SAID
) -> Aside:
    """Put a paragraph into the part that it belongs to. What it was told at, it knows; the contact knows nothing of it.

    Without `into` it goes where they are known as somebody harmed: the viewer's own such part, or a new one that nobody else
    opens until it is given to them. Whether there is another is neither asked nor told.
    """
    person = whose(by, session.folder)
    if into is None:
        into = safety_of(by=by, person=person)
    elif not any(h.folder == into and h.writes and h.kind in Aside.lies_in for h in person.held):
        raise Refused(_("That part of the record is not yours to write in."))
    if into == session.folder:
        raise Refused(_("That is where the note lies. Choose another part, or write it into the note."))
    return Aside.add(
        by=by, folder=into, at=session.at, words=words, source=source, session=session.id, session_folder=session.folder
    )  # fmt: skip


@transaction.atomic
def change_aside(*, by: Viewer, aside: Aside, words: str, source: str, seen: int | None = None) -> Aside:
    """Correct it; what it said before is kept."""
    if not words.strip():
        raise Refused(_("Write something."))
    aside.change(by=by, seen=seen, words=words, source=source)
    return aside
