"""The kit that every page is made with. It knows no domain app.

`web.page`, `web.render`, `web.url`, `web.go`, `web.found`, `web.panel` are what views use; `web.forms` has the fields.
Names are looked up when first used, so that models may be loaded before them.
"""

from typing import Any

_HOMES = {
    "page": "page", "render": "page", "url": "page", "go": "page", "found": "page", "Part": "page", "Named": "page",
    "safe_next": "page", "panel": "registry", "tab": "registry", "sealed": "page",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name == "forms":
        return import_module("alongside.web.forms")
    if name in _HOMES:
        return getattr(import_module(f"alongside.web.{_HOMES[name]}"), name)
    raise AttributeError(name)
