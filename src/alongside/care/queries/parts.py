"""Whose part of the record a folder is, and which of that person's other parts the viewer holds."""

from alongside.access.folders import whose
from alongside.access.viewer import Held, Viewer

__all__ = ["dates_to_write", "parts_of", "whose"]


def dates_to_write(by: Viewer, folder: int) -> int | None:
    """The `dates` part of that person, where the viewer may write it."""
    person = whose(by, folder)
    return person.folder("dates") if person.writes("dates") else None


def parts_of(by: Viewer, kinds: tuple[str, ...] = ("treatment", "family")) -> list[Held]:
    """The parts of records that tell the course of care, as far as they are held."""
    return [h for h in by.all_held() if h.kind in kinds]
