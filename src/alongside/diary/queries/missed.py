"""Who missed an appointment and was not reached since, and what was tried: two queries, however many people."""

from collections import defaultdict
from dataclasses import dataclass

from alongside.access.prepared import AnyOf, Given, Prepared
from alongside.access.viewer import Held, Person
from alongside.care.models import Session
from alongside.care.queries import person, today
from alongside.care.queries.today import CareOfMine
from alongside.diary import rules
from alongside.diary.models import Rung

today.TOGETHER.add(
    "missed",
    lambda: (
        Session.current.filter(folder=AnyOf("folders"), state=Session.Came.MISSED)
        .exclude(how=Session.How.GROUP)
        .order_by("folder", "-at")
        .distinct("folder")
        .only("folder", "at", "how", "state", "episode_id", "version", "ended_at", "in_error", "due")
    ),
)
person.TOGETHER.add(
    "rungs",
    lambda: Rung.current.filter(folder=AnyOf("folders"), made_at__gte=Given("since")).order_by("made_at"),
)
TRIED = Prepared(
    lambda: Rung.current.filter(folder=AnyOf("folders"), missed=AnyOf("missed")).order_by("made_at")
)


@dataclass(frozen=True)
class NotReached:
    """Somebody who missed an appointment, and has not been reached since."""

    person: Person
    name: str
    part: Held
    missed: Session
    tried: tuple[Rung, ...]


def rungs_of(missed: Session) -> list[Rung]:
    """What was tried after this miss, in order."""
    rows = Rung.current.filter(folder=missed.folder, missed=missed).select_related("alter")
    return list(rows.order_by("made_at"))


def came_since(missed: Session) -> bool:
    """Were they met or spoken with since?"""
    later = Session.current.filter(folder=missed.folder, state=Session.Came.CAME, at__gt=missed.at)
    return later.exists()


def is_settled(tried: list[Rung], came: bool) -> bool:
    """Has somebody reached them, or left it with them? Nothing else ends it."""
    return came or rules.reached([(r.what, r.outcome) for r in tried])


def tried_after(those: list[Session]) -> dict[int, list[Rung]]:
    """What was tried after each of these misses, in order."""
    tried: dict[int, list[Rung]] = defaultdict(list)
    for rung in TRIED(folders=[m.folder for m in those], missed=[m.id for m in those]):
        tried[rung.missed_id].append(rung)
    return tried


def not_reached(mine: CareOfMine) -> list[NotReached]:
    """Of everybody the viewer works with, the longest first. Who finished with us is left out: somebody decided that."""
    waiting = [
        m for m in mine.asked["missed"]
        if (m.episode_id is None or m.folder in mine.under_way)
        and not ((last := mine.last_sessions.get(m.folder)) and last.at > m.at)
    ]  # fmt: skip
    tried = tried_after(waiting)
    made = []
    for one in waiting:
        name, held = mine.name_of(one.folder), mine.held[one.folder]
        if name and not is_settled(tried[one.id], False):
            made.append(NotReached(mine.person_of(one.folder), name, held, one, tuple(tried[one.id])))
    return sorted(made, key=lambda n: (n.missed.at, n.name))
