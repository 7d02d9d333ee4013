"""All measures of 20,000 networks of 25 alters: ours against networkx and against a loop over igraph.

Seeded, interleaved, the median of the rounds; ratios hold within one run only. networkx is measured on a
sample and scaled. What is timed of ours begins at arrays and ends at all measures; networkx begins at ready
graphs, igraph at ready lists of pairs. Seconds are of CPU, of all threads together, so that a machine busy
with something else gives the same ratios; only the reading of files is timed by the clock.

    python -m bench.measures [--seed N] [--rounds N]
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from alongside.ties.files import read_trio
from alongside.ties.measures import Networks, Structure, measure
from alongside.ties.tests.population import by_networkx, graph, population

NETWORKS, ALTERS, DENSITY, ROUNDS, SAMPLE = 20_000, 25, 0.3, 5, 50
RIVALS = Path(__file__).parent / ".venv-rivals"
IGRAPH = "igraph==1.0.*"

Row = dict[str, Any]


def all_rows(seed: int, full: bool = False, rounds: int = ROUNDS) -> Iterator[Row]:
    """The rows of `make bench`; 20,000 networks whether whole or a tenth."""
    networks = population(seed, [ALTERS] * NETWORKS, [DENSITY] * NETWORKS)
    sample = np.random.default_rng(seed).choice(NETWORKS, SAMPLE, replace=False)
    graphs = [graph(networks, int(ego)) for ego in sample]
    own = [1.0] * ALTERS

    def ours() -> Structure:
        arrays = (networks.tie_ego, networks.one, networks.other)
        return measure(Networks.of(networks.egos, networks.sizes, *arrays))

    def networkx() -> list[dict[str, Any]]:
        return [by_networkx(alters, own) for alters in graphs]

    what = f"all measures of {NETWORKS:,} networks of {ALTERS} alters ({len(networks.one):,} ties)"
    with _igraph(networks) as igraph:
        took: dict[str, list[float]] = {"ours": [], "networkx": [], "igraph": []}
        ours()
        for _ in range(rounds):
            took["ours"].append(_seconds(ours))
            took["networkx"].append(_seconds(networkx) * NETWORKS / SAMPLE)
            if not isinstance(igraph, str):
                seconds, sums = igraph()
                took["igraph"].append(seconds)
                _same(ours(), sums)
    us = statistics.median(took["ours"])
    yield _ratio(f"{what}: against networkx (sample of {SAMPLE})", took["ours"], took["networkx"], 50)
    if isinstance(igraph, str):
        yield {"what": f"{what}: against igraph", "asked": "≥ 2 ×", "found": igraph, "met": None}
    else:
        yield _ratio(f"{what}: against a loop over igraph", took["ours"], took["igraph"], 2)
    one = population(seed, [ALTERS], [DENSITY])
    single = statistics.median(_seconds(lambda: measure(one)) for _ in range(50)) * 1000
    yield {
        "what": f"all measures of one network of {ALTERS}",
        "asked": "< 5 ms",
        "found": f"{single:.2f} ms (of {NETWORKS:,}: {us / NETWORKS * 1e6:.0f} µs each)",
        "met": single < 5,
    }
    yield _reading(networks)


def _ratio(what: str, ours: list[float], theirs: list[float], asked: float) -> Row:
    ratio = statistics.median(rival / mine for mine, rival in zip(ours, theirs, strict=True))
    found = (
        f"{ratio:.1f} × ({statistics.median(ours):.2f} s of CPU against {statistics.median(theirs):.2f} s)"
    )
    return {"what": what, "asked": f"≥ {asked:g} ×", "found": found, "met": ratio >= asked}


def _seconds(run: Callable[[], object]) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start


def _same(ours: Structure, sums: list[float]) -> None:
    """The rival must have done the same work: the sums of its answers are ours."""
    mine = (
        ours.density.sum(),
        (ours.components + ours.isolates + ours.largest).sum(),
        ours.effective_size.sum(),
        ours.constraint.sum(),
        ours.max_betweenness.sum(),
    )
    np.testing.assert_allclose(mine, sums, rtol=1e-9)


@contextmanager
def _igraph(networks: Networks) -> Iterator[Callable[[], tuple[float, list[float]]] | str]:
    """A function that runs one round in igraph's own process, or a sentence saying why there is none."""
    python = RIVALS / "bin" / "python"
    try:
        if not python.exists():
            venv.create(RIVALS, with_pip=True)
            (RIVALS / ".gitignore").write_text("*\n")
        if subprocess.run([python, "-c", "import igraph"], capture_output=True).returncode:
            subprocess.run([python, "-m", "pip", "install", "-q", IGRAPH], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        yield f"not measured: igraph could not be installed into {RIVALS} ({error})"
        return
    bounds = np.searchsorted(networks.tie_ego, np.arange(len(networks) + 1)).tolist()
    pairs = np.stack([networks.one, networks.other], axis=1).tolist()
    sizes = networks.sizes.tolist()
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump([[sizes[n], pairs[bounds[n] : bounds[n + 1]]] for n in range(len(sizes))], file)
        file.flush()
        loop = [str(python), str(Path(__file__).with_name("igraph_loop.py"))]
        with subprocess.Popen(loop, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdin is not None and process.stdout is not None
            print(file.name, file=process.stdin, flush=True)
            if not process.stdout.readline().startswith("ready"):
                yield "not measured: the loop over igraph did not start"
                return

            def round_() -> tuple[float, list[float]]:
                assert process.stdin is not None and process.stdout is not None
                print("go", file=process.stdin, flush=True)
                seconds, sums = json.loads(process.stdout.readline())
                return seconds, sums

            yield round_
            process.stdin.close()


def _reading(networks: Networks) -> Row:
    """How fast the same networks' three files are read and checked, in rows a second."""
    assert networks.weight is not None
    with tempfile.TemporaryDirectory() as folder:
        egos, alters, ties = (Path(folder) / f"{role}.csv" for role in ("egos", "alters", "ties"))
        egos.write_text("egoID\n" + "".join(f"e{ego}\n" for ego in networks.egos))
        rows = (f"e{ego},{alter}\n" for ego in networks.egos for alter in range(ALTERS))
        alters.write_text("egoID,alterID\n" + "".join(rows))
        lists = (
            array.tolist() for array in (networks.tie_ego, networks.one, networks.other, networks.weight)
        )
        rows = (f"e{ego},{one},{other},{weight}\n" for ego, one, other, weight in zip(*lists, strict=True))
        ties.write_text("egoID,Source,Target,weight\n" + "".join(rows))
        start = time.perf_counter()
        found = read_trio(egos, alters, ties)
        seconds = time.perf_counter() - start
    count = sum(counts.read for counts in found.counts.values())
    assert not found.refusals and found.counts["ties"].kept == len(networks.one)
    return {
        "what": f"reading and checking their three files ({count:,} rows), without a database",
        "asked": "–",
        "found": f"{count / seconds:,.0f} rows a second ({seconds:.1f} s)",
        "met": None,
    }


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.measures")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args()
    from bench.__main__ import machine

    print(f"Machine: {machine()}\nSeed {options.seed}, {options.rounds} rounds, interleaved")
    rows = list(all_rows(options.seed, rounds=options.rounds))
    for row in rows:
        met = {True: "met", False: "not met", None: "–"}[row["met"]]
        print(f"| {row['what']} | {row['asked']} | {row['found']} | {met} |")
    return int(any(row["met"] is False for row in rows))


if __name__ == "__main__":
    sys.exit(main())
