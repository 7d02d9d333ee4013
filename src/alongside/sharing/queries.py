"""What is shared, as the pages show it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from alongside.access import folders
from alongside.access.viewer import Held, Viewer
from alongside.sharing import rules
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
    consents = list(_to_share(by).filter(folder__in=ids))
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
    return list(_to_share(by).filter(folder=folder))


def _to_share(by: Viewer) -> Any:
    """What is agreed to be shared, and holds today."""
    holding = Consent.current.filter(about=Consent.About.SHARE, agreed=True, until__gte=by.today)
    return holding.order_by("-made_at")


@dataclass(frozen=True)
class Agreed:
    """What somebody agreed to in one part of their record, what they would rather not, what has ended."""

    part: Held
    now: list[Consent]
    before: list[Consent]
    not_asked: list[str]


def agreements_of(by: Viewer, held: Iterable[Held]) -> list[Agreed]:
    """For each of these parts; one query. How to reach them stands there alone, or where something was asked in it."""
    parts = parts_of(held)
    rows = list(
        Consent.objects.filter(folder__in=[h.folder for h in parts], in_error=False).order_by("-made_at")
    )
    found = []
    for part in parts:
        here = [c for c in rows if c.folder == part.folder]
        if part.kind == "contact" and not here and len(parts) > 1:
            continue
        asked = rules.ASKED_OF_CONTACT if part.kind == "contact" else rules.ASKED
        now = [c for c in here if c.ended_at is None and c.until >= by.today]
        answered = {c.about for c in now}
        found.append(
            Agreed(
                part,
                now,
                [c for c in here if c not in now],
                [str(Consent.About(about).label) for about in asked if about not in answered],
            )
        )
    return found


def would_rather_not_hear(folder: int) -> bool:
    """Is the last word of this part about being contacted a no, or was the yes withdrawn?"""
    said = Consent.objects.filter(folder=folder, about=Consent.About.CONTACT, in_error=False)
    last = said.order_by("-made_at", "-id").first()
    return last is not None and (last.ended_at is not None or not last.agreed)


def passed(by: Viewer) -> list[dict[str, Any]]:
    """Copies that wait for the viewer."""
    return folders.rows("select * from access.passed_to_me()")


def passed_to_me(by: Viewer, number: int) -> dict[str, Any] | None:
    """One of them."""
    return next((one for one in passed(by) if one["id"] == number), None)
