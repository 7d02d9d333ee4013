"""Who works here: staff may know it of one another."""

from dataclasses import dataclass

from alongside.access import folders


@dataclass(frozen=True)
class Colleague:
    """Somebody who works here now."""

    id: int
    name: str
    job: str


def colleagues() -> list[Colleague]:
    """Everybody who works here now, by name."""
    found = folders.rows("select id, name, coalesce(job, '') as job, left_at from access.colleagues()")
    return [Colleague(c["id"], c["name"], c["job"]) for c in found if c["left_at"] is None]


def name_of(staff: int | None) -> str | None:
    """What a colleague is called; None for nobody who works here."""
    return next((c.name for c in colleagues() if c.id == staff), None)
