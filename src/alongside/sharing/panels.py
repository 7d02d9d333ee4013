"""What this app says on Today. What is shared stands on the person page with the course of care, asked together with it."""

from typing import Any

from django.utils.translation import gettext_lazy, ngettext

from alongside import web
from alongside.desk.panels import for_today
from alongside.web.wrapper import Request


@web.panel(
    "today",
    order=13,
    title=gettext_lazy("Passed on to you"),
    template="sharing/panels/passed.html",
    width="whole",
)
def passed(request: Request) -> dict[str, Any] | None:
    """Copies that wait: how many, and the way to them."""
    number = for_today(request)["passed"]
    if not number:
        return None
    words = ngettext("%(n)s copy waits for you.", "%(n)s copies wait for you.", number) % {"n": number}
    return {"words": words, "kind": "care"}
