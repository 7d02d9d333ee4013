"""Panels of the person page: what is next, a missed appointment, what was set apart."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside import web
from alongside.access import handles
from alongside.access.prepared import AnyOf
from alongside.access.viewer import Held, Person, current
from alongside.care.models import PARTS, WAITS, Due
from alongside.care.queries.person import TOGETHER, CareOfPerson, care_of
from alongside.care.queries.today import APPOINTMENTS
from alongside.diary.models import Appointment, Aside
from alongside.diary.queries import appointments as queries
from alongside.diary.queries import missed
from alongside.web.wrapper import Request

LISTED = 5
TOGETHER.add(
    "asides", lambda: Aside.current.filter(folder=AnyOf("held")).order_by("-at", "-made_at")[:LISTED]
)


@web.panel(
    "person",
    order=40,
    title=gettext_lazy("Next and overdue"),
    needs=("dates",),
    template="diary/panels/next.html",
    living=True,
)
def coming(request: Request, person: Person) -> dict[str, Any]:
    """What is due, what was; the words of a step only where its part of the record is held."""
    care = care_of(request, person)
    steps = {s.id: s for s in care.steps} if care.parts else {}
    today = current().today
    dues = [d for d in care.open if d.what not in WAITS]
    known = {row.due: row for row in care.asked["appointments"]}
    rows = []
    for due in dues:
        step, its = steps.get(due.about or 0), known.get(due.id)
        part = _part_for(care, due, its)
        appointment = due.what in APPOINTMENTS
        rows.append(
            {
                "due": due,
                "words": step.words if step else queries.Booked(due, person, "", part, its).words,
                "late": due.on < today,
                "is_today": due.on == today,
                "part": part if part and part.writes else None,
                "appointment": appointment,
                "href": web.url("appointment", part=part, due=due) if appointment and part else None,
            }
        )
    late, coming_up = [r for r in rows if r["late"]], [r for r in rows if not r["late"]]
    return {"late": late, "coming": coming_up[:LISTED], "today": today, "person": person}


def _part_for(care: CareOfPerson, due: Due, its: Appointment | None) -> Held | None:
    """The part in which an appointment is written up: where it was agreed, else where care is under way."""
    agreed_in = {e.folder for e in care.events if e.id == due.about} if care.parts else set()
    agreed_in |= {its.folder} if its else set()
    under_way = (
        {r["folder"] for r in care.came if r["kind_is"] == "episode" and r["state"] == "open"}
        if care.parts
        else set()
    )
    parts = sorted(care.parts, key=lambda p: (p.folder not in agreed_in, p.folder not in under_way))
    return parts[0] if parts else None


@web.panel(
    "person",
    order=9,
    title=gettext_lazy("Missed, and not reached yet"),
    needs=PARTS,
    template="diary/panels/missed.html",
    living=True,
)
def not_reached(request: Request, person: Person) -> dict[str, Any] | None:
    """The last appointment was missed, and nobody has reached them since."""
    care = care_of(request, person)
    met = [e for e in care.events if e.kind == "contact"]
    shown = []
    for part in care.parts:
        its = [e for e in met if e.folder == part.folder]
        missing = max((e for e in its if e.what == "missed"), key=lambda e: e.on, default=None)
        came = max((e.on for e in its if e.what == "came"), default=None)
        if missing is None or (came is not None and came >= missing.on):
            continue
        tried = [r for r in care.asked["rungs"] if r.missed_id == missing.id]
        if not missed.is_settled(tried, False):
            session = handles.seal("session", missing.folder, missing.id)
            shown.append({"on": missing.on, "session": session, "tried": tried})
    return {"found": shown, "kind": "care"} if shown else None


@web.panel(
    "person",
    order=45,
    title=gettext_lazy("Set apart"),
    needs=Aside.lies_in,
    template="diary/panels/asides.html",
)
def asides(request: Request, person: Person) -> dict[str, Any] | None:
    """Paragraphs that were set apart from a note, in the parts that are held."""
    held = {h.folder: h for h in person.held if h.kind in Aside.lies_in}
    rows = care_of(request, person).asked["asides"]
    if not rows:
        return None
    shown = [{"row": row, "writes": held[row.folder].writes} for row in rows]
    return {"found": shown, "facts": _("seen only where its part is opened")}


@web.panel(
    "person",
    order=72,
    title=gettext_lazy("Who works with them"),
    needs=PARTS,
    template="diary/panels/working.html",
    living=True,
)
def working(request: Request, person: Person) -> dict[str, Any] | None:
    """Colleagues who are booked with them, or do a step of the plan, as far as the parts that are held say it."""
    care = care_of(request, person)
    booked = {row.worker_name for row in care.asked["appointments"] if row.worker_name}
    does = {step.worker_name for step in care.steps if step.worker_name}
    lines = [
        (name, ", ".join(w for w, those in ((_("booked"), booked), (_("a step of the plan"), does)) if name in those))
        for name in sorted(booked | does)
    ]  # fmt: skip
    return {"lines": lines, "facts": _("from the diary and the plan")} if lines else None
