"""Panels of the person page: what they want, what is next, the last year, how they came."""

import datetime as dt
from itertools import groupby
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from alongside.access.viewer import Held, Person, current
from alongside.care import rules
from alongside.care.models import PARTS, Due, Episode, Referral, Session
from alongside.care.queries.person import CareOfPerson, Event, care_of
from alongside.care.queries.plan import in_words
from alongside.care.timescale import Timescale, spread, year_before
from alongside.people.codes import PARTS as NAMES
from alongside.people.identity import identity_of
from alongside.web import registry
from alongside.web.wrapper import Request, url


def _label(care: CareOfPerson, part: Held) -> Any:
    """Which part of the record, where two are held."""
    return NAMES[part.kind] if len(care.parts) > 1 else None


@registry.panel(
    "person", order=30, title=gettext_lazy("What they want"), needs=PARTS, template="care/panels/wants.html"
)
def wants(request: Request, person: Person) -> dict[str, Any]:
    """Their own words, what was wanted and agreed, and the next three steps with names."""
    care, name = care_of(request, person), identity_of(request, person).name
    told = []
    for part in care.parts:
        words = [row for row in care.wanted if row[0] == part.folder]
        goals = [row for row in words if row[2] == "goal"]
        steps = [s for s in care.steps if s.folder == part.folder]
        told.append(
            {
                "part": part,
                "label": _label(care, part),
                "goals": goals or [r for r in words if r[3]],
                "steps": steps[: rules.NEXT_STEPS],
                "more": max(len(steps) - rules.NEXT_STEPS, 0),
                "any": bool(words),
                "choices": in_words(c for c in care.choices if c.folder == part.folder),
                "may_begin": part.writes
                and any(
                    r["folder"] == part.folder and r["kind_is"] == "episode" and r["state"] == "open"
                    for r in care.came
                ),
            }
        )
    link = {"url": url("plan", part=care.parts[0]), "text": _("the plan")} if len(care.parts) == 1 else None
    title = _("What %(name)s wants") % {"name": name}
    return {"parts": told, "name": name, "today": current().today, "title": title, "link": link}


@registry.panel(
    "person",
    order=40,
    title=gettext_lazy("Next and overdue"),
    needs=("dates",),
    template="care/panels/next.html",
)
def coming(request: Request, person: Person) -> dict[str, Any]:
    """What is due, what was; the words of a step only where its part of the record is held."""
    care = care_of(request, person)
    steps = {s.id: s for s in care.steps} if care.parts else {}
    today = current().today
    rows = []
    for due in care.dues:
        step = steps.get(due.about or 0)
        part = _part_for(care, due)
        rows.append(
            {
                "due": due,
                "words": step.words if step else "",
                "late": due.on < today,
                "is_today": due.on == today,
                "part": part if part and part.writes else None,
                "appointment": due.what in (Due.What.SESSION, Due.What.FIRST),
            }
        )
    late, coming_up = [r for r in rows if r["late"]], [r for r in rows if not r["late"]]
    return {"late": late, "coming": coming_up[:5], "today": today, "person": person}


def _part_for(care: CareOfPerson, due: Due) -> Held | None:
    """The part in which an appointment is written up: where it was agreed, else where care is under way."""
    agreed_in = {e.folder for e in care.events if e.id == due.about} if care.parts else set()
    under_way = (
        {r["folder"] for r in care.came if r["kind_is"] == "episode" and r["state"] == "open"}
        if care.parts
        else set()
    )
    parts = sorted(care.parts, key=lambda p: (p.folder not in agreed_in, p.folder not in under_way))
    return parts[0] if parts else None


KINDS = {
    "contact": gettext_lazy("Contact"),
    "missed": gettext_lazy("Missed"),
    "cancelled": gettext_lazy("Cancelled"),
    "map": gettext_lazy("Map drawn"),
    "review": gettext_lazy("Looked back"),
}
WIDTH = 1080


def kind_of(event: Event) -> str:
    """What a mark on the line of the year is."""
    if event.kind != "contact":
        return event.kind
    if event.what == Session.Came.CAME:
        return "contact"
    return "missed" if event.what == Session.Came.MISSED else "cancelled"


@registry.panel(
    "person",
    order=60,
    title=gettext_lazy("The last year"),
    needs=PARTS,
    width="whole",
    template="care/panels/year.html",
)
def year(request: Request, person: Person) -> dict[str, Any]:
    """Contacts, missed ones, maps and reviews on a line; the same as a table, and by month on a phone."""
    care, today = care_of(request, person), current().today
    scale = Timescale(year_before(today), today, WIDTH, 12)
    events = [(kind_of(e), e) for e in care.events]
    upper = [(k, e, scale.x(e.on)) for k, e in events if k in ("map", "review")]
    lower = [(k, e, scale.x(e.on)) for k, e in events if k not in ("map", "review")]
    rows = spread([x for _k, _e, x in lower], 11)
    # A map is often drawn on the day of a look back: neither hides the other.
    over = spread([x for _k, _e, x in upper], 15)
    marks = [
        {"kind": k, "x": x, "y": 34 - 15 * min(row, 1), "on": e.on}
        for (k, e, x), row in zip(upper, over, strict=True)
    ]
    marks += [
        {"kind": k, "x": x, "y": 62 - 13 * min(row, 1), "on": e.on}
        for (k, e, x), row in zip(lower, rows, strict=True)
    ]
    counts = {kind: sum(k == kind for k, _e in events) for kind in KINDS}
    parts = {p.folder: p for p in care.parts}
    lines: list[dict[str, Any]] = [
        {
            "on": e.on,
            "day": date_format(e.on, "D j"),
            "what": KINDS[k],
            "kind": k,
            "href": _href(e, parts[e.folder]),
        }
        for k, e in reversed(events)
    ]
    months = [
        {"month": date_format(month, "F" if month.year == today.year else "F Y"), "lines": list(those)}
        for month, those in groupby(lines, key=_month)
    ]
    return {
        "marks": marks,
        "months": [(date_format(day, "M"), x, anchor(x)) for day, x in scale.months()],
        "width": WIDTH,
        "lines": lines,
        "by_month": months,
        "sentence": sentence(counts),
        "kinds": {k: w for k, w in KINDS.items() if counts[k]},
    }


def _month(line: dict[str, Any]) -> dt.date:
    return line["on"].replace(day=1)


def anchor(x: float) -> str:
    """Which end of a month's name stands at its line, so that none runs over the edge."""
    return "start" if x < 24 else "end" if x > WIDTH - 24 else "middle"


def sentence(counts: dict[str, int]) -> str:
    """What the line shows, in one sentence."""
    said = [
        ngettext("%(n)s contact", "%(n)s contacts", counts["contact"]) % {"n": counts["contact"]},
        ngettext("%(n)s missed", "%(n)s missed", counts["missed"]) % {"n": counts["missed"]}
        if counts["missed"]
        else "",
        ngettext("%(n)s map", "%(n)s maps", counts["map"]) % {"n": counts["map"]} if counts["map"] else "",
        ngettext("%(n)s look back", "%(n)s looks back", counts["review"]) % {"n": counts["review"]}
        if counts["review"]
        else "",
    ]
    return _("In twelve months: %(what)s.") % {"what": ", ".join(s for s in said if s)}


def _href(event: Event, part: Held) -> str | None:
    if event.kind == "contact":
        return url("contacts", part=part)
    return url("reviews", part=part) if event.kind == "review" else None


@registry.panel(
    "person", order=70, title=gettext_lazy("How they came"), needs=PARTS, template="care/panels/came.html"
)
def came(request: Request, person: Person) -> dict[str, Any]:
    """Who asked us, when, in which words; when care began and finished."""
    care = care_of(request, person)
    who, how = dict(Referral.From.choices), dict(Episode.How.choices)
    told = []
    for part in care.parts:
        rows = [
            {**r, "words": who.get(r["how"], "") if r["kind_is"] == "referral" else how.get(r["how"], "")}
            for r in reversed(care.came)
            if r["folder"] == part.folder
        ]
        told.append({"part": part, "label": _label(care, part), "rows": rows})
    link = {"url": url("referral", part=care.parts[0]), "text": _("more")} if len(care.parts) == 1 else None
    return {"parts": told, "link": link}
