"""See docs/architecture.md for what this app is for."""

from django.apps import AppConfig


class TiesConfig(AppConfig):
    """The app `ties`."""

    name = "alongside.ties"
    label = "ties"

    def ready(self) -> None:
        """Register the pages and panels."""
        from alongside.ties import pages, panels  # noqa: F401
