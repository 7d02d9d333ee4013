"""What leaving says on the person page and on Today. All of it is asked together with the other panels."""

from collections.abc import Iterable
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from alongside import web
from alongside.access import handles
from alongside.access.viewer import Person
from alongside.care.models import PARTS, Episode
from alongside.care.queries.person import care_of
from alongside.care.queries.today import care_of_mine
from alongside.leaving import queries
from alongside.leaving.models import Leaving, Ready
from alongside.leaving.states import LEAVING
from alongside.people import deaths
from alongside.web.wrapper import Request

DIED = Episode.How.DIED


def _line(leaving: Leaving, to_do: int) -> dict[str, Any]:
    """One leaving in words: what it is, what is to do."""
    if leaving.how == DIED and leaving.state == "undone":
        text = _("Messages are still stopped: look, and let them go again.")
        return {"title": _("A death was written by mistake"), "text": text, "deed": _("look"), "main": True}
    if leaving.how == DIED and leaving.state == "left":
        day = date_format(leaving.look_on, "j F") if leaving.look_on else ""
        text = (
            _("To look back on together on %(day)s") % {"day": day} if day else _("To look back on together")
        )
        return {"title": _("has died"), "text": text, "deed": _("look back"), "main": False}
    day = date_format(leaving.on, "j F")
    text = (
        ngettext("%(n)s thing is still to do", "%(n)s things are still to do", to_do) % {"n": to_do}
        if to_do
        else ""
    )
    return {"title": _("leaves on %(day)s") % {"day": day}, "text": text, "deed": _("go on"), "main": False}


def _lines(leavings: Iterable[Leaving], to_do: Iterable[Ready]) -> list[dict[str, Any]]:
    """Those who are leaving, and what is still to do for those who have left."""
    left_over: dict[tuple[int, int], int] = {}
    for one in to_do:
        left_over[one.folder, one.leaving_id] = left_over.get((one.folder, one.leaving_id), 0) + 1
    made = []
    for leaving in leavings:
        n = left_over.pop((leaving.folder, leaving.pk), 0)
        made.append(
            {"folder": leaving.folder, "leaving": _sealed(leaving.folder, leaving.pk), **_line(leaving, n)}
        )
    for (folder, row), n in left_over.items():
        text = ngettext("%(n)s thing is still to do", "%(n)s things are still to do", n) % {"n": n}
        told = {"title": _("has left"), "text": text, "deed": _("go on"), "main": False}
        made.append({"folder": folder, "leaving": _sealed(folder, row), **told})
    return made


def _sealed(folder: int, row: int) -> str:
    return handles.seal("leaving", folder, row)


def _death(request: Request, person: Person) -> deaths.Death | None:
    """That they died, at the head of their record, from the parts of it that are held."""
    row = next(iter(queries.deaths_of(request, person)), None)
    if row is None:
        return None
    sealed = _sealed(row.folder, row.pk)
    back = _("how it was looked back on") if row.state == "looked" else _("look back on it")
    ways = [(back, web.url("leaving", leaving=sealed))]
    if LEAVING.may(row.state, "undo") and any(h.writes for h in person.held if h.folder == row.folder):
        ways.append((_("it was a mistake"), web.url("leaving-undo", leaving=sealed)))
    return deaths.Death(row.on, tuple(ways))


deaths.KNOWN.append(_death)


@web.panel(
    "person",
    order=3,
    title=gettext_lazy("Leaving"),
    needs=PARTS,
    template="leaving/panels/leaving.html",
)
def leaving(request: Request, person: Person) -> dict[str, Any] | None:
    """That they are leaving, what is still to do, and a death that was written by mistake."""
    asked = care_of(request, person).asked
    # The head of the page says the first; where it stands in another part too, that one stands here.
    told = {one.pk for one in queries.deaths_of(request, person)[:1]}
    lines = _lines((one for one in asked["leavings"] if one.pk not in told), asked["leaving_to_do"])
    return {"lines": lines, "kind": "care"} if lines else None


@web.panel(
    "today",
    order=32,
    title=gettext_lazy("Leaving"),
    needs=PARTS,
    template="leaving/panels/leaving.html",
)
def leaving_today(request: Request) -> dict[str, Any] | None:
    """Of one's own people: who is leaving, what is still to do, a death to look back on."""
    mine = care_of_mine(request)
    lines = [
        {**line, "name": mine.name_of(line["folder"]), "person": mine.person_of(line["folder"])}
        for line in _lines(mine.asked["leavings"], mine.asked["leaving_to_do"])
        if mine.name_of(line["folder"])
    ]
    return {"lines": lines, "kind": "care", "facts": _("nothing closes by itself")} if lines else None


@web.panel(
    "today",
    order=51,
    title=gettext_lazy("Left as planned"),
    needs=PARTS,
    template="leaving/panels/well.html",
)
def left_well(request: Request) -> dict[str, Any] | None:
    """Who left as planned in the last seven days."""
    mine = care_of_mine(request)
    lines = [
        {"name": mine.name_of(one.folder), "person": mine.person_of(one.folder), "on": one.on}
        for one in mine.asked["left_well"]
        if mine.name_of(one.folder)
    ]
    return {"lines": lines, "kind": "good", "facts": _("this week")} if lines else None
