"""The map as files for other tools: measures, Network Canvas, GraphML. Attachments, kept in no cache."""

import io

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from alongside import web
from alongside.people.identity import identity_of
from alongside.ties.files import Found, write_graphml, write_network_canvas_zip
from alongside.ties.models import PARTS
from alongside.ties.queries.around import around_one
from alongside.ties.queries.networks import found_of, identifier_of
from alongside.web.wrapper import Request


def _found(request: Request, part: web.Part) -> Found:
    line = identity_of(request, part.person).line
    ego = identifier_of(part.folder) or (line.reference if line else "")
    return found_of([(ego or "1", around_one(part.folder))])


def _attached(content: bytes, name: str, kind: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@web.page(
    "part/<handle:part>/map/measures.csv", name="map_measures", title=_("Measures of the map"), needs=PARTS
)
def measures(request: Request, part: web.Part) -> HttpResponse:
    """All measures of this map, a row under its names."""
    from alongside.ties.measures import write_csv

    out = io.StringIO(newline="")
    write_csv(_found(request, part).networks(), out)
    return _attached(out.getvalue().encode(), "measures.csv", "text/csv; charset=utf-8")


@web.page(
    "part/<handle:part>/map/network-canvas.zip",
    name="map_network_canvas",
    title=_("The map for Network Canvas"),
    needs=PARTS,
)
def network_canvas(request: Request, part: web.Part) -> HttpResponse:
    """The files that Network Canvas writes."""
    out = io.BytesIO()
    write_network_canvas_zip(_found(request, part), out, exported=request.viewer.now)
    return _attached(out.getvalue(), "network-canvas.zip", "application/zip")


@web.page(
    "part/<handle:part>/map/map.graphml", name="map_graphml", title=_("The map as GraphML"), needs=PARTS
)
def graphml(request: Request, part: web.Part) -> HttpResponse:
    """One graph, for Gephi, igraph, networkx and the like."""
    out = io.BytesIO()
    write_graphml(_found(request, part), out)
    return _attached(out.getvalue(), "map.graphml", "application/graphml+xml")
