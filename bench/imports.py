"""Bringing in networks from files, against COPY of the very same rows into the same tables by a superuser.

Ours reads and checks the three files and writes through the policies as the web's own role, in the way that
`alongside import-networks` does. The other side copies the rows that ours wrote, ready made, into a database in the same
state: same indexes, keys and triggers, no policies (a superuser is above them), nothing to read, check or work out.
Each round has fresh copies of one database, so that neither side meets the other's leavings; both commit.

    python -m bench --only imports
"""

import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.ground import EACH_WORKER, Ground, Service
from bench.web import environment, result

WHOLE, ALTERS, DENSITY = 20_000, 25, 0.3
PART = 2_000  # networks in a round that is not the whole
ROUNDS = 5
BASE = 10_000  # persons who are there already
WHO = 7  # the worker who imports
MADE = 500  # names of alters


def all_rows(ground: Ground, persons: int) -> Iterator[dict[str, Any]]:
    """One row: the ratio of the rates, with how much of ours is reading."""
    number = WHOLE if persons >= 1_000_000 else PART
    trial = Trial(ground, number)
    try:
        ours, theirs, reading, rows = trial.rounds()
    finally:
        trial.clear()
    ratio = statistics.median(rows / a / (rows / b) for a, b in zip(ours, theirs, strict=True))
    rates = [rows / statistics.median(took) for took in (ours, theirs)]
    part = "" if number == WHOLE else f" (rounds of {number:,} of the {WHOLE:,})"
    read = f"{statistics.median(reading):.1f} s of our {statistics.median(ours):.1f} s are reading the files"
    yield result(
        f"import of {number:,} networks of {ALTERS} alters, {rows:,} rows, against COPY as superuser{part}",
        "≥ 0.3 × rows a second",
        f"{ratio:.2f} × ({rates[0]:,.0f} against {rates[1]:,.0f}; {read})",
        ratio >= 0.3,
        "import",
    )


class Trial:
    """The files, the databases, and the rounds."""

    def __init__(self, ground: Ground, number: int) -> None:
        self.ground = ground
        self.base = ground.service(BASE)
        self.copy = f"bench_{ground.seed}_import"
        self.folder = ground.home.path / "imports"
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(mode=0o700)
        self.files = write_files(self.folder, number, ground.seed)

    def rounds(self) -> tuple[list[float], list[float], list[float], int]:
        """Seconds of ours, of COPY, and of our reading, in each round; and how many rows one round writes."""
        self.fresh()
        self.imported()  # once unmeasured: its rows are what the other side copies
        tables, rows = self.taken_out()
        ours: list[float] = []
        theirs: list[float] = []
        reading: list[float] = []
        order = random.Random(self.ground.seed)
        for _ in range(ROUNDS):
            sides = ["ours", "theirs"]
            order.shuffle(sides)
            for side in sides:
                self.fresh()
                if side == "ours":
                    took = self.imported()
                    ours.append(took["seconds"])
                    reading.append(took["reading"])
                else:
                    theirs.append(self.copied(tables))
                if (there := self.counted()) != rows:
                    raise RuntimeError(f"{side}: {there:,} rows instead of {rows:,}")
        return ours, theirs, reading, rows

    def fresh(self) -> None:
        """A copy of the database, with its rights, and nothing waiting to be written."""
        with self.ground.connect("postgres") as connection:
            connection.execute(f'drop database if exists "{self.copy}" with (force)')
            connection.execute(
                f'create database "{self.copy}" template "{self.base.name}" strategy file_copy'
            )
            for role in ("app", "authn"):
                connection.execute(f'grant connect on database "{self.copy}" to "{self.base.name}_{role}"')
            connection.execute("checkpoint")

    def imported(self) -> dict[str, float]:
        """Our side, in a process of its own; its start is not counted."""
        env = environment(Service(self.copy, BASE, self.ground)) | {"BENCH_ROLES": self.base.name}
        command = [sys.executable, "-m", "bench.imports", *map(str, self.files)]
        process = subprocess.run(command, env=env, stdout=subprocess.PIPE, text=True, check=True)
        return json.loads(process.stdout)

    def taken_out(self) -> tuple[list[str], int]:
        """Every row that the import wrote, in files of COPY's own format; the tables in an order that their keys allow."""
        tables, total = [], 0
        with self.ground.connect(self.copy) as connection:
            for table in in_order(connection):
                where = f"folder in ({NEW})" if table != "access.folder" else f"id in ({NEW})"
                path = self.folder / table
                with (
                    path.open("wb") as out,
                    connection.cursor().copy(f"copy (select * from {table} where {where}) to stdout") as rows,
                ):
                    for piece in rows:
                        out.write(piece)
                if path.stat().st_size:
                    tables.append(table)
            total = self.counted()
        return tables, total

    def copied(self, tables: list[str]) -> float:
        """The other side: one superuser, one transaction."""
        pieces = {table: (self.folder / table).read_bytes() for table in tables}
        with self.ground.connect(self.copy) as connection:
            begun = time.perf_counter()
            with connection.transaction():
                for table in tables:
                    with connection.cursor().copy(f"copy {table} from stdin") as out:
                        for start in range(0, len(pieces[table]), 1 << 20):
                            out.write(pieces[table][start : start + (1 << 20)])
            return time.perf_counter() - begun

    def counted(self) -> int:
        """Rows of the new folders, in every table."""
        with self.ground.connect(self.copy) as connection:
            count = 0
            for table in in_order(connection):
                where = f"folder in ({NEW})" if table != "access.folder" else f"id in ({NEW})"
                count += connection.execute(f"select count(*) from {table} where {where}").fetchone()[0]
            return count

    def clear(self) -> None:
        """The copy and the files go."""
        with self.ground.connect("postgres") as connection:
            connection.execute(f'drop database if exists "{self.copy}" with (force)')
        shutil.rmtree(self.folder, ignore_errors=True)


NEW = "select id from access.folder where made_by is not null"
"""The folders that were opened since: those of the bench itself were made by nobody."""


def in_order(connection: Any) -> list[str]:
    """Folders, grants, then the folder tables, each after those that it refers to."""
    keys = connection.execute(
        "select conrelid::regclass::text, confrelid::regclass::text from pg_constraint "
        "where contype = 'f' and connamespace = 'public'::regnamespace"
    ).fetchall()
    tables = [
        row[0]
        for row in connection.execute(
            "select c.oid::regclass::text from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'folder' "
            "where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1"
        )
    ]
    made = ["access.folder", 'access."grant"']
    while len(made) < len(tables) + 2:
        made += [
            t for t in tables if t not in made and all(to in made or to == t for of, to in keys if of == t)
        ]
    return made


def write_files(folder: Path, number: int, seed: int) -> list[Path]:
    """The three files of so many networks, as a research tool writes them; the same from the same seed."""
    import numpy as np

    rng = np.random.default_rng(seed)
    one, other = np.triu_indices(ALTERS, 1)
    egos, alters, ties = (folder / f"{name}.csv" for name in ("egos", "alters", "ties"))
    with egos.open("w") as out:
        out.write("egoID\n" + "".join(f"e{ego}\n" for ego in range(number)))
    with alters.open("w") as out:
        out.write("egoID,alterID,name,closeness\n")
        for ego in range(number):
            close = rng.integers(1, 6, ALTERS)
            names = rng.integers(0, MADE, ALTERS)
            out.write("".join(f"e{ego},{n + 1},Name {names[n]},{close[n]}\n" for n in range(ALTERS)))
    with ties.open("w") as out:
        out.write("egoID,Source,Target,weight\n")
        for ego in range(number):
            chosen = np.flatnonzero(rng.random(len(one)) < DENSITY)
            weights = rng.integers(1, 5, len(chosen))
            out.write(
                "".join(
                    f"e{ego},{one[c] + 1},{other[c] + 1},{w}\n" for c, w in zip(chosen, weights, strict=True)
                )
            )
    return [egos, alters, ties]


# In the process of the import --------------------------------------------------------------------------------------


def main() -> None:
    """Read the three files and bring them in, as one of the workers; write the seconds as JSON."""
    import django

    django.setup()
    from alongside.accounts.commands import as_staff
    from alongside.ties.actions.importing import import_networks
    from alongside.ties.files import read_trio

    begun = time.perf_counter()
    found = read_trio(*sys.argv[1:4])
    reading = time.perf_counter() - begun
    if found.refusals:
        raise RuntimeError(f"refused: {found.refusals[0]}")
    with as_staff(f"Worker {WHO % (BASE // EACH_WORKER)}", command="import-networks") as by:
        import_networks(by=by, found=found)
    json.dump({"seconds": time.perf_counter() - begun, "reading": reading}, sys.stdout)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
    main()
