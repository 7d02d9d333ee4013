"""Verifying a million sealed entries, and naming the one that was altered or removed.

The entries are made in SQL in the shapes that pages leave them, sealed as the task seals them, 50 a seal on average; then one
is altered or taken out at the beginning, in the middle or at the end, and `alongside audit verify`'s own code names it.
"""

import random
import statistics
import time
from collections.abc import Iterator
from typing import Any

from bench.ground import Ground

SECONDS = 10.0
A_SEAL = 50
SHARES = {"opened": 0.80, "version": 0.12, "decided": 0.05, "denied": 0.03}
RANDOM = "(random() * 9e18)::bigint"
COLUMNS = {
    "opened": ("at, staff, route, scope, folders, person",
               f"{{at}}, {RANDOM}, 'person', 'person', array[{', '.join([RANDOM] * 4)}], {RANDOM}"),
    "version": ("at, staff, name, folder, row_id, old",
                f"{{at}}, {RANDOM}, 'care_step', {RANDOM}, {RANDOM}, jsonb_build_object('id', {RANDOM}, 'folder', {RANDOM}, "
                "'words', repeat('what they will do this week ', 6), 'version', n, 'ended_at', null, 'made_at', {at})"),
    "decided": ("at, staff, deed, about", f"{{at}}, {RANDOM}, 'give', jsonb_build_object('folder', {RANDOM}, 'grant', {RANDOM})"),
    "denied": ("at, staff, route, what, folder", f"{{at}}, {RANDOM}, 'person', 'handle', {RANDOM}"),
}  # fmt: skip


def all_rows(ground: Ground, persons: int) -> Iterator[dict[str, Any]]:
    """How long it takes to verify, and to name each of several; `persons` sealed entries in all."""
    service = ground.service(2_000)
    with ground.connect(service.name) as sql, ground.django(service.name) as owner:
        fill(sql, persons)
        taken = [seal_all(sql)]
        seconds, found = verify(owner)
        assert found is None, found
        yield row(f"`alongside audit verify` over {persons:,} sealed entries that hold", seconds)
        worst, named, tried = 0.0, 0, 0
        for table, entry, deed in tampering(sql, persons, ground.seed):
            undo = tamper(sql, table, entry, deed)
            seconds, found = verify(owner)
            undo()
            tried += 1
            named += (found.table, found.entry) == (table, entry)
            worst = max(worst, seconds)
        yield {
            **row(f"One of {persons:,} altered or removed, named; slowest of {tried}", worst),
            "found": f"{named} of {tried} named, ≤ {worst:.1f} s",
            "met": worst <= SECONDS and named == tried,
        }
        yield {
            "what": f"Sealing, {A_SEAL} entries at a time", "asked": "–", "met": None,
            "found": f"{statistics.median(taken[0]) * 1000:.1f} ms a seal",
        }  # fmt: skip


def row(what: str, seconds: float) -> dict[str, Any]:
    """A row of the table."""
    return {
        "what": what,
        "asked": f"≤ {SECONDS:.0f} s",
        "found": f"{seconds:.1f} s",
        "met": seconds <= SECONDS,
    }


def fill(sql: Any, entries: int) -> None:
    """Entries of a service's year, unsealed."""
    sql.execute("truncate log.opened, log.version, log.decided, log.denied, log.seal restart identity")
    for table, share in SHARES.items():
        columns, values = COLUMNS[table]
        number = int(entries * share)
        values = values.format(at=f"now() - ({number} - n) * interval '1 second'")
        sql.execute(
            f"insert into log.{table} ({columns}) select {values} from generate_series(1, {number}) n"
        )
    sql.execute("vacuum analyze log.opened, log.version, log.decided, log.denied")


def seal_all(sql: Any) -> list[float]:
    """Seal everything as the task does, some by its own function and the rest set-wise, and keep it outside."""
    from django.conf import settings

    from alongside.access import seals

    for name in (seals.FILE, seals.MARKS):
        (settings.HOME.path / name).unlink(missing_ok=True)
    for table, share in SHARES.items():
        each = max(round(A_SEAL * share), 1)
        sql.execute(f"update log.{table} set seal = 1 + (n - 1) / {each}")
    number = max(sql.execute(f"select max(seal) from log.{t}").fetchone()[0] for t in SHARES)
    sql.execute(
        "insert into log.seal (id, at, opened, version, decided, denied, hash) overriding system value "
        "select n, now(), 0, 0, 0, 0, '' from generate_series(1, %s) n", (number,),
    )  # fmt: skip
    sql.execute("select setval(pg_get_serial_sequence('log.seal', 'id'), %s)", (number,))
    sql.execute("vacuum analyze log.opened, log.version, log.decided, log.denied, log.seal")
    marks: dict[int, list[bytes]] = {}
    for its_seal, place, each_marks in sql.execute(
        "select seal, place, marks from access.marks(1, %s)", (number,)
    ):
        marks.setdefault(its_seal, [b""] * 4)[place] = bytes(each_marks)
    before, lines, packed = b"", [], []
    for its_seal in range(1, number + 1):
        before = seals.digest(before, marks.get(its_seal, [b""] * 4))
        lines.append(f"{its_seal} {before.hex()} 0\n")
        packed.append(seals.packed(its_seal, marks.get(its_seal, [b""] * 4)))
    (settings.HOME.path / seals.FILE).write_text("".join(lines))
    (settings.HOME.path / seals.MARKS).write_bytes(b"".join(packed))
    taken = []
    for _time in range(20):
        begun = time.perf_counter()
        sql.execute("begin")
        sql.execute(f"update log.opened set seal = null where seal = {number // 2}")
        begun = time.perf_counter()
        sql.execute("select * from access.seal_log()").fetchall()
        taken.append(time.perf_counter() - begun)
        sql.execute("rollback")
    return taken


def verify(owner: Any) -> tuple[float, Any]:
    """As the command does it."""
    from django.db import transaction

    from alongside.access import seals
    from alongside.access.arrange import as_gate

    begun = time.perf_counter()
    with transaction.atomic(using="owner"), as_gate(owner) as cursor:
        cursor.execute("set local work_mem = '128MB'")
        _seals, _entries, bad = seals.verify(cursor)
    return time.perf_counter() - begun, bad


def tampering(sql: Any, entries: int, seed: int) -> Iterator[tuple[str, int, str]]:
    """One entry of each table, altered and removed, somewhere; the first and the last of the largest besides."""
    chance = random.Random(seed)
    for table, share in SHARES.items():
        for deed in ("altered", "removed"):
            yield table, chance.randint(1, int(entries * share)), deed
    yield "opened", 1, "altered"
    yield "opened", int(entries * SHARES["opened"]), "removed"


def tamper(sql: Any, table: str, entry: int, deed: str) -> Any:
    """Do it as whoever may do anything; what undoes it."""
    sql.execute(f"create temp table kept as select * from log.{table} where n = %s", (entry,))
    if deed == "removed":
        sql.execute(f"delete from log.{table} where n = %s", (entry,))
    else:
        sql.execute(f"update log.{table} set staff = staff # 1 where n = %s", (entry,))

    def undo() -> None:
        sql.execute(f"delete from log.{table} where n = %s", (entry,))
        sql.execute(f"insert into log.{table} overriding system value select * from kept")
        sql.execute("drop table kept")

    return undo
