"""See docs/architecture.md for what this app is for."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """The app `records`."""

    name = "alongside.records"
    label = "records"
