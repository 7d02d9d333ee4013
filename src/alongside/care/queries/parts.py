"""Whose part of the record a folder is, and which of that person's other parts the viewer holds."""

from alongside.access import folders
from alongside.access.viewer import Held, Person, Viewer


def whose(by: Viewer, folder: int) -> Person:
    """The person whose part of the record this is, with what the viewer holds of them."""
    held = by.all_held()
    if not any(h.folder == folder for h in held):
        # A task or a test that was opened for everything: it was not told what it holds.
        held = [Held(**row) for row in folders.rows("select * from access.held()")]
    person = next((h.person for h in held if h.folder == folder), 0)
    return Person(person, tuple(h for h in held if h.person == person))


def dates_to_write(by: Viewer, folder: int) -> int | None:
    """The `dates` part of that person, where the viewer may write it."""
    person = whose(by, folder)
    return person.folder("dates") if person.writes("dates") else None


def parts_of(by: Viewer, kinds: tuple[str, ...] = ("treatment", "family")) -> list[Held]:
    """The parts of records that tell the course of care, as far as they are held."""
    return [h for h in by.all_held() if h.kind in kinds]
