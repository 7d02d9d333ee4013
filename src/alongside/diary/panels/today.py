"""Panels of Today: who is out alone, today's people, who missed and was not reached, second visits."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from alongside import web
from alongside.care.models import PARTS
from alongside.care.queries.today import APPOINTMENTS, CareOfMine, care_of_mine
from alongside.diary import rules
from alongside.diary.queries import appointments as queries
from alongside.diary.queries import missed, reception, second, visits
from alongside.staff.panels import for_today
from alongside.web.wrapper import Request

COVERED = 12
"""How many of those whom duty covers stand on Today at once; the others open below them."""


@web.panel("today", order=2, title=gettext_lazy("Out alone"), template="diary/panels/out.html", width="whole")
def out(request: Request) -> dict[str, Any] | None:
    """One's own visit, to say that it is over; colleagues who are late, for whoever looks for them; who opened where one was."""
    told = for_today(request)
    found, openings = visits.told(told["lone"]), visits.openings(told["lone_openings"])
    if not found and not openings:
        return None
    late, mine = [v for v in found if not v.mine], [v for v in found if v.mine]
    title = _("You are out alone") if mine else _("You were late from a visit")
    title = _("A colleague has not said that they are back") if late else title
    kind = "now" if late or any(v.late for v in found) else "care"
    return {"mine": mine, "those": late, "openings": openings, "title": title, "kind": kind}


@web.panel(
    "today", order=4, title=gettext_lazy("You are at reception"), template="diary/panels/reception.html"
)
def at_reception(request: Request) -> dict[str, Any] | None:
    """For whoever holds a team's reception now: the way to who is expected."""
    return {} if for_today(request)["reception"] else None


def _here(request: Request) -> dict[int, dt.datetime]:
    """Who has come to reception, and since when, by their date."""
    return reception.arrived(for_today(request)["arrived"])


def _listed(mine: CareOfMine, on: dt.date) -> list[tuple[queries.Booked, str]]:
    """Who is expected on a day, or was offered it, in order, with what was agreed the last time."""
    dues = [
        d for d in mine.open if d.on == on and d.what in APPOINTMENTS and mine.name_of(d.folder) is not None
    ]
    known = {row.due: row for row in mine.asked["appointments"]}
    made = []
    for due in dues:
        its = known.get(due.id)
        part = mine.held.get(its.folder) if its else mine.part_for(due)
        made.append(
            queries.Booked(due, mine.person_of(due.folder), mine.name_of(due.folder) or "", part, its)
        )
    return [
        (one, last.agreed if one.part and (last := mine.last_sessions.get(one.part.folder)) else "")
        for one in queries.with_clashes(made)
    ]


@web.panel(
    "today",
    order=10,
    title=gettext_lazy("Today’s people"),
    needs=("dates",),
    width="whole",
    template="diary/panels/expected.html",
)
def expected(request: Request) -> dict[str, Any]:
    """Today's people in time order, each with what was agreed last time: came, missed, write."""
    mine = care_of_mine(request)
    link = {"url": web.url("diary"), "text": _("my diary"), "about": ""}
    return {"appointments": _listed(mine, mine.today), "here": _here(request), "link": link}


@web.panel(
    "today",
    order=11,
    title=gettext_lazy("Expected, and you are on duty"),
    template="diary/panels/covered.html",
    width="whole",
)
def covered(request: Request) -> dict[str, Any] | None:
    """On duty: who of the team is expected today, in time order. More of a record opens one at a time, with its reason."""
    found = queries.covered(request.viewer)
    if not found:
        return None
    here = _here(request)
    return {"first": found[:COVERED], "others": found[COVERED:], "here": here, "facts": _("of the team")}


@web.panel(
    "today",
    order=18,
    title=gettext_lazy("Missed, and not reached yet"),
    needs=PARTS,
    template="diary/panels/not_reached.html",
    width="whole",
)
def not_reached(request: Request) -> dict[str, Any] | None:
    """Who missed an appointment, what was tried, what is offered next. It stays until somebody has decided."""
    found = missed.not_reached(care_of_mine(request))
    return {"found": found, "facts": _("nothing closes by itself")} if found else None


@web.panel(
    "today", order=52, title=gettext_lazy("Second visits"), needs=PARTS, template="diary/panels/second.html"
)
def second_visits(request: Request) -> dict[str, Any] | None:
    """Of those who came for the first time lately: how many came again."""
    mine = care_of_mine(request)
    firsts = second.firsts(mine.folders, mine.today - dt.timedelta(days=rules.FIGURE_DAYS))
    again, of, soon = rules.second_visits(firsts, mine.today)
    if not of and not soon:
        return None
    said = ngettext("%(again)s of %(of)s came again", "%(again)s of %(of)s came again", of) % {
        "again": again,
        "of": of,
    }
    return {"said": said, "of": of, "soon": soon, "kind": "good", "facts": _("in three months")}
