"""See docs/architecture.md for what this app is for."""

from django.apps import AppConfig


class CareConfig(AppConfig):
    """The app `care`."""

    name = "alongside.care"
    label = "care"
