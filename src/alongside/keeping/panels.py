"""Five small panels of the person page and one line for whoever visits, from one query; and on Today what is serious now."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from alongside import web
from alongside.access.viewer import Held, Person
from alongside.care.queries.today import care_of_mine
from alongside.keeping import queries
from alongside.keeping.forms import missed_in_words
from alongside.keeping.ideas import IDEAS, Idea
from alongside.keeping.models import AtRisk, Health, Household, Kit, Onward, Risk
from alongside.keeping.queries import Line
from alongside.keeping.told import Said, said_of
from alongside.people.codes import PARTS as NAMES
from alongside.people.identity import identity_of
from alongside.web.wrapper import Request, url

SHOWN = 4
LATEST_ONLY = ("household",)
PAST = {"safe": gettext_lazy("What could go wrong, and what kept them safe")}
"""What a panel is called on the page of somebody who died, where its own words are for the living."""
LIVE_ON = ("atrisk",)
"""Lines about others: a child who is at risk is so after a death too."""


def _said(one: Line) -> tuple[str, str, str]:
    """A line in words: what it is called, what stands beside it softly, and a word that has to be seen."""
    match one.kind:
        case "risk":
            return str(Risk.About(one.code).label), one.said, str(Risk.Level(one.level).label)
        case "medicine":
            return one.code, one.said, missed_in_words(one.n) if one.n else ""
        case "atrisk":
            asked = str(AtRisk.Asked(one.level).label) if one.level == AtRisk.Asked.TODAY else ""
            return one.code, str(AtRisk.Kind(one.said).label), asked
        case "household":
            kept = str(Household.Stored(one.said).label) if one.said == Household.Stored.OPEN else ""
            return str(Household.Children(one.code).label), "", kept
        case "kit":
            return _("Naloxone kit"), one.said or str(Kit.Whose(one.code).label), ""
        case "health":
            return str(Health.What(one.code).label), str(Health.Result(one.said).label), ""
    return str(Onward.About(one.code).label), one.said, str(Onward.Answer(one.level).label)


DUE_WORDS = {
    "risk": gettext_lazy("look at it again"),
    "medicine": gettext_lazy("review"),
    "atrisk": gettext_lazy("meeting"),
    "household": gettext_lazy("ask again"),
    "kit": gettext_lazy("good until"),
    "health": gettext_lazy("next"),
    "onward": gettext_lazy("chase"),
}


def _row(one: Line, today: Any, died: bool = False) -> dict[str, Any]:
    title, soft, word = _said(one)
    if died and one.kind not in LIVE_ON:
        # What was written is read; nothing of it is serious or due any more.
        return {"title": title, "soft": soft, "word": word, "kind": None, "on": None, "line": one}
    open_still = one.kind != "onward" or one.level in ("none", "list")
    on = one.on if open_still else None
    kind = "now" if one.red else "good" if one.kind == "onward" and not open_still else "care"
    return {
        "title": title, "soft": soft, "word": word, "kind": kind if one.level != "quiet" else None, "on": on,
        "late": bool(on and on < today), "due": DUE_WORDS[one.kind], "line": one,
    }  # fmt: skip


def _part(part: Held, lines: list[Line], today: Any, died: bool) -> dict[str, Any]:
    """What a panel shows of one part of the record: of what is asked again and again, the last time alone."""
    asked = [one for one in lines if one.kind in LATEST_ONLY][1:]
    its = [one for one in lines if one not in asked]
    return {"part": part, "rows": [_row(one, today, died) for one in its[:SHOWN]], "more": len(its) > SHOWN}


def _of(idea: Idea, request: Request, person: Person) -> list[Line]:
    return [one for one in queries.of_person(request, person) if one.kind in idea.kinds]


def _said_of(request: Request, person: Person) -> Said:
    """What was said of all of it in an assessment and is written nowhere here: worked out once a request."""
    found = getattr(request, "_keeping_said", None)
    if found is None:
        lines = queries.of_person(request, person)
        found = said_of(request, person, lines, queries.over_of_person(request, person))
        request._keeping_said = found  # type: ignore[attr-defined]
    return found


ASKED_OF_EVERYBODY = ("around-home",)
"""Stands as a card of its own though nothing is written: that children are asked about is seen at a glance."""
NOTHING = Said([], {})


def _panel(idea: Idea) -> None:
    def view(request: Request, person: Person) -> dict[str, Any] | None:
        """What is serious first, then the last lines; the way to all of them, for each part that is held."""
        died = identity_of(request, person).death is not None
        lines = _of(idea, request, person)
        said = NOTHING if died else _said_of(request, person)
        told = any(said.of(part.folder, idea.kinds) for part in person.held)
        if not lines and not told and idea.name not in ASKED_OF_EVERYBODY:
            return None
        parts = [
            _part(part, [one for one in lines if one.folder == part.folder], request.viewer.today, died)
            | {"told": said.of(part.folder, idea.kinds), "asked": said.asked_on(part.folder, idea.kinds)}
            for kind in idea.needs
            for part in person.held
            if part.kind == kind
        ]
        if died:
            shown = [one for one in parts if one["rows"]]
            if not shown:
                return None
        else:
            shown = [one for one in parts if one["rows"] or one["part"].kind != "safety"] or parts
        for one in shown:
            one["label"] = NAMES.get(one["part"].kind) if len(shown) > 1 else None
        link = {"url": url(idea.name, part=shown[0]["part"]), "text": _("all")} if len(shown) == 1 else None
        red = any(one.red for one in lines if not died or one.kind in LIVE_ON)
        card = {"parts": shown, "idea": idea, "link": link, "kind": "now" if red else None}
        return (
            {**card, "title": PAST.get(idea.name, idea.title), "facts": _("as it was written")}
            if died
            else card
        )

    view.__name__ = f"keeping_{idea.name.replace('-', '_')}"
    web.panel(
        "person", order=idea.order, title=idea.title, needs=idea.needs, template="keeping/panels/idea.html"
    )(view)


for _idea in IDEAS:
    _panel(_idea)


@web.panel(
    "person",
    order=39,
    title=gettext_lazy("Not written yet"),
    needs=tuple(dict.fromkeys(kind for idea in IDEAS for kind in idea.needs)),
    template="keeping/panels/not_yet.html",
    living=True,
    on_paper=False,
)
def not_yet(request: Request, person: Person) -> dict[str, Any] | None:
    """Of what nothing is written, a line each with the way to begin; it is no fault, and nothing counts it."""
    lines, said = [], _said_of(request, person)
    for idea in IDEAS:
        part = next((h for kind in idea.needs for h in person.held if h.kind == kind), None)
        if part is None or idea.name in ASKED_OF_EVERYBODY or _of(idea, request, person):
            continue
        if not any(said.of(h.folder, idea.kinds) for h in person.held):
            asked = [day for h in person.held if (day := said.asked_on(h.folder, idea.kinds))]
            lines.append({"idea": idea, "part": part, "asked": max(asked, default=None)})
    return {"lines": lines} if lines else None


@web.panel(
    "person",
    order=41,
    title=gettext_lazy("How we visit"),
    needs=("dates",),
    template="keeping/panels/visiting.html",
    living=True,
)
def visiting(request: Request, person: Person) -> dict[str, Any]:
    """For any seat that books a visit: codes, no reason."""
    ways = next((one.code for one in queries.of_person(request, person) if one.kind == "visiting"), "")
    return {
        "on_paper": bool(ways),
        "ways": queries.ways_in_words(ways),
        "link": {
            "url": url("visiting", person=person),
            "text": _("change") if person.writes("dates") else _("look"),
        },
    }


@web.panel(
    "today",
    order=4,
    title=gettext_lazy("Serious now"),
    needs=queries.KINDS,
    template="keeping/panels/serious.html",
    width="whole",
)
def serious(request: Request) -> dict[str, Any] | None:
    """What is red of one's own people, and what is late in the parts whose dates stand nowhere else."""
    mine = care_of_mine(request)
    pages = {thing.kind: idea.name for idea in IDEAS for thing in idea.things}
    rows = [
        {
            **_row(one, mine.today), "name": mine.name_of(one.folder), "person": mine.person_of(one.folder),
            "part": mine.held[one.folder], "page": pages[one.kind],
        }
        for one in queries.urgent_of_mine(request.viewer)
        if one.folder in mine.held
        and mine.name_of(one.folder)
        and (one.kind in LIVE_ON or mine.held[one.folder].person not in mine.died)
    ]  # fmt: skip
    return {"rows": rows, "kind": "now" if any(r["line"].red for r in rows) else "care"} if rows else None


@web.panel(
    "today", order=5, title=gettext_lazy("Medicines"), template="keeping/panels/medicines.html", width="whole"
)
def medicines(request: Request) -> dict[str, Any] | None:
    """For whoever is on duty or prescribes: how many are late; answers about another prescription; what waits for an answer."""
    told = queries.for_today(request)
    lines = []
    if late := told["late"]:
        words = ngettext(
            "%(n)s person missed three doses, or a review of a prescription.",
            "%(n)s people missed three doses, or a review of a prescription.",
            late,
        ) % {"n": late}
        lines.append((words, url("medicines-late"), _("look")))
    if told["answers"]:
        lines.append(
            (_("You asked about another prescription: there is an answer."), url("scripts"), _("read"))
        )
    if told["to_answer"]:
        lines.append(
            (_("A prescriber asks whether there is another prescription."), url("scripts"), _("answer"))
        )
    return {"lines": lines, "kind": "now" if told["late"] else "care"} if lines else None
