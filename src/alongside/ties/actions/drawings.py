"""Sittings in which a map is drawn, and the maps that are kept of them."""

import datetime as dt

from django.db import transaction

from alongside.access.viewer import Viewer
from alongside.ties import rules
from alongside.ties.models import Drawing, Snapshot
from alongside.ties.queries.around import around_one
from alongside.ties.queries.snapshots import frozen


def begin_drawing(*, by: Viewer, folder: int, in_the_room: str) -> Drawing:
    """Begin to draw, saying who is in the room: that decides what may be asked."""
    return Drawing.add(by=by, folder=folder, in_the_room=rules.room(in_the_room))


@transaction.atomic
def snapshot(
    *,
    by: Viewer,
    folder: int,
    in_the_room: str = Drawing.Room.ALONE,
    drawn_on: dt.date | None = None,
    drawing: Drawing | None = None,
) -> Snapshot:
    """Keep the map as it stands, dated. The sitting in which it was drawn ends with it."""
    room = drawing.in_the_room if drawing is not None else rules.room(in_the_room)
    kept = Snapshot.add(
        by=by,
        folder=folder,
        drawn_on=drawn_on or by.today,
        in_the_room=room,
        drawing=frozen(around_one(folder)),
    )
    if drawing is not None and drawing.ended_at is None:
        drawing.end(by=by, why="map kept")
    return kept
