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


def _said(sql: str, *values: Any) -> Any:
    try:
        return _connection().execute(sql, values).fetchone()[0]  # type: ignore[index]
    except psycopg.OperationalError:
        # The server was started anew since the last denial; where it cannot be written now, the page breaks.
        return _connection(anew=True).execute(sql, values).fetchone()[0]  # type: ignore[index]


def note(token: bytes | None, *, route: str, what: str, folder: int | None) -> None:
    """Write one denial down, of whoever the token is; the token travels beside the statement."""
    _said("select access.note_denied(%s, %s, %s, %s)", token, route, what, folder)


def attempt(token: bytes | None, *, by: str, text: str, kind: str) -> int | None:
    """Write down a try to open something in an emergency, before it is answered; None where today's are used up."""
    try:
        return _said("select access.attempt_emergency(%s, %s, %s, %s)", token, by, text, kind)
    except psycopg.errors.UniqueViolation:
        return None  # two at the same moment: one of them is answered
