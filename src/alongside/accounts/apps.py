"""Signing in."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Accounts, sessions, second factors: the `authn` schema."""

    name = "alongside.accounts"
    label = "accounts"

    def ready(self) -> None:
        from alongside.accounts import signing_in  # noqa: F401
