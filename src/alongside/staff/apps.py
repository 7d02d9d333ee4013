"""See docs/architecture.md for what this app is for."""

from django.apps import AppConfig


class StaffConfig(AppConfig):
    """The app `staff`."""

    name = "alongside.staff"
    label = "staff"
