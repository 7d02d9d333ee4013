"""The rival's side: a loop over igraph in a process of its own. igraph is GPL and never imported by ours.

Run by `bench/measures.py` with the Python of `bench/.venv-rivals`. The first line of input names a JSON file
with each network as [size, pairs]; each further line is one round, answered with its CPU seconds and the sums
of what it found.
"""

import gc
import json
import sys
import time

import igraph


def once(networks):
    sums = [0.0] * 5
    for size, pairs, with_ego in networks:
        alters = igraph.Graph(size, pairs)
        ties = alters.ecount()
        components = alters.connected_components().sizes()
        isolates = alters.degree().count(0)
        effective = size - 2 * ties / size  # igraph has none of its own: the cheapest form there is
        constraint = igraph.Graph(size + 1, with_ego).constraint(size)
        found = (alters.density(), len(components) + isolates + max(components), effective, constraint,
                 max(alters.betweenness(directed=False)))  # fmt: skip
        for place, value in enumerate(found):
            sums[place] += value
    return sums


def main():
    with open(sys.stdin.readline().strip()) as file:
        given = json.load(file)
    # Made ready outside of what is timed, as igraph likes it best.
    networks = [
        (
            size,
            [tuple(pair) for pair in pairs],
            [*map(tuple, pairs), *((size, alter) for alter in range(size))],
        )
        for size, pairs in given
    ]
    gc.collect()
    gc.freeze()  # else the collector walks all those lists again and again, which is not igraph's doing
    print("ready", igraph.__version__, flush=True)
    for _ in sys.stdin:
        start = time.process_time()
        sums = once(networks)
        print(json.dumps([time.process_time() - start, sums]), flush=True)


if __name__ == "__main__":
    main()
