"""Network Canvas CSV in and out.

An export holds `…_ego.csv`, one `…_attributeList_TYPE.csv` for each type of node and one
`…_edgeList_TYPE.csv` for each type of edge. Rows belong together by `networkCanvasEgoUUID`; a node's
`networkCanvasUUID` need be its own only within one ego. `nodeID`, `edgeID`, `from` and `to` are numbers that
begin anew in each session. A cell that begins with = + - or @ has a ' before it.
"""

import csv
import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final, TextIO, cast

from alongside.ties import scales
from alongside.ties.files.columns import TOLD, Mapping
from alongside.ties.files.found import Found
from alongside.ties.files.refusals import whole
from alongside.ties.files.rows import Source
from alongside.ties.files.trio import Limits, Reading

EGO: Final = (
    "networkCanvasEgoUUID", "networkCanvasCaseID", "networkCanvasSessionID", "networkCanvasProtocolName",
    "sessionStart", "sessionFinish", "sessionExported",
)  # fmt: skip
NODE: Final = ("nodeID", "networkCanvasEgoUUID", "networkCanvasUUID")
EDGE: Final = (
    "edgeID", "from", "to", "networkCanvasEgoUUID", "networkCanvasUUID", "networkCanvasSourceUUID",
    "networkCanvasTargetUUID",
)  # fmt: skip
TYPES: Final = {0: "Person", 1: "Professional", 2: "Group", 3: "Place"}
"""The type of node that a shape is written as; where no shape was told: Person."""

GUARDED: Final = ("=", "+", "-", "@", "\t", "\r")


def read_network_canvas(
    given: Path | list[Source], mapping: Mapping | None = None, limits: Limits | None = None
) -> Found:
    """Read an export of Network Canvas: a folder, the zip file it comes in, or its files.

    Several sessions and several types are read together. A column named as ours (`closeness`, `helps`, …) or
    by the mapping is taken; the protocol's other questions are not.
    """
    if isinstance(given, list):
        return _read(given, mapping, limits)
    if given.is_dir():
        return _read([Source.of(path) for path in sorted(given.rglob("*.csv"))], mapping, limits)
    try:
        with zipfile.ZipFile(given) as packed:
            names = sorted(name for name in packed.namelist() if name.lower().endswith(".csv"))
            sources = [Source(PurePosixPath(name).name, partial(_open, packed, name)) for name in names]
            return _read(sources, mapping, limits)
    except (OSError, zipfile.BadZipFile):
        found = Found()
        found.refused.add_whole(whole(given.name, 0, "unreadable").refusal)
        return found


def _open(packed: zipfile.ZipFile, name: str) -> BinaryIO:
    return cast(BinaryIO, packed.open(name))


def _read(sources: list[Source], mapping: Mapping | None, limits: Limits | None) -> Found:
    files = [source for source in sources if not source.name.startswith("._")]
    egos = [
        source for source in files if source.name.lower().endswith("_ego.csv") or source.name == "ego.csv"
    ]
    alters = [source for source in files if "attributelist" in source.name.lower()]
    ties = [source for source in files if "edgelist" in source.name.lower()]
    reading = Reading(mapping or Mapping(), limits or Limits(), unguarded=True)
    for role, there in (("egos", egos), ("alters", alters)):
        if not there:
            reading.found.refused.add_whole(whole("Network Canvas", 0, "no_file", role=role).refusal)
    if reading.found.whole_file_refused:
        return reading.found
    return reading.read(egos, alters, ties)


def write_network_canvas(
    found: Found, folder: Path, prefix: str = "alongside", *, exported: datetime | None = None
) -> list[Path]:
    """Write networks as Network Canvas does, all egos in one set of files; return the files written.

    Identifiers are written as they are, the ego's also as its case. What was told stands under our names,
    one column each. A tie's weight stands under `weight`, the weight of the ego's own tie under `ownWeight`.
    `exported` is the moment it is written; of a page, that of its one clock.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, rows in _tables(found, exported):
        path = folder / f"{prefix}_{name}.csv"
        with path.open("w", encoding="utf-8", newline="") as out:
            _write(out, rows)
        written.append(path)
    return written


def write_network_canvas_zip(
    found: Found, out: BinaryIO, prefix: str = "alongside", *, exported: datetime | None = None
) -> None:
    """Write the same files into a zip, for a download."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, rows in _tables(found, exported):
            with _member(packed, f"{prefix}_{name}.csv") as member:
                _write(member, rows)


@contextmanager
def _member(packed: zipfile.ZipFile, name: str) -> Iterator[TextIO]:
    with packed.open(name, "w") as raw, io.TextIOWrapper(raw, encoding="utf-8", newline="") as text:
        yield text


Row = list[object]


def _tables(found: Found, exported: datetime | None) -> Iterator[tuple[str, Iterator[Row]]]:
    yield "ego", _egos(found, exported or datetime.now(UTC))
    shapes = found.told.get("shape")
    for shape, kind in TYPES.items():
        if kind == "Person" or (shapes is not None and shape in shapes):
            yield f"attributeList_{kind}", _nodes(found, shape)
    yield "edgeList_Knows", _edges(found)


def _write(out: TextIO, rows: Iterator[Row]) -> None:
    writer = csv.writer(out, lineterminator="\r\n")
    for row in rows:
        writer.writerow([_guarded(cell) for cell in row])


def _guarded(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(GUARDED) else cell


def _egos(found: Found, exported: datetime) -> Iterator[Row]:
    yield [*EGO]
    now = exported.astimezone(UTC).isoformat(timespec="seconds")
    for ego, name in zip(found.egos, found.ego_names, strict=True):
        yield [ego, name or ego, ego, "Alongside", "", "", now]


def _nodes(found: Found, shape: int) -> Iterator[Row]:
    columns = [name for name in TOLD if name in found.told and name != "shape"]
    extra = (["name"] if found.alter_names else []) + columns + (["ownWeight"] if found.own else [])
    yield [*NODE, *extra]
    shapes = found.told.get("shape")
    at = -1
    for ego, mine in zip(found.egos, found.alters, strict=True):
        for alter, position in mine.items():
            at += 1
            here = 0 if shapes is None or shapes[at] == scales.NOT_ASKED else shapes[at]
            if here != shape:
                continue
            row: Row = [position + 1, ego, alter]
            if found.alter_names:
                row.append(found.alter_names[at])
            row += [_told(name, found.told[name][at]) for name in columns]
            if found.own:
                row.append(repr(found.own[at]))
            yield row


def _told(name: str, value: int) -> object:
    if value == scales.NOT_ASKED:
        return ""
    if name in ("in_recovery", "uses"):
        return "true" if value else "false"
    return scales.USED_TOGETHER[value] if name == "used_together" else value


def _edges(found: Found) -> Iterator[Row]:
    yield [*EDGE, *(["weight"] if found.weight else [])]
    number, last = 0, -1
    known: list[str] = []
    for tie, ego in enumerate(found.tie_ego):
        if ego != last:
            number, last, known = 0, ego, list(found.alters[ego])
        number += 1
        one, other = found.one[tie], found.other[tie]
        whose = found.egos[ego]
        row: Row = [number, one + 1, other + 1, whose, f"{whose}-{number}", known[one], known[other]]
        if found.weight:
            row.append(repr(found.weight[tie]))
        yield row
