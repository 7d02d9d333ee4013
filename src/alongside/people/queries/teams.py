"""The teams of whoever is asking."""

import json

from alongside.access import folders
from alongside.access.viewer import Viewer


def my_teams(by: Viewer) -> list[tuple[int, str]]:
    """The teams that the viewer is in, by name."""
    teams = folders.call("select teams from access.colleagues() where id = %s", by.staff)
    known = json.loads(teams) if isinstance(teams, str) else teams or []
    return sorted(((t["id"], t["name"]) for t in known), key=lambda t: t[1])
