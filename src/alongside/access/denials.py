"""What was denied is written down on a connection of its own, so that the request's roll-back keeps it; nobody is told.

It is the same connection whoever asks and whatever for, and one statement: hidden, absent and forged take the same work.
"""

import threading
from typing import Any

import psycopg
from django.db import connections

from alongside.access.viewer import ALIAS


class _Mine(threading.local):
    """Each thread's own connection, to the database that the pages are answered from."""

    where: tuple[Any, ...] | None = None
    connection: psycopg.Connection | None = None


_mine = _Mine()


def _connection(anew: bool = False) -> psycopg.Connection:
    its = connections[ALIAS].settings_dict
    where = (its["HOST"], its["PORT"], its["NAME"], its["USER"])
    if _mine.connection is None or _mine.connection.closed or _mine.where != where or anew:
        if _mine.connection is not None:
            _mine.connection.close()
        _mine.connection = psycopg.connect(
            host=its["HOST"], port=its["PORT"], dbname=its["NAME"], user=its["USER"], password=its["PASSWORD"],
            autocommit=True, options=its["OPTIONS"].get("options", ""),
        )  # fmt: skip
        _mine.where = where
    return _mine.connection


def note(token: bytes | None, *, route: str, what: str, folder: int | None) -> None:
    """Write one denial down, of whoever the token is; the token travels beside the statement."""
    values = (token, route, what, folder)
    try:
        _connection().execute("select access.note_denied(%s, %s, %s, %s)", values)
    except psycopg.OperationalError:
        # The server was started anew since the last denial; where it cannot be written now, the page breaks.
        _connection(anew=True).execute("select access.note_denied(%s, %s, %s, %s)", values)
