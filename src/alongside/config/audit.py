"""Look whether the log is as it was: every sealed entry against the seals that are kept outside the database.

    alongside audit verify

says how many entries hold, or names the first one that was changed, removed or put in, and ends with exit code 1.
"""

import argparse

from alongside.config.command import Stop, say


def arguments(parser: argparse.ArgumentParser) -> None:
    """Only `verify`, for now."""
    parser.add_argument("what", choices=["verify"], help="work out every seal anew")


def run(options: argparse.Namespace) -> int:
    """Work it out, as the role that speaks for the log's owner: no function in the database is trusted."""
    from django.db import connections, transaction

    from alongside.access import seals
    from alongside.access.arrange import as_gate

    if not seals.kept():
        raise Stop("There is no seal yet. `alongside seal` makes one, and `alongside run` one each minute.")
    owner = connections["owner"]
    with transaction.atomic(using="owner"):
        with owner.cursor() as cursor:
            cursor.execute("set transaction isolation level repeatable read, read only")
        with as_gate(owner) as cursor:
            cursor.execute("set local work_mem = '128MB'")
            number, entries, bad = seals.verify(cursor)
    if bad is None:
        say(f"{number} seals hold, over {entries} entries.")
        return 0
    if bad.entry is None:
        say(f"Seal {bad.seal} {bad.what}.")
    else:
        say(f"Entry {bad.entry} of log.{bad.table} {bad.what} (seal {bad.seal}).")
    say(f"Before it, {number} seals hold, over {entries} entries.")
    return 1
