"""See docs/architecture.md for what this app is for."""

from django.apps import AppConfig


class DiaryConfig(AppConfig):
    """The app `diary`."""

    name = "alongside.diary"
    label = "diary"
