"""See docs/architecture.md for what this app is for."""

from django.apps import AppConfig


class KeepingConfig(AppConfig):
    """The app `keeping`."""

    name = "alongside.keeping"
    label = "keeping"
