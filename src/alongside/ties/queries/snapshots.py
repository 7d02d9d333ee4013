"""Maps that were kept, and turning a map into what is kept and back."""

import datetime as dt
import json
from typing import Any

from alongside.ties import rules
from alongside.ties.models import Snapshot
from alongside.ties.queries.around import Around, Someone

_KEPT = ("id", "name", "shape", "since", "source", "told_at", *rules.TOLD)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.datetime) else value


def frozen(around: Around) -> str:
    """The whole map as JSON. Ids are strings: JavaScript's numbers do not hold 63 bits."""
    people = [{name: _plain(getattr(s, name)) for name in _KEPT} | {"id": str(s.id)} for s in around.people]
    links = [[str(one), str(other)] for one, other in around.links]
    return json.dumps({"people": people, "links": links}, ensure_ascii=False, separators=(",", ":"))


def thawed(snapshot: Snapshot) -> Around:
    """The map as it was drawn then."""
    kept = json.loads(snapshot.drawing)
    people = []
    for told in kept["people"]:
        told = {name: value for name, value in told.items() if name in _KEPT}
        for name in ("since", "told_at"):
            told[name] = dt.datetime.fromisoformat(told[name]) if told.get(name) else None
        people.append(Someone(**told | {"folder": snapshot.folder, "id": int(told["id"]), "version": ""}))
    links = tuple((int(one), int(other)) for one, other in kept["links"])
    return Around(snapshot.folder, tuple(people), links)


def kept_maps(folder: int) -> list[Snapshot]:
    """Every map that was kept of this part of the record, the newest first."""
    return list(Snapshot.current.filter(folder=folder).defer("drawing").order_by("-drawn_on", "-made_at"))


def last_kept(folder: int) -> Snapshot | None:
    """The newest map that was kept."""
    return Snapshot.current.filter(folder=folder).order_by("-drawn_on", "-made_at").first()
