"""PostgreSQL, with one thing more: a statement of `app` sent while no viewer is open raises before it is sent."""

from typing import Any

from django.db.backends.postgresql import base

from alongside.access import viewer


class DatabaseWrapper(base.DatabaseWrapper):
    """The connection of the app role."""

    def _cursor(self, name: str | None = None) -> Any:
        if self.settings_dict.get("NEEDS_VIEWER") and not viewer.is_open():
            raise viewer.NoViewer("a statement was to be sent with no viewer open")
        return super()._cursor(name)  # type: ignore[misc]
