"""PostgreSQL, with one thing more: a statement of `app` sent while no viewer is open raises before it is sent."""

import contextlib
from collections.abc import Iterator
from typing import Any

from django.db.backends.postgresql import base

from alongside.access import viewer


class DatabaseWrapper(base.DatabaseWrapper):
    """The connection of the app role."""

    _apart = False

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
