"""Those who wait, on Today and on the person page."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside import web
from alongside.access.viewer import Person
from alongside.care import rules
from alongside.care.models import WAITS
from alongside.care.queries.person import care_of
from alongside.care.queries.today import care_of_mine
from alongside.intake.queries import waiting as queries
from alongside.staff.panels import for_today
from alongside.web.wrapper import Request


@web.panel(
    "today",
    order=15,
    title=gettext_lazy("Waiting to begin"),
    template="intake/panels/waiting.html",
    width="whole",
)
def waiting(request: Request) -> dict[str, Any] | None:
    """One's own who wait, what cannot wait first; whoever is on duty or leads a team has the way to the team's."""
    mine = care_of_mine(request)
    dues = [d for d in mine.dues if d.what in WAITS and mine.name_of(d.folder)] if mine.people else []
    for_a_team = bool(request.viewer.leads or for_today(request)["duty"])
    if not dues and not for_a_team:
        return None
    people = [mine.person_of(d.folder) for d in dues]
    last = queries.last_lines(map(queries.part_of, people))
    found = queries.in_order(
        queries.told(due, person, mine.name_of(due.folder) or "", mine.today, last)
        for due, person in zip(dues, people, strict=True)
    )  # fmt: skip
    link = {"url": web.url("waiting"), "text": _("all"), "about": _("who wait")}
    kind = "now" if any(one.today for one in found) else None
    return {"found": found, "link": link, "kind": kind, "for_a_team": for_a_team}


@web.panel(
    "person",
    order=8,
    title=gettext_lazy("Waiting to begin"),
    needs=("dates",),
    template="intake/panels/waits.html",
    living=True,
)
def waits(request: Request, person: Person) -> dict[str, Any] | None:
    """Since when they wait, in working days, and the way to what happened meanwhile."""
    due = next((d for d in care_of(request, person).dues if d.what in WAITS), None)
    if due is None:
        return None
    one = queries.told(due, person, "", request.viewer.today, {})
    link = {"url": web.url("meanwhile", part=one.part), "text": _("while they wait")} if one.part else None
    long = _("longer than three weeks") if rules.long_wait(due.on, request.viewer.today) else None
    return {"one": one, "link": link, "kind": "now" if one.today else None, "facts": long}
