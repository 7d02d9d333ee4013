"""What this app says on Today and on the person page."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside import web
from alongside.access.viewer import Person
from alongside.staff.panels import for_today
from alongside.subject import queries
from alongside.subject.models import TOLD
from alongside.subject.queries import Asked
from alongside.web.wrapper import Request


@web.panel(
    "today",
    order=9,
    title=gettext_lazy("Copies that were asked for"),
    template="subject/panels/today.html",
    width="whole",
)
def copies(request: Request) -> dict[str, Any] | None:
    """Who waits for a copy of what the viewer keeps of them, and by when."""
    by = request.viewer
    found = [
        Asked(
            one["id"],
            one["person"],
            dt.date.fromisoformat(one["asked_on"]),
            dt.date.fromisoformat(one["due"]),
        )
        for one in for_today(request)["copies"]
    ]
    waiting = queries.waiting(by, found) if found else []
    if not waiting:
        return None
    late = any(one.asked.overdue(by) for one in waiting)
    return {"waiting": waiting, "today": by.today, "kind": "now" if late else "care"}


@web.panel(
    "person",
    order=76,
    title=gettext_lazy("What we hold about them"),
    needs=TOLD,
    template="subject/panels/person.html",
)
def hold(request: Request, person: Person) -> dict[str, Any]:
    """The way to it; it asks nothing, and stands with everybody."""
    link = {"url": web.url("copies", person=person), "text": _("look"), "about": _("what we hold about them")}
    return {"link": link}
