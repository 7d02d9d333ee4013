"""Compare our measures with networkx on real networks: `make real-networks DIR=…`.

DIR holds the egos', alters' and ties' (or edges') files of a research tool. The data stay where they are.
Both sides start from the files, each with a reader of its own, and meet only in the comparison.

    python -m bench.real_networks DIR
"""

import csv
import io
import math
import sys
from pathlib import Path
from typing import Any

import networkx as nx

from alongside.ties.files import read_trio
from alongside.ties.measures import table, write_csv
from alongside.ties.measures.table import COLUMNS
from alongside.ties.tests.population import by_networkx

CASES: tuple[dict[str, Any], ...] = (
    {},
    {"min_weight": 2},
    {"min_weight": 3},
    {"weighted": True},
    {"min_weight": 2, "weighted": True},
)
WITHIN = 1e-9


def main(arguments: list[str]) -> int:
    folder = Path(arguments[0]) if len(arguments) == 1 else None
    if folder is None or not folder.is_dir():
        print(
            "There is no such folder. Say where the networks are: make real-networks DIR=…", file=sys.stderr
        )
        return 1
    files = [_file(folder, *names) for names in (("ego",), ("alter",), ("tie", "edge"))]
    if None in files:
        print(f"{folder} does not hold one file each of egos, alters and ties (or edges).", file=sys.stderr)
        return 1
    egos, alters, ties = (file for file in files if file)
    found = read_trio(egos, alters, ties)
    for refusal in found.refusals:
        print(refusal, file=sys.stderr)
    networks, theirs = found.networks(), _graphs(alters, ties)
    wrong = [f"refused: {refusal}" for refusal in found.refusals]
    if set(found.egos) - set(theirs) or not found.egos:
        wrong.append("the two readers found different egos")
    compared = 0
    for case in CASES:
        worst = 0.0
        expected = {ego: _expected(graph, **case) for ego, graph in theirs.items()}
        for row in table(networks, **case):
            ours = dict(zip(COLUMNS, row, strict=True))
            for name, value in expected.get(str(ours["ego"]), {}).items():
                off = _off(ours[name], value)
                worst, compared = max(worst, off), compared + 1
                if off > WITHIN:
                    wrong.append(f"{case} ego {ours['ego']}: {name} is {ours[name]}, networkx says {value}")
        shown = ", ".join(f"{name}={value}" for name, value in case.items()) or "as they are"
        print(f"{len(networks)} networks, {shown}: largest difference {worst:.1e}")
    wrong += _as_written(networks, {ego: _expected(graph) for ego, graph in theirs.items()})
    for line in wrong:
        print(line, file=sys.stderr)
    print(f"{compared} measures compared, {len(wrong)} differ")
    return int(bool(wrong) or not compared)


def _file(folder: Path, *names: str) -> Path | None:
    files = [file for file in folder.glob("*.csv") if file.name.lower().startswith(names)]
    return files[0] if len(files) == 1 else None


def _rows(file: Path) -> list[list[str]]:
    text = file.read_text(encoding="utf-8-sig")
    separator = max(",;\t", key=text.partition("\n")[0].count)
    return [row for row in csv.reader(io.StringIO(text), delimiter=separator) if row][1:]


def _graphs(alters: Path, ties: Path) -> dict[str, "nx.Graph[str]"]:
    """Each ego's graph of alters, read by place: ego, alter; ego, source, target, weight."""
    graphs: dict[str, nx.Graph[str]] = {}
    for ego, alter, *_ in _rows(alters):
        graphs.setdefault(ego, nx.Graph()).add_node(alter)
    for ego, one, other, *weight in _rows(ties):
        here, heavy = graphs[ego], float(weight[0]) if weight else 1.0
        if not here.has_edge(one, other) or here[one][other]["weight"] < heavy:
            here.add_edge(one, other, weight=heavy)
    return graphs


def _expected(graph: "nx.Graph[str]", min_weight: float = 0, weighted: bool = False) -> dict[str, Any]:
    kept: nx.Graph[Any] = nx.Graph()
    kept.add_nodes_from(graph)
    kept.add_edges_from(
        (one, other, tie) for one, other, tie in graph.edges(data=True) if tie["weight"] >= min_weight
    )
    return by_networkx(nx.convert_node_labels_to_integers(kept), [1.0] * len(kept), weighted)


def _off(ours: float | None, theirs: float) -> float:
    if ours is None or math.isnan(theirs):
        return 0.0 if ours is None and math.isnan(theirs) else math.inf
    return abs(ours - theirs) / max(1.0, abs(theirs))


def _as_written(networks: Any, expected: dict[str, dict[str, Any]]) -> list[str]:
    """The same once more from the CSV that `alongside network-measures` writes."""
    out = io.StringIO(newline="")
    write_csv(networks, out)
    out.seek(0)
    return [
        f"as written, ego {row['ego']}: {name} is {row[name]!r}, networkx says {value}"
        for row in csv.DictReader(out)
        for name, value in expected[row["ego"]].items()
        if _off(float(row[name]) if row[name] else None, value) > WITHIN
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
