"""Panels of Today: who is expected, what is due or overdue, with whom touch is lost, what is going well."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.care import rules
from alongside.care.models import PARTS, Due
from alongside.care.queries.today import APPOINTMENTS, CareOfMine, care_of_mine
from alongside.web import registry
from alongside.web.wrapper import Request


@registry.panel(
    "today",
    order=10,
    title=gettext_lazy("Today’s people"),
    needs=("dates",),
    width="whole",
    template="care/panels/expected.html",
)
def expected(request: Request) -> dict[str, Any]:
    """Today's people in time order, each with what was agreed last time: came, missed, write."""
    mine = care_of_mine(request)
    return {"appointments": mine.appointments(mine.today)}


def _lines(mine: CareOfMine, dues: list[Due]) -> list[dict[str, Any]]:
    """One line for each thing that is due, with whose it is."""
    lines = []
    for due in dues:
        name = mine.name_of(due.folder)
        if name is not None:
            part = mine.part_for(due) if due.what in APPOINTMENTS else None
            lines.append({"due": due, "name": name, "person": mine.person_of(due.folder), "part": part})
    return lines


@registry.panel(
    "today", order=20, title=gettext_lazy("Overdue"), needs=("dates",), template="care/panels/overdue.html"
)
def overdue(request: Request) -> dict[str, Any] | None:
    """What was due before today and is not settled."""
    mine = care_of_mine(request)
    lines = _lines(mine, [due for due in mine.dues if due.on < mine.today])
    return {"lines": lines, "today": mine.today} if lines else None


@registry.panel(
    "today", order=30, title=gettext_lazy("Due this week"), needs=("dates",), template="care/panels/due.html"
)
def due_this_week(request: Request) -> dict[str, Any]:
    """What is due in the seven days from today, but for today's appointments."""
    mine = care_of_mine(request)
    dues = [d for d in mine.dues if d.on > mine.today or (d.on == mine.today and d.what not in APPOINTMENTS)]
    return {"lines": _lines(mine, dues), "today": mine.today}


@registry.panel(
    "today", order=40, title=gettext_lazy("Lost touch"), needs=PARTS, template="care/panels/lost_touch.html"
)
def lost_touch(request: Request) -> dict[str, Any] | None:
    """Those under way whom nobody has met for long. The worker decides; nothing closes by itself."""
    lines = care_of_mine(request).out_of_touch()
    facts = _("no contact for %(days)s days or more") % {"days": rules.LOST_TOUCH_AFTER}
    foot = _("Three weeks is our own custom, not a rule. You decide what to do.")
    return {"lines": lines, "facts": facts, "foot": foot} if lines else None


@registry.panel(
    "today", order=50, title=gettext_lazy("Going well"), needs=PARTS, template="care/panels/well.html"
)
def going_well(request: Request) -> dict[str, Any] | None:
    """Steps done and goals reached in the last seven days."""
    mine = care_of_mine(request)
    lines = [
        {"name": mine.name_of(r.folder), "person": mine.person_of(r.folder), "row": r, "goal": kind == "goal"}
        for kind, rows in (("goal", mine.goals_reached), ("step", mine.steps_done))
        for r in rows
        if mine.name_of(r.folder)
    ]
    return {"lines": lines, "kind": "good", "facts": _("this week")} if lines else None
