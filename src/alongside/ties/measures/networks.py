"""Many people's networks as flat arrays: what the measures are computed from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from alongside.ties import scales

Ints = NDArray[np.int64]
Small = NDArray[np.int8]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """What was told of each alter, in the order of the alters of `Networks`.

    Every array has shape [alters] and holds -1 (`scales.NOT_ASKED`) where it was not asked or not answered.

    Parameters
    ----------
    closeness : 1 to 5, 5 closest
    helps, harder : 0 to 3
    in_recovery, uses : 0 no, 1 yes
    used_together : position in `scales.USED_TOGETHER` (0 no, 1 yes, 2 still)
    shape : position in `scales.SHAPES` (0 person, 1 professional, 2 group, 3 place)
    """

    closeness: Small
    helps: Small
    harder: Small
    in_recovery: Small
    uses: Small
    used_together: Small
    shape: Small

    @classmethod
    def of(cls, alters: int, **columns: ArrayLike | Sequence[int | bool | None] | None) -> Self:
        """Build from sequences in which None stands for "not asked"; a column left out was asked of nobody.

        Raises
        ------
        ValueError
            If a column has another length than `alters`, a value off its scale, or an unknown name.
        """
        made = {name: _column(name, columns.pop(name, None), alters) for name in _TOP}
        if columns:
            raise ValueError(f"nothing of this name is told of an alter: {', '.join(columns)}")
        return cls(**made)


_TOP = {
    "closeness": scales.CLOSENESS[-1],
    "helps": scales.HELPS[-1],
    "harder": scales.HELPS[-1],
    "in_recovery": 1,
    "uses": 1,
    "used_together": len(scales.USED_TOGETHER) - 1,
    "shape": len(scales.SHAPES) - 1,
}


def _column(name: str, values: Any, alters: int) -> Small:
    if values is None:
        return np.full(alters, scales.NOT_ASKED, dtype=np.int8)
    if isinstance(values, np.ndarray):
        wide = values.astype(np.int64)
    else:
        wide = np.array(
            [scales.NOT_ASKED if value is None else int(value) for value in values], dtype=np.int64
        )
    if wide.shape != (alters,):
        raise ValueError(f"{name} has {len(wide)} values for {alters} alters")
    if alters and (wide.min() < scales.NOT_ASKED or wide.max() > _TOP[name]):
        raise ValueError(f"{name} has a value off its scale")
    return wide.astype(np.int8)


@dataclass(frozen=True, slots=True, eq=False)
class Networks:
    """The networks of N egos with A alters and T ties among alters. Build it with `Networks.of`.

    Parameters
    ----------
    egos : [N], the identifiers that came in
    sizes : [N], how many alters each ego has; A is their sum
    tie_ego : [T], position of the ego each tie belongs to, never falling
    one, other : [T], the two ends: positions among that ego's own alters, from 0
    weight : [T] or None, how strong each tie is (none given: 1)
    own : [A] or None, how strong the ego's own tie to each alter is (none given: 1)
    told : what was told of each alter, or None
    """

    egos: Sequence[Any]
    sizes: Ints
    tie_ego: Ints
    one: Ints
    other: Ints
    weight: Floats | None = None
    own: Floats | None = None
    told: Told | None = None

    @classmethod
    def of(
        cls,
        egos: Sequence[Any],
        sizes: ArrayLike,
        tie_ego: ArrayLike = (),
        one: ArrayLike = (),
        other: ArrayLike = (),
        weight: ArrayLike | None = None,
        own: ArrayLike | None = None,
        told: Told | None = None,
    ) -> Self:
        """Check the arrays and put the ties in the order of their egos.

        Ties have no direction. A pair that comes twice is one tie of the larger weight.

        Raises
        ------
        ValueError
            If lengths disagree, a tie has an end outside its network or twice the same end, or a weight is
            not a number above 0.
        """
        of_size, whose, ends = _ints(sizes), _ints(tie_ego), (_ints(one), _ints(other))
        strong, near = _weights(weight, len(whose), "weight"), _weights(own, int(of_size.sum()), "own")
        if len(of_size) != len(egos) or (of_size < 0).any():
            raise ValueError("sizes must hold one count for each ego")
        if any(len(end) != len(whose) for end in ends):
            raise ValueError("tie_ego, one and other must be equally long")
        if len(whose):
            if whose.min() < 0 or whose.max() >= len(egos):
                raise ValueError("a tie belongs to no ego")
            if any(end.min() < 0 or (end >= of_size[whose]).any() for end in ends):
                raise ValueError("a tie has an end outside its network")
            if (ends[0] == ends[1]).any():
                raise ValueError("a tie joins an alter to itself")
        if told is not None and len(told.shape) != of_size.sum():
            raise ValueError("what was told must hold one value for each alter")
        if len(whose) and (np.diff(whose) < 0).any():
            order = np.argsort(whose, kind="stable")
            whose, ends = whose[order], (ends[0][order], ends[1][order])
            strong = None if strong is None else strong[order]
        return cls(egos, of_size, whose, ends[0], ends[1], strong, near, told)

    def __len__(self) -> int:
        return len(self.egos)


def _ints(values: ArrayLike) -> Ints:
    found = np.asarray(values)
    if found.size and found.dtype.kind not in "iu":
        raise ValueError("counts and positions must be whole numbers")
    return found.astype(np.int64, copy=False)


def _weights(values: ArrayLike | None, count: int, name: str) -> Floats | None:
    if values is None:
        return None
    found = np.asarray(values, dtype=np.float64)
    if found.shape != (count,):
        raise ValueError(f"{name} has {found.size} values where {count} are needed")
    if count and not (np.isfinite(found).all() and found.min() > 0):
        raise ValueError(f"{name} must hold numbers above 0")
    return found
