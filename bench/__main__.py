"""`make bench` prints one table: what is asked, what was found here, whether it is met. A tenth; `make bench FULL=1` the whole.

    python -m bench [--full] [--seed N] [--only pages,measures,…] [--json FILE]
"""

import argparse
import importlib
import json
import os
import platform
import sys
from collections.abc import Iterator
from typing import Any

PARTS = ("pages", "rival", "measures", "imports", "memory")


def machine() -> str:
    """This machine in a line."""
    model = next((line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), platform.machine())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores ({model}), {memory:.0f} GiB, Python {platform.python_version()}, {platform.system()} {platform.release()}"


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--full", action="store_true", help="1,000,000 persons instead of 100,000")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default=",".join(PARTS), help="some of " + ", ".join(PARTS))
    parser.add_argument("--json", help="also write the rows here")
    options = parser.parse_args()
    rows: list[dict[str, Any]] = []
    print(f"Machine: {machine()}\nSeed {options.seed}, {'the whole' if options.full else 'a tenth'}\n", flush=True)
    for part in options.only.split(","):
        for row in parts(part, options):
            rows.append(row)
            print(f"| {row['what']} | {row['asked']} | {row['found']} | {'met' if row['met'] else 'not met' if row['met'] is False else '–'} |", flush=True)
    if options.json:
        with open(options.json, "w") as out:
            json.dump({"machine": machine(), "seed": options.seed, "full": options.full, "rows": rows}, out, indent=1)
    return 1 if any(row["met"] is False for row in rows) else 0


def parts(part: str, options: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """The rows of one part."""
    from bench.ground import Ground

    module = importlib.import_module(f"bench.{part}")
    persons = 1_000_000 if options.full else 100_000
    if part in ("pages", "imports", "rival"):
        with Ground(options.seed) as ground:
            yield from module.all_rows(ground, persons)
    else:
        yield from module.all_rows(options.seed, options.full)


if __name__ == "__main__":
    sys.exit(main())
