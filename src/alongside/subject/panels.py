"""What this app says on Today and on the person page."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from alongside import web
from alongside.access.viewer import Person
from alongside.people.identity import identity_of
from alongside.staff.panels import for_today
from alongside.subject.models import TOLD
from alongside.web.wrapper import Request


@web.panel(
    "today",
    order=17,
    title=gettext_lazy("Copies that were asked for"),
    template="subject/panels/today.html",
    width="whole",
)
def copies(request: Request) -> dict[str, Any] | None:
    """How many wait for a copy of what the viewer keeps of them, and by when the first is due; who, one click on."""
    found = for_today(request)["copies"]
    if not found:
        return None
    first = min(dt.date.fromisoformat(one["due"]) for one in found)
    late = first < request.viewer.today
    words = ngettext(
        "%(n)s copy of what you keep is waited for.",
        "%(n)s copies of what you keep are waited for.",
        len(found),
    ) % {"n": len(found)}
    return {"words": words, "first": first, "late": late, "kind": "now" if late else "care"}


@web.panel(
    "person",
    order=76,
    title=gettext_lazy("What we hold about them"),
    needs=TOLD,
    template="subject/panels/person.html",
    on_paper=False,
)
def hold(request: Request, person: Person) -> dict[str, Any]:
    """The way to it; it asks nothing, and stands with everybody."""
    link = {"url": web.url("copies", person=person), "text": _("look"), "about": _("what we hold about them")}
    return {"link": link, "died": identity_of(request, person).death is not None}
