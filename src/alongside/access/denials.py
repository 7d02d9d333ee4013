"""What was denied is written down on a connection of its own, so that the request's roll-back keeps it; nobody is told.

It is the same connection whoever asks and whatever for, and one statement: hidden, absent and forged take the same work.
"""

from typing import Any

import psycopg
from django.db import connections

from alongside.access.viewer import ALIAS


def _said(sql: str, *values: Any) -> Any:
    connection: Any = connections[ALIAS]
    try:
        return connection.said_beside(sql, values)
    except psycopg.OperationalError:
        # The server was started anew since the last denial; where it cannot be written now, the page breaks.
        return connection.said_beside(sql, values)


def note(token: bytes | None, *, route: str, what: str, folder: int | None) -> None:
    """Write one denial down, of whoever the token is; the token travels beside the statement."""
    _said("select access.note_denied(%s, %s, %s, %s)", token, route, what, folder)


def attempt(token: bytes | None, *, by: str, text: str, kind: str) -> int | None:
    """Write down a try to open something in an emergency, before it is answered; None where today's are used up."""
    try:
        return _said("select access.attempt_emergency(%s, %s, %s, %s)", token, by, text, kind)
    except psycopg.errors.UniqueViolation:
        return None  # two at the same moment: one of them is answered
