"""What this app says on Today: all of it asked for in one statement."""

import json
from typing import Any

from django.utils.translation import gettext_lazy

from alongside import web
from alongside.access import folders
from alongside.web.wrapper import Request


def for_today(request: Request) -> dict[str, Any]:
    """What waits for the viewer, asked for once a request."""
    found = getattr(request, "_staff_today", None)
    if found is None:
        answer = folders.call("select access.for_today()")
        found = request._staff_today = json.loads(answer) if isinstance(answer, str) else answer  # type: ignore[attr-defined]
    return found


@web.panel(
    "today",
    order=6,
    title=gettext_lazy("Colleagues know somebody"),
    template="staff/panels/known.html",
)
def known(request: Request) -> dict[str, Any] | None:
    """What colleagues said of whom they know, for their lead, an administrator and the desk."""
    number = for_today(request)["known"]
    return {"number": number, "kind": "care"} if number else None
