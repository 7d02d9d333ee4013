"""What this app says on Today and on the person page."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from alongside import web
from alongside.access.viewer import Person
from alongside.desk.panels import for_today
from alongside.sharing.models import PARTS
from alongside.web.wrapper import Request


@web.panel(
    "today",
    order=8,
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


@web.panel(
    "person",
    order=75,
    title=gettext_lazy("What is shared"),
    needs=PARTS,
    template="sharing/panels/shared.html",
)
def shared(request: Request, person: Person) -> dict[str, Any]:
    """The way to it; it asks nothing, so that the page takes no longer."""
    return {
        "link": {"url": web.url("shared", person=person), "text": _("look"), "about": _("what is shared")}
    }
