"""Panels of the person page: what they want, the last year, how they came."""

import datetime as dt
from itertools import groupby
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from alongside.access.viewer import Held, Person, current
from alongside.care import rules
from alongside.care.models import PARTS, Episode, Referral, Session
from alongside.care.queries.person import CareOfPerson, Event, care_of
from alongside.care.queries.plan import in_words
from alongside.care.timescale import Timescale, spread, year_before
from alongside.people.codes import PARTS as NAMES
from alongside.people.identity import identity_of
from alongside.sharing.models import PARTS as SHARED
from alongside.web import registry
from alongside.web.wrapper import Request, url


def _label(care: CareOfPerson, part: Held) -> Any:
    """Which part of the record, where two are held."""
    return NAMES[part.kind] if len(care.parts) > 1 else None


@registry.panel(
    "person", order=30, title=gettext_lazy("What they want"), needs=PARTS, template="care/panels/wants.html"
)
def wants(request: Request, person: Person) -> dict[str, Any] | None:
    """Their own words, what was wanted and agreed, and the next three steps with names."""
    care, known = care_of(request, person), identity_of(request, person)
    name, died = known.name, known.death is not None
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
                and not died
                and any(
                    r["folder"] == part.folder and r["kind_is"] == "episode" and r["state"] == "open"
                    for r in care.came
                ),
            }
        )
    if died and not any(one["any"] or one["steps"] or one["choices"] for one in told):
        return None
    link = {"url": url("plan", part=care.parts[0]), "text": _("the plan")} if len(care.parts) == 1 else None
    title = _("What %(name)s wanted") if died else _("What %(name)s wants")
    return {
        "parts": told, "name": name, "today": current().today, "title": title % {"name": name}, "link": link, "died": died
    }  # fmt: skip


KINDS = {
    "contact": gettext_lazy("Contact"),
    "missed": gettext_lazy("Missed"),
    "cancelled": gettext_lazy("Cancelled"),
    "map": gettext_lazy("Map drawn"),
    "review": gettext_lazy("Looked back"),
    "measure": gettext_lazy("Questions asked"),
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
    """Contacts, missed ones, maps, reviews and questions on a line; the same as a table, and by month on a phone."""
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
        ngettext("%(n)s day of questions", "%(n)s days of questions", counts["measure"])
        % {"n": counts["measure"]}
        if counts["measure"]
        else "",
    ]
    return _("In twelve months: %(what)s.") % {"what": ", ".join(s for s in said if s)}


def _href(event: Event, part: Held) -> str | None:
    if event.kind == "contact":
        return url("contacts", part=part)
    if event.kind == "measure":
        return url("assessment", part=part)
    return url("reviews", part=part) if event.kind == "review" else None


@registry.panel(
    "person",
    order=70,
    title=gettext_lazy("How they came"),
    needs=PARTS,
    template="care/panels/came.html",
    on_paper=False,
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
    died = identity_of(request, person).death is not None
    link = {"url": url("referral", part=care.parts[0]), "text": _("more")} if len(care.parts) == 1 else None
    return {"parts": told, "link": link, "died": died}


@registry.panel(
    "person", order=35, title=gettext_lazy("Going well"), needs=PARTS, template="care/panels/well_person.html"
)
def going_well(request: Request, person: Person) -> dict[str, Any] | None:
    """What was reached and done in the last weeks, and how long they have stayed in touch."""
    care, today = care_of(request, person), current().today
    since = today - dt.timedelta(days=rules.WELL_FOR)
    # In order, so that the last contact of each part stands.
    met = {e.folder: e.on for e in care.events if e.kind == "contact" and e.what == Session.Came.CAME}
    lines: list[dict[str, Any]] = [
        {"what": long_in_touch(days), "words": ""}
        for row in care.came
        if row["kind_is"] == "episode" and row["state"] == "open"
        and not rules.lost_touch(met.get(row["folder"]), row["began"], today)
        and (days := rules.milestone(row["began"], today, rules.WELL_FOR))
    ]  # fmt: skip
    for what, name, day in (
        (_("reached"), "goals_reached", "moved_on"),
        (_("done"), "steps_done", "done_on"),
    ):
        for row in care.asked[name]:
            on = getattr(row, day)
            if on and on >= since:
                lines.append({"what": what, "words": row.words, "on": on})
    if identity_of(request, person).death is not None:
        return {"lines": lines, "title": _("What went well")} if lines else None
    return {"lines": lines, "kind": "good", "facts": _("in the last four weeks")} if lines else None


def long_in_touch(days: int) -> str:
    """How long somebody has stayed in touch, in words."""
    if days < rules.MILESTONES[1]:
        return _("%(days)s days in touch") % {"days": days}
    if days < rules.MILESTONES[2]:
        return _("Half a year in touch")
    years = days // rules.MILESTONES[2]
    return ngettext("%(n)s year in touch", "%(n)s years in touch", years) % {"n": years}


@registry.panel(
    "person",
    order=75,
    title=gettext_lazy("What is shared"),
    needs=SHARED,
    template="sharing/panels/shared.html",
)
def shared(request: Request, person: Person) -> dict[str, Any] | None:
    """What was passed on and still holds, of the parts that are held. What they agree to has a panel of its own."""
    asked = care_of(request, person).asked
    lines = [
        {"who": one.to_name, "what": _("shared"), "about": one.get_topic_display(), "until": one.until}
        for one in asked["shares"]
    ]
    if not lines and identity_of(request, person).death is not None:
        return None
    link = {"url": url("shared", person=person), "text": _("look"), "about": _("what is shared")}
    return {"lines": lines, "link": link, "on_paper": bool(lines)}
