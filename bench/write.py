"""Write `docs/benchmarks.md` from what the bench found.

    python -m bench --full && python -m bench.write docs/benchmarks.md

Each row that is not met stands there with its cause, from `causes.toml`; where one is missing, this says so and fails.
"""

import argparse
import json
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.__main__ import FOUND, PARTS
from bench.table import HEAD, line

CAUSES = Path(__file__).with_name("causes.toml")

MEANS = {
    "pages": ("Pages at a nation's size", """
A person page and Today are asked for one at a time over a kept connection, by the worker to whom fifteen people are
assigned, each row's two sides shuffled within a round, 60 rounds; what is compared is the median of whole answers.
*Persons against persons*: two databases on one server, the same fifteen people in both. *Grants against grants*: one
database, two workers to whom the same people are assigned, one of whom may open 1,250 persons (5,000 folders) and the
other fifteen (60). *With the floor against without it*: a second database with the same rows from which the bench takes
policies, history, log and sealed handles; the product has no such setting. *8 clients*: eight workers of the service with
fifty people each, whose pages were opened once before, each opening a person, Today or a search by first name, half a
second apart on average; five rounds of twelve seconds. The time of copying in is that of all stages, over all the runs in
which the database was made."""),
    "walk": ("Statements", """
Fourteen pages are asked for as the web's role by two workers about three people; every statement is explained in the same
transaction before it runs, and the tables' own counts of whole reads are looked at besides, which see into functions.
The numbers of queries count every statement of a page on every connection, the opening of the viewer among them."""),
    "rival": ("Against GNU Health", """
The same 10,000 persons by the same names in one PostgreSQL, each program in a database of its own with its own indexes
(those that Tryton makes where it finds `pg_trgm`); one worker process with one thread each, both under granian; one client.
Ours: the search by surname, the person page, the map. Theirs, over JSON-RPC: the search by surname with what its list shows,
the patient, the relations, the family. Five rounds of forty tasks, sides shuffled. Whoever signs in there sees all
10,000; here somebody sees those whom they hold grants for, so ours is asked by two: a worker with 5,000 grants,
whose row is compared, and one with a grant on every folder, whose row is shown."""),
    "measures": ("Measures of networks", """
All measures of each network in one go over arrays, against networkx (on a sample, scaled) and against a loop over igraph in a
process of its own; the same networks from a seed, and igraph's sums must be ours."""),
    "imports": ("Import of networks", """
Ours reads and checks three CSV files and writes through the policies as the web's own role. The other side is COPY by a
superuser of the very rows that ours wrote, ready made, into the same tables with the same indexes, keys and triggers.
Five rounds, each on fresh copies of one database with 10,000 persons in it; both commit."""),
    "memory": ("Memory", """
The demo as `alongside run` starts it, after 200 requests over every page that links lead to, as three of its staff:
proportional set size, which counts what processes share once."""),
    "audit": ("The sealed log", """
A million entries in the shapes that pages leave them, 50 a seal; one is altered or removed by the superuser, in each of the four
tables and at both ends, and the code of `alongside audit verify` names it, as the role that speaks for the log's owner."""),
    "duplicates": ("Likely duplicates", """
As many persons as asked, drawn by hash (26 first names, 1,600 last names, days of sixty years, two to a household and fifteen to
a postcode); a second record for one in fifty, most with something typed otherwise, and for a few as like another person
as a twin or a child of the same name. The task's own walk over all of it, in one backend, in steps of 2,000 persons that each
commit."""),
    "guide": ("The Guide", """
The Guide's own entries and made-up ones to 20,000 in one database; 600 searches of six kinds by a browser in which nobody is
signed in, each a whole page from the request to its last byte; 150 words with one letter wrong.
First contents by Chromium itself, five of each page in turn, with nothing kept, through Chrome's own "Fast 3G": 1.44 Mbit/s down,
562 ms before each answer. A page of the Guide holds its style: one such
wait stands before the first paint."""),
    "timing": ("What the clock tells of one record", """
Hidden records against absent ones, each endpoint's two sides shuffled in each turn, in ten blocks with servers of their own.
A distinguisher learns on half of the blocks from single looks and is asked about the other half, and the other way round; its
advantage is 0 for guessing and 1 for always right, the bounds a bootstrap's. A leak that the bench plants is played in the same
run and must be found."""),
    "volume": ("What the clock tells of how many records there are", """
Pages of one's own, with and without 9,950 hidden persons in the database, played and judged in the same way."""),
}  # fmt: skip

OPENING = """# Benchmarks

Made by `python -m bench.write` from what `make bench` found; nothing here is written by hand but the causes
(`bench/causes.toml`). Ratios are of two things measured in one run, interleaved, from a seed.

To repeat it: `make bench` (a tenth, about 15 minutes) or `make bench FULL=1` (1,000,000 persons, about an hour, 12 GB in
`build/bench`, which are kept for the next run), on a machine that does nothing else; then
`.venv/bin/python -m bench.write docs/benchmarks.md`. `ARGS='--only pages --seed 2'` for a part, and another seed.
"""


def written(found: dict[str, Any], causes: dict[str, str]) -> Iterator[str]:
    """The page, piece by piece."""
    yield OPENING
    for part in PARTS:
        title, means = MEANS[part]
        yield f"## {title}\n"
        yield f"{means.strip()}\n"
        if part not in found:
            yield "Not measured yet.\n"
            continue
        run = found[part]
        yield f"{run['machine']}; seed {run['seed']}, {run['persons']:,} persons, {run['at'][:10]}.\n"
        yield "\n".join([HEAD, *map(line, run["rows"])]) + "\n"
        for row in missed(run["rows"]):
            yield f"**Not met: {row['what']}.** {causes.get(row['key'], 'No cause is written yet.').strip()}\n"


def missed(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows that did not reach what was asked."""
    return [row for row in rows if row["met"] is False]


def main() -> int:
    """Write the page; 1 where a row that is not met has no cause."""
    parser = argparse.ArgumentParser(
        prog="bench.write", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("page", type=Path)
    parser.add_argument("--json", type=Path, default=FOUND)
    options = parser.parse_args()
    found = json.loads(options.json.read_text()) if options.json.exists() else {}
    causes = tomllib.loads(CAUSES.read_text())
    options.page.write_text("\n".join(written(found, causes)))
    unsaid = [row for run in found.values() for row in missed(run["rows"]) if row["key"] not in causes]
    for row in unsaid:
        print(f"bench/causes.toml has no cause for {row['key']!r}: {row['what']}", file=sys.stderr)
    return 1 if unsaid else 0


if __name__ == "__main__":
    sys.exit(main())
