"""PostgreSQL, with one thing more: a statement of `app` sent while no viewer is open raises before it is sent."""

import contextlib
from collections.abc import Iterator
from typing import Any

from django.db.backends.postgresql import base

from alongside.access import viewer


class DatabaseWrapper(base.DatabaseWrapper):
    """The connection of the app role."""

    _apart = False
    _beside: Any = None

    @contextlib.contextmanager
    def apart(self) -> Iterator[Any]:
        """A cursor whose values travel beside the statement, for a token.

        The text of a statement can be read by every other connection of the same role (pg_stat_activity).
        """
        self._apart = True
        try:
            with self.cursor() as cursor:
                yield cursor
        finally:
            self._apart = False

    def said_beside(self, sql: str, values: tuple[Any, ...]) -> Any:
        """One value from a statement on a second connection, which commits by itself: it stays where this one rolls back.

        It is of the same role and database, is opened when first used, and is closed with this one.
        """
        if self._beside is None or self._beside.closed:
            self._beside = self.get_new_connection(self.get_connection_params())
            self._beside.autocommit = True
        made: Any = base.ServerBindingCursor  # a token travels beside the statement
        with made(self._beside) as cursor:
            cursor.execute(sql, values)
            return cursor.fetchone()[0]

    def close(self) -> None:
        """As Django does it, and the second connection with it."""
        if self._beside is not None:
            self._beside.close()
            self._beside = None
        super().close()

    def create_cursor(self, name: str | None = None) -> Any:
        """As Django makes it, but for `apart`."""
        if self._apart and not name:
            made: Any = base.ServerBindingCursor
            return made(self.connection)
        return super().create_cursor(name)

    def _cursor(self, name: str | None = None) -> Any:
        if self.settings_dict.get("NEEDS_VIEWER") and not viewer.is_open():
            raise viewer.NoViewer("a statement was to be sent with no viewer open")
        return super()._cursor(name)  # type: ignore[misc]
