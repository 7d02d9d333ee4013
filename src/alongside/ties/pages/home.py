"""A copy of the map to take home: asked first whether it is safe to carry."""

from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside import web
from alongside.people.identity import identity_of
from alongside.ties import showing
from alongside.ties.models import PARTS
from alongside.ties.queries.around import Around, around_one
from alongside.web import pdf
from alongside.web.wrapper import Request

STYLE = Path(__file__).parents[1] / "assets" / "take-home.css"
PAGE = (680, 760)
"""Width and height of the picture on one side of A4."""


@web.page(
    "part/<handle:part>/map/take-home/",
    name="map_take_home",
    title=gettext_lazy("A copy to take home"),
    needs=PARTS,
    methods=("GET", "POST"),
    once=False,
)
def take_home(request: Request, part: web.Part) -> HttpResponse:
    """One page with names and rings, and nothing of help, hindrance, use, workers or this service."""
    around = around_one(part.folder)
    carried = [someone for someone in around.people if someone.shape != "professional"]
    context: dict[str, Any] = {
        "name": identity_of(request, part.person).name,
        "people": [{"id": s.handle, "name": s.name, "shape": s.shape} for s in carried],
        "action": web.url("map_take_home", part=part),
        "back_url": web.url("map_look", part=part),
    }
    if request.method != "POST":
        return web.render(request, "ties/take_home_ask.html", context)
    safe = request.POST.get("safe")
    if safe == "no":
        return web.render(request, "ties/no_copy.html")
    if safe != "yes":
        wrong = {"error": _("Say whether it is safe to carry.")}
        return web.render(request, "ties/take_home_ask.html", context | wrong, status=422)
    chosen = set(request.POST.getlist("with"))
    return _page(request, around, {s.id for s in carried if s.handle in chosen})


def _page(request: Request, around: Around, keep: set[int]) -> HttpResponse:
    people = tuple(s for s in around.people if s.id in keep)
    links = tuple((a, b) for a, b in around.links if a in keep and b in keep)
    map = Around(around.folder, people, links).for_the_room("family").map(_("Me"))
    drawn = showing.pictured(map, *PAGE[:1], height=PAGE[1], safe=True)
    shown = {"picture": drawn, "drawn_on": showing.dated(request.viewer.today)}
    return pdf.answer(request, "ties/take_home.html", shown, STYLE, _("people-around-me"))
