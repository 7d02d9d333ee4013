"""The kit that every page is made with. It knows no domain app.

`web.page`, `web.render`, `web.url`, `web.go`, `web.found`, `web.panel` are what views use; `web.forms` has the fields.
Names are looked up when first used, so that models may be loaded before them.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from alongside.web import forms as forms
    from alongside.web.page import Named as Named
    from alongside.web.page import Part as Part
    from alongside.web.page import found as found
    from alongside.web.page import go as go
    from alongside.web.page import page as page
    from alongside.web.page import render as render
    from alongside.web.page import safe_next as safe_next
    from alongside.web.page import sealed as sealed
    from alongside.web.page import url as url
    from alongside.web.registry import deed as deed
    from alongside.web.registry import panel as panel
    from alongside.web.registry import tab as tab

_HOMES = {
    "page": "page", "render": "page", "url": "page", "go": "page", "found": "page", "Part": "page", "Named": "page",
    "safe_next": "page", "panel": "registry", "tab": "registry", "deed": "registry", "sealed": "page",
}  # fmt: skip


class _Kit(ModuleType):
    """The package itself. `web.page` is the function, although a module of that name lies within."""

    def __getattr__(self, name: str) -> Any:
        if name == "forms":
            return import_module("alongside.web.forms")
        if name in _HOMES:
            return getattr(import_module(f"alongside.web.{_HOMES[name]}"), name)
        raise AttributeError(name)

    def __setattr__(self, name: str, value: Any) -> None:
        # Importing the module `page` would otherwise put it in the function's place.
        if not (name in _HOMES and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Kit
