"""The drawing page, the same without scripts, and where its changes are saved."""

from typing import Any, cast

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside import web
from alongside.access.models import Stale
from alongside.access.viewer import Refused
from alongside.people.identity import identity_of
from alongside.staff.queries import called
from alongside.ties import actions, picture, rules, showing
from alongside.ties.actions import edits
from alongside.ties.models import PARTS, Alter, Drawing
from alongside.ties.queries.around import Around, around_one, someone_now
from alongside.ties.queries.snapshots import last_kept, thawed
from alongside.web.jinja import time
from alongside.web.wrapper import Request

ANYBODY = "A" * 43
"""Stands in an address for whoever is chosen by the script."""


def context(request: Request, sitting: Drawing, part: web.Part, around: Around) -> dict[str, Any]:
    """What the drawing page shows: as much as may be drawn in this room."""
    alone = rules.is_alone(sitting.in_the_room)
    seen = around.for_the_room(sitting.in_the_room)
    name = identity_of(request, part.person).name
    last = last_kept(part.folder) if alone else None
    return {
        "name": name,
        "room": showing.room_in_words(sitting),
        "room_url": web.url("map", part=part),
        "data": picture.as_data(seen.map(name), marks=alone),
        **showing.both_widths(seen, name, alone),
        "save_url": web.url("map_change", drawing=sitting),
        "add_url": web.url("draw", drawing=sitting),
        "done_url": web.url("map_done", drawing=sitting),
        "more_url": web.url("map_someone", drawing=sitting, alter=ANYBODY),
        "edit": {s.handle: web.url("map_someone", drawing=sitting, alter=s.handle) for s in seen.people},
        "kinds": showing.kinds_for_a_form(),
        "off": taken_off(sitting),
        "sitting": sitting,
        "then_url": web.url("maps", part=part) if last else "",
        "then_words": " ".join(showing.changes(thawed(last), around)[:3]) if last else "",
        "take_home_url": web.url("map_take_home", part=part) if alone and seen.people else "",
    }


def taken_off(sitting: Drawing) -> list[Alter]:
    """Those who were taken off in this sitting, and can be put back."""
    rows = Alter.objects.filter(folder=sitting.folder, ended_at__gte=sitting.made_at, in_error=False)
    return list(rows.order_by("-ended_at")[:20])


@web.page(
    "drawing/<handle:drawing>/",
    name="draw",
    title=gettext_lazy("Drawing the map"),
    needs=PARTS,
    methods=("GET", "POST"),
)
def draw(request: Request, drawing: web.Named) -> HttpResponse:
    """Draw together. A form sent here adds somebody, for whoever has no scripts."""
    sitting, part = web.found(Drawing, drawing), drawing.part
    if not rules.is_open(sitting, request.viewer.now) or not part.can_write:
        return web.go("map", part=part)
    if request.method != "POST":
        typed = (request.kept or {}).get("name", [""])[0]  # arrived while locked or signed out
        shown = context(request, sitting, part, around_one(part.folder))
        return web.render(request, "ties/draw.html", shown | {"add_name": typed})
    name, shape = request.POST.get("name", ""), request.POST.get("shape") or None
    try:
        alter = actions.add_alter(by=request.viewer, folder=part.folder, name=name, shape=shape)
    except Refused as refused:
        shown = context(request, sitting, part, around_one(part.folder))
        wrong = {"add_error": refused.message, "add_name": name[: rules.NAME_LENGTH * 2], "add_shape": shape}
        return web.render(request, "ties/draw.html", shown | wrong, status=422)
    return web.go("map_someone", drawing=sitting, alter=alter)


@web.page(
    "drawing/<handle:drawing>/change/",
    name="map_change",
    title=gettext_lazy("A change of the map"),
    needs=PARTS,
    methods=("POST",),
    once=False,
)
def change(request: Request, drawing: web.Named) -> HttpResponse:
    """One change from the drawing page, as JSON; the protocol stands in assets/README.md."""
    sitting = web.found(Drawing, drawing)
    if not drawing.part.can_write:
        return refused(_("You may look at this record, not write in it."))
    try:
        edit = edits.read(request.body)
        someone = edits.apply(by=request.viewer, drawing=sitting, edit=edit)
    except Refused as no:
        return refused(str(no.message))
    except edits.Changed as changed:
        return conflict(request, sitting, changed)
    except Stale as stale:
        row = cast(Alter, stale.row)
        now = None if row.ended_at else someone_now(row)
        return conflict(request, sitting, edits.Changed(now, None, None))
    sent = showing.as_sent(someone, sitting.in_the_room)
    return JsonResponse({"alter": sent, "saved": time(request.viewer.now)})


def refused(message: str) -> HttpResponse:
    """A rule said no; nothing was done."""
    return JsonResponse({"message": message}, status=422)


def conflict(request: Request, sitting: Drawing, changed: edits.Changed) -> HttpResponse:
    """How they stand now, for the page to set beside what is there."""
    theirs = showing.as_sent(changed.theirs, sitting.in_the_room) if changed.theirs else None
    by = called([changed.by]).get(changed.by, "")
    return JsonResponse({"alter": theirs, "by": by, "at": time(changed.at)}, status=409)
