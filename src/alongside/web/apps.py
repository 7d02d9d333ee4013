"""The kit."""

from importlib import import_module, util

from django.apps import AppConfig, apps


class WebConfig(AppConfig):
    """Layouts, fields, components, the page registry."""

    name = "alongside.web"

    def ready(self) -> None:
        """Load every app's pages, so that the registry is whole before the first request."""
        import_module("alongside.web.health")
        for app in apps.get_app_configs():
            if app.name.startswith("alongside.") and app.name != self.name:
                for module in ("pages", "panels"):
                    if util.find_spec(f"{app.name}.{module}"):
                        import_module(f"{app.name}.{module}")
