"""The ground floor."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Viewer, folders, grants, handles, policies, the sealed log."""

    name = "alongside.access"
    label = "access"
