"""See docs/architecture.md for what this app is for."""

from django.apps import AppConfig


class LeavingConfig(AppConfig):
    """The app `leaving`."""

    name = "alongside.leaving"
    label = "leaving"
