"""Put a backup into an empty database: alongside restore FILE

The database is that of ALONGSIDE_HOME, or the one that DATABASE_URL names, and must hold nothing yet.
All of the backup comes in, or nothing. A backup of an older version is brought up to this one.
"""

import argparse
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from alongside.config.backup import finish, start
from alongside.config.command import Stop, say
from alongside.config.database import answering, conninfo, newborn
from alongside.config.home import Home
from alongside.config.roles import quoted

FIRST = b"PGDMP"

PARTS = (
    # Tables say what their columns begin with by functions of `access`, so those come first, as gate's own.
    ("gate", "pre-data", ("access", "log")),
    ("owner", "pre-data", ("public", "authn", "queue")),
    ("owner", "data", ()),
    ("owner", "post-data", ()),
)
"""In which order, as whom, and from which schemas the parts of a backup are put in."""

NOTHING_GOES_BY_ITSELF = """
do $$ begin
    if to_regclass('access.outgoing') is not null then
        delete from access.outgoing;
        update public.outbox_message set state = 'unsure', held_why = 'restored', version = version + 1
         where state in ('queued', 'sending');
    end if;
end $$;
"""
"""What waited to go out when the backup was written may have gone since: a worker decides, and nothing is sent twice."""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="what `alongside backup` wrote")


def run(options: argparse.Namespace) -> None:
    file: Path = options.file
    try:
        with file.open("rb") as backup:
            if backup.read(len(FIRST)) != FIRST:
                raise Stop(f"{file} is not a backup that `alongside backup` wrote.")
    except OSError as problem:
        raise Stop(f"{file} cannot be read: {problem.strerror}.") from None
    with answering(say) as home:
        must_be_empty(home)
        say("Putting the backup in …")
        put_in(home, file)
        newborn(home).unlink(missing_ok=True)  # it holds somebody's data now: no demo
        # Policies and rights are made anew for this service's own roles, by the process that may.
        if subprocess.run([sys.executable, "-m", "alongside", "migrate"]).returncode:
            raise Stop(
                "The backup is in; bringing it up to this version failed. Do it again with: alongside migrate"
            )
    say("Restored.")


def must_be_empty(home: Home) -> None:
    import psycopg

    with psycopg.connect(conninfo(home)) as connection:
        found = connection.execute(
            "select 1 from pg_class where relkind in ('r', 'p')"
            " and relnamespace::regnamespace::text in ('public', 'access', 'authn', 'log', 'queue') limit 1"
        ).fetchone()
    if found:
        raise Stop("The database holds something already. Restore into an empty one: another ALONGSIDE_HOME.")


def put_in(home: Home, file: Path) -> None:
    """One stream of all parts, in one transaction."""
    name = home.database()["name"]
    owner = home.database()["roles"]["owner"]["user"]
    users = {"gate": f"{name}_gate", "owner": owner}
    words = ["--quiet", "--no-psqlrc", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null"]
    psql = start(home, "psql", *words, stdin=subprocess.PIPE)
    assert psql.stdin is not None
    try:
        for role, section, schemas in PARTS:
            psql.stdin.write(f"set role {quoted(users[role])};\n".encode())
            for block in read(home, file, section, schemas):
                psql.stdin.write(block)
            if section == "data":
                psql.stdin.write(NOTHING_GOES_BY_ITSELF.encode())
        psql.stdin.close()
    except BrokenPipeError:
        pass  # it says why below
    except BaseException:
        psql.kill()  # without its end, nothing of the transaction stays
        psql.wait()
        raise
    psql.stdin = None
    finish(psql)


def read(home: Home, file: Path, section: str, schemas: tuple[str, ...]) -> Iterator[bytes]:
    """One part of a backup, as SQL."""
    words = [f"--section={section}", "--no-owner", "--no-privileges", "--no-policies", "--file=-"]
    words += [f"--schema={schema}" for schema in schemas]
    part = start(home, "pg_restore", *words, str(file), stdout=subprocess.PIPE)
    assert part.stdout is not None
    while block := part.stdout.read(1 << 20):
        yield block
    part.stdout = None
    finish(part)
