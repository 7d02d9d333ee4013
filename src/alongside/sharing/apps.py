"""See docs/architecture.md for what this app is for."""

from django.apps import AppConfig


class SharingConfig(AppConfig):
    """The app `sharing`."""

    name = "alongside.sharing"
    label = "sharing"
