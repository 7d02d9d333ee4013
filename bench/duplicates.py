"""Likely duplicates among many persons: how many of those planted are found, how many of those found are planted, and how long.

Into a copy of a small database as many persons as asked are put, with names, dates of birth, addresses and telephones drawn by
hash; then a second record for one in fifty of them, with something in it typed otherwise, and as many twins and children of one
name, who are other people. The walk is the task's own (`access.look_alike`), first over everybody, then after some have changed.

    python -m bench --only duplicates
"""

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.ground import Ground
from bench.plan import CALL_NAME, FIRST_NAMES, array
from bench.web import result

ONE_IN = 50
STEP = 2000
NEW = 5_000_000_000
"""The ids of the persons from here on; the small database has others of its own."""
MANY = 900_000_000
SECONDS, MEGABYTES = 900.0, 512
RECALL, PRECISION = 0.9, 0.8
DRAWN = "(hashint8extended(p, {salt}) & 9223372036854775807)"

# The columns of a person's rows, over `p`; a household is two persons, a postcode about seven households.
BORN = f"date '1946-01-01' + ({DRAWN.format(salt=11)} % 21900)::int"
HOUSE = "(hashint8extended(p / 2, 12) & 9223372036854775807) % greatest({persons} / 15, 1)"
POSTCODE = (
    f"'LS' || ({HOUSE}) % 20 + 1 || ' ' || (({HOUSE}) / 20) % 10 || chr(65 + ((({HOUSE}) / 200) % 26)::int)"
    f" || chr(65 + ((({HOUSE}) / 5200) % 26)::int)"
)
PHONE = f"'+447' || lpad(({DRAWN.format(salt=13)} % 1000000000)::text, 9, '0')"

# How a second record of one person differs: the names, the day, the telephone, the postcode; over `o`, the first record.
SLIPS: dict[str, dict[str, str]] = {
    "moved": {"place": "'BD1 1AA'"},
    "a letter off in the first name": {"name": "overlay(o.name placing 'z' from 2 for 1)"},
    "a letter off in the last name": {"name": "overlay(o.name placing 'z' from length(o.name) - 2 for 1)"},
    "day and month changed about": {
        "born": "case when date_part('day', o.born) <= 12 then make_date(date_part('year', o.born)::int,"
                " date_part('day', o.born)::int, date_part('month', o.born)::int) else o.born - 1 end"},
    "a day off": {"born": "case when date_part('day', o.born) > 1 then o.born - 1 else o.born + 1 end"},
    "another last name, the telephone kept": {"name": "split_part(o.name, ' ', 1) || ' Newname'", "place": "'BD1 1AA'"},
    "the telephone written otherwise, no date of birth": {"phone": "'0' || substr(o.phone, 4)", "born": "null::date"},
    "the names changed about": {"name": "split_part(o.name, ' ', 2) || ' ' || split_part(o.name, ' ', 1)"},
    "the year mistyped": {"born": "(o.born + interval '1 year')::date"},
}  # fmt: skip
# Who is somebody else, and very like.
OTHERS: dict[str, dict[str, str]] = {
    "a twin": {"name": f"({array(FIRST_NAMES)})[1 + (array_position({array(FIRST_NAMES)}, split_part(o.name, ' ', 1)) + 6) % 26]"
                       " || ' ' || split_part(o.name, ' ', 2)"},
    "a child of that name": {"born": "(o.born + interval '27 years')::date"},
}  # fmt: skip
SAID = {"name": "o.name", "born": "o.born", "phone": "o.phone", "place": "o.place"}


def all_rows(ground: Ground, persons: int) -> Iterator[dict[str, Any]]:
    """Recall, precision, seconds and memory of the first walk; seconds of one after some have changed."""
    base = ground.service(2_000)
    name = f"bench_{ground.seed}_alike"
    with ground.connect("postgres") as sql:
        sql.execute(f'drop database if exists "{name}" with (force)')
        sql.execute(f'create database "{name}" template "{base.name}" strategy file_copy')
    try:
        with ground.connect(name) as sql, ground.django(name):
            people(sql, persons)
            plant(sql)
            yield from measured(sql, persons)
    finally:
        with ground.connect("postgres") as sql:
            sql.execute(f'drop database if exists "{name}" with (force)')


def measured(sql: Any, persons: int) -> Iterator[dict[str, Any]]:
    """Walk, and compare what is found with what was planted."""
    seconds, megabytes = walk(sql)
    found = {(one, other) for one, other in sql.execute("select one, other from access.alike")}
    planted = {
        (min(a, b), max(a, b)): how for a, b, how in sql.execute("select one, other, how from bench.planted")
    }
    true = {pair for pair, how in planted.items() if how in SLIPS}
    recall = len(found & true) / len(true)
    precision = len(found & true) / max(len(found), 1)
    missed = {
        how: 1 - sum(pair in found for pair in true if planted[pair] == how)
        / max(sum(planted[pair] == how for pair in true), 1) for how in SLIPS
    }  # fmt: skip
    most = "; ".join(f"{how} {share:.0%}" for how, share in missed.items() if share > 0.05) or "none above 5%"
    wrong = sum(pair in found for pair, how in planted.items() if how in OTHERS)
    what = f"{len(true):,} second records planted among {persons:,} persons"
    yield result(
        f"{what}: found",
        f"≥ {RECALL:.0%}",
        f"{recall:.1%}; missed most: {most}",
        recall >= RECALL,
        "duplicates recall",
    )
    others = f"{wrong:,} of {len(planted) - len(true):,} twins and children of one name among them"
    yield result(
        f"{what}: of {len(found):,} pairs that are shown, planted", f"≥ {PRECISION:.0%}", f"{precision:.1%}; {others}",
        precision >= PRECISION, "duplicates precision",
    )  # fmt: skip
    run = sql.execute(
        "select compared, left_out, least from access.alike_run order by begun_at desc limit 1"
    ).fetchone()
    told = f"{run[0]:,} pairs compared, {run[1]:,} blocks left out, {run[2]} bits asked"
    yield result(
        f"The first walk over {persons:,}",
        f"≤ {SECONDS:.0f} s",
        f"{seconds:.0f} s; {told}",
        seconds <= SECONDS,
        "duplicates walk",
    )
    yield result(
        "Its memory (one backend)",
        f"≤ {MEGABYTES} MB",
        f"{megabytes:.0f} MB",
        megabytes <= MEGABYTES,
        "duplicates memory",
    )
    change(sql)
    again, _ = walk(sql)
    yield result(
        f"A walk over {persons:,} after 1,000 have changed", "–", f"{again:.0f} s", None, "duplicates again"
    )


def people(sql: Any, persons: int) -> None:
    """Everybody: a line and a way to be reached in folders of their own."""
    sql.execute(
        "set session_replication_role = replica; set synchronous_commit = off; set work_mem = '256MB'"
    )
    sql.execute("truncate access.folder cascade")
    sql.execute("truncate people_line, people_details, people_name, people_contactway cascade")
    sql.execute("create schema if not exists bench")
    sql.execute(
        "create table bench.said (p bigint primary key, name text, born date, phone text, place text)"
    )
    sql.execute("create table bench.planted (one bigint, other bigint, how text)")
    sql.execute(
        f"insert into bench.said select p, {CALL_NAME}, {BORN}, {PHONE}, {POSTCODE.format(persons=persons)} "
        f"from generate_series(0::bigint, {persons - 1}) p"
    )
    write(sql, "true")


def plant(sql: Any) -> None:
    """Second records with a slip each, and other people who are very like; a sample by hash."""
    kinds = [*SLIPS.items(), *OTHERS.items()]
    for nth, (how, slip) in enumerate(kinds):
        said = ", ".join((SAID | slip)[column] for column in SAID)
        chosen = f"hashint8extended(o.p, 21) % {ONE_IN} = 0 and o.p % {len(kinds)} = {nth} and o.p < {MANY}"
        sql.execute(
            f"insert into bench.said (p, name, born, phone, place) select {MANY} + o.p, {said} from bench.said o where {chosen}"
        )
        sql.execute(
            f"insert into bench.planted select {NEW} + o.p, {NEW} + {MANY} + o.p, '{how}' from bench.said o where {chosen}"
        )
    write(sql, f"p >= {MANY}")
    sql.execute("vacuum analyze access.folder, people_line, people_details, people_contactway")


def write(sql: Any, which: str) -> None:
    """The rows of these persons in the product's own tables."""
    line, contact = f"{2 * NEW} + 2 * p", f"{2 * NEW} + 2 * p + 1"
    common = "made_at, version, ended_why, in_error"
    now = "now(), 1, '', false"
    sql.execute(
        f"insert into access.folder (id, kind, person, made_at) select v.id, v.kind, {NEW} + p, now() from bench.said "
        f"cross join lateral (values ({line}, 'line'), ({contact}, 'contact')) v(id, kind) where {which}"
    )
    sql.execute(
        f"insert into people_line (id, folder, {common}, call_name, sort_key, reference) "
        f"select {line}, {line}, {now}, name, lower(name), 'K7-4QX-9' from bench.said where {which}"
    )
    filled(sql, "people_details", contact, {"born_on": "born", "postcode": "place"}, which)
    filled(sql, "people_contactway", contact, {"kind": "'phone'", "value": "phone"}, which)


def filled(sql: Any, table: str, folder: str, said: dict[str, str], which: str) -> None:
    """Rows of a table of which only a few columns are said; the rest is as plain as the column takes."""
    columns = {
        "id": folder,
        "folder": folder,
        "made_at": "now()",
        "version": "1",
        "in_error": "false",
        **said,
    }
    needed = sql.execute(
        "select attname, format_type(atttypid, null) from pg_attribute where attrelid = %s::regclass and attnum > 0 "
        "and not attisdropped and attnotnull", (table,),
    ).fetchall()  # fmt: skip
    for name, kind in needed:
        columns.setdefault(
            name, "false" if kind == "boolean" else "0" if kind in ("integer", "bigint") else "''"
        )
    names = ", ".join(f'"{name}"' for name in columns)
    sql.execute(
        f"insert into {table} ({names}) select {', '.join(columns.values())} from bench.said where {which}"
    )


def change(sql: Any) -> None:
    """A thousand people have moved."""
    sql.execute(
        "update people_details set postcode = 'BD7 2QQ' where folder in "
        "(select id from access.folder where kind = 'contact' order by id limit 1000)"
    )


def walk(sql: Any) -> tuple[float, float]:
    """A whole walk by the task's own key, a transaction for each step: seconds, and the most memory of its own in MB."""
    from alongside.access.tasks import key_of

    sql.execute("select access.begin_alike(null)")
    status = Path(f"/proc/{sql.info.backend_pid}/status")
    most, done = [0], threading.Event()

    def watch() -> None:
        while not done.wait(0.05):
            own = next(
                (row for row in status.read_text().splitlines() if row.startswith("RssAnon")), "RssAnon: 0"
            )
            most[0] = max(most[0], int(own.split()[1]))

    thread = threading.Thread(target=watch)
    thread.start()
    begun = time.monotonic()
    try:
        looked_at = 1
        while looked_at:
            with sql.transaction():
                sql.execute("select access.begin_task(%s, '{}', 'bench')", (key_of("alike"),))
                looked_at = sql.execute("select access.look_alike(%s)", (STEP,)).fetchone()[0]
    finally:
        done.set()
        thread.join()
    return time.monotonic() - begun, most[0] / 1024
