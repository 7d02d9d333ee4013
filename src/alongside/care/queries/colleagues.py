"""Who works here: staff may know it of one another."""

from collections.abc import Iterable
from dataclasses import dataclass

from alongside.access import folders
from alongside.staff.queries import called


@dataclass(frozen=True)
class Colleague:
    """Somebody who works here now."""

    id: int
    name: str
    job: str


def colleagues(only: Iterable[int] | None = None) -> list[Colleague]:
    """Everybody who works here now, by name; or only those of these."""
    what = "select id, name, coalesce(job, '') as job, left_at"
    found = (
        folders.rows(f"{what} from access.colleagues()")
        if only is None
        else folders.rows(f"{what} from access.colleagues_named(%s)", sorted(only))
    )
    return [Colleague(c["id"], c["name"], c["job"]) for c in found if c["left_at"] is None]


def name_of(staff: int | None) -> str | None:
    """What a colleague is called; None for nobody who works here."""
    return called([staff]).get(staff)
