"""The kit that every page is made with. It knows no domain app.

`web.page`, `web.render`, `web.url`, `web.go`, `web.found`, `web.panel` are what views use; `web.forms` has the fields;
`web.Request` is a request that has its viewer. Names are looked up when first used, so that models may be loaded first.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from alongside.web import forms as forms
    from alongside.web.registry import deed as deed
    from alongside.web.registry import panel as panel
    from alongside.web.registry import tab as tab
    from alongside.web.wrapper import Named as Named
    from alongside.web.wrapper import Part as Part
    from alongside.web.wrapper import Request as Request
    from alongside.web.wrapper import found as found
    from alongside.web.wrapper import go as go
    from alongside.web.wrapper import number as number
    from alongside.web.wrapper import page as page
    from alongside.web.wrapper import render as render
    from alongside.web.wrapper import safe_next as safe_next
    from alongside.web.wrapper import sealed as sealed
    from alongside.web.wrapper import url as url

_IN_THE_REGISTRY = {"panel", "tab", "deed"}
_IN_THE_WRAPPER = {
    "page",
    "render",
    "url",
    "go",
    "found",
    "Part",
    "Named",
    "Request",
    "safe_next",
    "sealed",
    "number",
}


def __getattr__(name: str) -> Any:
    if name in _IN_THE_WRAPPER:
        return getattr(import_module("alongside.web.wrapper"), name)
    if name in _IN_THE_REGISTRY:
        return getattr(import_module("alongside.web.registry"), name)
    if name == "forms":
        return import_module("alongside.web.forms")
    raise AttributeError(name)
