"""See docs/architecture.md for what this app is for."""

from django.apps import AppConfig


class TiesConfig(AppConfig):
    """The app `ties`."""

    name = "alongside.ties"
    label = "ties"
