"""Maps as networks: what the files and the measures take, for one map or for all that the viewer may see."""

from array import array
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connections

from alongside.access.viewer import ALIAS
from alongside.ties import scales
from alongside.ties.files import Found
from alongside.ties.models import PARTS, Imported
from alongside.ties.queries.around import Around, Someone

if TYPE_CHECKING:
    from alongside.ties.measures import Networks

TOLD = ("closeness", "helps", "harder", "in_recovery", "uses", "used_together", "shape")


def identifier_of(folder: int) -> str:
    """The identifier by which an imported network came in; empty for a map that was drawn here."""
    row = Imported.current.filter(folder=folder).first()
    return row.outside_id if row else ""


def found_of(maps: Iterable[tuple[str, Around]]) -> Found:
    """Maps, each under an identifier, as what the files are written from."""
    found = Found()
    columns = {name: array("b") for name in TOLD}
    for place, (ego, around) in enumerate(maps):
        found.egos.append(ego)
        found.ego_names.append("")
        positions = {someone.id: n for n, someone in enumerate(around.people)}
        found.alters.append({str(n + 1): n for n in range(len(around.people))})
        for someone in around.people:
            found.alter_names.append(someone.name)
            for name, values in columns.items():
                values.append(_coded(someone, name))
        for one, other in around.links:
            found.tie_ego.append(place)
            found.one.append(positions[one])
            found.other.append(positions[other])
    found.told = columns
    return found


def _coded(someone: Someone, name: str) -> int:
    value = getattr(someone, name)
    if value is None or value == "":
        return scales.NOT_ASKED
    if name == "used_together":
        return scales.USED_TOGETHER.index(value)
    return scales.SHAPES.index(value) if name == "shape" else int(value)


# Everything in sight ------------------------------------------------------------------------------------------------

_EGOS = """
    with held as materialized (select folder, kind, person from access.held()),
    lines as (
        select h.person, l.reference from held h
          join people_line l on l.folder = h.folder and l.ended_at is null and not l.in_error
         where h.kind = 'line')
    select h.folder, h.kind, i.outside_id, l.reference
      from held h
      left join ties_imported i on i.folder = h.folder and i.ended_at is null and not i.in_error
      left join lines l on l.person = h.person
     where h.kind = any(%s)
     order by i.made_at, l.reference, h.folder
"""
_ALTERS = """
    select a.folder, a.id, a.shape, t.closeness, t.helps, t.harder, t.in_recovery::int, t.uses::int,
           t.used_together, t.weight
      from ties_alter a
      left join ties_tie t on t.folder = a.folder and t.alter_id = a.id and t.ended_at is null and not t.in_error
     where a.folder = any((select access.my_folders())::bigint[]) and a.ended_at is null and not a.in_error
     order by a.folder, a.made_at, a.id
"""
_KNOWS = """
    select k.folder, k.one_id, k.other_id, k.weight
      from ties_knows k
     where k.folder = any((select access.my_folders())::bigint[]) and k.ended_at is null and not k.in_error
     order by k.folder
"""
_SHAPE = {word: place for place, word in enumerate(scales.SHAPES)}
_USED = {word: place for place, word in enumerate(scales.USED_TOGETHER)} | {
    "": scales.NOT_ASKED,
    None: scales.NOT_ASKED,
}


def networks_in_sight() -> "Networks":
    """The current network of every part that the viewer may open, streamed from three queries into arrays.

    An ego's identifier is the one that came in with it; of a map drawn here the person's reference, and where that
    is not the viewer's to see, a number that says nothing. Imports numpy.
    """
    import numpy as np

    from alongside.ties.measures import Networks, Told

    folders, egos = array("q"), []
    for folder, kind, outside, reference in _stream(_EGOS, [list(PARTS)]):
        folders.append(folder)
        egos.append(outside or _called(reference, kind, folder))
    places = np.array(folders, dtype=np.int64)
    by_folder = np.argsort(places)

    def ego_of(rows: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
        """The position of the ego that each row's folder belongs to."""
        return by_folder[np.searchsorted(places, rows, sorter=by_folder)] if len(rows) else rows

    whose, ids, own = array("q"), array("q"), array("d")
    told = {name: array("b") for name in TOLD}
    numbers = [(told[name], place) for name, place in zip(TOLD[:5], range(3, 8), strict=True)]
    for row in _stream(_ALTERS):
        whose.append(row[0])
        ids.append(row[1])
        told["shape"].append(_SHAPE.get(row[2], scales.NOT_ASKED))
        for column, place in numbers:
            column.append(scales.NOT_ASKED if row[place] is None else row[place])
        told["used_together"].append(_USED.get(row[8], scales.NOT_ASKED))
        own.append(row[9] or 1.0)
    of_alter, keys = np.array(whose, dtype=np.int64), np.array(ids, dtype=np.int64)
    at_ego = ego_of(of_alter)
    grouped = np.argsort(at_ego, kind="stable")
    of_alter, keys, at_ego = of_alter[grouped], keys[grouped], at_ego[grouped]
    sizes = np.bincount(at_ego, minlength=len(egos)).astype(np.int64)
    first = np.concatenate(([0], np.cumsum(sizes)[:-1])) if len(sizes) else sizes

    knowing: list[array[Any]] = [array("q"), array("q"), array("q"), array("d")]
    for row in _stream(_KNOWS):
        for values, value in zip(knowing, row, strict=True):
            values.append(value)
    tie_folder, one, other = (np.array(values, dtype=np.int64) for values in knowing[:3])
    order = np.argsort(keys, kind="stable")
    tie_ego = ego_of(tie_folder)
    ends, there = [], np.ones(len(tie_folder), dtype=bool)
    for end in (one, other):
        if not len(keys):
            there[:] = False
            ends.append(end)
            continue
        at = order[np.minimum(np.searchsorted(keys, end, sorter=order), len(keys) - 1)]
        # Somebody who was taken off the map is not among the alters, and their links are not among the ties.
        there &= (keys[at] == end) & (of_alter[at] == tie_folder)
        ends.append(at - first[at_ego[at]])
    return Networks.of(
        egos=egos,
        sizes=sizes,
        tie_ego=tie_ego[there],
        one=ends[0][there],
        other=ends[1][there],
        weight=np.array(knowing[3], dtype=np.float64)[there],
        own=np.array(own, dtype=np.float64)[grouped],
        told=Told.of(
            len(keys), **{name: np.array(values, dtype=np.int8)[grouped] for name, values in told.items()}
        ),
    )


def _called(reference: str | None, kind: str, folder: int) -> str:
    import hashlib

    name = (
        reference
        or hashlib.blake2b(str(folder).encode(), key=settings.HANDLE_KEY[:32], digest_size=6).hexdigest()
    )
    return name if kind == PARTS[0] else f"{name} {kind}"


def _stream(sql: str, values: list[Any] | None = None) -> Iterator[tuple[Any, ...]]:
    """Rows of a query in pieces, so that a nation's need not stand in memory at once."""
    with connections[ALIAS].chunked_cursor() as cursor:
        cursor.execute(sql, values or [])
        while rows := cursor.fetchmany(20_000):
            yield from rows
