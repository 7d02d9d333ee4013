"""Made-up networks for tests and the bench, from a seed; and what networkx says of one of them."""

import math
from collections.abc import Sequence
from typing import Any

import networkx as nx
import numpy as np

from alongside.ties.measures import Networks

UNDEFINED = math.nan


def population(seed: int, sizes: Sequence[int], densities: Sequence[float]) -> Networks:
    """Random networks of these sizes and densities, ties and own ties with weights of 1 to 5 in quarters."""
    rng = np.random.default_rng(seed)
    whose, ends = [], []
    for ego, (size, density) in enumerate(zip(sizes, densities, strict=True)):
        pairs = np.stack(np.triu_indices(size, 1), axis=1)
        chosen = pairs[rng.random(len(pairs)) < density]
        turned = rng.random(len(chosen)) < 0.5
        chosen[turned] = chosen[turned][:, ::-1]
        whose.append(np.full(len(chosen), ego))
        ends.append(chosen)
    all_ends = np.concatenate([np.zeros((0, 2), dtype=np.int64), *ends])
    return Networks.of(
        egos=list(range(len(sizes))),
        sizes=np.asarray(sizes, dtype=np.int64),
        tie_ego=np.concatenate([np.zeros(0, dtype=np.int64), *whose]),
        one=all_ends[:, 0],
        other=all_ends[:, 1],
        weight=rng.integers(4, 21, len(all_ends)) / 4,
        own=rng.integers(4, 21, int(np.sum(sizes))) / 4,
    )


def graph(networks: Networks, ego: int, min_weight: float | None = None) -> "nx.Graph[int]":
    """One ego's alters and their ties as a networkx graph, ego left out."""
    drawn: nx.Graph[int] = nx.Graph()
    drawn.add_nodes_from(range(int(networks.sizes[ego])))
    start, stop = np.searchsorted(networks.tie_ego, [ego, ego + 1])
    for tie in range(start, stop):
        weight = 1.0 if networks.weight is None else float(networks.weight[tie])
        if min_weight is None or weight >= min_weight:
            drawn.add_edge(int(networks.one[tie]), int(networks.other[tie]), weight=weight)
    return drawn


def by_networkx(alters: "nx.Graph[int]", own: Sequence[float], weighted: bool = False) -> dict[str, Any]:
    """The measures of one network as networkx counts them; `own` are the weights of the ego's own ties."""
    size = len(alters)
    components = [len(found) for found in nx.connected_components(alters)]
    counts: dict[str, Any] = {
        "size": size,
        "ties": alters.number_of_edges(),
        "density": nx.density(alters) if size else UNDEFINED,
        "components": len(components),
        "isolates": nx.number_of_isolates(alters),
        "largest": max(components, default=0),
    }
    if not size:
        return counts | dict.fromkeys(("effective_size", "constraint", "max_betweenness"), UNDEFINED)
    with_ego = alters.copy()
    with_ego.add_weighted_edges_from((-1, alter, weight) for alter, weight in enumerate(own))
    key = "weight" if weighted else None
    return counts | {
        "effective_size": nx.effective_size(with_ego, nodes=[-1], weight=key)[-1],
        "constraint": nx.constraint(with_ego, nodes=[-1], weight=key)[-1],
        "max_betweenness": max(nx.betweenness_centrality(alters, normalized=False).values()),
    }
