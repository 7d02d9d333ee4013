"""What was handed over to the viewer, and what she agreed with her lead, on Today."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside import web
from alongside.care.models import PARTS
from alongside.care.queries.today import care_of_mine
from alongside.handover import queries  # noqa: F401  what Today asks of these tables is said there
from alongside.web.wrapper import Request


@web.panel(
    "today",
    order=12,
    title=gettext_lazy("Handed over to you"),
    needs=PARTS,
    template="handover/panels/handed.html",
    width="whole",
)
def handed_to_me(request: Request) -> dict[str, Any] | None:
    """Who came to the viewer from a colleague, with the line that came with them, until it is read."""
    mine = care_of_mine(request)
    found = [
        {"row": row, "name": name, "href": web.url("person", person=mine.person_of(row.folder))}
        for row in mine.asked["handed_over"]
        if row.to == mine.viewer.staff and (name := mine.name_of(row.folder)) is not None
    ]
    return {"found": found, "kind": "care", "facts": _("read it, then meet them")} if found else None


@web.panel(
    "today",
    order=19,
    title=gettext_lazy("Agreed in supervision"),
    needs=("dates",),
    template="handover/panels/agreed.html",
    width="whole",
)
def agreed(request: Request) -> dict[str, Any] | None:
    """What the viewer agreed to do next, the earliest first, until it is done."""
    mine = care_of_mine(request)
    found = [
        {
            "row": row, "name": name, "late": row.on < mine.today,
            "href": web.url("person", person=mine.person_of(row.folder)),
        }
        for row in mine.asked["agreed"]
        if row.staff == mine.viewer.staff and (name := mine.name_of(row.folder)) is not None
    ]  # fmt: skip
    return {"found": found} if found else None
