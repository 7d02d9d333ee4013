"""After drawing: what do you notice, and whom would you like closer?"""

from django.http import HttpResponse
from django.urls import NoReverseMatch
from django.utils.translation import gettext_lazy

from alongside import web
from alongside.access import handles
from alongside.people.identity import identity_of
from alongside.ties import actions, rules, showing
from alongside.ties.forms.someone import CloserForm
from alongside.ties.models import PARTS, Alter, Drawing
from alongside.ties.queries.around import around_one
from alongside.ties.queries.offered import could_come_closer
from alongside.web.wrapper import Request


@web.page(
    "drawing/<handle:drawing>/done/",
    name="map_done",
    title=gettext_lazy("What do you notice?"),
    needs=PARTS,
    methods=("GET", "POST"),
)
def done(request: Request, drawing: web.Named) -> HttpResponse:
    """Up to three sentences; then the map is kept, and somebody can be asked for help straight away."""
    sitting, part = web.found(Drawing, drawing), drawing.part
    if not rules.is_open(sitting, request.viewer.now) or not part.can_write:
        return web.go("map", part=part)
    around = around_one(part.folder)
    alone = rules.is_alone(sitting.in_the_room)
    # With others in the room nobody is asked for, and so nobody is seen to be missing from the list.
    form = web.forms.filled(request, CloserForm, offered=could_come_closer(around) if alone else [])
    if request.method == "POST" and form.is_valid():
        actions.snapshot(by=request.viewer, folder=part.folder, drawing=sitting)
        closer = handles.unseal("alter", form.cleaned_data["closer"] or "")
        if closer is not None:
            return _to_a_step(part, Alter(folder=part.folder, pk=closer.id))
        return web.go("map_look", part=part) if alone else web.go("person", person=part.person)
    seen = around.for_the_room(sitting.in_the_room)
    shown = showing.both_widths(seen, identity_of(request, part.person).name, alone)
    context = {"sitting": sitting, "form": form, "alone": alone, "sentences": showing.noticed(seen), **shown}
    return web.render(request, "ties/done.html", context)


def _to_a_step(part: web.Part, helper: Alter) -> HttpResponse:
    """A step of the plan with this person in it; where there are no plans, the map."""
    try:
        return web.go("step_with", alter=helper)
    except NoReverseMatch:
        return web.go("map_look", part=part)
