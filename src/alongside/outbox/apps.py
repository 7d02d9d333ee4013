"""See docs/architecture.md for what this app is for."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """The app `outbox`."""

    name = "alongside.outbox"
    label = "outbox"
