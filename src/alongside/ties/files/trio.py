"""Reading the egos', alters' and ties' files of research tools, as a stream, line by line."""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Final

from alongside.ties import scales
from alongside.ties.files.columns import TOLD, Mapping, places
from alongside.ties.files.found import Found
from alongside.ties.files.refusals import WholeFile, whole
from alongside.ties.files.rows import Rows, Source

Given = Source | Path | str

LONGEST_ID: Final = 200
LONGEST_NAME: Final = 200

_NUMBERS = {name: {str(step): step for step in steps} for name, steps in (
    ("closeness", scales.CLOSENESS), ("helps", scales.HELPS), ("harder", scales.HELPS),
)}  # fmt: skip
_YES = {"yes": 1, "no": 0, "true": 1, "false": 0, "1": 1, "0": 0}
WORDS: Final[dict[str, dict[str, int]]] = {
    **_NUMBERS,
    "in_recovery": _YES,
    "uses": _YES,
    "used_together": {word: place for place, word in enumerate(scales.USED_TOGETHER)},
    "shape": {word: place for place, word in enumerate(scales.SHAPES)},
}
"""What may stand under each column that tells something of an alter; nothing at all means "not asked"."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The most rows that are read of each role, so that memory stays below about 1 GB."""

    egos: int = 200_000
    alters: int = 2_000_000
    ties: int = 8_000_000


def read_trio(
    egos: Given | Sequence[Given],
    alters: Given | Sequence[Given],
    ties: Given | Sequence[Given],
    mapping: Mapping | None = None,
    limits: Limits | None = None,
) -> Found:
    """Read networks from three files (or several of each role).

    Ties have no direction; the same pair twice is one tie of the larger weight. Rows that cannot be taken
    are refused one by one, with their line; a file that cannot be read as a table is refused as a whole, and
    then nothing is kept of any file. Whoever imports decides whether to go on with rows refused.
    """
    return Reading(mapping or Mapping(), limits or Limits()).read(
        _several(egos), _several(alters), _several(ties)
    )


def _several(given: Given | Sequence[Given]) -> list[Source]:
    return [Source.of(one) for one in ([given] if isinstance(given, Source | Path | str) else given)]


class Reading:
    """One reading of one set of files; `unguarded` takes off the ' that Network Canvas puts before =+-@."""

    def __init__(self, mapping: Mapping, limits: Limits, unguarded: bool = False) -> None:
        self.mapping = mapping
        self.limits = limits
        self.clean: Callable[[str], str] = _unguarded if unguarded else str.strip
        self.found = Found()
        self.ego_at: dict[str, int] = {}
        self.same: dict[str, str] = {}
        """Every alter's identifier once: most files number alters from 1 in each network."""
        self.alter_ego = array("i")
        self.alter_column = ""

    def read(self, egos: list[Source], alters: list[Source], ties: list[Source]) -> Found:
        for role, sources, take in (
            ("egos", egos, self._egos), ("alters", alters, self._alters), ("ties", ties, self._ties),
        ):  # fmt: skip
            for source in sources:
                try:
                    with self._rows(source, role) as rows:
                        take(rows, places(rows.name, role, rows.header, self.mapping, self.alter_column))
                except WholeFile as stopped:
                    self.found.refused.add_whole(stopped.refusal)
        if self.found.whole_file_refused:
            return self.found.nothing()
        self._group_alters()
        _join_ties(self.found)
        return self.found

    @contextmanager
    def _rows(self, source: Source, role: str) -> Iterator[Rows]:
        try:
            file = source.open()
        except OSError:
            raise whole(source.name, 0, "unreadable") from None
        with file:
            yield Rows(source, file, self.found.refused, self.found.counts[role], self.mapping.separator)

    def _within(self, rows: Rows, most: int) -> Iterator[tuple[int, list[str]]]:
        counts = rows.counts
        for line, cells in rows:
            if counts.read > most:
                raise whole(rows.name, line, "too_many_rows", most=most)
            yield line, cells

    def _value(
        self, rows: Rows, line: int, cells: list[str], at: int, longest: int, needed: bool
    ) -> str | None:
        """One cell that will be kept, or None if the row was refused for it."""
        value = self.clean(cells[at])
        if needed and not value:
            rows.refuse(line, "no_value", name=rows.header[at])
        elif len(value) > longest:
            rows.refuse(line, "too_long", name=rows.header[at], most=longest)
        elif "\n" in value or "\r" in value or "\t" in value:
            rows.refuse(line, "control")
        else:
            return value
        return None

    def _egos(self, rows: Rows, at: dict[str, int]) -> None:
        found = self.found
        for line, cells in self._within(rows, self.limits.egos):
            ego = self._value(rows, line, cells, at["ego"], LONGEST_ID, needed=True)
            if ego is None:
                continue
            if ego in self.ego_at:
                rows.refuse(line, "ego_twice", ego=ego)
                continue
            name: str | None = ""
            if "name" in at:
                name = self._value(rows, line, cells, at["name"], LONGEST_NAME, needed=False)
                if name is None:
                    continue
            self.ego_at[ego] = len(found.egos)
            found.egos.append(ego)
            found.ego_names.append(name or "")
            found.alters.append({})
            rows.counts.kept += 1
        if not rows.counts.read:
            raise whole(rows.name, 1, "no_rows")

    def _alters(self, rows: Rows, at: dict[str, int]) -> None:
        found, clean, same = self.found, self.clean, self.same
        ego_cell, alter_cell, name_cell, own_cell = (at.get(key) for key in ("ego", "alter", "name", "own"))
        assert ego_cell is not None and alter_cell is not None
        self.alter_column = rows.header[alter_cell]
        told_cells: list[tuple[str, int]] = [(name, at[name]) for name in TOLD if name in at]
        self._make_room(bool(told_cells), [name for name, _ in told_cells], name_cell, own_cell)
        fixed_shape = shape_of(rows.name) if "shape" not in at else None
        if fixed_shape is not None:
            self._make_room(True, ["shape"], None, None)
        for line, cells in self._within(rows, self.limits.alters):
            ego = clean(cells[ego_cell])
            place = self.ego_at.get(ego)
            if place is None:
                if self._value(rows, line, cells, ego_cell, LONGEST_ID, needed=True) is not None:
                    rows.refuse(line, "ego_unknown", ego=ego)
                continue
            alter = self._value(rows, line, cells, alter_cell, LONGEST_ID, needed=True)
            if alter is None:
                continue
            mine = found.alters[place]
            if alter in mine:
                rows.refuse(line, "alter_twice", alter=alter, ego=ego)
                continue
            name: str | None = ""
            if name_cell is not None:
                name = self._value(rows, line, cells, name_cell, LONGEST_NAME, needed=False)
                if name is None:
                    continue
            own = 1.0
            if own_cell is not None and clean(cells[own_cell]):
                weighed = self._weight(rows, line, clean(cells[own_cell]))
                if weighed is None:
                    continue
                own = weighed
            told = self._told(rows, line, cells, told_cells)
            if told is None:
                continue
            if fixed_shape is not None:
                told["shape"] = fixed_shape
            mine[same.setdefault(alter, alter)] = len(mine)
            self.alter_ego.append(place)
            if found.alter_names or name_cell is not None:
                found.alter_names.append(name or "")
            if found.own or own_cell is not None:
                found.own.append(own)
            for column, values in found.told.items():
                values.append(told.get(column, scales.NOT_ASKED))
            rows.counts.kept += 1

    def _make_room(self, told: bool, names: list[str], name_cell: int | None, own_cell: int | None) -> None:
        """Let columns that an earlier file did not have start with nothing told."""
        so_far = len(self.alter_ego)
        found = self.found
        if name_cell is not None and not found.alter_names:
            found.alter_names = [""] * so_far
        if own_cell is not None and not found.own:
            found.own = array("d", [1.0]) * so_far
        if told:
            for name in names:
                if name not in found.told:
                    found.told[name] = array("b", [scales.NOT_ASKED]) * so_far

    def _told(
        self, rows: Rows, line: int, cells: list[str], told_cells: list[tuple[str, int]]
    ) -> dict[str, int] | None:
        told = {}
        for name, at in told_cells:
            value = self.clean(cells[at]).lower()
            if not value:
                continue
            step = WORDS[name].get(value)
            if step is None:
                rows.refuse(line, "scale", value=value, name=rows.header[at], allowed=", ".join(WORDS[name]))
                return None
            told[name] = step
        return told

    def _ties(self, rows: Rows, at: dict[str, int]) -> None:
        found, clean, counts = self.found, self.clean, rows.counts
        ego_cell, one_cell, other_cell, weight_cell = at["ego"], at["source"], at["target"], at.get("weight")
        if weight_cell is not None and not found.weight:
            found.weight = array("d", [1.0]) * len(found.one)
        weighing = weight_cell is not None or bool(found.weight)
        for line, cells in self._within(rows, self.limits.ties):
            place = self.ego_at.get(clean(cells[ego_cell]))
            mine = found.alters[place] if place is not None else {}
            one, other = mine.get(clean(cells[one_cell])), mine.get(clean(cells[other_cell]))
            if place is None or one is None or other is None or one == other:
                self._refuse_tie(rows, line, cells, (ego_cell, one_cell, other_cell))
                continue
            if weighing:
                weight: float | None = 1.0
                if weight_cell is not None:
                    weight = self._weight(rows, line, clean(cells[weight_cell]))
                    if weight is None:
                        continue
                found.weight.append(weight or 1.0)
            found.tie_ego.append(place)
            found.one.append(one)
            found.other.append(other)
            counts.kept += 1

    def _refuse_tie(self, rows: Rows, line: int, cells: list[str], at: tuple[int, int, int]) -> None:
        """Say why a tie does not fit its ego: the first reason in the order of the columns."""
        ego = self._value(rows, line, cells, at[0], LONGEST_ID, needed=True)
        if ego is None:
            return
        place = self.ego_at.get(ego)
        if place is None:
            rows.refuse(line, "ego_unknown", ego=ego)
            return
        for cell in at[1:]:
            alter = self._value(rows, line, cells, cell, LONGEST_ID, needed=True)
            if alter is None:
                return
            if alter not in self.found.alters[place]:
                rows.refuse(line, "other_ego" if alter in self.same else "dangling", alter=alter, ego=ego)
                return
        rows.refuse(line, "self_tie", alter=self.clean(cells[at[1]]))

    def _weight(self, rows: Rows, line: int, value: str) -> float | None:
        """The number in a cell, or None if the row was refused for it. A decimal comma is understood."""
        try:
            weight = float(value.replace(",", ".") if "," in value and rows.separator != "," else value)
        except ValueError:
            weight = math.nan
        if not math.isfinite(weight) or "_" in value:
            rows.refuse(line, "weight", value=value)
            return None
        if weight <= 0:
            rows.refuse(line, "weight_above_nought", value=value)
            return None
        return weight

    def _group_alters(self) -> None:
        """Put what stands beside the alters in the order of the egos, if the files did not."""
        whose, found = self.alter_ego, self.found
        if all(before <= after for before, after in zip(whose, whose[1:], strict=False)):
            return
        order = sorted(range(len(whose)), key=whose.__getitem__)
        if found.alter_names:
            found.alter_names = [found.alter_names[place] for place in order]
        if found.own:
            found.own = array("d", (found.own[place] for place in order))
        found.told = {name: array("b", (told[place] for place in order)) for name, told in found.told.items()}


def _unguarded(value: str) -> str:
    value = value.strip()
    return value[1:] if value.startswith("'") and value[1:2] in ("=", "+", "-", "@") else value


def shape_of(file: str) -> int | None:
    """What a file of one type of node holds, by its name: ``…_attributeList_Place.csv`` → place."""
    kind = file.rpartition("attributeList_")[2].rpartition(".")[0].lower() if "attributeList_" in file else ""
    return WORDS["shape"].get(kind)


def _join_ties(found: Found) -> None:
    """Put ties in the order of their egos and make one of each pair, of the larger weight. Imports numpy."""
    import numpy as np

    if not found.one:
        return
    whose, one, other = (
        np.frombuffer(ends, dtype=np.intc) for ends in (found.tie_ego, found.one, found.other)
    )
    sizes = found.sizes
    first = np.fromiter(accumulate(sizes[:-1], initial=0), dtype=np.int64, count=len(sizes))
    widest = max(sizes)
    pair = first[whose] + np.minimum(one, other)
    pair *= widest
    pair += np.maximum(one, other)
    ordered = np.sort(pair)
    if (ordered[1:] != ordered[:-1]).all() and (whose[1:] >= whose[:-1]).all():
        return
    weight = np.frombuffer(found.weight, dtype=np.float64) if found.weight else None
    order = np.argsort(pair, kind="stable") if weight is None else np.lexsort((-weight, pair))
    kept = order[np.concatenate(([True], pair[order][1:] != pair[order][:-1]))]
    counts = found.counts["ties"]
    counts.joined, counts.kept = counts.kept - len(kept), len(kept)
    for name in ("tie_ego", "one", "other", "weight"):
        values = getattr(found, name)
        if values:
            made = np.frombuffer(values, dtype=values.typecode)[kept]
            setattr(found, name, array(values.typecode, made.tobytes()))
