"""See docs/architecture.md for what this app is for."""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    """The app `letters`."""

    name = "alongside.letters"
    label = "letters"
