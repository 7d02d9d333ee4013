"""`make bench` prints one table: what is asked, what was found here, whether it is met. A tenth; `make bench FULL=1` the whole.

python -m bench [--full] [--persons N] [--seed N] [--only pages,measures,…] [--json FILE]
"""

import argparse
import datetime as dt
import importlib
import json
import os
import platform
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.table import HEAD, line

PARTS = {"pages": True, "walk": True, "rival": True, "measures": False, "imports": True, "memory": False,
         "audit": True, "duplicates": True, "guide": True, "timing": True, "volume": True}  # fmt: skip
"""The parts in the order of the table, and whether they are given the bench's own databases."""
WHOLE = 1_000_000
FOUND = Path(__file__).with_name("found.json")
"""The rows of the whole, in the repository: a part that is measured again leaves those of the others as they were."""
TRIED = Path("build/bench.json")
"""The rows of less than the whole."""


def machine() -> str:
    """This machine in a line."""
    told = Path("/proc/cpuinfo").read_text().splitlines()
    model = next(
        (row.split(":", 1)[1].strip() for row in told if row.startswith("model name")), platform.machine()
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    python, system = platform.python_version(), f"{platform.system()} {platform.release()}"
    return f"{os.cpu_count()} cores ({model}), {memory:.0f} GiB, Python {python}, {system}"


def main() -> int:
    """Measure, print, and answer 1 where something is not met."""
    parser = argparse.ArgumentParser(
        prog="bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--full", action="store_true", help=f"{WHOLE:,} persons instead of {WHOLE // 10:,}")
    parser.add_argument("--persons", type=int, help="another number of persons")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default=",".join(PARTS), help="some of " + ", ".join(PARTS))
    parser.add_argument(
        "--json",
        type=Path,
        help=f"where the rows go ({FOUND.name}; {TRIED} for less); those of other parts stay",
    )
    options = parser.parse_args()
    options.persons = options.persons or (WHOLE if options.full else WHOLE // 10)
    options.json = options.json or (FOUND if options.persons == WHOLE else TRIED)
    chosen = options.only.split(",")
    if unknown := set(chosen) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    print(f"Machine: {machine()}\nSeed {options.seed}, {options.persons:,} persons\n\n{HEAD}", flush=True)
    met = True
    for part in chosen:
        rows: list[dict[str, Any]] = []
        for row in rows_of(part, options):
            rows.append({**row, "key": row.get("key") or f"{part} {len(rows) + 1}"})
            met = met and row["met"] is not False
            print(line(row), flush=True)
        keep(options, part, rows)
    return 0 if met else 1


def rows_of(part: str, options: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """The rows of one part."""
    module = importlib.import_module(f"bench.{part}")
    if not PARTS[part]:
        yield from module.all_rows(options.seed, options.full)
        return
    from bench.ground import Ground

    with Ground(options.seed) as ground:
        yield from module.all_rows(ground, options.persons)


def keep(options: argparse.Namespace, part: str, rows: list[dict[str, Any]]) -> None:
    """Put the rows of one part into the file, beside those of the others, each with when and where."""
    found = json.loads(options.json.read_text()) if options.json.exists() else {}
    found[part] = {
        "machine": machine(),
        "seed": options.seed,
        "persons": options.persons,
        "at": dt.datetime.now(dt.UTC).isoformat(timespec="minutes"),
        "rows": rows,
    }
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    sys.exit(main())
