"""Which connection a model is reached by: accounts by `authn`, everything else by `app`; only `owner` migrates."""

from typing import Any

AUTHN_APPS = {"accounts", "account", "mfa", "auth", "contenttypes", "usersessions", "django_cache"}


class Router:
    """Two roles in one database, so that the pages' role cannot read the accounts."""

    def _alias(self, model: Any) -> str:
        return "authn" if model._meta.app_label in AUTHN_APPS else "default"

    def db_for_read(self, model: Any, **hints: Any) -> str:
        return self._alias(model)

    def db_for_write(self, model: Any, **hints: Any) -> str:
        return self._alias(model)

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool | None:
        return self._alias(one) == self._alias(other)

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == "owner"
