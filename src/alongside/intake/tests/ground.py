"""What the tests of the first hour begin from: forms as a browser sends them, with nothing filled that is not said."""

import re
from typing import Any

FIRST = {
    "how": "call",
    "may_contact": "not_asked",
    "when": "not_asked",
    "parts": ["treatment"],
    "who_opens": "not_asked",
}
CALL = {
    "may_contact": "not_asked",
    "when": "not_asked",
    "danger": "none",
    "kind": "other",
    "wants": "not_asked",
}


def first(browser: Any, **more: Any) -> Any:
    """Somebody has come."""
    return browser.post("/first/", {**FIRST, "call_name": "Ren", **more})


def call(browser: Any, **more: Any) -> Any:
    """Somebody rings."""
    return browser.post("/call/", {**CALL, **more})


def text(answer: Any) -> str:
    """The page."""
    return answer.content.decode()


def plain(body: str, *differ: str) -> str:
    """A page without its one-time tokens, handles, references, and the words in which two pages are meant to differ."""
    body = re.sub(
        r'(name="(?:csrfmiddlewaretoken|once)" value|hx-headers|content|data-keeps)=(["\']).*?\2', "…", body
    )
    body = re.sub(r"[A-Za-z0-9_-]{43,}|[A-Z0-9]{2}-[A-Z0-9]{3}-[A-Z0-9]", "…", body)
    for words in differ:
        body = body.replace(words, "…")
    return body
