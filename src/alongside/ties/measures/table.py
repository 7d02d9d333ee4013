"""The measures as a table: one row per ego, as `alongside network-measures` writes it."""

import csv
from collections.abc import Iterator
from dataclasses import fields
from typing import Any, TextIO

import numpy as np

from alongside.ties.measures.networks import Networks
from alongside.ties.measures.shares import Shares, share
from alongside.ties.measures.structure import Structure, measure

COLUMNS = ("ego", *(field.name for field in fields(Structure)), *(field.name for field in fields(Shares)))

COUNTS = {"used_with_and_close", "close_and_helpful"}
"""Whole numbers that may be undefined, and so are held as floats."""

Cell = int | float | None


def table(
    networks: Networks, min_weight: float | None = None, weighted: bool = False
) -> Iterator[tuple[Any, *tuple[Cell, ...]]]:
    """One row per ego in the order of `COLUMNS`, None where not defined. Arguments as for `measure`."""
    structure, shares = measure(networks, min_weight, weighted), share(networks)
    columns = [_cells(made, field.name) for made in (structure, shares) for field in fields(made)]
    yield from zip(networks.egos, *columns, strict=True)


def write_csv(
    networks: Networks, out: TextIO, min_weight: float | None = None, weighted: bool = False
) -> int:
    """Write the table as CSV with 12 significant digits, empty where undefined; return the number of egos.

    `out` is open for text with ``newline=""``. The identifier of an ego is written as it came in.
    """
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for ego, *cells in table(networks, min_weight, weighted):
        writer.writerow([ego, *map(_text, cells)])
    return len(networks)


def _cells(made: Structure | Shares, name: str) -> list[Cell]:
    values = getattr(made, name)
    if values.dtype.kind == "i":
        return list(values.tolist())
    whole = name in COUNTS
    undefined = np.isnan(values).tolist()
    return [
        None if none else int(value) if whole else value
        for value, none in zip(values.tolist(), undefined, strict=True)
    ]


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    return str(cell) if isinstance(cell, int) else format(cell, ".12g")
