"""The teams of whoever is asking."""

from alongside.access import folders
from alongside.access.viewer import Viewer


def my_teams(by: Viewer) -> list[tuple[int, str]]:
    """The teams that the viewer is in, by name."""
    found = folders.answer("select teams from access.colleagues() where id = %s", by.staff)
    return sorted(((t["id"], t["name"]) for t in found or []), key=lambda t: t[1])
