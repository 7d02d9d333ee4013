"""Sealing the log: one hash over what is new and the last seal, written into the database and to a file beside it."""

import os

from django.conf import settings
from django.db import connections

from alongside.access import tasks, viewer

FILE = "seals"


def seal() -> tuple[int, str, int]:
    """Close what the log holds; return the seal's number, its hash, and how many entries it covers."""
    with tasks.opened("seal"), connections[viewer.ALIAS].cursor() as cursor:
        cursor.execute("select * from access.seal_log()")
        number, digest, entries = cursor.fetchone()
    # Outside the database, so that whoever changes the log there cannot change this too.
    line = f"{number} {digest} {entries}\n".encode()
    file = os.open(settings.HOME.path / FILE, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(file, line)
        os.fsync(file)
    finally:
        os.close(file)
    return number, digest, entries
