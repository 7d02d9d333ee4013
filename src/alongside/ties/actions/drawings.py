"""Sittings in which a map is drawn, and the maps that are kept of them."""

import datetime as dt

from django.db import connections, transaction

from alongside.access.viewer import ALIAS, Viewer
from alongside.ties import picture, rules
from alongside.ties.models import Drawing, Snapshot, Tie
from alongside.ties.queries.around import around_one
from alongside.ties.queries.snapshots import frozen


def begin_drawing(*, by: Viewer, folder: int, in_the_room: str) -> Drawing:
    """Begin to draw, saying who is in the room: that decides what may be asked."""
    return Drawing.add(by=by, folder=folder, in_the_room=rules.room(in_the_room))


def keep_places(*, by: Viewer, folder: int) -> None:
    """Keep where everybody stands in the picture, so that nobody moves when somebody else is added."""
    around = around_one(folder)
    settled = zip(around.people, picture.settle(around.map("")).alters, strict=True)
    new = [(s.tie, a.angle, a.distance) for s, a in settled if s.closeness is not None and s.angle is None]
    if not new:
        return
    with connections[ALIAS].cursor() as cursor:
        cursor.execute(
            f"update {Tie._meta.db_table} t set angle = u.angle, distance = u.distance, version = t.version + 1 "
            "from unnest(%s::bigint[], %s::float8[], %s::float8[]) u(id, angle, distance) "
            "where t.folder = %s and t.id = u.id and t.ended_at is null and t.angle is null",
            [*map(list, zip(*new, strict=True)), folder],
        )


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
