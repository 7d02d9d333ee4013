"""Ways to reach somebody, and the rules that keep them safe."""

from typing import Any

from django.db import transaction

from alongside.access.viewer import Viewer
from alongside.people.models import ContactWay


def _only_first(by: Viewer, way: ContactWay) -> None:
    """One way is tried first; another that was is so no longer."""
    for other in ContactWay.current.filter(folder=way.folder, first=True).exclude(pk=way.pk):
        other.change(by=by, first=False)


@transaction.atomic
def add_way(*, by: Viewer, folder: int, **values: Any) -> ContactWay:
    """Write down a way to reach somebody; what was not asked stays not asked, and so not allowed."""
    way = ContactWay.add(by=by, folder=folder, asked_on=by.today, **values)
    if way.first:
        _only_first(by, way)
    return way


@transaction.atomic
def change_way(*, by: Viewer, way: ContactWay, seen: int | None = None, **values: Any) -> ContactWay:
    """Change its rules; they were asked for today."""
    if any(getattr(way, name) != value for name, value in values.items()):
        values["asked_on"] = by.today
    way.change(by=by, seen=seen, **values)
    if way.first:
        _only_first(by, way)
    return way


def end_way(*, by: Viewer, way: ContactWay, why: str, in_error: bool = False) -> None:
    """Nobody reaches them this way any more, from this moment."""
    if way.ended_at is None:
        way.end(by=by, why=why, in_error=in_error)
