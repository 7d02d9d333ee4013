"""See docs/architecture.md for what this app is for."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The app `people`."""

    name = "alongside.people"
    label = "people"
