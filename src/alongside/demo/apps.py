"""See docs/architecture.md for what this app is for."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The app `demo`."""

    name = "alongside.demo"
    label = "demo"
