"""The lead's page: who in the team works with whom, what ends soon, and whom nobody works with."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside import web
from alongside.access import folders, handles
from alongside.access.viewer import Viewer
from alongside.staff import actions, forms, queries
from alongside.web.forms import filled


def _teams(by: Viewer) -> list[folders.Place]:
    """The teams that the viewer leads; the page is not there for anybody else."""
    if not by.leads:
        raise Http404
    return [place for place in folders.places("team") if place.id in by.leads]


def _soon(by: Viewer, team: int) -> list[queries.Given]:
    everybody = queries.team_by_colleague(by, team).values()
    return [g for people in everybody for theirs in people for g in theirs.given if g.soon]


@web.page("team/", name="team", title=gettext_lazy("My team"), scope="all", methods=("GET", "POST"))
def team(request: HttpRequest) -> HttpResponse:
    """Each team that the viewer leads. A deed renews everything in it that ends soon."""
    by = request.viewer  # type: ignore[attr-defined]
    mine = _teams(by)
    if request.method == "POST":
        one = next((place for place in mine if str(place.id) == request.POST.get("team")), None)
        if one is None:
            raise Http404
        actions.renew(by=by, grants=[g.grant_id for g in _soon(by, one.id)])
        messages.success(request, _("Renewed for 90 days."))
        return web.go("team")
    return web.render(request, "staff/team.html", {"teams": [_shown(by, place) for place in mine]})


def _shown(by: Viewer, place: folders.Place) -> dict[str, Any]:
    colleagues = queries.team_by_colleague(by, place.id)
    for people in colleagues.values():
        for theirs in people:
            theirs.handle = queries.to_give(place.id, theirs.person)
    soon = {who: [(t, [g for g in t.given if g.soon]) for t in people] for who, people in colleagues.items()}
    return {
        "place": place,
        "colleagues": colleagues,
        "soon": {who: found for who, people in soon.items() if (found := [(t, g) for t, g in people if g])},
        "alone": queries.nobody_holds(by, place.id),
    }


@web.page(
    "team/give/<str:whom>/",
    name="team-give",
    title=gettext_lazy("Let somebody open it"),
    scope="all",
    methods=("GET", "POST"),
)
def give(request: HttpRequest, whom: str) -> HttpResponse:
    """A lead gives parts of a record of the team's, without needing to hold them."""
    by = request.viewer  # type: ignore[attr-defined]
    named = handles.unseal("to give", whom)
    parts = queries.parts_to_give(by, named.folder, named.id) if named and named.folder in by.leads else {}
    if not parts or named is None:
        raise Http404
    start = {"days": 90, "writes": "write", "parts": [str(n) for n in range(len(parts))]}
    form = filled(request, forms.GiveForm, start, parts=parts)
    if request.method == "POST" and form.is_valid():
        actions.give(by=by, **form.given())
        messages.success(request, _("They can open it now."))
        return web.go("team")
    return web.render(
        request, "staff/team_give.html", {"form": form, "whom": whom, "name": queries.names(by).get(named.id)}
    )
