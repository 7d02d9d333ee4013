"""See docs/architecture.md for what this app is for."""

from django.apps import AppConfig


class HandoverConfig(AppConfig):
    """The app `handover`."""

    name = "alongside.handover"
    label = "handover"
