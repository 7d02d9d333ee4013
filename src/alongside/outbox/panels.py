"""What goes out, as Today and the person page tell of it."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.access.viewer import Person
from alongside.outbox import queries, showing
from alongside.outbox.actions.deciding import stopped_among
from alongside.outbox.models import PARTS
from alongside.people.codes import PARTS as NAMES
from alongside.people.queries.lines import lines_of_mine
from alongside.web import registry
from alongside.web.wrapper import Request, url

MOST = 8


@registry.panel(
    "today", order=35, title=gettext_lazy("Messages"), needs=PARTS, template="outbox/panels/today.html"
)
def held_back(request: Request) -> dict[str, Any] | None:
    """What did not go, why, and what to do; letters that wait for a second look."""
    viewer = request.viewer
    rows = queries.needing_somebody(viewer)
    if not rows:
        return None
    lines = [
        {"of": n, "what": showing.what(n.message), "why": showing.why(n.message)}
        for n in queries.named(viewer, rows, lines_of_mine(request))
    ]
    if not lines:
        return None
    link = {"url": url("letters"), "text": _("letters"), "about": _("to look at, print and post")}
    return {"lines": lines[:MOST], "kind": "care", "link": link, "more": len(lines) > MOST}


@registry.panel(
    "person",
    order=45,
    title=gettext_lazy("Messages"),
    needs=PARTS,
    template="outbox/panels/person.html",
    on_paper=False,
)
def waiting(request: Request, person: Person) -> dict[str, Any] | None:
    """What waits to go to this person or is held, in the parts that are held."""
    parts = {h.folder: h for h in person.held if h.kind in PARTS}
    rows = queries.open_messages(parts.values())
    if not rows:
        return None
    still = stopped_among(m.folder for m in rows)
    several = len({m.folder for m in rows}) > 1
    lines = [
        {
            "message": m,
            "what": showing.what(m),
            "why": showing.why(m, request.viewer, stopped=m.folder in still),
            "stands": showing.stands(m, m.folder in still),
            "kind": showing.KINDS.get(m.state),
            "label": NAMES.get(parts[m.folder].kind) if several else None,
        }
        for m in rows
    ]
    first = parts[rows[0].folder]
    link = None if several else {"url": url("messages", part=first), "text": _("all messages")}
    return {"lines": lines[:MOST], "link": link}
