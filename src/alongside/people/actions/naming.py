"""Other names of somebody."""

from alongside.access.viewer import Viewer
from alongside.people.models import Name
from alongside.people.names import fold


def add_name(*, by: Viewer, folder: int, kind: str, text: str) -> Name:
    """Write down another name; the same one twice stays one."""
    same = Name.current.filter(folder=folder, kind=kind, text=text).first()
    return same or Name.add(by=by, folder=folder, kind=kind, text=text, sort_key=fold(text))


def end_name(*, by: Viewer, name: Name, why: str, in_error: bool = False) -> None:
    """A name that they no longer go by, or that was never theirs: it is no longer found by."""
    if name.ended_at is None:
        name.end(by=by, why=why, in_error=in_error)
