"""Looking at a map, at the maps that were kept, and at two of them side by side."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _

from alongside import web
from alongside.access import handles
from alongside.people.identity import identity_of
from alongside.ties import picture, rules, showing
from alongside.ties.kinds import all_words
from alongside.ties.models import PARTS, Snapshot
from alongside.ties.queries.around import Around, around_one
from alongside.ties.queries.snapshots import kept_maps, thawed
from alongside.web.wrapper import Request

TODAY = "today"


@web.page("part/<handle:part>/map/look/", name="map_look", title=_("The map"), needs=PARTS)
def look(request: Request, part: web.Part) -> HttpResponse:
    """The whole map as it stands, with what it says in words; for the worker, by themselves."""
    around = around_one(part.folder)
    shown = showing.both_widths(around, identity_of(request, part.person).name)
    words = showing.noticed(around, at_most=None)
    context = {"around": around, "sentences": words, "changed_at": around.changed_at, **shown}
    return web.render(request, "ties/look.html", context)


@web.page("part/<handle:part>/maps/", name="maps", title=_("Maps that were kept"), needs=PARTS)
def maps(request: Request, part: web.Part) -> HttpResponse:
    """Each map by its date, and two to set side by side."""
    kept = kept_maps(part.folder)
    return web.render(request, "ties/maps.html", {"maps": kept, "dates": _dates(kept)})


@web.page("part/<handle:part>/maps/compare/", name="map_compare", title=_("Then and now"), needs=PARTS)
def compare(request: Request, part: web.Part) -> HttpResponse:
    """Two dates of one map, with what changed in words. Without a choice: the last that was kept, and today."""
    kept = kept_maps(part.folder)
    if not kept:
        return web.go("maps", part=part)
    # The last one that was kept is mostly the map as it stands: begin with the one before.
    then_value = request.GET.get("then") or _value(kept[min(1, len(kept) - 1)])
    now_value = request.GET.get("now") or TODAY
    (then, then_date, then_alone), (now, now_date, now_alone) = (
        _chosen(part, kept, value) for value in (then_value, now_value)
    )
    name = identity_of(request, part.person).name
    marks = then_alone and now_alone
    before, after = picture.beside(then.map(name), now.map(name))
    left, right = (showing.pictured(map, showing.SIDE, marks) for map in (before, after))
    narrow = [showing.pictured(map, showing.NARROW, marks) for map in (before, after)]
    context = {
        "name": name,
        "then": left,
        "now": right,
        "then_narrow": narrow[0],
        "now_narrow": narrow[1],
        "then_data": picture.as_data(before, marks=marks),
        "now_data": picture.as_data(after, marks=marks),
        "then_date": then_date,
        "now_date": now_date,
        "then_said": showing.described(left),
        "now_said": showing.described(right),
        "changes": showing.changes(then, now),
        "dates": _dates(kept),
        "then_value": then_value,
        "now_value": now_value,
        "kind_words": all_words(),
        "marks": marks,
        "back_url": web.url("maps", part=part),
    }
    return web.render(request, "ties/compare.html", context)


def _value(snapshot: Snapshot) -> str:
    return handles.seal("snapshot", snapshot.folder, snapshot.pk)


def _dates(kept: list[Snapshot]) -> list[tuple[str, str]]:
    return [
        (TODAY, str(_("As it stands today"))),
        *((_value(map), showing.dated(map.drawn_on)) for map in kept),
    ]


def _chosen(part: web.Part, kept: list[Snapshot], value: str) -> tuple[Around, str, bool]:
    """One of the two: its map, what to call it, and whether the two were alone when it was drawn."""
    if value == TODAY:
        return around_one(part.folder), str(_("As it stands today")), True
    opened = handles.unseal("snapshot", value)
    chosen = next(
        (map for map in kept if opened and (map.folder, map.pk) == (opened.folder, opened.id)), None
    )
    if chosen is None:
        raise Http404
    alone = rules.is_alone(chosen.in_the_room)
    return thawed(chosen).for_the_room(chosen.in_the_room), showing.dated(chosen.drawn_on), alone
