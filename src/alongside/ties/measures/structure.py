"""How people's networks hang together, computed for a whole population at a time.

Networks of like size are laid out as square blocks [networks, alters, alters] small enough to stay in the
processor's cache, and every measure is a few products and sums over a block. Memory is bounded by `BLOCK`,
whatever the population. The same code serves one map on a page and a nation.

Sources: Burt, R. S. (1992), *Structural Holes*, Harvard University Press (effective size, constraint);
Freeman, L. C. (1977), Sociometry 40:35-41 (betweenness), counted as by Brandes, U. (2001), Journal of
Mathematical Sociology 25:163-177, from all sources at once.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from alongside.ties.measures.networks import Floats, Ints, Networks

BLOCK = 65_536
"""Cells of one block: half a megabyte an array. From 30,000 to 200,000 alike; a million 2.5 times slower."""


@dataclass(frozen=True, slots=True, eq=False)
class Structure:
    """The measures of each network, arrays of shape [networks]; NaN where a measure is not defined.

    size, ties, components, isolates, largest
        Counts among alters. An isolate is an alter with no tie to another alter; `largest` is the number of
        alters in the largest component.
    density
        Ties over possible ties. 0 for a single alter (as networkx has it), NaN for none.
    effective_size, constraint
        Burt's, with the ego included. NaN without alters.
    max_betweenness
        The largest betweenness of any alter, ego left out, each pair counted once, not normalised. Always
        counted in steps: a tie's weight is its strength, not a length. NaN without alters.
    """

    size: Ints
    ties: Ints
    density: Floats
    components: Ints
    isolates: Ints
    largest: Ints
    effective_size: Floats
    constraint: Floats
    max_betweenness: Floats


def measure(networks: Networks, min_weight: float | None = None, weighted: bool = False) -> Structure:
    """Measure every network.

    Parameters
    ----------
    networks : N networks
    min_weight : ties among alters weaker than this are left out; a tie without a weight has 1
    weighted : count effective size and constraint with weights, the ego's own ties with theirs (1 where none
        was given). The other measures never use weights.

    Returns
    -------
    Structure
        Arrays of shape [N], in the order of `networks.egos`.
    """
    strength = np.ones(len(networks.one)) if networks.weight is None else networks.weight
    kept = slice(None) if min_weight is None else strength >= min_weight
    whose, one, other, strength = (
        networks.tie_ego[kept], networks.one[kept], networks.other[kept], strength[kept],
    )  # fmt: skip
    ties = np.bincount(whose, minlength=len(networks)).astype(np.int64)
    first_tie, first_alter = _starts(ties), _starts(networks.sizes)
    made = _empty(networks.sizes)
    for chosen, n in _blocks(networks.sizes, ties):
        of_tie = _ranges(first_tie[chosen], ties[chosen])
        row = np.repeat(np.arange(len(chosen)), ties[chosen])
        linked = np.zeros((len(chosen), n, n))
        cell = (row * n + one[of_tie]) * n + other[of_tie]
        mirror = (row * n + other[of_tie]) * n + one[of_tie]
        linked.reshape(-1)[cell] = 1.0
        linked.reshape(-1)[mirror] = 1.0
        sizes = networks.sizes[chosen]
        here = np.arange(n) < sizes[:, None]
        near = here.astype(np.float64)
        strong = linked
        if weighted:
            strong = np.zeros_like(linked)
            np.maximum.at(strong.reshape(-1), cell, strength[of_tie])
            np.maximum.at(strong.reshape(-1), mirror, strength[of_tie])
            if networks.own is not None:
                near[here] = networks.own[_ranges(first_alter[chosen], sizes)]
        _count(made, chosen, linked, here)
        made.effective_size[chosen], made.constraint[chosen] = _burt(strong, near, sizes)
        made.max_betweenness[chosen], unreached = _betweenness(linked)
        _components(made, chosen, unreached, here)
    return made


def _empty(sizes: Ints) -> Structure:
    n = len(sizes)

    def none() -> Ints:
        return np.zeros(n, dtype=np.int64)

    def unknown() -> Floats:
        return np.full(n, np.nan)

    return Structure(
        sizes.copy(), none(), unknown(), none(), none(), none(), unknown(), unknown(), unknown(),
    )  # fmt: skip


def _starts(counts: Ints) -> Ints:
    """Where each run begins when runs of these lengths follow one another: [N] -> [N]."""
    return np.concatenate(([0], np.cumsum(counts)[:-1])) if len(counts) else counts


def _ranges(starts: Ints, counts: Ints) -> Ints:
    """The positions start, start+1, ... of several runs, one after another: [N], [N] -> [sum of counts]."""
    return np.repeat(starts - _starts(counts), counts) + np.arange(counts.sum())


def _blocks(sizes: Ints, ties: Ints) -> Iterator[tuple[Ints, int]]:
    """Choose networks of like size, and then like number of ties, so that a block's paths are alike in
    length.

    Yields
    ------
    (positions of the networks, alters of the largest)
    """
    order = np.lexsort((ties, sizes))
    order = order[np.searchsorted(sizes[order], 1) :]
    ranked = sizes[order]
    start = 0
    while start < len(order):
        alike = int(np.searchsorted(ranked, ranked[start] * 1.2 + 2, side="right"))
        stop = min(alike, start + max(1, BLOCK // int(ranked[start]) ** 2))
        while stop > start + 1 and (stop - start) * int(ranked[stop - 1]) ** 2 > BLOCK:
            stop = max(start + 1, min(stop - 1, start + BLOCK // int(ranked[stop - 1]) ** 2))
        yield order[start:stop], int(ranked[stop - 1])
        start = stop


def _count(made: Structure, chosen: Ints, linked: Floats, here: NDArray[np.bool_]) -> None:
    degree = linked.sum(axis=2)
    made.ties[chosen] = np.rint(degree.sum(axis=1) / 2).astype(np.int64)
    made.isolates[chosen] = ((degree == 0) & here).sum(axis=1)
    size = made.size[chosen]
    made.density[chosen] = np.where(size > 1, 2 * made.ties[chosen] / np.maximum(size * (size - 1), 1), 0.0)


def _burt(strong: Floats, near: Floats, sizes: Ints) -> tuple[Floats, Floats]:
    """Burt's effective size and constraint of each ego (Burt 1992, chapter 2), as networkx counts them.

    Parameters
    ----------
    strong : [B, n, n], strength of the ties among alters, 0 where there is none
    near : [B, n], strength of the ego's own ties, 0 past the end of a network
    sizes : [B], all above 0

    Notes
    -----
    With p_i the part of the ego's strength that goes to alter i, and p_ji the part of j's that goes to i
    (the tie to the ego counted), constraint is the sum over i of (p_i + sum_j p_j p_ji) squared. Effective
    size is the number of alters less sum_ij p_j m_ij, where m_ij is the strength of i and j over i's
    strongest tie, the ego's counted.
    """
    part = near / near.sum(axis=1, keepdims=True)
    all_of = near + strong.sum(axis=2)
    spread = np.divide(part, all_of, out=np.zeros_like(part), where=all_of > 0)
    through = np.matmul(strong, spread[:, :, None])[:, :, 0]
    strongest = np.maximum(near, strong.max(axis=2))
    shared = np.matmul(strong, part[:, :, None])[:, :, 0]
    redundant = np.divide(shared, strongest, out=np.zeros_like(part), where=strongest > 0)
    return sizes - redundant.sum(axis=1), ((part + through) ** 2).sum(axis=1)


def _betweenness(linked: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """The largest betweenness in each network, and which pairs no path joins.

    Parameters
    ----------
    linked : [B, n, n], 1 where two alters are tied

    Returns
    -------
    [B] largest betweenness; [B, n, n] true where the second is out of reach of the first

    Notes
    -----
    Brandes' two passes, from all sources at once: `paths[s, v]` counts shortest paths from s to v, one step
    further with each product; then what each v owes to the paths through it is summed from the furthest step
    back.
    """
    n = linked.shape[1]
    unreached = linked == 0
    unreached[:, np.arange(n), np.arange(n)] = False
    steps = linked.astype(np.int16)
    paths, reached, furthest = linked.copy(), linked, 1
    while unreached.any():
        reached = np.matmul(reached, linked)
        reached *= unreached
        new = reached > 0
        if not new.any():
            break
        furthest += 1
        paths += reached
        np.copyto(steps, furthest, where=new)
        unreached ^= new
    share = np.divide(1.0, paths, out=np.zeros_like(paths), where=paths > 0)
    owed = np.zeros_like(paths)
    for step in range(furthest, 1, -1):
        passed = (owed + 1.0) * share
        passed *= steps == step
        back = np.matmul(passed, linked)
        back *= paths
        back *= steps == step - 1
        owed += back
    return owed.sum(axis=1).max(axis=1) / 2, unreached


def _components(made: Structure, chosen: Ints, unreached: NDArray[np.bool_], here: NDArray[np.bool_]) -> None:
    """Count components by the alters that are the first of those they reach: [B, n, n] -> [B]."""
    n = here.shape[1]
    first = (~unreached).argmax(axis=2) == np.arange(n)
    made.components[chosen] = (first & here).sum(axis=1)
    made.largest[chosen] = n - unreached.sum(axis=2).min(axis=1)
