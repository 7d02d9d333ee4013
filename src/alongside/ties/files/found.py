"""What a reader found in the files: egos with their alters and ties, and what it refused."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from alongside.ties.files.refusals import Counts, Refusal, Refusals

if TYPE_CHECKING:
    from alongside.ties.measures import Networks


@dataclass(slots=True)
class Found:
    """Networks read from files. N egos, A alters grouped by ego in the order of the egos, T ties grouped
    likewise.

    Parameters
    ----------
    egos : [N] identifiers as they came in
    ego_names : [N] names, empty where the file has none
    alters : [N] for each ego its alters' identifiers, each with its position among them
    alter_names : [A] or empty where the files name nobody
    own : [A] weight of the ego's own tie to the alter, or empty where the files give none
    told : column → [A] small whole numbers, -1 where it was not told; only columns the files have
    tie_ego, one, other, weight : [T] each; ends are positions among the ego's alters; weight is empty where
    the
        files have none
    """

    egos: list[str] = field(default_factory=list)
    ego_names: list[str] = field(default_factory=list)
    alters: list[dict[str, int]] = field(default_factory=list)
    alter_names: list[str] = field(default_factory=list)
    own: array[float] = field(default_factory=lambda: array("d"))
    told: dict[str, array[int]] = field(default_factory=dict)
    tie_ego: array[int] = field(default_factory=lambda: array("i"))
    one: array[int] = field(default_factory=lambda: array("i"))
    other: array[int] = field(default_factory=lambda: array("i"))
    weight: array[float] = field(default_factory=lambda: array("d"))
    counts: dict[str, Counts] = field(
        default_factory=lambda: {role: Counts() for role in ("egos", "alters", "ties")}
    )
    refused: Refusals = field(default_factory=Refusals)

    @property
    def refusals(self) -> list[Refusal]:
        """Refusals with their lines, at most `refusals.MOST_KEPT` of rows; `counts` has the number of all."""
        return self.refused.kept

    @property
    def whole_file_refused(self) -> bool:
        """Whether a file was refused as a whole; then nothing was kept of any."""
        return self.refused.whole

    @property
    def sizes(self) -> list[int]:
        """How many alters each ego has."""
        return [len(mine) for mine in self.alters]

    def networks(self) -> Networks:
        """The arrays that the measures take. Imports numpy."""
        import numpy as np

        from alongside.ties.measures import Networks, Told

        sizes = self.sizes
        told = {name: np.frombuffer(values, dtype=np.int8) for name, values in self.told.items()}
        return Networks.of(
            egos=self.egos,
            sizes=sizes,
            tie_ego=self.tie_ego,
            one=self.one,
            other=self.other,
            weight=self.weight if len(self.weight) else None,
            own=self.own if len(self.own) else None,
            told=Told.of(sum(sizes), **told) if told else None,
        )

    def names(self) -> Sequence[str]:
        """A name for every alter: its own, or its identifier."""
        identifiers = [alter for mine in self.alters for alter in mine]
        if not self.alter_names:
            return identifiers
        return [name or alter for name, alter in zip(self.alter_names, identifiers, strict=True)]

    def nothing(self) -> Found:
        """The same counts and refusals, with nothing kept."""
        for counts in self.counts.values():
            counts.kept = 0
        return Found(counts=self.counts, refused=self.refused)
