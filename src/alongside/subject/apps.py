"""See docs/architecture.md for what this app is for."""

from django.apps import AppConfig


class SubjectConfig(AppConfig):
    """The app `subject`."""

    name = "alongside.subject"
    label = "subject"
