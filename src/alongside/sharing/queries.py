"""What is shared, as the pages show it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from alongside.access import folders
from alongside.access.viewer import Held, Viewer
from alongside.sharing.models import PARTS, Consent, Received, Share


@dataclass(frozen=True)
class Shared:
    """What is shared out of one part of a record, and what may be."""

    part: Held
    now: list[Share]
    before: list[Share]
    consents: list[Consent]


def parts_of(held: Iterable[Held]) -> list[Held]:
    """The parts out of which something can be shared."""
    return sorted((h for h in held if h.kind in PARTS), key=lambda h: PARTS.index(h.kind))


def shared_of(by: Viewer, held: Iterable[Held]) -> list[Shared]:
    """For each of these parts; a fixed number of queries."""
    parts = parts_of(held)
    ids = [h.folder for h in parts]
    shares = list(Share.objects.filter(folder__in=ids, in_error=False).order_by("-made_at"))
    consents = list(Consent.current.filter(folder__in=ids, until__gte=by.today).order_by("-made_at"))
    return [
        Shared(
            part,
            [s for s in shares if s.folder == part.folder and holds(s, by)],
            [s for s in shares if s.folder == part.folder and not holds(s, by)],
            [c for c in consents if c.folder == part.folder],
        )
        for part in parts
    ]


def received_in(by: Viewer, held: Iterable[Held]) -> list[Received]:
    """What was passed on into these parts from elsewhere, the last first."""
    ids = [h.folder for h in parts_of(held)]
    return list(Received.current.filter(folder__in=ids, until__gte=by.today).order_by("-made_at"))


def holds(share: Share, by: Viewer) -> bool:
    """Is it shared now?"""
    return share.ended_at is None and share.until >= by.today


def consents_of(by: Viewer, folder: int) -> list[Consent]:
    """Consents of one part that hold today."""
    return list(Consent.current.filter(folder=folder, until__gte=by.today).order_by("-made_at"))


def passed(by: Viewer) -> list[dict[str, Any]]:
    """Copies that wait for the viewer."""
    return folders.rows("select * from access.passed_to_me()")


def passed_to_me(by: Viewer, number: int) -> dict[str, Any] | None:
    """One of them."""
    return next((one for one in passed(by) if one["id"] == number), None)
