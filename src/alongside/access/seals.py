"""Sealing the log, and looking whether every sealed entry still says what it said.

A seal is one hash over what is new and the last seal. It is written into the database and into two files beside it: `seals`,
a line for each, and `seals.marks`, the number and a mark of each entry that it covers. By the first it shows that something
was changed, by the second which entry it was.
"""

import hashlib
import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections

from alongside.access import tasks, viewer

FILE, MARKS = "seals", "seals.marks"
TABLES = ("opened", "version", "decided", "denied")
HEAD = struct.Struct(">Q4I")
"""Before a seal's marks: its number, and how many entries it has in each table."""
IN_DATABASE = 8 + 32  # an entry's number and its hash, in bytes
KEPT = (
    8 + 8
)  # the same as it is kept outside: the mark is to name the entry; that it changed shows by the whole hash
SQL = Path(__file__).parent / "sql" / "2_functions_marks.sql"


def seal() -> tuple[int, str, int]:
    """Close what the log holds; return the seal's number, its hash, and how many entries it covers."""
    with tasks.opened("seal"), connections[viewer.ALIAS].cursor() as cursor:
        cursor.execute("select * from access.seal_log()")
        number, digest, entries = cursor.fetchone()
    # Whatever the files lack: also what was sealed by a process that died before it could write it here.
    with tasks.opened("seal"), connections[viewer.ALIAS].cursor() as cursor:
        cursor.execute("select * from access.seals_since(%s)", [min(_last(), number - 1)])
        for made, its_digest, its_entries, marks in cursor.fetchall():
            _append(settings.HOME.path / MARKS, packed(made, marks))
            _append(settings.HOME.path / FILE, f"{made} {its_digest} {its_entries}\n".encode())
    return number, digest, entries


def _append(path: Path, words: bytes) -> None:
    """Outside the database, so that whoever changes the log there cannot change this too."""
    file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(file, words)
        os.fsync(file)
    finally:
        os.close(file)


def digest(before: bytes, marks: list[Any]) -> bytes:
    """The hash of a seal over the last one's, from the marks of its four tables."""
    return hashlib.sha256(before + b"".join(hashlib.sha256(bytes(one)).digest() for one in marks)).digest()


def packed(number: int, marks: list[Any]) -> bytes:
    """A seal's marks as they are kept: the head, then each entry in 16 bytes."""
    each = [bytes(one) for one in marks]
    entries = [[one[i : i + KEPT] for i in range(0, len(one), IN_DATABASE)] for one in each]
    return HEAD.pack(number, *map(len, entries)) + b"".join(entry for table in entries for entry in table)


@dataclass(frozen=True)
class Line:
    """A seal as it stands in the file."""

    number: int
    digest: str
    entries: int


def kept() -> list[Line]:
    """The seals outside the database, in order."""
    path = settings.HOME.path / FILE
    lines = path.read_text().splitlines() if path.exists() else []
    return [Line(int(n), digest, int(entries)) for n, digest, entries in (line.split() for line in lines)]


def _last() -> int:
    """The last seal in the file, of which only the end is read."""
    path = settings.HOME.path / FILE
    if not path.exists() or not path.stat().st_size:
        return 0
    with path.open("rb") as file:
        file.seek(max(path.stat().st_size - 200, 0))
        return int(file.read().splitlines()[-1].split()[0])


def marks_kept(number: int) -> list[dict[int, bytes]] | None:
    """What was kept of a seal's entries: for each table, the mark of each by its number. The last writing of it counts."""
    path = settings.HOME.path / MARKS
    found = None
    for its_number, counts, at in _heads(path) if path.exists() else ():
        if its_number == number:
            found = counts, at
    if found is None:
        return None
    with path.open("rb") as file:
        file.seek(found[1])
        return [_by_number(file.read(KEPT * count), KEPT) for count in found[0]]


def _heads(path: Path) -> Iterator[tuple[int, tuple[int, ...], int]]:
    with path.open("rb") as file:
        while len(head := file.read(HEAD.size)) == HEAD.size:
            number, *counts = HEAD.unpack(head)
            yield number, tuple(counts), file.tell()
            file.seek(KEPT * sum(counts), os.SEEK_CUR)


def _by_number(packed: bytes, each: int) -> dict[int, bytes]:
    """Marks by the entry's number, from numbers and marks one after another."""
    return {
        int.from_bytes(packed[i : i + 8], "big"): packed[i + 8 : i + KEPT]
        for i in range(0, len(packed), each)
    }


@dataclass(frozen=True)
class Bad:
    """The first entry, or the seal, that is not as it was."""

    seal: int
    what: str
    table: str = ""
    entry: int | None = None


def sql_of_marks() -> str:
    """What works out the marks, as this program has it and not as the database does."""
    body = SQL.read_text().split("$$")[1]
    return body.replace("p_first", "%(first)s").replace("p_last", "%(last)s")


def verify(cursor: Any) -> tuple[int, int, Bad | None]:
    """Work out every seal anew from the log; return how many seals and entries hold, and the first thing that does not.

    `cursor` reads the tables of the log themselves, in one snapshot.
    """
    lines = {line.number: line for line in kept()}
    # Most of the work: a hash of each entry, and of each seal's entries in each table.
    cursor.execute(
        f"select m.seal, m.place, m.entries, sha256(m.marks) from ({sql_of_marks()}) m (seal, place, entries, marks)",
        {"first": 1, "last": max(lines, default=0)},
    )
    found: dict[int, dict[int, bytes]] = {}
    counted: dict[int, int] = {}
    for number, place, entries, digest in cursor.fetchall():
        found.setdefault(number, {})[place] = bytes(digest)
        counted[number] = counted.get(number, 0) + entries
    nothing = hashlib.sha256().digest()
    before, held = b"", 0
    for seals, line in enumerate(lines.values()):
        parts = found.pop(line.number, {})
        digest = hashlib.sha256(before + b"".join(parts.get(place, nothing) for place in range(len(TABLES))))
        if digest.hexdigest() != line.digest:
            return seals, held, _bad(cursor, line)
        before, held = digest.digest(), held + counted.get(line.number, 0)
    if found:
        number = min(found)
        return len(lines), held, Bad(number, "is in the log and was never sealed so")
    return len(lines), held, None


def _bad(cursor: Any, line: Line) -> Bad:
    """Name the first entry of a seal that is not as it was."""
    then = marks_kept(line.number)
    if then is None:
        return Bad(line.number, f"covers {line.entries} entries, and what they were is not in {MARKS}")
    cursor.execute(
        f"select place, marks from ({sql_of_marks()}) m (seal, place, entries, marks)",
        {"first": line.number, "last": line.number},
    )
    now: dict[int, dict[int, bytes]] = {
        place: _by_number(bytes(marks), IN_DATABASE) for place, marks in cursor.fetchall()
    }
    for place, table in enumerate(TABLES):
        was, is_now = then[place], now.get(place, {})
        for entry in sorted(was.keys() | is_now.keys()):
            if was.get(entry) != is_now.get(entry):
                what = "was changed"
                if entry not in is_now:
                    what = "was removed"
                elif entry not in was:
                    what = "was put in afterwards"
                return Bad(line.number, what, table, entry)
    return Bad(
        line.number, f"holds no longer, though its entries are as they were: {FILE} was changed before it"
    )
