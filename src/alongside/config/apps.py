"""What ties the house together."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Settings, addresses, commands; the floor is arranged after each migrate."""

    name = "alongside.config"
    label = "config"
