"""See docs/architecture.md for what this app is for."""

from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    """The app `measures`."""

    name = "alongside.measures"
    label = "measures"
