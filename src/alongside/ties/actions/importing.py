"""Networks that come in from files: whole, in one transaction, through the same policies as anything else.

Rows go in by `insert … select … from unnest(…)`, some twenty thousand to a statement, as the app's own role.
"""

import secrets
from collections.abc import Iterator, Sequence
from typing import Any, Final

import psycopg
from django.db import connections, transaction

from alongside.access import folders
from alongside.access.sources import Source
from alongside.access.viewer import ALIAS, Person, Refused, Viewer
from alongside.people.actions import add_people
from alongside.ties import rules, scales
from alongside.ties.files import Found
from alongside.ties.models import Alter, Imported, Knows, Tie

BATCH: Final = 20_000
PURPOSE: Final = "lead"


@transaction.atomic
def import_networks(
    *, by: Viewer, found: Found, team: int | None = None, leads: Sequence[int] = ()
) -> list[Person]:
    """Make a person of each ego, named by its identifier and granted to the importer, with everybody around them.

    `team` is one of the importer's; `leads` are colleagues who are to hold the new records too.
    """
    if found.whole_file_refused or not found.egos:
        raise Refused("nothing was read that could come in")
    people = add_people(by=by, call_names=[_cut(ego) for ego in found.egos], team=team)
    parts = [person.folder("treatment") or 0 for person in people]
    with folders.many_rows():
        _put(by, Imported, {"folder": parts, "outside_id": found.egos})
        alters = _alters(by, found, parts)
        _ties(by, found, parts, alters)
        _knows(by, found, parts, alters)
    _share(by, people, leads)
    return people


def _alters(by: Viewer, found: Found, parts: Sequence[int]) -> list[int]:
    """Everybody of every network; their ids, in the order of `found`."""
    sizes = found.sizes
    whose = [part for part, size in zip(parts, sizes, strict=True) for _n in range(size)]
    known = [alter for mine in found.alters for alter in mine]
    shapes = found.told.get("shape")
    shape = [scales.SHAPES[max(code, 0)] for code in shapes] if shapes else [scales.SHAPES[0]] * len(whose)
    return _put(
        by, Alter,
        {"folder": whose, "name": [_cut(name) for name in found.names()], "shape": shape, "outside_id": known},
    )  # fmt: skip


def _ties(by: Viewer, found: Found, parts: Sequence[int], alters: Sequence[int]) -> None:
    """What the files tell of somebody; no row for those of whom they tell nothing."""
    told = {name: values for name, values in found.told.items() if name != "shape"}
    if not told and not found.own:
        return
    whose = [part for part, size in zip(parts, found.sizes, strict=True) for _n in range(size)]
    weights = found.own or [1.0] * len(alters)
    chosen = [
        at
        for at in range(len(alters))
        if weights[at] != 1.0 or any(v[at] != scales.NOT_ASKED for v in told.values())
    ]
    columns: dict[str, Sequence[Any]] = {
        "folder": [whose[at] for at in chosen],
        "alter_id": [alters[at] for at in chosen],
        "weight": [weights[at] if found.own else None for at in chosen],
    }
    for name in ("closeness", "helps", "harder", "in_recovery", "uses", "used_together"):
        values = told.get(name)
        columns[name] = [_meant(name, values[at] if values else scales.NOT_ASKED) for at in chosen]
    _put(by, Tie, columns)


def _meant(name: str, code: int) -> Any:
    if name == "used_together":
        return "" if code == scales.NOT_ASKED else scales.USED_TOGETHER[code]
    if code == scales.NOT_ASKED:
        return None
    return bool(code) if name in ("in_recovery", "uses") else code


def _knows(by: Viewer, found: Found, parts: Sequence[int], alters: Sequence[int]) -> None:
    """Who knows whom; each pair once, the smaller id first."""
    starts, at = [], 0
    for size in found.sizes:
        starts.append(at)
        at += size
    whose, ones, others = [], [], []
    for ego, one, other in zip(found.tie_ego, found.one, found.other, strict=True):
        first, second = alters[starts[ego] + one], alters[starts[ego] + other]
        whose.append(parts[ego])
        ones.append(min(first, second))
        others.append(max(first, second))
    _put(
        by,
        Knows,
        {"folder": whose, "one_id": ones, "other_id": others, "weight": found.weight or [1.0] * len(ones)},
    )


def _share(by: Viewer, people: Sequence[Person], leads: Sequence[int]) -> None:
    """Let each lead hold the new records too, as an ordinary grant from the importer."""
    held = [folder for person in people for folder in person.folders()]
    for lead in leads:
        for batch in _batches(held):
            folders.call(
                "select count(access.give(f, %s, null, %s, 'imported', true, false, 90)) from unnest(%s::bigint[]) f",
                lead, PURPOSE, batch,
            )  # fmt: skip


_TYPES: Final = {
    "BigIntegerField": "bigint", "SameFolderKey": "bigint", "CharField": "text", "FloatField": "float8",
    "SmallIntegerField": "smallint", "BooleanField": "boolean", "Words": "text",
}  # fmt: skip
_BLANK: Final = {"source": Source.SAID.value}


def _put(by: Viewer, model: Any, columns: dict[str, Sequence[Any]]) -> list[int]:
    """Insert rows given by column, and answer their new ids; columns that are not given take the model's blanks."""
    count = len(columns["folder"])
    if not count:
        return []
    ids = [number & (2**63 - 1) for number in memoryview(secrets.token_bytes(8 * count)).cast("Q")]
    given = {"id": ids} | columns
    fields = {field.column: field for field in model._meta.local_concrete_fields}
    rest = {
        name: _blank(field)
        for name, field in fields.items()
        if name not in given and name not in ("made_at", "made_by")
    }
    arrays = ", ".join(f"%s::{_TYPES[type(fields[name]).__name__]}[]" for name in given)
    sql = (
        f"insert into {model._meta.db_table} ({', '.join([*given, 'made_at', 'made_by', *rest])}) "
        f"select {', '.join(f'u.{name}' for name in given)}, %s::timestamptz + (%s + u.nth) * interval '1 microsecond', %s"
        f"{''.join(', %s' for _name in rest)} from unnest({arrays}) with ordinality as u({', '.join(given)}, nth)"
    )
    at = by.now
    connections[ALIAS].cursor().close()  # which raises where no viewer is open
    with psycopg.Cursor(connections[ALIAS].connection) as cursor:
        for start in range(0, count, BATCH):
            slices = [list(values[start : start + BATCH]) for values in given.values()]
            cursor.execute(sql, [at, start, by.staff, *rest.values(), *slices])
    return ids


def _blank(field: Any) -> Any:
    if field.column in _BLANK:
        return _BLANK[field.column]
    return field.get_default() if field.has_default() else None if field.null else ""


def _batches(values: Sequence[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(values), BATCH):
        yield list(values[start : start + BATCH])


def _cut(name: str) -> str:
    return name if len(name) <= rules.NAME_LENGTH else name[: rules.NAME_LENGTH - 1] + "…"
