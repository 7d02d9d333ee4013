"""See docs/architecture.md for what this app is for."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """The app `intake`."""

    name = "alongside.intake"
    label = "intake"
