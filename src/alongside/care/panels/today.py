"""Panels of Today: what is due or overdue, with whom touch is lost, what is going well."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.care import rules
from alongside.care.models import PARTS, WAITS, Due
from alongside.care.panels.person import long_in_touch
from alongside.care.queries.today import APPOINTMENTS, CareOfMine, care_of_mine
from alongside.web import registry
from alongside.web.wrapper import Request


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
    lines = _lines(mine, [due for due in mine.dues if due.on < mine.today and due.what not in WAITS])
    return {"lines": lines, "today": mine.today} if lines else None


@registry.panel(
    "today", order=30, title=gettext_lazy("Due this week"), needs=("dates",), template="care/panels/due.html"
)
def due_this_week(request: Request) -> dict[str, Any]:
    """What is due in the seven days from today, but for today's appointments."""
    mine = care_of_mine(request)
    dues = [d for d in mine.dues if d.on > mine.today or (d.on == mine.today and d.what not in APPOINTMENTS)]
    dues = [d for d in dues if d.what not in WAITS]
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
    """Steps done, goals reached, and who has stayed in touch for long, in the last seven days."""
    mine = care_of_mine(request)
    lines = [
        {"name": mine.name_of(r.folder), "person": mine.person_of(r.folder), "row": r, "goal": kind == "goal"}
        for kind, rows in (("goal", mine.goals_reached), ("step", mine.steps_done))
        for r in rows
        if mine.name_of(r.folder) and mine.held[r.folder].person not in mine.died
    ]
    lines += [
        {"name": mine.name_of(folder), "person": mine.person_of(folder), "long": long_in_touch(days)}
        for folder, episode in mine.under_way.items()
        if mine.name_of(folder)
        and not rules.lost_touch(mine.last_met(folder), episode.began_on, mine.today)
        and (days := rules.milestone(episode.began_on, mine.today, rules.WEEK.days))
    ]
    return {"lines": lines, "kind": "good", "facts": _("this week")} if lines else None
