"""See docs/architecture.md for what this app is for."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The app `desk`."""

    name = "alongside.desk"
    label = "desk"
